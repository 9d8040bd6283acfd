//! The page of a place: where it is, how to get there, what happens there next.

use super::query::Query;
use super::search::{feeds, subscribe};
use super::{cards, event_words};
use crate::app::App;
use crate::http::pages::frame::{Visit, with};
use crate::http::pages::map;
use crate::http::pages::views::{Current, PlacePage, PlaceView, Subscribe};
use crate::kernel::prelude::*;
use crate::places;
use crate::search::{self, BoundingBox, Cursor, Window};
use actix_web::{HttpRequest, HttpResponse, web};

/// Events on a page.
const EVENTS: i64 = 16;
/// Degrees around a point within which events are still at that place: some thirty metres.
const NEXT_DOOR: f64 = 0.0003;

/// Draws the page.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    uuid: web::Path<String>,
) -> HttpResponse {
    let query = Query::read(request.query_string());
    with(&app, &request, async |visit| page(visit, &uuid, &query).await).await
}

async fn page(visit: &Visit, uuid: &str, query: &Query) -> Result<HttpResponse> {
    let uuid = Uuid::try_parse(uuid).ok().or_not_found("page")?;
    let address = places::of_public_events(&visit.app, uuid).await?.or_not_found("page")?;
    let window = Window::After { cursor: Cursor::decode(&query.after), limit: EVENTS };
    let found = search::at(&visit.app, address.id, window).await?;
    let events = cards::cards(visit, &found.events).await?;
    let PlaceView { name, lines, directions, point, .. } = event_words::place(visit, &address);
    let subscribe = point.map(|point| around(visit, point)).unwrap_or_default();
    let mut frame = visit.frame(name.clone()).await?;
    frame.current = Current::Events;
    frame.indexed = !events.is_empty() && query.after.is_empty();
    frame.description = places::one_line(&address, visit.t.lang);
    frame.canonical = Some(address.url.clone());
    frame.feeds = feeds(visit, &subscribe);
    visit.reply(&PlacePage {
        t: visit.t,
        page: frame,
        name,
        lines,
        facts: Vec::new(),
        directions,
        point,
        tiles: map::tiles(&visit.app),
        events: events.into_iter().map(|(_, card)| card).collect(),
        pager: query.pager(found.next, visit.path.split('?').next().unwrap_or("/")),
        subscribe,
    })
}

/// Following a place is following a search around its point.
fn around(visit: &Visit, (lat, lon): (f64, f64)) -> Subscribe {
    let bbox = BoundingBox {
        west: (lon - NEXT_DOOR).max(-180.0),
        south: (lat - NEXT_DOOR).max(-90.0),
        east: (lon + NEXT_DOOR).min(180.0),
        north: (lat + NEXT_DOOR).min(90.0),
    };
    let query = Query { bbox: bbox.to_string(), ..Query::default() };
    subscribe(visit, &query.here())
}
