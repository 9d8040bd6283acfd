//! The page of an event: what its readers may know, and where it stands.

use super::{Read, read, read_as};
use crate::events::{Made, create, update};
use crate::support::upload::{picture, upload};
use crate::support::{Person, TestApp};
use image::ImageFormat;
use serde_json::{Value, json};

async fn page(t: &TestApp, event: &Made) -> Read {
    read(t, &format!("/events/{}", event.uuid)).await
}

async fn with_options(by: &Person, options: Value) -> Made {
    create(by, json!({ "options": options })).await
}

#[tokio::test]
async fn free_seats_are_shown_only_where_the_organiser_shows_them_and_how_many_come() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let told = async |event: &Made| {
        let page = page(&t, event).await;
        (page.has("10 places left"), page.has("people are coming") || page.has("person is coming"))
    };
    for (shown, hidden, expected) in [
        (true, false, (true, true)),
        (false, false, (false, true)),
        (true, true, (false, false)),
        (false, true, (false, false)),
    ] {
        let options = json!({ "maximumAttendeeCapacity": 10, "hideNumberOfParticipants": hidden,
            "showRemainingAttendeeCapacity": shown });
        let event = with_options(&ana, options).await;
        assert_eq!(told(&event).await, expected, "shown: {shown}, hidden: {hidden}");
        let own = read_as(&t, &ana, &format!("/events/{}", event.uuid)).await;
        own.must_have("10 places left");
    }
}

#[tokio::test]
async fn an_hour_that_the_organiser_does_not_show_is_nowhere_on_a_page() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let options =
        json!({ "showStartTime": false, "showEndTime": false, "timezone": "Europe/Paris" });
    let hidden =
        create(&ana, json!({ "options": options, "endsOn": "2026-06-10T20:00:00Z" })).await;
    for page in [page(&t, &hidden).await, read(&t, "/").await, read(&t, "/search").await] {
        page.must_have("10 Jun");
        for hour in ["20:00", "22:00", "T18:00", "T20:00", "180000"] {
            assert!(!page.has(hour), "{hour} in:\n{}", page.html);
        }
    }
    update(&ana, &hidden, "options: { showStartTime: true }").await;
    let start = page(&t, &hidden).await;
    start.must_have("from 20:00");
    assert!(!start.has("22:00"), "{}", start.html);
}

#[tokio::test]
async fn everything_that_the_organiser_wrote_stands_on_the_page() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let fact = |key: &str, value: &str| json!({ "key": key, "value": value, "type": "STRING" });
    let event = create(
        &ana,
        json!({
            "tags": ["Food"], "phoneAddress": "+33 4 75 22 00 01", "onlineAddress": "https://page.example/",
            "contacts": [{ "id": ana.actor.to_string() }],
            "physicalAddress": { "description": "Parc Monceau", "locality": "Paris", "geom": "2.309;48.8797" },
            "options": { "program": "18:00 soup\n19:00 dance", "showParticipationPrice": true,
                "offers": [{ "price": 12.5, "priceCurrency": "EUR", "url": "https://pay.example/" }],
                "participationConditions": [{ "title": "Dogs", "content": "on a leash", "url": null }] },
            "metadata": [fact("mz:visio:jitsi_meet", "https://meet.example/x"),
                fact("mz:accessibility:wheelchairAccessible", "fully"),
                fact("mz:accessibility:live:sign_language", "true"),
                fact("mz:accessibility:live:subtitle", "true"), fact("mz:poll:framadate:url", "https://poll.example/"),
                fact("mz:social:fediverse:account_url", "https://social.example/@x"),
                fact("mz:ticket:price", "Pay what you like")],
        }),
    )
    .await;
    let page = page(&t, &event).await;
    for text in [
        "href=\"tel:+33475220001\"",
        "<a href=\"/@ana\"><bdi>ana</bdi></a>",
        "18:00 soup",
        "on a leash",
        "12.50\u{a0}EUR",
        "href=\"https://pay.example/\"",
        "Pay what you like",
        "Parc Monceau",
        "48.87970, 2.30900",
        "href=\"https://page.example/\"",
        "https://poll.example/",
        "https://social.example/@x",
        ">#Food</a>",
    ] {
        page.must_have(text);
    }
    assert!(page.link("OpenStreetMap").unwrap().contains("mlat=48.8797"));
    assert!(page.html.contains("<svg class=\"qr\""), "for paper");
    let icons =
        read(&t, page.values("href").iter().find(|a| a.contains("icons.svg")).unwrap()).await;
    for used in page.values("href").iter().filter_map(|a| a.split_once("icons.svg")) {
        let name = used.1.rsplit('#').next().unwrap();
        assert!(icons.has(&format!("id=\"{name}\"")), "{name} is drawn");
    }
}

#[tokio::test]
async fn whole_days_go_into_other_calendars_as_days() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let fair = create(
        &ana,
        json!({ "beginsOn": "2026-06-12T00:00:00Z", "endsOn": "2026-06-15T00:00:00Z", "allDay": true,
            "options": { "timezone": "UTC" } }),
    )
    .await;
    let page = page(&t, &fair).await;
    assert!(page.link("Google Calendar").unwrap().contains("dates=20260612/20260615"));
    let outlook = page.link("Outlook").unwrap();
    assert!(outlook.contains("allday=true&startdt=2026-06-12&enddt=2026-06-15"), "{outlook}");
}

#[tokio::test]
async fn faces_and_covers_come_in_the_size_that_is_needed() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let sent = upload(&t, &ana, "wide.png", &picture(ImageFormat::Png, 1600, 900)).await;
    let id = sent["data"]["uploadMedia"]["id"].as_str().unwrap().to_owned();
    let event = create(&ana, json!({ "picture": { "mediaId": id } })).await;
    let face = "mutation ($id: ID!, $picture: ID!) { updatePerson(id: $id, avatar: { mediaId: $picture }) { id } }";
    let other = upload(&t, &ana, "face.png", &picture(ImageFormat::Png, 400, 400)).await;
    let other = other["data"]["uploadMedia"].clone();
    let reply = ana.ask(face, json!({ "id": ana.actor.to_string(), "picture": other["id"] })).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    let page = page(&t, &event).await;
    let sizes = page.values("srcset").concat();
    assert!(sizes.contains("/320.webp 320w") && sizes.contains("1280w"), "{sizes}");
    let folder = other["url"].as_str().unwrap().rsplit_once('/').unwrap().0;
    assert!(page.values("src").iter().any(|src| src.starts_with(folder)), "the organiser's face");
    let home = read_as(&t, &ana, "/").await;
    assert!(home.values("src").iter().any(|src| src.starts_with(folder)), "in the menu as well");
}
