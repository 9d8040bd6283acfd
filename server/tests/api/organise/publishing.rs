//! What the form makes of what is typed.

use super::{blank, change, made, over, publish, somebody};
use crate::events::{create, read};
use crate::support::upload::picture;
use crate::support::{Browser, TestApp};
use image::ImageFormat;
use serde_json::{Value, json};

#[tokio::test]
async fn two_words_and_a_date_publish_an_event() {
    let t = TestApp::start().await;
    let (_, mut browser) = somebody(&t, "ana").await;
    let event = publish(&mut browser, &[("title", "Picnic"), ("date", "2026-07-10")]).await;
    let seen = read(&t.stranger(), &event).await.unwrap();
    assert_eq!((&seen["title"], &seen["allDay"]), (&json!("Picnic"), &json!(true)));
    let path = format!("/events/{}", event.uuid);
    let page = browser.get(&path).await;
    assert!(page.says("Your event is published."), "{}", page.html);
    assert!(!browser.get(&path).await.says("Your event is published."), "it is said once");
    t.settle().await;
}

#[tokio::test]
async fn the_last_day_is_part_of_the_event_and_stays_so_when_it_is_changed() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let days =
        [("title", "Fair"), ("date", "2026-07-10"), ("end_date", "2026-07-12"), ("zone", "Paris")];
    let event = publish(&mut browser, &days).await;
    let ends = json!("2026-07-12T22:00:00Z");
    assert_eq!(read(&ana, &event).await.unwrap()["endsOn"], ends);
    change(&mut browser, &event, &[("title", "Great fair")]).await;
    assert_eq!(read(&ana, &event).await.unwrap()["endsOn"], ends);
    change(&mut browser, &event, &[("date", "2026-07-11")]).await;
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!(seen["beginsOn"], "2026-07-10T22:00:00Z");
    assert_eq!(seen["endsOn"], ends, "the last day is the one that the form shows");
    let one = [
        ("title", "One day"),
        ("date", "2026-07-10"),
        ("end_date", "2026-07-10"),
        ("time", "20:00"),
    ];
    let one = publish(&mut browser, &one).await;
    assert_eq!(read(&ana, &one).await.unwrap()["endsOn"], Value::Null);
    t.settle().await;
}

#[tokio::test]
async fn every_field_of_the_form_is_kept_and_shown_again() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let contact = format!("contact_{}", ana.actor);
    let typed = [
        ("title", "Ball"),
        ("date", "2026-07-10"),
        ("time", "20:00"),
        ("end_time", "02:00"),
        ("zone", "Europe/Paris"),
        ("description", "## Bring\n\n- **cake**\n\nsee [us](https://a.example/x)"),
        ("price", "5 €"),
        ("tickets", "https://tickets.example/1"),
        ("live", "https://twitch.tv/x"),
        ("wheelchair", "fully"),
        ("sign_language", "1"),
        ("other_facts", "Parking: behind the hall"),
        ("comments", "closed"),
        ("phone", "0475 22 22 22"),
        ("programme", "Dance, then tea"),
        ("website", "https://ball.example/"),
        ("online_url", "https://meet.example/x"),
        ("place", "Salle des fêtes"),
        ("status", "tentative"),
        ("status_note", "If it does not rain"),
        ("show_left", "1"),
        ("capacity", "40"),
        ("join", "restricted"),
        (contact.as_str(), "1"),
    ];
    let event = publish(&mut browser, &typed).await;
    let again = browser.get(&format!("/events/{}/edit", event.uuid)).await.fields();
    for (name, value) in typed {
        assert_eq!(again.get(name).map(String::as_str), Some(value), "{name}");
    }
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!(seen["endsOn"], "2026-07-11T00:00:00Z", "the night belongs to the next morning");
    assert_eq!(seen["options"]["commentModeration"], "CLOSED");
    assert_eq!(seen["options"]["isOnline"], false, "it has a place as well");
    assert_eq!(seen["onlineAddress"], "https://ball.example/");
    let html = seen["description"].as_str().unwrap();
    assert!(html.starts_with("<h2>Bring</h2><ul><li><strong>cake</strong></li></ul>"), "{html}");
    let page = Browser::new(&t).get(&format!("/events/{}", event.uuid)).await;
    for words in ["5 €", "If it does not rain", "behind the hall", "shown to those who take part"]
    {
        assert!(page.says(words), "{words}: {}", page.html);
    }
    t.settle().await;
}

