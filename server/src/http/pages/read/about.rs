//! What the site says about itself.

use super::query;
use crate::app::App;
use crate::http::pages::frame::{Visit, see_other, with};
use crate::http::pages::views::{AboutPage, DocumentPage, Fact, Link, SafeHtml};
use crate::kernel::error::Result;
use crate::site::{self, Document};
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};

/// Who is behind the site, and how it works.
pub async fn about(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| about_page(visit).await).await
}

async fn about_page(visit: &Visit) -> Result<HttpResponse> {
    let t = visit.t;
    let settings = site::settings(&visit.app).await?;
    let counted = site::statistics(&visit.app).await?;
    let number = |words: &str, n: i64| (t.get(words), n.to_string());
    let mut frame = visit.frame(t.get("foot-about")).await?;
    frame.indexed = true;
    frame.canonical = Some(visit.app.config.link("/about"));
    visit.reply(&AboutPage {
        t,
        page: frame,
        tagline: query::tagline(visit).await?,
        description: SafeHtml::sanitised(settings.long_description.clone().unwrap_or_default()),
        facts: host_facts(visit).await?,
        numbers: vec![
            number("about-events", counted.local_events),
            number("about-people", counted.users),
        ],
        team: Vec::new(),
        contact: settings.contact.as_deref().map(contact),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// Where Mobilizon has this page.
pub async fn moved() -> HttpResponse {
    HttpResponse::MovedPermanently().insert_header((LOCATION, "/about")).finish()
}

/// What the site says of itself to whoever thinks of opening an account.
pub async fn host_facts(visit: &Visit) -> Result<Vec<Fact>> {
    let (t, settings) = (visit.t, site::settings(&visit.app).await?);
    let spoken = settings.languages.iter().filter_map(|code| site::language_name(code, t.lang));
    let spoken = spoken.collect::<Vec<_>>().join(", ");
    let fact = |icon, name: &str, said: Option<String>| Fact {
        icon,
        name: t.get(name),
        value: said.unwrap_or_default(),
        url: None,
    };
    let about = settings.about;
    Ok(vec![
        fact("tag", "about-topics", about.topics),
        fact("users", "about-creator", about.creator),
        fact("info", "about-why", about.why),
        fact("clock", "about-how-long", about.how_long),
        fact("money", "about-funding", about.funding),
        fact("speech", "about-languages", Some(spoken)),
        Fact {
            url: Some("/rules".into()),
            ..fact("check", "about-rules", Some(t.get("about-rules-read")))
        },
        fact("flag", "about-moderation", about.moderation),
        fact("house", "about-hardware", about.hardware),
    ])
}

/// A mail address, a web address, or plain words.
fn contact(text: &str) -> Link {
    let url = if text.contains("://") { text.to_owned() } else { format!("mailto:{text}") };
    Link::new(text, url)
}

/// What those who use the site agree to.
pub async fn terms(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    document(app, request, Document::Terms, "foot-terms").await
}

/// What the site knows about people.
pub async fn privacy(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    document(app, request, Document::Privacy, "foot-privacy").await
}

/// How to behave.
pub async fn rules(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    document(app, request, Document::Rules, "foot-rules").await
}

async fn document(
    app: web::Data<App>,
    request: HttpRequest,
    which: Document,
    title: &'static str,
) -> HttpResponse {
    with(&app, &request, async |visit| document_page(visit, which, title).await).await
}

async fn document_page(visit: &Visit, which: Document, title: &str) -> Result<HttpResponse> {
    let settings = site::settings(&visit.app).await?;
    let text = site::document(&visit.app, &settings, which, visit.t.lang);
    if let Some(url) = text.url {
        return Ok(see_other(&url));
    }
    let heading = visit.t.get(title);
    let mut frame = visit.frame(heading.clone()).await?;
    frame.indexed = true;
    visit.reply(&DocumentPage {
        t: visit.t,
        page: frame,
        heading,
        changed: None,
        body: SafeHtml::sanitised(text.html.unwrap_or_default()),
        lang: None,
    })
}
