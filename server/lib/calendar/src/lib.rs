//! Events as iCalendar (RFC 5545) and Atom, from plain values.
