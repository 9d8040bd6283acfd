//! Making, changing and deleting events.

use crate::support::{Person, TestApp};
use serde_json::{Value, json};

/// Everything that the creation of an event answers with in these tests.
pub const CREATE: &str = "
  mutation ($title: String!, $description: String!, $beginsOn: DateTime!, $endsOn: DateTime, $allDay: Boolean,
      $status: EventStatus, $visibility: EventVisibility, $joinOptions: EventJoinOptions,
      $externalParticipationUrl: String, $tags: [String], $onlineAddress: String, $phoneAddress: String,
      $organizerActorId: ID!, $attributedToId: ID, $category: EventCategory, $options: EventOptionsInput,
      $draft: Boolean, $metadata: [EventMetadataInput], $language: String, $contacts: [Contact],
      $publishAt: DateTime) {
    createEvent(title: $title, description: $description, beginsOn: $beginsOn, endsOn: $endsOn, allDay: $allDay,
      status: $status, visibility: $visibility, joinOptions: $joinOptions,
      externalParticipationUrl: $externalParticipationUrl, tags: $tags, onlineAddress: $onlineAddress,
      phoneAddress: $phoneAddress, organizerActorId: $organizerActorId, attributedToId: $attributedToId,
      category: $category, options: $options, draft: $draft, metadata: $metadata, language: $language,
      contacts: $contacts, publishAt: $publishAt) { id uuid }
  }";

/// Everything that can be read of an event.
pub const EVENT: &str = "
  query ($uuid: UUID!) { event(uuid: $uuid) {
    id uuid url title slug description beginsOn endsOn allDay longEvent status visibility joinOptions
    externalParticipationUrl category language onlineAddress phoneAddress draft local publishAt insertedAt updatedAt
    tags { title slug } metadata { key title type value }
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
    let expected = json!({
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
    assert_eq!(seen, expected);
}
