-- A reservation number is told over the counter, so it names one person of the event.
CREATE UNIQUE INDEX participants_code ON participants (event_id, code);

-- Whether an address has ever been confirmed decides how many mails a stranger can cause.
CREATE INDEX participants_confirmed_email ON participants (email_key)
  WHERE email_key IS NOT NULL AND confirmed_at IS NOT NULL;
-- What nobody confirmed is swept by its age.
CREATE INDEX participants_unconfirmed ON participants (updated_at) WHERE role = 'not_confirmed';

CREATE TABLE event_change_sets (
  event_id bigint PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  before jsonb NOT NULL,
  since timestamptz NOT NULL
);
COMMENT ON TABLE event_change_sets IS 'What those who attend have not been told yet: edits of half an hour become one mail.';
COMMENT ON COLUMN event_change_sets.before IS 'What was true when they were told last, of what has changed since.';
