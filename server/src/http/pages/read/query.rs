//! What a search page has in its address, and what that means.

use crate::http::pages::frame::Visit;
use crate::http::pages::views::{Choice, FeedLink, Form, Offers};
use crate::kernel::prelude::*;
use crate::kernel::text::T;
use crate::places;
use crate::search::{Area, Filters, Near, Span};
use crate::{events, site};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::Deserialize;

/// Kilometres on offer.
const RADII: [u32; 6] = [5, 10, 25, 50, 100, 150];
/// Times on offer.
const TIMES: [&str; 9] =
    ["any", "today", "tomorrow", "weekend", "week", "next-week", "month", "next-month", "past"];

/// The address of a search, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    pub search: String,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub distance: String,
    #[serde(default)]
    pub when: String,
    #[serde(default)]
    pub category: String,
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub online: String,
    #[serde(default)]
    pub tag: String,
    #[serde(default)]
    pub mode: String,
    #[serde(default)]
    pub after: String,
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
    /// The parts that narrow, with their names in the address.
    pub fn parts(&self) -> Vec<(&'static str, &str)> {
        let radius = if self.place.trim().is_empty() { "" } else { self.distance.as_str() };
        let when = if self.when == "any" { "" } else { self.when.as_str() };
        [
            ("search", self.search.as_str()),
            ("place", self.place.as_str()),
            ("distance", radius),
            ("when", when),
            ("category", self.category.as_str()),
            ("language", self.language.as_str()),
            ("online", self.online.as_str()),
            ("tag", self.tag.as_str()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .collect()
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
        let gone = |name: &str| name == part || (part == "place" && name == "distance");
        let parts: Vec<_> = self.parts().into_iter().filter(|(name, _)| !gone(name)).collect();
        Self::address(&parts)
    }

    /// The address with another part.
    pub fn with(&self, part: &str, value: &str) -> String {
        let mut parts: Vec<_> =
            self.parts().into_iter().filter(|(name, _)| *name != part).collect();
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
        let when = if self.when.is_empty() { "any" } else { self.when.as_str() };
        let rest =
            self.parts().into_iter().filter(|(name, _)| !matches!(*name, "distance" | "when"));
        Form::filled(rest.chain([("distance", distance.as_str()), ("when", when)]))
    }

    /// What the search means, with its place found.
    pub async fn understood(&self, visit: &Visit) -> Result<Understood> {
        let (mut area, mut near, mut zone) = (Area::Everywhere, None, Tz::UTC);
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
        }
        let unknown_place = !text.is_empty() && near.is_none();
        let list =
            |text: &str| if text.trim().is_empty() { vec![] } else { vec![text.trim().to_owned()] };
        let filters = Filters {
            words: Some(self.search.clone()).filter(|words| !words.trim().is_empty()),
            area,
            span: span(&self.when, visit.app.now(), zone),
            categories: list(&self.category),
            languages: list(&self.language),
            tags: list(&crate::tags::slug(&self.tag)),
            online: (self.online == "1").then_some(true),
            ..Filters::default()
        };
        Ok(Understood { filters, near, unknown_place })
    }
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
    let midnight = |date: NaiveDate| {
        let wall = date.and_time(NaiveTime::MIN);
        wall.and_local_timezone(zone).earliest().map_or(wall.and_utc(), |at| at.with_timezone(&Utc))
    };
    Span { from: Some(midnight(from).max(now)), until: Some(midnight(until)) }
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
}
