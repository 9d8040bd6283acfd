//! Taking part on the pages, with scripts off.

use super::anonymous::open;
use super::{ask, came, confirm_token, counts, decide, identity, joined, listed, of};
use crate::events::{Made, create, update};
use crate::support::{Browser, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

/// The address of the form, or of how it stands.
fn form(event: &Made) -> String {
    format!("/events/{}/participate", event.uuid)
}

/// The address in every mail to somebody without an account.
fn manage(event: &Made, token: &str) -> String {
    format!("/participation/email/cancel/{}/{token}", event.uuid)
}

#[tokio::test]
async fn somebody_signed_in_takes_part_and_leaves_with_two_forms() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let mut browser = Browser::of(&t, &ben).await;
    let path = form(&picnic);
    let page = browser.get(&path).await;
    assert!(page.status == 200 && page.says("Picnic by the river"), "{}", page.html);
    let sent = browser.post(&path, &[("message", "With cake")]).await;
    assert_eq!(sent.leads_to(), format!("/events/{}", picnic.uuid), "{}", sent.html);
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
    assert!(browser.get(&path).await.says("You take part!"));
    let left = browser.post(&format!("/events/{}/leave", picnic.uuid), &[]).await;
    assert!(left.says("You no longer take part"), "{}", left.html);
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
    t.settle().await;
}

#[tokio::test]
async fn no_other_site_takes_part_for_somebody() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let mut browser = Browser::of(&t, &ben).await;
    let path = form(&picnic);
    browser.get(&path).await;
    let token = browser.token();
    let evil = browser.post_from("https://evil.example", &path, &[("csrf", &token)]).await;
    assert_eq!(evil.status, 403);
    let message = [("message", "With cake")];
    let late = browser.post_from(&t.origin, &path, &message).await;
    assert!(late.status == 400 && late.says("With cake"), "nothing is lost: {}", late.html);
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
}

#[tokio::test]
async fn a_guest_takes_part_changes_their_word_and_cancels_without_an_account() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let mut browser = Browser::new(&t);
    assert!(browser.get(&form(&picnic)).await.says("name=\"email\""));
    let fields = [("email", "ben@example.org"), ("name", "Ben"), ("message", "With cake")];
    let sent = browser.post(&form(&picnic), &fields).await;
    assert!(sent.status == 200 && sent.says("ben@example.org"), "{}", sent.html);
    t.settle().await;
    let confirm = confirm_token(&t.mail_to("ben@example.org").await);
    let confirm = format!("/participation/email/confirm/{confirm}");
    let ask = browser.get(&confirm).await;
    assert!(ask.says("Yes, I take part") && ask.says("With cake"), "{}", ask.html);
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0, "looking confirms nothing");
    let done = browser.post(&confirm, &[]).await;
    assert!(done.says("You take part!"), "{}", done.html);
    let manage = done.html.split("/participation/email/change").nth(1).unwrap();
    let manage = manage.split('"').next().unwrap().to_owned();
    assert!(browser.get(&confirm).await.says("You take part!"), "the link says how it stands");

    let fields = [("name", "Benoît"), ("message", "With two cakes")];
    let kept = browser.post(&format!("/participation/email/change{manage}"), &fields).await;
    assert!(kept.says("Saved.") && kept.says("With two cakes"), "{}", kept.html);
    let rows = listed(&ana, &picnic, json!({ "roles": "participant" })).await;
    assert_eq!(rows["elements"][0]["name"], "Benoît");
    let left = browser.post(&format!("/participation/email/cancel{manage}"), &[]).await;
    assert!(left.says("You no longer take part"), "{}", left.html);
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
    let over = browser.get(&format!("/participation/email/cancel{manage}")).await;
    assert_eq!(over.status, 410, "{}", over.html);
    t.settle().await;
}

#[tokio::test]
async fn a_guest_is_forgotten_with_one_button() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let token = came(&t, &picnic, "ben@example.org").await;
    let mut browser = Browser::new(&t);
    assert!(browser.get(&manage(&picnic, &token)).await.says("Forget me"));
    let path = format!("/participation/email/forget/{}/{token}", picnic.uuid);
    assert!(browser.post(&path, &[]).await.says("You are forgotten"));
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
    t.settle().await;
}

