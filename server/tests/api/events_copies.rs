//! Copies of events: on other days, and by other identities of the same person.

use crate::events::{Made, create, read, refusal};
use crate::support::{Person, TestApp, data, upload};
use serde_json::{Value, json};

async fn copy(by: &Person, event: &Made, organizer: &str, begins: &str) -> Value {
    let query = format!(
        "mutation {{ duplicateEvent(eventId: \"{}\", organizerActorId: \"{organizer}\", beginsOn: \"{begins}\") \
         {{ id uuid }} }}",
        event.id
    );
    let reply = by.ask(&query, json!({})).await;
    let copy = &data(&reply)["duplicateEvent"];
    let text = |key: &str| copy[key].as_str().unwrap().to_owned();
    read(by, &Made { id: text("id"), uuid: text("uuid") }).await.unwrap()
}

#[tokio::test]
async fn a_copy_keeps_the_hours_on_the_wall_where_clocks_change() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let paris = json!({ "timezone": "Europe/Paris" });
    let night = json!({ "beginsOn": "2026-06-13T22:00:00", "endsOn": "2026-06-14T06:00:00", "options": paris });
    let night = create(&ana, night).await;
    let me = ana.actor.to_string();
    // The clocks go back in the night of the copy: it ends at six, after nine hours.
    let seen = copy(&ana, &night, &me, "2026-10-24T22:00:00").await;
    assert_eq!(seen["beginsOn"], "2026-10-24T20:00:00Z");
    assert_eq!(seen["endsOn"], "2026-10-25T05:00:00Z");
    let day = json!({ "beginsOn": "2026-06-13T00:00:00", "endsOn": "2026-06-14T00:00:00", "allDay": true, "options": paris });
    let day = create(&ana, day).await;
    // A day of twenty-three hours is still one day.
    let seen = copy(&ana, &day, &me, "2027-03-28T00:00:00").await;
    assert_eq!(seen["beginsOn"], "2027-03-27T23:00:00Z");
    assert_eq!(seen["endsOn"], "2027-03-28T22:00:00Z");
}

#[tokio::test]
async fn a_copy_by_another_identity_does_not_tell_that_both_are_one_persons() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let sent = upload::uploaded(&t, &ana).await;
    let more = json!({
        "contacts": [{ "id": ana.actor.to_string() }], "picture": { "mediaId": sent["id"] },
    });
    let event = create(&ana, more).await;
    let mask = "mutation { createPerson(preferredUsername: \"mask\", name: \"Mask\") { id } }";
    let mask = ana.ask(mask, json!({})).await["data"]["createPerson"]["id"].clone();
    let old = read(&ana, &event).await.unwrap();
    let mine = copy(&ana, &event, &ana.actor.to_string(), "2026-12-10T20:00:00").await;
    assert_eq!((&mine["contacts"], &mine["picture"]), (&old["contacts"], &old["picture"]));
    let theirs = copy(&ana, &event, mask.as_str().unwrap(), "2026-12-10T20:00:00").await;
    assert_eq!(theirs["contacts"], json!([]));
    assert!(theirs["picture"]["id"].is_string(), "{theirs:#}");
    assert_ne!(theirs["picture"]["id"], old["picture"]["id"]);
    t.settle().await;
}

#[tokio::test]
async fn an_event_takes_a_year_at_most() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for (ends, holds) in [("2027-06-11T18:00:00Z", true), ("2027-06-11T18:00:01Z", false)] {
        let input = crate::events::input(&ana, json!({ "endsOn": ends }));
        let reply = ana.ask(crate::events::CREATE, input).await;
        assert_eq!(reply["errors"].is_null(), holds, "{ends}: {reply:#}");
        if !holds {
            assert_eq!(refusal(&reply), ("validation", "endsOn"));
        }
    }
}
