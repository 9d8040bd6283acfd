//! What was reported, for moderators: the list, one report, what they decide and note.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, see_other_told, who, with};
use super::super::people;
use super::super::views::{
    Form, Link, Pager, ReportLine, ReportNote, ReportOnePage, ReportTab, ReportedComment,
    ReportsPage, SafeHtml,
};
use crate::actors::{self, Actor};
use crate::app::App;
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::moderation::{self, Report, State, Told};
use crate::{comments, events};
use actix_web::{HttpRequest, HttpResponse, web};
use std::collections::HashMap;

/// Characters of a report in the list.
const SHOWN: usize = 200;
/// Reports on a page.
const PAGE: i32 = 20;
/// The states, with their words.
const STATES: [(State, &str); 3] = [
    (State::Open, "report-open"),
    (State::Resolved, "report-resolved"),
    (State::Closed, "report-closed"),
];

pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    query: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let status = query.value("status").parse().unwrap_or(State::Open);
        let number = query.value("page").parse().unwrap_or(1).clamp(1, 500);
        let page = Page::of(Some(number), Some(PAGE));
        let found = moderation::list(&visit.app, &visit.viewer, status, None, page).await?;
        let at = |number: i32| format!("/moderation/reports?status={status}&page={number}");
        let more = found.total > page.offset + page.limit;
        let people = people_of(visit, &found.elements).await?;
        let tab = |(state, text): (State, &str)| ReportTab {
            text: visit.t.get(text),
            url: format!("/moderation/reports?status={state}"),
            current: state == status,
        };
        visit.reply(&ReportsPage {
            t: visit.t,
            page: visit.frame(visit.t.get("reports")).await?,
            tabs: STATES.into_iter().map(tab).collect(),
            lines: found.elements.iter().map(|told| line(visit, told, &people)).collect(),
            pager: Pager {
                previous: (number > 1).then(|| at(number - 1)),
                next: more.then(|| at(number + 1)),
            },
        })
    })
    .await
}

/// Everybody whom reports name.
async fn people_of(visit: &Visit, all: &[Told]) -> Result<HashMap<ActorId, Actor>> {
    let ids: Vec<ActorId> = all
        .iter()
        .flat_map(|told| {
            let notes = told.notes.iter().map(|note| note.moderator_id);
            [told.report.reported_id, told.report.reporter_id].into_iter().chain(notes)
        })
        .flatten()
        .collect();
    let conn = visit.app.db.get().await?;
    actors::load_many(&conn, &ids).await
}

fn line(visit: &Visit, told: &Told, people: &HashMap<ActorId, Actor>) -> ReportLine {
    let report = &told.report;
    let named = told.events.len() + told.comments.len();
    ReportLine {
        url: format!("/moderation/report/{}", report.id),
        reported: name(visit, report.reported_id, people),
        by: by(visit, report, people),
        when: dates::ago(visit.t, report.created_at, visit.app.now()),
        content: report.content.chars().take(SHOWN).collect(),
        named: (named > 0).then(|| visit.t.count("report-named", named)),
    }
}

fn name(visit: &Visit, id: Option<ActorId>, people: &HashMap<ActorId, Actor>) -> String {
    let actor = id.and_then(|id| people.get(&id));
    actor.map_or_else(|| visit.t.get("report-nobody"), |actor| who(actor).handle)
}

/// Who reports, in words.
fn by(visit: &Visit, report: &Report, people: &HashMap<ActorId, Actor>) -> String {
    let reporter = report.reporter_id.and_then(|id| people.get(&id));
    match (&report.origin, reporter) {
        (Some(host), _) => visit.t.one("report-by-server", "host", host),
        (None, Some(actor)) if actor.preferred_username != actors::ANONYMOUS => {
            visit.t.one("report-by", "name", &who(actor).handle)
        }
        (None, _) => visit.t.get("report-by-stranger"),
    }
}

fn number(id: &str) -> Result<ReportId> {
    id.parse().map(ReportId).map_err(|_| Error::NotFound("report"))
}

pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, number(&id)?, Form::default()).await).await
}

async fn page(visit: &Visit, id: ReportId, form: Form) -> Result<HttpResponse> {
    if !visit.viewer.moderates() {
        visit.viewer.require_known()?;
        return Err(Error::NotFound("report"));
    }
    let told = moderation::read(&visit.app, &visit.viewer, id).await?;
    let (report, t) = (&told.report, visit.t);
    let people = people_of(visit, std::slice::from_ref(&told)).await?;
    let reported = report.reported_id.and_then(|id| people.get(&id));
    let drawn = {
        let conn = visit.app.db.get().await?;
        people::person(visit, &conn, reported).await?
    };
    let host = reported.and_then(|actor| actor.domain.clone());
    let state = STATES.iter().find(|(state, _)| *state == report.status);
    let note = |note: &moderation::Note| ReportNote {
        id: note.id.to_string(),
        by: name(visit, note.moderator_id, &people),
        when: dates::ago(t, note.created_at, visit.app.now()),
        content: note.content.clone(),
        own: note.moderator_id.is_some_and(|id| visit.viewer.owns(id)),
    };
    let choices: &[(&str, &str)] = match report.status {
        State::Open => &[("resolved", "report-resolve"), ("closed", "report-close")],
        State::Closed | State::Resolved => &[("open", "report-reopen")],
    };
    visit.reply(&ReportOnePage {
        t,
        page: visit
            .frame(t.one("report-about", "name", name(visit, report.reported_id, &people)))
            .await?,
        reported: drawn,
        by: by(visit, report, &people),
        when: dates::ago(t, report.created_at, visit.app.now()),
        state: state.map(|(_, text)| t.get(text)).unwrap_or_default(),
        content: report.content.clone(),
        forwarded: host.filter(|_| report.forwarded),
        events: named_events(visit, &told.events).await?,
        comments: named_comments(visit, &told.comments).await?,
        notes: told.notes.iter().map(note).collect(),
        action: format!("/moderation/report/{id}"),
        choices: choices.iter().map(|(value, text)| Link::new(t.get(text), *value)).collect(),
        form,
    })
}

async fn named_events(visit: &Visit, ids: &[EventId]) -> Result<Vec<Link>> {
    let conn = visit.app.db.get().await?;
    let found = events::find_many(&conn, ids).await?;
    let link = |event: events::Event| Link::new(event.title, format!("/events/{}", event.uuid));
    Ok(found.into_iter().map(link).collect())
}

async fn named_comments(visit: &Visit, ids: &[CommentId]) -> Result<Vec<ReportedComment>> {
    let mut all = Vec::new();
    for id in ids {
        match comments::read(&visit.app, &visit.viewer, *id).await {
            Ok((comment, event)) => all.push(ReportedComment {
                url: format!("/events/{}#comment-{id}", event.uuid),
                event: event.title,
                body: SafeHtml::sanitised(comment.body),
            }),
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

/// Decides about a report, notes something about it, or takes a note away.
pub async fn decide(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let id = number(&id)?;
        let deed = async {
            visit.viewer.require_account()?;
            let (app, viewer) = (&visit.app, &visit.viewer);
            let told = match sent.value("do") {
                "note" => {
                    moderation::note(app, viewer, id, sent.raw("words")).await?;
                    "report-noted"
                }
                "forget" => {
                    let note = sent.value("note").parse().map(NoteId);
                    let note = note.map_err(|_| Error::NotFound("note"))?;
                    moderation::delete_note(app, viewer, note).await?;
                    "report-note-gone"
                }
                word => {
                    let status: State = word.parse().map_err(|_| Error::NotFound("report"))?;
                    moderation::settle(app, viewer, id, status).await?;
                    "report-decided"
                }
            };
            Ok(see_other_told(&visit.app, &format!("/moderation/report/{id}"), told))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            page(visit, id, sent.wrong(visit, &error, super::field)).await
        })
        .await
    })
    .await
}
