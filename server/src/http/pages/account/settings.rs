//! My account: identities, private calendar, sign-ins, language and zone, mails, password, address.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, see_other, see_other_told, who, with};
use super::super::views::{AccountPage, Choice, Form, SessionLine, Subscribe};
use super::PASSWORD_MIN;
use crate::accounts::{self, FeedToken, Pending, Settings, SettingsChange};
use crate::actors;
use crate::app::App;
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::kernel::text::T;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono_tz::Tz;

/// Where all of it stands.
const HOME: &str = "/settings";

/// My account.
pub async fn show(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, Form::default(), None).await).await
}

/// The parts of the page have addresses of their own for their forms; looked at, they are the page.
pub async fn part() -> HttpResponse {
    see_other(HOME)
}

async fn page(visit: &Visit, form: Form, wishes: Option<Form>) -> Result<HttpResponse> {
    let account = visit.viewer.require_account()?;
    let user = accounts::read(&visit.app, &visit.viewer, account.user).await?;
    let identities = actors::identities(&visit.app, &visit.viewer).await?;
    let feeds = accounts::feed_tokens(&visit.app, &visit.viewer).await?;
    let sign_ins = accounts::sign_ins(&visit.app, &visit.viewer).await?;
    let settings = {
        let conn = visit.app.db.get().await?;
        accounts::settings_of(&conn, &[user.id]).await?.remove(&user.id)
    };
    let settings = settings.unwrap_or_else(|| Settings::unset(user.id, visit.app.now()));
    let lines = sign_ins.into_iter().map(|session| SessionLine {
        id: session.uuid.to_string(),
        device: device(visit.t, session.user_agent.as_deref()),
        when: dates::ago(visit.t, session.used_at, visit.app.now()),
        current: session.id == account.session,
    });
    let edit = |actor: &actors::Actor| format!("/identity/{}", actor.preferred_username);
    visit.reply(&AccountPage {
        t: visit.t,
        page: visit.frame(visit.t.get("account")).await?,
        has_password: user.password_hash.is_some(),
        wishes: wishes.unwrap_or_else(|| chosen(user.locale, &settings)),
        email: user.email,
        identities: identities.iter().map(|actor| (who(actor), edit(actor))).collect(),
        sessions: lines.collect(),
        feed: calendar(visit, &feeds),
        form,
        password_min: PASSWORD_MIN,
        frequencies: frequencies(visit.t),
        zones: chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect(),
    })
}

/// The private calendar of the whole account.
pub(super) fn calendar(visit: &Visit, feeds: &[FeedToken]) -> Option<Subscribe> {
    let feed = feeds.iter().rev().find(|feed| feed.actor_id.is_none())?;
    let ics = visit.app.config.link(&format!("/events/going/{}/ics", feed.token));
    let bare = ics.split_once("://").map_or(ics.as_str(), |(_, rest)| rest);
    Some(Subscribe {
        webcal: Some(format!("webcal://{bare}")),
        atom: Some(format!("/events/going/{}/atom", feed.token)),
        ics: Some(ics),
        handle: None,
    })
}

/// What an account has chosen, as its form shows it.
fn chosen(lang: Lang, settings: &Settings) -> Form {
    let mut values = vec![
        ("language", lang.as_str().to_owned()),
        ("zone", settings.timezone.clone().unwrap_or_default()),
        ("requests", settings.notification_pending_participation.to_string()),
    ];
    for (name, on) in [
        ("on_day", settings.notification_on_day),
        ("each_week", settings.notification_each_week),
        ("before", settings.notification_before_event),
        ("comments", Some(settings.notification_comments)),
    ] {
        if on == Some(true) {
            values.push((name, "1".to_owned()));
        }
    }
    Form::filled(values)
}

fn frequencies(t: T) -> Vec<Choice> {
    let choice = |when: &Pending| {
        let word = when.as_str().replace('_', "-");
        Choice::new(when.as_str(), t.get(&format!("account-requests-{word}")))
    };
    Pending::ALL.iter().map(choice).collect()
}

/// Keeps the language, the zone, and which mails somebody wants.
pub async fn wish(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let deed = async {
            let zone = sent.some("zone").map(zone).transpose()?;
            let change = SettingsChange {
                timezone: Some(zone),
                notification_on_day: Some(sent.on("on_day")),
                notification_each_week: Some(sent.on("each_week")),
                notification_before_event: Some(sent.on("before")),
                notification_pending_participation: sent.value("requests").parse().ok(),
                notification_comments: Some(sent.on("comments")),
                ..SettingsChange::default()
            };
            accounts::set_user_settings(&visit.app, &visit.viewer, change).await?;
            accounts::update_locale(&visit.app, &visit.viewer, sent.some("language")).await?;
            Ok(see_other_told(&visit.app, HOME, "identity-saved"))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let form = sent.wrong(visit, &error, str::to_owned);
            page(visit, form.clone(), Some(form)).await
        })
        .await
    })
    .await
}

