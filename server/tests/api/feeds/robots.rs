//! What search engines are told.

use super::{fetch, set};
use crate::events::create;
use crate::support::TestApp;
use serde_json::json;

#[tokio::test]
async fn search_engines_find_public_events_that_were_made_here() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    create(&t.person("ben").await, json!({ "visibility": "UNLISTED" })).await;
    let public = create(&ana, json!({})).await;
    let past = create(&ana, json!({})).await;
    set(&t, &past, "begins_on = '2020-01-01', ends_on = NULL").await;
    let remote = create(&ana, json!({})).await;
    set(&t, &remote, "origin = 'elsewhere.example'").await;
    let mut hidden = vec![remote, create(&ana, json!({ "draft": true })).await];
    for visibility in ["UNLISTED", "RESTRICTED", "PRIVATE"] {
        hidden.push(create(&ana, json!({ "visibility": visibility })).await);
    }
    let robots = fetch(&t, "/robots.txt").await;
    assert!(
        robots.body.contains(&format!("Sitemap: {}/sitemap.xml\n", t.origin)),
        "{}",
        robots.body
    );
    assert!(robots.body.contains("Disallow: /events/going/\n"));

    let index = fetch(&t, "/sitemap.xml").await;
    assert_eq!(index.header("content-type"), "application/xml; charset=utf-8");
    let parts: Vec<&str> = locations(&index.body);
    let of = |name: &str| format!("{}/{name}", t.origin);
    assert_eq!(parts, [of("sitemap-pages.xml"), of("sitemap-0.xml")]);
    assert!(locations(&fetch(&t, "/sitemap-pages.xml").await.body).contains(&of("").as_str()));
    let pages = fetch(&t, "/sitemap-pages.xml").await.body;
    assert!(locations(&pages).contains(&of("@ana").as_str()), "{pages}");
    assert!(!pages.contains("@ben"), "who organises nothing in public is not named: {pages}");
    let events = fetch(&t, "/sitemap-0.xml").await.body;
    let expected = [&public, &past].map(|event| of(&format!("events/{}", event.uuid)));
    assert_eq!(locations(&events), expected);
    assert!(hidden.iter().all(|event| !events.contains(&event.uuid)));
    assert!(events.contains("<lastmod>2026-06-01T12:00:00Z</lastmod>"));
    for none in
        ["/sitemap-1.xml", "/sitemap--1.xml", "/sitemap-x.xml", "/sitemap-9223372036854775807.xml"]
    {
        assert_eq!(fetch(&t, none).await.status, 404, "{none}");
    }
}

fn locations(xml: &str) -> Vec<&str> {
    let after = xml.split("<loc>").skip(1);
    after.map(|rest| rest.split_once("</loc>").unwrap().0).collect()
}
