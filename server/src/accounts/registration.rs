//! Opening an account: who may, and what happens until the address is confirmed.
//!
//! Signing up answers the same, after the same work, whether the address has an account or not; what differs is the
//! mail. An identity asked for before the address is confirmed is made when it is.

use super::address::Address;
use super::model::{AccountFact, Purpose, User};
use super::sessions::{self, SignIn};
use super::signup::{self, Attempt};
use super::{identities, mails, password, recovery, store};
use crate::actors::{Actor, NewPerson};
use crate::app::App;
use crate::kernel::config::Registration;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::kernel::secret::Token;
use farandole_schema::tables::instance_settings;
use serde::{Deserialize, Serialize};

const BY_CLIENT: Limit = Limit::per_minute("sign-up", 10);
/// Mails that a client may cause in a minute.
pub(super) const MAILS_BY_CLIENT: Limit = Limit::per_minute("account-mail", 10);
/// Mails to confirm or reset that may be asked for one address in an hour.
pub(super) const MAILS_BY_ADDRESS: Limit = Limit::per_hour("account-mail-address", 5);
/// Mails that an address which nobody has confirmed gets in a day.
pub const MAILS_UNCONFIRMED: Limit = Limit { bucket: "mail-unconfirmed", hits: 3, seconds: 86_400 };

/// Who may open an account now: as configured, or else as administrators have set it, or else nobody.
pub async fn registration_mode(app: &App, mut conn: &AsyncPgConnection) -> Result<Registration> {
    if let Some(mode) = app.config.registration {
        return Ok(mode);
    }
    let stored: Option<serde_json::Value> = instance_settings::table
        .find("registration")
        .select(instance_settings::value)
        .first(&mut conn)
        .await
        .optional()?;
    Ok(app.config.registers(stored.and_then(|value| value.as_str()?.parse().ok())))
}

/// Who wants an account.
#[derive(Default)]
pub struct Wish<'a> {
    pub email: &'a str,
    pub password: &'a str,
    /// The language of mails; that of the request where it is missing or not spoken here.
    pub locale: Option<&'a str>,
    /// The first identity, made when the address is confirmed.
    pub profile: Option<NewPerson>,
    /// Why, for the moderators of a server where they look first.
    pub reason: Option<&'a str>,
}

/// Characters of the reason that somebody gives.
const REASON: usize = 1_000;

/// What is answered to everybody who signs up: nothing that was not said by themselves.
#[derive(Debug, Clone)]
pub struct Receipt {
    pub email: String,
    pub locale: Lang,
}

/// Signs up. The address gets a mail: with a link to confirm, or that it has an account already.
pub async fn create_user(app: &App, viewer: &Viewer, wish: Wish<'_>) -> Result<Receipt> {
    app.hit_client(viewer, BY_CLIENT).await?;
    let address = Address::parse("email", wish.email)?;
    password::check_new("password", wish.password, address.local())?;
    let profile = wish.profile.map(NewPerson::checked).transpose()?;
    let reason = limit::paragraphs("reason", wish.reason, REASON)?;
    if let Some(profile) = &profile {
        crate::actors::check_free(&*app.db.get().await?, &profile.preferred_username).await?;
    }
    let mode = admitted(app, &address).await?;
    app.hit(viewer, MAILS_BY_ADDRESS, &address.key).await?;
    let quiet = spent(app.hit(viewer, MAILS_UNCONFIRMED, &address.key).await)?;
    let locale = wish.locale.and_then(Lang::negotiate).unwrap_or(viewer.lang);
    let attempt = Attempt {
        client: signup::client(app, viewer),
        password_hash: password::hash(wish.password).await?,
        link: app.random.uuid(),
        lang: locale,
        at: app.now(),
        profile,
        reason,
    };
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| sign_up(app, tx, &address, attempt, mode, quiet).await).await?;
    Ok(Receipt { email: address.shown, locale })
}

/// Whether the address may have an account, whether it has one or not.
async fn admitted(app: &App, address: &Address) -> Result<Registration> {
    let mode = registration_mode(app, &*app.db.get().await?).await?;
    let refused = |id| Err(Error::invalid("email", Message::new(id)));
    if mode == Registration::Closed {
        let problem = Message::new("error-accounts-closed");
        return Err(Error::conflict("registration_closed", problem));
    }
    if address.denied(&app.config.registration_denylist) {
        return refused("error-accounts-denied");
    }
    if mode == Registration::Allowlist && !address.allowed(&app.config.registration_allowlist) {
        return refused("error-accounts-not-allowed");
    }
    Ok(mode)
}

