//! A feed, before and after it is written.

use crate::events::{Event, Whole};
use crate::kernel::config::Config;
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::kernel::text::{T, say};
use crate::kernel::words::words;
use crate::places;
use chrono_tz::Tz;
use farandole_calendar::{AtomEntry, AtomFeed, Feed};
use std::collections::HashMap;

words! {
    /// The two ways in which a feed is written.
    pub enum Form {
        /// A calendar (RFC 5545).
        Ics = "ics",
        /// News (RFC 4287).
        Atom = "atom",
    }
}

/// How often calendars should ask again.
const REFRESH: std::time::Duration = std::time::Duration::from_secs(60 * 60);

impl Form {
    /// How many events a feed holds.
    pub fn limit(self) -> i64 {
        match self {
            Self::Ics => 500,
            Self::Atom => 100,
        }
    }

    /// As in `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Ics => "text/calendar; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
        }
    }
}

/// Events under a name.
#[derive(Debug, Clone)]
pub struct Channel {
    pub title: String,
    pub subtitle: Option<String>,
    /// The page that shows the same.
    pub page: String,
    pub events: Vec<Whole>,
}

/// A written feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub content_type: &'static str,
    pub body: String,
}

impl Channel {
    /// Writes the feed that can be had at `address`, in the language of the server: whoever fetches it, it is the
    /// same.
    pub fn write(&self, config: &Config, form: Form, address: &str) -> Document {
        let body = match form {
            Form::Ics => self.calendar(config),
            Form::Atom => self.news(config, address),
        };
        Document { content_type: form.content_type(), body }
    }

    fn calendar(&self, config: &Config) -> String {
        let entry = |whole: &Whole| whole.entry(config, config.default_language);
        farandole_calendar::feed(&Feed {
            name: self.title.clone(),
            url: Some(self.page.clone()),
            zone: zone(&self.events),
            refresh: REFRESH,
            entries: self.events.iter().map(entry).collect(),
        })
    }

    fn news(&self, config: &Config, address: &str) -> String {
        let updated = self.events.iter().map(|whole| whole.event.updated_at).max();
        let entry = |whole: &Whole| news(whole, config.default_language);
        farandole_calendar::atom(&AtomFeed {
            id: address.to_owned(),
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            url: self.page.clone(),
            self_url: address.to_owned(),
            updated: updated.unwrap_or(DateTime::UNIX_EPOCH),
            lang: Some(config.default_language.to_string()),
            entries: self.events.iter().map(entry).collect(),
        })
    }
}

/// The zone that most of the events are in.
fn zone(events: &[Whole]) -> Tz {
    let mut counted: HashMap<&str, usize> = HashMap::new();
    for whole in events {
        *counted.entry(&whole.event.timezone).or_default() += 1;
    }
    let most = counted.into_iter().max_by_key(|(name, times)| (*times, std::cmp::Reverse(*name)));
    most.and_then(|(name, _)| name.parse().ok()).unwrap_or(Tz::UTC)
}

fn news(whole: &Whole, lang: Lang) -> AtomEntry {
    let event = &whole.event;
    let place = whole.place.as_ref().map(|place| places::one_line(place, lang));
    let facts: Vec<String> = [Some(when(event, lang)), place].into_iter().flatten().collect();
    AtomEntry {
        id: event.url.clone(),
        title: if event.status == crate::events::Status::Cancelled {
            say(lang, "feeds-cancelled", &[("title", event.title.clone().into())])
        } else {
            event.title.clone()
        },
        url: event.url.clone(),
        published: event.published_at.unwrap_or(event.created_at),
        updated: event.updated_at,
        author_name: whole.by.as_ref().map_or("", |by| by.display_name()).to_owned(),
        summary_text: Some(facts.join(" – ")),
        content_html: Some(whole.description.clone()).filter(|html| !html.is_empty()),
        categories: whole.tags.iter().map(|tag| tag.title.clone()).collect(),
    }
}

/// When an event begins, on the clocks of its place.
fn when(event: &Event, lang: Lang) -> String {
    let t = T { lang };
    if event.all_day || !event.options.show_start_time {
        return dates::day(t, event.begins_wall.date());
    }
    let zone = event.zone();
    format!("{}, {}", dates::moment(t, event.begins_on.with_timezone(&zone)), dates::zone(t, zone))
}
