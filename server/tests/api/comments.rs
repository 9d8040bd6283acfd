//! What people say under events.

use crate::events::{Made, create, update};
use crate::participation::{came, identity, joined, mails_to};
use crate::support::{Browser, Person, TestApp, data};
use farandole::actors;
use farandole::kernel::viewer::Viewer;
use serde_json::{Value, json};

const WRITE: &str = "mutation ($event: ID!, $text: String!, $to: ID, $news: Boolean, $actor: ID) {
    createComment(eventId: $event, text: $text, inReplyToCommentId: $to, isAnnouncement: $news, actorId: $actor) {
    id uuid url text visibility isAnnouncement local actor { preferredUsername } event { title }
    inReplyToComment { id } originComment { id } } }";
const READ: &str = "query ($uuid: UUID!) { event(uuid: $uuid) { comments {
    id text visibility isAnnouncement deletedAt totalReplies actor { preferredUsername }
    replies { id text inReplyToComment { id } actor { preferredUsername } } } } }";
const CHANGE: &str = "mutation ($id: ID!, $text: String!) { updateComment(commentId: $id, text: $text) { text visibility } }";
const DELETE: &str =
    "mutation ($id: ID!) { deleteComment(commentId: $id) { id text deletedAt actor { id } } }";
const APPROVE: &str = "mutation ($id: ID!) { approveComment(commentId: $id) { visibility } }";
const THREAD: &str = "query ($id: ID!) { thread(id: $id) { text } }";

/// Somebody says something.
pub async fn say(who: &Person, event: &Made, more: Value) -> Value {
    let mut variables = json!({ "event": event.id, "text": "<p>Is there parking?</p>" });
    for (name, value) in more.as_object().unwrap() {
        variables[name] = value.clone();
    }
    who.ask(WRITE, variables).await
}

/// The same, which must not be refused; the id of the comment.
pub async fn said(who: &Person, event: &Made, more: Value) -> String {
    let reply = say(who, event, more).await;
    data(&reply)["createComment"]["id"].as_str().unwrap().to_owned()
}

/// The threads that somebody sees.
pub async fn threads(who: &Person, event: &Made) -> Vec<Value> {
    let reply = who.ask(READ, json!({ "uuid": event.uuid })).await;
    data(&reply)["event"]["comments"].as_array().unwrap().clone()
}

fn refused(reply: &Value) -> (&str, &str) {
    let error = &reply["errors"][0];
    (error["code"].as_str().unwrap_or_default(), error["field"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn people_talk_in_threads() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let event = create(&ana, json!({})).await;
    let reply =
        say(&ben, &event, json!({ "text": "<p>Is there <b>parking</b>?<script>x</script></p>" }))
            .await;
    let first = &data(&reply)["createComment"];
    assert_eq!(first["text"], "<p>Is there <strong>parking</strong>?</p>");
    assert_eq!((&first["visibility"], &first["local"]), (&json!("PUBLIC"), &json!(true)));
    assert_eq!(first["actor"]["preferredUsername"], "ben");
    let id = first["id"].as_str().unwrap().to_owned();
    let answer = said(&ana, &event, json!({ "text": "Behind the hall.", "to": id })).await;
    let deep = say(&ben, &event, json!({ "text": "Thanks!", "to": answer })).await;
    let deep = &data(&deep)["createComment"];
    assert_eq!(
        (&deep["inReplyToComment"]["id"], &deep["originComment"]["id"]),
        (&json!(answer), &json!(id))
    );
    let shown = threads(&t.stranger(), &event).await;
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["totalReplies"], 2);
    let replies: Vec<_> =
        shown[0]["replies"].as_array().unwrap().iter().map(|reply| &reply["text"]).collect();
    assert_eq!(replies, ["<p>Behind the hall.</p>", "<p>Thanks!</p>"]);
    let thread = t.stranger().ask(THREAD, json!({ "id": id })).await;
    assert_eq!(data(&thread)["thread"].as_array().unwrap().len(), 2);
    let changed = ben.ask(CHANGE, json!({ "id": id, "text": "Where do I park?" })).await;
    assert_eq!(data(&changed)["updateComment"]["text"], "<p>Where do I park?</p>");
    let other = ana.ask(CHANGE, json!({ "id": id, "text": "Mine" })).await;
    assert_eq!(refused(&other).0, "unauthorized", "not even the organiser changes words of others");
    let counted = t
        .stranger()
        .ask("{ statistics { numberOfComments numberOfLocalComments } }", json!({}))
        .await;
    assert_eq!(data(&counted)["statistics"]["numberOfLocalComments"], 3);
    t.settle().await;
}

#[tokio::test]
async fn a_comment_that_cannot_be_taken_says_why() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let event = create(&ana, json!({})).await;
    let other = create(&ana, json!({})).await;
    let elsewhere = said(&ana, &other, json!({})).await;
    for (text, code, field) in [
        (json!({ "text": "<p> </p>" }), "invalid", "text"),
        (json!({ "text": "x".repeat(10_001) }), "invalid", "text"),
        (json!({ "to": elsewhere }), "invalid", "inReplyToCommentId"),
        (json!({ "to": "99999" }), "invalid", "inReplyToCommentId"),
        (json!({ "event": "x" }), "invalid", "eventId"),
    ] {
        let reply = say(&ben, &event, text.clone()).await;
        assert_eq!(refused(&reply).1, field, "{text} {code} {reply:#}");
    }
    let stranger = say(&t.stranger(), &event, json!({})).await;
    assert_eq!(refused(&stranger).0, "unauthenticated");
    let news = say(&ben, &event, json!({ "news": true })).await;
    assert_eq!(refused(&news).0, "unauthorized", "only the organiser announces");
    let mask = say(&ben, &event, json!({ "actor": ana.actor.to_string() })).await;
    assert_eq!(refused(&mask).0, "unauthorized");
    assert!(threads(&ana, &event).await.is_empty(), "nothing was half-written");
    t.settle().await;
}

