//! The pages on which events are found: search, map, tag, place.

use super::{at, count_again, enter};
use crate::support::{Person, TestApp};
use serde_json::{Value, json};

async fn page(t: &TestApp, path: &str) -> String {
    let reply = t.get(path).await;
    assert_eq!(reply.status(), 200, "{path}");
    reply.text().await.unwrap()
}

async fn dance(ana: &Person, t: &TestApp, n: i64, more: Value) {
    let mut event =
        json!({ "title": format!("Dance {n:02}"), "beginsOn": at(t, 24 * (1 + n % 3)) });
    for (key, value) in more.as_object().unwrap() {
        event[key] = value.clone();
    }
    enter(ana, event).await;
}

fn lyon() -> Value {
    json!({ "physicalAddress": { "description": "The hall", "locality": "Lyon", "geom": "4.83;45.76" } })
}

/// The address behind a link's `rel`.
fn link(html: &str, rel: &str) -> Option<String> {
    let at = html.find(&format!("rel=\"{rel}\">"))?;
    let (_, address) = html[..at].rsplit_once("href=\"")?;
    Some(address.trim_end_matches("\" ").replace("&#38;", "&").replace("&amp;", "&"))
}

#[tokio::test]
async fn a_search_for_words_says_its_order_and_repeats_no_day() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for n in 0..6 {
        dance(&ana, &t, n, json!({})).await;
    }
    t.settle().await;
    let html = page(&t, "/search?search=dance").await;
    assert!(html.contains("The best match comes first") && html.contains("Dance 03"));
    assert!(!html.contains("class=\"day\""));
    let html = page(&t, "/search?search=dance&sort=date").await;
    assert_eq!(html.matches("class=\"day\"").count(), 3, "a heading for each day");
    assert!(html.contains("content=\"noindex\""), "one search of many");
    assert!(html.contains("/search/feed/atom?search=dance"), "with its own feed");
    assert!(!page(&t, "/search").await.contains("content=\"noindex\""));
}

#[tokio::test]
async fn the_pages_of_a_search_lead_on_and_back() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for n in 0..36 {
        dance(&ana, &t, n, json!({ "tags": ["Folk"], "beginsOn": at(&t, 24 + n) })).await;
    }
    t.settle().await;
    for first in ["/search", "/search?search=dance", "/tag/folk"] {
        let one = page(&t, first).await;
        assert_eq!(link(&one, "prev"), None, "{first}");
        let two = page(&t, &link(&one, "next").unwrap()).await;
        let three = page(&t, &link(&two, "next").unwrap()).await;
        assert_eq!(link(&three, "next"), None, "{first}");
        assert_eq!(link(&two, "prev").unwrap(), first);
        let back = page(&t, &link(&three, "prev").unwrap()).await;
        assert_eq!(cards(&back), cards(&two), "{first}");
        let all = [cards(&one), cards(&two), cards(&three)].concat();
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (36, 36), "{first}");
    }
}

