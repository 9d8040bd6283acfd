ALTER TABLE remote_events DROP COLUMN picture_url;
