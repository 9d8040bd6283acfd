//! From draft to tombstone: publishing, copying, deleting, and what they leave behind.

use crate::events::{Made, create, read, refusal, update};
use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole::events::{self, EventFact};
use farandole::kernel::fact::Fact;
use farandole::kernel::id::EventId;
use farandole::kernel::viewer::Viewer;
use farandole_schema::tables::{event_counters, events as rows, jobs};
use serde_json::{Value, json};

fn id(event: &Made) -> EventId {
    EventId(event.id.parse().unwrap())
}

async fn delete(by: &Person, event: &Made) -> Value {
    let query = format!("mutation {{ deleteEvent(eventId: \"{}\") {{ id }} }}", event.id);
    by.ask(&query, json!({})).await
}

/// The facts that wait to be handed on.
async fn facts(t: &TestApp) -> Vec<EventFact> {
    let mut conn = t.app.db.get().await.unwrap();
    let rows: Vec<Value> = jobs::table
        .filter(jobs::kind.eq(format!("fact:{}", EventFact::KIND)))
        .order(jobs::id)
        .select(jobs::payload)
        .load(&mut conn)
        .await
        .unwrap();
    rows.into_iter().map(|row| serde_json::from_value(row).unwrap()).collect()
}

async fn sequence(t: &TestApp, event: &Made) -> i32 {
    let mut conn = t.app.db.get().await.unwrap();
    rows::table.find(id(event)).select(rows::sequence).first(&mut conn).await.unwrap()
}

#[tokio::test]
async fn a_draft_leaves_no_fact_until_it_is_published() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "draft": true })).await;
    update(&ana, &event, "title: \"A better name\", status: CANCELLED").await;
    assert_eq!(facts(&t).await, []);
    assert_eq!(read(&ana, &event).await.unwrap()["publishAt"], Value::Null);
    update(&ana, &event, "draft: false").await;
    assert_eq!(facts(&t).await, [EventFact::Published { id: id(&event) }]);
    assert_eq!(read(&ana, &event).await.unwrap()["publishAt"], "2026-06-01T12:00:00Z");
    assert_eq!(refusal(&update(&ana, &event, "draft: true").await), ("validation", "draft"));
}

#[tokio::test]
async fn of_two_changes_made_from_one_state_one_is_refused() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let read = async || {
        let conn = t.app.db.get().await.unwrap();
        events::find(&conn, id(&event)).await.unwrap().unwrap()
    };
    let seen = read().await.updated_at;
    let change = |title: &str, unchanged_since| events::EventChange {
        title: Some(title.to_owned()),
        unchanged_since,
        ..Default::default()
    };
    let system = Viewer::system();
    let save = |title, since| events::update(&t.app, &system, id(&event), change(title, since));
    let (one, two) = tokio::join!(save("One", Some(seen)), save("Two", Some(seen)));
    let (saved, refused) = if one.is_ok() { (one, two) } else { (two, one) };
    let saved = saved.unwrap();
    assert_eq!(refused.unwrap_err().code(), events::CHANGED);
    assert_eq!(read().await, saved, "what was refused has written nothing");
    assert_eq!(
        save("Three", None).await.unwrap().title,
        "Three",
        "who names no state is not asked"
    );
    assert!(save("Four", Some(saved.updated_at)).await.is_err());
}