/// The titles on a page, in order.
fn cards(html: &str) -> Vec<String> {
    let pieces = html.split("<bdi>Dance ").skip(1);
    pieces.map(|piece| piece.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn any_address_is_a_search_and_every_word_in_it_is_understood() {
    let t = TestApp::start().await;
    for query in [
        "when=foo",
        "search=a&search=b",
        "place=%FF",
        "after=junk&back=..",
        "status=junk&category=junk",
        "from=junk",
    ] {
        let html = page(&t, &format!("/search?{query}")).await;
        assert!(!html.contains("Unknown localization"), "{query}");
    }
    for wrong in ["/search?category=a%00b", "/search?bbox=1,2"] {
        let reply = t.get(wrong).await;
        assert!(reply.status().is_client_error(), "{wrong}");
        assert!(reply.text().await.unwrap().contains("<main"), "{wrong} is a page");
    }
}

#[tokio::test]
async fn words_that_were_mended_are_told_with_a_way_to_the_exact_ones() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    dance(&ana, &t, 1, json!({ "title": "Accordion evening", "language": "en" })).await;
    t.settle().await;
    count_again(&t).await;
    let html = page(&t, "/search?search=acordion").await;
    assert!(html.contains("accordion”") && html.contains("Accordion evening"), "{html}");
    assert!(html.contains("exact=1"));
    let exact = page(&t, "/search?search=acordion&exact=1").await;
    assert!(!exact.contains("Accordion evening"));
}

#[tokio::test]
async fn the_map_counts_keeps_its_filters_and_leads_to_what_it_shows() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for n in 0..3 {
        dance(&ana, &t, n, lyon()).await;
    }
    dance(&ana, &t, 7, json!({})).await;
    t.settle().await;
    let html = page(&t, "/search?mode=map&search=dance&tag=").await;
    assert!(html.contains("3 events"), "{html}");
    assert!(html.contains("type=\"hidden\" name=\"mode\" value=\"map\""));
    let (_, rest) = html.split_once("data-lat").unwrap();
    assert!(rest.contains("Lyon"), "the town is named");
    let at = html.find("data-lat").unwrap();
    let (_, address) = html[..at].rsplit_once("href=\"").unwrap();
    let address = address.trim_end_matches("\" ").replace("&#38;", "&").replace("&amp;", "&");
    let list = page(&t, &address).await;
    assert_eq!(cards(&list).len(), 3, "{address}");
}

#[tokio::test]
async fn a_search_near_a_place_says_how_far_events_are_and_what_they_cost() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    dance(&ana, &t, 1, json!({ "physicalAddress": { "description": "Away", "geom": "5.0;45.9" } }))
        .await;
    t.settle().await;
    let html = page(&t, "/search?place=Lyon&distance=50").await;
    assert!(html.contains("km away"), "{html}");
    assert!(html.contains("GeoNames"), "who knows the places is named");
}

#[tokio::test]
async fn first_page_and_tags_do_not_count_as_searches() {
    let t = TestApp::start().await;
    for _ in 0..70 {
        page(&t, "/").await;
        page(&t, "/tag/folk").await;
    }
    page(&t, "/search").await;
}

#[tokio::test]
async fn a_tag_leads_to_those_beside_it() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    dance(&ana, &t, 1, json!({ "tags": ["Folk", "Bal trad"] })).await;
    t.settle().await;
    let html = page(&t, "/tag/folk").await;
    assert!(html.contains("href=\"/tag/bal-trad\"") && html.contains("#Bal trad"), "{html}");
}

#[tokio::test]
async fn a_place_has_a_page_when_a_public_event_is_there() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = enter(&ana, {
        let mut event = json!({ "title": "Dance 01", "beginsOn": at(&t, 24) });
        event["physicalAddress"] = lyon()["physicalAddress"].clone();
        event
    })
    .await;
    dance(&ana, &t, 2, lyon()).await;
    let hidden = json!({ "draft": true, "physicalAddress": { "description": "The hideout", "geom": "4.9;45.8" } });
    dance(&ana, &t, 3, hidden).await;
    t.settle().await;
    let event = page(&t, &format!("/events/{}", event["uuid"].as_str().unwrap())).await;
    let (_, rest) = event.split_once("href=\"/address/").unwrap();
    let place = page(&t, &format!("/address/{}", &rest[..36])).await;
    assert!(place.contains("The hall") && place.contains("Lyon"), "{place}");
    assert_eq!(cards(&place).len(), 2, "also what another wrote in the same words");
    assert!(place.contains("/search/feed/ics?bbox="));
    assert_eq!(t.get("/address/00000000-0000-4000-8000-000000000000").await.status(), 404);
    assert_eq!(t.get("/address/junk").await.status(), 404);
    assert_eq!(hideout(&t).await, 404, "a draft's place is nobody's business");
}

async fn hideout(t: &TestApp) -> u16 {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    use farandole_schema::tables::addresses;
    let mut conn = t.app.db.get().await.unwrap();
    let url: String = addresses::table
        .filter(addresses::description.eq("The hideout"))
        .select(addresses::url)
        .first(&mut conn)
        .await
        .unwrap();
    t.get(url.strip_prefix(&t.origin).unwrap()).await.status().as_u16()
}