#[tokio::test]
async fn the_organiser_decides_who_may_say_something() {
    let t = TestApp::start().await;
    let [ana, ben, cyd] = [t.person("ana").await, t.person("ben").await, t.person("cyd").await];
    let event = create(&ana, json!({ "options": { "commentModeration": "CLOSED" } })).await;
    assert_eq!(refused(&say(&ben, &event, json!({})).await).0, "comments_closed");
    said(&ana, &event, json!({ "text": "The door is open from six." })).await;
    let inside = create(&ana, json!({ "options": { "commentsByParticipants": true } })).await;
    assert_eq!(refused(&say(&ben, &inside, json!({})).await).0, "comments_participants");
    joined(&ben, &inside).await;
    said(&ben, &inside, json!({})).await;

    let asked = create(&ana, json!({ "options": { "commentModeration": "MODERATED" } })).await;
    let waits = said(&ben, &asked, json!({ "text": "May I bring my dog?" })).await;
    for (who, sees) in [(&ana, 1), (&ben, 1), (&cyd, 0), (&t.stranger(), 0)] {
        assert_eq!(threads(who, &asked).await.len(), sees);
    }
    assert_eq!(refused(&cyd.ask(THREAD, json!({ "id": waits })).await).0, "not_found");
    assert_eq!(refused(&cyd.ask(APPROVE, json!({ "id": waits })).await).0, "not_found");
    assert_eq!(refused(&ben.ask(APPROVE, json!({ "id": waits })).await).0, "unauthorized");
    t.settle().await;
    let asks = t.mail_to("ana@example.org").await;
    assert!(asks.text.contains("May I bring my dog?"), "{}", asks.text);
    let allowed = ana.ask(APPROVE, json!({ "id": waits })).await;
    assert_eq!(data(&allowed)["approveComment"]["visibility"], "PUBLIC");
    assert_eq!(threads(&cyd, &asked).await.len(), 1);
    // Other words are looked at again.
    ben.ask(CHANGE, json!({ "id": waits, "text": "Buy my dog!" })).await;
    assert!(threads(&cyd, &asked).await.is_empty());
    t.settle().await;
}