#[tokio::test]
async fn a_change_tells_what_was_there_before() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    t.settle().await;
    update(&ana, &event, "title: \"Rainy picnic\", endsOn: \"2026-06-10T21:00:00Z\"").await;
    let told = facts(&t).await;
    let [EventFact::Updated { changed, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(changed.title.as_deref(), Some("Picnic by the river"));
    assert_eq!(changed.ends_on, Some(None));
    assert_eq!(changed.begins_on, None);
    t.settle().await;
    update(&ana, &event, "status: CANCELLED").await;
    assert!(matches!(facts(&t).await.as_slice(), [EventFact::Cancelled { .. }]));
    t.settle().await;
    update(&ana, &event, "status: CONFIRMED").await;
    let told = facts(&t).await;
    let [EventFact::Updated { changed, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(changed.status, Some(events::Status::Cancelled));
    t.settle().await;
}

#[tokio::test]
async fn the_sequence_rises_with_what_calendars_must_hear_of() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    for (change, rises) in [
        ("description: \"<p>More words.</p>\"", 0),
        ("tags: [\"one\"]", 0),
        ("options: { showEndTime: false }", 1),
        ("title: \"Picnic by the river\"", 0),
        ("title: \"Rainy picnic\"", 1),
        ("beginsOn: \"2026-06-10T19:00:00Z\"", 1),
        ("endsOn: \"2026-06-10T21:00:00Z\"", 1),
        ("options: { timezone: \"Europe/Paris\" }", 1),
        ("allDay: true", 1),
        ("onlineAddress: \"https://example.org\"", 1),
        ("status: CANCELLED", 1),
    ] {
        let before = sequence(&t, &event).await;
        let reply = update(&ana, &event, change).await;
        assert!(reply["errors"].is_null(), "{reply:#}");
        assert_eq!(sequence(&t, &event).await - before, rises, "{change}");
    }
    t.settle().await;
}

#[tokio::test]
async fn a_variable_that_is_declared_and_not_sent_changes_nothing() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "endsOn": "2026-06-10T23:00:00Z" })).await;
    let change = "mutation ($event: ID!, $title: String, $ends: DateTime) { \
        updateEvent(eventId: $event, title: $title, endsOn: $ends) { title endsOn } }";
    let asked = json!({ "event": event.id, "title": "Rainy picnic" });
    let reply = ana.ask(change, asked).await;
    let told = json!({ "title": "Rainy picnic", "endsOn": "2026-06-10T23:00:00Z" });
    assert_eq!(reply["data"]["updateEvent"], told, "{reply:#}");
    let emptied = ana.ask(change, json!({ "event": event.id, "ends": null })).await;
    assert!(emptied["data"]["updateEvent"]["endsOn"].is_null(), "{emptied:#}");
    t.settle().await;
}

#[tokio::test]
async fn a_deleted_event_is_gone_at_once_and_its_row_when_people_were_told() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    t.tick().await;
    let event = create(&ana, json!({})).await;
    t.settle().await;
    assert_eq!(refusal(&delete(&ben, &event).await).0, "unauthorized");
    assert_eq!(delete(&ana, &event).await["data"]["deleteEvent"]["id"], event.id.as_str());
    for viewer in [&ana, &ben, &t.stranger()] {
        assert_eq!(read(viewer, &event).await.unwrap_err()[0]["code"], "event_not_found");
    }
    assert_eq!(refusal(&update(&ana, &event, "title: \"Back again\"").await).0, "event_not_found");
    assert_eq!(refusal(&delete(&ana, &event).await).0, "event_not_found");
    assert!(matches!(facts(&t).await.as_slice(), [EventFact::Deleted { .. }]));
    t.settle().await;
    let conn = t.app.db.get().await.unwrap();
    assert!(events::find_even_deleted(&conn, id(&event)).await.unwrap().is_some());
    drop(conn);
    t.pass(chrono::Duration::hours(14));
    t.tick().await;
    let conn = t.app.db.get().await.unwrap();
    assert!(events::find_even_deleted(&conn, id(&event)).await.unwrap().is_none());
    let tombstone = events::tombstone(&conn, event.uuid.parse().unwrap()).await.unwrap().unwrap();
    assert!(tombstone.was_public);
    assert_eq!(tombstone.url, format!("{}/events/{}", t.origin, event.uuid));
}

#[tokio::test]
async fn what_anybody_with_the_link_could_open_leaves_a_public_tombstone_and_a_draft_leaves_none() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let conn = t.app.db.get().await.unwrap();
    for (more, expected) in [
        (json!({ "visibility": "PUBLIC" }), Some(true)),
        (json!({ "visibility": "UNLISTED" }), Some(true)),
        (json!({ "visibility": "PRIVATE" }), Some(false)),
        (json!({ "draft": true }), None),
    ] {
        let event = create(&ana, more.clone()).await;
        delete(&ana, &event).await;
        let left = events::tombstone(&conn, event.uuid.parse().unwrap()).await.unwrap();
        assert_eq!(left.map(|left| left.was_public), expected, "{more}");
    }
    drop(conn);
    t.settle().await;
}

#[tokio::test]
async fn those_who_keep_order_delete_what_they_see() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let moderator = t.person_with_role("mo", "moderator").await;
    let private = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let draft = create(&ana, json!({ "draft": true })).await;
    assert!(delete(&moderator, &private).await["errors"].is_null());
    assert_eq!(refusal(&delete(&moderator, &draft).await).0, "event_not_found");
    let edit = update(&moderator, &create(&ana, json!({})).await, "title: \"Tidied\"").await;
    assert_eq!(refusal(&edit).0, "unauthorized");
    t.settle().await;
}

