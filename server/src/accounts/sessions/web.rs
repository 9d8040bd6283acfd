//! Sign-ins of a browser, for the pages that the server renders.

use super::{ACCESS, LASTING, kept, open};
use crate::accounts::login;
use crate::accounts::model::SessionKind;
use crate::accounts::store::{self, Known, NewSession, Shown};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;

/// An access token handed to the app on a page.
#[derive(Debug, Clone)]
pub struct Bearer {
    pub token: Token,
    pub until: DateTime<Utc>,
}

/// Signs in with address and password, and returns the value of the cookie.
pub async fn open_web(
    app: &App,
    viewer: &Viewer,
    email: &str,
    password: &str,
    user_agent: Option<&str>,
) -> Result<Token> {
    let user = login::check(app, viewer, email, password).await?;
    let cookie = app.random.token();
    let session = NewSession {
        uuid: app.random.uuid(),
        user: user.id,
        kind: SessionKind::Web,
        access: None,
        refresh: &cookie,
        expires_at: app.now() + LASTING,
        user_agent: kept(user_agent),
        ip: viewer.ip.map(|ip| ip.to_canonical().to_string()),
        client: super::client(app, viewer),
    };
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| open(app, tx, &user, &session).await).await?;
    Ok(cookie)
}

/// The account behind a cookie, with the language and the zone it has chosen; `None` once the sign-in has ended.
pub async fn by_cookie(app: &App, cookie: &Token) -> Result<Option<Known>> {
    let conn = app.db.get().await?;
    let known = store::account_of(&conn, Shown::Cookie, cookie, app.now()).await?;
    if let Some(known) = &known {
        store::touch(&conn, known.account.session, app.now(), app.now() + LASTING).await?;
    }
    Ok(known)
}

/// An access token for the sign-in behind a cookie. While the last one has a while to go it is that one, so that
/// several windows share it.
pub async fn bearer_for(app: &App, cookie: &Token) -> Result<Option<Bearer>> {
    let mut conn = app.db.get().await?;
    if store::account_of(&conn, Shown::Cookie, cookie, app.now()).await?.is_none() {
        return Ok(None);
    }
    conn.transaction(async |tx| {
        let Some(session) = store::lock_web_session(tx, cookie).await? else { return Ok(None) };
        let lasting = session.access_expires_at.filter(|until| *until - app.now() > ACCESS / 3);
        let until = lasting.unwrap_or_else(|| app.now() + ACCESS);
        let thing = format!("{}\0{}", cookie.reveal(), until.timestamp_micros());
        let token = app.key.token("bearer", &thing);
        if lasting.is_none() {
            store::grant_access(tx, session.id, (&token, until)).await?;
        }
        Ok(Some(Bearer { token, until }))
    })
    .await
}

/// Ends the sign-in behind a cookie, if there is one.
pub async fn end(app: &App, cookie: &Token) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        if let Some(session) = store::lock_web_session(tx, cookie).await? {
            store::end_session(tx, session.id).await?;
        }
        Ok(())
    })
    .await
}
