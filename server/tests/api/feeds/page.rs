//! The calendar file of one event.

use super::{fetch, fetched, set, value};
use crate::events::{Made, create, update};
use crate::support::TestApp;
use serde_json::{Value, json};

fn path(event: &Made) -> String {
    format!("/events/{}/export/ics", event.uuid)
}

fn evening() -> Value {
    json!({
        "title": "Picnic, by; the river", "endsOn": "2026-06-10T20:00:00Z", "tags": ["Food"],
        "options": { "timezone": "Europe/Paris" },
        "physicalAddress": { "description": "Parc Monceau", "locality": "Paris", "geom": "2.309;48.8797" },
    })
}

const CREATE: &str = "mutation ($title: String!, $endsOn: DateTime, $tags: [String], $actor: ID!,
    $options: EventOptionsInput, $physicalAddress: AddressInput) {
    createEvent(title: $title, description: \"<p>Bring <b>cake</b>.</p>\", beginsOn: \"2026-06-10T18:00:00Z\",
      endsOn: $endsOn, tags: $tags, organizerActorId: $actor, options: $options,
      physicalAddress: $physicalAddress) { id uuid } }";

#[tokio::test]
async fn an_event_is_a_calendar_file_that_others_read() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut input = evening();
    input["actor"] = json!(ana.actor);
    let reply = ana.ask(CREATE, input).await;
    let made = &reply["data"]["createEvent"];
    let uuid = made["uuid"].as_str().unwrap_or_else(|| panic!("{reply:#}"));
    let file = fetch(&t, &format!("/events/{uuid}/export/ics")).await;
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"picnic-by-the-river.ics\""
    );
    assert_eq!(file.header("cache-control"), "public, no-cache");
    assert_eq!(file.header("x-robots-tag"), "noindex");

    let calendar = file.calendar();
    assert_eq!(calendar.timezones.len(), 1, "the zone is spelt out");
    let event = &calendar.events[0];
    for (name, expected) in [
        ("UID", format!("{uuid}@localhost")),
        ("SEQUENCE", "0".into()),
        ("SUMMARY", "Picnic\\, by\\; the river".into()),
        ("DESCRIPTION", "Bring cake.".into()),
        ("DTSTART", "20260610T200000".into()),
        ("DTEND", "20260610T220000".into()),
        ("DTSTAMP", "20260601T120000Z".into()),
        ("LAST-MODIFIED", "20260601T120000Z".into()),
        ("STATUS", "CONFIRMED".into()),
        ("LOCATION", "Parc Monceau\\, Paris".into()),
        ("GEO", "48.879700;2.309000".into()),
        ("CATEGORIES", "Food".into()),
        ("URL", format!("{}/events/{uuid}", t.origin)),
    ] {
        assert_eq!(value(event, name), expected, "{name}");
    }
    let organizer = event.properties.iter().find(|property| property.name == "ORGANIZER").unwrap();
    assert_eq!(organizer.params.as_ref().unwrap()[0].1, ["ana"]);
    assert!(!file.body.contains("@example.org"), "nobody's address is in it");
}

#[tokio::test]
async fn a_change_is_the_same_event_with_a_higher_number() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let before = fetch(&t, &path(&event)).await.calendar();
    t.pass(chrono::Duration::minutes(5));
    update(&ana, &event, "beginsOn: \"2026-06-11T18:00:00Z\"").await;
    let after = fetch(&t, &path(&event)).await.calendar();
    let (before, after) = (&before.events[0], &after.events[0]);
    assert_eq!(value(before, "UID"), value(after, "UID"));
    assert_eq!((value(before, "SEQUENCE"), value(after, "SEQUENCE")), ("0".into(), "1".into()));
    assert!(value(before, "LAST-MODIFIED") < value(after, "LAST-MODIFIED"));

    update(&ana, &event, "status: CANCELLED").await;
    let cancelled = fetch(&t, &path(&event)).await.calendar();
    assert_eq!(value(&cancelled.events[0], "STATUS"), "CANCELLED");
    assert_eq!(value(&cancelled.events[0], "SEQUENCE"), "2");
}

#[tokio::test]
async fn whoever_may_not_see_an_event_gets_no_file_and_no_hint() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let unlisted = create(&ana, json!({ "visibility": "UNLISTED" })).await;
    assert_eq!(fetch(&t, &path(&unlisted)).await.titles(), ["Picnic by the river"]);

    let absent = fetch(&t, "/events/00000000-0000-4000-8000-000000000000/export/ics").await;
    assert_eq!(absent.status, 404);
    let private = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let draft = create(&ana, json!({ "draft": true })).await;
    for hidden in [&private, &draft] {
        let hidden = fetch(&t, &path(hidden)).await;
        assert_eq!((hidden.status, &hidden.body), (404, &absent.body));
        let headers = ["cache-control", "content-type", "etag", "content-length"];
        for name in headers {
            assert_eq!(hidden.header(name), absent.header(name), "{name}");
        }
    }
    let signed_in = async |token: &Option<String>| {
        let url = format!("{}{}", t.origin, path(&private));
        let request = t.client.get(url).bearer_auth(token.as_ref().unwrap());
        fetched(request.send().await.unwrap()).await
    };
    assert_eq!(signed_in(&ben.token).await.status, 404);
    let own = signed_in(&ana.token).await;
    assert_eq!((own.status, own.header("cache-control")), (200, "private, no-store"));
    assert_eq!(fetch(&t, "/events/not-a-uuid/export/ics").await.status, 404);
}

#[tokio::test]
async fn a_deleted_event_is_gone_if_everybody_could_see_it() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for (visibility, status) in [("PUBLIC", 410), ("PRIVATE", 404)] {
        let event = create(&ana, json!({ "visibility": visibility })).await;
        let delete = "mutation ($id: ID!) { deleteEvent(eventId: $id) { id } }";
        let reply = ana.ask(delete, json!({ "id": event.id })).await;
        assert!(reply["errors"].is_null(), "{reply:#}");
        assert_eq!(fetch(&t, &path(&event)).await.status, status, "{visibility}");
    }
}

#[tokio::test]
async fn whoever_has_the_file_is_told_so_until_it_changes() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let tag = fetch(&t, &path(&event)).await.header("etag").to_owned();
    let again = async || {
        let request = t.client.get(format!("{}{}", t.origin, path(&event)));
        fetched(request.header("if-none-match", &tag).send().await.unwrap()).await
    };
    let same = again().await;
    assert_eq!((same.status, same.body.as_str(), same.header("etag")), (304, "", tag.as_str()));
    let head = t.client.head(format!("{}{}", t.origin, path(&event))).send().await.unwrap();
    assert_eq!(head.headers()["etag"], tag);
    set(&t, &event, "title = 'Another'").await;
    assert_eq!(again().await.titles(), ["Another"]);
}
