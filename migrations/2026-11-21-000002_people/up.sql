CREATE TABLE media (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  user_id bigint,
  actor_id bigint,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  alt text CHECK (char_length(alt) <= 1500),
  content_type text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  blurhash text,
  widths integer[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);
CREATE INDEX media_user ON media (user_id);
CREATE INDEX media_actor ON media (actor_id);
COMMENT ON TABLE media IS 'Pictures that people sent, cleaned and re-encoded; the bytes live in the blob store under the uuid.';
COMMENT ON COLUMN media.alt IS 'What the picture shows, for those who do not see it.';
COMMENT ON COLUMN media.widths IS 'Widths in pixels for which a smaller copy exists.';

CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 250),
  email_key text NOT NULL UNIQUE,
  password_hash text,
  role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'moderator', 'administrator')),
  locale text NOT NULL DEFAULT 'en',
  provider text,
  confirmed_at timestamptz,
  confirmation_sent_at timestamptz,
  reset_sent_at timestamptz,
  disabled_at timestamptz,
  default_actor_id bigint,
  failed_logins integer NOT NULL DEFAULT 0,
  login_blocked_until timestamptz,
  last_sign_in_at timestamptz,
  last_sign_in_ip text,
  current_sign_in_at timestamptz,
  current_sign_in_ip text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE users IS 'Accounts: what a person signs in to. Never visible to others; they act as actors.';
COMMENT ON COLUMN users.email_key IS 'The address in its one normal form; two spellings of one address are one account.';

CREATE TABLE user_settings (
  user_id bigint PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  timezone text,
  notification_on_day boolean,
  notification_each_week boolean,
  notification_before_event boolean,
  notification_pending_participation text NOT NULL DEFAULT 'one_day'
    CHECK (notification_pending_participation IN ('none', 'direct', 'one_hour', 'one_day', 'one_week')),
  notification_pending_membership text NOT NULL DEFAULT 'one_day'
    CHECK (notification_pending_membership IN ('none', 'direct', 'one_hour', 'one_day', 'one_week')),
  group_notifications text NOT NULL DEFAULT 'one_day'
    CHECK (group_notifications IN ('none', 'direct', 'one_hour', 'one_day', 'one_week')),
  location_name text,
  location_range integer CHECK (location_range BETWEEN 1 AND 20000),
  location_geohash text,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE user_settings IS 'How an account wants to be told, and where it lives.';

CREATE TABLE user_tokens (
  hash bytea PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('confirm', 'reset', 'email', 'email_undo')),
  email text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX user_tokens_user ON user_tokens (user_id, purpose);
COMMENT ON TABLE user_tokens IS 'Single-use secrets sent by mail; only their SHA-256 is kept.';
COMMENT ON COLUMN user_tokens.email IS 'For a change of address: the new one, or the old one to go back to.';

CREATE TABLE sessions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('api', 'web')),
  access_hash bytea UNIQUE,
  access_expires_at timestamptz,
  refresh_hash bytea NOT NULL UNIQUE,
  previous_refresh_hash bytea UNIQUE,
  rotated_at timestamptz,
  expires_at timestamptz NOT NULL,
  user_agent text,
  ip text,
  created_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
COMMENT ON TABLE sessions IS 'One row per sign-in. Deleting it ends the sign-in at once, tokens and all.';
COMMENT ON COLUMN sessions.refresh_hash IS 'SHA-256 of the refresh token (api) or of the cookie (web).';
COMMENT ON COLUMN sessions.previous_refresh_hash IS 'The refresh token before the last rotation: used again after ten seconds it ends the session.';

CREATE TABLE actors (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('person', 'group', 'application')),
  preferred_username text NOT NULL CHECK (char_length(preferred_username) BETWEEN 1 AND 100),
  domain text,
  name text CHECK (char_length(name) <= 100),
  summary text CHECK (char_length(summary) <= 20000),
  url text NOT NULL UNIQUE,
  avatar_id bigint REFERENCES media (id) ON DELETE SET NULL,
  banner_id bigint REFERENCES media (id) ON DELETE SET NULL,
  user_id bigint REFERENCES users (id) ON DELETE SET NULL,
  manually_approves_followers boolean NOT NULL DEFAULT false,
  visibility text NOT NULL DEFAULT 'private' CHECK (visibility IN ('public', 'unlisted', 'private')),
  suspended_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX actors_handle ON actors (lower(preferred_username), coalesce(domain, ''));
CREATE INDEX actors_user ON actors (user_id);
COMMENT ON TABLE actors IS 'Who acts: identities of local accounts, groups, this server itself, and profiles of other servers.';
COMMENT ON COLUMN actors.domain IS 'Host of the server it lives on; NULL here.';
COMMENT ON COLUMN actors.user_id IS 'The account behind a local identity. Never shown: identities of one account cannot be linked from outside.';
COMMENT ON COLUMN actors.deleted_at IS 'Set when retired: the row stays as an empty shell so that the name is never given to someone else.';

ALTER TABLE users ADD FOREIGN KEY (default_actor_id) REFERENCES actors (id) ON DELETE SET NULL;
ALTER TABLE media ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE media ADD FOREIGN KEY (actor_id) REFERENCES actors (id) ON DELETE SET NULL;

CREATE TABLE feed_tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token uuid NOT NULL UNIQUE,
  user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  actor_id bigint REFERENCES actors (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL
);
CREATE INDEX feed_tokens_user ON feed_tokens (user_id);
CREATE INDEX feed_tokens_actor ON feed_tokens (actor_id);
COMMENT ON TABLE feed_tokens IS 'Secret addresses of private calendars: of one identity, or of the whole account where actor_id is NULL.';

CREATE TABLE addresses (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  url text NOT NULL UNIQUE,
  origin_id text UNIQUE,
  description text CHECK (char_length(description) <= 500),
  street text CHECK (char_length(street) <= 500),
  locality text CHECK (char_length(locality) <= 200),
  postal_code text CHECK (char_length(postal_code) <= 50),
  region text CHECK (char_length(region) <= 200),
  country text CHECK (char_length(country) <= 200),
  kind text CHECK (char_length(kind) <= 100),
  geog geography(Point, 4326),
  timezone text,
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE addresses IS 'Places of events. Rows are never changed by an event that uses them: a different text is a different row.';
COMMENT ON COLUMN addresses.origin_id IS 'The geocoder''s own name for the place, with the provider in front.';
