//! Feeds for everybody: of the server, of a person, of a search.

use super::{fetch, set, sql};
use crate::events::create;
use crate::support::{Person, TestApp};
use chrono::Duration;
use serde_json::json;

/// One event of each kind that lists do not show, and the word for it.
async fn hidden(t: &TestApp, by: &Person) {
    for visibility in ["UNLISTED", "RESTRICTED", "PRIVATE"] {
        create(by, json!({ "title": visibility, "visibility": visibility })).await;
    }
    create(by, json!({ "title": "draft", "draft": true })).await;
    let remote = create(by, json!({ "title": "remote" })).await;
    set(t, &remote, "origin = 'elsewhere.example'").await;
    sql(t, &format!("UPDATE event_upcoming SET local = false WHERE event_id = {}", remote.id))
        .await;
    let deleted = create(by, json!({ "title": "deleted" })).await;
    let delete = "mutation ($id: ID!) { deleteEvent(eventId: $id) { id } }";
    by.ask(delete, json!({ "id": deleted.id })).await;
}

#[tokio::test]
async fn the_feed_of_the_server_holds_what_is_listed_and_made_here() {
    let t = TestApp::start().await;
    let (ana, eve) = (t.person("ana").await, t.person("eve").await);
    create(&ana, json!({ "title": "later", "beginsOn": "2026-07-01T18:00:00Z" })).await;
    t.pass(Duration::seconds(1));
    create(&ana, json!({ "title": "sooner", "beginsOn": "2026-06-05T18:00:00Z" })).await;
    hidden(&t, &ana).await;
    create(&eve, json!({ "title": "by somebody suspended" })).await;
    sql(&t, &format!("UPDATE actors SET suspended_at = now() WHERE id = {}", eve.actor)).await;
    assert_eq!(fetch(&t, "/feed/instance/ics").await.titles(), ["sooner", "later"]);
    let news = fetch(&t, "/feed/instance/atom").await;
    assert_eq!(news.headlines(), ["sooner", "later"], "the newest first");
    let feed = news.news();
    let address = format!("{}/feed/instance/atom", t.origin);
    assert!(feed.links().iter().any(|link| link.rel() == "self" && link.href() == address));
    assert_eq!(feed.entries()[0].authors()[0].name(), "ana");
    for path in ["/feed/instance/rss", "/feed/instance/", "/feed/other/ics"] {
        assert_eq!(fetch(&t, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_over_or_cancelled_stays_in_calendars_for_thirty_days() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "title": "past", "endsOn": "2026-06-10T20:00:00Z" })).await;
    let off = create(&ana, json!({ "title": "off", "beginsOn": "2026-06-12T18:00:00Z" })).await;
    crate::events::update(&ana, &off, "status: CANCELLED").await;
    t.pass(Duration::days(20));
    t.tick().await;
    let calendar = fetch(&t, "/feed/instance/ics").await;
    assert_eq!(calendar.titles(), ["past", "off"]);
    assert!(calendar.body.contains("STATUS:CANCELLED"));
    let news = fetch(&t, "/feed/instance/atom").await.headlines();
    assert!(news.contains(&"Cancelled: off".to_owned()), "{news:?}");
    t.pass(Duration::days(30));
    assert!(fetch(&t, "/feed/instance/ics").await.titles().is_empty());
    assert_eq!(fetch(&t, &format!("/events/{}/export/ics", event.uuid)).await.status, 200);
}

#[tokio::test]
async fn a_feed_ends_somewhere() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let columns = "organizer_id, title, begins_on, begins_wall, timezone, published_at, created_at, updated_at";
    sql(
        &t,
        &format!(
            "INSERT INTO events (uuid, url, {columns}) SELECT gen_random_uuid(), 'https://x.example/' || n, \
             {columns} FROM events, generate_series(1, 600) n WHERE id = {}",
            event.id
        ),
    )
    .await;
    sql(
        &t,
        "INSERT INTO event_upcoming (event_id, begins_on, ends_on, sort_at, category, language, status, online, local) \
         SELECT id, begins_on, begins_on, begins_on + id * interval '1 microsecond', category, language, status, \
         false, true FROM events ON CONFLICT DO NOTHING",
    )
    .await;
    assert_eq!(fetch(&t, "/feed/instance/ics").await.titles().len(), 500);
    assert_eq!(fetch(&t, "/feed/instance/atom").await.headlines().len(), 100);
    assert_eq!(fetch(&t, "/search/feed/ics").await.titles().len(), 500);
    assert_eq!(fetch(&t, "/search/feed/atom").await.headlines().len(), 100);
}

