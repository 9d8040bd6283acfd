//! What pages tell search engines and previews of links.

use super::read;
use crate::events::{create, update};
use crate::support::TestApp;
use crate::support::upload::uploaded;
use serde_json::{Value, json};

#[tokio::test]
async fn an_event_is_told_in_the_words_of_schema_org_and_nothing_in_it_ends_the_script() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(
        &ana,
        json!({ "title": "Picnic </script><script>alert(1)</script>", "options": { "timezone": "Europe/Paris" },
            "physicalAddress": { "description": "Parc Monceau", "locality": "Paris" } }),
    )
    .await;
    let path = format!("/events/{}", event.uuid);
    let page = read(&t, &path).await;
    let facts = page.html.split("<script type=\"application/ld+json\">").nth(1).unwrap();
    let facts: Value = serde_json::from_str(facts.split("</script>").next().unwrap()).unwrap();
    assert_eq!(facts[0]["@type"], "Event");
    assert_eq!(facts[0]["name"], "Picnic </script><script>alert(1)</script>");
    assert_eq!(facts[0]["startDate"], "2026-06-10T20:00:00+02:00");
    assert_eq!(facts[0]["url"], format!("{}{path}", t.origin));
    let way = &facts[1]["itemListElement"];
    assert_eq!(way[0]["item"], format!("{}/", t.origin));
    assert_eq!(way[2]["item"], facts[0]["url"]);
    assert!(!page.has("<script>alert"));

    update(&ana, &event, "visibility: UNLISTED").await;
    let unlisted = read(&t, &path).await;
    assert!(!unlisted.has("ld+json"), "who has the link sees it; machines are told nothing");
    assert_eq!(unlisted.meta("robots").as_deref(), Some("noindex"));
}

#[tokio::test]
async fn a_preview_has_date_place_and_a_picture_that_messengers_read() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let sent = uploaded(&t, &ana).await;
    let event = create(
        &ana,
        json!({ "picture": { "mediaId": sent["id"] }, "options": { "timezone": "Europe/Paris" },
            "physicalAddress": { "description": "Parc Monceau", "locality": "Paris" } }),
    )
    .await;
    let page = read(&t, &format!("/events/{}", event.uuid)).await;
    let card = page.meta("og:image").unwrap();
    assert_eq!(card, sent["cardUrl"].as_str().unwrap());
    let fetched = t.client.get(&card).send().await.unwrap();
    assert_eq!(fetched.headers()["content-type"], "image/jpeg");
    assert_eq!(page.meta("og:image:width").as_deref(), Some("1200"));
    assert_eq!(page.meta("og:image:height").as_deref(), Some("630"));
    let said = page.meta("og:description").unwrap();
    for part in ["Wednesday 10 June 2026, from 20:00", "Parc Monceau", "Bring something to share."]
    {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[tokio::test]
async fn every_page_says_what_it_is_and_has_a_picture_for_previews() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    create(&ana, json!({})).await;
    for path in
        ["/", "/search", "/@ana", "/about", "/terms", "/privacy", "/rules", "/login", "/nowhere"]
    {
        let page = read(&t, path).await;
        assert!(page.meta("description").is_some_and(|text| !text.is_empty()), "{path}");
        let Some(picture) = page.meta("og:image") else {
            panic!("no picture on {path}");
        };
        let picture = t.client.get(&picture).send().await.unwrap();
        assert!(picture.status().is_success(), "{path}");
        let kind = picture.headers()["content-type"].to_str().unwrap();
        assert!(["image/png", "image/jpeg"].contains(&kind), "{path}: {kind}");
    }
}
