CREATE TABLE reports (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  url text NOT NULL UNIQUE CHECK (char_length(url) <= 2048),
  reported_id bigint REFERENCES actors (id) ON DELETE SET NULL,
  reporter_id bigint REFERENCES actors (id) ON DELETE SET NULL,
  content text NOT NULL CHECK (char_length(content) <= 5000),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed', 'resolved')),
  origin text,
  forwarded boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX reports_status ON reports (status, updated_at DESC, id DESC);
CREATE INDEX reports_reported ON reports (reported_id) WHERE reported_id IS NOT NULL;
CREATE INDEX reports_reporter ON reports (reporter_id) WHERE reporter_id IS NOT NULL;
COMMENT ON TABLE reports IS 'What people tell the moderators of, and what the moderators of other servers do.';
COMMENT ON COLUMN reports.url IS 'The id of the Flag that it is, or would be, on the wire.';
COMMENT ON COLUMN reports.reporter_id IS 'Who reports: an identity of here, the one that stands for people without an account, or an actor of the server that sent it.';
COMMENT ON COLUMN reports.content IS 'Plain text.';
COMMENT ON COLUMN reports.origin IS 'The host of the server that sent it; null for this one.';
COMMENT ON COLUMN reports.forwarded IS 'Whether the server of whom it is about is told, without a word of who reports.';

CREATE TABLE report_events (
  report_id bigint NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  PRIMARY KEY (report_id, event_id)
);
CREATE INDEX report_events_event ON report_events (event_id);
COMMENT ON TABLE report_events IS 'The events that reports name.';

CREATE TABLE report_comments (
  report_id bigint NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  comment_id bigint NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
  PRIMARY KEY (report_id, comment_id)
);
CREATE INDEX report_comments_comment ON report_comments (comment_id);
COMMENT ON TABLE report_comments IS 'The comments that reports name.';

CREATE TABLE report_notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  report_id bigint NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  moderator_id bigint REFERENCES actors (id) ON DELETE SET NULL,
  content text NOT NULL CHECK (char_length(content) <= 5000),
  created_at timestamptz NOT NULL
);
CREATE INDEX report_notes_report ON report_notes (report_id, id);
CREATE INDEX report_notes_moderator ON report_notes (moderator_id) WHERE moderator_id IS NOT NULL;
COMMENT ON TABLE report_notes IS 'What moderators note about a report, for each other.';
