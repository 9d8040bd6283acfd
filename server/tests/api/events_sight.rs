//! Who sees an event, at the doors of the API and in the SQL of lists.

use crate::events::{Made, create, read, update};
use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole::events::{self, Door};
use farandole::kernel::id::EventId;
use farandole::kernel::viewer::{Account, Role, Viewer};
use farandole_schema::tables::{actors, events as rows, participants};
use serde_json::{Value, json};

fn id(event: &Made) -> EventId {
    EventId(event.id.parse().unwrap())
}

/// Gives somebody a role in an event.
async fn takes_part(t: &TestApp, person: &Person, event: EventId, role: &str) {
    let now = t.app.now();
    diesel::insert_into(participants::table)
        .values((
            participants::uuid.eq(t.app.random.uuid()),
            participants::event_id.eq(event),
            participants::actor_id.eq(person.actor),
            participants::role.eq(role),
            participants::code.eq(t.app.random.uuid().simple().to_string()[..6].to_uppercase()),
            participants::created_at.eq(now),
            participants::updated_at.eq(now),
        ))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
}

async fn set(t: &TestApp, event: EventId, column: &str) {
    diesel::sql_query(format!("UPDATE events SET {column} WHERE id = {event}"))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
}

/// The people of the tables, by what they are to every event of a test.
struct Cast {
    anonymous: Person,
    stranger: Person,
    applicant: Person,
    attends: Person,
    organiser: Person,
    moderator: Person,
}

impl Cast {
    async fn of(t: &TestApp) -> Self {
        Self {
            anonymous: t.stranger(),
            stranger: t.person("stranger").await,
            applicant: t.person("applicant").await,
            attends: t.person("attends").await,
            organiser: t.person("organiser").await,
            moderator: t.person_with_role("moderator", "moderator").await,
        }
    }

    async fn event(&self, t: &TestApp, more: Value) -> Made {
        let event = create(&self.organiser, more).await;
        takes_part(t, &self.applicant, id(&event), "not_approved").await;
        takes_part(t, &self.attends, id(&event), "participant").await;
        event
    }

    fn all(&self) -> [&Person; 6] {
        let Self { anonymous, stranger, applicant, attends, organiser, moderator } = self;
        [anonymous, stranger, applicant, attends, organiser, moderator]
    }
}

/// One letter for each of the cast: `y` sees it.
async fn seen_by(cast: &Cast, event: &Made) -> String {
    let mut seen = String::new();
    for person in cast.all() {
        seen.push(if read(person, event).await.is_ok() { 'y' } else { '-' });
    }
    seen
}

#[tokio::test]
async fn a_link_opens_an_event_for_those_who_may_see_it() {
    let t = TestApp::start().await;
    let cast = Cast::of(&t).await;
    for (more, expected) in [
        (json!({ "visibility": "PUBLIC" }), "yyyyyy"),
        (json!({ "visibility": "UNLISTED" }), "yyyyyy"),
        (json!({ "visibility": "RESTRICTED" }), "---yyy"),
        (json!({ "visibility": "PRIVATE" }), "---yyy"),
        (json!({ "visibility": "PUBLIC", "draft": true }), "----y-"),
        (json!({ "visibility": "UNLISTED", "draft": true }), "----y-"),
        (json!({ "visibility": "RESTRICTED", "draft": true }), "----y-"),
        (json!({ "visibility": "PRIVATE", "draft": true }), "----y-"),
        (json!({ "status": "CANCELLED", "visibility": "PRIVATE" }), "---yyy"),
    ] {
        let event = cast.event(&t, more.clone()).await;
        assert_eq!(seen_by(&cast, &event).await, expected, "{more}");
    }
    let remote = cast.event(&t, json!({})).await;
    set(&t, id(&remote), "origin = 'elsewhere.test'").await;
    assert_eq!(seen_by(&cast, &remote).await, "-yyyyy", "of a server that is not followed");
    t.settle().await;
}

#[tokio::test]
async fn what_is_hidden_answers_exactly_as_what_does_not_exist() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let private = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let draft = create(&ana, json!({ "draft": true })).await;
    let none = Made { id: "999999".into(), uuid: t.app.random.uuid().to_string() };
    for viewer in [&ben, &t.stranger()] {
        for hidden in [&private, &draft] {
            assert_eq!(read(viewer, hidden).await, read(viewer, &none).await);
        }
    }
    for verb in [
        "deleteEvent(eventId: \"ID\") { id }",
        "updateEvent(eventId: \"ID\", title: \"abc\") { id }",
    ] {
        let ask = |event: &Made| {
            let (query, ben) =
                (format!("mutation {{ {} }}", verb.replace("ID", &event.id)), ben.clone());
            async move { ben.ask(&query, json!({})).await }
        };
        for hidden in [&private, &draft] {
            assert_eq!(ask(hidden).await, ask(&none).await, "{verb}");
        }
    }
}

#[tokio::test]
async fn an_event_of_a_suspended_person_is_seen_by_moderators_alone() {
    let t = TestApp::start().await;
    let cast = Cast::of(&t).await;
    let event = cast.event(&t, json!({})).await;
    diesel::update(actors::table.find(cast.organiser.actor))
        .set(actors::suspended_at.eq(t.app.now()))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
    assert_eq!(seen_by(&cast, &event).await, "-----y");
    let list = t.stranger().ask("{ events { elements { id } } }", json!({})).await;
    assert_eq!(list["data"]["events"]["elements"], json!([]));
    t.settle().await;
}

/// The numbers that somebody sees of an event, `-` for those that they may not know.
fn numbers(seen: &Value) -> String {
    ["going", "participant", "notApproved", "rejected"]
        .map(|name| {
            seen["participantStats"][name].as_i64().map_or("-".to_owned(), |n| n.to_string())
        })
        .join(" ")
}

