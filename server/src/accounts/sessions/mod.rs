//! Sign-ins: one row each. With the API a sign-in is a pair of tokens: one to ask with, for a quarter of an hour, and
//! one to get the next pair with, for sixty days. With a browser it is a cookie, from which the app on the page gets
//! tokens to ask with. Deleting the row ends either at once, since every request looks it up.

mod api;
mod web;

pub use api::{Tokens, logout, refresh};
pub use web::{Bearer, bearer_for, by_cookie, end, open_web};

use super::model::{Session, SessionKind, User};
use super::store::{self, NewSession, Shown};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate;
use crate::kernel::secret::Token;

/// How long an access token may be used.
pub const ACCESS: Duration = Duration::minutes(15);
/// How long a sign-in lasts after its last use.
pub const LASTING: Duration = Duration::days(60);

/// As much of what a client says it is as is kept.
fn kept(agent: Option<&str>) -> Option<String> {
    agent.map(|text| text.chars().filter(|c| !c.is_control()).take(200).collect())
}

/// Somebody who has just signed in.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub user: User,
    pub tokens: Tokens,
}

/// The account behind an access token; `None` for one that is unknown, expired or revoked, and for an account
/// that may not sign in.
pub async fn authenticate(app: &App, token: &Token) -> Result<Option<Account>> {
    let conn = app.db.get().await?;
    let known = store::account_of(&conn, Shown::Access, token, app.now()).await?;
    Ok(known.map(|known| known.account))
}

/// Signs an account in with the API. The caller has made sure that it is its owner who asks.
pub(super) async fn open_api(
    app: &App,
    tx: &mut AsyncPgConnection,
    viewer: &Viewer,
    user: &User,
) -> Result<SignIn> {
    let uuid = app.random.uuid();
    let refresh = api::first(app, uuid);
    let tokens = api::pair(app, refresh);
    let session = NewSession {
        uuid,
        user: user.id,
        kind: SessionKind::Api,
        access: Some((&tokens.access, app.now() + ACCESS)),
        refresh: &tokens.refresh,
        expires_at: app.now() + LASTING,
        user_agent: kept(viewer.agent.as_deref()),
        ip: viewer.ip.map(|ip| ip.to_canonical().to_string()),
        client: client(app, viewer),
    };
    open(app, tx, user, &session).await?;
    Ok(SignIn { user: user.clone(), tokens })
}

/// The network that somebody asks from, as it is kept with a sign-in: it can be known again, and not be read.
pub(super) fn client(app: &App, viewer: &Viewer) -> Vec<u8> {
    app.key.mark("session client", &rate::client(viewer.ip))
}

/// The one way in, whatever the door.
async fn open(
    app: &App,
    tx: &mut AsyncPgConnection,
    user: &User,
    session: &NewSession<'_>,
) -> Result<()> {
    if !user.may_sign_in() {
        return Err(super::login::refused());
    }
    store::open_session(tx, session, app.now()).await?;
    store::update(
        tx,
        user.id,
        store::Change {
            last_sign_in_at: Some(user.current_sign_in_at),
            last_sign_in_ip: Some(user.current_sign_in_ip.clone()),
            current_sign_in_at: Some(Some(app.now())),
            current_sign_in_ip: Some(session.ip.clone()),
            ..store::Change::default()
        },
        app.now(),
    )
    .await?;
    Ok(())
}

/// The sign-ins of the account that asks, the last used first.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Session>> {
    let account = viewer.require_account()?;
    let conn = app.db.get().await?;
    store::sessions(&conn, account.user, app.now()).await
}

/// Ends one of the sign-ins of the account that asks.
pub async fn end_by_uuid(app: &App, viewer: &Viewer, uuid: Uuid) -> Result<()> {
    let account = viewer.require_account()?;
    let mut conn = app.db.get().await?;
    let ended = store::end_own(&mut conn, account.user, uuid).await?;
    ended.then_some(()).or_not_found("session")
}
