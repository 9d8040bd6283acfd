ALTER TABLE sessions ADD COLUMN client bytea;
COMMENT ON COLUMN sessions.client IS 'Keyed hash of the client''s network: tells a place where the owner has signed in before, and nothing to who reads the table.';
COMMENT ON COLUMN sessions.ip IS 'Where the sign-in came from, for its owner; forgotten after a week.';
COMMENT ON COLUMN users.last_sign_in_ip IS 'Forgotten after a week.';
COMMENT ON COLUMN users.current_sign_in_ip IS 'Forgotten after a week.';

-- What a person publishes is public, and so is their page: so are the feeds of both. Who wants none is set so.
ALTER TABLE actors ALTER COLUMN visibility SET DEFAULT 'public';
UPDATE actors SET visibility = 'public' WHERE kind = 'person' AND domain IS NULL AND user_id IS NOT NULL;
COMMENT ON COLUMN actors.visibility IS 'Whether there are feeds of what it publishes; private: there are none.';
