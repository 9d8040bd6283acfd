//! Signing in with a password, slowly for those who guess.
//!
//! One refusal for every reason: an unknown address, a wrong password, an account that is not confirmed, is disabled
//! or rests after too many guesses. All take the time of one password check.

use super::address::Address;
use super::model::User;
use super::sessions::{self, SignIn};
use super::{password, store};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;

const BY_CLIENT: Limit = Limit::per_minute("login", 10);
const BY_ADDRESS: Limit = Limit::per_minute("login-address", 5);
/// How often a client may exchange refresh tokens.
pub(super) const REFRESH_BY_CLIENT: Limit = Limit::per_minute("refresh", 60);

/// The failure from which on an account rests.
const PATIENCE: i32 = 5;
/// The first rest; each further failure doubles it.
const FIRST_REST: Duration = Duration::seconds(15);
/// The longest rest.
const LONGEST_REST: Duration = Duration::minutes(15);

/// How long an account rests after so many failures in a row.
fn rest(failures: i32) -> Option<Duration> {
    let doublings = u32::try_from(failures - PATIENCE).ok()?;
    let rest = FIRST_REST * 2_i32.saturating_pow(doublings.min(10));
    Some(rest.min(LONGEST_REST))
}

/// The one refusal.
pub(super) fn refused() -> Error {
    Error::Unauthenticated("unauthenticated", Message::new("error-accounts-login"))
}

/// Signs in with address and password.
pub async fn login(app: &App, viewer: &Viewer, email: &str, password: &str) -> Result<SignIn> {
    let user = check(app, viewer, email, password).await?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| sessions::open_api(app, tx, viewer, &user).await).await
}

/// The account with this address, if the password is right and it may sign in now.
pub(super) async fn check(app: &App, viewer: &Viewer, email: &str, password: &str) -> Result<User> {
    app.hit_client(viewer, BY_CLIENT).await?;
    password::check_size("password", password)?;
    let address = Address::parse("email", email).map_err(|_| refused())?;
    app.hit(viewer, BY_ADDRESS, &address.key).await?;
    let user = {
        let conn = app.db.get().await?;
        store::by_key(&conn, &address.key).await?
    };
    let open = match &user {
        Some(user) if user.may_sign_in() => !rests(app, viewer, user).await?,
        _ => false,
    };
    let hash = user.as_ref().filter(|_| open).and_then(|user| user.password_hash.clone());
    let right = password::fits(password, hash).await?;
    let Some(user) = user.filter(|_| open) else { return Err(refused()) };
    note(app, &user, right).await?;
    if right { Ok(user) } else { Err(refused()) }
}

/// Whether an account rests after too many failures. Where its owner has signed in before, it never does.
async fn rests(app: &App, viewer: &Viewer, user: &User) -> Result<bool> {
    if user.login_blocked_until.is_none_or(|until| until <= app.now()) {
        return Ok(false);
    }
    let Some(ip) = viewer.ip.map(|ip| ip.to_canonical().to_string()) else { return Ok(true) };
    let conn = app.db.get().await?;
    Ok(!store::knows_ip(&conn, user.id, &ip).await?)
}

/// Counts failures in a row, whatever ran at the same time.
async fn note(app: &App, user: &User, right: bool) -> Result<()> {
    if right && user.failed_logins == 0 {
        return Ok(());
    }
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let Some(user) = store::lock(tx, user.id).await? else { return Ok(()) };
        let failures = if right { 0 } else { user.failed_logins.saturating_add(1) };
        let change = store::Change {
            failed_logins: Some(failures),
            login_blocked_until: Some(rest(failures).map(|rest| app.now() + rest)),
            ..store::Change::default()
        };
        store::update(tx, user.id, change, app.now()).await.map(drop)
    })
    .await
}

/// Checks the password of the account that asks, before something that cannot be taken back.
pub(super) async fn confirm_owner(
    app: &App,
    viewer: &Viewer,
    field: &'static str,
    given: &str,
) -> Result<User> {
    let account = viewer.require_account()?;
    password::check_size(field, given)?;
    app.hit(viewer, Limit::per_minute("password", 5), &account.user.to_string()).await?;
    let user = {
        let conn = app.db.get().await?;
        store::find(&conn, account.user).await?.or_not_found("user")?
    };
    let Some(hash) = user.password_hash.clone() else {
        let problem = Message::new("error-accounts-no-password");
        return Err(Error::Unauthenticated("password_hash_missing", problem));
    };
    if password::fits(given, Some(hash)).await? {
        Ok(user)
    } else {
        let problem = Message::new("error-accounts-wrong-password");
        Err(Error::Unauthenticated("incorrect_password", problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_doubles_from_the_fifth_failure_to_a_quarter_of_an_hour() {
        let seconds: Vec<Option<i64>> =
            (0..13).map(|failures| rest(failures).map(|rest| rest.num_seconds())).collect();
        let expected = [0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900];
        assert_eq!(seconds, expected.map(|seconds| (seconds > 0).then_some(seconds)));
        assert_eq!(rest(i32::MAX), Some(LONGEST_REST));
    }
}
