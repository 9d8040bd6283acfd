//! Finding places: offline, through a Nominatim of one's own, and when that one is down; and the addresses of events.

mod addresses;
mod nominatim;
mod offline;
