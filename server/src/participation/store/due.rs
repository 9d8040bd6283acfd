//! Who is to be reminded, and whom somebody waits for. Every query leaves out what has been told, so that asking
//! again and again ends.

use crate::kernel::prelude::*;
use crate::participation::model::Participant;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz};
use farandole_schema::tables::{participants, reminders};

/// The organiser of an event is there, so the event can be seen.
const SEEN: &str = "EXISTS (SELECT FROM actors o WHERE o.id = e.organizer_id \
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL)";

/// Why somebody is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// They ticked a box when they joined: a day before.
    Day,
    /// Their account wants it: an hour before.
    Hour,
}

impl Reason {
    /// The word in the database and in the names of mails.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }

    /// Of whole days the morning before counts. Whoever joined or was let in only shortly before has just had a mail.
    fn due(self) -> &'static str {
        match self {
            Self::Day => {
                "p.remind AND e.begins_on <= $1 + interval '24 hours' \
                 AND (NOT e.all_day OR e.begins_on <= $1 + interval '15 hours') \
                 AND p.updated_at < e.begins_on - interval '30 hours'"
            }
            Self::Hour => {
                "NOT e.all_day AND e.begins_on <= $1 + interval '1 hour' AND p.email_key IS NULL AND EXISTS ( \
                   SELECT FROM actors a JOIN user_settings s ON s.user_id = a.user_id \
                   WHERE a.id = p.actor_id AND s.notification_before_event)"
            }
        }
    }
}

/// The next who are to be reminded, by event.
pub async fn due_reminders(
    mut conn: &AsyncPgConnection,
    reason: Reason,
    now: DateTime<Utc>,
    limit: i64,
) -> QueryResult<Vec<Participant>> {
    let due = reason.due();
    diesel::sql_query(format!(
        "SELECT p.* FROM events e JOIN participants p ON p.event_id = e.id \
         WHERE e.begins_on > $1 AND e.begins_on <= $1 + interval '24 hours' AND {due} \
           AND NOT e.draft AND e.deleted_at IS NULL AND e.status <> 'cancelled' AND {SEEN} \
           AND p.role IN ('participant', 'moderator', 'administrator') \
           AND NOT EXISTS (SELECT FROM reminders r WHERE r.participant_id = p.id AND r.reason = $2 \
             AND r.begins_on = e.begins_on) \
         ORDER BY p.event_id, p.id LIMIT $3"
    ))
    .bind::<Timestamptz, _>(now)
    .bind::<Text, _>(reason.as_str())
    .bind::<BigInt, _>(limit)
    .load(&mut conn)
    .await
}

/// Notes that participants were reminded of a start.
pub async fn reminded(
    tx: &mut AsyncPgConnection,
    ids: &[ParticipantId],
    reason: Reason,
    begins_on: DateTime<Utc>,
) -> QueryResult<usize> {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| {
            (
                reminders::participant_id.eq(*id),
                reminders::reason.eq(reason.as_str()),
                reminders::begins_on.eq(begins_on),
            )
        })
        .collect();
    diesel::insert_into(reminders::table).values(rows).on_conflict_do_nothing().execute(tx).await
}

#[derive(QueryableByName)]
struct Zone {
    #[diesel(sql_type = Nullable<Text>)]
    timezone: Option<String>,
}

/// The zones that accounts have chosen; `None` stands for those that have chosen none.
pub async fn zones(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Option<String>>> {
    let zones: Vec<Zone> = diesel::sql_query(
        "SELECT timezone FROM user_settings WHERE timezone IS NOT NULL GROUP BY timezone \
         UNION ALL SELECT NULL ORDER BY 1 LIMIT 1000",
    )
    .load(&mut conn)
    .await?;
    Ok(zones.into_iter().map(|zone| zone.timezone).collect())
}

/// An event that an account is told of.
#[derive(Debug, Clone, QueryableByName)]
pub struct Told {
    #[diesel(sql_type = BigInt)]
    pub user: UserId,
    #[diesel(sql_type = Text)]
    pub email: String,
    #[diesel(sql_type = Text)]
    pub locale: String,
    #[diesel(sql_type = BigInt)]
    pub event: EventId,
    /// Those who wait for an answer, where it is about them.
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
}

/// For which accounts a list of events is made.
#[derive(Debug, Clone)]
pub struct Round<'a> {
    /// The zone they have chosen.
    pub zone: Option<&'a str>,
    /// How their mails are named, up to the number of the account: who has had one is left out.
    pub key: &'a str,
    /// Accounts of one round.
    pub limit: i64,
}