#[tokio::test]
async fn a_link_serves_the_event_that_it_was_made_for_alone() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let (picnic, dinner) = (create(&ana, open()).await, create(&ana, open()).await);
    let token = came(&t, &picnic, "ben@example.org").await;
    let mut browser = Browser::new(&t);
    assert_eq!(browser.get(&manage(&picnic, &token)).await.status, 200);
    assert_eq!(browser.get(&manage(&dinner, &token)).await.status, 410);
    assert_eq!(browser.post(&manage(&dinner, &token), &[]).await.status, 410);
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
}

#[tokio::test]
async fn confirming_too_late_says_why_and_for_which_event() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let options = json!({ "anonymousParticipation": true, "maximumAttendeeCapacity": 1 });
    let small = create(&ana, json!({ "options": options })).await;
    for email in ["ben@example.org", "cleo@example.org"] {
        ask(&t, &small, email, json!({})).await;
    }
    t.settle().await;
    let mut browser = Browser::new(&t);
    let mut replies = Vec::new();
    for email in ["ben@example.org", "cleo@example.org"] {
        let token = confirm_token(&t.mail_to(email).await);
        let path = format!("/participation/email/confirm/{token}");
        replies.push(browser.post(&path, &[]).await);
    }
    let full = &replies[1];
    assert_eq!((replies[0].status, full.status), (200, 409));
    assert!(full.says("Every seat of this event is taken."), "{}", full.html);
    assert!(full.says("Picnic by the river"), "{}", full.html);

    t.pass(Duration::hours(49));
    let token = confirm_token(&t.mail_to("cleo@example.org").await);
    let lapsed = browser.get(&format!("/participation/email/confirm/{token}")).await;
    assert!(lapsed.says("This link has lapsed."), "{}", lapsed.html);
    t.settle().await;
}

#[tokio::test]
async fn the_form_says_at_once_that_nobody_can_take_part() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let cases: [(Value, &str); 4] = [
        (json!({}), "The organiser asks for an account."),
        (json!({ "status": "CANCELLED" }), "This event has been cancelled."),
        (
            json!({ "beginsOn": "2026-05-01T18:00:00Z", "endsOn": "2026-05-01T20:00:00Z" }),
            "This event is over.",
        ),
        (
            json!({ "joinOptions": "EXTERNAL", "externalParticipationUrl": "https://tickets.example.org/1" }),
            "https://tickets.example.org/1",
        ),
    ];
    let mut browser = Browser::new(&t);
    for (kind, words) in cases {
        let event = create(&ana, kind).await;
        let page = browser.get(&form(&event)).await;
        assert!(page.status == 200 && page.says(words), "{words}: {}", page.html);
        assert!(!page.says("name=\"email\""), "{words}: {}", page.html);
    }
    let small = create(&ana, json!({ "options": { "maximumAttendeeCapacity": 1 } })).await;
    let mut late = Browser::of(&t, &t.person("cleo").await).await;
    assert!(late.get(&form(&small)).await.says("name=\"identity\""));
    joined(&ben, &small).await;
    let refused = late.post(&form(&small), &[]).await;
    assert!(refused.status == 409 && refused.says("Every place is taken."), "{}", refused.html);
    assert!(late.get(&form(&small)).await.says("Every place is taken."));
    t.settle().await;
}

#[tokio::test]
async fn a_mistake_in_the_form_is_said_at_its_field_and_nothing_is_lost() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    let mut browser = Browser::new(&t);
    let fields = [("email", "ben"), ("message", "With cake")];
    let page = browser.post(&form(&picnic), &fields).await;
    assert_eq!(page.status, 422, "{}", page.html);
    assert!(page.says("id=\"email-error\"") && page.says("With cake"), "{}", page.html);
    t.settle().await;
    assert!(t.mails().await.is_empty());
}

