//! Two forms of one event, open side by side: whoever saves second is shown what the first one saved, and nothing of
//! either is lost.

use super::{blank, change, over, somebody};
use crate::events::{Made, create, read};
use crate::support::upload::picture;
use crate::support::{Browser, Shown, TestApp};
use image::ImageFormat;
use serde_json::{Value, json};

fn form(event: &Made) -> String {
    format!("/events/{}/edit", event.uuid)
}

/// What a page lists as new.
fn news(late: &Shown) -> String {
    let list = late.html.split("<dl class=\"news\">").nth(1);
    let list = list.unwrap_or_else(|| panic!("no news: {}", late.html));
    list.split("</dl>").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn whoever_saves_second_is_shown_what_changed_and_keeps_what_they_typed() {
    let t = TestApp::start().await;
    let (ana, mut first) = somebody(&t, "ana").await;
    let mut second = Browser::of(&t, &ana).await;
    let event = create(&ana, json!({})).await;
    let opened = second.get(&form(&event)).await.fields();
    let typed = [("title", "Great picnic"), ("town", "Die"), ("hide_end", "1")];
    assert_eq!(change(&mut first, &event, &typed).await.status, 303);
    let before = read(&ana, &event).await.unwrap();

    let mine = over(opened, &[("title", "My picnic"), ("phone", "0475 22 22 22")]);
    let late = second.upload(&form(&event), &mine, None).await;
    assert_eq!(late.status, 409);
    assert_eq!(read(&ana, &event).await.unwrap(), before, "nothing is half-written");
    let news = news(&late);
    for words in ["Great picnic", "You typed something else", "Town", "Die", "what time it ends"] {
        assert!(news.contains(words), "{words}: {news}");
    }
    assert!(!news.contains("Telephone"), "nobody else changed it: {news}");
    assert_eq!(news.matches("You typed something else").count(), 1, "{news}");
    assert!(late.says("Save anyway"));
    assert!(!late.says("choose your picture again"), "there was none");

    let again = late.fields();
    for (field, value) in [
        ("title", "My picnic"),
        ("phone", "0475 22 22 22"),
        ("town", "Die"),
        ("hide_end", "1"),
        ("description", "Bring something to share."),
    ] {
        assert_eq!(again.get(field).map(String::as_str), Some(value), "{field}");
    }
    let saved = second.upload(&form(&event), &again, None).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!(
        (&seen["title"], &seen["phoneAddress"]),
        (&json!("My picnic"), &json!("0475 22 22 22"))
    );
    assert_eq!(seen["physicalAddress"]["locality"], "Die");
    assert_eq!(seen["options"]["showEndTime"], false);
    t.settle().await;
}

#[tokio::test]
async fn what_both_say_alike_is_saved_without_a_question() {
    let t = TestApp::start().await;
    let (ana, mut first) = somebody(&t, "ana").await;
    let mut second = Browser::of(&t, &ana).await;
    let event = create(&ana, json!({})).await;
    let opened = second.get(&form(&event)).await.fields();
    change(&mut first, &event, &[("title", "Great picnic")]).await;
    let mine = over(opened, &[("title", "Great picnic"), ("phone", "0475 22 22 22")]);
    for _ in 0..2 {
        let sent = second.upload(&form(&event), &mine, None).await;
        assert_eq!(sent.status, 303, "sent twice it is saved once: {}", sent.html);
    }
    assert_eq!(read(&ana, &event).await.unwrap()["phoneAddress"], "0475 22 22 22");
    t.settle().await;
}

#[tokio::test]
async fn another_contact_another_picture_and_a_change_by_the_api_are_news_too() {
    let t = TestApp::start().await;
    let (ana, mut first) = somebody(&t, "ana").await;
    let mut second = Browser::of(&t, &ana).await;
    let event = create(&ana, json!({})).await;
    let opened = second.get(&form(&event)).await.fields();
    let mine = first.get(&form(&event)).await.fields();
    let mine = over(mine, &[(&*format!("contact_{}", ana.actor), "1")]);
    let file = picture(ImageFormat::Png, 64, 32);
    assert_eq!(first.upload(&form(&event), &mine, Some(&file)).await.status, 303);
    let api = crate::events::update(&ana, &event, "joinOptions: RESTRICTED").await;
    assert!(api["errors"].is_null(), "{api:#}");
    let late = second.upload(&form(&event), &opened, Some(&file)).await;
    assert_eq!(late.status, 409, "{}", late.html);
    let news = news(&late);
    for words in ["Whom to ask", "Another one", "Whoever I accept"] {
        assert!(news.contains(words), "{words}: {news}");
    }
    assert!(late.says("choose your picture again"));
    t.settle().await;
}

#[tokio::test]
async fn a_mistake_keeps_what_the_form_had_seen() {
    let t = TestApp::start().await;
    let (ana, mut first) = somebody(&t, "ana").await;
    let mut second = Browser::of(&t, &ana).await;
    let event = create(&ana, json!({})).await;
    let opened = second.get(&form(&event)).await.fields();
    let wrong = second.upload(&form(&event), &over(opened, &[("capacity", "0")]), None).await;
    assert_eq!(wrong.status, 422);
    change(&mut first, &event, &[("title", "Great picnic")]).await;
    let mended = over(wrong.fields(), &[("capacity", "4")]);
    assert_eq!(second.upload(&form(&event), &mended, None).await.status, 409);
    assert_eq!(read(&ana, &event).await.unwrap()["title"], "Great picnic");
    t.settle().await;
}

#[tokio::test]
async fn a_draft_that_saves_itself_writes_over_nothing() {
    let t = TestApp::start().await;
    let (ana, mut first) = somebody(&t, "ana").await;
    let mut second = Browser::of(&t, &ana).await;
    let typed = [("title", "Picnic"), ("date", "2026-07-10")];
    let mine = blank(&mut first, &typed).await;
    let told = first.upload("/events/draft", &mine, None).await;
    let told: Value = serde_json::from_str(&told.html).unwrap();
    let (save, edit) = (told["save"].as_str().unwrap(), told["edit"].as_str().unwrap());
    let theirs = second.get(edit).await.fields();
    let seen = told["seen"].as_str().unwrap();
    let mine = over(mine, &[("title", "Great picnic"), ("seen", seen)]);
    assert_eq!(first.upload(save, &mine, None).await.status, 200, "it knows what it saved itself");

    let theirs = over(theirs, &[("place", "Hall")]);
    let late = second.upload(save, &theirs, None).await;
    let told: Value = serde_json::from_str(&late.html).unwrap();
    assert_eq!((late.status, &told["code"]), (409, &json!("event_changed")));
    let late = second.upload(edit, &over(theirs, &[("do", "publish")]), None).await;
    assert_eq!(late.status, 409, "the button shows what is new");
    assert!(late.says("Great picnic") && late.says("Publish anyway"), "{}", late.html);
    let again = over(late.fields(), &[("do", "publish")]);
    assert_eq!(second.upload(edit, &again, None).await.status, 303);
    let made = Made { id: String::new(), uuid: edit.split('/').nth(2).unwrap().to_owned() };
    let now = read(&ana, &made).await.unwrap();
    assert_eq!((&now["title"], &now["draft"]), (&json!("Great picnic"), &json!(false)));
    t.settle().await;
}

#[tokio::test]
async fn that_a_draft_was_published_meanwhile_is_told_before_anything_is_saved() {
    let t = TestApp::start().await;
    let (ana, mut first) = somebody(&t, "ana").await;
    let mut second = Browser::of(&t, &ana).await;
    let event = create(&ana, json!({ "draft": true })).await;
    let opened = second.get(&form(&event)).await.fields();
    change(&mut first, &event, &[("do", "publish")]).await;
    let mine = over(opened, &[("title", "Half a title"), ("do", "draft")]);
    let late = second.upload(&form(&event), &mine, None).await;
    assert_eq!(late.status, 409);
    assert!(late.says("It is published") && late.says("Save anyway"), "{}", late.html);
    assert_eq!(read(&ana, &event).await.unwrap()["title"], "Picnic by the river");
    t.settle().await;
}
