//! Events as calendars know them.

use super::model::Event;
use super::whole::{Whole, whole};
use super::words::Status;
use crate::app::App;
use crate::kernel::config::Config;
use crate::kernel::prelude::*;
use crate::places;
use farandole_calendar::{Entry, When};

/// The event as a file for a calendar: a download, an attachment of a mail.
pub async fn calendar_file(app: &App, lang: Lang, event: &Event) -> Result<Vec<u8>> {
    let whole = whole(app, vec![event.clone()]).await?;
    let file = whole.iter().map(|whole| farandole_calendar::file(&whole.entry(&app.config, lang)));
    Ok(file.collect::<String>().into_bytes())
}

/// The event as it goes along with a mail to somebody who takes part: as it is, with the link of its meeting, or as
/// called off, which takes it out of the reader's calendar. Whoever calls this has asked
/// [`see_meeting`](super::see_meeting). A long description is cut: its page has all of it.
pub async fn calendar_mail(app: &App, lang: Lang, event: &Event, off: bool) -> Result<Vec<u8>> {
    let mut whole = whole(app, vec![event.clone()]).await?;
    if !off {
        whole.iter_mut().for_each(Whole::tell_meeting);
    }
    let file = whole.iter().map(|whole| {
        let mut entry = whole.entry(&app.config, lang);
        entry.description_text = entry.description_text.as_deref().map(shortened);
        if off {
            farandole_calendar::cancellation(&entry)
        } else {
            farandole_calendar::file(&entry)
        }
    });
    Ok(file.collect::<String>().into_bytes())
}

/// Characters of a description in a mail's calendar file.
const SHORT: usize = 1_000;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHORT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

impl Whole {
    /// The event as an entry of a calendar. Its name there is made of its UUID and our host, for ever; `lang` is for
    /// the few words of ours.
    pub fn entry(&self, config: &Config, lang: Lang) -> Entry {
        let event = &self.event;
        let description = farandole_sanitise::text(&self.description);
        let point = self.place.as_ref().and_then(|place| place.geog);
        Entry {
            uid: format!("{}@{}", event.uuid, config.host()),
            sequence: u32::try_from(event.sequence).unwrap_or(0),
            created: event.created_at,
            last_modified: event.updated_at,
            summary: event.title.clone(),
            description_text: Some(description).filter(|text| !text.is_empty()),
            starts: starts(event),
            ends: ends(event),
            status: match event.status {
                Status::Tentative => farandole_calendar::Status::Tentative,
                Status::Confirmed => farandole_calendar::Status::Confirmed,
                Status::Cancelled => farandole_calendar::Status::Cancelled,
            },
            url: Some(event.url.clone()),
            organizer_name: self.by.as_ref().map(|by| by.display_name().to_owned()),
            location_text: self.place.as_ref().map(|place| places::one_line(place, lang)),
            geo: point.map(|point| (point.y, point.x)),
            categories: self.tags.iter().map(|tag| tag.title.clone()).collect(),
            online_url: self.meeting.as_deref().or(event.online_meeting()).map(ToOwned::to_owned),
        }
    }
}

/// The start: a day where there is no hour, or where the organiser does not show it.
fn starts(event: &Event) -> When {
    if event.all_day || !event.options.show_start_time {
        When::Day(event.begins_wall.date())
    } else {
        When::Zoned { wall: event.begins_wall, zone: event.zone() }
    }
}

/// The end. Whole days end at the midnight after the last; calendars want the last. Of an end whose hour is not
/// shown, the day is left where it is another.
fn ends(event: &Event) -> Option<When> {
    let ends = event.ends_wall?;
    if event.all_day {
        return Some(When::Day((ends - Duration::seconds(1)).date()));
    }
    if event.options.show_end_time {
        return Some(When::Zoned { wall: ends, zone: event.zone() });
    }
    (ends.date() > event.begins_wall.date()).then(|| When::Day(ends.date()))
}

impl Event {
    /// Where people meet online: the stream or the call that the organiser named, or else the web page of an event
    /// that takes place on the net alone and keeps no link for those who come.
    pub fn online_meeting(&self) -> Option<&str> {
        let alone = self.options.is_online && self.options.meeting_url.is_none();
        let page = self.online_address.as_deref().filter(|_| alone);
        self.metadata.meetings().next().or(page)
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::testing::event;
    use super::super::options::{Entry as Fact, Metadata};
    use super::super::words::MetadataType;
    use super::*;

    fn day(day: u32) -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    fn evening() -> Event {
        Event {
            begins_wall: day(10).and_hms_opt(20, 0, 0).unwrap(),
            ends_wall: day(10).and_hms_opt(23, 0, 0),
            timezone: "Europe/Paris".into(),
            ..event()
        }
    }

    #[test]
    fn an_evening_is_on_the_clocks_of_its_place() {
        let paris = chrono_tz::Europe::Paris;
        let mut evening = evening();
        let at = |hour| When::Zoned { wall: day(10).and_hms_opt(hour, 0, 0).unwrap(), zone: paris };
        assert_eq!((starts(&evening), ends(&evening)), (at(20), Some(at(23))));
        evening.options.show_end_time = false;
        assert_eq!((starts(&evening), ends(&evening)), (at(20), None));
        evening.ends_wall = day(12).and_hms_opt(18, 0, 0);
        assert_eq!(ends(&evening), Some(When::Day(day(12))));
        evening.options.show_start_time = false;
        assert_eq!(starts(&evening), When::Day(day(10)));
    }

    #[test]
    fn whole_days_end_with_the_last_of_them() {
        let mut fair = evening();
        fair.all_day = true;
        fair.begins_wall = day(10).and_hms_opt(0, 0, 0).unwrap();
        fair.ends_wall = day(13).and_hms_opt(0, 0, 0);
        assert_eq!((starts(&fair), ends(&fair)), (When::Day(day(10)), Some(When::Day(day(12)))));
    }

    #[test]
    fn a_call_is_where_people_meet_before_a_web_page_is() {
        let mut call = evening();
        call.online_address = Some("https://example.org/".into());
        assert_eq!(call.online_meeting(), None, "a page about it is no meeting");
        call.options.is_online = true;
        assert_eq!(call.online_meeting(), Some("https://example.org/"));
        let fact = |key: &str, value: &str| Fact {
            key: key.into(),
            title: None,
            kind: MetadataType::String,
            value: value.into(),
        };
        call.metadata = Metadata(vec![
            fact("mz:visio:zoom", "javascript:alert(1)"),
            fact("mz:poll:framadate:url", "https://poll.example"),
            fact("mz:visio:jitsi_meet", "https://meet.example/x"),
        ]);
        assert_eq!(call.online_meeting(), Some("https://meet.example/x"));
    }
}
