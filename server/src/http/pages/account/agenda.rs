//! My agenda: what all identities of the account take part in and organise.

use super::super::forms::Sent;
use super::super::frame::{Visit, who, with};
use super::super::read::cards;
use super::super::views::{AgendaItem, AgendaPage, Current, EventCard, Pager, Tone, Who};
use super::settings;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::participation::{self, Mine, ParticipantRole, When};
use crate::{accounts, actors, events};
use actix_web::{HttpRequest, HttpResponse, web};
use std::collections::HashMap;

/// Events of each list on a page.
const ROWS: i64 = 25;

/// What is to come, drafts, and what is over.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    query: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let number = |name: &str| query.value(name).parse::<i64>().unwrap_or(1).clamp(1, 400);
        page(visit, number("coming"), number("past")).await
    })
    .await
}

async fn page(visit: &Visit, coming: i64, past: i64) -> Result<HttpResponse> {
    visit.viewer.require_account()?;
    let (next, more_next) = part_of(visit, When::Coming, coming).await?;
    let (over, more_over) = part_of(visit, When::Over, past).await?;
    let drafts = events::drafts(&visit.app, &visit.viewer, Page::first(50)).await?.elements;
    let drafts = drafts.into_iter().map(|event| Mine {
        event_id: event.id,
        actor_id: event.organizer_id,
        role: ParticipantRole::Creator,
    });
    let drafts: Vec<Mine> = drafts.collect();
    let mut shown = Shown::of(visit, [&next[..], &over[..], &drafts[..]].concat()).await?;
    let feeds = accounts::feed_tokens(&visit.app, &visit.viewer).await?;
    let mut frame = visit.frame(visit.t.get("agenda")).await?;
    frame.current = Current::Agenda;
    let at = |coming: i64, past: i64| format!("/my/events?coming={coming}&past={past}");
    visit.reply(&AgendaPage {
        t: visit.t,
        page: frame,
        coming: shown.items(visit, next),
        coming_pager: Pager {
            previous: (coming > 1).then(|| at(coming - 1, past)),
            next: more_next.then(|| at(coming + 1, past)),
        },
        drafts: shown.items(visit, drafts),
        past: shown.items(visit, over),
        pager: Pager {
            previous: (past > 1).then(|| at(coming, past - 1)),
            next: more_over.then(|| at(coming, past + 1)),
        },
        feed: settings::calendar(visit, &feeds),
    })
}

/// The rows of a page of a list, and whether there are more.
async fn part_of(visit: &Visit, when: When, number: i64) -> Result<(Vec<Mine>, bool)> {
    let page = Page { limit: ROWS + 1, offset: (number - 1) * ROWS };
    let mut rows = participation::agenda(&visit.app, &visit.viewer, when, page).await?;
    let more = rows.len() > usize::try_from(ROWS).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    Ok((rows, more))
}

/// What the lists of a page show, in a few queries.
struct Shown {
    cards: HashMap<EventId, EventCard>,
    faces: HashMap<ActorId, Who>,
}

impl Shown {
    async fn of(visit: &Visit, rows: Vec<Mine>) -> Result<Self> {
        let mut ids: Vec<EventId> = rows.iter().map(|row| row.event_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let cards = cards::cards(visit, &ids).await?;
        let conn = visit.app.db.get().await?;
        let mine = actors::load_many(&conn, visit.viewer.actors()).await?;
        Ok(Self {
            cards: cards.into_iter().map(|(event, card)| (event.id, card)).collect(),
            faces: mine.iter().map(|(id, actor)| (*id, who(actor))).collect(),
        })
    }

    /// The rows whose event can still be seen.
    fn items(&mut self, visit: &Visit, rows: Vec<Mine>) -> Vec<AgendaItem> {
        let item = |row: Mine| {
            let (words, tone) = standing(row.role);
            Some(AgendaItem {
                card: self.cards.get(&row.event_id)?.clone(),
                identity: self.faces.get(&row.actor_id).cloned().unwrap_or_default(),
                state: visit.t.get(words),
                tone,
            })
        };
        rows.into_iter().filter_map(item).collect()
    }
}

fn standing(role: ParticipantRole) -> (&'static str, Tone) {
    match role {
        ParticipantRole::NotApproved => ("agenda-asked", Tone::Wait),
        ParticipantRole::NotConfirmed => ("agenda-unconfirmed", Tone::Wait),
        ParticipantRole::Rejected => ("agenda-refused", Tone::Wrong),
        ParticipantRole::Participant => ("agenda-going", Tone::Good),
        ParticipantRole::Moderator | ParticipantRole::Administrator | ParticipantRole::Creator => {
            ("agenda-organising", Tone::Good)
        }
    }
}