#[tokio::test]
async fn the_link_of_a_meeting_is_for_those_who_come() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let (ben, mut bens) = somebody(&t, "ben").await;
    let typed = [
        ("title", "Talk"),
        ("date", "2026-07-10"),
        ("time", "20:00"),
        ("online_url", "https://meet.example/secret"),
    ];
    let event = publish(&mut browser, &typed).await;
    t.settle().await;
    let link = "meet.example/secret";
    let path = format!("/events/{}", event.uuid);
    let ask =
        format!("{{ event(uuid: \"{}\") {{ id meetingUrl options {{ isOnline }} }} }}", event.uuid);
    assert!(browser.get(&path).await.says(link));
    let ics = t.get(&format!("{path}/export/ics")).await.text().await.unwrap();
    let feed = t.get("/feed/instance/ics").await.text().await.unwrap();
    let html = bens.get(&path).await.html;
    let api = t.stranger().ask(&ask, json!({})).await;
    assert_eq!(api["data"]["event"]["options"]["isOnline"], true, "{api:#}");
    for shown in [html, ics, feed, api.to_string(), ben.ask(&ask, json!({})).await.to_string()] {
        assert!(!shown.contains(link), "{shown}");
    }
    let form = format!("{path}/participate");
    bens.get(&form).await;
    assert_eq!(bens.post(&form, &[]).await.status, 303);
    assert!(bens.get(&path).await.says(link));
    assert!(bens.get(&form).await.says(link), "beside their part as well");
    assert!(ben.ask(&ask, json!({})).await.to_string().contains(link));
    assert!(ana.ask(&ask, json!({})).await.to_string().contains(link));
    t.settle().await;
}

#[tokio::test]
async fn a_mistake_stands_at_its_field_and_everything_typed_comes_back() {
    let t = TestApp::start().await;
    let (_, mut browser) = somebody(&t, "ana").await;
    let paris = ("zone", "Europe/Paris");
    let spring = [("date", "2027-03-28"), ("time", "02:30"), paris];
    let autumn = [("date", "2026-10-25"), ("time", "02:30"), paris];
    for (typed, field, words) in [
        (vec![("date", "")], "date", "on which day"),
        (vec![("title", "ab")], "title", "3"),
        (vec![("capacity", "0")], "capacity", "1 or more"),
        (vec![("zone", "Atlantis")], "zone", "Europe/Paris"),
        (vec![("street", &*"x".repeat(501))], "street", "500"),
        (vec![("website", "javascript:alert(1)")], "website", "address"),
        (vec![("join", "external")], "external_url", "where people take part"),
        (vec![("end_time", "10:00")], "time", "at what time"),
        (spring.to_vec(), "time", "01:30 or 03:30"),
        (autumn.to_vec(), "time", "twice"),
    ] {
        let usual = [("title", "Picnic"), ("date", "2026-07-10"), ("description", "Kept <words>")];
        let fields = blank(&mut browser, &[&usual, &*typed].concat()).await;
        let page = browser.upload("/events/create", &fields, None).await;
        assert_eq!(page.status, 422, "{typed:?} {}", page.html);
        let error = page.html.split(&format!("id=\"{field}-error\"")).nth(1);
        let error = error.unwrap_or_else(|| panic!("{field} has no error: {}", page.html));
        assert!(error.split("</p>").next().unwrap().contains(words), "{field}: {error:.300}");
        assert_eq!(page.fields()["description"], "Kept <words>");
    }
}

#[tokio::test]
async fn of_an_hour_that_comes_twice_the_one_that_was_meant_is_taken() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let autumn = [("title", "Late"), ("date", "2026-10-25"), ("time", "02:30"), ("zone", "Paris")];
    for (turn, begins) in [("first", "2026-10-25T00:30:00Z"), ("second", "2026-10-25T01:30:00Z")] {
        let event = publish(&mut browser, &[&autumn[..], &[("turn", turn)]].concat()).await;
        assert_eq!(read(&ana, &event).await.unwrap()["beginsOn"], begins);
        change(&mut browser, &event, &[("end_time", "05:00")]).await;
        assert_eq!(read(&ana, &event).await.unwrap()["beginsOn"], begins, "after a change");
    }
    t.settle().await;
}

