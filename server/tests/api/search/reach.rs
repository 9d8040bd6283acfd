//! How far a search reaches: in time, in space, among servers.

use super::{at, enter, titles};
use crate::support::TestApp;
use chrono::Duration;
use serde_json::json;

#[tokio::test]
async fn what_runs_at_a_moment_to_come_is_found_however_long_ago_it_began() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for (title, begins, ends) in [
        ("Exhibition", -10, 24 * 20),
        ("Festival", 24 * 2, 24 * 6),
        ("Day before", 24 * 4, 24 * 4 + 2),
        ("That day", 24 * 5 + 1, 24 * 5 + 3),
        ("Day after", 24 * 7, 24 * 7 + 2),
    ] {
        let event = json!({ "title": title, "beginsOn": at(&t, begins), "endsOn": at(&t, ends), "tags": ["Town"] });
        enter(&ana, event).await;
    }
    t.settle().await;
    let day = json!({ "beginsOn": at(&t, 24 * 5), "endsOn": at(&t, 24 * 6) });
    for (key, value) in [("page", json!(1)), ("tags", json!("town")), ("term", json!("come along"))]
    {
        let mut search = day.clone();
        search[key] = value;
        let (total, mut found) = titles(&t, search.clone()).await;
        found.sort();
        assert_eq!(
            (total, found),
            (3, vec!["Exhibition".into(), "Festival".into(), "That day".into()]),
            "{search}"
        );
    }
    let mut latest = day;
    latest["sortBy"] = json!("START_TIME_DESC");
    latest["limit"] = json!(2);
    assert_eq!(titles(&t, latest).await.1, ["That day", "Festival"]);
}

#[tokio::test]
async fn a_search_reaches_into_the_past_when_asked() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for (title, hour, tag) in
        [("First dance", 1, "Folk"), ("Second dance", 30, "Rock"), ("Third dance", 80, "Folk")]
    {
        let event = json!({ "title": title, "beginsOn": at(&t, hour), "endsOn": at(&t, hour + 2), "tags": [tag] });
        enter(&ana, event).await;
    }
    t.settle().await;
    t.pass(Duration::hours(50));
    let (past, now) = (["Second dance", "First dance"], at(&t, 0));
    let over = json!({ "beginsOn": null, "endsOn": now });
    assert_eq!(titles(&t, over.clone()).await, (2, past.map(str::to_owned).to_vec()));
    for (key, value, expected) in [
        ("sortBy", json!("START_TIME_ASC"), vec!["First dance", "Second dance"]),
        ("sortBy", json!("CREATED_AT_ASC"), vec!["First dance", "Second dance"]),
        ("tags", json!("folk"), vec!["First dance"]),
        ("term", json!("rock"), vec!["Second dance"]),
        ("longEvents", json!(true), vec![]),
        ("searchTarget", json!("SELF"), past.to_vec()),
        ("limit", json!(1), vec!["Second dance"]),
    ] {
        let mut search = over.clone();
        search[key] = value;
        assert_eq!(titles(&t, search.clone()).await.1, expected, "{search}");
    }
    let all = ["First dance", "Second dance", "Third dance"];
    let in_order = json!({ "beginsOn": null, "sortBy": "START_TIME_ASC" });
    assert_eq!(
        titles(&t, in_order).await,
        (3, all.map(str::to_owned).to_vec()),
        "null lifts the bound"
    );
    let around = json!({ "beginsOn": at(&t, -25), "sortBy": "START_TIME_ASC" });
    assert_eq!(titles(&t, around).await.1, ["Second dance", "Third dance"], "both sides of now");
    let pages: Vec<String> = [
        titles(&t, json!({ "beginsOn": null, "sortBy": "START_TIME_ASC", "limit": 2 })).await.1,
        titles(&t, json!({ "beginsOn": null, "sortBy": "START_TIME_ASC", "limit": 2, "page": 2 }))
            .await
            .1,
    ]
    .concat();
    assert_eq!(pages, all, "pages go from the past into what is to come");
    assert_eq!(titles(&t, json!({})).await.1, ["Third dance"], "and not unless asked");
}

#[tokio::test]
async fn a_box_holds_what_lies_in_it() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for (title, lon, lat) in [
        ("Inside", 4.83, 45.76),
        ("Corner", 4.201, 46.199),
        ("Out", 4.83, 46.3),
        ("Away", 2.35, 48.85),
    ] {
        let place = json!({ "description": title, "geom": format!("{lon};{lat}") });
        enter(&ana, json!({ "title": title, "beginsOn": at(&t, 5), "physicalAddress": place }))
            .await;
    }
    t.settle().await;
    let (total, mut found) = titles(&t, json!({ "bbox": "46.2,4.2:45.4,5.4" })).await;
    found.sort();
    assert_eq!((total, found), (2, vec!["Corner".into(), "Inside".into()]));
    assert_eq!(titles(&t, json!({ "bbox": "85,-180:-85,180" })).await.0, 4, "the world");
    assert_eq!(
        titles(&t, json!({ "bbox": "46.2,4.2:45.4,5.4", "term": "corner" })).await.1,
        ["Corner"]
    );
}

#[tokio::test]
async fn long_is_what_lasts_more_than_thirty_whole_days() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for (title, days) in [("Month", 30), ("A day more", 31)] {
        let event =
            json!({ "title": title, "beginsOn": at(&t, 1), "endsOn": at(&t, 1 + 24 * days) });
        enter(&ana, event).await;
    }
    t.settle().await;
    assert_eq!(titles(&t, json!({ "longEvents": true })).await.1, ["A day more"]);
    assert_eq!(titles(&t, json!({ "longEvents": false })).await.1, ["Month"]);
}

#[tokio::test]
async fn a_text_that_cannot_be_kept_cannot_be_looked_for_either() {
    let t = TestApp::start().await;
    for (key, path) in [("categoryOneOf", "category"), ("languageOneOf", "language")] {
        let reply = t.stranger().ask(super::SEARCH, json!({ key: ["a\0b"] })).await;
        assert_eq!(reply["errors"][0]["field"], key, "{reply:#}");
        let feed = t.get(&format!("/search/feed/ics?{path}=a%00b")).await;
        assert_eq!(feed.status(), 400, "{path}");
    }
}
