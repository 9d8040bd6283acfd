//! What people tell the moderators of.

use crate::comments::said;
use crate::events::create;
use crate::participation::mails_to;
use crate::support::{Browser, Person, TestApp, data};
use serde_json::{Value, json};

pub const REPORT: &str = "mutation ($who: ID!, $events: [ID], $comments: [ID], $text: String, $forward: Boolean) {
    createReport(reportedId: $who, eventsIds: $events, commentsIds: $comments, content: $text, forward: $forward) {
    id uri status content reporter { preferredUsername } reported { preferredUsername }
    events { id } comments { id } notes { id } } }";
pub const LIST: &str = "query ($status: ReportStatus) { reports(status: $status) { total elements {
    id uri status content forwarded reporter { preferredUsername domain } reported { preferredUsername }
    events { title } comments { text } notes { id content moderator { preferredUsername } } } } }";
const READ: &str = "query ($id: ID!) { report(id: $id) { status content notes { content } } }";
const SETTLE: &str = "mutation ($id: ID!, $status: ReportStatus!) { updateReportStatus(reportId: $id, status: $status) { status } }";
const NOTE: &str = "mutation ($id: ID!, $text: String) { createReportNote(reportId: $id, content: $text) { id report { id } } }";
const FORGET: &str = "mutation ($id: ID!) { deleteReportNote(noteId: $id) { id } }";

fn code(reply: &Value) -> (&str, &str) {
    let error = &reply["errors"][0];
    (error["code"].as_str().unwrap_or_default(), error["field"].as_str().unwrap_or_default())
}

/// The reports in a state that a moderator sees.
pub async fn reports(moderator: &Person, status: &str) -> Vec<Value> {
    let reply = moderator.ask(LIST, json!({ "status": status })).await;
    data(&reply)["reports"]["elements"].as_array().unwrap().clone()
}

#[tokio::test]
async fn moderators_are_told_decide_and_whoever_reported_hears_of_it() {
    let t = TestApp::start().await;
    let mona = t.person_with_role("mona", "moderator").await;
    let [ana, ben, cyd] = [t.person("ana").await, t.person("ben").await, t.person("cyd").await];
    let event = create(&ana, json!({})).await;
    let comment = said(&ana, &event, json!({ "text": "Buy my boots" })).await;
    let wish = json!({ "who": ana.actor.to_string(), "events": [event.id], "comments": [comment],
        "text": "Not an event, <b>an advert</b>." });
    let filed = ben.ask(REPORT, wish).await;
    let filed = data(&filed)["createReport"].clone();
    assert_eq!(filed["content"], "Not an event, <b>an advert</b>.");
    assert_eq!(
        (&filed["status"], &filed["reporter"]["preferredUsername"]),
        (&json!("OPEN"), &json!("ben"))
    );
    t.settle().await;
    let mail = mails_to(&t, "mona@example.org").await;
    assert!(mail.iter().any(|mail| mail.subject.contains("was reported")), "nobody was told");
    assert!(!mail.iter().any(|mail| mail.text.contains("ben")), "a mail does not name who reports");

    let open = reports(&mona, "OPEN").await;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["events"][0]["title"], "Picnic by the river");
    assert_eq!(open[0]["comments"][0]["text"], "<p>Buy my boots</p>");
    let id = json!({ "id": open[0]["id"] });
    let noted = mona.ask(NOTE, json!({ "id": open[0]["id"], "text": "Asked her." })).await;
    let note = data(&noted)["createReportNote"]["id"].clone();
    let own = ben.ask(READ, id.clone()).await;
    assert_eq!(
        data(&own)["report"],
        json!({ "status": "OPEN", "notes": [],
        "content": "Not an event, <b>an advert</b>." }),
        "who reports sees its state, not what is noted"
    );
    for (who, wants) in
        [(&ana, "not_found"), (&cyd, "not_found"), (&t.stranger(), "unauthenticated")]
    {
        assert_eq!(code(&who.ask(READ, id.clone()).await).0, wants);
    }
    for who in [&ana, &ben] {
        assert_eq!(code(&who.ask(LIST, json!({})).await).0, "unauthorized");
        let decided = who.ask(SETTLE, json!({ "id": open[0]["id"], "status": "CLOSED" })).await;
        assert_eq!(code(&decided).0, "unauthorized");
        assert_eq!(code(&who.ask(FORGET, json!({ "id": note })).await).0, "unauthorized");
    }
    let other = t.person_with_role("otto", "moderator").await;
    assert_eq!(code(&other.ask(FORGET, json!({ "id": note })).await).0, "unauthorized");
    data(&mona.ask(FORGET, json!({ "id": note })).await);

    let decided = mona.ask(SETTLE, json!({ "id": open[0]["id"], "status": "RESOLVED" })).await;
    assert_eq!(data(&decided)["updateReportStatus"]["status"], "RESOLVED");
    t.settle().await;
    let told = mails_to(&t, "ben@example.org").await;
    assert!(told.iter().any(|mail| mail.subject.contains("what became of your report")));
    assert!(mails_to(&t, "ana@example.org").await.is_empty(), "whom it is about hears nothing");
    assert!(reports(&mona, "OPEN").await.is_empty());
    assert_eq!(reports(&mona, "RESOLVED").await.len(), 1);
}

