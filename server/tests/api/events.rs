//! Making, changing and deleting events.

use crate::support::{Person, TestApp};
use serde_json::{Value, json};

/// Everything that the creation of an event answers with in these tests.
pub const CREATE: &str = "
  mutation ($title: String!, $description: String!, $beginsOn: DateTime!, $endsOn: DateTime, $allDay: Boolean,
      $status: EventStatus, $visibility: EventVisibility, $joinOptions: EventJoinOptions,
      $externalParticipationUrl: String, $tags: [String], $onlineAddress: String, $phoneAddress: String,
      $organizerActorId: ID!, $attributedToId: ID, $category: EventCategory, $options: EventOptionsInput,
      $draft: Boolean, $metadata: [EventMetadataInput], $language: String, $contacts: [Contact], $meetingUrl: String,
      $publishAt: DateTime, $physicalAddress: AddressInput, $picture: MediaInput) {
    createEvent(title: $title, description: $description, beginsOn: $beginsOn, endsOn: $endsOn, allDay: $allDay,
      status: $status, visibility: $visibility, joinOptions: $joinOptions,
      externalParticipationUrl: $externalParticipationUrl, tags: $tags, onlineAddress: $onlineAddress,
      phoneAddress: $phoneAddress, organizerActorId: $organizerActorId, attributedToId: $attributedToId,
      category: $category, options: $options, draft: $draft, metadata: $metadata, language: $language,
      contacts: $contacts, publishAt: $publishAt, meetingUrl: $meetingUrl,
      physicalAddress: $physicalAddress, picture: $picture) { id uuid }
  }";

/// Everything that can be read of an event.
pub const EVENT: &str = "
  query ($uuid: UUID!) { event(uuid: $uuid) {
    id uuid url title slug description beginsOn endsOn allDay longEvent status visibility joinOptions
    externalParticipationUrl category language onlineAddress phoneAddress draft local publishAt insertedAt updatedAt
    tags { title slug } metadata { key title type value }
    physicalAddress { description locality geom timezone } picture { id } media { id }
    organizerActor { id preferredUsername } attributedTo { id } contacts { id }
    participantStats { going participant notApproved notConfirmed rejected moderator administrator creator }
    options { maximumAttendeeCapacity remainingAttendeeCapacity showRemainingAttendeeCapacity anonymousParticipation
      offers { price priceCurrency url } participationConditions { title content url } attendees program
      commentModeration showParticipationPrice hideNumberOfParticipants showStartTime showEndTime timezone
      hideOrganizerWhenGroupEvent isOnline }
  } }";

/// The id and the UUID of an event.
#[derive(Debug, Clone)]
pub struct Made {
    pub id: String,
    pub uuid: String,
}

/// What is required of an event, and what a test wants besides.
pub fn input(by: &Person, more: Value) -> Value {
    let mut input = json!({
        "title": "Picnic by the river",
        "description": "<p>Bring something to share.</p>",
        "beginsOn": "2026-06-10T18:00:00Z",
        "organizerActorId": by.actor.to_string(),
    });
    for (key, value) in more.as_object().expect("an object") {
        input[key] = value.clone();
    }
    input
}

/// Makes an event.
pub async fn create(by: &Person, more: Value) -> Made {
    let reply = by.ask(CREATE, input(by, more)).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    let event = &reply["data"]["createEvent"];
    let text = |key: &str| event[key].as_str().unwrap().to_owned();
    Made { id: text("id"), uuid: text("uuid") }
}

/// The event as somebody sees it; the errors where they do not.
pub async fn read(viewer: &Person, event: &Made) -> Result<Value, Value> {
    let reply = viewer.ask(EVENT, json!({ "uuid": event.uuid })).await;
    if reply["errors"].is_null() {
        Ok(reply["data"]["event"].clone())
    } else {
        Err(reply["errors"].clone())
    }
}

/// Changes an event; the arguments are written as in GraphQL.
pub async fn update(by: &Person, event: &Made, arguments: &str) -> Value {
    let query = format!(
        "mutation {{ updateEvent(eventId: \"{}\", {arguments}) {{ id title }} }}",
        event.id
    );
    by.ask(&query, json!({})).await
}

/// The code and the field of the only error of a reply.
pub fn refusal(reply: &Value) -> (&str, &str) {
    let errors = reply["errors"].as_array().unwrap_or_else(|| panic!("not refused: {reply:#}"));
    assert_eq!(errors.len(), 1, "{reply:#}");
    (errors[0]["code"].as_str().unwrap(), errors[0]["field"].as_str().unwrap_or(""))
}

