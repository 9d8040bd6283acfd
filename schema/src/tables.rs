// Made by `make schema` from the migrated database. Do not edit.

diesel::table! {
    use crate::types::sql::*;

    /// What is on its way to other servers, once for all of them; gone when the last has it.
    activities (id) {
        id -> BigInt,
        url -> Text,
        actor_id -> BigInt,
        /// What it is about: of one object, a server gets one activity after the other.
        object -> Text,
        /// The JSON as it is sent; signed anew at each try.
        body -> Text,
        /// Who wants to know how it went.
        tell -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// The keys with which actors of this server sign.
    actor_keys (actor_id) {
        actor_id -> BigInt,
        /// PKCS #8 as PEM.
        private_key -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Who acts: identities of local accounts, groups, this server itself, and profiles of other servers.
    actors (id) {
        id -> BigInt,
        uuid -> Uuid,
        kind -> Text,
        preferred_username -> Text,
        /// Host of the server it lives on; NULL here.
        domain -> Nullable<Text>,
        name -> Nullable<Text>,
        summary -> Nullable<Text>,
        url -> Text,
        avatar_id -> Nullable<BigInt>,
        banner_id -> Nullable<BigInt>,
        /// The account behind a local identity. Never shown: identities of one account cannot be linked from outside.
        user_id -> Nullable<BigInt>,
        manually_approves_followers -> Bool,
        /// Whether there are feeds of what it publishes; private: there are none.
        visibility -> Text,
        suspended_at -> Nullable<Timestamptz>,
        /// Set when retired: the row stays as an empty shell so that the name is never given to someone else.
        deleted_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Places of events. Rows are never changed by an event that uses them: a different text is a different row.
    addresses (id) {
        id -> BigInt,
        uuid -> Uuid,
        url -> Text,
        /// The geocoder's own name for the place, with the provider in front.
        origin_id -> Nullable<Text>,
        description -> Nullable<Text>,
        street -> Nullable<Text>,
        locality -> Nullable<Text>,
        postal_code -> Nullable<Text>,
        region -> Nullable<Text>,
        country -> Nullable<Text>,
        kind -> Nullable<Text>,
        geog -> Nullable<Geography>,
        timezone -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What other servers sent, kept for thirty days so that what comes twice is known again.
    arrivals (id) {
        id -> BigInt,
        /// SHA-256 of the sender, the id and the bytes: peers use one id for several versions.
        mark -> Bytea,
        actor_id -> BigInt,
        kind -> Text,
        /// Until it has been handled.
        body -> Nullable<Text>,
        /// What became of it, in a word.
        outcome -> Nullable<Text>,
        received_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Whom comments name.
    comment_mentions (comment_id, actor_id) {
        comment_id -> BigInt,
        actor_id -> BigInt,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What people say under events.
    comments (id) {
        id -> BigInt,
        uuid -> Uuid,
        url -> Text,
        event_id -> BigInt,
        actor_id -> BigInt,
        /// The comment that it answers.
        parent_id -> Nullable<BigInt>,
        /// The comment that its thread begins with; null for that one.
        root_id -> Nullable<BigInt>,
        /// Safe HTML; empty once it is deleted.
        body -> Text,
        language -> Text,
        /// Told to everybody who takes part.
        announcement -> Bool,
        /// Seen by its author and the organiser alone until the organiser lets it in.
        waiting -> Bool,
        /// The host of the server that it was written on; null for this one.
        origin -> Nullable<Text>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        deleted_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// One row for each server that has yet to get an activity; deleted once it has it, or will never.
    deliveries (id) {
        id -> BigInt,
        activity_id -> BigInt,
        instance_id -> BigInt,
        inbox -> Text,
        object -> Text,
        attempts -> Integer,
        /// Not before, where this one activity was put off.
        next_try_at -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What those who attend have not been told yet: edits of half an hour become one mail.
    event_change_sets (event_id) {
        event_id -> BigInt,
        /// What was true when they were told last, of what has changed since.
        before -> Jsonb,
        since -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    event_contacts (event_id, actor_id) {
        event_id -> BigInt,
        actor_id -> BigInt,
        position -> SmallInt,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// How many take part, by role, changed in the transaction of the change; a seat is one conditional UPDATE here.
    event_counters (event_id) {
        event_id -> BigInt,
        /// Seats for participants, organisers not counted; NULL is no limit.
        capacity -> Nullable<Integer>,
        participant -> Integer,
        not_approved -> Integer,
        not_confirmed -> Integer,
        rejected -> Integer,
        moderator -> Integer,
        administrator -> Integer,
        creator -> Integer,
    }
}

diesel::table! {
    use crate::types::sql::*;

    event_media (event_id, media_id) {
        event_id -> BigInt,
        media_id -> BigInt,
    }
}

diesel::table! {
    use crate::types::sql::*;

    event_tags (event_id, tag_id) {
        event_id -> BigInt,
        tag_id -> BigInt,
        position -> SmallInt,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Deleted events: their address answers 410 if it was public, and can never be taken again.
    event_tombstones (uuid) {
        uuid -> Uuid,
        url -> Text,
        was_public -> Bool,
        deleted_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Listed events that have not ended: what public lists and searches read. A projection of events.
    event_upcoming (event_id) {
        event_id -> BigInt,
        begins_on -> Timestamptz,
        /// When it ends; without an end of its own, the end of its day at the latest.
        ends_on -> Timestamptz,
        /// begins_on plus (event_id % 1000000) microseconds: almost unique, so that a page never needs a tie-break.
        sort_at -> Timestamptz,
        /// NULL when online only or without a known point.
        geog -> Nullable<Geography>,
        /// Web-Mercator tile at zoom 15 as a Morton number: shifted right by 2*(15-z) it is the tile at zoom z.
        tile -> Nullable<Integer>,
        group_id -> Nullable<BigInt>,
        category -> Text,
        language -> Text,
        status -> Text,
        online -> Bool,
        local -> Bool,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Rare filter, own path: the upcoming events of a tag, soonest first.
    event_upcoming_tags (tag_id, sort_at, event_id) {
        tag_id -> BigInt,
        sort_at -> Timestamptz,
        event_id -> BigInt,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// The words of upcoming events: title weight A, tags B, place and description C. Written by a job, off the request.
    event_upcoming_text (event_id) {
        event_id -> BigInt,
        sort_at -> Timestamptz,
        geog -> Nullable<Geography>,
        tsv -> Tsvector,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What people are invited to. The projection event_upcoming carries what searches read.
    events (id) {
        id -> BigInt,
        uuid -> Uuid,
        url -> Text,
        /// Host of the server it was published on; NULL here.
        origin -> Nullable<Text>,
        organizer_id -> BigInt,
        attributed_to_id -> Nullable<BigInt>,
        title -> Text,
        description -> Text,
        begins_on -> Timestamptz,
        ends_on -> Nullable<Timestamptz>,
        /// The hour on the clocks of the place, in timezone: it stays when the rules of the zone change.
        begins_wall -> Timestamp,
        ends_wall -> Nullable<Timestamp>,
        timezone -> Text,
        all_day -> Bool,
        status -> Text,
        visibility -> Text,
        join_options -> Text,
        category -> Text,
        language -> Text,
        picture_id -> Nullable<BigInt>,
        address_id -> Nullable<BigInt>,
        online_address -> Nullable<Text>,
        phone_address -> Nullable<Text>,
        external_participation_url -> Nullable<Text>,
        draft -> Bool,
        options -> Jsonb,
        metadata -> Jsonb,
        /// Rises with every change that a calendar must hear of (RFC 5545, 3.8.7.4).
        sequence -> Integer,
        published_at -> Nullable<Timestamptz>,
        /// Set the moment it is deleted; those who attend are told, then the row goes and a tombstone stays.
        deleted_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Files made for one account, gone after a day.
    exports (id) {
        id -> BigInt,
        file -> Uuid,
        user_id -> BigInt,
        event_id -> BigInt,
        format -> Text,
        name -> Text,
        body -> Bytea,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Secret addresses of private calendars: of one identity, or of the whole account where actor_id is NULL.
    feed_tokens (id) {
        id -> BigInt,
        token -> Uuid,
        user_id -> BigInt,
        actor_id -> Nullable<BigInt>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Who wants to hear of whom: people of other servers follow ours, servers follow each other.
    follows (id) {
        id -> BigInt,
        uuid -> Uuid,
        /// The id of the Follow; peers use one for several attempts, so it is not unique.
        url -> Text,
        follower_id -> BigInt,
        target_id -> BigInt,
        state -> Text,
        notify -> Bool,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Answers of the geocoder, so that a public server is asked once.
    geocode_cache (key) {
        key -> Text,
        body -> Jsonb,
        fetched_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What administrators set at run time; a key in the configuration wins over its row.
    instance_settings (key) {
        key -> Text,
        value -> Jsonb,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Other servers: what we think of them, and how reaching them goes.
    instances (id) {
        id -> BigInt,
        /// In small ASCII letters, with its port where that is not the usual one.
        host -> Text,
        /// What moderators decided: limited servers reach only those who know them, blocked ones nobody, and neither do their sub-domains; where all are blocked (host *), those that are allowed are not.
        stance -> Text,
        /// Why, for moderators.
        note -> Nullable<Text>,
        /// The actor that is the server itself.
        actor_id -> Nullable<BigInt>,
        software -> Nullable<Text>,
        software_version -> Nullable<Text>,
        name -> Nullable<Text>,
        description -> Nullable<Text>,
        /// When its NodeInfo was asked for.
        asked_at -> Nullable<Timestamptz>,
        /// The way of signing that it last accepted.
        scheme -> Text,
        /// Whether deliveries arrive: suspect after three failures in a row, dead after seven days of them.
        state -> Text,
        failures -> Integer,
        failing_since -> Nullable<Timestamptz>,
        /// Before this nothing is sent to it.
        next_try_at -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
        last_success_at -> Nullable<Timestamptz>,
        /// When something that it signed came in.
        last_heard_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// The last time each scheduled task was due; whoever moves it forward enqueues the task.
    job_slots (task) {
        task -> Text,
        slot -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Work that follows from a change, written in the same transaction and deleted once done.
    jobs (id) {
        id -> BigInt,
        /// Which limit on concurrent work it counts against.
        queue -> Text,
        /// Which handler runs it.
        kind -> Text,
        /// What must not be flooded, such as a host; only a few jobs of a lane run at once.
        lane -> Nullable<Text>,
        /// What the handler needs to know, at most 1 MiB as text; large things are named here, not copied.
        payload -> Jsonb,
        /// At most one job of a key waits or runs.
        dedup_key -> Nullable<Text>,
        /// The key was asked for once more while it ran, so it has to run once more.
        again -> Bool,
        /// Not before; moves forward after each failure.
        run_at -> Timestamptz,
        /// How often it has failed.
        attempts -> Integer,
        /// Waits (ready), is held by a worker (running), or was given up (dead) until an operator decides.
        state -> Text,
        /// When the lease of the worker ends; after that the job is given to another one.
        locked_until -> Nullable<Timestamptz>,
        /// The worker that holds it.
        locked_by -> Nullable<Uuid>,
        /// Why it failed the last time, at most 2,000 characters.
        last_error -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Mails that have been queued, one row per person, occasion and reason: a reaction that runs twice writes one mail.
    mail_keys (key) {
        key -> Text,
        queued_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// How many upcoming events lie in a map tile and where their middle is, for zoom 2 to 13. Refreshed by a job.
    map_cells (z, cell) {
        z -> SmallInt,
        cell -> Integer,
        n -> Integer,
        lon -> Double,
        lat -> Double,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Pictures that people sent, cleaned and re-encoded; the bytes live in the blob store under the uuid.
    media (id) {
        id -> BigInt,
        uuid -> Uuid,
        user_id -> Nullable<BigInt>,
        actor_id -> Nullable<BigInt>,
        name -> Text,
        /// What the picture shows, for those who do not see it.
        alt -> Nullable<Text>,
        content_type -> Text,
        size -> BigInt,
        width -> Integer,
        height -> Integer,
        blurhash -> Nullable<Text>,
        /// Widths in pixels for which a smaller copy exists.
        widths -> Array<Nullable<Integer>>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Who takes part in what. Rows with an address are people without an account: they act as the anonymous actor.
    participants (id) {
        id -> BigInt,
        uuid -> Uuid,
        event_id -> BigInt,
        actor_id -> BigInt,
        role -> Text,
        /// Six letters and digits without look-alikes, printed in mails as the reservation number.
        code -> Text,
        message -> Nullable<Text>,
        name -> Nullable<Text>,
        /// Of a person without an account. Never shown to the organiser, never federated.
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        locale -> Nullable<Text>,
        timezone -> Nullable<Text>,
        confirm_hash -> Nullable<Bytea>,
        /// SHA-256 of the token in every mail with which the person edits, cancels or is forgotten.
        manage_hash -> Nullable<Bytea>,
        confirmed_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        /// Whether a mail is to come the day before.
        remind -> Bool,
        /// The id of the Join with which it crossed from one server to the other.
        activity_url -> Nullable<Text>,
        /// In an event of another server: how far the wish to take part has come.
        rsvp -> Nullable<Text>,
        /// Why that server could not be told.
        rsvp_error -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// When an organiser was last told of those who wait for an answer.
    pending_digests (user_id) {
        user_id -> BigInt,
        sent_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Hits per bucket, key and window; the key is a hash of the address or account it counts for.
    rate_counters (bucket, key, window_start) {
        bucket -> Text,
        key -> Bytea,
        window_start -> Timestamptz,
        hits -> Integer,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Who was ever sent an object: changes of it and its end are told to all of them.
    recipients (object, inbox) {
        object -> Text,
        inbox -> Text,
        instance_id -> BigInt,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Who has been reminded of an event and for which start: a start that is moved is reminded of again.
    reminders (participant_id, reason, begins_on) {
        participant_id -> BigInt,
        reason -> Text,
        begins_on -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What is known of actors of other servers besides what they show.
    remote_actors (actor_id) {
        actor_id -> BigInt,
        instance_id -> BigInt,
        /// The type as it is sent: Service, Organization and the like are kept here.
        kind -> Text,
        inbox -> Text,
        shared_inbox -> Nullable<Text>,
        outbox -> Nullable<Text>,
        followers -> Nullable<Text>,
        following -> Nullable<Text>,
        key_id -> Text,
        /// As it was sent: PEM, or a Multikey.
        public_key -> Text,
        /// A key that does not fit is asked for anew at most once in five minutes.
        key_asked_at -> Timestamptz,
        discoverable -> Bool,
        avatar_url -> Nullable<Text>,
        banner_url -> Nullable<Text>,
        moved_to -> Nullable<Text>,
        also_known_as -> Array<Nullable<Text>>,
        fetched_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What is known of events of other servers besides what they show.
    remote_events (event_id) {
        event_id -> BigInt,
        /// Published or announced by a server that is followed here: only then do lists show it.
        followed -> Bool,
        /// How its server is told that somebody comes: Join, Accept of the event, or not at all.
        rsvp -> Text,
        participant_count -> Nullable<Integer>,
        remaining_seats -> Nullable<Integer>,
        /// What it says of its last change; older versions that come later are left.
        changed_at -> Nullable<Timestamptz>,
        /// When its server last told us of it.
        fetched_at -> Timestamptz,
        /// When asking for it last failed.
        failed_at -> Nullable<Timestamptz>,
        failures -> Integer,
        /// Where its server has its picture; ours is a copy, made anew.
        picture_url -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What other servers have deleted, perhaps before we heard of it: it can not come back.
    remote_tombstones (url) {
        url -> Text,
        actor_id -> Nullable<BigInt>,
        deleted_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// The comments that reports name.
    report_comments (report_id, comment_id) {
        report_id -> BigInt,
        comment_id -> BigInt,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// The events that reports name.
    report_events (report_id, event_id) {
        report_id -> BigInt,
        event_id -> BigInt,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What moderators note about a report, for each other.
    report_notes (id) {
        id -> BigInt,
        report_id -> BigInt,
        moderator_id -> Nullable<BigInt>,
        content -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// What people tell the moderators of, and what the moderators of other servers do.
    reports (id) {
        id -> BigInt,
        uuid -> Uuid,
        /// The id of the Flag that it is, or would be, on the wire.
        url -> Text,
        reported_id -> Nullable<BigInt>,
        /// Who reports: an identity of here, the one that stands for people without an account, or an actor of the server that sent it.
        reporter_id -> Nullable<BigInt>,
        /// Plain text.
        content -> Text,
        status -> Text,
        /// The host of the server that sent it; null for this one.
        origin -> Nullable<Text>,
        /// Whether the server of whom it is about is told, without a word of who reports.
        forwarded -> Bool,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// How many upcoming events have a word: decides how a text search walks, and mends typos. Refreshed by a job.
    search_words (lexeme) {
        lexeme -> Text,
        ndoc -> Integer,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Keys that this server made for itself; losing them voids the links in mails already sent.
    secrets (name) {
        name -> Text,
        value -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// One row per sign-in. Deleting it ends the sign-in at once, tokens and all.
    sessions (id) {
        id -> BigInt,
        uuid -> Uuid,
        user_id -> BigInt,
        kind -> Text,
        access_hash -> Nullable<Bytea>,
        access_expires_at -> Nullable<Timestamptz>,
        /// SHA-256 of the refresh token (api) or of the cookie (web).
        refresh_hash -> Bytea,
        /// The refresh token before the last rotation: used again after ten seconds it ends the session.
        previous_refresh_hash -> Nullable<Bytea>,
        rotated_at -> Nullable<Timestamptz>,
        expires_at -> Timestamptz,
        user_agent -> Nullable<Text>,
        /// Where the sign-in came from, for its owner; forgotten after a week.
        ip -> Nullable<Text>,
        created_at -> Timestamptz,
        used_at -> Timestamptz,
        /// Keyed hash of the client's network: tells a place where the owner has signed in before, and nothing to who reads the table.
        client -> Nullable<Bytea>,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Who of other servers has announced an event.
    shares (event_id, actor_id) {
        event_id -> BigInt,
        actor_id -> BigInt,
        url -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Words that organisers put on events; the slug is the one spelling that counts.
    tags (id) {
        id -> BigInt,
        title -> Text,
        slug -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// How an account wants to be told, and where it lives.
    user_settings (user_id) {
        user_id -> BigInt,
        timezone -> Nullable<Text>,
        notification_on_day -> Nullable<Bool>,
        notification_each_week -> Nullable<Bool>,
        notification_before_event -> Nullable<Bool>,
        notification_pending_participation -> Text,
        notification_pending_membership -> Text,
        group_notifications -> Text,
        location_name -> Nullable<Text>,
        location_range -> Nullable<Integer>,
        location_geohash -> Nullable<Text>,
        updated_at -> Timestamptz,
        /// Whether mails tell of comments on what the person organises, of answers to theirs and of being named.
        notification_comments -> Bool,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Single-use secrets sent by mail; only their SHA-256 is kept.
    user_tokens (hash) {
        hash -> Bytea,
        user_id -> BigInt,
        purpose -> Text,
        /// For a change of address: the new one, or the old one to go back to.
        email -> Nullable<Text>,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::types::sql::*;

    /// Accounts: what a person signs in to. Never visible to others; they act as actors.
    users (id) {
        id -> BigInt,
        email -> Text,
        /// The address in its one normal form; two spellings of one address are one account.
        email_key -> Text,
        password_hash -> Nullable<Text>,
        role -> Text,
        locale -> Text,
        provider -> Nullable<Text>,
        confirmed_at -> Nullable<Timestamptz>,
        confirmation_sent_at -> Nullable<Timestamptz>,
        reset_sent_at -> Nullable<Timestamptz>,
        disabled_at -> Nullable<Timestamptz>,
        default_actor_id -> Nullable<BigInt>,
        failed_logins -> Integer,
        login_blocked_until -> Nullable<Timestamptz>,
        last_sign_in_at -> Nullable<Timestamptz>,
        /// Forgotten after a week.
        last_sign_in_ip -> Nullable<Text>,
        current_sign_in_at -> Nullable<Timestamptz>,
        /// Forgotten after a week.
        current_sign_in_ip -> Nullable<Text>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        /// The attempts to sign up with this address, newest last: client (a keyed hash), password hash, link, profile asked for. NULL once confirmed.
        signup -> Nullable<Jsonb>,
    }
}

diesel::joinable!(activities -> actors (actor_id));
diesel::joinable!(actor_keys -> actors (actor_id));
diesel::joinable!(actors -> users (user_id));
diesel::joinable!(arrivals -> actors (actor_id));
diesel::joinable!(comment_mentions -> actors (actor_id));
diesel::joinable!(comment_mentions -> comments (comment_id));
diesel::joinable!(comments -> actors (actor_id));
diesel::joinable!(comments -> events (event_id));
diesel::joinable!(deliveries -> activities (activity_id));
diesel::joinable!(deliveries -> instances (instance_id));
diesel::joinable!(event_change_sets -> events (event_id));
diesel::joinable!(event_contacts -> actors (actor_id));
diesel::joinable!(event_contacts -> events (event_id));
diesel::joinable!(event_counters -> events (event_id));
diesel::joinable!(event_media -> events (event_id));
diesel::joinable!(event_media -> media (media_id));
diesel::joinable!(event_tags -> events (event_id));
diesel::joinable!(event_tags -> tags (tag_id));
diesel::joinable!(event_upcoming -> events (event_id));
diesel::joinable!(event_upcoming_tags -> event_upcoming (event_id));
diesel::joinable!(event_upcoming_tags -> tags (tag_id));
diesel::joinable!(event_upcoming_text -> event_upcoming (event_id));
diesel::joinable!(events -> addresses (address_id));
diesel::joinable!(events -> media (picture_id));
diesel::joinable!(exports -> events (event_id));
diesel::joinable!(exports -> users (user_id));
diesel::joinable!(feed_tokens -> actors (actor_id));
diesel::joinable!(feed_tokens -> users (user_id));
diesel::joinable!(instances -> actors (actor_id));
diesel::joinable!(media -> users (user_id));
diesel::joinable!(participants -> actors (actor_id));
diesel::joinable!(participants -> events (event_id));
diesel::joinable!(pending_digests -> users (user_id));
diesel::joinable!(recipients -> instances (instance_id));
diesel::joinable!(reminders -> participants (participant_id));
diesel::joinable!(remote_actors -> actors (actor_id));
diesel::joinable!(remote_actors -> instances (instance_id));
diesel::joinable!(remote_events -> events (event_id));
diesel::joinable!(remote_tombstones -> actors (actor_id));
diesel::joinable!(report_comments -> comments (comment_id));
diesel::joinable!(report_comments -> reports (report_id));
diesel::joinable!(report_events -> events (event_id));
diesel::joinable!(report_events -> reports (report_id));
diesel::joinable!(report_notes -> actors (moderator_id));
diesel::joinable!(report_notes -> reports (report_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(shares -> actors (actor_id));
diesel::joinable!(shares -> events (event_id));
diesel::joinable!(user_settings -> users (user_id));
diesel::joinable!(user_tokens -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(
    activities,
    actor_keys,
    actors,
    addresses,
    arrivals,
    comment_mentions,
    comments,
    deliveries,
    event_change_sets,
    event_contacts,
    event_counters,
    event_media,
    event_tags,
    event_tombstones,
    event_upcoming,
    event_upcoming_tags,
    event_upcoming_text,
    events,
    exports,
    feed_tokens,
    follows,
    geocode_cache,
    instance_settings,
    instances,
    job_slots,
    jobs,
    mail_keys,
    map_cells,
    media,
    participants,
    pending_digests,
    rate_counters,
    recipients,
    reminders,
    remote_actors,
    remote_events,
    remote_tombstones,
    report_comments,
    report_events,
    report_notes,
    reports,
    search_words,
    secrets,
    sessions,
    shares,
    tags,
    user_settings,
    user_tokens,
    users,
);
