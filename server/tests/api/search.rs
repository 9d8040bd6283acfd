//! Searching: five hundred events go in through the API and come back by place, words and date.

mod map;
mod orders;
mod pages;
mod reach;
mod tiles;

use crate::support::{Person, TestApp, data};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

const CREATE: &str = "mutation ($organizerActorId: ID!, $title: String!, $description: String!, $beginsOn: DateTime!, \
  $endsOn: DateTime, $category: EventCategory, $tags: [String], $options: EventOptionsInput, \
  $physicalAddress: AddressInput, $visibility: EventVisibility, $draft: Boolean, $status: EventStatus, $language: String) { \
  createEvent(organizerActorId: $organizerActorId, title: $title, description: $description, beginsOn: $beginsOn, \
    endsOn: $endsOn, category: $category, tags: $tags, options: $options, physicalAddress: $physicalAddress, \
    visibility: $visibility, draft: $draft, status: $status, language: $language) { id uuid title beginsOn } }";

const SEARCH: &str = "query ($term: String, $location: String, $radius: Float, $bbox: String, $beginsOn: DateTime, \
  $endsOn: DateTime, $categoryOneOf: [String], $languageOneOf: [String], $statusOneOf: [EventStatus], $tags: String, \
  $type: EventType, $page: Int, $limit: Int, $sortBy: SearchEventSortOptions, $longEvents: Boolean, \
  $searchTarget: SearchTarget, $after: String) { \
  searchEvents(term: $term, location: $location, radius: $radius, bbox: $bbox, beginsOn: $beginsOn, endsOn: $endsOn, \
    categoryOneOf: $categoryOneOf, languageOneOf: $languageOneOf, statusOneOf: $statusOneOf, tags: $tags, type: $type, \
    page: $page, limit: $limit, sortBy: $sortBy, longEvents: $longEvents, searchTarget: $searchTarget, after: $after) { \
    total nextCursor searchedInstead elements { title beginsOn } } }";

/// Cities with their middle and its geohash.
const CITIES: [(&str, f64, f64, &str); 5] = [
    ("Lyon", 4.8357, 45.7640, "u05kq5"),
    ("Grenoble", 5.7245, 45.1885, "u0h146"),
    ("Paris", 2.3522, 48.8566, "u09tvw"),
    ("Marseille", 5.3698, 43.2965, "spey61"),
    ("Lille", 3.0573, 50.6292, "u140j8"),
];
const THINGS: [&str; 5] = ["Concert", "Workshop", "Picnic", "Lecture", "Cleanup"];

async fn enter(person: &Person, mut event: Value) -> Value {
    let defaults = json!({
        "organizerActorId": person.actor.to_string(), "title": "Untitled", "description": "<p>Come along.</p>",
        "options": { "timezone": "Europe/Paris" },
    });
    for (key, value) in defaults.as_object().unwrap() {
        event.as_object_mut().unwrap().entry(key).or_insert(value.clone());
    }
    let reply = person.ask(CREATE, event).await;
    data(&reply)["createEvent"].clone()
}

/// Lets the jobs that count words and cells by the clock have their turn.
async fn count_again(t: &TestApp) {
    t.tick().await;
    t.pass(Duration::minutes(10));
    t.tick().await;
}