#[tokio::test]
async fn a_copy_is_a_draft_at_another_time_that_lasts_as_long() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let more = json!({
        "endsOn": "2026-06-10T20:30:00Z", "tags": ["one"], "status": "CANCELLED",
        "contacts": [{ "id": ana.actor.to_string() }],
        "options": { "timezone": "Europe/Paris", "maximumAttendeeCapacity": 7 },
    });
    let event = create(&ana, more).await;
    let duplicate = |by: Person, organizer: Person, at: &str| {
        let query = format!(
            "mutation {{ duplicateEvent(eventId: \"{}\", organizerActorId: \"{}\", beginsOn: \"{at}\") {{ id uuid }} }}",
            event.id, organizer.actor
        );
        async move { by.ask(&query, json!({})).await }
    };
    let reply = duplicate(ana.clone(), ana.clone(), "2026-12-10T20:00:00").await;
    let copy = &reply["data"]["duplicateEvent"];
    let copy = Made {
        id: copy["id"].as_str().unwrap().to_owned(),
        uuid: copy["uuid"].as_str().unwrap().to_owned(),
    };
    let (old, new) = (read(&ana, &event).await.unwrap(), read(&ana, &copy).await.unwrap());
    assert_eq!(new["beginsOn"], "2026-12-10T19:00:00Z", "the hour is that of the place, in winter");
    assert_eq!(new["endsOn"], "2026-12-10T21:30:00Z");
    assert_eq!((&new["draft"], &new["status"]), (&json!(true), &json!("CONFIRMED")));
    for field in ["title", "description", "tags", "options", "contacts", "category"] {
        assert_eq!(new[field], old[field], "{field}");
    }
    assert_ne!(new["uuid"], old["uuid"]);
    assert!(read(&ben, &copy).await.is_err(), "nobody else sees the draft");
    let stolen = duplicate(ben.clone(), ben.clone(), "2026-12-10T20:00:00").await;
    assert_eq!(refusal(&stolen).0, "unauthorized");
    let forged = duplicate(ana.clone(), ben.clone(), "2026-12-10T20:00:00").await;
    assert_eq!(refusal(&forged).0, "unauthorized");
}

#[tokio::test]
async fn seats_are_never_fewer_than_those_who_have_one() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "options": { "maximumAttendeeCapacity": 5 } })).await;
    let mut conn = t.app.db.get().await.unwrap();
    diesel::update(event_counters::table.find(id(&event)))
        .set(event_counters::participant.eq(3))
        .execute(&mut conn)
        .await
        .unwrap();
    let seats = |n: &str| format!("options: {{ maximumAttendeeCapacity: {n} }}");
    let refused = update(&ana, &event, &seats("2")).await;
    assert_eq!(refusal(&refused), ("validation", "maximumAttendeeCapacity"));
    assert!(refused["errors"][0]["message"].as_str().unwrap().contains("3 people"));
    for (given, kept) in [("3", Some(3)), ("0", None), ("null", None), ("4", Some(4))] {
        let reply = update(&ana, &event, &seats(given)).await;
        assert!(reply["errors"].is_null(), "{reply:#}");
        let seats: Option<i32> = event_counters::table
            .find(id(&event))
            .select(event_counters::capacity)
            .first(&mut conn)
            .await
            .unwrap();
        assert_eq!(seats, kept);
        let seen = read(&ana, &event).await.unwrap();
        assert_eq!(seen["options"]["maximumAttendeeCapacity"], json!(kept));
        assert_eq!(seen["options"]["remainingAttendeeCapacity"], json!(kept.map(|n| n - 3)));
    }
}

#[tokio::test]
async fn a_handed_over_event_belongs_to_another_profile_of_the_same_person() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let other = second_profile(&t, &ana).await;
    let event = create(&ana, json!({})).await;
    let reply = update(&ana, &event, &format!("organizerActorId: \"{other}\"")).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    let seen = read(&t.stranger(), &event).await.unwrap();
    assert_eq!(seen["organizerActor"]["id"], other.to_string());
    assert!(update(&ana, &event, "title: \"Still mine\"").await["errors"].is_null());
}

async fn second_profile(t: &TestApp, of: &Person) -> farandole::kernel::id::ActorId {
    use farandole_schema::tables::actors;
    let now = t.app.now();
    diesel::insert_into(actors::table)
        .values((
            actors::uuid.eq(t.app.random.uuid()),
            actors::kind.eq("person"),
            actors::preferred_username.eq("ana_at_work"),
            actors::url.eq(t.app.config.link("/@ana_at_work")),
            actors::user_id.eq(of.user),
            actors::created_at.eq(now),
            actors::updated_at.eq(now),
        ))
        .returning(actors::id)
        .get_result(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap()
}
