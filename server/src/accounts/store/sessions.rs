//! Sign-ins.

use crate::accounts::model::{Session, SessionKind};
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use diesel::pg::Pg;
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamptz};
use farandole_schema::tables::sessions;

/// The account behind a secret, and what it has chosen to read in.
#[derive(Debug, Clone)]
pub struct Known {
    pub account: Account,
    pub lang: Lang,
    /// The zone it lives in, where it has said so.
    pub zone: Option<chrono_tz::Tz>,
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: SessionId,
    #[diesel(sql_type = BigInt)]
    user_id: UserId,
    #[diesel(sql_type = Text)]
    role: Role,
    #[diesel(sql_type = Nullable<BigInt>)]
    default_actor_id: Option<ActorId>,
    #[diesel(sql_type = Array<BigInt>)]
    actors: Vec<i64>,
    #[diesel(sql_type = Text)]
    locale: Lang,
    #[diesel(sql_type = Nullable<Text>)]
    timezone: Option<String>,
}

impl From<Row> for Known {
    fn from(row: Row) -> Self {
        let account = Account {
            user: row.user_id,
            role: row.role,
            session: row.id,
            default_actor: row.default_actor_id,
            actors: row.actors.into_iter().map(ActorId).collect(),
        };
        let zone = row.timezone.and_then(|name| name.parse().ok());
        Self { account, lang: row.locale, zone }
    }
}

/// Which secret of a sign-in is shown.
#[derive(Clone, Copy)]
pub enum Shown {
    /// The access token.
    Access,
    /// The cookie.
    Cookie,
}

