DROP INDEX user_settings_zone;
DROP INDEX participants_waiting;
DROP INDEX events_begin;
DROP TABLE pending_digests;
DROP TABLE reminders;
ALTER TABLE participants DROP COLUMN remind;