#[tokio::test]
async fn an_event_keeps_everything_that_was_said_about_it() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(
        &ana,
        json!({
            "title": "  Rainy   picnic ", "description": "<p>Come <b>all</b> <script>x()</script>#Summer</p>",
            "endsOn": "2026-06-10T20:00:00Z", "status": "TENTATIVE", "joinOptions": "EXTERNAL",
            "externalParticipationUrl": "https://tickets.example.org/1", "tags": ["#Food", "food", "Fête"],
            "onlineAddress": "example.org", "phoneAddress": "+33 1 23 45 67 89", "category": "FOOD_DRINK",
            "language": "fr", "contacts": [{ "id": ana.actor.to_string() }],
            "metadata": [{ "key": "mz:accessibility:smokeFree", "type": "BOOLEAN", "value": "true" }],
            "options": {
                "maximumAttendeeCapacity": 12, "showRemainingAttendeeCapacity": true,
                "anonymousParticipation": true, "commentModeration": "CLOSED", "program": "Eat, then talk",
                "offers": [{ "price": 2.5, "priceCurrency": "EUR", "url": "https://pay.example.org" }],
                "participationConditions": [{ "title": "Rules", "content": "Be kind", "url": null }],
                "attendees": ["Zoé"], "hideNumberOfParticipants": true, "showStartTime": false,
                "timezone": "Europe/Paris", "isOnline": false,
            },
        }),
    )
    .await;
    let seen = read(&ana, &event).await.unwrap();
    let options = json!({
            "maximumAttendeeCapacity": 12, "remainingAttendeeCapacity": 12, "showRemainingAttendeeCapacity": true,
            "anonymousParticipation": true, "commentModeration": "CLOSED", "program": "Eat, then talk",
            "offers": [{ "price": 2.5, "priceCurrency": "EUR", "url": "https://pay.example.org/" }],
            "participationConditions": [{ "title": "Rules", "content": "Be kind", "url": null }],
            "attendees": ["Zoé"], "hideNumberOfParticipants": true, "showStartTime": false, "showEndTime": true,
            "showParticipationPrice": false, "timezone": "Europe/Paris", "hideOrganizerWhenGroupEvent": false,
            "isOnline": false,
    });
    let mut expected = json!({
        "id": event.id, "uuid": event.uuid, "url": format!("{}/events/{}", t.origin, event.uuid),
        "title": "Rainy picnic", "slug": event.uuid,
        "description": "<p>Come <strong>all</strong> #Summer</p>",
        "beginsOn": "2026-06-10T18:00:00Z", "endsOn": "2026-06-10T20:00:00Z", "allDay": false, "longEvent": false,
        "status": "TENTATIVE", "visibility": "PUBLIC", "joinOptions": "EXTERNAL",
        "externalParticipationUrl": "https://tickets.example.org/1", "category": "FOOD_DRINK", "language": "fr",
        "onlineAddress": "https://example.org/", "phoneAddress": "+33 1 23 45 67 89", "draft": false, "local": true,
        "publishAt": "2026-06-01T12:00:00Z", "insertedAt": "2026-06-01T12:00:00Z", "updatedAt": "2026-06-01T12:00:00Z",
        "tags": [{ "title": "Food", "slug": "food" }, { "title": "Fête", "slug": "fete" }, { "title": "Summer", "slug": "summer" }],
        "metadata": [{ "key": "mz:accessibility:smokeFree", "title": null, "type": "BOOLEAN", "value": "true" }],
        "organizerActor": { "id": ana.actor.to_string(), "preferredUsername": "ana" }, "attributedTo": null,
        "contacts": [{ "id": ana.actor.to_string() }],
        "participantStats": { "going": 0, "participant": 0, "notApproved": 0, "notConfirmed": 0, "rejected": 0,
            "moderator": 0, "administrator": 0, "creator": 0 },
        "options": options,
    });
    expected["physicalAddress"] = Value::Null;
    expected["picture"] = Value::Null;
    expected["media"] = json!([]);
    assert_eq!(seen, expected);
    t.settle().await;
}

#[tokio::test]
async fn an_event_of_few_words_gets_sensible_defaults() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let seen = read(&t.stranger(), &event).await.unwrap();
    for (field, expected) in [
        ("status", json!("CONFIRMED")),
        ("visibility", json!("PUBLIC")),
        ("joinOptions", json!("FREE")),
        ("category", json!("MEETING")),
        ("language", json!("en")),
        ("endsOn", Value::Null),
        ("tags", json!([])),
        ("metadata", json!([])),
        ("draft", json!(false)),
    ] {
        assert_eq!(seen[field], expected, "{field}");
    }
    assert_eq!(seen["options"]["commentModeration"], "ALLOW_ALL");
    assert_eq!(seen["options"]["maximumAttendeeCapacity"], Value::Null);
    assert_eq!(seen["options"]["timezone"], "UTC");
}

