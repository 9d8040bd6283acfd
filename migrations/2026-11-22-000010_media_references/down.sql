DROP INDEX media_created;
DROP INDEX actors_banner;
DROP INDEX actors_avatar;
DROP INDEX event_media_media;
DROP INDEX events_picture;
