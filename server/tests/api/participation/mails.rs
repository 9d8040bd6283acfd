//! Mails to the organiser, and that a mail is written once and only while it is true.

use super::anonymous::open;
use super::{LEAVE, ask, decide, join, joined, mails_to};
use crate::events::{Made, create, update};
use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, RunQueryDsl};
use farandole::kernel::id::{EventId, ParticipantId};
use farandole::participation::ParticipationFact;
use farandole_schema::tables::user_settings;
use serde_json::json;

async fn wants_to_hear(t: &TestApp, who: &Person, when: &str) {
    let mut conn = t.app.db.get().await.unwrap();
    diesel::insert_into(user_settings::table)
        .values((
            user_settings::user_id.eq(who.user),
            user_settings::notification_pending_participation.eq(when),
            user_settings::updated_at.eq(t.app.now()),
        ))
        .on_conflict(user_settings::user_id)
        .do_update()
        .set(user_settings::notification_pending_participation.eq(when))
        .execute(&mut conn)
        .await
        .unwrap();
}

async fn asked_event(by: &Person) -> Made {
    let mut event = open();
    event["joinOptions"] = json!("RESTRICTED");
    create(by, event).await
}

#[tokio::test]
async fn the_organiser_who_wants_to_hears_at_once_who_asks_and_what_they_say() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    wants_to_hear(&t, &ana, "direct").await;
    let picnic = asked_event(&ana).await;
    join(&ben, &picnic, json!({ "message": "May I bring\nmy dog?" })).await;
    t.settle().await;
    let mail = t.mail_to(&ana.email).await;
    assert_eq!(
        mail.subject,
        "Somebody asks to take part: Picnic by the river, Wednesday 10 June 2026"
    );
    for words in ["ben (@ben)", "> May I bring\n> my dog?", &format!("/events/{}", picnic.uuid)] {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
    let token = {
        ask(&t, &picnic, "cleo@example.org", json!({ "name": "Cleo" })).await;
        t.settle().await;
        super::confirm_token(&t.mail_to("cleo@example.org").await)
    };
    assert_eq!(mails_to(&t, &ana.email).await.len(), 1, "not before the address is confirmed");
    t.stranger().ask(super::CONFIRM, json!({ "token": token })).await;
    t.settle().await;
    let mail = t.mail_to(&ana.email).await;
    assert!(mail.text.contains("Cleo"), "{}", mail.text);
    assert!(!mail.text.contains("cleo@example.org"), "{}", mail.text);
}

#[tokio::test]
async fn an_organiser_who_did_not_ask_for_it_hears_nothing_at_once() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = asked_event(&ana).await;
    joined(&ben, &picnic).await;
    t.settle().await;
    for when in ["none", "one_hour", "one_day", "one_week"] {
        wants_to_hear(&t, &ana, when).await;
        joined(&t.person(&format!("guest-{}", when.replace('_', "-"))).await, &picnic).await;
        t.settle().await;
    }
    assert!(mails_to(&t, &ana.email).await.is_empty());
}

#[tokio::test]
async fn what_is_no_longer_true_is_not_told() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let picnic = asked_event(&ana).await;
    let (first, second) = (joined(&ben, &picnic).await, joined(&cleo, &picnic).await);
    decide(&ana, &first, "PARTICIPANT").await;
    decide(&ana, &second, "PARTICIPANT").await;
    ben.ask(LEAVE, json!({ "event": picnic.id, "actor": ben.actor.to_string() })).await;
    decide(&ana, &second, "NOT_APPROVED").await;
    t.settle().await;
    assert!(t.mails().await.is_empty());

    ask(&t, &picnic, "dora@example.org", json!({})).await;
    update(&ana, &picnic, "status: CANCELLED").await;
    t.settle().await;
    assert!(mails_to(&t, "dora@example.org").await.is_empty());
}

#[tokio::test]
async fn a_fact_that_is_handed_out_twice_is_mailed_once() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = asked_event(&ana).await;
    let id = joined(&ben, &picnic).await;
    decide(&ana, &id, "PARTICIPANT").await;
    t.settle().await;
    let before = mails_to(&t, &ben.email).await.len();
    let fact = ParticipationFact::Approved {
        id: ParticipantId(id.parse().unwrap()),
        event: EventId(picnic.id.parse().unwrap()),
        actor: ben.actor,
        occasion: uuid::Uuid::from_u128(7),
        waited: true,
    };
    for _ in 0..2 {
        let mut conn = t.app.db.get().await.unwrap();
        conn.transaction(async |tx| t.app.emit(tx, fact.clone()).await).await.unwrap();
        drop(conn);
        t.settle().await;
    }
    assert_eq!(mails_to(&t, &ben.email).await.len(), before + 1);
}