/// Whether a limit is used up; other errors stay errors.
fn spent(hit: Result<()>) -> Result<bool> {
    match hit {
        Ok(()) => Ok(false),
        Err(Error::TooMany { .. }) => Ok(true),
        Err(other) => Err(other),
    }
}

/// The same statements whether the address has an account or not.
async fn sign_up(
    app: &App,
    tx: &mut AsyncPgConnection,
    address: &Address,
    attempt: Attempt,
    mode: Registration,
    quiet: bool,
) -> Result<()> {
    let approval = mode == Registration::Approval;
    let new = store::NewUser {
        email: &address.shown,
        email_key: &address.key,
        password_hash: None,
        role: Role::User,
        locale: attempt.lang,
        confirmed_at: None,
        confirmation_sent_at: (!approval).then(|| app.now()),
    };
    let (user, _) = store::insert_or_lock(tx, &new, app.now()).await?;
    let open = user.confirmed_at.is_none() && user.disabled_at.is_none();
    let (link, lang) = (attempt.link, attempt.lang);
    let mut signup = store::signup(tx, user.id).await?;
    if open {
        signup.add(attempt);
    }
    store::keep_signup(tx, user.id, Some(&signup).filter(|_| open)).await?;
    let purpose = if open { Purpose::Confirm } else { Purpose::Reset };
    let token = mails::secret(app, purpose, link);
    store::keep_token(tx, user.id, purpose, &token, None, app.now()).await?;
    let fact = match (open, user.awaits_approval()) {
        (false, _) => AccountFact::AddressTried { user: user.id, link },
        (true, true) => AccountFact::ApprovalAsked { user: user.id, link, lang },
        (true, false) => AccountFact::ConfirmationAsked { user: user.id, link, lang },
    };
    if open && quiet {
        return Ok(());
    }
    app.emit(tx, fact).await
}

/// Confirms the address of an account by the link in its mail, makes the identity that was asked for, and signs in.
pub async fn validate_user(app: &App, viewer: &Viewer, token: &Token) -> Result<SignIn> {
    app.hit_client(viewer, Limit::per_minute("confirm", 10)).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let found = store::take_token(tx, Purpose::Confirm, token, app.now()).await?;
        let user = match found {
            Some(found) => store::lock(tx, found.user_id).await?,
            None => None,
        };
        let open = user.filter(|user| user.confirmed_at.is_none() && user.disabled_at.is_none());
        let user = open.ok_or_else(bad_link)?;
        let signup = store::signup(tx, user.id).await?;
        let hash = token.hash();
        let followed = signup
            .newest_first()
            .find(|attempt| mails::secret(app, Purpose::Confirm, attempt.link).hash() == hash);
        let attempt = followed.ok_or_else(bad_link)?.clone();
        let user = confirm(app, tx, &user, Some(attempt)).await?;
        sessions::open_api(app, tx, viewer, &user).await
    })
    .await
}

/// The error for a link that is not in use.
pub(super) fn bad_link() -> Error {
    Error::invalid("token", Message::new("error-accounts-link"))
}