/// The account behind a secret that is in use, with its living identities; the one chosen last stands for it, or
/// the oldest where that one is gone.
pub async fn account_of(
    mut conn: &AsyncPgConnection,
    shown: Shown,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Known>> {
    let secret = match shown {
        Shown::Access => "s.access_hash = $1 AND s.access_expires_at > $2",
        Shown::Cookie => "s.refresh_hash = $1 AND s.kind = 'web'",
    };
    let row: Option<Row> = diesel::sql_query(format!(
        "SELECT s.id, s.user_id, u.role, u.locale, p.timezone, \
           coalesce(max(a.id) FILTER (WHERE a.id = u.default_actor_id), min(a.id)) AS default_actor_id, \
           coalesce(array_agg(a.id ORDER BY a.id) FILTER (WHERE a.id IS NOT NULL), '{{}}') AS actors \
         FROM sessions s JOIN users u ON u.id = s.user_id \
         LEFT JOIN user_settings p ON p.user_id = u.id \
         LEFT JOIN actors a ON a.user_id = u.id AND a.deleted_at IS NULL AND a.suspended_at IS NULL \
         WHERE {secret} AND s.expires_at > $2 AND u.disabled_at IS NULL AND u.confirmed_at IS NOT NULL \
         GROUP BY s.id, u.id, p.user_id",
    ))
    .bind::<Binary, _>(token.hash())
    .bind::<Timestamptz, _>(now)
    .get_result(&mut conn)
    .await
    .optional()?;
    Ok(row.map(Known::from))
}

/// The secrets of a sign-in.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions, check_for_backend(Pg))]
pub struct Secrets {
    pub id: SessionId,
    pub user_id: UserId,
    pub access_expires_at: Option<DateTime<Utc>>,
    pub refresh_hash: Vec<u8>,
    pub previous_refresh_hash: Option<Vec<u8>>,
    pub rotated_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
}

/// A new sign-in.
pub struct NewSession<'a> {
    pub uuid: Uuid,
    pub user: UserId,
    pub kind: SessionKind,
    pub access: Option<(&'a Token, DateTime<Utc>)>,
    /// The refresh token or the cookie.
    pub refresh: &'a Token,
    pub expires_at: DateTime<Utc>,
    pub user_agent: Option<String>,
    pub ip: Option<String>,
    /// The client's network, not to be read.
    pub client: Vec<u8>,
}

/// Writes a sign-in.
pub async fn open_session(
    tx: &mut AsyncPgConnection,
    new: &NewSession<'_>,
    now: DateTime<Utc>,
) -> Result<SessionId> {
    let id = diesel::insert_into(sessions::table)
        .values((
            sessions::uuid.eq(new.uuid),
            sessions::user_id.eq(new.user),
            sessions::kind.eq(new.kind),
            sessions::access_hash.eq(new.access.map(|(token, _)| token.hash())),
            sessions::access_expires_at.eq(new.access.map(|(_, until)| until)),
            sessions::refresh_hash.eq(new.refresh.hash()),
            sessions::expires_at.eq(new.expires_at),
            sessions::user_agent.eq(&new.user_agent),
            sessions::ip.eq(&new.ip),
            sessions::client.eq(&new.client),
            sessions::created_at.eq(now),
            sessions::used_at.eq(now),
        ))
        .returning(sessions::id)
        .get_result(tx)
        .await?;
    Ok(id)
}

/// The API sign-in with this uuid, which nobody else changes until the transaction ends.
pub async fn lock_session(tx: &mut AsyncPgConnection, uuid: Uuid) -> Result<Option<Secrets>> {
    let session = sessions::table
        .filter(sessions::uuid.eq(uuid))
        .filter(sessions::kind.eq(SessionKind::Api))
        .select(Secrets::as_select())
        .for_update();
    Ok(session.first(tx).await.optional()?)
}

/// The sign-in behind a cookie, locked.
pub async fn lock_web_session(
    tx: &mut AsyncPgConnection,
    cookie: &Token,
) -> Result<Option<Secrets>> {
    let session = sessions::table
        .filter(sessions::refresh_hash.eq(cookie.hash()))
        .filter(sessions::kind.eq(SessionKind::Web))
        .select(Secrets::as_select())
        .for_update();
    Ok(session.first(tx).await.optional()?)
}

/// Puts the next pair of tokens in the place of the last.
pub async fn rotate(
    tx: &mut AsyncPgConnection,
    before: &Secrets,
    access: (&Token, DateTime<Utc>),
    refresh: (&Token, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(sessions::table.find(before.id))
        .set((
            sessions::access_hash.eq(access.0.hash()),
            sessions::access_expires_at.eq(access.1),
            sessions::refresh_hash.eq(refresh.0.hash()),
            sessions::previous_refresh_hash.eq(&before.refresh_hash),
            sessions::expires_at.eq(refresh.1),
            sessions::rotated_at.eq(now),
            sessions::used_at.eq(now),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Gives a sign-in another access token.
pub async fn grant_access(
    tx: &mut AsyncPgConnection,
    id: SessionId,
    access: (&Token, DateTime<Utc>),
) -> Result<()> {
    diesel::update(sessions::table.find(id))
        .set((sessions::access_hash.eq(access.0.hash()), sessions::access_expires_at.eq(access.1)))
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that a sign-in is in use, and lets it last from now; at most once an hour, so that reading a page seldom
/// writes.
pub async fn touch(
    mut conn: &AsyncPgConnection,
    id: SessionId,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<()> {
    let stale = sessions::table.find(id).filter(sessions::used_at.lt(now - Duration::hours(1)));
    diesel::update(stale)
        .set((sessions::used_at.eq(now), sessions::expires_at.eq(until)))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// The sign-ins of an account that still hold, the last used first.
pub async fn sessions(
    mut conn: &AsyncPgConnection,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>> {
    let sessions = sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::expires_at.gt(now))
        .order((sessions::used_at.desc(), sessions::id.desc()))
        .limit(100)
        .select(Session::as_select());
    Ok(sessions.load(&mut conn).await?)
}

/// Ends a sign-in.
pub async fn end_session(tx: &mut AsyncPgConnection, id: SessionId) -> Result<()> {
    diesel::delete(sessions::table.find(id)).execute(tx).await?;
    Ok(())
}

/// Ends one of an account's sign-ins by its uuid; `false` if it is not the account's.
pub async fn end_own(tx: &mut AsyncPgConnection, user: UserId, uuid: Uuid) -> Result<bool> {
    let own = sessions::table.filter(sessions::user_id.eq(user)).filter(sessions::uuid.eq(uuid));
    Ok(diesel::delete(own).execute(tx).await? > 0)
}

/// Ends every sign-in of an account but one.
pub async fn end_all(
    tx: &mut AsyncPgConnection,
    user: UserId,
    but: Option<SessionId>,
) -> Result<()> {
    let others = sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::id.ne(but.unwrap_or(SessionId(0))));
    diesel::delete(others).execute(tx).await?;
    Ok(())
}

/// Whether an account has a sign-in from this network.
pub async fn knows_client(
    mut conn: &AsyncPgConnection,
    user: UserId,
    client: &[u8],
) -> Result<bool> {
    let theirs = sessions::table.filter(sessions::user_id.eq(user));
    let known = theirs.filter(sessions::client.eq(client));
    Ok(diesel::select(diesel::dsl::exists(known)).get_result(&mut conn).await?)
}

/// Drops up to `most` sign-ins whose time is over. Returns how many.
pub async fn sweep_sessions(
    tx: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<usize> {
    let over = sessions::table.filter(sessions::expires_at.le(now)).limit(most);
    let ids: Vec<SessionId> = over.select(sessions::id).load(&mut *tx).await?;
    let over =
        sessions::table.filter(sessions::id.eq_any(ids)).filter(sessions::expires_at.le(now));
    Ok(diesel::delete(over).execute(tx).await?)
}

/// Forgets from where up to `most` sign-ins came that are older than `before`. Returns how many.
pub async fn forget_places(
    tx: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    most: i64,
) -> Result<usize> {
    let old = sessions::table
        .filter(sessions::ip.is_not_null().and(sessions::created_at.lt(before)))
        .limit(most)
        .select(sessions::id);
    let ids: Vec<SessionId> = old.load(&mut *tx).await?;
    let old = diesel::update(sessions::table.filter(sessions::id.eq_any(ids)));
    Ok(old.set(sessions::ip.eq(None::<String>)).execute(tx).await?)
}
