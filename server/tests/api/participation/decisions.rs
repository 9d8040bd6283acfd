//! The organiser's word.

use super::anonymous::open;
use super::joining::identity;
use super::{ask, came, counts, decide, joined, listed, mails_to, manage_token, of};
use crate::events::{Made, create, refusal};
use crate::support::{Person, TestApp};
use serde_json::json;

async fn asked_event(by: &Person) -> Made {
    create(by, json!({ "joinOptions": "RESTRICTED" })).await
}

#[tokio::test]
async fn the_organiser_says_yes_no_and_wait() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = asked_event(&ana).await;
    let id = joined(&ben, &picnic).await;
    t.settle().await;
    for (role, count) in
        [("PARTICIPANT", "participant"), ("REJECTED", "rejected"), ("NOT_APPROVED", "not_approved")]
    {
        let reply = decide(&ana, &id, role).await;
        assert_eq!(reply["data"]["updateParticipation"], json!({ "id": id, "role": role }));
        assert_eq!(of(&counts(&t, &picnic).await, count), 1);
    }
    t.settle().await;
    assert_eq!(decide(&ana, &id, "REJECTED").await["errors"], json!(null));
    t.settle().await;
    let told: Vec<String> =
        mails_to(&t, &ben.email).await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(told, ["Turned down: Picnic by the river, Wednesday 10 June 2026"]);
}

#[tokio::test]
async fn who_is_let_in_gets_the_number_and_who_is_turned_down_the_title_alone() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let address =
        json!({ "description": "The old mill", "street": "2 Mill Lane", "locality": "Lyon" });
    let query = format!(
        "mutation {{ createEvent(organizerActorId: \"{}\", title: \"Dance\", description: \"\", \
           beginsOn: \"2026-06-10T18:00:00Z\", joinOptions: RESTRICTED, physicalAddress: {{ \
           description: {}, street: {}, locality: {} }}) {{ id uuid }} }}",
        ana.actor, address["description"], address["street"], address["locality"],
    );
    let reply = ana.ask(&query, json!({})).await;
    let text = |key: &str| reply["data"]["createEvent"][key].as_str().unwrap().to_owned();
    let dance = Made { id: text("id"), uuid: text("uuid") };
    let (in_, out) = (joined(&ben, &dance).await, joined(&cleo, &dance).await);
    decide(&ana, &in_, "PARTICIPANT").await;
    decide(&ana, &out, "REJECTED").await;
    t.settle().await;
    let yes = t.mail_to(&ben.email).await;
    assert_eq!(yes.subject, "You are in: Dance, Wednesday 10 June 2026");
    assert!(yes.text.contains("The old mill, 2 Mill Lane"), "{}", yes.text);
    let rows = listed(&ana, &dance, json!({ "roles": "participant" })).await;
    let code = rows["elements"][0]["code"].as_str().unwrap();
    assert!(yes.text.contains(code), "{}", yes.text);
    let no = t.mail_to(&cleo.email).await;
    assert!(!no.text.contains("mill") && !no.html.contains("mill"), "{}", no.text);
}

#[tokio::test]
async fn somebody_without_an_account_is_told_in_their_language_with_their_link() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut looks = open();
    looks["joinOptions"] = json!("RESTRICTED");
    let picnic = create(&ana, looks).await;
    ask(&t, &picnic, "ben@example.org", json!({ "locale": "fr_CA", "timezone": "Asia/Tokyo" }))
        .await;
    t.settle().await;
    let token = super::confirm_token(&t.mail_to("ben@example.org").await);
    t.stranger().ask(super::CONFIRM, json!({ "token": token })).await;
    let rows = listed(&ana, &picnic, json!({ "roles": "not_approved" })).await;
    decide(&ana, rows["elements"][0]["id"].as_str().unwrap(), "PARTICIPANT").await;
    t.settle().await;
    let mail = t.mail_to("ben@example.org").await;
    assert_eq!(mail.subject, "Vous en êtes : Picnic by the river, mercredi 10 juin 2026");
    assert!(mail.text.contains("heure de Tokyo"), "{}", mail.text);
    assert_eq!(manage_token(&mail, &picnic).len(), 43);
}

