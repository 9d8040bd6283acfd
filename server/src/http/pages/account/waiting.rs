//! Who waits for a moderator's word, where accounts are opened by approval.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, see_other_told, with};
use super::super::views::{Pager, WaitingLine, WaitingPage};
use crate::accounts;
use crate::app::App;
use crate::kernel::dates;
use crate::kernel::prelude::*;
use actix_web::{HttpRequest, HttpResponse, web};

/// Those who wait, and what each of them has said.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    query: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, query.value("page").parse().ok()).await).await
}

async fn page(visit: &Visit, number: Option<i32>) -> Result<HttpResponse> {
    let number = number.unwrap_or(1).clamp(1, 100);
    let page = Page::of(Some(number), Some(50));
    let found = accounts::waiting(&visit.app, &visit.viewer, page).await?;
    let more = found.total > page.offset + page.limit;
    let lines = found.elements.into_iter().map(|waiting| WaitingLine {
        id: waiting.user.id.to_string(),
        when: dates::ago(visit.t, waiting.user.created_at, visit.app.now()),
        email: waiting.user.email,
        handle: waiting.username.map(|name| format!("@{name}")),
        reason: waiting.reason,
    });
    let at = |number: i32| format!("/moderation/accounts?page={number}");
    visit.reply(&WaitingPage {
        t: visit.t,
        page: visit.frame(visit.t.get("waiting")).await?,
        lines: lines.collect(),
        pager: Pager {
            previous: (number > 1).then(|| at(number - 1)),
            next: more.then(|| at(number + 1)),
        },
    })
}

/// Lets somebody in, or turns them down. Both are told by mail.
pub async fn decide(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        forms::check(visit, &request, &sent)?;
        let id = sent.value("account").parse().map_err(|_| Error::NotFound("user"))?;
        let told = if sent.value("do") == "refuse" {
            accounts::refuse(&visit.app, &visit.viewer, UserId(id)).await?;
            "waiting-refused"
        } else {
            accounts::approve(&visit.app, &visit.viewer, UserId(id)).await?;
            "waiting-approved"
        };
        Ok(see_other_told(&visit.app, "/moderation/accounts", told))
    })
    .await
}
