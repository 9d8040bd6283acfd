ALTER TABLE participants ADD COLUMN remind boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN participants.remind IS 'Whether a mail is to come the day before.';

CREATE TABLE reminders (
  participant_id bigint NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('day', 'hour')),
  begins_on timestamptz NOT NULL,
  PRIMARY KEY (participant_id, reason, begins_on)
);
COMMENT ON TABLE reminders IS 'Who has been reminded of an event and for which start: a start that is moved is reminded of again.';

CREATE TABLE pending_digests (
  user_id bigint PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  sent_at timestamptz NOT NULL
);
COMMENT ON TABLE pending_digests IS 'When an organiser was last told of those who wait for an answer.';

-- What begins soon is looked for every few minutes, whoever may see it.
CREATE INDEX events_begin ON events (begins_on)
  WHERE NOT draft AND deleted_at IS NULL AND status <> 'cancelled';
-- Those who wait for an answer are few among all.
CREATE INDEX participants_waiting ON participants (event_id) WHERE role = 'not_approved';
-- The zones in which somebody wants to be told.
CREATE INDEX user_settings_zone ON user_settings (timezone, user_id);
