//! What a search page has in its address, and what that means.

use crate::http::pages::frame::Visit;
use crate::http::pages::views::{Choice, FeedLink, Form, Offers, Pager};
use crate::kernel::prelude::*;
use crate::kernel::text::T;
use crate::places;
use crate::search::{Area, BoundingBox, Cursor, Filters, Near, Sort, Span};
use crate::{events, site};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::Deserialize;

/// Kilometres on offer.
const RADII: [u32; 6] = [5, 10, 25, 50, 100, 150];
/// Times on offer.
const TIMES: [&str; 9] =
    ["any", "today", "tomorrow", "weekend", "week", "next-week", "month", "next-month", "past"];

/// Cursors of pages before that an address carries.
const STEPS: usize = 20;

/// The address of a search, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    pub search: String,
    pub place: String,
    pub distance: String,
    pub when: String,
    pub from: String,
    pub until: String,
    pub category: String,
    pub language: String,
    pub status: String,
    pub online: String,
    pub tag: String,
    pub bbox: String,
    pub mode: String,
    pub sort: String,
    pub exact: String,
    pub after: String,
    pub back: String,
}

/// A search, understood.
pub struct Understood {
    pub filters: Filters,
    /// The place that was found for the words typed, as it is called.
    pub near: Option<String>,
    /// Whether a place was named that nobody knows.
    pub unknown_place: bool,
}

