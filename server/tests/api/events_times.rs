//! When an event is: offsets, zones, whole days, clocks that skip and repeat hours.

use crate::events::{CREATE, create, input, read, refusal, update};
use crate::support::TestApp;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole_schema::tables::{events, user_settings};
use serde_json::{Value, json};

const PARIS: &str = "Europe/Paris";

/// Beginning, end and zone.
fn when(seen: &Value) -> (String, String, String) {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    (text(&seen["beginsOn"]), text(&seen["endsOn"]), text(&seen["options"]["timezone"]))
}

/// The hours on the wall, as the row keeps them.
async fn wall(t: &TestApp, uuid: &str) -> (String, Option<String>) {
    let (begins, ends): (chrono::NaiveDateTime, Option<chrono::NaiveDateTime>) = events::table
        .filter(events::uuid.eq(uuid.parse::<uuid::Uuid>().unwrap()))
        .select((events::begins_wall, events::ends_wall))
        .first(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
    (begins.to_string(), ends.map(|ends| ends.to_string()))
}

#[tokio::test]
async fn a_moment_is_read_with_z_with_an_offset_or_on_the_clocks_of_the_place() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for begins in ["2026-06-10T18:00:00Z", "2026-06-10T14:00:00-04:00", "2026-06-10T20:00:00"] {
        let more = json!({ "beginsOn": begins, "options": { "timezone": PARIS } });
        let event = create(&ana, more).await;
        let seen = read(&ana, &event).await.unwrap();
        assert_eq!(seen["beginsOn"], "2026-06-10T18:00:00Z", "{begins}");
        assert_eq!(wall(&t, &event.uuid).await.0, "2026-06-10 20:00:00", "{begins}");
    }
}

#[tokio::test]
async fn an_hour_that_the_clocks_skip_is_refused_and_named() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let options = json!({ "timezone": PARIS });
    for (more, field) in [
        (json!({ "beginsOn": "2026-03-29T02:30:00" }), "beginsOn"),
        (json!({ "beginsOn": "2026-03-29T01:30:00", "endsOn": "2026-03-29T02:00:00" }), "endsOn"),
    ] {
        let mut more = input(&ana, more);
        more["options"] = options.clone();
        let reply = ana.ask(CREATE, more).await;
        assert_eq!(refusal(&reply), ("validation", field));
        assert!(reply["errors"][0]["message"].as_str().unwrap().contains(PARIS), "{reply:#}");
    }
    let event = create(&ana, json!({ "options": options })).await;
    let reply = update(&ana, &event, "beginsOn: \"2026-03-29T02:30:00\"").await;
    assert_eq!(refusal(&reply), ("validation", "beginsOn"));
}

#[tokio::test]
async fn of_an_hour_shown_twice_the_first_is_meant_unless_an_offset_was_given() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for (begins, expected) in [
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z"),
    ] {
        let more = json!({ "beginsOn": begins, "options": { "timezone": PARIS } });
        let event = create(&ana, more).await;
        assert_eq!(read(&ana, &event).await.unwrap()["beginsOn"], expected);
        assert_eq!(wall(&t, &event.uuid).await.0, "2026-10-25 02:30:00");
    }
}

#[tokio::test]
async fn the_zone_is_the_one_given_or_the_places_or_the_organisers_or_utc() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    diesel::insert_into(user_settings::table)
        .values((
            user_settings::user_id.eq(ana.user),
            user_settings::timezone.eq("America/Montreal"),
            user_settings::updated_at.eq(t.app.now()),
        ))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
    for (by, options, expected) in [
        (&ana, json!({ "timezone": PARIS }), PARIS),
        (&ana, json!({}), "America/Montreal"),
        (&ana, json!({ "timezone": "" }), "America/Montreal"),
        (&ben, json!({}), "UTC"),
    ] {
        let event = create(by, json!({ "options": options })).await;
        assert_eq!(read(by, &event).await.unwrap()["options"]["timezone"], expected);
    }
    let tokyo = json!({ "description": "Park", "geom": "139.69;35.69" });
    for (options, expected) in [(json!({}), "Asia/Tokyo"), (json!({ "timezone": PARIS }), PARIS)] {
        let event = create(&ana, json!({ "physicalAddress": tokyo, "options": options })).await;
        assert_eq!(read(&ana, &event).await.unwrap()["options"]["timezone"], expected);
    }
    let wrong = input(&ana, json!({ "options": { "timezone": "Europe/Atlantis" } }));
    let reply = ana.ask(CREATE, wrong).await;
    assert_eq!(refusal(&reply).0, "invalid_argument");
}