#[tokio::test]
async fn hours_that_are_not_to_be_shown_stay_hidden_until_somebody_wants_them_shown() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let evening = [
        ("title", "Ball"),
        ("date", "2026-07-10"),
        ("time", "20:07"),
        ("end_time", "23:08"),
        ("zone", "Paris"),
        ("hide_end", "1"),
    ];
    let event = publish(&mut browser, &evening).await;
    let shown = async || {
        let options = read(&ana, &event).await.unwrap()["options"].clone();
        json!([options["showStartTime"], options["showEndTime"]])
    };
    assert_eq!(shown().await, json!([true, false]));
    let path = format!("/events/{}", event.uuid);
    let page = Browser::new(&t).get(&path).await;
    assert!(page.says("20:07") && !page.says("23:08"), "{}", page.html);
    change(&mut browser, &event, &[("title", "Great ball")]).await;
    assert_eq!(shown().await, json!([true, false]), "nobody touched it");
    change(&mut browser, &event, &[("hide_time", "1")]).await;
    assert_eq!(shown().await, json!([false, false]));
    assert!(!Browser::new(&t).get(&path).await.says("20:07"));
    let form = format!("{path}/edit");
    let mut fields = browser.get(&form).await.fields();
    assert!(fields.remove("hide_time").is_some() && fields.remove("hide_end").is_some());
    assert_eq!(browser.upload(&form, &fields, None).await.status, 303);
    assert_eq!(shown().await, json!([true, true]));
    t.settle().await;
}

#[tokio::test]
async fn the_identity_in_use_publishes_unless_another_is_chosen() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let mask = "mutation { createPerson(preferredUsername: \"mask\", name: \"Mask\") { id } }";
    let mask = ana.ask(mask, json!({})).await["data"]["createPerson"]["id"].clone();
    let form = blank(&mut browser, &[("title", "Picnic"), ("date", "2026-07-10")]).await;
    assert_eq!(form["identity"], ana.actor.to_string());
    let event = made(&browser.upload("/events/create", &form, None).await);
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!(seen["organizerActor"]["preferredUsername"], "ana");
    let masked = over(form, &[("identity", mask.as_str().unwrap())]);
    let event = made(&browser.upload("/events/create", &masked, None).await);
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!(seen["organizerActor"]["preferredUsername"], "mask");
    t.settle().await;
}

#[tokio::test]
async fn a_picture_can_be_described_later_and_taken_away() {
    let t = TestApp::start().await;
    let (_, mut browser) = somebody(&t, "ana").await;
    let typed = [("title", "Picnic"), ("date", "2026-07-10"), ("picture_alt", "A river")];
    let fields = blank(&mut browser, &typed).await;
    let file = picture(ImageFormat::Png, 400, 300);
    let event = made(&browser.upload("/events/create", &fields, Some(&file)).await);
    let path = format!("/events/{}", event.uuid);
    assert!(browser.get(&path).await.says("alt=\"A river\""));
    change(&mut browser, &event, &[("title", "Great picnic")]).await;
    assert!(browser.get(&path).await.says("alt=\"A river\""), "no change loses it");
    change(&mut browser, &event, &[("picture_alt", "A brook")]).await;
    assert!(browser.get(&path).await.says("alt=\"A brook\""));
    change(&mut browser, &event, &[("picture_remove", "1")]).await;
    assert!(!browser.get(&path).await.says("alt=\"A brook\""));
    t.settle().await;
}

#[tokio::test]
async fn a_form_sent_by_nobody_or_by_another_session_comes_back_with_its_words() {
    let t = TestApp::start().await;
    let (_, mut browser) = somebody(&t, "ana").await;
    let fields = blank(&mut browser, &[("title", "Picnic"), ("date", "2026-07-10")]).await;
    let fields = over(fields, &[("description", "Long words")]);
    let mut nobody = Browser::new(&t);
    let page = nobody.upload("/events/create", &fields, None).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.fields()["description"], "Long words");
    let big = vec![0; 2 * 1024 * 1024];
    let refused = nobody.upload("/events/create", &fields, Some(&big)).await;
    assert!(refused.status >= 400, "a stranger's picture is not taken in");
    let (_, mut other) = somebody(&t, "ben").await;
    let page = other.upload("/events/create", &over(fields, &[("identity", "")]), None).await;
    assert_eq!(page.status, 400);
    assert_eq!(page.fields()["description"], "Long words");
    let again = other.upload("/events/create", &page.fields(), None).await;
    assert_eq!(again.status, 303, "the page brought a token: {}", again.html);
    t.settle().await;
}

#[tokio::test]
async fn a_place_used_before_is_found_by_its_name() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let hall = json!({ "description": "Town hall", "locality": "Die", "geom": "5.37;44.75" });
    create(&ana, json!({ "physicalAddress": hall })).await;
    let form = browser.get("/events/create").await;
    assert!(form.says("<option value=\"Town hall\">"), "{}", form.html);
    let typed = [("title", "Picnic"), ("date", "2026-07-10"), ("place", "town hall")];
    let event = publish(&mut browser, &typed).await;
    let place = read(&ana, &event).await.unwrap()["physicalAddress"].clone();
    assert_eq!((&place["locality"], &place["geom"]), (&json!("Die"), &json!("5.37;44.75")));
    t.settle().await;
}
