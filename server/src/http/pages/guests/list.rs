//! The list, and the organiser's word to one or several of it.

use super::state::State;
use super::{guest, organised, profiles};
use crate::app::App;
use crate::events::{self, Counters, Event, Sight};
use crate::http::pages::attend::brief;
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::{Visit, with};
use crate::http::pages::views::{GuestTab, GuestsPage, Notice, Page, Pager, Tone};
use crate::kernel::prelude::*;
use crate::participation::{self, Guests, ParticipantRole, Sifting, Turn};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use url::form_urlencoded::byte_serialize;

/// People on one leaf.
const SIZE: i64 = 50;

/// What of the list is shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    state: String,
    q: String,
    after: Option<String>,
    before: Option<String>,
}

impl Shown {
    fn sent(sent: &Sent) -> Self {
        let (state, q) = (sent.value("state").to_owned(), sent.value("q").to_owned());
        let (side, id) = sent.value("turn").split_once('-').unwrap_or_default();
        let id = Some(id.to_owned());
        match side {
            "after" => Self { state, q, after: id, before: None },
            "before" => Self { state, q, after: None, before: id },
            _ => Self { state, q, after: None, before: None },
        }
    }

    fn turn(&self) -> Turn {
        let id = |text: &Option<String>| text.as_deref()?.parse().ok().map(ParticipantId);
        match (id(&self.before), id(&self.after)) {
            (Some(id), _) => Turn::Before(id),
            (None, Some(id)) => Turn::After(id),
            (None, None) => Turn::After(ParticipantId(0)),
        }
    }

    /// The part of the list as forms send it.
    fn turned(&self) -> String {
        match self.turn() {
            Turn::After(ParticipantId(0)) => String::new(),
            Turn::After(id) => format!("after-{id}"),
            Turn::Before(id) => format!("before-{id}"),
        }
    }
}

/// Shows the list.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    shown: web::Query<Shown>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let event = organised(visit, &uuid).await?;
        list(visit, &event, &shown, Vec::new()).await
    })
    .await
}

/// Lets in, turns down or takes out one or several, and shows the list again. Doing it twice changes nothing more.
pub async fn decide(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let event = organised(visit, &uuid).await?;
        let notices = match word(&sent) {
            Some((_, ids)) if ids.is_empty() => {
                vec![Notice { tone: Tone::Wait, text: visit.t.get("guests-none-ticked") }]
            }
            Some((role, ids)) => carry_out(visit, role, &ids).await?,
            None => Vec::new(),
        };
        list(visit, &event, &Shown::sent(&sent), notices).await
    })
    .await
}

/// What the organiser wants, and about whom: a button beside one person names both, those below the list mean
/// everybody whose box is ticked.
fn word(sent: &Sent) -> Option<(ParticipantRole, Vec<ParticipantId>)> {
    let role = |word: &str| match word {
        "accept" => Some(ParticipantRole::Participant),
        "refuse" => Some(ParticipantRole::Rejected),
        _ => None,
    };
    if let Some((deed, id)) = sent.value("one").split_once('-') {
        return Some((role(deed)?, vec![ParticipantId(id.parse().ok()?)]));
    }
    let ticked = sent.ticked("guest-").filter_map(|id| id.parse().ok().map(ParticipantId));
    let most = usize::try_from(SIZE).unwrap_or(usize::MAX);
    Some((role(sent.value("all"))?, ticked.take(most).collect()))
}

/// Tells each of them; what became of it in as many sentences as there are outcomes.
async fn carry_out(
    visit: &Visit,
    role: ParticipantRole,
    ids: &[ParticipantId],
) -> Result<Vec<Notice>> {
    let (mut done, mut full, mut not) = (0_u32, 0_u32, 0_u32);
    for id in ids {
        match participation::decide(&visit.app, &visit.viewer, *id, role).await {
            Ok(_) => done += 1,
            Err(error) if error.code() == "event_full" => full += 1,
            Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => return Err(error),
            Err(_) => not += 1,
        }
    }
    let accepted = role == ParticipantRole::Participant;
    let said = if accepted { "guests-accepted" } else { "guests-turned-down" };
    let outcomes = [
        (done, said, Tone::Good),
        (full, "guests-full", Tone::Wrong),
        (not, "guests-not", Tone::Wrong),
    ];
    let some = outcomes.into_iter().filter(|(count, ..)| *count > 0);
    Ok(some.map(|(n, id, tone)| Notice { tone, text: visit.t.count(id, n) }).collect())
}

async fn list(
    visit: &Visit,
    event: &Event,
    shown: &Shown,
    notices: Vec<Notice>,
) -> Result<HttpResponse> {
    let t = visit.t;
    let action = format!("/events/{}/participants", event.uuid);
    let conn = visit.app.db.get().await?;
    let counters = events::counters(&conn, &[event.id]).await?.remove(&event.id);
    drop(conn);
    let counters = counters.or_not_found("event")?;
    let state = State::of(&shown.state, &counters);
    let words = Some(shown.q.trim().to_owned()).filter(|words| !words.is_empty());
    let sifting = Sifting { roles: state.roles(), words: words.clone(), turn: shown.turn() };
    let found = participation::guests(&visit.app, &visit.viewer, event, sifting, SIZE).await?;
    let profiles = profiles(&*visit.app.db.get().await?, &found.rows).await?;
    let words = words.unwrap_or_default();
    let frame = visit.frame(t.get("guests")).await?;
    visit.reply(&GuestsPage {
        t,
        page: Page { path: address(&action, state, &words, ""), notices, ..frame },
        event: brief(visit, event, Sight::Full).await?,
        seats: seats(visit, &counters),
        tabs: tabs(visit, &counters, state, &action),
        state: state.code().to_owned(),
        pager: pager(&found, &action, state, &words),
        guests: found.rows.iter().map(|row| guest(visit, event, row, &profiles)).collect(),
        words,
        turn: shown.turned(),
        action,
    })
}

fn seats(visit: &Visit, counters: &Counters) -> String {
    let taken = counters.participant;
    match counters.capacity {
        None => visit.t.count("guests-seats-free", taken),
        Some(all) => {
            visit.t.with("guests-seats", &[("taken", taken.into()), ("capacity", all.into())])
        }
    }
}

fn tabs(visit: &Visit, counters: &Counters, shown: State, action: &str) -> Vec<GuestTab> {
    let tab = |state: State| GuestTab {
        text: visit.t.get(state.text()),
        count: state.count(counters),
        url: address(action, state, "", ""),
        current: state == shown,
    };
    let some = |state: &State| {
        *state == shown || state.count(counters) > 0 || matches!(state, State::Coming | State::All)
    };
    State::ALL.into_iter().filter(some).map(tab).collect()
}

fn pager(found: &Guests, action: &str, state: State, words: &str) -> Pager {
    let leaf = |side: &str, id: Option<ParticipantId>| {
        id.map(|id| address(action, state, words, &format!("&{side}={id}")))
    };
    let ids = || found.rows.iter().map(|row| row.id);
    Pager {
        previous: leaf("before", ids().next().filter(|_| found.before)),
        next: leaf("after", ids().next_back().filter(|_| found.after)),
    }
}

fn address(action: &str, state: State, words: &str, more: &str) -> String {
    let words: String = byte_serialize(words.as_bytes()).collect();
    let words = if words.is_empty() { words } else { format!("&q={words}") };
    format!("{action}?state={}{words}{more}", state.code())
}
