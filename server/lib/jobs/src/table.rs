//! The tables of `schema.sql` as diesel sees them.

diesel::table! {
    jobs (id) {
        id -> BigInt,
        queue -> Text,
        kind -> Text,
        lane -> Nullable<Text>,
        payload -> Jsonb,
        dedup_key -> Nullable<Text>,
        again -> Bool,
        run_at -> Timestamptz,
        attempts -> Integer,
        state -> Text,
        locked_until -> Nullable<Timestamptz>,
        locked_by -> Nullable<Uuid>,
        last_error -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    job_slots (task) {
        task -> Text,
        slot -> Timestamptz,
    }
}
