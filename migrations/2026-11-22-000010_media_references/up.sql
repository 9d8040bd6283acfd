-- Deleting a picture looks for what shows it: without an index, through every event and every actor.
CREATE INDEX events_picture ON events (picture_id) WHERE picture_id IS NOT NULL;
CREATE INDEX event_media_media ON event_media (media_id);
CREATE INDEX actors_avatar ON actors (avatar_id) WHERE avatar_id IS NOT NULL;
CREATE INDEX actors_banner ON actors (banner_id) WHERE banner_id IS NOT NULL;
CREATE INDEX media_created ON media (created_at);