#[tokio::test]
async fn an_applicants_link_keeps_to_title_and_beginning_once_an_event_is_private() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut kind = open();
    kind["joinOptions"] = json!("RESTRICTED");
    kind["endsOn"] = json!("2026-06-10T21:17:00Z");
    kind["options"]["timezone"] = json!("Etc/UTC");
    kind["physicalAddress"] = json!({ "description": "Secret barn", "locality": "Die" });
    let picnic = create(&ana, kind).await;
    let token = came(&t, &picnic, "ben@example.org").await;
    let mut browser = Browser::new(&t);
    let open = browser.get(&manage(&picnic, &token)).await;
    assert!(open.says("Secret barn") && open.says("21:17"), "{}", open.html);
    update(&ana, &picnic, "visibility: PRIVATE").await;
    t.pass(Duration::minutes(31));
    t.settle().await;
    let path = format!("/participation/email/forget/{}/{token}", picnic.uuid);
    for page in [browser.get(&manage(&picnic, &token)).await, browser.post(&path, &[]).await] {
        assert!(page.status == 200 && page.says("Picnic by the river"), "{}", page.html);
        assert!(!page.says("Secret barn") && !page.says("21:17"), "{}", page.html);
    }
    t.settle().await;
}

#[tokio::test]
async fn each_identity_of_an_account_is_shown_and_leaves_for_itself() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let benji = identity(&t, &ben, "benji").await;
    let picnic = create(&ana, json!({})).await;
    joined(&benji, &picnic).await;
    let mut browser = Browser::of(&t, &ben).await;
    let page = browser.get(&form(&picnic)).await;
    assert!(page.says("You take part!") && page.says("As benji"), "{}", page.html);
    assert!(page.says("as=another"), "ben himself may come too: {}", page.html);
    let event = browser.get(&format!("/events/{}", picnic.uuid)).await;
    assert!(event.says("As benji") && event.says("See or change my answer"), "{}", event.html);

    let second = browser.get(&format!("{}?as=another", form(&picnic))).await;
    assert!(!second.says("type=\"radio\" name=\"identity\" value=\"@benji\""), "{}", second.html);
    browser.post(&form(&picnic), &[("identity", "@ben")]).await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 2);
    let leave = format!("/events/{}/leave", picnic.uuid);
    assert_eq!(browser.post(&leave, &[("identity", "@ana")]).await.status, 403);
    browser.post(&leave, &[("identity", "@benji")]).await;
    let page = browser.get(&form(&picnic)).await;
    assert!(page.says("As ben") && !page.says("As benji"), "{}", page.html);
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
    t.settle().await;
}

#[tokio::test]
async fn nobody_is_offered_to_leave_what_they_cannot() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let picnic = create(&ana, json!({ "endsOn": "2026-06-10T20:00:00Z" })).await;
    let (turned_down, _) = (joined(&ben, &picnic).await, joined(&cleo, &picnic).await);
    decide(&ana, &turned_down, "REJECTED").await;
    t.settle().await;
    let leave = format!("action=\"/events/{}/leave\"", picnic.uuid);
    for (who, words) in [(&ben, "Your request was declined"), (&ana, "You take part!")] {
        let page = Browser::of(&t, who).await.get(&form(&picnic)).await;
        assert!(page.says(words) && !page.says(&leave), "{}", page.html);
    }
    let mut browser = Browser::of(&t, &cleo).await;
    assert!(browser.get(&form(&picnic)).await.says(&leave));
    t.pass(Duration::days(20));
    let page = browser.get(&form(&picnic)).await;
    assert!(page.says("This event is over.") && !page.says(&leave), "{}", page.html);
}

#[tokio::test]
async fn whoever_has_not_confirmed_is_told_that_a_step_is_missing() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, open()).await;
    ask(&t, &picnic, "ben@example.org", json!({})).await;
    t.settle().await;
    let token = super::manage_token(&t.mail_to("ben@example.org").await, &picnic);
    let page = Browser::new(&t).get(&manage(&picnic, &token)).await;
    assert!(page.says("One step is missing") && page.says("Forget me"), "{}", page.html);
}
