//! What moderators, administrators and the command line do with accounts.

use super::address::Address;
use super::deletion::keep_an_administrator;
use super::mails::{Occasion, letter};
use super::model::{AccountFact, Purpose, User};
use super::store::{self, UserFilter};
use super::{identities, password, policy, registration};
use crate::actors::NewPerson;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::platform::mail;

/// An account; for its owner and for moderators.
pub async fn read(app: &App, viewer: &Viewer, id: UserId) -> Result<User> {
    viewer_known(viewer)?;
    policy::see(viewer, id).map_err(|_| Error::NotFound("user"))?;
    let conn = app.db.get().await?;
    store::find(&conn, id).await?.or_not_found("user")
}

/// The account with an address, for moderators.
pub async fn by_email(app: &App, viewer: &Viewer, email: &str) -> Result<User> {
    policy::list(viewer)?;
    let address = Address::parse("email", email)?;
    let conn = app.db.get().await?;
    store::by_key(&conn, &address.key).await?.or_not_found("user")
}

/// A page of all accounts, for moderators. Sign-in addresses are searched by administrators alone.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    filter: &UserFilter,
    page: Page,
) -> Result<Paged<User>> {
    viewer_known(viewer)?;
    policy::list(viewer)?;
    if filter.ip.is_some() {
        policy::administer(viewer)?;
    }
    let conn = app.db.get().await?;
    store::list(&conn, filter, page).await
}

fn viewer_known(viewer: &Viewer) -> Result<()> {
    if viewer.is_system() { Ok(()) } else { viewer.require_account().map(drop) }
}

/// An account made by the operator: confirmed, without a mail.
pub struct MadeUser<'a> {
    pub email: &'a str,
    pub password: &'a str,
    pub role: Role,
    pub locale: Lang,
    /// Its first profile.
    pub profile: Option<NewPerson>,
}

/// Makes an account, for the command line.
pub async fn create(app: &App, viewer: &Viewer, made: MadeUser<'_>) -> Result<User> {
    policy::administer(viewer)?;
    let address = Address::parse("email", made.email)?;
    password::check_new("password", made.password, address.local())?;
    let profile = made.profile.map(NewPerson::checked).transpose()?;
    let hash = password::hash(made.password).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let new = store::NewUser {
            email: &address.shown,
            email_key: &address.key,
            password_hash: Some(&hash),
            role: made.role,
            locale: made.locale,
            confirmed_at: Some(app.now()),
            confirmation_sent_at: None,
        };
        let (user, fresh) = store::insert_or_lock(tx, &new, app.now()).await?;
        refuse_taken(!fresh)?;
        identities::open_feed(app, tx, user.id, None).await?;
        if let Some(profile) = profile {
            identities::make(app, tx, &user, profile).await?;
        }
        store::find(tx, user.id).await?.or_not_found("user")
    })
    .await
}

/// Somebody who waits for a moderator's word.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub user: User,
    /// The identity asked for.
    pub username: Option<String>,
    /// In their own words.
    pub reason: Option<String>,
}

/// A page of those who wait for a moderator's word, who asked first on top.
pub async fn waiting(app: &App, viewer: &Viewer, page: Page) -> Result<Paged<Waiting>> {
    viewer_known(viewer)?;
    policy::admit(viewer)?;
    let conn = app.db.get().await?;
    let found = store::waiting(&conn, page).await?;
    let elements = found.elements.into_iter().map(|(user, signup)| {
        let newest = signup.newest_first().next();
        let profile = newest.and_then(|attempt| attempt.profile.as_ref());
        let username = profile.map(|profile| profile.preferred_username.clone());
        Waiting { user, username, reason: newest.and_then(|attempt| attempt.reason.clone()) }
    });
    Ok(Paged { total: found.total, elements: elements.collect() })
}

