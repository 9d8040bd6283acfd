//! Feeds, calendars and what search engines read, by their addresses. The same for everybody who asks, in the
//! language of the server; a reader that has it already is told so.

mod reply;
mod search;

use crate::app::App;
use crate::events::{self, Seen, Visibility};
use crate::feeds::{self, Document, Form};
use crate::kernel::error::{Error, OrNotFound, Result};
use crate::{site, tags};
use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, Resource, web};
use reply::{OPEN, PRIVATE, Refusal, Reply, answer};
use uuid::Uuid;

/// Adds the addresses of feeds.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(at("/events/{uuid}/export/ics", event))
        .service(at("/feed/instance/{form}", instance))
        .service(at("/@{name}/feed/{form}", person))
        .service(at("/events/going/{token}/{form}", going))
        .service(at("/search/feed/{form}", search::found))
        .service(at("/sitemap.xml", sitemap))
        .service(at("/sitemap-{part}.xml", part_of_sitemap))
        .service(at("/robots.txt", robots));
}

fn at<A, F, R>(path: &str, handler: F) -> Resource
where
    F: actix_web::Handler<A, Output = R> + Clone,
    A: actix_web::FromRequest + 'static,
    R: actix_web::Responder + 'static,
{
    web::resource(path).route(web::get().to(handler.clone())).route(web::head().to(handler))
}

type State = web::Data<App>;

fn form_of(word: &str) -> Result<Form> {
    word.parse().ok().or_not_found("feed")
}

async fn event(app: State, request: HttpRequest, uuid: web::Path<String>) -> HttpResponse {
    answer(&app, &request, async |viewer| {
        let uuid = Uuid::try_parse(&uuid).ok().or_not_found("event")?;
        let seen = match events::read(&app, viewer, uuid).await {
            Ok(seen) => seen,
            Err(_) if gone(&app, uuid).await? => return Err(Refusal::Gone),
            Err(cause) => return Err(cause.into()),
        };
        let lang = app.config.default_language;
        let file = events::calendar_file(&app, lang, &seen.event).await?;
        let body = String::from_utf8(file).map_err(anyhow::Error::from).map_err(Error::Internal)?;
        let document = Document { content_type: Form::Ics.content_type(), body };
        let cache = if strangers_see(&seen) { OPEN } else { PRIVATE };
        Ok(Reply { cache, name: Some(file_name(&seen.event.title)), document })
    })
    .await
}

/// The file of an event: its title in plain letters.
fn file_name(title: &str) -> String {
    let slug: String =
        tags::slug(title).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let slug: String = slug.trim_matches('-').chars().take(60).collect();
    if slug.is_empty() { "event.ics".to_owned() } else { format!("{slug}.ics") }
}

fn strangers_see(seen: &Seen) -> bool {
    matches!(seen.event.visibility, Visibility::Public | Visibility::Unlisted) && !seen.event.draft
}

/// Whether there was an event that everybody could see.
async fn gone(app: &App, uuid: Uuid) -> Result<bool> {
    let conn = app.db.get().await?;
    Ok(events::tombstone(&conn, uuid).await?.is_some_and(|tombstone| tombstone.was_public))
}

async fn instance(app: State, request: HttpRequest, form: web::Path<String>) -> HttpResponse {
    answer(&app, &request, async |_| {
        let form = form_of(&form)?;
        let site = site::settings(&app).await?;
        let description = Some(site.description).filter(|text| !text.is_empty());
        let channel = feeds::instance(&app, site.name, description, form).await?;
        Ok(Reply::feed(&app, &request, form, &channel, OPEN))
    })
    .await
}

async fn person(
    app: State,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    answer(&app, &request, async |_| {
        let form = form_of(&path.1)?;
        let channel = feeds::person(&app, &path.0, form).await?;
        Ok(Reply::feed(&app, &request, form, &channel, OPEN))
    })
    .await
}

async fn going(
    app: State,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    answer(&app, &request, async |_| {
        let form = form_of(&path.1)?;
        let channel = feeds::going(&app, &path.0, form).await?;
        Ok(Reply::feed(&app, &request, form, &channel, PRIVATE))
    })
    .await
}

async fn sitemap(app: State, request: HttpRequest) -> HttpResponse {
    answer(&app, &request, async |_| Ok(Reply::xml(feeds::index(&app).await?))).await
}

async fn part_of_sitemap(
    app: State,
    request: HttpRequest,
    part: web::Path<String>,
) -> HttpResponse {
    answer(&app, &request, async |_| {
        if part.as_str() == "pages" {
            return Ok(Reply::xml(feeds::pages(&app).await?));
        }
        let number: i64 = part.parse().ok().filter(|n| *n >= 0).or_not_found("sitemap")?;
        Ok(Reply::xml(feeds::part(&app, number).await?))
    })
    .await
}

/// What robots may read: pages, not what has another form of the same or is meant for one person.
async fn robots(app: State) -> HttpResponse {
    let closed =
        ["/api", "/graphiql", "/events/going/", "/participation/", "/validate/", "/exports/"];
    let closed: String = closed.iter().map(|path| format!("Disallow: {path}\n")).collect();
    let sitemap = app.config.link("/sitemap.xml");
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        .content_type("text/plain; charset=utf-8")
        .body(format!("User-agent: *\n{closed}\nSitemap: {sitemap}\n"))
}
