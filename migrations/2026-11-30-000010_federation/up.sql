CREATE TABLE instances (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  host text NOT NULL UNIQUE CHECK (host = lower(host) AND char_length(host) BETWEEN 1 AND 260),
  stance text NOT NULL DEFAULT 'open' CHECK (stance IN ('open', 'limited', 'blocked')),
  note text CHECK (char_length(note) <= 2000),
  actor_id bigint REFERENCES actors (id) ON DELETE SET NULL,
  software text,
  software_version text,
  name text,
  description text,
  asked_at timestamptz,
  scheme text NOT NULL DEFAULT 'cavage' CHECK (scheme IN ('cavage', 'message')),
  state text NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'suspect', 'dead')),
  failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
  failing_since timestamptz,
  next_try_at timestamptz,
  last_error text CHECK (char_length(last_error) <= 500),
  last_success_at timestamptz,
  last_heard_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX instances_actor ON instances (actor_id);
COMMENT ON TABLE instances IS 'Other servers: what we think of them, and how reaching them goes.';
COMMENT ON COLUMN instances.host IS 'In small ASCII letters, with its port where that is not the usual one.';
COMMENT ON COLUMN instances.stance IS 'What moderators decided: limited servers reach only those who know them, blocked ones nobody, and neither do their sub-domains.';
COMMENT ON COLUMN instances.note IS 'Why, for moderators.';
COMMENT ON COLUMN instances.actor_id IS 'The actor that is the server itself.';
COMMENT ON COLUMN instances.asked_at IS 'When its NodeInfo was asked for.';
COMMENT ON COLUMN instances.scheme IS 'The way of signing that it last accepted.';
COMMENT ON COLUMN instances.state IS 'Whether deliveries arrive: suspect after three failures in a row, dead after seven days of them.';
COMMENT ON COLUMN instances.next_try_at IS 'Before this nothing is sent to it.';
COMMENT ON COLUMN instances.last_heard_at IS 'When something that it signed came in.';

CREATE TABLE actor_keys (
  actor_id bigint PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  private_key text NOT NULL,
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE actor_keys IS 'The keys with which actors of this server sign.';
COMMENT ON COLUMN actor_keys.private_key IS 'PKCS #8 as PEM.';

CREATE TABLE remote_actors (
  actor_id bigint PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  instance_id bigint NOT NULL REFERENCES instances (id),
  kind text NOT NULL,
  inbox text NOT NULL,
  shared_inbox text,
  outbox text,
  followers text,
  following text,
  key_id text NOT NULL,
  public_key text NOT NULL,
  key_asked_at timestamptz NOT NULL,
  discoverable boolean NOT NULL DEFAULT true,
  avatar_url text,
  banner_url text,
  moved_to text,
  also_known_as text[] NOT NULL DEFAULT '{}',
  fetched_at timestamptz NOT NULL
);
CREATE INDEX remote_actors_instance ON remote_actors (instance_id);
CREATE INDEX remote_actors_key ON remote_actors (key_id);
CREATE INDEX remote_actors_followers ON remote_actors (followers);
COMMENT ON TABLE remote_actors IS 'What is known of actors of other servers besides what they show.';
COMMENT ON COLUMN remote_actors.kind IS 'The type as it is sent: Service, Organization and the like are kept here.';
COMMENT ON COLUMN remote_actors.public_key IS 'As it was sent: PEM, or a Multikey.';
COMMENT ON COLUMN remote_actors.key_asked_at IS 'A key that does not fit is asked for anew at most once in five minutes.';

CREATE TABLE follows (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid uuid NOT NULL UNIQUE,
  url text NOT NULL,
  follower_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  target_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('pending', 'approved', 'rejected')),
  notify boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (follower_id, target_id)
);
CREATE INDEX follows_target ON follows (target_id, state);
CREATE INDEX follows_url ON follows (url);
COMMENT ON TABLE follows IS 'Who wants to hear of whom: people of other servers follow ours, servers follow each other.';
COMMENT ON COLUMN follows.url IS 'The id of the Follow; peers use one for several attempts, so it is not unique.';

CREATE TABLE activities (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url text NOT NULL,
  actor_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  object text NOT NULL,
  body text NOT NULL,
  tell text,
  created_at timestamptz NOT NULL
);
CREATE INDEX activities_actor ON activities (actor_id);
COMMENT ON TABLE activities IS 'What is on its way to other servers, once for all of them; gone when the last has it.';
COMMENT ON COLUMN activities.object IS 'What it is about: of one object, a server gets one activity after the other.';
COMMENT ON COLUMN activities.body IS 'The JSON as it is sent; signed anew at each try.';
COMMENT ON COLUMN activities.tell IS 'Who wants to know how it went.';

