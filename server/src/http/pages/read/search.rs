//! Searches: as a list, on a map, by a tag.

use super::cards;
use super::query::{self, Query, Understood};
use crate::app::App;
use crate::http::pages::frame::{Visit, with};
use crate::http::pages::map::{self, Cluster};
use crate::http::pages::views::{
    Link, Notice, Pager, Results, SearchPage, Subscribe, TagPage, Tone, Ways,
};
use crate::kernel::prelude::*;
use crate::search::{self, BoundingBox, Cursor, Filters, Sort, Window};
use crate::tags;
use actix_web::{HttpRequest, HttpResponse, web};

/// Events on a page.
const EVENTS: i64 = 16;

/// Draws the results of a search.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    query: web::Query<Query>,
) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, query.into_inner()).await).await
}

async fn page(visit: &Visit, query: Query) -> Result<HttpResponse> {
    let understood = query.understood(visit).await?;
    let mut frame = visit.frame(visit.t.get("search-title")).await?;
    frame.words = query.search.clone();
    frame.current = crate::http::pages::views::Current::Events;
    frame.indexed = query.after.is_empty();
    frame.feeds = query::instance_feeds(visit);
    if understood.unknown_place {
        let text = visit.t.one("search-place-unknown", "place", query.place.as_str());
        frame.notices.push(Notice { tone: Tone::Wait, text });
    }
    let (results, pager, total) = if query.mode == "map" {
        (Results::Map(clusters(visit, &query, &understood.filters).await?), Pager::default(), None)
    } else {
        list(visit, &query, &understood.filters).await?
    };
    let instead = if results.is_empty() { ways_out(visit, &query) } else { Vec::new() };
    visit.reply(&SearchPage {
        t: visit.t,
        page: frame,
        form: query.form(),
        offers: query::offers(visit.t),
        active: active(visit, &query, &understood),
        clear: "/search".into(),
        results,
        total,
        ways: Ways {
            list: Query::address(&query.parts()),
            map: query.with("mode", "map"),
            groups: String::new(),
        },
        pager,
        instead,
        subscribe: subscribe(visit, &query),
    })
}

async fn list(
    visit: &Visit,
    query: &Query,
    filters: &Filters,
) -> Result<(Results, Pager, Option<u64>)> {
    let window = Window::After { cursor: Cursor::decode(&query.after), limit: EVENTS };
    let (found, filters) =
        search::find(&visit.app, &visit.viewer, filters.clone(), Sort::Match, window).await?;
    let total = search::total(&visit.app, &filters).await?;
    let days = cards::by_day(visit, cards::cards(visit, &found.events).await?);
    let pager = Pager {
        previous: (!query.after.is_empty()).then(|| Query::address(&query.parts())),
        next: found.next.map(|cursor| query.with("after", &cursor.encode())),
    };
    Ok((Results::Events(days), pager, u64::try_from(total).ok()))
}

/// The events of a search on a map, each cluster leading to the events around it.
async fn clusters(visit: &Visit, query: &Query, filters: &Filters) -> Result<map::PlainMap> {
    let (bbox, zoom) = match filters.area {
        search::Area::Circle(near) => (around(near), 10),
        search::Area::Box(bbox) => (bbox, 8),
        search::Area::Everywhere => {
            (BoundingBox { west: -180.0, south: -85.0, east: 180.0, north: 85.0 }, 4)
        }
    };
    let found = search::map(&visit.app, &visit.viewer, bbox, zoom, filters.clone()).await?;
    let mut drawn = Vec::new();
    for cluster in found.into_iter().take(40) {
        let name = crate::places::nearest_town(cluster.lat, cluster.lon, visit.t.lang);
        let closer = Query { place: name.clone(), distance: "10".into(), ..query.clone() };
        drawn.push(Cluster {
            lat: cluster.lat,
            lon: cluster.lon,
            count: u64::try_from(cluster.count).unwrap_or(0),
            name,
            url: Query::address(&closer.parts()),
        });
    }
    Ok(map::draw(drawn))
}

/// The box around a circle.
fn around(near: search::Near) -> BoundingBox {
    let north = near.metres / 111_320.0;
    let east = north / near.lat.to_radians().cos().max(0.05);
    BoundingBox {
        west: (near.lon - east).max(-180.0),
        south: (near.lat - north).max(-85.0),
        east: (near.lon + east).min(180.0),
        north: (near.lat + north).min(85.0),
    }
}

