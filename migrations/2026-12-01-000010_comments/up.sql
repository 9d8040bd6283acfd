CREATE TABLE comments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  url text NOT NULL UNIQUE CHECK (char_length(url) <= 2048),
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  actor_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  parent_id bigint REFERENCES comments (id) ON DELETE CASCADE,
  root_id bigint REFERENCES comments (id) ON DELETE CASCADE,
  body text NOT NULL CHECK (char_length(body) <= 20000),
  language text NOT NULL DEFAULT 'und',
  announcement boolean NOT NULL DEFAULT false,
  waiting boolean NOT NULL DEFAULT false,
  origin text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  CHECK ((parent_id IS NULL) = (root_id IS NULL)),
  CHECK (deleted_at IS NULL OR body = '')
);
CREATE INDEX comments_event ON comments (event_id, id);
CREATE INDEX comments_actor ON comments (actor_id);
CREATE INDEX comments_root ON comments (root_id) WHERE root_id IS NOT NULL;
CREATE INDEX comments_parent ON comments (parent_id) WHERE parent_id IS NOT NULL;
COMMENT ON TABLE comments IS 'What people say under events.';
COMMENT ON COLUMN comments.parent_id IS 'The comment that it answers.';
COMMENT ON COLUMN comments.root_id IS 'The comment that its thread begins with; null for that one.';
COMMENT ON COLUMN comments.body IS 'Safe HTML; empty once it is deleted.';
COMMENT ON COLUMN comments.announcement IS 'Told to everybody who takes part.';
COMMENT ON COLUMN comments.waiting IS 'Seen by its author and the organiser alone until the organiser lets it in.';
COMMENT ON COLUMN comments.origin IS 'The host of the server that it was written on; null for this one.';

CREATE TABLE comment_mentions (
  comment_id bigint NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
  actor_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  PRIMARY KEY (comment_id, actor_id)
);
CREATE INDEX comment_mentions_actor ON comment_mentions (actor_id);
COMMENT ON TABLE comment_mentions IS 'Whom comments name.';

ALTER TABLE user_settings ADD COLUMN notification_comments boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN user_settings.notification_comments IS 'Whether mails tell of comments on what the person organises, of answers to theirs and of being named.';