/// Turns somebody down who waits for a moderator, tells them, and forgets what they asked for.
pub async fn refuse(app: &App, viewer: &Viewer, id: UserId) -> Result<()> {
    policy::admit(viewer)?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock(tx, id).await?.filter(User::awaits_approval);
        let user = user.or_not_found("user")?;
        let newest = store::signup(tx, id).await?.newest_first().next().cloned();
        let lang = newest.map_or(user.locale, |attempt| attempt.lang);
        let occasion = Occasion::Refused(app.random.uuid());
        let site = mail::site_name(app, tx).await?;
        let to = (user.email.as_str(), user.email.as_str());
        let letter = letter(app, &site, (&user, lang), occasion, to);
        mail::queue(app, tx, letter).await?;
        store::delete(tx, id).await
    })
    .await
}

/// Lets somebody in who waits for a moderator: the link to confirm is on its way from then on.
pub async fn approve(app: &App, viewer: &Viewer, id: UserId) -> Result<User> {
    policy::admit(viewer)?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock(tx, id).await?.or_not_found("user")?;
        if user.awaits_approval() {
            registration::send_link(app, tx, &user, "", None).await?;
        }
        store::find(tx, id).await?.or_not_found("user")
    })
    .await
}

/// Confirms an account without a link, by somebody who answers for its address.
pub async fn confirm(app: &App, viewer: &Viewer, id: UserId) -> Result<User> {
    policy::admit(viewer)?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock(tx, id).await?.or_not_found("user")?;
        confirm_now(app, tx, &user).await
    })
    .await
}

async fn confirm_now(app: &App, tx: &mut AsyncPgConnection, user: &User) -> Result<User> {
    if user.confirmed_at.is_some() || user.disabled_at.is_some() {
        return Ok(user.clone());
    }
    let newest = store::signup(tx, user.id).await?.newest_first().next().cloned();
    registration::confirm(app, tx, user, newest).await
}

/// What an administrator changes about an account.
#[derive(Debug, Clone, Copy, Default)]
pub struct AdminChange<'a> {
    /// Another address, which nobody has to confirm.
    pub email: Option<&'a str>,
    /// Another role.
    pub role: Option<Role>,
    /// Confirms the address without a link.
    pub confirmed: bool,
    /// Tells the owner by mail.
    pub notify: bool,
}

/// Changes somebody's account. A new role or address ends its sign-ins, so that none keeps the old one; the last
/// administrator stays. The address before is told where mails go from now on, and no link sent to it works any more.
pub async fn update(
    app: &App,
    viewer: &Viewer,
    id: UserId,
    change: AdminChange<'_>,
) -> Result<User> {
    policy::administer(viewer)?;
    let address = change.email.map(|email| Address::parse("email", email)).transpose()?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        if change.role.is_some_and(|role| role != Role::Administrator) {
            keep_an_administrator(tx, id).await?;
        }
        let user = store::lock(tx, id).await?.or_not_found("user")?;
        let address = address.filter(|address| address.shown != user.email);
        let role = change.role.filter(|role| *role != user.role);
        if let Some(address) = &address {
            let other = store::by_key(tx, &address.key).await?;
            refuse_taken(other.is_some_and(|other| other.id != id))?;
        }
        if role.is_some() || address.is_some() {
            store::end_all(tx, id, None).await?;
            let sent = [Purpose::Reset, Purpose::Email, Purpose::EmailUndo];
            store::void_tokens(tx, id, &sent).await?;
        }
        let before = address.as_ref().map(|_| user.email.clone());
        let (email, email_key) = address.map(|address| (address.shown, address.key)).unzip();
        let columns = store::Change { role, email, email_key, ..store::Change::default() };
        let changed = store::update(tx, id, columns, app.now()).await;
        let mut user = changed
            .map_err(|cause| if cause.violated().is_some() { address_taken() } else { cause })?;
        if change.confirmed {
            user = confirm_now(app, tx, &user).await?;
        }
        let by = viewer.account().map(|account| account.user);
        let (occasion, notify) = (app.random.uuid(), change.notify);
        let fact = AccountFact::Administered { user: id, by, role, notify, occasion, before };
        app.emit(tx, fact).await?;
        Ok(user)
    })
    .await
}

fn refuse_taken(taken: bool) -> Result<()> {
    if taken { Err(address_taken()) } else { Ok(()) }
}

fn address_taken() -> Error {
    let problem = Message::new("error-accounts-address-taken");
    Error::Conflict { code: "address_taken", field: Some("email"), problem }
}
