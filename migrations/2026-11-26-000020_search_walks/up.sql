-- What lasts longer than a day may run when a search begins, however long ago it began. It is rare: its own short walk.
CREATE INDEX event_upcoming_lasting ON event_upcoming (ends_on) WHERE ends_on - begins_on > interval '1 day';
COMMENT ON INDEX event_upcoming_lasting IS 'Events of more than a day by their end: those that run at a moment to come. The condition stands word for word in the search.';

-- A search that reaches a little into the past finds what ended lately without reading all that ever was.
CREATE INDEX events_public_end ON events ((coalesce(ends_on, begins_on))) WHERE visibility = 'public' AND NOT draft AND deleted_at IS NULL;
COMMENT ON INDEX events_public_end IS 'Public events by their end, for searches that reach into the past.';
