ALTER TABLE user_settings DROP COLUMN notification_comments;
DROP TABLE comment_mentions;
DROP TABLE comments;