/// Makes an account one that can be used.
pub(super) async fn confirm(
    app: &App,
    tx: &mut AsyncPgConnection,
    user: &User,
    attempt: Option<Attempt>,
) -> Result<User> {
    let (hash, lang, profile) = match attempt {
        Some(attempt) => (Some(attempt.password_hash), Some(attempt.lang), attempt.profile),
        None => (None, None, None),
    };
    let change = store::Change {
        confirmed_at: Some(app.now()),
        password_hash: hash,
        locale: lang,
        ..store::Change::default()
    };
    let user = store::update(tx, user.id, change, app.now()).await?;
    store::keep_signup(tx, user.id, None).await?;
    store::void_tokens(tx, user.id, &[Purpose::Confirm]).await?;
    identities::open_feed(app, tx, user.id, None).await?;
    if let Some(profile) = profile {
        // The name may be somebody else's by now: then the person chooses another one once inside.
        match identities::make(app, tx, &user, profile).await {
            Ok(_) | Err(Error::Conflict { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    app.emit(tx, AccountFact::Confirmed { user: user.id }).await?;
    store::find(tx, user.id).await?.or_not_found("user")
}

/// Sends the link to confirm once more, to an address that waits for it. Answers the same for all others.
pub async fn resend_confirmation(
    app: &App,
    viewer: &Viewer,
    email: &str,
    locale: Option<&str>,
) -> Result<()> {
    app.hit_client(viewer, MAILS_BY_CLIENT).await?;
    let address = Address::parse("email", email)?;
    app.hit(viewer, MAILS_BY_ADDRESS, &address.key).await?;
    let quiet = spent(app.hit(viewer, MAILS_UNCONFIRMED, &address.key).await)?;
    if quiet {
        return Ok(());
    }
    let wanted = Resend {
        email_key: address.key,
        client: signup::client(app, viewer),
        lang: locale.and_then(Lang::negotiate),
    };
    recovery::ask_later(app, RESEND, &wanted).await
}

/// The kind of the job that sends the link to confirm once more.
pub(super) const RESEND: &str = "accounts.resend";

/// Somebody asks for the link once more, for an address that may wait for it or not.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Resend {
    email_key: String,
    client: String,
    lang: Option<Lang>,
}

/// Sends the link to an address that waits for it.
pub(super) async fn resend(app: App, wanted: Resend) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let user = store::lock_by_key(tx, &wanted.email_key).await?;
        let waits = |user: &User| user.confirmed_at.is_none() && user.disabled_at.is_none();
        match user.filter(|user| waits(user) && !user.awaits_approval()) {
            Some(user) => send_link(&app, tx, &user, &wanted.client, wanted.lang).await,
            None => Ok(()),
        }
    })
    .await
}

/// Gives an attempt a new link and mails it. `client` prefers its own attempt.
pub(super) async fn send_link(
    app: &App,
    tx: &mut AsyncPgConnection,
    user: &User,
    client: &str,
    lang: Option<Lang>,
) -> Result<()> {
    let mut signup = store::signup(tx, user.id).await?;
    let Some(attempt) = signup.preferred_mut(client) else { return Ok(()) };
    attempt.link = app.random.uuid();
    attempt.lang = lang.unwrap_or(attempt.lang);
    let (link, lang) = (attempt.link, attempt.lang);
    store::keep_signup(tx, user.id, Some(&signup)).await?;
    let token = mails::secret(app, Purpose::Confirm, link);
    store::keep_token(tx, user.id, Purpose::Confirm, &token, None, app.now()).await?;
    let change =
        store::Change { confirmation_sent_at: Some(app.now()), ..store::Change::default() };
    store::update(tx, user.id, change, app.now()).await?;
    app.emit(tx, AccountFact::ConfirmationAsked { user: user.id, link, lang }).await
}

/// What has become of the first profile of an account.
#[derive(Debug, Clone)]
pub enum Registered {
    /// It is there.
    Made(Actor),
    /// It will be made when the address is confirmed, if the address and the name allow it.
    Noted(NewPerson),
}

/// The first profile of an account. Signed in, it is made at once. Before the address is confirmed it is noted, for
/// the client that has signed up a few minutes ago; to everybody else the answer is the same and nothing happens.
pub async fn register_person(
    app: &App,
    viewer: &Viewer,
    email: &str,
    person: NewPerson,
) -> Result<Registered> {
    app.hit_client(viewer, Limit::per_minute("register-person", 10)).await?;
    let address = Address::parse("email", email)?;
    let person = person.checked()?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        crate::actors::check_free(tx, &person.preferred_username).await?;
        let user = store::lock_by_key(tx, &address.key).await?;
        let Some(user) = user else { return Ok(Registered::Noted(person)) };
        let own = viewer.account().is_some_and(|account| account.user == user.id);
        if own {
            identities::require_none(tx, user.id).await?;
            return identities::make(app, tx, &user, person).await.map(Registered::Made);
        }
        let mut signup = store::signup(tx, user.id).await?;
        if let Some(attempt) = signup.same_flow_mut(&signup::client(app, viewer), app.now()) {
            attempt.profile = Some(person.clone());
            store::keep_signup(tx, user.id, Some(&signup)).await?;
        }
        Ok(Registered::Noted(person))
    })
    .await
}