#[tokio::test]
async fn what_is_deleted_leaves_its_place_only_before_answers() {
    let t = TestApp::start().await;
    let [ana, ben, cyd] = [t.person("ana").await, t.person("ben").await, t.person("cyd").await];
    let event = create(&ana, json!({})).await;
    let [rude, first] = [said(&ben, &event, json!({})).await, said(&ben, &event, json!({})).await];
    let answer = said(&cyd, &event, json!({ "to": first })).await;
    assert_eq!(refused(&cyd.ask(DELETE, json!({ "id": rude })).await).0, "unauthorized");
    let gone = ana.ask(DELETE, json!({ "id": rude })).await;
    let gone = &data(&gone)["deleteComment"];
    assert!(gone["text"].is_null() && gone["actor"].is_null() && !gone["deletedAt"].is_null());
    data(&ben.ask(DELETE, json!({ "id": first })).await);
    let shown = threads(&ana, &event).await;
    assert_eq!(shown.len(), 1, "{shown:#?}");
    assert!(shown[0]["text"].is_null());
    assert_eq!(shown[0]["replies"][0]["id"], json!(answer));
    assert_eq!(refused(&say(&cyd, &event, json!({ "to": first })).await).1, "inReplyToCommentId");
    assert_eq!(
        refused(&ben.ask(CHANGE, json!({ "id": first, "text": "Back" })).await).0,
        "not_found"
    );
    // Somebody who is gone takes their words along.
    data(&cyd.ask("mutation { deleteAccount { id } }", json!({})).await);
    t.settle().await;
    assert!(threads(&ana, &event).await.is_empty());
}

#[tokio::test]
async fn what_is_hidden_has_no_comments_and_who_is_hidden_says_nothing() {
    let t = TestApp::start().await;
    let [ana, ben, cyd] = [t.person("ana").await, t.person("ben").await, t.person("cyd").await];
    let event = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let own = said(&ana, &event, json!({})).await;
    for reply in [
        say(&ben, &event, json!({})).await,
        ben.ask(THREAD, json!({ "id": own })).await,
        ben.ask(CHANGE, json!({ "id": own, "text": "x" })).await,
        ben.ask(DELETE, json!({ "id": own })).await,
        ben.ask(APPROVE, json!({ "id": own })).await,
    ] {
        let code = refused(&reply).0;
        assert!(["event_not_found", "not_found"].contains(&code), "{reply:#}");
    }
    let counted = t.stranger().ask("{ statistics { numberOfComments } }", json!({})).await;
    assert_eq!(data(&counted)["statistics"]["numberOfComments"], 0);
    let open = create(&ana, json!({})).await;
    said(&cyd, &open, json!({})).await;
    actors::suspend(&t.app, &Viewer::system(), cyd.actor).await.unwrap();
    assert!(threads(&ben, &open).await.is_empty());
    t.settle().await;
}

#[tokio::test]
async fn what_was_never_let_in_was_never_there_and_own_words_can_always_be_taken_back() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let event = create(&ana, json!({ "options": { "commentModeration": "MODERATED" } })).await;
    let reply = say(&ben, &event, json!({})).await;
    let waits = data(&reply)["createComment"].clone();
    let path = format!("/comments/{}", waits["uuid"].as_str().unwrap());
    data(&ana.ask(DELETE, json!({ "id": waits["id"] })).await);
    assert_eq!(t.get(&path).await.status(), 404);
    let open = create(&ana, json!({})).await;
    let reply = say(&ben, &open, json!({})).await;
    let own = data(&reply)["createComment"].clone();
    update(&ana, &open, "visibility: PRIVATE").await;
    assert_eq!(
        refused(&ben.ask(CHANGE, json!({ "id": own["id"], "text": "x" })).await).0,
        "not_found"
    );
    data(&ben.ask(DELETE, json!({ "id": own["id"] })).await);
    assert!(threads(&ana, &open).await.is_empty());
    t.settle().await;
}

#[tokio::test]
async fn an_announcement_reaches_everybody_who_comes_once() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let event = create(&ana, json!({ "options": { "anonymousParticipation": true } })).await;
    joined(&ben, &event).await;
    came(&t, &event, "zoe@example.org").await;
    t.settle().await;
    said(&ana, &event, json!({ "text": "We meet at the back door.", "news": true })).await;
    t.settle().await;
    for address in ["ben@example.org", "zoe@example.org"] {
        let mails = mails_to(&t, address).await;
        let told = mails.iter().filter(|mail| mail.text.contains("back door")).count();
        assert_eq!(told, 1, "{address}");
    }
    let own = mails_to(&t, "ana@example.org").await;
    assert!(own.iter().all(|mail| !mail.text.contains("back door")));
}

