//! Drafts, calling off, copying, deleting.

use super::{blank, change, publish, somebody};
use crate::events::{Made, create, read};
use crate::support::{Browser, TestApp};
use serde_json::{Value, json};

#[tokio::test]
async fn a_draft_is_seen_by_nobody_until_its_form_publishes_it() {
    let t = TestApp::start().await;
    let (_, mut browser) = somebody(&t, "ana").await;
    let event =
        publish(&mut browser, &[("title", "Picnic"), ("date", "2026-07-10"), ("do", "draft")])
            .await;
    let path = format!("/events/{}", event.uuid);
    assert_eq!(Browser::new(&t).get(&path).await.status, 404);
    assert!(browser.get(&path).await.says("Saved as a draft."));
    let sent = change(&mut browser, &event, &[("do", "publish")]).await;
    assert_eq!(sent.leads_to(), format!("{path}#done"));
    assert_eq!(Browser::new(&t).get(&path).await.status, 200);
    t.settle().await;
}

#[tokio::test]
async fn a_script_saves_a_draft_while_it_is_typed_and_never_what_is_published() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let mut form = blank(&mut browser, &[("title", "Pic"), ("date", "2026-07-10")]).await;
    let saved = browser.upload("/events/draft", &form, None).await;
    assert_eq!(saved.status, 200, "{}", saved.html);
    let told: Value = serde_json::from_str(&saved.html).unwrap();
    let save = told["save"].as_str().unwrap();
    let event = Made { id: String::new(), uuid: save.split('/').nth(2).unwrap().to_owned() };
    form.insert("title".into(), "Picnic".into());
    assert_eq!(browser.upload(save, &form, None).await.status, 200);
    let seen = read(&ana, &event).await.unwrap();
    assert_eq!((&seen["title"], &seen["draft"]), (&json!("Picnic"), &json!(true)));
    let wrong = browser.upload(save, &super::over(form.clone(), &[("title", "")]), None).await;
    assert_eq!(wrong.status, 422);
    change(&mut browser, &event, &[("do", "publish")]).await;
    form.insert("title".into(), "Half a ti".into());
    assert_eq!(browser.upload(save, &form, None).await.status, 409);
    assert_eq!(read(&ana, &event).await.unwrap()["title"], "Picnic");
    assert_eq!(Browser::new(&t).upload("/events/draft", &form, None).await.status, 401);
    t.settle().await;
}

#[tokio::test]
async fn an_event_is_called_off_with_a_reason_and_those_who_come_are_told() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let (_, mut bens) = somebody(&t, "ben").await;
    let event = create(&ana, json!({})).await;
    let join = format!("/events/{}/participate", event.uuid);
    bens.get(&join).await;
    bens.post(&join, &[]).await;
    t.settle().await;
    let path = format!("/events/{}/cancel", event.uuid);
    let asked = browser.get(&path).await;
    assert!(asked.says("The person who takes part is told by mail."), "{}", asked.html);
    let sent = browser.post(&path, &[("status_note", "Too much rain")]).await;
    assert_eq!(sent.status, 303, "{}", sent.html);
    assert!(browser.get(sent.leads_to()).await.says("called off"));
    t.settle().await;
    assert!(bens.get(&format!("/events/{}", event.uuid)).await.says("Too much rain"));
    t.mail_to("ben@example.org").await;
    let back = change(&mut browser, &event, &[("status", "confirmed"), ("status_note", "")]).await;
    assert_eq!(back.status, 303, "it can be undone");
    assert_eq!(read(&ana, &event).await.unwrap()["status"], "CONFIRMED");
    t.settle().await;
}

#[tokio::test]
async fn a_copy_waits_as_a_draft_on_the_next_such_day() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let options = json!({ "timezone": "Europe/Paris" });
    let more = json!({ "beginsOn": "2026-05-20T20:00:00", "endsOn": "2026-05-20T23:00:00", "options": options });
    let event = create(&ana, more).await;
    let path = format!("/events/{}/duplicate", event.uuid);
    let form = browser.get(&path).await.fields();
    assert_eq!((form["date"].as_str(), form["time"].as_str()), ("2026-06-03", "20:00"));
    let sent = browser.post(&path, &[("date", "2026-12-09"), ("time", "20:00")]).await;
    assert!(sent.leads_to().ends_with("/edit"), "{}", sent.html);
    assert!(browser.get(sent.leads_to()).await.says("Here is the copy."));
    let uuid = sent.leads_to().split('/').nth(2).unwrap().to_owned();
    let copy = read(&ana, &Made { id: String::new(), uuid }).await.unwrap();
    assert_eq!((&copy["draft"], &copy["endsOn"]), (&json!(true), &json!("2026-12-09T22:00:00Z")));
    t.settle().await;
}

#[tokio::test]
async fn an_event_is_deleted_after_a_question() {
    let t = TestApp::start().await;
    let (ana, mut browser) = somebody(&t, "ana").await;
    let (_, mut bens) = somebody(&t, "ben").await;
    let event = create(&ana, json!({})).await;
    let path = format!("/events/{}/delete", event.uuid);
    assert!(browser.get(&path).await.says("Delete this event?"));
    assert!(read(&ana, &event).await.is_ok(), "looking deletes nothing");
    bens.get("/events/create").await;
    assert_eq!(bens.post(&path, &[]).await.status, 403, "others may not");
    assert_eq!(browser.post_from(&t.origin, &path, &[]).await.status, 400, "nor without a token");
    assert!(browser.post(&path, &[]).await.says("The event is deleted."));
    assert_eq!(Browser::new(&t).get(&format!("/events/{}", event.uuid)).await.status, 410);
    t.settle().await;
}
