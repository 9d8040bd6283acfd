//! Tables of participants.

use crate::events::{Made, create, refusal, update};
use crate::participation::{ask, decide, join, joined};
use crate::support::{Person, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

const EXPORT: &str = "
  mutation ($event: ID!, $format: ExportFormatEnum, $roles: [ParticipantRoleEnum]) {
    exportEventParticipants(eventId: $event, format: $format, roles: $roles) { path format } }";

async fn export(who: &Person, event: &Made, more: Value) -> Value {
    let mut variables = json!({ "event": event.id });
    for (key, value) in more.as_object().unwrap() {
        variables[key] = value.clone();
    }
    who.ask(EXPORT, variables).await
}

async fn path(who: &Person, event: &Made) -> String {
    let reply = export(who, event, json!({})).await;
    let path = reply["data"]["exportEventParticipants"]["path"].as_str();
    path.unwrap_or_else(|| panic!("{reply:#}")).to_owned()
}

async fn fetch(t: &TestApp, who: &Person, path: &str) -> reqwest::Response {
    let mut request = t.client.get(format!("{}{path}", t.origin));
    if let Some(token) = &who.token {
        request = request.bearer_auth(token);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn the_organiser_gets_a_table_without_addresses_or_formulas() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let options = json!({ "anonymousParticipation": true, "timezone": "Europe/Paris" });
    let picnic = create(&ana, json!({ "title": "Fête", "options": options })).await;
    t.settle().await;
    join(&ben, &picnic, json!({ "message": "=HYPERLINK(\"http://evil.example\")" })).await;
    ask(&t, &picnic, "cleo@example.org", json!({ "name": "@Cleo" })).await;
    t.settle().await;
    let reply = export(&ana, &picnic, json!({ "format": "CSV" })).await;
    assert_eq!(reply["data"]["exportEventParticipants"]["format"], "CSV", "{reply:#}");
    let path = path(&ana, &picnic).await;
    assert!(path.starts_with("/exports/csv/"), "{path}");
    let answer = fetch(&t, &ana, &path).await;
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(header("cache-control"), "private, no-store");
    assert_eq!(header("x-content-type-options"), "nosniff");
    let name = header("content-disposition");
    assert!(
        name.starts_with("attachment") && name.contains("F%C3%AAte_participants.csv"),
        "{name}"
    );
    let text = String::from_utf8(answer.bytes().await.unwrap().to_vec()).unwrap();
    let lines: Vec<Vec<&str>> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(|line| line.trim_matches('"').split("\",\"").collect())
        .collect();
    assert!(text.starts_with('\u{feff}'), "spreadsheets know that it is UTF-8");
    assert_eq!(lines[0], ["Name", "Status", "Reservation number", "Since", "Message"]);
    assert_eq!((lines[1][0], lines[1][1]), ("ana (@ana)", "organises"));
    assert_eq!((lines[2][0], lines[2][1]), ("ben (@ben)", "takes part"));
    assert_eq!((lines[2][2].len(), lines[2][3]), (6, "2026-06-01 14:00"));
    assert!(lines[2][4].starts_with("'=HYPERLINK"), "{text}");
    assert_eq!((lines[3][0], lines[3][1]), ("'@Cleo (without an account)", "not confirmed"));
    assert!(!text.contains("cleo@example.org"), "{text}");
}

#[tokio::test]
async fn only_some_roles_are_exported_on_demand() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let picnic = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    let id = joined(&ben, &picnic).await;
    joined(&cleo, &picnic).await;
    decide(&ana, &id, "PARTICIPANT").await;
    t.settle().await;
    let reply = export(&ana, &picnic, json!({ "roles": ["PARTICIPANT"] })).await;
    let path = reply["data"]["exportEventParticipants"]["path"].as_str().unwrap().to_owned();
    let text = fetch(&t, &ana, &path).await.text().await.unwrap();
    assert!(text.contains("ben") && !text.contains("cleo") && !text.contains("ana"), "{text}");
}

#[tokio::test]
async fn nobody_else_exports() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let moderator = t.person_with_role("mo", "moderator").await;
    let picnic = create(&ana, json!({})).await;
    joined(&ben, &picnic).await;
    for other in [&ben, &moderator] {
        assert_eq!(refusal(&export(other, &picnic, json!({})).await).0, "unauthorized");
    }
    let stranger = export(&t.stranger(), &picnic, json!({})).await;
    assert_eq!(refusal(&stranger).0, "unauthenticated");
    let secret = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    assert_eq!(refusal(&export(&ben, &secret, json!({})).await).0, "event_not_found");
    t.settle().await;
}

#[tokio::test]
async fn a_format_that_is_not_made_is_refused_by_name() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    for format in ["PDF", "ODS"] {
        let reply = export(&ana, &picnic, json!({ "format": format })).await;
        assert_eq!(refusal(&reply), ("validation", "format"), "{reply:#}");
    }
}

#[tokio::test]
async fn a_file_is_for_who_had_it_made_while_they_organise_for_a_day() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let file = path(&ana, &picnic).await;
    assert_eq!(fetch(&t, &ana, &file).await.status(), 200);
    assert_eq!(fetch(&t, &ben, &file).await.status(), 404);
    assert_eq!(fetch(&t, &t.stranger(), &file).await.status(), 401);
    let forged = ben.with_token("forged");
    assert_eq!(fetch(&t, &forged, &file).await.status(), 401);
    let twice = format!("/exports/csv/{file}");
    assert_eq!(fetch(&t, &ana, &twice).await.status(), 200, "as clients of Mobilizon ask");
    assert_eq!(fetch(&t, &ana, "/exports/csv/nothing.csv").await.status(), 404);
    t.pass(Duration::hours(25));
    assert_eq!(fetch(&t, &ana, &file).await.status(), 404);

    let file = path(&ana, &picnic).await;
    let anabel = crate::participation::identity(&t, &ben, "anabel").await;
    give_away(&t, &picnic, &anabel).await;
    assert_eq!(fetch(&t, &ana, &file).await.status(), 404, "ana organises it no more");
    update(&ana, &picnic, "title: \"x\"").await;
    t.settle().await;
}

/// Another account organises the event from now on.
async fn give_away(t: &TestApp, event: &Made, to: &Person) {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    use farandole_schema::tables::events;
    let mut conn = t.app.db.get().await.unwrap();
    diesel::update(events::table.find(event.id.parse::<i64>().unwrap()))
        .set(events::organizer_id.eq(to.actor))
        .execute(&mut conn)
        .await
        .unwrap();
}

#[tokio::test]
async fn files_are_swept_and_replaced() {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    use farandole_schema::tables::exports;
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    let first = path(&ana, &picnic).await;
    let second = path(&ana, &picnic).await;
    assert_eq!(fetch(&t, &ana, &first).await.status(), 404, "the newest alone is kept");
    assert_eq!(fetch(&t, &ana, &second).await.status(), 200);
    t.tick().await;
    t.pass(Duration::hours(26));
    t.tick().await;
    let mut conn = t.app.db.get().await.unwrap();
    let kept: i64 = exports::table.count().get_result(&mut conn).await.unwrap();
    assert_eq!(kept, 0);
}