#[tokio::test]
async fn mails_tell_of_comments_answers_and_names_and_stop_with_one_click() {
    let t = TestApp::start().await;
    let [ana, ben, cyd] = [t.person("ana").await, t.person("ben").await, t.person("cyd").await];
    let event = create(&ana, json!({})).await;
    let first = said(&ben, &event, json!({ "text": "Will @cyd sing?" })).await;
    t.settle().await;
    assert!(t.mail_to("cyd@example.org").await.text.contains("named you"));
    let told = t.mail_to("ana@example.org").await;
    assert!(told.text.contains("Will @cyd sing?"), "{}", told.text);
    said(&cyd, &event, json!({ "text": "Of course.", "to": first })).await;
    t.settle().await;
    assert!(t.mail_to("ben@example.org").await.text.contains("answered"));
    // Another identity of the organiser's own account is no news to them.
    let before = mails_to(&t, "ana@example.org").await.len();
    let mask = identity(&t, &ana, "mask").await;
    said(&mask, &event, json!({ "text": "Me again.", "actor": mask.actor.to_string() })).await;
    t.settle().await;
    assert_eq!(mails_to(&t, "ana@example.org").await.len(), before);
    let stop = told.headers["List-Unsubscribe"].trim_matches(['<', '>']).to_owned();
    assert_eq!(t.client.post(stop).send().await.unwrap().status(), 200);
    let before = mails_to(&t, "ana@example.org").await.len();
    said(&ben, &event, json!({ "text": "Great." })).await;
    t.settle().await;
    assert_eq!(mails_to(&t, "ana@example.org").await.len(), before);
    let settings = ana.ask("{ loggedUser { settings { notificationComments } } }", json!({})).await;
    assert_eq!(data(&settings)["loggedUser"]["settings"]["notificationComments"], false);
}

#[tokio::test]
async fn what_somebody_said_is_among_what_they_can_take_along() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let event = create(&ana, json!({})).await;
    said(&ben, &event, json!({ "text": "Is there shade?" })).await;
    let gone = said(&ben, &event, json!({ "text": "Never mind." })).await;
    data(&ben.ask(DELETE, json!({ "id": gone })).await);
    let file = Browser::of(&t, &ben).await.get("/settings/export").await;
    let file: Value = serde_json::from_str(&file.html).unwrap();
    let comments = &file["identities"][0]["comments"];
    assert_eq!(comments.as_array().map(Vec::len), Some(1), "{file:#}");
    assert_eq!(comments[0]["text"], "<p>Is there shade?</p>");
    assert_eq!(comments[0]["event"]["title"], "Picnic by the river");
    t.settle().await;
}

#[tokio::test]
async fn the_page_of_an_event_takes_comments_without_scripts() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let event = create(&ana, json!({ "options": { "commentModeration": "MODERATED" } })).await;
    let page = format!("/events/{}", event.uuid);
    let mut stranger = Browser::new(&t);
    assert!(stranger.get(&page).await.says("Sign in to write a comment."));
    let mut bens = Browser::of(&t, &ben).await;
    assert!(bens.get(&page).await.says("The organiser reads it first"));
    let empty = bens.post(&format!("{page}/comments"), &[("comment", "  ")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.says("A comment needs some words."));
    let fields = [("comment", "Is there **parking**?")];
    let sent = bens.post(&format!("{page}/comments"), &fields).await;
    assert_eq!(sent.status, 303);
    assert!(sent.leads_to().starts_with(&format!("{page}#comment-")));
    let id = sent.leads_to().rsplit('-').next().unwrap().to_owned();
    assert!(bens.get(&page).await.says("Waits for the organiser"));
    assert!(!stranger.get(&page).await.says("parking"));
    let mut anas = Browser::of(&t, &ana).await;
    anas.get(&page).await;
    let approved = anas.post(&format!("/comments/{id}/approve"), &[]).await;
    assert_eq!(approved.status, 303);
    let shown = stranger.get(&page).await;
    assert!(shown.says("Is there <strong>parking</strong>?"), "{}", shown.html);
    let answer = [("comment", "Behind the hall."), ("parent", id.as_str())];
    anas.post(&format!("{page}/comments"), &answer).await;
    assert!(stranger.get(&page).await.says("2 comments"));
    let deleted = bens.post(&format!("/comments/{id}/delete"), &[]).await;
    assert_eq!(deleted.status, 303);
    let shown = stranger.get(&page).await;
    assert!(shown.says("This comment has been deleted.") && shown.says("Behind the hall."));
    update(&ana, &event, "options: { commentModeration: CLOSED }").await;
    assert!(!bens.get(&page).await.says("Your comment"));
    t.settle().await;
}
