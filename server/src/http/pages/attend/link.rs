//! The links in mails to people without an account: confirming, how it stands, changing, cancelling, being forgotten.

use super::brief::{
    Refused, attendance, brief, brief_for_who_comes, farewell, frame, note, path, status,
};
use super::own::Told;
use crate::app::App;
use crate::events::{Sight, Status};
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::{Visit, with};
use crate::http::pages::read::event_words as words;
use crate::http::pages::views::{
    self, Attendance, Form, Notice, ParticipateConfirmPage, ParticipateStatePage, Reminder, Reword,
    Standing, Tone,
};
use crate::kernel::prelude::*;
use crate::participation::{self, Link, ParticipantRole, Rewording};
use actix_web::{HttpRequest, HttpResponse, web};

type Path2 = web::Path<(String, String)>;

/// Shows the button that confirms. Who has confirmed already is shown how it stands.
pub async fn ask_to_confirm(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let link = over(participation::pending_by_token(&visit.app, &visit.viewer, &token).await)?;
        if link.participant.role != ParticipantRole::NotConfirmed {
            return told(visit, &link, Told::Standing).await;
        }
        if link.lapsed(visit.app.now()) {
            let problem = Message::new("error-participation-lapsed");
            return refused(visit, &link, Error::conflict("confirmation_expired", problem)).await;
        }
        let action = format!("/participation/email/confirm/{token}");
        visit.reply(&ParticipateConfirmPage {
            t: visit.t,
            page: frame(visit, visit.t.get("participate-confirm"), action.clone()).await?,
            event: brief(visit, &link.event, link.sight).await?,
            name: link.participant.name,
            message: link.participant.message,
            action,
        })
    })
    .await
}

/// Confirms. Where the event is full by now, has been cancelled or is over, the page says so.
pub async fn confirm(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let link = over(participation::pending_by_token(&visit.app, &visit.viewer, &token).await)?;
        match participation::confirm(&visit.app, &visit.viewer, &token).await {
            Ok(link) => told(visit, &link, Told::Confirmed).await,
            Err(error @ (Error::Conflict { .. } | Error::Denied(_))) => {
                refused(visit, &link, error).await
            }
            Err(error) => over(Err(error)),
        }
    })
    .await
}

/// How it stands.
pub async fn state(app: web::Data<App>, request: HttpRequest, at: Path2) -> HttpResponse {
    with(&app, &request, async |visit| {
        let link = manage(visit, &at).await?;
        told(visit, &link, Told::Standing).await
    })
    .await
}

/// Changes the name and the word to the organiser.
pub async fn reword(
    app: web::Data<App>,
    request: HttpRequest,
    at: Path2,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            manage(visit, &at).await?;
            let said = |name: &str| Some(sent.some(name).map(str::to_owned));
            let words = Rewording { name: said("name"), message: said("message") };
            let changed =
                participation::reword_with_token(&visit.app, &visit.viewer, &at.1, words).await;
            told(visit, &over(changed)?, Told::Kept).await
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let link = manage(visit, &at).await?;
            match error {
                Error::Conflict { .. } => refused(visit, &link, error).await,
                _ => {
                    let form = sent.wrong(visit, &error, str::to_owned);
                    told(visit, &link, Told::Wrong(form)).await
                }
            }
        })
        .await
    })
    .await
}

/// Turns the reminder of the day before on or off.
pub async fn remind(
    app: web::Data<App>,
    request: HttpRequest,
    at: Path2,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        manage(visit, &at).await?;
        let link = participation::remind(&visit.app, &visit.viewer, &at.1, sent.on("remind")).await;
        told(visit, &over(link)?, Told::Reminded).await
    })
    .await
}

/// Gives the seat back.
pub async fn cancel(
    app: web::Data<App>,
    request: HttpRequest,
    at: Path2,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let link = manage(visit, &at).await?;
        participation::cancel(&visit.app, &visit.viewer, &at.1).await?;
        farewell(visit, &link.event, link.sight, Attendance::Left).await
    })
    .await
}

/// Has the address and everything else about somebody erased.
pub async fn forget(
    app: web::Data<App>,
    request: HttpRequest,
    at: Path2,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let link = manage(visit, &at).await?;
        participation::forget(&visit.app, &visit.viewer, &at.1).await?;
        farewell(visit, &link.event, link.sight, Attendance::Forgotten).await
    })
    .await
}

async fn told(visit: &Visit, link: &Link, told: Told) -> Result<HttpResponse> {
    let t = visit.t;
    let (part, event) = (&link.participant, &link.event);
    let standing = attendance(part.role);
    let going = standing == Attendance::Going;
    let token = participation::manage_token(&visit.app, part.uuid);
    let of = |deed: &str| format!("/participation/email/{deed}/{}/{}", event.uuid, token.reveal());
    let mut page = frame(visit, standing.heading(&t), of("cancel")).await?;
    let done = match told {
        Told::Kept => Some("participate-kept"),
        Told::Reminded => Some("participate-remind-kept"),
        _ => None,
    };
    page.notices.extend(done.map(|id| Notice { tone: Tone::Good, text: t.get(id) }));
    let fresh = matches!(told, Told::Confirmed);
    let form = match told {
        Told::Wrong(form) => form,
        _ => Form::filled([
            ("name", part.name.clone().unwrap_or_default()),
            ("message", part.message.clone().unwrap_or_default()),
        ]),
    };
    let shown = going && link.sight == Sight::Full && event.status != Status::Cancelled;
    let now = visit.app.now();
    let event_brief = match shown {
        true => brief_for_who_comes(visit, event).await?,
        false => brief(visit, event, link.sight).await?,
    };
    visit.reply(&ParticipateStatePage {
        t,
        page,
        event: event_brief,
        how: Standing {
            state: standing,
            text: standing.text(&t),
            note: note(visit, event),
            fresh,
            calendar: shown.then(|| words::calendar(visit, event, None)),
            leave: participation::may_leave(part, event, now).then(|| of("cancel")),
            forget: Some(of("forget")),
            keep: Some(visit.app.config.link(&of("cancel"))),
            remind: participation::may_remind(part, event, now)
                .then(|| Reminder { action: of("remind"), on: part.remind }),
            reword: participation::may_reword(part, event, now).then(|| Reword {
                action: of("change"),
                form,
                named: true,
            }),
            ..Standing::default()
        },
    })
}

/// Why the link does not do what it says, with the event that it is about.
async fn refused(visit: &Visit, link: &Link, error: Error) -> Result<HttpResponse> {
    let instead = match link.sight {
        Sight::Full => views::Link::new(visit.t.get("form-back-event"), path(&link.event)),
        Sight::Glimpse => views::Link::new(visit.t.get("participate-others"), "/search"),
    };
    let reason = match error {
        Error::Denied(_) => visit.t.get("participate-account"),
        _ => error.say(visit.t.lang),
    };
    let (event, sight, status) = (&link.event, link.sight, status(&error));
    Refused { event, sight, status, reason, instead: vec![instead] }.page(visit).await
}

/// What the link in every mail leads to; its path names the event that its token is for.
async fn manage(visit: &Visit, (event, token): &(String, String)) -> Result<Link> {
    let link = over(participation::manage_view(&visit.app, &visit.viewer, token).await)?;
    if link.event.uuid.to_string() == *event { Ok(link) } else { Err(Error::NotFound("link")) }
}

/// A token that nobody knows is a link that is over.
fn over<T>(found: Result<T>) -> Result<T> {
    found.map_err(
        |error| if matches!(error, Error::NotFound(_)) { Error::NotFound("link") } else { error },
    )
}
