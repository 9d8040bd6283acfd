//! Private calendars: what one attends, under an address that is a secret.

use super::{fetch, set, sql};
use crate::events::{Made, create};
use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole_schema::tables::{feed_tokens, participants};
use serde_json::json;
use uuid::Uuid;

/// Opens a private calendar: of one identity, or of the account.
async fn token(t: &TestApp, of: &Person, identity: bool) -> Uuid {
    let token = t.app.random.uuid();
    diesel::insert_into(feed_tokens::table)
        .values((
            feed_tokens::token.eq(token),
            feed_tokens::user_id.eq(of.user),
            feed_tokens::actor_id.eq(identity.then_some(of.actor)),
            feed_tokens::created_at.eq(t.app.now()),
        ))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
    token
}

async fn takes_part(t: &TestApp, actor: i64, event: &Made, role: &str) {
    let now = t.app.now();
    diesel::insert_into(participants::table)
        .values((
            participants::uuid.eq(t.app.random.uuid()),
            participants::event_id.eq(event.id.parse::<i64>().unwrap()),
            participants::actor_id.eq(actor),
            participants::role.eq(role),
            participants::code.eq("ABCDEF"),
            participants::created_at.eq(now),
            participants::updated_at.eq(now),
        ))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
}

/// A second identity of somebody's account.
async fn identity(t: &TestApp, of: &Person, name: &str) -> i64 {
    let mut conn = t.app.db.get().await.unwrap();
    diesel::sql_query(format!(
        "INSERT INTO actors (uuid, kind, preferred_username, url, user_id, created_at, updated_at) \
         VALUES (gen_random_uuid(), 'person', '{name}', 'https://x.example/@{name}', {}, now(), now())",
        of.user
    ))
    .execute(&mut conn)
    .await
    .unwrap();
    farandole_schema::tables::actors::table
        .filter(farandole_schema::tables::actors::preferred_username.eq(name))
        .select(farandole_schema::tables::actors::id)
        .first(&mut conn)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_calendar_holds_what_one_attends_and_organises() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    create(&ben, json!({ "title": "organised", "beginsOn": "2026-06-20T18:00:00Z" })).await;
    create(&ben, json!({ "title": "draft", "draft": true })).await;
    for (title, role) in
        [("attended", "participant"), ("asked for", "not_approved"), ("not let in", "rejected")]
    {
        let event = create(&ana, json!({ "title": title, "visibility": "PRIVATE" })).await;
        takes_part(&t, ben.actor.0, &event, role).await;
    }
    create(&ana, json!({ "title": "another's" })).await;
    let path = format!("/events/going/{}", token(&t, &ben, false).await);
    let calendar = fetch(&t, &format!("{path}/ics")).await;
    assert_eq!(calendar.titles(), ["attended", "organised"]);
    assert_eq!(calendar.header("cache-control"), "private, no-store");
    assert_eq!(calendar.header("referrer-policy"), "no-referrer");
    assert_eq!(calendar.header("x-robots-tag"), "noindex");
    let mut news = fetch(&t, &format!("{path}/atom")).await.headlines();
    news.sort();
    assert_eq!(news, ["attended", "organised"]);
}

#[tokio::test]
async fn the_calendar_of_one_identity_tells_nothing_of_the_others() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let secret = identity(&t, &ben, "secret").await;
    let (open, hidden) = (
        create(&ana, json!({ "title": "open" })).await,
        create(&ana, json!({ "title": "hidden" })).await,
    );
    takes_part(&t, ben.actor.0, &open, "participant").await;
    takes_part(&t, secret, &hidden, "participant").await;
    let of_ben = fetch(&t, &format!("/events/going/{}/ics", token(&t, &ben, true).await)).await;
    assert_eq!(of_ben.titles(), ["open"]);
    assert!(!of_ben.body.contains("secret"));
    let mut of_all =
        fetch(&t, &format!("/events/going/{}/ics", token(&t, &ben, false).await)).await.titles();
    of_all.sort();
    assert_eq!(of_all, ["hidden", "open"]);
}

#[tokio::test]
async fn what_one_may_not_see_any_more_is_gone_at_the_next_look() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let event = create(&ana, json!({ "title": "secret supper", "visibility": "PRIVATE" })).await;
    takes_part(&t, ben.actor.0, &event, "participant").await;
    let path = format!("/events/going/{}/ics", token(&t, &ben, true).await);
    assert_eq!(fetch(&t, &path).await.titles(), ["secret supper"]);
    sql(&t, "UPDATE participants SET role = 'rejected' WHERE role = 'participant'").await;
    assert!(fetch(&t, &path).await.titles().is_empty());
    sql(&t, "UPDATE participants SET role = 'participant' WHERE role = 'rejected'").await;
    set(&t, &event, "draft = true").await;
    assert!(fetch(&t, &path).await.titles().is_empty());
}

#[tokio::test]
async fn a_moderators_calendar_shows_no_more_than_anybodys() {
    let t = TestApp::start().await;
    let (ana, mo) = (t.person("ana").await, t.person_with_role("mo", "moderator").await);
    let event = create(&ana, json!({ "title": "private", "visibility": "PRIVATE" })).await;
    takes_part(&t, mo.actor.0, &event, "rejected").await;
    let path = format!("/events/going/{}/ics", token(&t, &mo, false).await);
    assert!(fetch(&t, &path).await.titles().is_empty());
}

#[tokio::test]
async fn a_wrong_a_revoked_and_a_disabled_token_are_one_answer() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let path = |token: &str| format!("/events/going/{token}/ics");
    let wrong = fetch(&t, &path("00000000-0000-4000-8000-000000000000")).await;
    assert_eq!(wrong.status, 404);
    let (revoked, disabled, retired) =
        (token(&t, &ana, false).await, token(&t, &ben, false).await, token(&t, &cleo, true).await);
    for token in [revoked, disabled, retired] {
        assert_eq!(fetch(&t, &path(&token.to_string())).await.status, 200);
    }
    sql(&t, &format!("DELETE FROM feed_tokens WHERE user_id = {}", ana.user)).await;
    sql(&t, &format!("UPDATE users SET disabled_at = now() WHERE id = {}", ben.user)).await;
    sql(&t, &format!("UPDATE actors SET suspended_at = now() WHERE id = {}", cleo.actor)).await;
    for dead in
        [revoked.to_string(), disabled.to_string(), retired.to_string(), "x".into(), "%00".into()]
    {
        let reply = fetch(&t, &path(&dead)).await;
        assert_eq!((reply.status, &reply.body), (404, &wrong.body), "{dead}");
    }
}
