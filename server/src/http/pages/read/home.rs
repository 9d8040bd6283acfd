//! The first page.

use super::{cards, query};
use crate::app::App;
use crate::http::pages::frame::{Visit, with};
use crate::http::pages::views::{Category, Form, HomePage};
use crate::kernel::error::Result;
use crate::search::{self, Filters, Sort, Span, Window};
use crate::site;
use actix_web::{HttpRequest, HttpResponse, web};

/// Events on the page.
const EVENTS: i64 = 8;

/// Draws the page.
pub async fn show(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| page(visit).await).await
}

async fn page(visit: &Visit) -> Result<HttpResponse> {
    let app = &visit.app;
    let soon = Filters {
        span: Span { from: Some(app.now()), until: None },
        statuses: vec!["confirmed".into(), "tentative".into()],
        ..Filters::default()
    };
    let window = Window::After { cursor: None, limit: EVENTS };
    let (found, _) = search::browse(app, soon, Sort::Soonest, window).await?;
    let events = cards::cards(visit, &found.events).await?;
    let mut frame = visit.frame("").await?;
    let tagline = query::tagline(visit).await?;
    frame.description = tagline.clone();
    frame.canonical = Some(app.config.link("/"));
    frame.indexed = true;
    frame.feeds = query::instance_feeds(visit);
    visit.reply(&HomePage {
        t: visit.t,
        welcome: !visit.signed_in(),
        page: frame,
        tagline,
        form: Form::filled([("when", "any")]),
        times: query::times(visit.t),
        events: events.into_iter().map(|(_, card)| card).collect(),
        near: None,
        all: "/search".into(),
        categories: categories(visit).await?,
    })
}

async fn categories(visit: &Visit) -> Result<Vec<Category>> {
    let counted = site::categories(&visit.app).await?;
    let category = |counted: site::CategoryCount| Category {
        text: query::category_name(visit.t, &counted.category),
        url: format!("/search?category={}", counted.category),
        count: u64::try_from(counted.number).unwrap_or(0),
    };
    Ok(counted.into_iter().map(category).collect())
}
