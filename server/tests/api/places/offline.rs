use crate::support::TestApp;
use serde_json::{Value, json};

const SEARCH: &str = "query ($query: String!, $locale: String, $limit: Int, $page: Int, $type: AddressSearchType) { \
    searchAddress(query: $query, locale: $locale, limit: $limit, page: $page, type: $type) { \
    id url originId description street locality postalCode region country type geom timezone oneLine \
    pictureInfo { url author { name url } source { name url } } } }";

const REVERSE: &str = "query ($lon: Float!, $lat: Float!, $locale: String, $zoom: Int) { \
    reverseGeocode(longitude: $lon, latitude: $lat, locale: $locale, zoom: $zoom) { description country timezone } }";

async fn found(t: &TestApp, variables: Value) -> Vec<Value> {
    let reply = t.stranger().ask(SEARCH, variables).await;
    reply["data"]["searchAddress"].as_array().unwrap_or_else(|| panic!("{reply:#}")).clone()
}

#[tokio::test]
async fn a_town_is_found_without_asking_anybody() {
    let t = TestApp::start().await;
    let lyon = &found(&t, json!({ "query": "lyon", "locale": "fr" })).await[0];
    assert_eq!(lyon["description"], "Lyon");
    assert_eq!(lyon["region"], "Auvergne-Rhône-Alpes");
    assert_eq!(lyon["country"], "France");
    assert_eq!(lyon["type"], "city");
    assert_eq!(lyon["timezone"], "Europe/Paris");
    assert_eq!(lyon["oneLine"], "Lyon, Auvergne-Rhône-Alpes, France");
    assert_eq!(lyon["originId"], "geonames:2996944");
    assert_eq!(lyon["id"], Value::Null);
    assert_eq!(lyon["url"], Value::Null);
    assert_eq!(lyon["pictureInfo"], Value::Null);
    let point: Vec<f64> =
        lyon["geom"].as_str().unwrap().split(';').map(|n| n.parse().unwrap()).collect();
    assert!((point[0] - 4.85).abs() < 0.1 && (point[1] - 45.75).abs() < 0.1, "{point:?}");
}

#[tokio::test]
async fn the_answer_is_in_the_language_asked_for() {
    let t = TestApp::start().await;
    for (locale, country) in [("fr", "Allemagne"), ("en", "Germany"), ("tlh", "Germany")] {
        let berlin = &found(&t, json!({ "query": "Berlin", "locale": locale })).await[0];
        assert_eq!(berlin["country"], country);
    }
}

#[tokio::test]
async fn pages_of_a_search_follow_each_other() {
    let t = TestApp::start().await;
    let all = found(&t, json!({ "query": "Springfield", "limit": 6 })).await;
    let second = found(&t, json!({ "query": "Springfield", "limit": 3, "page": 2 })).await;
    assert_eq!(all.len(), 6);
    assert_eq!(second, all[3..]);
    let beyond = json!({ "query": "Springfield", "limit": 100, "page": 100 });
    assert!(found(&t, beyond).await.is_empty());
}

#[tokio::test]
async fn an_empty_question_has_no_answer_and_a_long_one_is_refused() {
    let t = TestApp::start().await;
    assert!(found(&t, json!({ "query": "  " })).await.is_empty());
    let reply = t.stranger().ask(SEARCH, json!({ "query": "x".repeat(201) })).await;
    assert_eq!(reply["errors"][0]["code"], "validation", "{reply:#}");
    assert_eq!(reply["errors"][0]["field"], "query");
}

#[tokio::test]
async fn a_point_is_told_by_the_nearest_town() {
    let t = TestApp::start().await;
    let here = json!({ "lon": 4.835, "lat": 45.757, "locale": "fr", "zoom": 18 });
    let reply = t.stranger().ask(REVERSE, here).await;
    let place = &reply["data"]["reverseGeocode"][0];
    assert_eq!(place["country"], "France", "{reply:#}");
    assert_eq!(place["timezone"], "Europe/Paris");
    let at_sea = t.stranger().ask(REVERSE, json!({ "lon": -40.0, "lat": 30.0 })).await;
    assert_eq!(at_sea["data"]["reverseGeocode"], json!([]), "{at_sea:#}");
}

#[tokio::test]
async fn a_point_that_is_not_on_earth_is_refused_by_the_name_of_its_number() {
    let t = TestApp::start().await;
    for (lon, lat, field) in [(181.0, 0.0, "longitude"), (0.0, -91.0, "latitude")] {
        let reply = t.stranger().ask(REVERSE, json!({ "lon": lon, "lat": lat })).await;
        assert_eq!(reply["errors"][0]["code"], "validation", "{reply:#}");
        assert_eq!(reply["errors"][0]["field"], field);
    }
}

#[tokio::test]
async fn a_client_that_asks_too_often_has_to_wait() {
    let t = TestApp::start().await;
    let query = (0..121).map(|n| format!("q{n}: searchAddress(query: \"\") {{ id }}"));
    let mut last = Value::Null;
    for batch in query.collect::<Vec<_>>().chunks(11) {
        last = t.stranger().ask(&format!("{{ {} }}", batch.join(" ")), json!({})).await;
    }
    assert_eq!(last["errors"][0]["code"], "too_many_requests", "{last:#}");
}
