//! A new password: for who has forgotten the old one, and for who knows it.

use super::address::Address;
use super::model::{AccountFact, Purpose, User};
use super::registration::{MAILS_BY_ADDRESS, MAILS_BY_CLIENT, bad_link};
use super::sessions::{self, SignIn};
use super::{login, mails, password, store};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::kernel::secret::Token;
use crate::worker;
use farandole_jobs::NewJob;
use serde::{Deserialize, Serialize};

/// Mails a link to set a new password, where the address has an account with one. Answers the same for all others.
pub async fn send_reset_password(app: &App, viewer: &Viewer, email: &str) -> Result<()> {
    app.hit_client(viewer, MAILS_BY_CLIENT).await?;
    let address = Address::parse("email", email)?;
    app.hit(viewer, MAILS_BY_ADDRESS, &address.key).await?;
    let wanted = Reset { email_key: address.key, link: app.random.uuid() };
    ask_later(app, RESET, &wanted).await
}

/// The kind of the job that sends a link to set a new password.
pub(super) const RESET: &str = "accounts.reset";

/// Somebody has forgotten the password of an address, which may have an account or not.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reset {
    email_key: String,
    link: Uuid,
}

/// Sends the link, if there is an account to send it to. Whoever asked has their answer already: how long this takes
/// tells nobody whether there is one.
pub(super) async fn send_reset(app: App, wanted: Reset) -> Result<()> {
    let Reset { email_key, link } = wanted;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock_by_key(tx, &email_key).await?;
        let has_one = |user: &User| user.may_sign_in() && user.password_hash.is_some();
        let Some(user) = user.filter(has_one) else { return Ok(()) };
        store::void_tokens(tx, user.id, &[Purpose::Reset]).await?;
        let token = mails::secret(&app, Purpose::Reset, link);
        store::keep_token(tx, user.id, Purpose::Reset, &token, None, app.now()).await?;
        let change = store::Change { reset_sent_at: Some(app.now()), ..store::Change::default() };
        store::update(tx, user.id, change, app.now()).await?;
        app.emit(tx, AccountFact::ResetAsked { user: user.id, link }).await
    })
    .await
}

/// Leaves to a job what must take the same time for every address.
pub(super) async fn ask_later<T: Serialize>(app: &App, kind: &str, wanted: &T) -> Result<()> {
    let job = NewJob::new(worker::WORK, kind, serde_json::to_value(wanted)?);
    farandole_jobs::enqueue(&mut *app.db.get().await?, app.now(), &[job]).await?;
    Ok(())
}

/// Sets a new password by the link in the mail, ends all sign-ins and signs in anew.
pub async fn reset_password(
    app: &App,
    viewer: &Viewer,
    token: &Token,
    new: &str,
) -> Result<SignIn> {
    app.hit_client(viewer, Limit::per_minute("reset", 10)).await?;
    let mut conn = app.db.get().await?;
    let found = store::peek_token(&conn, Purpose::Reset, token, app.now()).await?;
    let user = match found {
        Some(found) => store::find(&conn, found.user_id).await?,
        None => None,
    };
    let user = user.filter(User::may_sign_in).ok_or_else(bad_link)?;
    password::check_new("password", new, local(&user))?;
    let hash = password::hash(new).await?;
    conn.transaction(async |tx| {
        let taken = store::take_token(tx, Purpose::Reset, token, app.now()).await?;
        taken.ok_or_else(bad_link)?;
        let user = store::lock(tx, user.id).await?.ok_or_else(bad_link)?;
        let user = put(app, tx, &user, hash, None).await?;
        sessions::open_api(app, tx, viewer, &user).await
    })
    .await
}

/// Sets a new password for who knows the old one, and ends all other sign-ins.
pub async fn change_password(app: &App, viewer: &Viewer, old: &str, new: &str) -> Result<User> {
    let account = viewer.require_account()?;
    let user = login::confirm_owner(app, viewer, "oldPassword", old).await?;
    password::check_new("newPassword", new, local(&user))?;
    if old == new {
        return Err(Error::invalid("newPassword", Message::new("error-accounts-same-password")));
    }
    let hash = password::hash(new).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock(tx, user.id).await?.or_not_found("user")?;
        put(app, tx, &user, hash, Some(account.session)).await
    })
    .await
}

/// Sets the password of somebody's account: for the operator, at the command line.
pub async fn set_password(app: &App, viewer: &Viewer, email: &str, new: &str) -> Result<User> {
    if !viewer.is_system() {
        return Err(Denied("set somebody's password").into());
    }
    let address = Address::parse("email", email)?;
    password::check_new("password", new, address.local())?;
    let hash = password::hash(new).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock_by_key(tx, &address.key).await?.or_not_found("user")?;
        put(app, tx, &user, hash, None).await
    })
    .await
}

/// Puts a new password in place. What the old one opened is shut: sign-ins, links, a move to another address.
async fn put(
    app: &App,
    tx: &mut AsyncPgConnection,
    user: &User,
    hash: String,
    but: Option<SessionId>,
) -> Result<User> {
    let change = store::Change {
        password_hash: Some(hash),
        failed_logins: Some(0),
        login_blocked_until: Some(None),
        ..store::Change::default()
    };
    let user = store::update(tx, user.id, change, app.now()).await?;
    store::void_tokens(tx, user.id, &[Purpose::Reset, Purpose::Email]).await?;
    store::end_all(tx, user.id, but).await?;
    let occasion = app.random.uuid();
    app.emit(tx, AccountFact::PasswordChanged { user: user.id, occasion }).await?;
    Ok(user)
}

fn local(user: &User) -> &str {
    user.email_key.split('@').next().unwrap_or("")
}