#[tokio::test]
async fn what_an_update_leaves_out_stays_as_it_was() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(
        &ana,
        json!({
            "endsOn": "2026-06-10T20:00:00Z", "visibility": "UNLISTED", "joinOptions": "RESTRICTED",
            "tags": ["one", "two"], "onlineAddress": "https://example.org/", "phoneAddress": "0123",
            "category": "MUSIC", "language": "de", "contacts": [{ "id": ana.actor.to_string() }],
            "metadata": [{ "key": "mz:x", "value": "y" }], "status": "TENTATIVE",
            "options": { "maximumAttendeeCapacity": 5, "commentModeration": "CLOSED", "timezone": "Europe/Paris",
                "anonymousParticipation": true, "program": "First" },
        }),
    )
    .await;
    let before = read(&ana, &event).await.unwrap();
    t.pass(chrono::Duration::hours(1));
    let reply = update(&ana, &event, "title: \"Another name\", options: { isOnline: true }").await;
    assert_eq!(reply["data"]["updateEvent"]["title"], "Another name");
    let mut expected = before;
    expected["title"] = json!("Another name");
    expected["options"]["isOnline"] = json!(true);
    expected["updatedAt"] = json!("2026-06-01T13:00:00Z");
    assert_eq!(read(&ana, &event).await.unwrap(), expected);
}

#[tokio::test]
async fn null_empties_what_can_be_empty_and_gives_a_setting_its_default() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(
        &ana,
        json!({
            "endsOn": "2026-06-10T20:00:00Z", "tags": ["one"], "onlineAddress": "https://example.org/",
            "phoneAddress": "0123", "contacts": [{ "id": ana.actor.to_string() }],
            "metadata": [{ "key": "mz:x", "value": "y" }],
            "options": { "maximumAttendeeCapacity": 5, "showStartTime": false, "program": "First", "attendees": ["A"] },
        }),
    )
    .await;
    let arguments = "endsOn: null, tags: null, onlineAddress: null, phoneAddress: null, contacts: null, \
        metadata: null, title: null, visibility: null, \
        options: { maximumAttendeeCapacity: null, showStartTime: null, program: null, attendees: null }";
    let reply = update(&ana, &event, arguments).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    let seen = read(&ana, &event).await.unwrap();
    for field in ["endsOn", "onlineAddress", "phoneAddress"] {
        assert_eq!(seen[field], Value::Null, "{field}");
    }
    for field in ["tags", "contacts", "metadata"] {
        assert_eq!(seen[field], json!([]), "{field}");
    }
    assert_eq!(seen["options"]["maximumAttendeeCapacity"], Value::Null);
    assert_eq!(seen["options"]["program"], Value::Null);
    assert_eq!(seen["options"]["attendees"], json!([]));
    assert_eq!(seen["options"]["showStartTime"], json!(true));
    assert_eq!(seen["title"], "Picnic by the river", "a title cannot be empty");
    assert_eq!(seen["visibility"], "PUBLIC", "neither can who finds it");
}