impl Query {
    /// Reads the part of an address behind the question mark. Anything is a search: what is not known is left out, of
    /// what is said twice the last counts.
    pub fn read(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            let field = match name.as_ref() {
                "search" => &mut query.search,
                "place" => &mut query.place,
                "distance" => &mut query.distance,
                "when" => &mut query.when,
                "from" => &mut query.from,
                "until" => &mut query.until,
                "category" => &mut query.category,
                "language" => &mut query.language,
                "status" => &mut query.status,
                "online" => &mut query.online,
                "tag" => &mut query.tag,
                "bbox" => &mut query.bbox,
                "mode" => &mut query.mode,
                "sort" => &mut query.sort,
                "exact" => &mut query.exact,
                "after" => &mut query.after,
                "back" => &mut query.back,
                _ => continue,
            };
            *field = value.into_owned();
        }
        query
    }

    /// The word for time, where it is one of ours.
    fn when(&self) -> &str {
        let known = TIMES.contains(&self.when.as_str()) && self.when != "any";
        if known && self.from.is_empty() && self.until.is_empty() { &self.when } else { "" }
    }

    /// The parts that narrow, with their names in the address.
    pub fn parts(&self) -> Vec<(&'static str, &str)> {
        let near = !self.place.trim().is_empty();
        [
            ("search", self.search.as_str()),
            ("exact", if self.exact == "1" { "1" } else { "" }),
            ("place", self.place.as_str()),
            ("distance", if near { self.distance.as_str() } else { "" }),
            ("bbox", if near { "" } else { self.bbox.as_str() }),
            ("when", self.when()),
            ("from", self.from.as_str()),
            ("until", self.until.as_str()),
            ("category", self.category.as_str()),
            ("language", self.language.as_str()),
            ("status", self.status.as_str()),
            ("online", self.online.as_str()),
            ("tag", self.tag.as_str()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .collect()
    }

    /// The parts that narrow, and how the results are looked at.
    fn kept(&self) -> Vec<(&'static str, &str)> {
        let mut parts = self.parts();
        parts.extend(self.on_map().then_some(("mode", "map")));
        parts.extend(self.by_date().then_some(("sort", "date")));
        parts
    }

    /// Whether the results are looked at on the map.
    pub fn on_map(&self) -> bool {
        self.mode == "map"
    }

    /// Whether the order of time was asked for.
    fn by_date(&self) -> bool {
        self.sort == "date"
    }

    /// The order of the results.
    pub fn order(&self) -> Sort {
        let past = self.when() == "past";
        match (self.by_date(), past) {
            (true, true) => Sort::Latest,
            (true, false) => Sort::Soonest,
            (false, _) => Sort::Match,
        }
    }

    /// The address of this very search as a list or map, on its first page.
    pub fn here(&self) -> String {
        Self::address(&self.kept())
    }

    /// Towards the pages before and after, if the next begins at `next`. Cursors lead onwards only, so each address
    /// carries those of the pages before.
    pub fn pager(&self, next: Option<Cursor>, first: &str) -> Pager {
        let to = |after: &str, back: &str| {
            let mut tail = url::form_urlencoded::Serializer::new(String::new());
            tail.append_pair("after", after);
            if !back.is_empty() {
                tail.append_pair("back", back);
            }
            let sign = if first.contains('?') { '&' } else { '?' };
            format!("{first}{sign}{}", tail.finish())
        };
        let steps: Vec<&str> = self.back.split('.').filter(|step| !step.is_empty()).collect();
        let previous = match steps.split_last() {
            _ if self.after.is_empty() => None,
            None => Some(first.to_owned()),
            Some((last, before)) => Some(to(last, &before.join("."))),
        };
        let behind: Vec<&str> = steps
            .iter()
            .copied()
            .chain(Some(self.after.as_str()).filter(|a| !a.is_empty()))
            .collect();
        let behind = &behind[behind.len().saturating_sub(STEPS)..];
        Pager { previous, next: next.map(|next| to(&next.encode(), &behind.join("."))) }
    }

    /// The address of the same search with other parts.
    pub fn address(parts: &[(&str, &str)]) -> String {
        let mut written = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in parts {
            written.append_pair(name, value);
        }
        let query = written.finish();
        if query.is_empty() { "/search".to_owned() } else { format!("/search?{query}") }
    }

    /// The address without one of its parts.
    pub fn without(&self, part: &str) -> String {
        let gone = |name: &str| {
            name == part
                || (part == "place" && name == "distance")
                || (part == "search" && matches!(name, "exact" | "sort"))
        };
        let parts: Vec<_> = self.kept().into_iter().filter(|(name, _)| !gone(name)).collect();
        Self::address(&parts)
    }

    /// The address with another part.
    pub fn with(&self, part: &str, value: &str) -> String {
        let mut parts: Vec<_> = self.kept().into_iter().filter(|(name, _)| *name != part).collect();
        parts.push((part, value));
        Self::address(&parts)
    }

    /// The radius in kilometres.
    pub fn kilometres(&self) -> u32 {
        let digits = self.distance.trim_end_matches("_km");
        digits.parse().ok().filter(|km| RADII.contains(km)).unwrap_or(25)
    }

    /// The form with what was typed.
    pub fn form(&self) -> Form {
        let distance = self.kilometres().to_string();
        let when = if self.when().is_empty() { "any" } else { self.when() };
        let rest =
            self.kept().into_iter().filter(|(name, _)| !matches!(*name, "distance" | "when"));
        Form::filled(rest.chain([("distance", distance.as_str()), ("when", when)]))
    }

    /// What the search means, with its place found.
    pub async fn understood(&self, visit: &Visit) -> Result<Understood> {
        let (mut area, mut near, mut zone) =
            (Area::Everywhere, None, visit.zone.unwrap_or(Tz::UTC));
        let text = self.place.trim();
        if !text.is_empty() {
            let found = find_place(visit, text).await?;
            if let Some(place) = &found {
                let km = f64::from(self.kilometres());
                area =
                    Near::of(place.lon, place.lat, Some(km)).map_or(Area::Everywhere, Area::Circle);
                near = Some(place.description.clone());
                zone = place.timezone.as_deref().and_then(|name| name.parse().ok()).unwrap_or(zone);
            }
        } else if !self.bbox.trim().is_empty() {
            let bbox = BoundingBox::parse(&self.bbox)?;
            let (lat, lon) = bbox.middle();
            near = Some(places::nearest_town(lat, lon, visit.t.lang));
            zone = farandole_geocode::zone_at(lon, lat).unwrap_or(zone);
            area = Area::Box(bbox);
        }
        let unknown_place = !text.is_empty() && near.is_none();
        let list =
            |text: &str| if text.trim().is_empty() { vec![] } else { vec![text.trim().to_owned()] };
        let filters = Filters {
            words: Some(self.search.clone()).filter(|words| !words.trim().is_empty()),
            exact: self.exact == "1",
            area,
            span: self.span(visit.app.now(), zone),
            categories: list(&self.category),
            languages: list(&self.language),
            statuses: list(&self.status),
            tags: list(&crate::tags::slug(&self.tag)),
            online: (self.online == "1").then_some(true),
            ..Filters::default()
        };
        Ok(Understood { filters, near, unknown_place })
    }

    /// The days asked for, else the stretch of time behind the word.
    fn span(&self, now: DateTime<Utc>, zone: Tz) -> Span {
        let (first, last) = (day(&self.from), day(&self.until));
        if first.is_none() && last.is_none() {
            return span(self.when(), now, zone);
        }
        let until = last.map(|last| midnight(last + Days::new(1), zone));
        // Who names no first day means from now on, or all that was if the last day is over.
        let from = match first {
            Some(first) => Some(midnight(first, zone)),
            None => until.is_none_or(|until| until > now).then_some(now),
        };
        Span { from, until }
    }
}

/// A day as a form sends it.
fn day(text: &str) -> Option<NaiveDate> {
    let date: NaiveDate = text.trim().parse().ok()?;
    (1970..=2200).contains(&date.year()).then_some(date)
}

async fn find_place(visit: &Visit, text: &str) -> Result<Option<farandole_geocode::Place>> {
    let search = places::Search {
        text,
        lang: visit.t.lang.as_str(),
        administrative: false,
        typing: false,
        page: Page::first(1),
    };
    Ok(places::search(&visit.app, &visit.viewer, search).await?.into_iter().next())
}

/// The stretch of time behind a word, on the clocks of a zone.
pub fn span(when: &str, now: DateTime<Utc>, zone: Tz) -> Span {
    let today = now.with_timezone(&zone).date_naive();
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let first = today.with_day(1).unwrap_or(today);
    let month = |from: NaiveDate| from.checked_add_months(chrono::Months::new(1)).unwrap_or(from);
    let days = |from: NaiveDate, days: u64| (from, from + Days::new(days));
    let (from, until) = match when {
        "today" => days(today, 1),
        "tomorrow" => days(today + Days::new(1), 1),
        "weekend" => days(monday + Days::new(5), 2),
        "week" => days(monday, 7),
        "next-week" => days(monday + Days::new(7), 7),
        "month" => (first, month(first)),
        "next-month" => (month(first), month(month(first))),
        "past" => return Span { from: None, until: Some(now) },
        _ => return Span { from: Some(now), until: None },
    };
    Span { from: Some(midnight(from, zone).max(now)), until: Some(midnight(until, zone)) }
}

/// When a day begins on the clocks of a zone.
fn midnight(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let wall = date.and_time(NaiveTime::MIN);
    wall.and_local_timezone(zone).earliest().map_or(wall.and_utc(), |at| at.with_timezone(&Utc))
}

/// The times on offer.
pub fn times(t: T) -> Vec<Choice> {
    TIMES.iter().map(|when| Choice::new(*when, t.get(&format!("when-{when}")))).collect()
}

/// A category by its key, in words; a key that is not ours stays as it is.
pub fn category_name(t: T, key: &str) -> String {
    let known = events::Category::ALL.iter().any(|category| category.as_str() == key);
    if !known {
        return key.to_owned();
    }
    t.get(&format!("category-{}", key.to_lowercase().replace('_', "-")))
}

/// The categories, in the order of the alphabet.
pub fn categories(t: T) -> Vec<Choice> {
    let choice = |category: &events::Category| {
        Choice::new(category.as_str(), category_name(t, category.as_str()))
    };
    let mut all: Vec<Choice> = events::Category::ALL.iter().map(choice).collect();
    all.sort_by_key(|choice| choice.text.to_lowercase());
    all
}

/// The languages of events.
pub fn languages(t: T) -> Vec<Choice> {
    let spoken =
        ["en", "fr", "de", "es", "it", "nl", "pt", "oc", "br", "eu", "ca", "ar", "uk", "pl"];
    let choice = |code: &str| Some(Choice::new(code, site::language_name(code, t.lang)?));
    spoken.iter().filter_map(|code| choice(code)).collect()
}

/// What the filters offer.
pub fn offers(t: T) -> Offers {
    let radius = |km: &u32| Choice::new(km.to_string(), t.count("search-km", *km));
    Offers {
        times: times(t),
        radii: RADII.iter().map(radius).collect(),
        categories: categories(t),
        languages: languages(t),
        statuses: ["confirmed", "tentative", "cancelled"]
            .map(|status| Choice::new(status, t.get(&format!("search-status-{status}"))))
            .into(),
    }
}

/// The site in one sentence: its administrators' words, or ours.
pub async fn tagline(visit: &Visit) -> Result<String> {
    let settings = site::settings(&visit.app).await?;
    let own = settings.slogan.or(Some(settings.description)).filter(|text| !text.trim().is_empty());
    Ok(own.unwrap_or_else(|| visit.t.get("about-what-is")))
}

/// The feeds of the whole site.
pub fn instance_feeds(visit: &Visit) -> Vec<FeedLink> {
    let feed = |media_type, title: &str, url: &str| FeedLink {
        media_type,
        title: title.into(),
        url: url.into(),
    };
    let title = visit.t.get("nav-events");
    vec![
        feed("application/atom+xml", &title, "/feed/instance/atom"),
        feed("text/calendar", &title, "/feed/instance/ics"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn words_for_time_are_days_on_the_clocks_of_the_place() {
        // A Wednesday evening in UTC that is Thursday already in Tokyo.
        let now = Utc.with_ymd_and_hms(2026, 6, 10, 18, 0, 0).unwrap();
        let day = |when: &str, zone: Tz| {
            let span = span(when, now, zone);
            let at = |at: DateTime<Utc>| at.with_timezone(&zone).format("%d %H:%M").to_string();
            (span.from.map(at), span.until.map(at))
        };
        let pair = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(day("today", Tz::Europe__Paris), pair("10 20:00", "11 00:00"));
        assert_eq!(day("today", Tz::Asia__Tokyo), pair("11 03:00", "12 00:00"));
        assert_eq!(day("weekend", Tz::Europe__Paris), pair("13 00:00", "15 00:00"));
        assert_eq!(day("next-week", Tz::UTC), pair("15 00:00", "22 00:00"));
        assert_eq!(day("next-month", Tz::UTC), pair("01 00:00", "01 00:00"));
        assert_eq!(day("past", Tz::UTC), (None, Some("10 18:00".to_owned())));
        assert_eq!(day("whatever", Tz::UTC), (Some("10 18:00".to_owned()), None));
    }

    #[test]
    fn an_address_loses_one_part_and_keeps_the_others() {
        let query = Query {
            search: "bal".into(),
            place: "Lyon".into(),
            distance: "10".into(),
            when: "weekend".into(),
            ..Query::default()
        };
        assert_eq!(query.without("place"), "/search?search=bal&when=weekend");
        assert_eq!(
            query.with("when", "today"),
            "/search?search=bal&place=Lyon&distance=10&when=today"
        );
        assert_eq!(Query::default().without("search"), "/search");
    }

    #[test]
    fn any_address_is_a_search() {
        let query = Query::read("search=a&search=b&when=foo&x=1&place=%FF&online");
        assert_eq!((query.search.as_str(), query.when()), ("b", ""));
        assert_eq!(query.without("place"), "/search?search=b");
    }

    #[test]
    fn a_search_on_the_map_stays_on_the_map() {
        let query = Query::read("search=bal&tag=folk&mode=map&when=today");
        assert_eq!(query.without("when"), "/search?search=bal&tag=folk&mode=map");
        assert_eq!(query.form().value("mode"), "map");
        assert_eq!(query.without("mode"), "/search?search=bal&when=today&tag=folk");
    }

    #[test]
    fn the_way_back_leads_through_every_page() {
        let first = "/search?search=bal";
        let mut query = Query::read("search=bal");
        let mut seen = vec![];
        for rows in [16, 32, 48] {
            let pager = query.pager(Some(Cursor::Rows(rows)), first);
            seen.push(pager.previous);
            query = Query::read(pager.next.unwrap().split_once('?').unwrap().1);
        }
        let last = query.pager(None, first);
        let second = Query::read(last.previous.as_deref().unwrap().split_once('?').unwrap().1);
        assert_eq!(seen[..2], [None, Some(first.to_owned())]);
        assert_eq!(second.after, Cursor::Rows(32).encode());
        assert_eq!(second.back, Cursor::Rows(16).encode());
        assert_eq!(last.next, None);
    }

    #[test]
    fn days_are_days_on_the_clocks_of_the_place_and_include_the_last() {
        let now = Utc.with_ymd_and_hms(2026, 6, 10, 18, 0, 0).unwrap();
        let span = |query: &str| Query::read(query).span(now, Tz::Europe__Paris);
        let at = |d, h| Some(Utc.with_ymd_and_hms(2026, 6, d, h, 0, 0).unwrap());
        assert_eq!(
            span("from=2026-06-12&until=2026-06-13&when=past"),
            Span { from: at(11, 22), until: at(13, 22) }
        );
        assert_eq!(span("until=2026-06-13"), Span { from: Some(now), until: at(13, 22) });
        assert_eq!(span("until=2026-06-03"), Span { from: None, until: at(3, 22) });
        assert_eq!(span("from=junk"), Span { from: Some(now), until: None });
    }
}