/// The filters in force in words, each with the address without it.
fn active(visit: &Visit, query: &Query, understood: &Understood) -> Vec<Link> {
    let t = visit.t;
    let mut links = Vec::new();
    for (part, value) in query.parts() {
        let text = match part {
            "search" => t.one("search-filter-words", "words", value),
            "place" => {
                let Some(place) = &understood.near else { continue };
                let args = [("count", query.kilometres().into()), ("place", place.as_str().into())];
                t.with("search-filter-near", &args)
            }
            "when" => t.get(&format!("when-{value}")),
            "category" => query::category_name(t, value),
            "language" => crate::site::language_name(value, t.lang).unwrap_or(value).to_owned(),
            "online" => t.get("search-filter-online"),
            "tag" => format!("#{value}"),
            _ => continue,
        };
        links.push(Link::new(text, query.without(part)));
    }
    links
}

/// Ways out when nothing was found.
fn ways_out(visit: &Visit, query: &Query) -> Vec<Link> {
    let t = visit.t;
    let mut links = Vec::new();
    if !query.place.is_empty() {
        if query.kilometres() < 100 {
            links.push(Link::new(t.count("search-wider", 100_u32), query.with("distance", "100")));
        }
        links.push(Link::new(t.get("search-any-place"), query.without("place")));
    }
    for (part, value, words) in [
        ("when", &query.when, "search-any-time"),
        ("category", &query.category, "search-any-category"),
    ] {
        if !value.is_empty() && value != "any" {
            links.push(Link::new(t.get(words), query.without(part)));
        }
    }
    links
}

fn subscribe(visit: &Visit, query: &Query) -> Subscribe {
    let address = Query::address(&query.parts());
    let tail = address.strip_prefix("/search").unwrap_or_default();
    let ics = format!("/search/feed/ics{tail}");
    let webcal = visit
        .app
        .config
        .link(&ics)
        .replacen("https:", "webcal:", 1)
        .replacen("http:", "webcal:", 1);
    Subscribe {
        webcal: Some(webcal),
        ics: Some(ics),
        atom: Some(format!("/search/feed/atom{tail}")),
        handle: None,
    }
}

/// Draws the events of a tag.
pub async fn tag(
    app: web::Data<App>,
    request: HttpRequest,
    name: web::Path<String>,
    query: web::Query<Query>,
) -> HttpResponse {
    with(&app, &request, async |visit| tag_page(visit, &name, &query.after).await).await
}

async fn tag_page(visit: &Visit, name: &str, after: &str) -> Result<HttpResponse> {
    let slug = tags::slug(name);
    if slug.is_empty() {
        return Err(Error::NotFound("tag"));
    }
    let query = Query { tag: name.to_owned(), ..Query::default() };
    let filters = Filters {
        tags: vec![slug],
        span: search::Span { from: Some(visit.app.now()), until: None },
        ..Filters::default()
    };
    let window = Window::After { cursor: Cursor::decode(after), limit: EVENTS };
    let (found, _) =
        search::find(&visit.app, &visit.viewer, filters, Sort::Soonest, window).await?;
    let events = cards::cards(visit, &found.events).await?;
    let mut frame = visit.frame(format!("#{name}")).await?;
    frame.indexed = !events.is_empty() && after.is_empty();
    let here = |cursor: Cursor| {
        format!("{}?after={}", visit.path.split('?').next().unwrap_or("/"), cursor.encode())
    };
    visit.reply(&TagPage {
        t: visit.t,
        page: frame,
        tag: name.to_owned(),
        events: events.into_iter().map(|(_, card)| card).collect(),
        pager: Pager { previous: None, next: found.next.map(here) },
        related: Vec::new(),
        search: Query::address(&query.parts()),
        subscribe: subscribe(visit, &query),
    })
}

/// How browsers may search here from their address bar.
pub async fn description(app: web::Data<App>) -> HttpResponse {
    let name = match crate::site::settings(&app).await {
        Ok(settings) => settings.name,
        Err(_) => app.config.instance_name.clone(),
    };
    let name = farandole_sanitise::text(&name).replace('&', "&amp;").replace('<', "&lt;");
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\
         <ShortName>{name}</ShortName><InputEncoding>UTF-8</InputEncoding>\
         <Url type=\"text/html\" template=\"{}?search={{searchTerms}}\"/></OpenSearchDescription>\n",
        app.config.link("/search"),
    );
    HttpResponse::Ok()
        .content_type("application/opensearchdescription+xml; charset=utf-8")
        .body(body)
}
