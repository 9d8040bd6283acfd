//! Feeds as calendars and readers fetch them, and read back by parsers that are not ours.

mod open;
mod page;
mod private;
mod robots;

use crate::events::Made;
use crate::support::TestApp;
use atom_syndication::Feed;
use diesel_async::RunQueryDsl;
use ical::parser::ical::component::{IcalCalendar, IcalEvent};
use reqwest::header::HeaderMap;

/// What came back for a path.
struct Fetched {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Fetched {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The calendar that it is.
    fn calendar(&self) -> IcalCalendar {
        assert_eq!(self.status, 200, "{}", self.body);
        assert_eq!(self.header("content-type"), "text/calendar; charset=utf-8");
        let mut calendars = ical::IcalParser::new(self.body.as_bytes());
        let calendar = calendars.next().expect("a calendar").expect("a valid calendar");
        assert!(calendars.next().is_none(), "one calendar");
        calendar
    }

    /// The titles of its events, in order.
    fn titles(&self) -> Vec<String> {
        self.calendar().events.iter().map(|event| value(event, "SUMMARY")).collect()
    }

    /// The news that it is.
    fn news(&self) -> Feed {
        assert_eq!(self.status, 200, "{}", self.body);
        assert_eq!(self.header("content-type"), "application/atom+xml; charset=utf-8");
        Feed::read_from(self.body.as_bytes()).expect("valid Atom")
    }

    /// The titles of its entries, in order.
    fn headlines(&self) -> Vec<String> {
        self.news().entries().iter().map(|entry| entry.title().value.clone()).collect()
    }
}

async fn fetch(t: &TestApp, path: &str) -> Fetched {
    fetched(t.get(path).await).await
}

async fn fetched(reply: reqwest::Response) -> Fetched {
    let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
    Fetched { status, headers, body: reply.text().await.unwrap() }
}

/// The value of a property of an event.
fn value(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|property| property.name == name);
    found.and_then(|property| property.value.clone()).unwrap_or_default()
}

/// Changes a row behind the server's back.
async fn set(t: &TestApp, event: &Made, columns: &str) {
    sql(t, &format!("UPDATE events SET {columns} WHERE id = {}", event.id)).await;
}

async fn sql(t: &TestApp, statement: &str) {
    let mut conn = t.app.db.get().await.unwrap();
    diesel::sql_query(statement).execute(&mut conn).await.unwrap();
}
