//! The link under mails that one can do without. A GET shows a button, since programs that read mail follow links; a
//! POST ends the mails, whether it comes from the button or from a mail program (RFC 8058), with no cookie asked for.

use super::frame::{Visit, with};
use super::views::{AskPage, Link, ToldPage, Tone};
use crate::app::App;
use crate::kernel::error::Result;
use crate::participation::{self, Notice};
use actix_web::{HttpRequest, HttpResponse, web};

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/unsubscribe/{kind}/{who}/{token}", web::get().to(ask))
        .route("/unsubscribe/{kind}/{who}/{token}", web::post().to(end));
}

type Parts = web::Path<(String, String, String)>;

fn named(visit: &Visit, parts: &Parts) -> Result<Notice> {
    participation::notice(&visit.app, &parts.0, &parts.1, &parts.2)
}

async fn ask(app: web::Data<App>, request: HttpRequest, parts: Parts) -> HttpResponse {
    with(&app, &request, async |visit| {
        let notice = named(visit, &parts)?;
        let heading = visit.t.get("unsubscribe");
        visit.reply(&AskPage {
            t: visit.t,
            page: visit.frame(heading.clone()).await?,
            heading,
            text: vec![visit.t.get(&format!("unsubscribe-{}", notice.kind()))],
            action: visit.path.clone(),
            button: visit.t.get("unsubscribe-do"),
            danger: false,
            back: Some(Link::new(visit.t.get("unsubscribe-keep"), "/")),
        })
    })
    .await
}

async fn end(app: web::Data<App>, request: HttpRequest, parts: Parts) -> HttpResponse {
    with(&app, &request, async |visit| {
        let notice = named(visit, &parts)?;
        participation::unsubscribe(&visit.app, notice).await?;
        let heading = visit.t.get("unsubscribe-done");
        visit.reply(&ToldPage {
            t: visit.t,
            page: visit.frame(heading.clone()).await?,
            tone: Tone::Good,
            mail: false,
            heading,
            text: vec![visit.t.get(&format!("unsubscribe-{}-done", notice.kind()))],
            links: vec![Link::new(visit.t.get("message-home"), "/")],
        })
    })
    .await
}
