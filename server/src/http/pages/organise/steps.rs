//! Calling an event off, copying it, deleting it. Each asks first, says who is told, and acts on the button.

use super::{done, organizer, own, page, when};
use crate::app::App;
use crate::events::{self, Event, EventChange, OptionsChange, Status, When};
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::{Visit, see_other_told, with};
use crate::http::pages::views::{
    AskPage, CancelPage, Choice, DuplicatePage, Form, Link, ToldPage, Tone,
};
use crate::kernel::dates;
use crate::kernel::prelude::*;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{NaiveDate, NaiveTime};

type Uuids = web::Path<String>;
type Sending = web::Form<Sent>;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/events/{uuid}/cancel", web::get().to(ask_to_cancel))
        .route("/events/{uuid}/cancel", web::post().to(cancel))
        .route("/events/{uuid}/duplicate", web::get().to(ask_to_duplicate))
        .route("/events/{uuid}/duplicate", web::post().to(duplicate))
        .route("/events/{uuid}/delete", web::get().to(ask_to_delete))
        .route("/events/{uuid}/delete", web::post().to(delete));
}

async fn ask_to_cancel(app: web::Data<App>, request: HttpRequest, uuid: Uuids) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let event = own(visit, &uuid).await?;
        cancel_page(
            visit,
            &event,
            Form::filled([("status_note", event.options.status_note.clone().unwrap_or_default())]),
        )
        .await
    })
    .await
}

async fn cancel(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: Uuids,
    sent: Sending,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            let event = own(visit, &uuid).await?;
            let change = EventChange {
                status: Some(Status::Cancelled),
                options: OptionsChange {
                    status_note: Some(sent.some("status_note").map(str::to_owned)),
                    ..OptionsChange::default()
                },
                ..EventChange::default()
            };
            let event = events::update(&visit.app, &visit.viewer, event.id, change).await?;
            Ok(done(visit, &event, "organise-called-off"))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let event = own(visit, &uuid).await?;
            let form = sent.wrong(visit, &error, |_| "status_note".to_owned());
            cancel_page(visit, &event, form).await
        })
        .await
    })
    .await
}

async fn cancel_page(visit: &Visit, event: &Event, form: Form) -> Result<HttpResponse> {
    let t = visit.t;
    visit.reply(&CancelPage {
        t,
        page: visit.frame(t.get("organise-cancel")).await?,
        form,
        title: event.title.clone(),
        audience: t.count("organise-cancel-told", page::going(visit, event).await?),
        action: format!("/events/{}/cancel", event.uuid),
        back: format!("/events/{}/edit", event.uuid),
    })
}

async fn ask_to_duplicate(app: web::Data<App>, request: HttpRequest, uuid: Uuids) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let event = own(visit, &uuid).await?;
        let date = next_date(&event, visit.app.now());
        let mut fields =
            vec![("identity", event.organizer_id.to_string()), ("date", date.to_string())];
        if !event.all_day {
            fields.push(("time", event.begins_wall.format("%H:%M").to_string()));
        }
        duplicate_page(visit, &event, Form::filled(fields)).await
    })
    .await
}

async fn duplicate(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: Uuids,
    sent: Sending,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            let event = own(visit, &uuid).await?;
            let organizer = organizer(visit, &sent)?;
            let begins = copied_start(&event, &sent)?;
            let copy =
                events::duplicate(&visit.app, &visit.viewer, event.id, organizer, begins).await?;
            let path = format!("/events/{}/edit", copy.uuid);
            Ok(see_other_told(&visit.app, &path, "organise-copied"))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let event = own(visit, &uuid).await?;
            let name = |argument: &str| match argument {
                "beginsOn" => "date".to_owned(),
                other => other.to_owned(),
            };
            duplicate_page(visit, &event, sent.wrong(visit, &error, name)).await
        })
        .await
    })
    .await
}

/// When the copy begins. Noon is an hour of every day, for what takes whole days.
fn copied_start(event: &Event, sent: &Sent) -> Result<When> {
    let date = when::date(sent.value("date"), "beginsOn")?;
    let noon = NaiveTime::MIN + Duration::hours(12);
    let time = match sent.some("time").filter(|_| !event.all_day) {
        Some(text) => when::time(text, "time")?,
        None if event.all_day => noon,
        None => event.begins_wall.time(),
    };
    Ok(When::Wall(date.and_time(time)))
}

/// The same day of the week, in a week that is still to come.
fn next_date(event: &Event, now: DateTime<Utc>) -> NaiveDate {
    let today = now.with_timezone(&event.zone()).date_naive();
    let first = event.begins_wall.date();
    let weeks = ((today - first).num_days() / 7 + 1).max(1);
    first + Duration::weeks(weeks)
}

async fn duplicate_page(visit: &Visit, event: &Event, form: Form) -> Result<HttpResponse> {
    let identities = page::identities(visit, None).await?;
    visit.reply(&DuplicatePage {
        t: visit.t,
        page: visit.frame(visit.t.get("organise-duplicate")).await?,
        form,
        title: event.title.clone(),
        was: dates::day(visit.t, event.begins_wall.date()),
        all_day: event.all_day,
        identities: identities
            .iter()
            .map(|(id, actor)| Choice::new(id.to_string(), actor.display_name()))
            .collect(),
        action: format!("/events/{}/duplicate", event.uuid),
        back: format!("/events/{}/edit", event.uuid),
    })
}

async fn ask_to_delete(app: web::Data<App>, request: HttpRequest, uuid: Uuids) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let (t, event) = (visit.t, own(visit, &uuid).await?);
        let mut text = vec![event.title.clone()];
        if event.draft {
            text.push(t.get("organise-delete-draft"));
        } else {
            text.push(t.get("organise-delete-text"));
            text.push(t.count("organise-cancel-told", page::going(visit, &event).await?));
        }
        visit.reply(&AskPage {
            t,
            page: visit.frame(t.get("organise-delete-ask")).await?,
            heading: t.get("organise-delete-ask"),
            text,
            action: format!("/events/{}/delete", event.uuid),
            button: t.get("organise-delete-do"),
            danger: true,
            back: Some(Link::new(t.get("form-back"), format!("/events/{}/edit", event.uuid))),
        })
    })
    .await
}

async fn delete(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: Uuids,
    sent: Sending,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let (t, event) = (visit.t, own(visit, &uuid).await?);
        events::delete(&visit.app, &visit.viewer, event.id).await?;
        visit.reply(&ToldPage {
            t,
            page: visit.frame(t.get("organise-deleted")).await?,
            tone: Tone::Good,
            mail: false,
            heading: t.get("organise-deleted"),
            text: vec![event.title],
            links: vec![
                Link::new(t.get("organise-new"), "/events/create"),
                Link::new(t.get("nav-events"), "/search"),
            ],
        })
    })
    .await
}
