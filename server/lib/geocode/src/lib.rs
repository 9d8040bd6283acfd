//! Places by name and names by place: one trait, a provider per file, time zones from points.
