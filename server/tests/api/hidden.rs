//! What is hidden leaves no trace: a walk through every door that strangers have, past a private event, a draft, an
//! unlisted one, one of somebody who is suspended and one of somebody who is gone.

use crate::events::{Made, create};
use crate::participation::join;
use crate::support::{Person, TestApp, data};
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole::actors;
use farandole::kernel::viewer::Viewer;
use farandole_schema::tables;
use serde_json::{Value, json};

/// Stands in the title and the place of everything hidden, and in the names of those who are.
const TRACE: &str = "zwetsch";

/// An event whose title and place betray it; its description and its tag are searched for.
fn betraying(more: Value) -> Value {
    let mut input = json!({
        "title": "Zwetschgenfest", "description": "<p>At the oven</p>", "tags": ["ovens"], "category": "FOOD_DRINK",
        "physicalAddress": { "description": "Barn", "locality": "Zwetschgau", "geom": "4.83;45.76" },
    });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

/// The events that nobody should find, and whether their link opens them.
async fn hide(t: &TestApp, ana: &Person) -> Vec<(Made, bool)> {
    let (sue, gus) = (t.person("sue").await, t.person("gus").await);
    let mut conn = t.app.db.get().await.unwrap();
    diesel::update(tables::actors::table.filter(tables::actors::id.eq_any([sue.actor, gus.actor])))
        .set(tables::actors::name.eq("Zwetschgenwirt"))
        .execute(&mut conn)
        .await
        .unwrap();
    let mut hidden = Vec::new();
    for (more, opens) in [
        (json!({ "visibility": "PRIVATE" }), false),
        (json!({ "visibility": "RESTRICTED" }), false),
        (json!({ "draft": true }), false),
        (json!({ "visibility": "UNLISTED" }), true),
    ] {
        hidden.push((create(ana, betraying(more)).await, opens));
    }
    for person in [&sue, &gus] {
        hidden.push((create(person, betraying(json!({}))).await, false));
    }
    t.settle().await;
    actors::suspend(&t.app, &Viewer::system(), sue.actor).await.unwrap();
    data(&gus.ask("mutation { deleteAccount { id } }", json!({})).await);
    t.settle().await;
    hidden
}

/// Pages, feeds and what search engines read.
async fn walk(t: &TestApp, hidden: &[(Made, bool)]) {
    let mut paths: Vec<String> = [
        "/",
        "/search",
        "/search?q=oven",
        "/search?q=oven&when=past",
        "/search?when=past",
        "/search?mode=map",
        "/tag/ovens",
        "/about",
        "/@ana",
        "/@sue",
        "/@gus",
        "/feed/instance/ics",
        "/feed/instance/atom",
        "/@ana/feed/ics",
        "/@ana/feed/atom",
        "/@sue/feed/ics",
        "/@gus/feed/ics",
        "/search/feed/ics?q=oven",
        "/search/feed/atom",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-0.xml",
    ]
    .map(str::to_owned)
    .into();
    for (event, _) in hidden.iter().filter(|(_, opens)| !opens) {
        paths.push(format!("/events/{}", event.uuid));
        paths.push(format!("/events/{}/export/ics", event.uuid));
    }
    for path in paths {
        let body = t.get(&path).await.text().await.unwrap().to_lowercase();
        assert!(!body.contains(TRACE), "{path}: {body}");
        for (event, _) in hidden.iter().filter(|(event, _)| !path.contains(&event.uuid)) {
            assert!(!body.contains(&event.uuid), "{path}: {body}");
        }
    }
}

/// The API, as somebody asks it.
async fn ask_everything(who: &Person, hidden: &[(Made, bool)], shown: &Made) {
    let query = "query ($shown: UUID!) {
        events { total elements { title } }
        found: searchEvents(term: \"oven\") { total elements { title } }
        tagged: searchEvents(tags: \"ovens\") { total elements { title } }
        around: searchEvents(bbox: \"50,0:40,10\") { total elements { title } }
        ever: searchEvents(beginsOn: \"2020-01-01T00:00:00Z\") { elements { title } }
        near: eventMap(bbox: \"50,0:40,10\", zoom: 12) { count event { title } }
        far: eventMap(bbox: \"50,0:40,10\", zoom: 3) { count }
        event(uuid: $shown) { relatedEvents { title } organizerActor { preferredUsername }
          participants { total elements { actor { preferredUsername } metadata { message } } } }
    }";
    let reply = who.ask(query, json!({ "shown": shown.uuid })).await;
    let answer = data(&reply);
    assert!(!reply.to_string().to_lowercase().contains(TRACE), "{reply:#}");
    for list in ["found", "tagged", "around"] {
        assert_eq!(answer[list]["total"], 0, "{list}: {reply:#}");
    }
    for map in ["near", "far"] {
        assert_eq!(answer[map], json!([]), "{map}: {reply:#}");
    }
    assert_eq!(answer["event"]["participants"]["elements"], json!([]), "{reply:#}");
    assert!(!reply.to_string().contains("trombone"), "a word to the organiser: {reply:#}");
    for (event, _) in hidden.iter().filter(|(_, opens)| !opens) {
        let one = "query ($uuid: UUID!) { event(uuid: $uuid) { title } }";
        let reply = who.ask(one, json!({ "uuid": event.uuid })).await;
        assert_eq!(reply["errors"][0]["code"], "event_not_found", "{reply:#}");
    }
    for name in ["sue", "gus"] {
        let person = "query ($name: String!) { fetchPerson(preferredUsername: $name) { id } }";
        let reply = who.ask(person, json!({ "name": name })).await;
        assert_eq!(reply["errors"][0]["code"], "not_found", "{reply:#}");
    }
}

#[tokio::test]
async fn what_is_hidden_leaves_no_trace_at_any_door() {
    let t = TestApp::start_with(&[("rate_limits", "off")]).await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let shown = create(&ana, json!({ "title": "Fair" })).await;
    let word = json!({ "message": "I bring a trombone" });
    data(&join(&ben, &shown, word).await);
    let hidden = hide(&t, &ana).await;
    for _ in 0..2 {
        walk(&t, &hidden).await;
        for who in [&t.stranger(), &cleo] {
            ask_everything(who, &hidden, &shown).await;
        }
        t.tick().await;
        t.pass(Duration::minutes(20));
        t.tick().await;
    }
    let counts = "{ statistics { numberOfLocalEvents } categoryStatistics { key number } }";
    let reply = t.stranger().ask(counts, json!({})).await;
    assert_eq!(data(&reply)["statistics"]["numberOfLocalEvents"], 1, "{reply:#}");
    assert_eq!(data(&reply)["categoryStatistics"].as_array().unwrap().len(), 1, "{reply:#}");
    let tags = cleo.ask("{ tags(filter: \"oven\") { title } }", json!({})).await;
    assert_eq!(data(&tags)["tags"], json!([]));
    t.pass(Duration::days(60));
    t.tick().await;
    walk(&t, &hidden).await;
}
