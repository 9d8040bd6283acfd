COMMENT ON COLUMN actors.visibility IS NULL;
ALTER TABLE actors ALTER COLUMN visibility SET DEFAULT 'private';
COMMENT ON COLUMN users.current_sign_in_ip IS NULL;
COMMENT ON COLUMN users.last_sign_in_ip IS NULL;
COMMENT ON COLUMN sessions.ip IS NULL;
ALTER TABLE sessions DROP COLUMN client;