/// What the next accounts with a setting take part in or organise between two moments.
pub async fn recap(
    mut conn: &AsyncPgConnection,
    round: &Round<'_>,
    setting: &'static str,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> QueryResult<Vec<Told>> {
    const THEIRS: &str = "FROM actors a JOIN participants p ON p.actor_id = a.id AND p.email_key IS NULL \
           AND p.role IN ('participant', 'moderator', 'administrator', 'creator') \
         JOIN events e ON e.id = p.event_id AND e.begins_on >= $4 AND e.begins_on < $5 \
           AND NOT e.draft AND e.deleted_at IS NULL AND e.status <> 'cancelled' \
         WHERE a.deleted_at IS NULL AND a.suspended_at IS NULL AND a.user_id = ";
    diesel::sql_query(format!(
        "WITH readers AS ( \
           SELECT u.id, u.email, u.locale FROM user_settings s JOIN users u ON u.id = s.user_id \
           WHERE s.timezone IS NOT DISTINCT FROM $1 AND s.{setting} \
             AND u.confirmed_at IS NOT NULL AND u.disabled_at IS NULL \
             AND NOT EXISTS (SELECT FROM mail_keys WHERE key = $2 || u.id) \
             AND EXISTS (SELECT {THEIRS} u.id AND {SEEN}) \
           ORDER BY u.id LIMIT $3) \
         SELECT r.id AS \"user\", r.email, r.locale, t.event, 0::bigint AS waiting \
         FROM readers r CROSS JOIN LATERAL ( \
           SELECT DISTINCT e.begins_on, e.id AS event {THEIRS} r.id AND {SEEN} ORDER BY 1, 2 LIMIT 50) t \
         ORDER BY r.id, t.begins_on, t.event"
    ))
    .bind::<Nullable<Text>, _>(round.zone)
    .bind::<Text, _>(round.key)
    .bind::<BigInt, _>(round.limit)
    .bind::<Timestamptz, _>(from)
    .bind::<Timestamptz, _>(to)
    .load(&mut conn)
    .await
}

/// How many wait for an answer of the next accounts that want to hear of it at this time and have not heard of all.
pub async fn pending(
    mut conn: &AsyncPgConnection,
    round: &Round<'_>,
    setting: &str,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Told>> {
    const WAITING: &str = "FROM participants p JOIN events e ON e.id = p.event_id \
           AND NOT e.draft AND e.deleted_at IS NULL AND e.status <> 'cancelled' \
           AND coalesce(e.ends_on, e.begins_on) > $4 \
         JOIN actors a ON a.id = e.organizer_id AND a.deleted_at IS NULL AND a.suspended_at IS NULL \
         WHERE p.role = 'not_approved'";
    diesel::sql_query(format!(
        "WITH organisers AS (SELECT a.user_id, max(p.updated_at) AS latest {WAITING} GROUP BY a.user_id), \
         readers AS ( \
           SELECT u.id, u.email, u.locale FROM organisers o JOIN users u ON u.id = o.user_id \
           LEFT JOIN user_settings s ON s.user_id = u.id LEFT JOIN pending_digests d ON d.user_id = u.id \
           WHERE s.timezone IS NOT DISTINCT FROM $1 \
             AND coalesce(s.notification_pending_participation, 'one_day') = $5 \
             AND u.confirmed_at IS NOT NULL AND u.disabled_at IS NULL \
             AND (d.sent_at IS NULL OR o.latest > d.sent_at) \
             AND NOT EXISTS (SELECT FROM mail_keys WHERE key = $2 || u.id) \
           ORDER BY u.id LIMIT $3), \
         counts AS (SELECT a.user_id, e.id, e.begins_on, count(*) AS waiting {WAITING} \
           AND a.user_id IN (SELECT id FROM readers) GROUP BY a.user_id, e.id) \
         SELECT r.id AS \"user\", r.email, r.locale, c.id AS event, c.waiting \
         FROM readers r JOIN counts c ON c.user_id = r.id ORDER BY r.id, c.begins_on, c.id"
    ))
    .bind::<Nullable<Text>, _>(round.zone)
    .bind::<Text, _>(round.key)
    .bind::<BigInt, _>(round.limit)
    .bind::<Timestamptz, _>(now)
    .bind::<Text, _>(setting)
    .load(&mut conn)
    .await
}

/// Notes that accounts were told of those who wait.
pub async fn told_of_pending(
    tx: &mut AsyncPgConnection,
    users: &[UserId],
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::sql_query(
        "INSERT INTO pending_digests (user_id, sent_at) SELECT id, $2 FROM unnest($1) AS u (id) \
         ON CONFLICT (user_id) DO UPDATE SET sent_at = EXCLUDED.sent_at",
    )
    .bind::<Array<BigInt>, _>(users)
    .bind::<Timestamptz, _>(now)
    .execute(tx)
    .await
}

/// Whether a participant is to be reminded the day before; whether there is such a one.
pub async fn set_remind(
    tx: &mut AsyncPgConnection,
    uuid: Uuid,
    remind: bool,
) -> QueryResult<usize> {
    diesel::update(participants::table.filter(participants::uuid.eq(uuid)))
        .set(participants::remind.eq(remind))
        .execute(tx)
        .await
}
