//! The map of what is found.

use super::{at, count_again, enter};
use crate::support::{Person, TestApp, data};
use chrono::Duration;
use serde_json::{Value, json};

const MAP: &str = "query ($bbox: String!, $zoom: Int!, $term: String, $categoryOneOf: [String], $beginsOn: DateTime, $endsOn: DateTime) { \
  eventMap(bbox: $bbox, zoom: $zoom, term: $term, categoryOneOf: $categoryOneOf, beginsOn: $beginsOn, endsOn: $endsOn) { \
  count longitude latitude event { title } } }";
/// Around Lyon.
const BOX: &str = "46.2,4.2:45.4,5.4";

async fn put(ana: &Person, title: &str, (lon, lat): (f64, f64), mut event: Value) {
    event["title"] = json!(title);
    event["physicalAddress"] = json!({ "description": title, "geom": format!("{lon};{lat}") });
    enter(ana, event).await;
}

async fn count(t: &TestApp, mut asked: Value) -> i64 {
    asked["bbox"] = json!(BOX);
    let reply = t.stranger().ask(MAP, asked).await;
    let clusters = data(&reply)["eventMap"].as_array().unwrap().clone();
    clusters.iter().map(|cluster| cluster["count"].as_i64().unwrap()).sum()
}

async fn three_events(t: &TestApp) {
    let ana = t.person("ana").await;
    for (title, point, category) in [
        ("One", (4.83, 45.76), "MUSIC"),
        ("Two", (4.84, 45.77), "ARTS"),
        ("Far", (2.35, 48.85), "MUSIC"),
    ] {
        put(&ana, title, point, json!({ "beginsOn": at(t, 5), "category": category })).await;
    }
    t.settle().await;
}

#[tokio::test]
async fn the_map_counts_what_lies_in_the_box() {
    let t = TestApp::start().await;
    three_events(&t).await;
    for zoom in [0, 5, 9, 14, 18] {
        assert_eq!(count(&t, json!({ "zoom": zoom })).await, 2, "at once, at zoom {zoom}");
    }
    count_again(&t).await;
    assert_eq!(count(&t, json!({ "zoom": 5 })).await, 2);
    let asked = json!({ "bbox": BOX, "zoom": 14, "term": "two" });
    let reply = t.stranger().ask(MAP, asked).await;
    assert_eq!(data(&reply)["eventMap"][0]["event"]["title"], "Two");
    assert_eq!(count(&t, json!({ "zoom": 9, "categoryOneOf": ["MUSIC"] })).await, 1);
}

#[tokio::test]
async fn the_map_of_the_past_shows_the_past() {
    let t = TestApp::start().await;
    three_events(&t).await;
    t.pass(Duration::days(3));
    let ana = t.person("bob").await;
    put(&ana, "New", (4.83, 45.76), json!({ "beginsOn": at(&t, 5) })).await;
    t.tick().await;
    assert_eq!(count(&t, json!({ "zoom": 9 })).await, 1, "what is to come");
    let past = json!({ "zoom": 9, "beginsOn": null, "endsOn": at(&t, 0) });
    assert_eq!(count(&t, past).await, 2, "what is over");
    assert_eq!(count(&t, json!({ "zoom": 9, "beginsOn": null })).await, 3, "all");
}

#[tokio::test]
async fn the_totals_of_the_map_and_the_words_are_counted_by_the_clock() {
    use diesel_async::RunQueryDsl;
    let t = TestApp::start().await;
    three_events(&t).await;
    count_again(&t).await;
    let mut conn = t.app.db.get().await.unwrap();
    for table in ["map_cells", "search_words"] {
        let filled = format!("SELECT 1 / (SELECT count(*) FROM {table})");
        diesel::sql_query(filled).execute(&mut conn).await.unwrap();
    }
}
