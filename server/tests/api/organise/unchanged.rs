//! What nobody touched in the form stays as it was, even what the form cannot show.

use super::{change, somebody};
use crate::events::{create, read};
use crate::support::TestApp;
use serde_json::{Value, json};

fn everything(ana: &str) -> Value {
    json!({
        "title": "Ball", "endsOn": "2026-06-10T20:00:30Z", "beginsOn": "2026-06-10T18:00:30Z",
        "description": "<h2>Bring</h2><p><u>Cake</u> and <a href=\"https://a.example/x\">more</a></p>",
        "language": "sw", "onlineAddress": "https://a.example/", "visibility": "PRIVATE",
        "joinOptions": "INVITE", "category": "MUSIC", "tags": ["one", "two"], "phoneAddress": "0123",
        "contacts": [{ "id": ana }],
        "metadata": [
            { "key": "mz:unknown", "value": "kept" },
            { "key": "mz:accessibility:smokeFree", "type": "BOOLEAN", "value": "false" },
            { "key": "mz:plain:a", "title": "Parking", "value": "behind" },
        ],
        "physicalAddress": { "description": "Hall", "street": "1 Rue Haute", "locality": "Die",
            "geom": "5.3717;44.7512" },
        "options": { "isOnline": true, "timezone": "Europe/Paris", "commentModeration": "MODERATED",
            "offers": [{ "price": 2.5 }], "attendees": ["Zoé"], "showStartTime": false, "showEndTime": false,
            "maximumAttendeeCapacity": 5 },
    })
}

#[tokio::test]
async fn another_title_changes_the_title_alone() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let event = create(&ana, everything(&ana.actor.to_string())).await;
    let mut expected = read(&ana, &event).await.unwrap();
    t.pass(chrono::Duration::hours(1));
    let sent = change(&mut browser, &event, &[("title", "Great ball")]).await;
    assert_eq!(sent.leads_to(), format!("/events/{}#done", event.uuid), "{}", sent.html);
    expected["title"] = json!("Great ball");
    expected["updatedAt"] = json!("2026-06-01T13:00:00Z");
    assert_eq!(read(&ana, &event).await.unwrap(), expected);
    t.settle().await;
}

#[tokio::test]
async fn another_price_leaves_the_other_facts() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let event = create(&ana, everything(&ana.actor.to_string())).await;
    change(&mut browser, &event, &[("price", "5 €")]).await;
    let seen = read(&ana, &event).await.unwrap();
    let keys: Vec<&str> =
        seen["metadata"].as_array().unwrap().iter().map(|e| e["key"].as_str().unwrap()).collect();
    let expected = ["mz:unknown", "mz:accessibility:smokeFree", "mz:plain:a", "mz:ticket:price"];
    assert_eq!(keys, expected);
    t.settle().await;
}

#[tokio::test]
async fn another_name_of_the_place_keeps_its_point() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let event = create(&ana, everything(&ana.actor.to_string())).await;
    change(&mut browser, &event, &[("place", "Great hall")]).await;
    let place = read(&ana, &event).await.unwrap()["physicalAddress"].clone();
    assert_eq!(place["description"], "Great hall");
    assert_eq!(place["geom"], "5.3717;44.7512");
    t.settle().await;
}

#[tokio::test]
async fn a_venue_without_a_town_gets_no_point() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let event = create(&ana, json!({})).await;
    change(&mut browser, &event, &[("place", "Paris")]).await;
    let place = read(&ana, &event).await.unwrap()["physicalAddress"].clone();
    assert_eq!((&place["description"], &place["geom"]), (&json!("Paris"), &Value::Null));
    t.settle().await;
}

#[tokio::test]
async fn a_zone_that_nobody_chose_goes_with_the_place_and_the_hour_on_the_wall_stays() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let event = create(&ana, json!({ "draft": true, "beginsOn": "2026-07-10T20:00:00" })).await;
    assert_eq!(read(&ana, &event).await.unwrap()["options"]["timezone"], "UTC");
    change(&mut browser, &event, &[("town", "Tokyo"), ("do", "draft")]).await;
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!(seen["options"]["timezone"], "Asia/Tokyo");
    assert_eq!(seen["beginsOn"], "2026-07-10T11:00:00Z");
    change(&mut browser, &event, &[("zone", "Europe/Paris")]).await;
    change(&mut browser, &event, &[("town", "Montréal")]).await;
    assert_eq!(read(&ana, &event).await.unwrap()["options"]["timezone"], "Europe/Paris");
    t.settle().await;
}
