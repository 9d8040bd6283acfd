//! Searches: as a list, on a map, by a tag.

use super::cards;
use super::query::{self, Query, Understood};
use crate::app::App;
use crate::http::pages::frame::{Visit, with};
use crate::http::pages::map::{self, Cluster};
use crate::http::pages::views::{
    FeedLink, Link, Notice, Pager, Results, SearchPage, Subscribe, TagPage, Tone, Ways,
};
use crate::kernel::prelude::*;
use crate::search::{self, BoundingBox, Cursor, Filters, Sort, Window};
use crate::tags;
use actix_web::{HttpRequest, HttpResponse, web};

/// Events on a page.
const EVENTS: i64 = 16;

/// Draws the results of a search.
pub async fn show(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, Query::read(request.query_string())).await).await
}

async fn page(visit: &Visit, query: Query) -> Result<HttpResponse> {
    let understood = query.understood(visit).await?;
    let subscribe = subscribe(visit, &Query::address(&query.parts()));
    let mut frame = visit.frame(visit.t.get("search-title")).await?;
    frame.words = query.search.clone();
    frame.current = crate::http::pages::views::Current::Events;
    // Each search has a thousand neighbours that say the same.
    frame.indexed = query.parts().is_empty() && query.after.is_empty() && !query.on_map();
    frame.feeds = feeds(visit, &subscribe);
    if understood.unknown_place {
        let text = visit.t.one("search-place-unknown", "place", query.place.as_str());
        frame.notices.push(Notice { tone: Tone::Wait, text });
    }
    let shown = if query.on_map() {
        on_map(visit, &query, &understood.filters).await?
    } else {
        list(visit, &query, &understood.filters).await?
    };
    let instead = if shown.results.is_empty() { ways_out(visit, &query) } else { Vec::new() };
    visit.reply(&SearchPage {
        t: visit.t,
        page: frame,
        form: query.form(),
        offers: query::offers(visit.t),
        active: active(visit, &query, &understood),
        clear: "/search".into(),
        results: shown.results,
        total: shown.total,
        mended: shown.mended,
        order: shown.order,
        ways: Ways {
            list: query.without("mode"),
            map: query.with("mode", "map"),
            groups: String::new(),
        },
        pager: shown.pager,
        instead,
        subscribe,
    })
}

/// What a search shows.
struct Shown {
    results: Results,
    total: Option<u64>,
    pager: Pager,
    mended: Option<Link>,
    order: Option<Link>,
}

async fn list(visit: &Visit, query: &Query, filters: &Filters) -> Result<Shown> {
    let t = visit.t;
    let window = Window::After { cursor: Cursor::decode(&query.after), limit: EVENTS };
    let (found, filters) =
        search::find(&visit.app, &visit.viewer, filters.clone(), query.order(), window).await?;
    let total = search::total(&visit.app, &filters).await?;
    let near = if let search::Area::Circle(near) = filters.area { Some(near) } else { None };
    let cards = cards::near(visit, &found.events, near).await?;
    // Days would repeat under an order that is not theirs.
    let by_fit = filters.words.is_some() && query.order() == Sort::Match;
    let (results, order) = if by_fit {
        let cards = cards.into_iter().map(|(_, card)| card).collect();
        let link = Link::new(t.get("search-order-date"), query.with("sort", "date"));
        (Results::Ranked(cards), Some(link))
    } else {
        (Results::Events(cards::by_day(visit, cards)), None)
    };
    let mended = found.mended.map(|words| {
        Link::new(t.one("search-mended", "words", words.as_str()), query.with("exact", "1"))
    });
    let pager = query.pager(found.next, &query.here());
    Ok(Shown { results, total: u64::try_from(total).ok(), pager, mended, order })
}

/// Circles on the plain map, at most.
const CIRCLES: usize = 40;

