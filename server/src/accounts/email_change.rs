//! Moving an account to another address: with the password, with a link sent to the new address, and with a link sent
//! to the old one that undoes it for a week.

use super::address::Address;
use super::model::{AccountFact, Purpose, User};
use super::registration::{MAILS_BY_ADDRESS, MAILS_BY_CLIENT, MAILS_UNCONFIRMED, bad_link};
use super::{login, mails, store};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::kernel::secret::Token;

/// Asks to move to another address. The old one stays until the link in the mail to the new one is followed. Answers
/// the same when the new address has an account of its own, whose owner is told.
pub async fn change_email(app: &App, viewer: &Viewer, email: &str, password: &str) -> Result<User> {
    viewer.require_account()?;
    app.hit_client(viewer, MAILS_BY_CLIENT).await?;
    let address = Address::parse("email", email)?;
    let user = login::confirm_owner(app, viewer, "password", password).await?;
    if address.shown == user.email {
        return Err(Error::invalid("email", Message::new("error-accounts-same-address")));
    }
    if address.denied(&app.config.registration_denylist) {
        return Err(Error::invalid("email", Message::new("error-accounts-denied")));
    }
    app.hit(viewer, MAILS_BY_ADDRESS, &address.key).await?;
    app.hit(viewer, MAILS_UNCONFIRMED, &address.key).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock(tx, user.id).await?.or_not_found("user")?;
        let taken = store::by_key(tx, &address.key).await?.filter(|other| other.id != user.id);
        let (link, undo) = (app.random.uuid(), app.random.uuid());
        store::void_tokens(tx, user.id, &[Purpose::Email]).await?;
        for (purpose, link, email) in
            [(Purpose::Email, link, &address.shown), (Purpose::EmailUndo, undo, &user.email)]
        {
            let token = mails::secret(app, purpose, link);
            store::keep_token(tx, user.id, purpose, &token, Some(email), app.now()).await?;
        }
        if let Some(other) = taken {
            let (user, link) = (other.id, app.random.uuid());
            app.emit(tx, AccountFact::AddressTried { user, link }).await?;
        }
        app.emit(tx, AccountFact::EmailChangeAsked { user: user.id, link, undo }).await?;
        Ok(user)
    })
    .await
}

/// Moves an account to the address that the link was sent to. All sign-ins end but the one that asks.
pub async fn validate_email(app: &App, viewer: &Viewer, token: &Token) -> Result<User> {
    app.hit_client(viewer, Limit::per_minute("confirm", 10)).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = move_to(app, tx, viewer, Purpose::Email, token).await?;
        store::void_tokens(tx, user.id, &[Purpose::Email, Purpose::Reset]).await?;
        app.emit(tx, AccountFact::EmailChanged { user: user.id }).await?;
        Ok(user)
    })
    .await
}

/// Undoes a change of address, done or still asked for, by the link sent to the address before. All sign-ins end, and
/// so does every link that was sent.
pub async fn undo_email_change(app: &App, viewer: &Viewer, token: &Token) -> Result<User> {
    app.hit_client(viewer, Limit::per_minute("confirm", 10)).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = move_to(app, tx, viewer, Purpose::EmailUndo, token).await?;
        let all = [Purpose::Email, Purpose::EmailUndo, Purpose::Reset];
        store::void_tokens(tx, user.id, &all).await?;
        store::end_all(tx, user.id, None).await?;
        app.emit(tx, AccountFact::EmailChanged { user: user.id }).await?;
        Ok(user)
    })
    .await
}

async fn move_to(
    app: &App,
    tx: &mut AsyncPgConnection,
    viewer: &Viewer,
    purpose: Purpose,
    token: &Token,
) -> Result<User> {
    let found = store::take_token(tx, purpose, token, app.now()).await?.ok_or_else(bad_link)?;
    let address = Address::parse("token", &found.email.ok_or_else(bad_link)?)?;
    let user = store::lock(tx, found.user_id).await?.filter(User::may_sign_in);
    let user = user.ok_or_else(bad_link)?;
    let taken = store::by_key(tx, &address.key).await?.is_some_and(|other| other.id != user.id);
    if taken {
        return Err(bad_link());
    }
    let change = store::Change {
        email: Some(address.shown),
        email_key: Some(address.key),
        ..store::Change::default()
    };
    let asks = viewer.account().filter(|account| account.user == user.id);
    store::end_all(tx, user.id, asks.map(|account| account.session)).await?;
    let moved = store::update(tx, user.id, change, app.now()).await;
    // Somebody may have signed up with the address since we looked.
    moved.map_err(|cause| if cause.violated().is_some() { bad_link() } else { cause })
}
