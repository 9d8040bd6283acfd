ALTER TABLE remote_events ADD COLUMN picture_url text CHECK (char_length(picture_url) <= 2048);
COMMENT ON COLUMN remote_events.picture_url IS 'Where its server has its picture; ours is a copy, made anew.';