CREATE TABLE deliveries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  activity_id bigint NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
  instance_id bigint NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
  inbox text NOT NULL,
  object text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_try_at timestamptz,
  last_error text CHECK (char_length(last_error) <= 500),
  created_at timestamptz NOT NULL,
  UNIQUE (activity_id, inbox)
) WITH (fillfactor = 70);
CREATE INDEX deliveries_instance ON deliveries (instance_id, id);
COMMENT ON TABLE deliveries IS 'One row for each server that has yet to get an activity; deleted once it has it, or will never.';
COMMENT ON COLUMN deliveries.next_try_at IS 'Not before, where this one activity was put off.';

CREATE TABLE recipients (
  object text NOT NULL,
  inbox text NOT NULL,
  instance_id bigint NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
  PRIMARY KEY (object, inbox)
);
CREATE INDEX recipients_instance ON recipients (instance_id);
COMMENT ON TABLE recipients IS 'Who was ever sent an object: changes of it and its end are told to all of them.';

CREATE TABLE arrivals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  mark bytea NOT NULL UNIQUE,
  actor_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  kind text NOT NULL,
  body text,
  outcome text,
  received_at timestamptz NOT NULL
);
CREATE INDEX arrivals_actor ON arrivals (actor_id);
CREATE INDEX arrivals_received ON arrivals (received_at);
COMMENT ON TABLE arrivals IS 'What other servers sent, kept for thirty days so that what comes twice is known again.';
COMMENT ON COLUMN arrivals.mark IS 'SHA-256 of the sender, the id and the bytes: peers use one id for several versions.';
COMMENT ON COLUMN arrivals.body IS 'Until it has been handled.';
COMMENT ON COLUMN arrivals.outcome IS 'What became of it, in a word.';

CREATE TABLE shares (
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  actor_id bigint NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  url text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, actor_id)
);
CREATE INDEX shares_actor ON shares (actor_id);
COMMENT ON TABLE shares IS 'Who of other servers has announced an event.';

CREATE TABLE remote_events (
  event_id bigint PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  followed boolean NOT NULL DEFAULT false,
  rsvp text NOT NULL DEFAULT 'join' CHECK (rsvp IN ('join', 'accept', 'none')),
  participant_count integer,
  remaining_seats integer,
  changed_at timestamptz,
  fetched_at timestamptz NOT NULL,
  failed_at timestamptz,
  failures integer NOT NULL DEFAULT 0
);
CREATE INDEX remote_events_fetched ON remote_events (fetched_at);
COMMENT ON TABLE remote_events IS 'What is known of events of other servers besides what they show.';
COMMENT ON COLUMN remote_events.followed IS 'Published or announced by a server that is followed here: only then do lists show it.';
COMMENT ON COLUMN remote_events.rsvp IS 'How its server is told that somebody comes: Join, Accept of the event, or not at all.';
COMMENT ON COLUMN remote_events.changed_at IS 'What it says of its last change; older versions that come later are left.';
COMMENT ON COLUMN remote_events.fetched_at IS 'When its server last told us of it.';
COMMENT ON COLUMN remote_events.failed_at IS 'When asking for it last failed.';

CREATE TABLE remote_tombstones (
  url text PRIMARY KEY,
  actor_id bigint REFERENCES actors (id) ON DELETE SET NULL,
  deleted_at timestamptz NOT NULL
);
COMMENT ON TABLE remote_tombstones IS 'What other servers have deleted, perhaps before we heard of it: it can not come back.';

ALTER TABLE participants
  ADD COLUMN activity_url text,
  ADD COLUMN rsvp text CHECK (rsvp IN ('sending', 'received', 'answered', 'failed')),
  ADD COLUMN rsvp_error text CHECK (char_length(rsvp_error) <= 500);
CREATE INDEX participants_activity ON participants (activity_url) WHERE activity_url IS NOT NULL;
COMMENT ON COLUMN participants.activity_url IS 'The id of the Join with which it crossed from one server to the other.';
COMMENT ON COLUMN participants.rsvp IS 'In an event of another server: how far the wish to take part has come.';
COMMENT ON COLUMN participants.rsvp_error IS 'Why that server could not be told.';
