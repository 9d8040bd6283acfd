//! Pairs of tokens.
//!
//! A refresh token is the uuid of its sign-in, a dot and a secret. Each use gives the next pair, which is derived from
//! the token shown and the server's key: a client that lost the reply, or two of its windows that ask at once, get the
//! same pair again for ten seconds. After that an old token can only be a stolen one, or the thief's was used before:
//! the sign-in ends.

use super::{ACCESS, LASTING};
use crate::accounts::login;
use crate::accounts::store::{self, Secrets};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;

/// How long a refresh token may be shown again after its use.
const GRACE: Duration = Duration::seconds(10);

/// A pair of tokens.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// To ask with.
    pub access: Token,
    /// To get the next pair with.
    pub refresh: Token,
}

/// The first refresh token of a sign-in.
pub(super) fn first(app: &App, uuid: Uuid) -> Token {
    named(uuid, &app.random.token())
}

/// The pair that a refresh token belongs to.
pub(super) fn pair(app: &App, refresh: Token) -> Tokens {
    Tokens { access: app.key.token("access", refresh.reveal()), refresh }
}

fn next(app: &App, uuid: Uuid, shown: &Token) -> Token {
    named(uuid, &app.key.token("refresh", shown.reveal()))
}

fn named(uuid: Uuid, secret: &Token) -> Token {
    Token::from_outside(&format!("{}.{}", uuid.simple(), secret.reveal()))
}

/// The sign-in that a refresh token names.
fn uuid_of(token: &Token) -> Option<Uuid> {
    token.reveal().split_once('.').and_then(|(uuid, _)| uuid.parse().ok())
}

/// What a refresh token is worth.
#[derive(Debug, PartialEq, Eq)]
enum Worth {
    /// It is the current one.
    Current,
    /// It was the current one a moment ago.
    Again,
    /// It was used long ago, or never ours.
    Stolen,
    /// Its time is over.
    Over,
}

fn worth(session: &Secrets, shown: &Token, now: DateTime<Utc>) -> Worth {
    let hash = shown.hash();
    let moment_ago = session.rotated_at.is_some_and(|at| now - at <= GRACE);
    if session.expires_at <= now {
        Worth::Over
    } else if session.refresh_hash == hash {
        Worth::Current
    } else if moment_ago && session.previous_refresh_hash.as_ref() == Some(&hash) {
        Worth::Again
    } else {
        Worth::Stolen
    }
}

/// Exchanges a refresh token for the next pair.
pub async fn refresh(app: &App, viewer: &Viewer, shown: &Token) -> Result<Tokens> {
    app.hit_client(viewer, login::REFRESH_BY_CLIENT).await?;
    let uuid = uuid_of(shown).ok_or_else(Error::unauthenticated)?;
    let (next, now) = (next(app, uuid, shown), app.now());
    let mut conn = app.db.get().await?;
    let tokens = conn
        .transaction(async |tx| -> Result<Option<Tokens>> {
            let Some(session) = store::lock_session(tx, uuid).await? else { return Ok(None) };
            let user = store::find(tx, session.user_id).await?;
            if !user.is_some_and(|user| user.may_sign_in()) {
                return Ok(None);
            }
            let tokens = pair(app, next);
            match worth(&session, shown, now) {
                Worth::Current => {
                    let (access, refresh) = (now + ACCESS, now + LASTING);
                    let (access, refresh) = ((&tokens.access, access), (&tokens.refresh, refresh));
                    store::rotate(tx, &session, access, refresh, now).await?;
                }
                Worth::Again if session.refresh_hash == tokens.refresh.hash() => {}
                Worth::Again | Worth::Stolen | Worth::Over => {
                    store::end_session(tx, session.id).await?;
                    return Ok(None);
                }
            }
            Ok(Some(tokens))
        })
        .await?;
    tokens.ok_or_else(Error::unauthenticated)
}

/// Ends the sign-in of a refresh token.
pub async fn logout(app: &App, shown: &Token) -> Result<()> {
    let uuid = uuid_of(shown).ok_or_else(Error::unauthenticated)?;
    let mut conn = app.db.get().await?;
    let ended = conn
        .transaction(async |tx| -> Result<bool> {
            let Some(session) = store::lock_session(tx, uuid).await? else { return Ok(false) };
            let known = worth(&session, shown, app.now());
            store::end_session(tx, session.id).await?;
            Ok(matches!(known, Worth::Current | Worth::Again))
        })
        .await?;
    if ended { Ok(()) } else { Err(Error::unauthenticated()) }
}
