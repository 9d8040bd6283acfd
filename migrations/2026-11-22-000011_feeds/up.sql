-- The feed of what is new here reads the hundred that were published last.
CREATE INDEX events_published ON events (published_at DESC, id)
  WHERE visibility = 'public' AND NOT draft AND deleted_at IS NULL AND origin IS NULL;
