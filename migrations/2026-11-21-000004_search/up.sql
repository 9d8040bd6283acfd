-- What the public searches read: narrow, only listed events that have not ended, rebuildable from events at any time.
CREATE TABLE event_upcoming (
  event_id bigint PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  begins_on timestamptz NOT NULL,
  ends_on timestamptz NOT NULL,
  sort_at timestamptz NOT NULL,
  geog geography(Point, 4326),
  tile integer,
  group_id bigint,
  category text NOT NULL,
  language text NOT NULL,
  status text NOT NULL,
  online boolean NOT NULL,
  local boolean NOT NULL
);
CREATE INDEX event_upcoming_near ON event_upcoming USING gist (geog, sort_at);
CREATE INDEX event_upcoming_soonest ON event_upcoming (sort_at);
CREATE INDEX event_upcoming_group ON event_upcoming (group_id, sort_at);
CREATE INDEX event_upcoming_tile ON event_upcoming (tile);
CREATE INDEX event_upcoming_end ON event_upcoming (ends_on);
COMMENT ON TABLE event_upcoming IS 'Listed events that have not ended: what public lists and searches read. A projection of events.';
COMMENT ON COLUMN event_upcoming.sort_at IS 'begins_on plus (event_id % 1000000) microseconds: almost unique, so that a page never needs a tie-break.';
COMMENT ON COLUMN event_upcoming.geog IS 'NULL when online only or without a known point.';
COMMENT ON COLUMN event_upcoming.tile IS 'Web-Mercator tile at zoom 15 as a Morton number: shifted right by 2*(15-z) it is the tile at zoom z.';
COMMENT ON COLUMN event_upcoming.ends_on IS 'When it ends; without an end of its own, the end of its day at the latest.';

CREATE TABLE event_upcoming_text (
  event_id bigint PRIMARY KEY REFERENCES event_upcoming (event_id) ON DELETE CASCADE,
  sort_at timestamptz NOT NULL,
  geog geography(Point, 4326),
  tsv tsvector NOT NULL
);
CREATE INDEX event_upcoming_text_words ON event_upcoming_text USING gin (tsv) WITH (fastupdate = on, gin_pending_list_limit = 1024);
CREATE INDEX event_upcoming_text_near ON event_upcoming_text USING gist (geog, sort_at);
CREATE INDEX event_upcoming_text_soonest ON event_upcoming_text (sort_at);
COMMENT ON TABLE event_upcoming_text IS 'The words of upcoming events: title weight A, tags B, place and description C. Written by a job, off the request.';

CREATE TABLE event_upcoming_tags (
  tag_id bigint NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  sort_at timestamptz NOT NULL,
  event_id bigint NOT NULL REFERENCES event_upcoming (event_id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, sort_at, event_id)
);
CREATE INDEX event_upcoming_tags_event ON event_upcoming_tags (event_id);
COMMENT ON TABLE event_upcoming_tags IS 'Rare filter, own path: the upcoming events of a tag, soonest first.';

CREATE TABLE search_words (
  lexeme text PRIMARY KEY,
  ndoc integer NOT NULL
);
CREATE INDEX search_words_near ON search_words USING gist (lexeme gist_trgm_ops);
COMMENT ON TABLE search_words IS 'How many upcoming events have a word: decides how a text search walks, and mends typos. Refreshed by a job.';

CREATE TABLE map_cells (
  z smallint NOT NULL,
  cell integer NOT NULL,
  n integer NOT NULL,
  lon double precision NOT NULL,
  lat double precision NOT NULL,
  PRIMARY KEY (z, cell)
);
CREATE INDEX map_cells_cover ON map_cells (z, cell) INCLUDE (n, lon, lat);
COMMENT ON TABLE map_cells IS 'How many upcoming events lie in a map tile and where their middle is, for zoom 2 to 13. Refreshed by a job.';
