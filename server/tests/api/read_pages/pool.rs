//! No page waits for a second connection while it holds one: a few readers at once would wait for each other.

use super::read;
use crate::events::create;
use crate::support::{Browser, TestApp};
use serde_json::json;

#[tokio::test]
async fn every_page_is_drawn_with_one_connection_to_the_database() {
    let t = TestApp::start_with(&[("database_pool", "1")]).await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let event = create(&ana, json!({ "options": { "anonymousParticipation": true } })).await;
    let own = format!("/events/{}", event.uuid);
    let pages = [
        "/".to_owned(),
        "/search".into(),
        "/search?search=picnic".into(),
        "/search?mode=map".into(),
        "/tag/food".into(),
        "/@ana".into(),
        "/about".into(),
        "/terms".into(),
        "/privacy".into(),
        "/rules".into(),
        "/login".into(),
        "/register/user".into(),
        "/events/create".into(),
        "/nowhere".into(),
        own.clone(),
        format!("{own}/participate"),
        format!("{own}/edit"),
        format!("{own}/export/ics"),
        "/feed/instance/atom".into(),
        "/sitemap.xml".into(),
    ];
    let mut readers = [Browser::new(&t), Browser::of(&t, &ana).await, Browser::of(&t, &ben).await];
    for page in &pages {
        for reader in &mut readers {
            let status = reader.get(page).await.status;
            assert!(status < 500, "{page}: {status}");
        }
    }
    assert_eq!(read(&t, "/@ana").await.status, 200);
}