async fn on_map(visit: &Visit, query: &Query, filters: &Filters) -> Result<Shown> {
    let (bbox, mut grain) = match filters.area {
        search::Area::Circle(near) => (around(near), 12),
        search::Area::Box(bbox) => (bbox, search::grain(bbox)),
        search::Area::Everywhere => (WORLD, 8),
    };
    let mut found =
        search::map(&visit.app, &visit.viewer, bbox, grain - 2, filters.clone()).await?;
    while found.len() > CIRCLES && grain > 2 {
        grain -= 1;
        found = search::coarser(found, grain);
    }
    let total = found.iter().map(|cluster| u64::try_from(cluster.count).unwrap_or(0)).sum();
    let circle = |cluster: search::Cluster| {
        let name = crate::places::nearest_town(cluster.lat, cluster.lon, visit.t.lang);
        let bbox = search::cell(cluster.lon, cluster.lat, grain).to_string();
        let closer = Query { place: String::new(), mode: String::new(), bbox, ..query.clone() };
        Cluster {
            lat: cluster.lat,
            lon: cluster.lon,
            count: u64::try_from(cluster.count).unwrap_or(0),
            name,
            url: closer.here(),
        }
    };
    let mut drawn = map::draw(found.into_iter().map(circle).collect());
    drawn.tiles = map::tiles(&visit.app);
    Ok(Shown {
        results: Results::Map(drawn),
        total: Some(total),
        pager: Pager::default(),
        mended: None,
        order: None,
    })
}

/// What a map shows of the whole world.
const WORLD: BoundingBox = BoundingBox { west: -180.0, south: -85.0, east: 180.0, north: 85.0 };

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

/// The states of events that a search knows.
const STATUSES: [&str; 3] = ["confirmed", "tentative", "cancelled"];

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
            "bbox" => {
                let Some(place) = &understood.near else { continue };
                t.one("search-filter-box", "place", place.as_str())
            }
            "when" => t.get(&format!("when-{value}")),
            "from" | "until" => {
                let Ok(date) = value.trim().parse() else { continue };
                let text = format!("search-filter-{part}");
                t.one(&text, "day", crate::kernel::dates::day(t, date))
            }
            "status" if STATUSES.contains(&value) => t.get(&format!("search-status-{value}")),
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
    if !query.bbox.is_empty() && query.place.is_empty() {
        links.push(Link::new(t.get("search-any-place"), query.without("bbox")));
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

/// How a search can be followed, by the address of its page.
pub fn subscribe(visit: &Visit, address: &str) -> Subscribe {
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

/// The same for the page's head.
pub fn feeds(visit: &Visit, subscribe: &Subscribe) -> Vec<FeedLink> {
    let title = visit.t.get("subscribe");
    let feed = |media_type, url: &Option<String>| {
        Some(FeedLink { media_type, title: title.clone(), url: url.clone()? })
    };
    let all =
        [feed("application/atom+xml", &subscribe.atom), feed("text/calendar", &subscribe.ics)];
    all.into_iter().flatten().collect()
}

/// Draws the events of a tag.
pub async fn tag(
    app: web::Data<App>,
    request: HttpRequest,
    name: web::Path<String>,
) -> HttpResponse {
    let query = Query::read(request.query_string());
    with(&app, &request, async |visit| tag_page(visit, &name, query).await).await
}

async fn tag_page(visit: &Visit, name: &str, query: Query) -> Result<HttpResponse> {
    let slug = tags::slug(name);
    if slug.is_empty() {
        return Err(Error::NotFound("tag"));
    }
    let filters = Filters {
        tags: vec![slug.clone()],
        span: search::Span { from: Some(visit.app.now()), until: None },
        ..Filters::default()
    };
    let window = Window::After { cursor: Cursor::decode(&query.after), limit: EVENTS };
    let (found, _) = search::browse(&visit.app, filters, Sort::Soonest, window).await?;
    let events = cards::cards(visit, &found.events).await?;
    let mut frame = visit.frame(format!("#{name}")).await?;
    frame.indexed = !events.is_empty() && query.after.is_empty();
    frame.current = crate::http::pages::views::Current::Events;
    let here = visit.path.split('?').next().unwrap_or("/");
    let tagged = Query { tag: name.to_owned(), ..Query::default() }.here();
    let subscribe = subscribe(visit, &tagged);
    frame.feeds = feeds(visit, &subscribe);
    visit.reply(&TagPage {
        t: visit.t,
        page: frame,
        tag: name.to_owned(),
        events: events.into_iter().map(|(_, card)| card).collect(),
        pager: query.pager(found.next, here),
        related: beside(visit, &slug).await?,
        search: tagged,
        subscribe,
    })
}

async fn beside(visit: &Visit, slug: &str) -> Result<Vec<Link>> {
    let related = tags::beside(&visit.app, slug).await?;
    let link = |tag: tags::Tag| {
        let path: String = url::form_urlencoded::byte_serialize(tag.slug.as_bytes()).collect();
        Link::new(format!("#{}", tag.title), format!("/tag/{path}"))
    };
    Ok(related.into_iter().map(link).collect())
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