#[tokio::test]
async fn a_wrong_value_is_refused_and_its_field_named() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let long = |n: usize| "x".repeat(n);
    let tags = |n: usize| (0..n).map(|i| json!(format!("tag {i}"))).collect::<Vec<_>>();
    let facts = |n: usize| {
        (0..n).map(|i| json!({ "key": format!("mz:{i}"), "value": "x" })).collect::<Vec<_>>()
    };
    for (more, code, field) in [
        (json!({ "title": "ab" }), "validation", "title"),
        (json!({ "title": long(201) }), "validation", "title"),
        (json!({ "title": "a\u{0}bc" }), "invalid_argument", "title"),
        (json!({ "description": long(100_001) }), "validation", "description"),
        (json!({ "endsOn": "2026-06-10T17:59:59Z" }), "validation", "endsOn"),
        (json!({ "joinOptions": "EXTERNAL" }), "validation", "externalParticipationUrl"),
        (
            json!({ "externalParticipationUrl": "javascript:x" }),
            "validation",
            "externalParticipationUrl",
        ),
        (json!({ "onlineAddress": "ftp://b.org" }), "validation", "onlineAddress"),
        (
            json!({ "onlineAddress": format!("https://a.org/{}", long(2_048)) }),
            "validation",
            "onlineAddress",
        ),
        (json!({ "phoneAddress": "12" }), "validation", "phoneAddress"),
        (json!({ "tags": tags(21) }), "validation", "tags"),
        (json!({ "tags": [long(41)] }), "validation", "tags"),
        (json!({ "tags": ["x"] }), "validation", "tags"),
        (json!({ "metadata": facts(51) }), "validation", "metadata"),
        (
            json!({ "metadata": [{ "key": "mz:x", "type": "INTEGER", "value": "x" }] }),
            "validation",
            "metadata",
        ),
        (json!({ "language": "english" }), "validation", "language"),
        (json!({ "contacts": [{ "id": "999999" }] }), "validation", "contacts"),
        (json!({ "contacts": [{ "id": "x" }] }), "invalid_argument", "contacts"),
        (json!({ "publishAt": "2026-06-02T00:00:00Z" }), "validation", "publishAt"),
        (json!({ "attributedToId": "12" }), "group_not_found", ""),
        (json!({ "organizerActorId": "x" }), "invalid_argument", "organizerActorId"),
        (
            json!({ "options": { "maximumAttendeeCapacity": -1 } }),
            "validation",
            "maximumAttendeeCapacity",
        ),
        (json!({ "options": { "offers": [{ "price": -1.0 }] } }), "validation", "offers"),
        (
            json!({ "options": { "participationConditions": [{ "url": "x y" }] } }),
            "validation",
            "participationConditions",
        ),
        (json!({ "options": { "program": long(10_001) } }), "validation", "program"),
    ] {
        let shown: String = more.to_string().chars().take(80).collect();
        let reply = ana.ask(CREATE, input(&ana, more)).await;
        assert!(!reply["errors"].is_null(), "taken: {shown}");
        assert_eq!(refusal(&reply), (code, field), "{shown}: {reply:#}");
    }
    assert_eq!(t.waiting_jobs().await, 0, "a refused event leaves nothing to do");
}

#[tokio::test]
async fn what_fits_exactly_is_taken() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let tags: Vec<_> = (0..20).map(|i| format!("{i:0>40}")).collect();
    let facts: Vec<_> =
        (0..50).map(|i| json!({ "key": format!("mz:{i}"), "value": "x" })).collect();
    let more = json!({ "title": "é".repeat(200), "tags": tags, "metadata": facts,
        "description": format!("<p>{}</p>", "x".repeat(99_993)), "endsOn": "2026-06-10T18:00:00Z" });
    let event = create(&ana, more).await;
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!(seen["title"].as_str().unwrap().chars().count(), 200);
    assert_eq!(seen["tags"].as_array().unwrap().len(), 20);
    assert_eq!(seen["metadata"].as_array().unwrap().len(), 50);
    assert_eq!(seen["description"].as_str().unwrap().len(), 100_000);
}

#[tokio::test]
async fn nobody_makes_events_for_somebody_else() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let forged = json!({ "organizerActorId": ben.actor.to_string() });
    let reply = ana.ask(CREATE, input(&ana, forged)).await;
    assert_eq!(refusal(&reply).0, "unauthorized");
    let reply = t.stranger().ask(CREATE, input(&ana, json!({}))).await;
    assert_eq!(refusal(&reply).0, "unauthenticated");
    let event = create(&ana, json!({})).await;
    let given_away = format!("organizerActorId: \"{}\"", ben.actor);
    assert_eq!(refusal(&update(&ana, &event, &given_away).await).0, "unauthorized");
    assert_eq!(refusal(&update(&ben, &event, "title: \"Mine now\"").await).0, "unauthorized");
    let reply = update(&t.stranger(), &event, "title: \"Mine now\"").await;
    assert_eq!(refusal(&reply).0, "unauthenticated");
    assert_eq!(read(&ana, &event).await.unwrap()["title"], "Picnic by the river");
}

#[tokio::test]
async fn an_account_makes_sixty_events_an_hour() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    for _ in 0..60 {
        create(&ana, json!({})).await;
    }
    let reply = ana.ask(CREATE, input(&ana, json!({}))).await;
    assert_eq!(refusal(&reply).0, "too_many_requests");
    create(&ben, json!({})).await;
    t.pass(chrono::Duration::hours(1));
    create(&ana, json!({})).await;
}

#[tokio::test]
async fn the_server_decides_whether_people_without_an_account_may_take_part() {
    let t = TestApp::start_with(&[("anonymous_participation", "false")]).await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "options": { "anonymousParticipation": true } })).await;
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!(seen["options"]["anonymousParticipation"], false);
}
