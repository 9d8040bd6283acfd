//! The list to take away: on paper with boxes to tick at the door, and as a table.

use super::state::State;
use super::{guest, organised, profiles};
use crate::app::App;
use crate::events::Sight;
use crate::exports::{self, Format, Wanted};
use crate::http::pages::attend::brief;
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::{see_other, with};
use crate::http::pages::views::SheetPage;
use crate::kernel::prelude::*;
use crate::participation;
use actix_web::{HttpRequest, HttpResponse, web};

/// People on a sheet at most.
const SHEET: usize = 5_000;
/// People read at once.
const ROWS: i64 = 1_000;

/// Shows everybody who comes, by name.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let event = organised(visit, &uuid).await?;
        let (roles, mut guests) = (State::Coming.roles(), Vec::new());
        let mut last = ParticipantId(0);
        let conn = visit.app.db.get().await?;
        while guests.len() < SHEET {
            let viewer = &visit.viewer;
            let rows =
                participation::next_of_event(&conn, viewer, &event, &roles, last, ROWS).await?;
            let Some(row) = rows.last() else { break };
            last = row.id;
            let profiles = profiles(&conn, &rows).await?;
            guests.extend(rows.iter().map(|row| guest(visit, &event, row, &profiles)));
        }
        drop(conn);
        guests.sort_by_cached_key(|guest| guest.name.to_lowercase());
        visit.reply(&SheetPage {
            t: visit.t,
            page: visit.frame(visit.t.get("guests-sheet")).await?,
            event: brief(visit, &event, Sight::Full).await?,
            guests,
            back: format!("/events/{}/participants", event.uuid),
        })
    })
    .await
}

/// Has the table made, and leads to it.
pub async fn export(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let event = organised(visit, &uuid).await?;
        let state = State::ALL.into_iter().find(|state| state.code() == sent.value("state"));
        let roles = state.unwrap_or(State::All).roles();
        let wanted = Wanted { event: event.id, format: Format::Csv, roles };
        let made = exports::export_participants(&visit.app, &visit.viewer, wanted).await?;
        Ok(see_other(&made.path()))
    })
    .await
}
