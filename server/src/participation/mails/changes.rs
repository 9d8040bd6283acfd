//! What has changed about an event, told as it is now with what it was before.

use super::when;
use crate::events::{Changed, Event, Status};
use crate::kernel::prelude::*;
use crate::kernel::text::say;
use crate::places::{Address, one_line};

/// What changed, and the words that need the database.
#[derive(Debug, Clone)]
pub struct Change {
    pub before: Changed,
    /// Where it was to take place.
    pub old_place: Option<Address>,
}

/// What is not as it was: what has been changed back is no news.
pub fn still_true(before: Changed, event: &Event) -> Changed {
    fn news<T: PartialEq>(old: Option<T>, now: &T) -> Option<T> {
        old.filter(|old| old != now)
    }
    Changed {
        title: news(before.title, &event.title),
        begins_on: news(before.begins_on, &event.begins_on),
        ends_on: news(before.ends_on, &event.ends_on),
        timezone: news(before.timezone, &event.timezone),
        all_day: news(before.all_day, &event.all_day),
        status: news(before.status, &event.status),
        address_id: news(before.address_id, &event.address_id),
        online_address: news(before.online_address, &event.online_address),
        meeting_url: news(before.meeting_url, &event.options.meeting_url),
    }
}

impl Change {
    /// The names of what changed, with the values of now and before.
    pub fn lines(
        &self,
        lang: Lang,
        event: &Event,
        place: Option<&Address>,
    ) -> Vec<(String, String)> {
        let before = &self.before;
        let nothing = || say(lang, "mail-participation-nothing", &[]);
        let mut lines = Vec::new();
        let mut line = |id: &str, now: String, old: String| {
            let old = say(lang, "mail-participation-before", &[("before", old.into())]);
            lines.push((say(lang, id, &[]), format!("{now}\n{old}")));
        };
        if let Some(title) = &before.title {
            line("mail-participation-title", event.title.clone(), title.clone());
        }
        if let Some(status) = before.status {
            let word = |status| say(lang, status_word(status), &[]);
            line("mail-participation-status", word(event.status), word(status));
        }
        if let Some(old) = self.old_times(event) {
            line("mail-participation-when", when::span(lang, event), when::span(lang, &old));
        }
        if before.address_id.is_some() {
            let words = |place: Option<&Address>| match place {
                Some(place) => one_line(place, lang),
                None => nothing(),
            };
            line("mail-participation-where", words(place), words(self.old_place.as_ref()));
        }
        if let Some(old) = &before.online_address {
            let now = event.online_address.clone().unwrap_or_else(nothing);
            line("mail-participation-online", now, old.clone().unwrap_or_else(nothing));
        }
        if let Some(old) = &before.meeting_url {
            let now = event.options.meeting_url.clone().unwrap_or_else(nothing);
            line("mail-participation-meeting", now, old.clone().unwrap_or_else(nothing));
        }
        lines
    }

    /// The event with the times it had, if they were others.
    fn old_times(&self, event: &Event) -> Option<Event> {
        let before = &self.before;
        let same = before.begins_on.is_none()
            && before.ends_on.is_none()
            && before.timezone.is_none()
            && before.all_day.is_none();
        if same {
            return None;
        }
        let mut old = event.clone();
        old.begins_on = before.begins_on.unwrap_or(event.begins_on);
        old.ends_on = before.ends_on.unwrap_or(event.ends_on);
        old.all_day = before.all_day.unwrap_or(event.all_day);
        old.timezone = before.timezone.clone().unwrap_or_else(|| event.timezone.clone());
        let zone = old.zone();
        old.begins_wall = old.begins_on.with_timezone(&zone).naive_local();
        old.ends_wall = old.ends_on.map(|end| end.with_timezone(&zone).naive_local());
        Some(old)
    }
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Tentative => "mail-participation-status-tentative",
        Status::Confirmed => "mail-participation-status-confirmed",
        Status::Cancelled => "mail-participation-status-cancelled",
    }
}
