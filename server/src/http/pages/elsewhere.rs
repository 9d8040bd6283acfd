//! From one server to another, by the reader's own hand: what stands elsewhere is opened here, and what stands here is
//! opened on the reader's own server. Whoever is not signed in causes no request, so the way there is a link.

use super::forms::Sent;
use super::frame::{Visit, see_other, who, with};
use super::views::{ElsewherePage, Form, Link};
use crate::app::App;
use crate::events::{self, Event, Visibility};
use crate::federation;
use crate::kernel::host;
use crate::kernel::prelude::*;
use actix_web::{HttpRequest, HttpResponse, web};
use farandole_wire::webfinger;
use url::Url;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/interact", web::get().to(interact))
        .route("/events/{uuid}/elsewhere", web::get().to(leave));
}

/// The page here of what stands at an address, for whoever comes from another server. It may have to be asked for, so
/// they sign in first.
async fn interact(
    app: web::Data<App>,
    request: HttpRequest,
    query: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let uri = query.some("uri").or_not_found("page")?;
        if federation::is_ours(&visit.app, uri) {
            let own = Url::parse(uri).map_err(|_| Error::NotFound("page"))?;
            return Ok(see_other(own.path()));
        }
        visit.viewer.require_account()?;
        let budget = federation::look_up(&visit.app, &visit.viewer).await?;
        if uri.starts_with("http")
            && let Some(id) = events::fetch(&visit.app, uri, &budget).await?
        {
            let conn = visit.app.db.get().await?;
            let event = events::read_by_id(&conn, &visit.viewer, id).await?.event;
            return Ok(see_other(&format!("/events/{}", event.uuid)));
        }
        let found = match webfinger::handle(uri) {
            Some((name, host)) => {
                federation::actor_by_handle(&visit.app, &name, &host, &budget).await
            }
            None => federation::actor(&visit.app, uri, &budget).await,
        };
        match found {
            Ok(actor) => Ok(see_other(&who(&actor).url)),
            Err(miss) if miss.passes() => Err(miss.into_error()),
            Err(_) => Err(Error::invalid("uri", Message::new("error-elsewhere-nothing"))),
        }
    })
    .await
}

/// Whether an event can be opened on another server.
pub fn opens_elsewhere(event: &Event) -> bool {
    !event.draft && matches!(event.visibility, Visibility::Public | Visibility::Unlisted)
}

/// Asks for the reader's own server, and shows the way there.
async fn leave(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
    query: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let id: Uuid = uuid.parse().map_err(|_| Error::NotFound("event"))?;
        let event = events::read(&visit.app, &visit.viewer, id).await?.event;
        if !opens_elsewhere(&event) {
            return Err(Error::NotFound("event"));
        }
        let (form, links) = match query.some("server") {
            None => (Form::default(), Vec::new()),
            Some(typed) => match there(typed) {
                Some(host) => (query.form(), ways(visit, &event, &host)),
                None => {
                    let problem = Message::new("error-elsewhere-server");
                    let wrong = Error::invalid("server", problem);
                    (query.wrong(visit, &wrong, str::to_owned), Vec::new())
                }
            },
        };
        visit.reply(&ElsewherePage {
            t: visit.t,
            page: visit.frame(visit.t.get("elsewhere")).await?,
            title: event.title.clone(),
            action: format!("/events/{id}/elsewhere"),
            back: format!("/events/{id}"),
            form,
            links,
        })
    })
    .await
}

/// The host that somebody means: typed bare, as an address, or as the end of their handle.
fn there(typed: &str) -> Option<String> {
    let host = if typed.contains("://") { host::host_of(typed) } else { host::normal(typed) };
    host.filter(|host| host.contains('.') || host.contains(':'))
}

/// Where servers take such a visit: Mobilizon's way, which is ours, and Mastodon's.
fn ways(visit: &Visit, event: &Event, host: &str) -> Vec<Link> {
    let to = |path: &str| {
        let base = format!("https://{host}{path}");
        Url::parse_with_params(&base, [("uri", event.url.as_str())]).map(String::from)
    };
    let ways = [("/interact", "elsewhere-go"), ("/authorize_interaction", "elsewhere-mastodon")];
    let link = |(path, text): (&str, &str)| {
        Some(Link::new(visit.t.one(text, "host", host), to(path).ok()?))
    };
    ways.into_iter().filter_map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_understood_however_it_is_typed() {
        for typed in [
            "events.example",
            "@ana@events.example",
            "https://events.example/@ana",
            " Events.example ",
        ] {
            assert_eq!(there(typed).as_deref(), Some("events.example"), "{typed}");
        }
        for typed in ["", "ana", "javascript:alert(1)", "https://u:p@events.example/"] {
            assert_eq!(there(typed), None, "{typed}");
        }
    }
}
