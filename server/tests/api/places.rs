//! Finding places: offline, through a Nominatim of one's own, and when that one is down.

mod nominatim;
mod offline;