#[tokio::test]
async fn statements_do_not_grow_with_the_feed() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut counts = Vec::new();
    for _ in 0..2 {
        create(&ana, json!({ "tags": ["food"] })).await;
        create(&ana, json!({ "tags": ["music", "food"] })).await;
        let before = t.app.db.statements();
        fetch(&t, "/feed/instance/ics").await.titles();
        counts.push(t.app.db.statements() - before);
    }
    assert_eq!(counts[0], counts[1]);
}

#[tokio::test]
async fn a_persons_feed_holds_what_they_organise_in_public_unless_they_want_none() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    create(&ana, json!({ "title": "hers" })).await;
    create(&ben, json!({ "title": "his" })).await;
    hidden(&t, &ana).await;
    assert_eq!(fetch(&t, "/@ana/feed/ics").await.titles(), ["hers"]);
    let news = fetch(&t, "/@ana/feed/atom").await;
    assert_eq!(
        (news.headlines(), news.news().title().value.as_str()),
        (vec!["hers".into()], "Events of ana")
    );
    sql(&t, &format!("UPDATE actors SET visibility = 'private' WHERE id = {}", ben.actor)).await;
    let absent = fetch(&t, "/@nobody/feed/ics").await;
    let private = fetch(&t, "/@ben/feed/ics").await;
    assert_eq!((absent.status, private.status), (404, 404));
    assert_eq!(absent.body, private.body);
    for none in [
        "/@relay/feed/ics",
        "/@anonymous/feed/ics",
        "/@ana@elsewhere.example/feed/ics",
        "/@/feed/ics",
    ] {
        assert_eq!(fetch(&t, none).await.status, 404, "{none}");
    }
    sql(&t, &format!("UPDATE actors SET suspended_at = now() WHERE id = {}", ana.actor)).await;
    assert_eq!(fetch(&t, "/@ana/feed/ics").await.status, 404);
}

#[tokio::test]
async fn a_search_is_a_feed_with_the_parameters_of_its_page() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    create(&ana, json!({ "title": "Bal folk", "category": "MUSIC", "tags": ["Fête"] })).await;
    create(&ana, json!({ "title": "Chess", "category": "GAMES", "language": "fr" })).await;
    create(&ana, json!({ "title": "Call", "options": { "isOnline": true } })).await;
    hidden(&t, &ana).await;
    t.settle().await;
    for (query, found) in [
        ("search=folk", &["Bal folk"][..]),
        ("category=GAMES", &["Chess"]),
        ("language=fr", &["Chess"]),
        ("tag=f%C3%AAte", &["Bal folk"]),
        ("online=1", &["Call"]),
        ("when=tomorrow", &[]),
        ("when=next_week", &["Bal folk", "Chess", "Call"]),
        ("place=Lyon&distance=25", &[]),
        ("search=nothing-like-it", &[]),
    ] {
        let mut titles = fetch(&t, &format!("/search/feed/ics?{query}")).await.titles();
        titles.retain(|title| title != "remote");
        let mut found: Vec<String> = found.iter().map(|title| (*title).to_owned()).collect();
        titles.sort();
        found.sort();
        if query != "when=next_week" {
            assert_eq!(titles, found, "{query}");
        }
    }
    let news = fetch(&t, "/search/feed/atom?search=folk&tag=f%C3%AAte").await.news();
    assert_eq!(news.title().value, "Events: folk, #fête");
    let unknown = fetch(&t, "/search/feed/ics?place=Nowhereatallville").await;
    assert_eq!(unknown.status, 422, "{}", unknown.body);
}

#[tokio::test]
async fn titles_cannot_break_a_feed() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let title = "a]]>\r\nEND:VCALENDAR\nATTACH:x <script>&\"' \u{2028}🎉;,\\n";
    create(&ana, json!({ "title": title, "description": "<p>]]></p>\r\nBEGIN:VALARM" })).await;
    let calendar = fetch(&t, "/feed/instance/ics").await;
    assert_eq!(calendar.calendar().events.len(), 1);
    assert!(
        calendar
            .body
            .lines()
            .all(|line| !line.starts_with("ATTACH") && !line.starts_with("BEGIN:VALARM"))
    );
    let news = fetch(&t, "/feed/instance/atom").await.headlines();
    assert_eq!(news.len(), 1);
    assert!(news[0].contains("<script>&\"'"), "text, not markup: {}", news[0]);
}

#[tokio::test]
async fn the_sixty_first_fetch_of_a_minute_waits() {
    let t = TestApp::start().await;
    for _ in 0..60 {
        assert_eq!(fetch(&t, "/feed/instance/ics").await.status, 200);
    }
    let late = fetch(&t, "/feed/instance/atom").await;
    assert_eq!(late.status, 429);
    assert!((1..=60).contains(&late.header("retry-after").parse::<i64>().unwrap()));
    t.pass(Duration::minutes(1));
    assert_eq!(fetch(&t, "/feed/instance/atom").await.status, 200);
}
