//! Taking one's data along, and leaving.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, who, with};
use super::super::views::{Form, LeavePage, Link};
use super::{settings, told};
use crate::app::App;
use crate::http::viewer::SESSION;
use crate::kernel::prelude::*;
use crate::{accounts, actors, exports};
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, ContentDisposition};
use actix_web::{HttpRequest, HttpResponse, web};

/// Everything of the account in one file that other programs read.
pub async fn export(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| {
        let data = exports::own_data(&visit.app, &visit.viewer).await?;
        let name = format!("{}.json", visit.app.config.host());
        Ok(HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, "private, no-store"))
            .insert_header((CONTENT_DISPOSITION, ContentDisposition::attachment(name)))
            .content_type("application/json; charset=utf-8")
            .body(serde_json::to_string_pretty(&data)?))
    })
    .await
}

/// Says what leaving means, before it is done.
pub async fn ask(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, Form::default()).await).await
}

async fn page(visit: &Visit, form: Form) -> Result<HttpResponse> {
    let account = visit.viewer.require_account()?;
    let user = accounts::read(&visit.app, &visit.viewer, account.user).await?;
    let identities = actors::identities(&visit.app, &visit.viewer).await?;
    visit.reply(&LeavePage {
        t: visit.t,
        page: visit.frame(visit.t.get("account-delete")).await?,
        form,
        email: user.email,
        has_password: user.password_hash.is_some(),
        identities: identities.iter().map(who).collect(),
    })
}

/// Deletes the account for good.
pub async fn delete(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let deed = async {
            let password = Some(sent.raw("password"));
            accounts::delete_own(&visit.app, &visit.viewer, password).await?;
            gone(&app, &request).await
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let form = settings::wrong(visit, &sent, &error, "password", str::to_owned);
            page(visit, form).await
        })
        .await
    })
    .await
}

/// The last page, for somebody who is nobody here any more.
async fn gone(app: &App, request: &HttpRequest) -> Result<HttpResponse> {
    let visit = Visit::of(app, request).await?;
    let text = vec![visit.t.get("account-deleted-text")];
    let links = vec![Link::new(visit.t.get("message-home"), "/")];
    let mut reply = told(&visit, "account-deleted", text, false, links).await?;
    if let Some(mut cookie) = request.cookie(SESSION) {
        cookie.set_path("/");
        // Removing sets an empty value, which every header may hold.
        let _ = reply.add_removal_cookie(&cookie);
    }
    Ok(reply)
}