#[tokio::test]
async fn another_zone_moves_the_clocks_and_not_the_moment() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let more = json!({ "endsOn": "2026-06-10T20:00:00Z", "options": { "timezone": PARIS } });
    let event = create(&ana, more).await;
    update(&ana, &event, "options: { timezone: \"Asia/Tokyo\" }").await;
    let seen = read(&ana, &event).await.unwrap();
    let expected = ("2026-06-10T18:00:00Z", "2026-06-10T20:00:00Z", "Asia/Tokyo");
    let seen = when(&seen);
    assert_eq!((seen.0.as_str(), seen.1.as_str(), seen.2.as_str()), expected);
    let wall = wall(&t, &event.uuid).await;
    assert_eq!(wall, ("2026-06-11 03:00:00".into(), Some("2026-06-11 05:00:00".into())));
}

#[tokio::test]
async fn whole_days_begin_and_end_at_the_midnights_of_the_place() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let options = json!({ "timezone": PARIS });
    for (begins, ends, expected) in [
        ("2026-07-14T09:00:00", None, ("2026-07-13T22:00:00Z", "-")),
        (
            "2026-07-14T09:00:00",
            Some("2026-07-14T18:00:00"),
            ("2026-07-13T22:00:00Z", "2026-07-14T22:00:00Z"),
        ),
        (
            "2026-07-14T00:00:00",
            Some("2026-07-16T00:00:00"),
            ("2026-07-13T22:00:00Z", "2026-07-15T22:00:00Z"),
        ),
        (
            "2026-07-14T00:00:00",
            Some("2026-07-14T00:00:00"),
            ("2026-07-13T22:00:00Z", "2026-07-14T22:00:00Z"),
        ),
        (
            "2026-10-25T12:00:00",
            Some("2026-10-25T13:00:00"),
            ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        ),
    ] {
        let mut more = json!({ "beginsOn": begins, "allDay": true, "options": options });
        if let Some(ends) = ends {
            more["endsOn"] = json!(ends);
        }
        let event = create(&ana, more).await;
        let seen = when(&read(&ana, &event).await.unwrap());
        assert_eq!((seen.0.as_str(), seen.1.as_str()), expected, "{begins} {ends:?}");
        update(&ana, &event, "title: \"The same days\"").await;
        assert_eq!(when(&read(&ana, &event).await.unwrap()), seen, "no update moves them");
        update(&ana, &event, "options: { timezone: \"UTC\" }").await;
        let moved = when(&read(&ana, &event).await.unwrap()).0;
        assert_eq!(moved[..10], begins[..10], "the days stay those of the calendar");
    }
}

#[tokio::test]
async fn no_change_lets_an_event_end_before_it_begins() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "endsOn": "2026-06-10T20:00:00Z" })).await;
    let later = update(&ana, &event, "beginsOn: \"2026-06-10T20:00:01Z\"").await;
    assert_eq!(refusal(&later), ("validation", "beginsOn"));
    let earlier = update(&ana, &event, "endsOn: \"2026-06-10T17:00:00Z\"").await;
    assert_eq!(refusal(&earlier), ("validation", "endsOn"));
    let both = "beginsOn: \"2026-07-01T18:00:00Z\", endsOn: \"2026-07-01T19:00:00Z\"";
    assert!(update(&ana, &event, both).await["errors"].is_null());
}
