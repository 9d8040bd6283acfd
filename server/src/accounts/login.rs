//! Signing in with a password, slowly for those who guess.
//!
//! One refusal for every reason: an unknown address, a wrong password, an account that is not confirmed, is disabled
//! or rests after too many guesses. All take the time of one password check and write as much.
//!
//! Where its owner has signed in before, an account never rests, and what strangers try elsewhere uses up none of the
//! owner's tries: nobody is kept out by others who guess.

use super::address::Address;
use super::model::User;
use super::sessions::{self, SignIn};
use super::{password, store};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate::{self, Limit};

const BY_CLIENT: Limit = Limit::per_minute("login", 10);
const BY_ADDRESS: Limit = Limit::per_minute("login-address", 5);
/// The same where the owner has signed in before.
const BY_KNOWN: Limit = Limit::per_minute("login-known", 10);
/// Failures that belong to no account: counted for nothing but the time that it takes.
const OF_NOBODY: Limit = Limit::per_minute("login-nobody", i32::MAX);
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
    let (user, known) = look_up(app, viewer, &address).await?;
    app.hit(viewer, if known { BY_KNOWN } else { BY_ADDRESS }, &address.key).await?;
    let open = |user: &User| user.may_sign_in() && (known || resting(app, user).is_none());
    let user = user.filter(open);
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let right = password::fits(password, hash).await?;
    note(app, viewer, &address.key, user.as_ref(), right).await?;
    user.filter(|_| right).ok_or_else(refused)
}

/// The account with an address, and whether its owner has signed in from here before. As much is asked where there
/// is none.
async fn look_up(app: &App, viewer: &Viewer, address: &Address) -> Result<(Option<User>, bool)> {
    let conn = app.db.get().await?;
    let user = store::by_key(&conn, &address.key).await?;
    let id = user.as_ref().map_or(UserId(0), |user| user.id);
    let known = store::knows_client(&conn, id, &sessions::client(app, viewer)).await?;
    Ok((user, known && viewer.ip.is_some()))
}

/// How long an account still rests after too many failures.
fn resting(app: &App, user: &User) -> Option<Duration> {
    let left = user.login_blocked_until? - app.now();
    (left > Duration::zero()).then_some(left)
}

/// Counts failures in a row, whatever ran at the same time. One that belongs to no account is written as well, so
/// that it takes as long.
async fn note(
    app: &App,
    viewer: &Viewer,
    key: &str,
    user: Option<&User>,
    right: bool,
) -> Result<()> {
    if right && user.is_some_and(|user| user.failed_logins == 0) {
        return Ok(());
    }
    let id = user.map_or(UserId(0), |user| user.id);
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let Some(user) = store::lock(tx, id).await? else {
            return rate::hit(tx, app.now(), viewer, OF_NOBODY, app.key.mark("rate", key)).await;
        };
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

/// Checks the password of the account that asks, before something that cannot be taken back. Wrong ones count as
/// those at the door do: a sign-in that was stolen is no way around the rest.
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
        let known =
            store::knows_client(&conn, account.user, &sessions::client(app, viewer)).await?;
        let user = store::find(&conn, account.user).await?.or_not_found("user")?;
        if let Some(left) = resting(app, &user).filter(|_| !known) {
            let retry_after = u64::try_from(left.num_seconds()).unwrap_or(0).max(1);
            return Err(Error::TooMany { retry_after });
        }
        user
    };
    let Some(hash) = user.password_hash.clone() else {
        let problem = Message::new("error-accounts-no-password");
        return Err(Error::Unauthenticated("password_hash_missing", problem));
    };
    let right = password::fits(given, Some(hash)).await?;
    note(app, viewer, &user.email_key, Some(&user), right).await?;
    if right {
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