async fn titles(t: &TestApp, search: Value) -> (i64, Vec<String>) {
    let reply = t.stranger().ask(SEARCH, search).await;
    let found = &data(&reply)["searchEvents"];
    let titles = found["elements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["title"].as_str().unwrap().to_owned());
    (found["total"].as_i64().unwrap(), titles.collect())
}

fn at(t: &TestApp, hours: i64) -> DateTime<Utc> {
    t.app.now() + Duration::hours(hours)
}

#[tokio::test]
async fn five_hundred_events_come_back_by_place_words_and_date() {
    let t = TestApp::start_with(&[("rate_limits", "off")]).await;
    let ana = t.person("ana").await;
    for n in 0..500_i64 {
        // A stride that is coprime to 500, so that the order of entry is not the order of time.
        let hour = 1 + (n * 7) % 500;
        let (city, lon, lat, _) = CITIES[usize::try_from(n % 5).unwrap()];
        let thing = THINGS[usize::try_from((n / 5) % 5).unwrap()];
        enter(&ana, json!({
            "title": format!("{thing} {city} {n}"), "beginsOn": at(&t, hour), "endsOn": at(&t, hour + 2),
            "physicalAddress": { "description": city, "locality": city, "geom": format!("{lon};{lat}") },
        }))
        .await;
    }
    t.settle().await;

    for (city, _, _, hash) in CITIES {
        let (total, first) =
            titles(&t, json!({ "location": hash, "radius": 20.0, "limit": 100 })).await;
        assert_eq!(total, 100, "{city}");
        assert!(first.iter().all(|title| title.contains(city)), "{city}: {first:?}");
        let expected = in_order(|n| n % 5 == index(city));
        assert_eq!(first, expected, "soonest first in {city}");
    }

    let (total, found) = titles(&t, json!({ "term": "picnics lyon", "limit": 100 })).await;
    assert_eq!(total, 20, "{found:?}");
    assert!(
        found.iter().all(|title| title.starts_with("Picnic Lyon")),
        "stems match, both words must: {found:?}"
    );

    let (from, until) = (at(&t, 100), at(&t, 110));
    let (total, found) = titles(
        &t,
        json!({ "beginsOn": from, "endsOn": until, "limit": 100, "sortBy": "START_TIME_ASC" }),
    )
    .await;
    // Those that begin in the ten hours, and the two that still run at their beginning.
    assert_eq!(total, 12, "{found:?}");

    let mut seen = Vec::new();
    for page in 1..=5 {
        seen.extend(titles(&t, json!({ "page": page, "limit": 100 })).await.1);
    }
    assert_eq!(seen, in_order(|_| true), "pages neither repeat nor skip");
}

fn index(city: &str) -> i64 {
    i64::try_from(CITIES.iter().position(|(name, ..)| *name == city).unwrap()).unwrap()
}

/// The titles of the five hundred that fit, soonest first, as many as a page holds or all.
fn in_order(fits: impl Fn(i64) -> bool) -> Vec<String> {
    let mut events: Vec<(i64, i64)> =
        (0..500).filter(|n| fits(*n)).map(|n| (1 + (n * 7) % 500, n)).collect();
    events.sort_unstable();
    let title = |n: i64| {
        let city = CITIES[usize::try_from(n % 5).unwrap()].0;
        format!("{} {city} {n}", THINGS[usize::try_from((n / 5) % 5).unwrap()])
    };
    events.into_iter().map(|(_, n)| title(n)).collect()
}

#[tokio::test]
async fn what_is_not_for_everybody_is_neither_found_nor_counted() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    enter(&ana, json!({ "title": "Open picnic", "beginsOn": at(&t, 5) })).await;
    for (title, key, value) in [
        ("Unlisted picnic", "visibility", json!("UNLISTED")),
        ("Restricted picnic", "visibility", json!("RESTRICTED")),
        ("Private picnic", "visibility", json!("PRIVATE")),
        ("Draft picnic", "draft", json!(true)),
    ] {
        enter(&ana, json!({ "title": title, "beginsOn": at(&t, 5), key: value })).await;
    }
    t.settle().await;
    for search in
        [json!({}), json!({ "term": "picnic" }), json!({ "beginsOn": null, "endsOn": at(&t, 50) })]
    {
        let (total, found) = titles(&t, search.clone()).await;
        assert!(
            total <= 1 && found.iter().all(|title| title == "Open picnic"),
            "{search}: {total} {found:?}"
        );
    }
}

#[tokio::test]
async fn a_misspelt_word_finds_what_was_meant() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    enter(&ana, json!({ "title": "Accordion evening", "beginsOn": at(&t, 5), "language": "en" }))
        .await;
    enter(&ana, json!({ "title": "Chess evening", "beginsOn": at(&t, 6), "language": "en" })).await;
    t.settle().await;
    count_again(&t).await;
    let (_, found) = titles(&t, json!({ "term": "acordion" })).await;
    assert_eq!(found, ["Accordion evening"]);
}

#[tokio::test]
async fn accents_and_languages_do_not_stand_in_the_way() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    enter(&ana, json!({ "title": "Fête des châtaignes", "beginsOn": at(&t, 5), "language": "fr" }))
        .await;
    t.settle().await;
    for term in ["fete", "FÊTE", "chataigne", "châtaignes", "fête châtaigne"] {
        assert_eq!(titles(&t, json!({ "term": term })).await.1, ["Fête des châtaignes"], "{term}");
    }
    assert!(
        titles(&t, json!({ "term": "fête violon" })).await.1.is_empty(),
        "all words must match"
    );
}

#[tokio::test]
async fn anything_typed_is_a_search_and_never_an_error() {
    let t = TestApp::start().await;
    for term in
        ["%", "'", "a & b |", "\"", "(((", "-", "<->", ":*", "\\", "😀", "à la", "* OR 1=1", "a!b"]
    {
        assert_eq!(titles(&t, json!({ "term": term })).await.1, Vec::<String>::new(), "{term}");
    }
}

#[tokio::test]
async fn each_filter_narrows() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let plain = json!({ "title": "Plain meeting", "beginsOn": at(&t, 5), "language": "en" });
    enter(&ana, plain).await;
    enter(&ana, json!({
        "title": "Special thing", "beginsOn": at(&t, 6), "category": "MUSIC", "language": "fr", "status": "TENTATIVE",
        "tags": ["Folk"], "options": { "timezone": "Europe/Paris", "isOnline": true },
    }))
    .await;
    t.settle().await;
    for narrow in [
        json!({ "categoryOneOf": ["MUSIC"] }),
        json!({ "languageOneOf": ["fr"] }),
        json!({ "statusOneOf": ["TENTATIVE"] }),
        json!({ "tags": "folk" }),
        json!({ "type": "ONLINE" }),
    ] {
        assert_eq!(
            titles(&t, narrow.clone()).await,
            (1, vec!["Special thing".to_owned()]),
            "{narrow}"
        );
    }
    assert_eq!(titles(&t, json!({ "type": "IN_PERSON" })).await.1, ["Plain meeting"]);
    assert_eq!(titles(&t, json!({})).await.0, 2);
}

#[tokio::test]
async fn a_place_or_a_box_that_is_none_is_named() {
    let t = TestApp::start().await;
    for (search, field) in
        [(json!({ "location": "aaa!" }), "location"), (json!({ "bbox": "1,2" }), "bbox")]
    {
        let reply = t.stranger().ask(SEARCH, search).await;
        assert_eq!(reply["errors"][0]["code"], "invalid_argument");
        assert_eq!(reply["errors"][0]["field"], field);
    }
}
