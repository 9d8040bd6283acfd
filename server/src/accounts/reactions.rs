//! The mails that follow from what happens to an account. Each reads what is true now: a link that is void by the time
//! is not sent.

use super::mails::{Occasion, letter, secret, waiting_letter};
use super::model::{AccountFact, Purpose, User};
use super::store;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::platform::mail;

/// Writes the mails that a fact asks for.
pub async fn on_account(app: App, fact: AccountFact) -> Result<()> {
    let mut conn = app.db.get().await?;
    let letters = letters(&app, &conn, fact).await?;
    conn.transaction(async |tx| {
        for letter in letters {
            mail::queue(&app, tx, letter).await?;
        }
        Ok(())
    })
    .await
}

async fn letters(
    app: &App,
    conn: &AsyncPgConnection,
    fact: AccountFact,
) -> Result<Vec<mail::Letter>> {
    use AccountFact::*;
    let site = mail::site_name(app, conn).await?;
    let site = site.as_str();
    let to_owner = async |id: UserId, lang: Option<Lang>, occasion: Occasion| {
        let user = store::find(conn, id).await?.filter(|user| user.disabled_at.is_none());
        let letter = user.map(|user| {
            let lang = lang.unwrap_or(user.locale);
            letter(app, site, (&user, lang), occasion, (&user.email, &user.email))
        });
        Ok(letter.into_iter().collect())
    };
    match fact {
        ConfirmationAsked { user, link, lang } => {
            match in_use(app, conn, Purpose::Confirm, link).await? {
                Some(_) => to_owner(user, Some(lang), Occasion::Confirm(link)).await,
                None => Ok(vec![]),
            }
        }
        ApprovalAsked { user, link, lang } => {
            let mut letters: Vec<mail::Letter> =
                to_owner(user, Some(lang), Occasion::Awaiting(link)).await?;
            letters.extend(to_keepers(app, conn, site, user).await?);
            Ok(letters)
        }
        AddressTried { user, link } => known(app, conn, site, user, link).await,
        ResetAsked { user, link } => match in_use(app, conn, Purpose::Reset, link).await? {
            Some(_) => to_owner(user, None, Occasion::Reset(link)).await,
            None => Ok(vec![]),
        },
        PasswordChanged { user, occasion } => {
            to_owner(user, None, Occasion::PasswordChanged(occasion)).await
        }
        Administered { user, occasion, notify, before, .. } => {
            let mut letters = match notify {
                true => to_owner(user, None, Occasion::Administered(occasion)).await?,
                false => vec![],
            };
            let user = store::find(conn, user).await?;
            if let (Some(before), Some(user)) = (before, user) {
                let moved = Occasion::Moved(occasion);
                letters.push(letter(app, site, (&user, user.locale), moved, (&before, &before)));
            }
            Ok(letters)
        }
        EmailChangeAsked { user, link, undo } => moving(app, conn, site, user, (link, undo)).await,
        Confirmed { .. } | EmailChanged { .. } | Disabled { .. } | Deleted { .. } => Ok(vec![]),
    }
}

/// Tells those who keep order of an account that waits for their word: once for each account.
async fn to_keepers(
    app: &App,
    conn: &AsyncPgConnection,
    site: &str,
    id: UserId,
) -> Result<Vec<mail::Letter>> {
    let Some(user) = store::find(conn, id).await?.filter(User::awaits_approval) else {
        return Ok(vec![]);
    };
    let newest = store::signup(conn, id).await?.newest_first().next().cloned();
    let reason = newest.and_then(|attempt| attempt.reason);
    let keepers = store::keepers(conn).await?;
    Ok(keepers
        .iter()
        .map(|keeper| waiting_letter(app, site, keeper, (&user, reason.as_deref())))
        .collect())
}

/// Where a secret that is still in use was to go.
async fn in_use(
    app: &App,
    conn: &AsyncPgConnection,
    purpose: Purpose,
    link: Uuid,
) -> Result<Option<store::Found>> {
    store::peek_token(conn, purpose, &secret(app, purpose, link), app.now()).await
}

/// Tells the owner of an address that somebody tried to use it; with a link for a lost password where there is one.
async fn known(
    app: &App,
    conn: &AsyncPgConnection,
    site: &str,
    id: UserId,
    link: Uuid,
) -> Result<Vec<mail::Letter>> {
    let Some(user) = store::find(conn, id).await?.filter(User::may_sign_in) else {
        return Ok(vec![]);
    };
    let letter =
        letter(app, site, (&user, user.locale), Occasion::Known(link), (&user.email, &user.email));
    Ok(vec![letter])
}

/// To the new address a link that confirms it, to the old one a link that undoes it. The new one gets nothing if it
/// has an account of its own: its owner is told otherwise.
async fn moving(
    app: &App,
    conn: &AsyncPgConnection,
    site: &str,
    id: UserId,
    (link, undo): (Uuid, Uuid),
) -> Result<Vec<mail::Letter>> {
    let Some(user) = store::find(conn, id).await?.filter(User::may_sign_in) else {
        return Ok(vec![]);
    };
    let new = in_use(app, conn, Purpose::Email, link).await?.and_then(|found| found.email);
    let old = in_use(app, conn, Purpose::EmailUndo, undo).await?.and_then(|found| found.email);
    let (Some(new), Some(old)) = (new, old) else { return Ok(vec![]) };
    let key = super::address::Address::parse("email", &new)?.key;
    let taken = store::by_key(conn, &key).await?.is_some_and(|other| other.id != user.id);
    let reader = (&user, user.locale);
    let mut letters = vec![letter(app, site, reader, Occasion::OldAddress(undo), (&old, &new))];
    if !taken {
        letters.push(letter(app, site, reader, Occasion::NewAddress(link), (&new, &new)));
    }
    Ok(letters)
}

/// Rows that one statement of the sweep takes away.
const SWEEP: i64 = 1_000;
/// Days for which it is known from where somebody signed in.
const PLACES_DAYS: i64 = 7;

/// Every hour: forgets links and sign-ins whose time is over, accounts that nobody confirmed in time, and from where
/// people signed in more than a week ago.
pub async fn sweep(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    let now = app.now();
    let full = usize::try_from(SWEEP).unwrap_or(0);
    let unconfirmed = now - Purpose::Confirm.lifetime();
    let week = now - Duration::days(PLACES_DAYS);
    while store::sweep_tokens(&mut conn, now, SWEEP).await? == full {}
    while store::sweep_sessions(&mut conn, now, SWEEP).await? == full {}
    while store::delete_unconfirmed(&mut conn, unconfirmed, SWEEP).await? == full {}
    while store::forget_places(&mut conn, week, SWEEP).await? == full {}
    while store::forget_sign_in_places(&mut conn, week, SWEEP).await? == full {}
    Ok(())
}