/// A zone by its name, or by its city alone.
fn zone(text: &str) -> Result<Tz> {
    let wanted = text.trim().replace(' ', "_").to_lowercase();
    let named = |zone: &&Tz| zone.name().to_lowercase() == wanted;
    let city = |zone: &&Tz| zone.name().to_lowercase().rsplit('/').next() == Some(wanted.as_str());
    let mut zones = chrono_tz::TZ_VARIANTS.iter();
    let found = zones.clone().find(named).or_else(|| zones.find(city));
    found.copied().ok_or_else(|| Error::invalid("zone", Message::new("account-zone-wrong")))
}

/// Gives the private calendar another address; the one before leads nowhere any more.
pub async fn renew_feed(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        forms::check(visit, &request, &sent)?;
        accounts::renew_feed_token(&visit.app, &visit.viewer).await?;
        Ok(see_other_told(&visit.app, HOME, "account-feed-renewed"))
    })
    .await
}

/// Ends a sign-in on another device.
pub async fn end_session(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        forms::check(visit, &request, &sent)?;
        let uuid = sent.value("session").parse().map_err(|_| Error::NotFound("session"))?;
        match accounts::end_sign_in(&visit.app, &visit.viewer, uuid).await {
            // Ended twice is ended.
            Ok(()) | Err(Error::NotFound(_)) => {
                Ok(see_other_told(&visit.app, HOME, "account-session-ended"))
            }
            Err(error) => Err(error),
        }
    })
    .await
}

/// Sets another password.
pub async fn password(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let deed = async {
            let (old, new) = (sent.raw("old_password"), sent.raw("password"));
            accounts::change_password(&visit.app, &visit.viewer, old, new).await?;
            Ok(see_other_told(&visit.app, HOME, "account-password-changed"))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let field = |argument: &str| match argument {
                "newPassword" => "password".to_owned(),
                _ => "old_password".to_owned(),
            };
            page(visit, wrong(visit, &sent, &error, "old_password", field), None).await
        })
        .await
    })
    .await
}

/// Asks to move the account to another address.
pub async fn email(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let deed = async {
            let (email, password) = (sent.value("email"), sent.raw("password_for_email"));
            accounts::change_email(&visit.app, &visit.viewer, email, password).await?;
            let text = visit.t.one("account-email-sent", "email", email);
            let back = super::Link::new(visit.t.get("form-back"), HOME);
            super::told(visit, "account-email", vec![text], true, vec![back]).await
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let field = |argument: &str| match argument {
                "password" => "password_for_email".to_owned(),
                other => other.to_owned(),
            };
            page(visit, wrong(visit, &sent, &error, "password_for_email", field), None).await
        })
        .await
    })
    .await
}

/// The form again; a wrong password stands at its field.
pub(super) fn wrong(
    visit: &Visit,
    sent: &Sent,
    error: &Error,
    password: &str,
    rename: impl Fn(&str) -> String,
) -> Form {
    if error.code() != "incorrect_password" {
        return sent.wrong(visit, error, rename);
    }
    visit.mistaken(error);
    sent.form().wrong(password, error.say(visit.t.lang))
}

/// A device in a few words, as far as a browser tells.
fn device(t: T, agent: Option<&str>) -> String {
    let agent = agent.unwrap_or_default();
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    // Browsers name the ones that they descend from as well: the youngest come first.
    let program = first(&[
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) if agent.is_empty() => t.get("account-session-unknown"),
        (None, None) => agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_its_name_or_its_city() {
        for (text, expected) in [
            ("Europe/Paris", Tz::Europe__Paris),
            (" europe/paris ", Tz::Europe__Paris),
            ("New York", Tz::America__New_York),
            ("UTC", Tz::UTC),
        ] {
            assert_eq!(zone(text).expect(text), expected);
        }
        assert_eq!(zone("Atlantis").expect_err("sunk").field(), Some("zone"));
    }

    #[test]
    fn a_device_is_named_in_two_words() {
        let t = T { lang: Lang::En };
        for (agent, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox, Linux",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            ("curl/8.5", "curl/8.5"),
        ] {
            assert_eq!(device(t, Some(agent)), expected);
        }
    }
}