#[tokio::test]
async fn nobody_else_decides_and_strangers_learn_nothing() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let picnic = asked_event(&ana).await;
    let id = joined(&ben, &picnic).await;
    assert_eq!(refusal(&decide(&ben, &id, "PARTICIPANT").await).0, "unauthorized");
    let hidden = decide(&cleo, &id, "PARTICIPANT").await;
    assert_eq!(hidden, decide(&cleo, "999999", "PARTICIPANT").await);
    assert_eq!(refusal(&hidden).0, "not_found");
    assert_eq!(refusal(&decide(&t.stranger(), &id, "PARTICIPANT").await).0, "unauthenticated");
    let moderator = t.person_with_role("mo", "moderator").await;
    assert_eq!(refusal(&decide(&moderator, &id, "PARTICIPANT").await).0, "not_found");
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "not_approved"), 1);
}

#[tokio::test]
async fn organisers_do_not_decide_about_themselves_or_make_others_organisers() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = asked_event(&ana).await;
    t.settle().await;
    let anabel = identity(&t, &ana, "anabel").await;
    let own = joined(&anabel, &picnic).await;
    assert_eq!(refusal(&decide(&ana, &own, "PARTICIPANT").await).0, "unauthorized");
    let rows = listed(&ana, &picnic, json!({ "roles": "creator" })).await;
    let creator = rows["elements"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(refusal(&decide(&ana, &creator, "REJECTED").await).0, "unauthorized");
    let id = joined(&ben, &picnic).await;
    for role in ["CREATOR", "MODERATOR", "ADMINISTRATOR", "NOT_CONFIRMED"] {
        assert_eq!(refusal(&decide(&ana, &id, role).await), ("validation", "role"), "{role}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_confirmed_cannot_be_let_in() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    ask(&t, &picnic, "ben@example.org", json!({})).await;
    t.settle().await;
    let rows = listed(&ana, &picnic, json!({ "roles": "not_confirmed" })).await;
    let id = rows["elements"][0]["id"].as_str().unwrap();
    for role in ["PARTICIPANT", "REJECTED"] {
        assert_eq!(refusal(&decide(&ana, id, role).await).0, "participant_not_confirmed");
    }
    assert_eq!(mails_to(&t, "ben@example.org").await.len(), 1);
}

#[tokio::test]
async fn letting_in_needs_a_seat() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let options = json!({ "maximumAttendeeCapacity": 1 });
    let small = create(&ana, json!({ "joinOptions": "RESTRICTED", "options": options })).await;
    let (first, second) = (joined(&ben, &small).await, joined(&cleo, &small).await);
    assert!(decide(&ana, &first, "PARTICIPANT").await["errors"].is_null());
    assert_eq!(refusal(&decide(&ana, &second, "PARTICIPANT").await).0, "event_full");
    assert!(decide(&ana, &first, "REJECTED").await["errors"].is_null());
    assert!(decide(&ana, &second, "PARTICIPANT").await["errors"].is_null());
    t.settle().await;
    let counts = counts(&t, &small).await;
    assert_eq!((of(&counts, "participant"), of(&counts, "rejected")), (1, 1));
}

#[tokio::test]
async fn saying_yes_twice_sends_one_mail() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let ben = t.person("ben").await;
    let picnic = asked_event(&ana).await;
    let id = joined(&ben, &picnic).await;
    for _ in 0..2 {
        assert!(decide(&ana, &id, "PARTICIPANT").await["errors"].is_null());
    }
    t.settle().await;
    assert_eq!(mails_to(&t, &ben.email).await.len(), 1);
    let event = create(&ana, open()).await;
    came(&t, &event, "cleo@example.org").await;
}