#[tokio::test]
async fn a_report_that_cannot_be_taken_says_why() {
    let t = TestApp::start().await;
    let [ana, ben] = [t.person("ana").await, t.person("ben").await];
    let event = create(&ana, json!({})).await;
    let hidden = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let who = ana.actor.to_string();
    for (wish, field) in [
        (json!({ "who": who, "text": "x".repeat(5_001) }), "content"),
        (json!({ "who": who, "events": [hidden.id] }), "eventsIds"),
        (json!({ "who": who, "events": ["99999"] }), "eventsIds"),
        (json!({ "who": who, "events": vec![event.id.clone(); 21] }), "eventsIds"),
        (json!({ "who": who, "comments": ["99999"] }), "commentsIds"),
        (json!({ "who": ben.actor.to_string() }), "reportedId"),
        (json!({ "who": "x" }), "reportedId"),
    ] {
        let reply = ben.ask(REPORT, wish.clone()).await;
        assert_eq!(code(&reply).1, field, "{wish} {reply:#}");
    }
    assert_eq!(code(&ben.ask(REPORT, json!({ "who": "99999" })).await).0, "not_found");
    let mona = t.person_with_role("mona", "moderator").await;
    assert!(reports(&mona, "OPEN").await.is_empty(), "nothing was half-written");
}

#[tokio::test]
async fn somebody_without_an_account_reports_in_two_steps_and_a_moderator_decides_on_pages() {
    let t = TestApp::start().await;
    let mona = t.person_with_role("mona", "moderator").await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let mut stranger = Browser::new(&t);
    let page = stranger.get(&format!("/events/{}", event.uuid)).await;
    let way = format!("/report?event={}", event.uuid);
    assert!(page.says(&way));
    let form = stranger.get(&way).await;
    assert!(form.says("does not learn that it was you"));
    let about = ("event", event.uuid.as_str());
    let empty = stranger.post("/report", &[about, ("words", " ")]).await;
    assert_eq!(empty.status, 422);
    let sent = stranger.post("/report", &[about, ("words", "This is an advert")]).await;
    assert_eq!((sent.status, sent.leads_to()), (303, format!("/events/{}", event.uuid).as_str()));
    let told = stranger.get(&format!("/events/{}", event.uuid)).await;
    assert!(told.says("The moderators have your report"));
    t.settle().await;

    let own = Browser::of(&t, &ana).await.get(&format!("/events/{}", event.uuid)).await;
    assert!(!own.says("/report?event="), "nobody reports their own");
    let closed = Browser::of(&t, &ana).await.get("/moderation/reports").await;
    assert_eq!(closed.status, 403);
    let mut desk = Browser::of(&t, &mona).await;
    let list = desk.get("/moderation/reports").await;
    assert!(list.says("This is an advert") && list.says("somebody without an account"));
    let id = reports(&mona, "OPEN").await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/moderation/report/{id}");
    let one = desk.get(&path).await;
    assert!(one.says("Picnic"));
    let note = [("do", "note"), ("words", "Known to us")];
    assert_eq!(desk.post(&path, &note).await.status, 303);
    assert!(desk.get(&path).await.says("Known to us"));
    assert_eq!(desk.post(&path, &[("do", "closed")]).await.status, 303);
    assert!(desk.get("/moderation/reports").await.says("All is quiet"));
    let of_comment = said(&ana, &event, json!({ "text": "Buy my boots" })).await;
    for (name, value) in [("comment", of_comment.as_str()), ("person", "ana")] {
        assert_eq!(stranger.get(&format!("/report?{name}={value}")).await.status, 200);
        let sent = stranger.post("/report", &[(name, value), ("words", "Spam")]).await;
        assert_eq!(sent.status, 303, "{name}");
    }
    assert_eq!(reports(&mona, "OPEN").await.len(), 2);
    t.settle().await;
}
