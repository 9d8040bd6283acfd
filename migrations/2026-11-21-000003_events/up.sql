CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  url text NOT NULL,
  origin text,
  organizer_id bigint NOT NULL REFERENCES actors (id),
  attributed_to_id bigint REFERENCES actors (id),
  title text NOT NULL CHECK (char_length(title) <= 200),
  description text NOT NULL DEFAULT '',
  begins_on timestamptz NOT NULL,
  ends_on timestamptz,
  begins_wall timestamp NOT NULL,
  ends_wall timestamp,
  timezone text NOT NULL,
  all_day boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'confirmed' CHECK (status IN ('tentative', 'confirmed', 'cancelled')),
  visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'unlisted', 'restricted', 'private')),
  join_options text NOT NULL DEFAULT 'free' CHECK (join_options IN ('free', 'restricted', 'invite', 'external')),
  category text NOT NULL DEFAULT 'MEETING' CHECK (char_length(category) BETWEEN 2 AND 100),
  language text NOT NULL DEFAULT 'und',
  picture_id bigint REFERENCES media (id) ON DELETE SET NULL,
  address_id bigint REFERENCES addresses (id) ON DELETE SET NULL,
  online_address text CHECK (char_length(online_address) <= 2048),
  phone_address text CHECK (char_length(phone_address) <= 200),
  external_participation_url text CHECK (char_length(external_participation_url) <= 2048),
  draft boolean NOT NULL DEFAULT false,
  options jsonb NOT NULL DEFAULT '{}',
  metadata jsonb NOT NULL DEFAULT '[]',
  sequence integer NOT NULL DEFAULT 0,
  published_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (ends_on IS NULL OR ends_on >= begins_on)
);
CREATE UNIQUE INDEX events_url ON events (farandole_url_key(url));
CREATE INDEX events_organizer ON events (organizer_id, begins_on);
CREATE INDEX events_attributed_to ON events (attributed_to_id, begins_on) WHERE attributed_to_id IS NOT NULL;
CREATE INDEX events_public_begin ON events (begins_on, id) WHERE visibility = 'public' AND NOT draft AND deleted_at IS NULL;
CREATE INDEX events_address ON events (address_id);
COMMENT ON TABLE events IS 'What people are invited to. The projection event_upcoming carries what searches read.';
COMMENT ON COLUMN events.origin IS 'Host of the server it was published on; NULL here.';
COMMENT ON COLUMN events.begins_wall IS 'The hour on the clocks of the place, in timezone: it stays when the rules of the zone change.';
COMMENT ON COLUMN events.sequence IS 'Rises with every change that a calendar must hear of (RFC 5545, 3.8.7.4).';
COMMENT ON COLUMN events.deleted_at IS 'Set the moment it is deleted; those who attend are told, then the row goes and a tombstone stays.';

CREATE TABLE event_tombstones (
  uuid uuid PRIMARY KEY,
  url text NOT NULL,
  was_public boolean NOT NULL,
  deleted_at timestamptz NOT NULL
);
COMMENT ON TABLE event_tombstones IS 'Deleted events: their address answers 410 if it was public, and can never be taken again.';

CREATE TABLE event_counters (
  event_id bigint PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  capacity integer CHECK (capacity > 0),
  participant integer NOT NULL DEFAULT 0 CHECK (participant >= 0),
  not_approved integer NOT NULL DEFAULT 0 CHECK (not_approved >= 0),
  not_confirmed integer NOT NULL DEFAULT 0 CHECK (not_confirmed >= 0),
  rejected integer NOT NULL DEFAULT 0 CHECK (rejected >= 0),
  moderator integer NOT NULL DEFAULT 0 CHECK (moderator >= 0),
  administrator integer NOT NULL DEFAULT 0 CHECK (administrator >= 0),
  creator integer NOT NULL DEFAULT 0 CHECK (creator >= 0),
  CONSTRAINT event_counters_seats CHECK (capacity IS NULL OR participant <= capacity)
) WITH (fillfactor = 50);
COMMENT ON TABLE event_counters IS 'How many take part, by role, changed in the transaction of the change; a seat is one conditional UPDATE here.';
COMMENT ON COLUMN event_counters.capacity IS 'Seats for participants, organisers not counted; NULL is no limit.';

CREATE TABLE tags (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL CHECK (char_length(title) BETWEEN 2 AND 40),
  slug text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL
);
CREATE INDEX tags_slug_trgm ON tags USING gin (slug gin_trgm_ops);
COMMENT ON TABLE tags IS 'Words that organisers put on events; the slug is the one spelling that counts.';

CREATE TABLE event_tags (
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  tag_id bigint NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  position smallint NOT NULL,
  PRIMARY KEY (event_id, tag_id)
);
CREATE INDEX event_tags_tag ON event_tags (tag_id, event_id);

CREATE TABLE event_contacts (
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  actor_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  position smallint NOT NULL,
  PRIMARY KEY (event_id, actor_id)
);

CREATE TABLE event_media (
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  media_id bigint NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  PRIMARY KEY (event_id, media_id)
);

CREATE TABLE participants (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  actor_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN
    ('not_approved', 'not_confirmed', 'rejected', 'participant', 'moderator', 'administrator', 'creator')),
  code text NOT NULL CHECK (char_length(code) = 6),
  message text CHECK (char_length(message) <= 2000),
  name text CHECK (char_length(name) <= 100),
  email text CHECK (char_length(email) <= 250),
  email_key text,
  locale text,
  timezone text,
  confirm_hash bytea UNIQUE,
  manage_hash bytea UNIQUE,
  confirmed_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK ((email IS NULL) = (email_key IS NULL))
);
CREATE UNIQUE INDEX participants_actor ON participants (event_id, actor_id) WHERE email_key IS NULL;
CREATE UNIQUE INDEX participants_email ON participants (event_id, email_key) WHERE email_key IS NOT NULL;
CREATE INDEX participants_of_actor ON participants (actor_id, event_id) WHERE email_key IS NULL;
CREATE INDEX participants_of_event ON participants (event_id, role, id);
COMMENT ON TABLE participants IS 'Who takes part in what. Rows with an address are people without an account: they act as the anonymous actor.';
COMMENT ON COLUMN participants.code IS 'Six letters and digits without look-alikes, printed in mails as the reservation number.';
COMMENT ON COLUMN participants.email IS 'Of a person without an account. Never shown to the organiser, never federated.';
COMMENT ON COLUMN participants.manage_hash IS 'SHA-256 of the token in every mail with which the person edits, cancels or is forgotten.';

CREATE TABLE exports (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  file uuid NOT NULL UNIQUE,
  user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  format text NOT NULL CHECK (format IN ('csv', 'ods', 'pdf')),
  name text NOT NULL,
  body bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX exports_expiry ON exports (expires_at);
COMMENT ON TABLE exports IS 'Files made for one account, gone after a day.';
