//! The orders of what is found, and its pages.

use super::{SEARCH, at, count_again, enter, titles};
use crate::support::{TestApp, data};
use serde_json::{Value, json};

async fn three(t: &TestApp) {
    let ana = t.person("ana").await;
    for (title, hour) in [("Middle", 48), ("Late", 96), ("Early", 24)] {
        enter(&ana, json!({ "title": format!("{title} dance"), "beginsOn": at(t, hour) })).await;
        t.pass(chrono::Duration::minutes(1));
    }
    t.settle().await;
}

#[tokio::test]
async fn every_order_holds_with_words_and_without() {
    let t = TestApp::start().await;
    three(&t).await;
    for (sort, expected) in [
        ("MATCH_DESC", ["Early", "Middle", "Late"]),
        ("START_TIME_ASC", ["Early", "Middle", "Late"]),
        ("START_TIME_DESC", ["Late", "Middle", "Early"]),
        ("CREATED_AT_DESC", ["Early", "Late", "Middle"]),
        ("CREATED_AT_ASC", ["Middle", "Late", "Early"]),
    ] {
        for term in [Value::Null, json!("dance")] {
            let (total, found) = titles(&t, json!({ "sortBy": sort, "term": term })).await;
            let found: Vec<&str> = found.iter().map(|t| t.split(' ').next().unwrap()).collect();
            assert_eq!((total, found), (3, expected.to_vec()), "{sort} {term}");
        }
    }
    assert_eq!(titles(&t, json!({ "sortBy": "PARTICIPANT_COUNT_DESC" })).await.1.len(), 3);
}

#[tokio::test]
async fn cursors_lead_through_every_order_without_repeating_or_skipping() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for n in 0..7 {
        enter(&ana, json!({ "title": format!("Dance {n}"), "beginsOn": at(&t, 24 + n) })).await;
    }
    t.settle().await;
    for search in [
        json!({}),
        json!({ "term": "dance" }),
        json!({ "sortBy": "START_TIME_DESC" }),
        json!({ "term": "dance", "sortBy": "CREATED_AT_DESC" }),
        json!({ "beginsOn": null }),
    ] {
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        for _ in 0..4 {
            let mut page = search.clone();
            page["limit"] = json!(2);
            page["after"] = if after.is_null() { json!("") } else { after.clone() };
            let reply = t.stranger().ask(SEARCH, page).await;
            let found = &data(&reply)["searchEvents"];
            let elements = found["elements"].as_array().unwrap();
            seen.extend(elements.iter().map(|e| e["title"].as_str().unwrap().to_owned()));
            after = found["nextCursor"].clone();
        }
        assert_eq!(after, Value::Null, "{search}");
        seen.sort();
        let all: Vec<String> = (0..7).map(|n| format!("Dance {n}")).collect();
        assert_eq!(seen, all, "{search}");
    }
}

#[tokio::test]
async fn every_page_of_a_search_with_a_misspelt_word_finds_what_was_meant() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for n in 0..8 {
        let title = format!("Accordion evening {n}");
        enter(&ana, json!({ "title": title, "beginsOn": at(&t, 24 + n), "language": "en" })).await;
    }
    t.settle().await;
    count_again(&t).await;
    for page in [1, 2, 3] {
        let asked = json!({ "term": "acordion", "page": page, "limit": 3 });
        let reply = t.stranger().ask(SEARCH, asked).await;
        let found = &data(&reply)["searchEvents"];
        assert_eq!(found["elements"].as_array().unwrap().len(), [3, 3, 2][page - 1], "{page}");
        assert_eq!(found["total"], 8);
        assert_eq!(found["searchedInstead"], "accordion");
    }
}

#[tokio::test]
async fn what_is_excluded_stays_excluded() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for title in ["Folk dance", "Rock dance"] {
        enter(&ana, json!({ "title": title, "beginsOn": at(&t, 24), "language": "en" })).await;
    }
    t.settle().await;
    count_again(&t).await;
    for term in ["dance -rock", "-rock", "folk or -rock"] {
        assert_eq!(titles(&t, json!({ "term": term })).await.1, ["Folk dance"], "{term}");
    }
    assert_eq!(titles(&t, json!({ "term": "folk or rock" })).await.0, 2);
}