#[tokio::test]
async fn how_many_come_is_for_all_unless_hidden_and_the_rest_for_the_organiser() {
    let t = TestApp::start().await;
    let cast = Cast::of(&t).await;
    let event = cast.event(&t, json!({ "options": { "maximumAttendeeCapacity": 9 } })).await;
    diesel::sql_query(format!(
        "UPDATE event_counters SET participant = 2, creator = 1, not_approved = 3, rejected = 4 WHERE event_id = {}",
        event.id
    ))
    .execute(&mut t.app.db.get().await.unwrap())
    .await
    .unwrap();
    let (going, all, none) = ("3 2 - -", "3 2 3 4", "- - - -");
    for (hidden, expected) in [
        (false, [going, going, going, going, all, going]),
        (true, [none, none, none, going, all, going]),
    ] {
        update(
            &cast.organiser,
            &event,
            &format!("options: {{ hideNumberOfParticipants: {hidden} }}"),
        )
        .await;
        for (person, expected) in cast.all().into_iter().zip(expected) {
            let seen = read(person, &event).await.unwrap();
            assert_eq!(numbers(&seen), expected, "hidden: {hidden}");
            let left = if expected == none { Value::Null } else { json!(7) };
            assert_eq!(
                seen["options"]["remainingAttendeeCapacity"], left,
                "seats tell the number too"
            );
        }
    }
    t.settle().await;
}

fn viewer(person: &Person, role: Role) -> Viewer {
    if person.token.is_none() {
        return Viewer::nobody(farandole::kernel::text::Lang::En, None);
    }
    let who = farandole::kernel::viewer::Who::Account(Account {
        user: person.user,
        role,
        session: farandole::kernel::id::SessionId(1),
        default_actor: Some(person.actor),
        actors: vec![person.actor],
    });
    Viewer { who, ..Viewer::nobody(farandole::kernel::text::Lang::En, None) }
}

/// Every kind of event there is to see: visibility, draft, deleted, remote, of a suspended organiser.
async fn every_kind(t: &TestApp, cast: &Cast) -> Vec<EventId> {
    let suspended = t.person("suspended").await;
    diesel::update(actors::table.find(suspended.actor))
        .set(actors::suspended_at.eq(t.app.now()))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
    let mut kinds = Vec::new();
    for visibility in ["public", "unlisted", "restricted", "private"] {
        for draft in [false, true] {
            for also in [
                "sequence = 0".to_owned(),
                "origin = 'elsewhere.test'".to_owned(),
                "deleted_at = now()".to_owned(),
                format!("organizer_id = {}", suspended.actor),
            ] {
                let event = id(&cast.event(t, json!({})).await);
                let draft = format!("visibility = '{visibility}', draft = {draft}, {also}");
                set(t, event, &draft).await;
                kinds.push(event);
            }
        }
    }
    kinds
}

#[tokio::test]
async fn the_rule_for_one_event_and_the_sql_for_lists_agree() {
    let t = TestApp::start().await;
    let cast = Cast::of(&t).await;
    let kinds = every_kind(&t, &cast).await;
    let mut conn = t.app.db.get().await.unwrap();
    let mut viewers: Vec<(String, Viewer)> = cast
        .all()
        .into_iter()
        .zip(["anonymous", "stranger", "applicant", "attends", "organiser", "moderator"])
        .map(|(person, name)| {
            let role = if name == "moderator" { Role::Moderator } else { Role::User };
            (name.to_owned(), viewer(person, role))
        })
        .collect();
    viewers.push(("system".to_owned(), Viewer::system()));
    let mut compared = 0;
    for (name, viewer) in &viewers {
        for door in [Door::Link, Door::List] {
            let listed: Vec<EventId> = rows::table
                .filter(events::visible(viewer, door))
                .select(rows::id)
                .load(&mut conn)
                .await
                .unwrap();
            for event in &kinds {
                let one = events::sees(&conn, viewer, *event, door).await.unwrap();
                assert_eq!(one, listed.contains(event), "{name}, {door:?}, event {event}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 7 * 2 * 32);
}

#[tokio::test]
async fn drafts_are_listed_for_their_owner_and_nobody_else() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    create(&ana, json!({ "title": "Draft", "draft": true })).await;
    create(&ana, json!({ "title": "Public" })).await;
    create(&ana, json!({ "title": "Unlisted", "visibility": "UNLISTED" })).await;
    let query =
        "query ($id: ID!) { person(id: $id) { organizedEvents { total elements { title } } } }";
    let mut found = Vec::new();
    for viewer in [&ana, &ben] {
        let reply = viewer.ask(query, json!({ "id": ana.actor.to_string() })).await;
        let page = reply["data"]["person"]["organizedEvents"].clone();
        let titles = page["elements"].as_array().unwrap().iter();
        let titles: Vec<String> =
            titles.map(|event| event["title"].as_str().unwrap().to_owned()).collect();
        assert_eq!(page["total"], json!(titles.len()), "the total betrays nothing");
        found.push(titles);
    }
    assert_eq!(found, [vec!["Unlisted", "Public", "Draft"], vec!["Public"]]);
    let query = "{ loggedUser { drafts { total elements { title } } } }";
    for (viewer, expected) in [
        (&ana, json!({ "total": 1, "elements": [{ "title": "Draft" }] })),
        (&ben, json!({ "total": 0, "elements": [] })),
    ] {
        let reply = viewer.ask(query, json!({})).await;
        assert_eq!(reply["data"]["loggedUser"]["drafts"], expected, "{reply:#}");
    }
    t.settle().await;
}
