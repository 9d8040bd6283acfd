//! My account and my agenda on pages, as a person with scripts off uses them.

use super::*;
use chrono::Duration;

/// Somebody with a password, an identity called `ana`, and a browser that is signed in.
async fn ana(t: &TestApp) -> (Person, Browser) {
    let ana = newcomer(t, "ana@example.org").await;
    ana.ask("mutation { createPerson(preferredUsername: \"ana\") { id } }", json!({})).await;
    let mut browser = Browser::new(t);
    browser.get("/login").await;
    let fields = [("email", "ana@example.org"), ("password", PASSWORD), ("back", "/settings")];
    assert_eq!(browser.post("/login", &fields).await.leads_to(), "/settings");
    browser.get("/settings").await;
    (ana, browser)
}

#[tokio::test]
async fn my_account_shows_identities_sign_ins_and_the_private_calendar() {
    let t = open().await;
    let (_, mut browser) = ana(&t).await;
    let page = browser.get("/settings").await;
    for words in ["ana@example.org", "/identity/ana", "This device", "/events/going/", "webcal://"]
    {
        assert!(page.says(words), "{words}: {}", page.html);
    }
    assert_eq!(page.headers["cache-control"], "private, no-store");
    assert_eq!(browser.get("/settings/password").await.leads_to(), "/settings");
    let mut nobody = Browser::new(&t);
    for path in ["/settings", "/settings/delete", "/settings/export", "/my/events"] {
        assert!(nobody.get(path).await.leads_to().starts_with("/login?back="), "{path}");
    }
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_errors_stand_at_their_fields() {
    let t = open().await;
    let (_, mut browser) = ana(&t).await;
    for (old, new, field) in [
        ("a guess", OTHER, "old_password"),
        (PASSWORD, "short", "password"),
        (PASSWORD, PASSWORD, "password"),
    ] {
        let fields = [("old_password", old), ("password", new)];
        let shown = browser.post("/settings/password", &fields).await;
        assert_eq!(shown.status, 422, "{old} {new}");
        assert!(shown.says(&format!("id=\"{field}-error\"")), "{old} {new}: {}", shown.html);
        assert!(!shown.says(PASSWORD) && !shown.says(OTHER));
    }
    let fields = [("old_password", PASSWORD), ("password", OTHER)];
    assert_eq!(browser.post("/settings/password", &fields).await.leads_to(), "/settings");
    assert!(browser.get("/settings").await.says("Your password is changed."));
    assert!(logs_in(&t, "ana@example.org", OTHER).await);
}

#[tokio::test]
async fn an_address_is_changed_with_the_password() {
    let t = open().await;
    let (_, mut browser) = ana(&t).await;
    let wrong = [("email", "ana@new.test"), ("password_for_email", "a guess")];
    let shown = browser.post("/settings/email", &wrong).await;
    assert!(shown.status == 422 && shown.says("id=\"password_for_email-error\""), "{}", shown.html);
    assert!(shown.says("value=\"ana@new.test\""), "what was typed is kept");
    let right = [("email", "ana@new.test"), ("password_for_email", PASSWORD)];
    let sent = browser.post("/settings/email", &right).await;
    assert!(sent.status == 200 && sent.says("ana@new.test"), "{}", sent.html);
    t.settle().await;
    let path = format!("/validate/email/{}", link(&t, "ana@new.test", "/validate/email").await);
    assert_eq!(browser.post(&path, &[]).await.status, 200);
    assert!(logs_in(&t, "ana@new.test", PASSWORD).await);
}

#[tokio::test]
async fn language_zone_and_mails_are_kept() {
    let t = open().await;
    let (ana, mut browser) = ana(&t).await;
    let wrong = [("language", "en"), ("zone", "Atlantis")];
    let shown = browser.post("/settings/preferences", &wrong).await;
    assert!(shown.status == 422 && shown.says("id=\"zone-error\""), "{}", shown.html);
    let fields =
        [("language", "fr"), ("zone", "new york"), ("on_day", "1"), ("requests", "direct")];
    assert_eq!(browser.post("/settings/preferences", &fields).await.status, 303);
    let page = browser.get("/settings").await;
    assert!(
        page.says("<html lang=\"fr\"") && page.says("value=\"America/New_York\""),
        "{}",
        page.html
    );
    let ask = "{ loggedUser { locale settings { timezone notificationOnDay notificationEachWeek \
        notificationPendingParticipation } } }";
    let kept = &ana.ask(ask, json!({})).await["data"]["loggedUser"];
    assert_eq!(
        *kept,
        json!({ "locale": "fr", "settings": { "timezone": "America/New_York", "notificationOnDay": true,
            "notificationEachWeek": false, "notificationPendingParticipation": "DIRECT" } })
    );
}

#[tokio::test]
async fn another_device_is_signed_out_and_the_calendar_gets_a_new_address() {
    let t = open().await;
    let (ana, mut browser) = ana(&t).await;
    let ask = "{ loggedUser { sessions { id current } feedTokens { token } } }";
    let mine = ana.ask(ask, json!({})).await["data"]["loggedUser"].clone();
    let api = mine["sessions"].as_array().unwrap().iter().find(|one| one["current"] == true);
    let api = api.unwrap_or_else(|| panic!("{mine:#}"))["id"].as_str().unwrap();
    browser.post("/settings/sessions", &[("session", api)]).await;
    assert!(!holds(&t, ana.token.as_ref().unwrap()).await);
    assert!(browser.get("/settings").await.says("That device is signed out."));
    let feed = |html: &str| {
        let rest = html.split("/events/going/").nth(1).unwrap();
        rest.split('/').next().unwrap().to_owned()
    };
    let before = feed(&browser.get("/settings").await.html);
    assert_eq!(t.get(&format!("/events/going/{before}/ics")).await.status(), 200);
    browser.post("/settings/feed", &[("do", "renew")]).await;
    let after = feed(&browser.get("/settings").await.html);
    assert_ne!(before, after);
    assert_eq!(t.get(&format!("/events/going/{before}/ics")).await.status(), 404);
    assert_eq!(t.get(&format!("/events/going/{after}/ics")).await.status(), 200);
}

#[tokio::test]
async fn an_account_is_taken_along_and_left_for_good() {
    let t = open().await;
    let (_, mut browser) = ana(&t).await;
    let file = browser.get("/settings/export").await;
    assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let data: Value = serde_json::from_str(&file.html).unwrap();
    assert_eq!(data["account"]["email"], "ana@example.org");
    assert_eq!(data["identities"][0]["username"], "ana");
    assert!(!file.html.contains("$argon2"), "no secrets");
    assert!(browser.get("/settings/delete").await.says("Delete your account?"));
    let wrong = browser.post("/settings/delete", &[("password", "a guess")]).await;
    assert!(wrong.status == 422 && wrong.says("id=\"password-error\""), "{}", wrong.html);
    let gone = browser.post("/settings/delete", &[("password", PASSWORD)]).await;
    assert!(gone.status == 200 && gone.says("Your account is deleted"), "{}", gone.html);
    assert!(!logs_in(&t, "ana@example.org", PASSWORD).await);
    assert_eq!(browser.get("/@ana").await.status, 404);
}

const PUBLISH: &str = "mutation ($title: String!, $begins: DateTime!, $actor: ID!, $draft: Boolean) { \
    createEvent(title: $title, description: \"\", beginsOn: $begins, organizerActorId: $actor, draft: $draft) \
    { id uuid } }";

/// An event of somebody, so many days from now.
async fn event(t: &TestApp, by: &Person, title: &str, days: i64, draft: bool) -> Value {
    let begins = (t.app.now() + Duration::days(days)).to_rfc3339();
    let input =
        json!({ "title": title, "begins": begins, "actor": by.actor.to_string(), "draft": draft });
    let reply = by.ask(PUBLISH, input).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["createEvent"].clone()
}

#[tokio::test]
async fn my_agenda_holds_what_all_my_identities_attend_and_organise() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let made = "mutation { createPerson(preferredUsername: \"owl\") { id } }";
    let owl = ana.ask(made, json!({})).await["data"]["createPerson"]["id"].clone();
    event(&t, &ana, "My own picnic", 2, false).await;
    event(&t, &ana, "A rough idea", 3, true).await;
    let dance = event(&t, &ben, "The big dance", 4, false).await;
    event(&t, &ben, "Not mine at all", 5, false).await;
    t.settle().await;
    let join = "mutation ($event: ID!, $actor: ID!) { joinEvent(eventId: $event, actorId: $actor) { id } }";
    let joined = ana.ask(join, json!({ "event": dance["id"], "actor": owl })).await;
    assert!(joined["errors"].is_null(), "{joined:#}");
    t.settle().await;
    let mut browser = Browser::of(&t, &ana).await;
    let page = browser.get("/my/events").await;
    let at =
        |words: &str| page.html.find(words).unwrap_or_else(|| panic!("{words}: {}", page.html));
    let order = [
        "My own picnic",
        "You organise it",
        "The big dance",
        "<bdi>owl</bdi>",
        "You take part",
        "A rough idea",
    ];
    let places: Vec<usize> = order.iter().map(|words| at(words)).collect();
    assert!(
        at("My own picnic") < at("The big dance") && at("The big dance") < at("A rough idea"),
        "{places:?}"
    );
    assert!(!page.says("Not mine at all"));
    t.pass(Duration::days(10));
    let page = browser.get("/my/events").await;
    assert!(
        page.says("Nothing is planned for now.") && page.says("The big dance"),
        "{}",
        page.html
    );
}

#[tokio::test]
async fn a_long_agenda_is_turned_page_by_page() {
    let t = TestApp::start_with(&[("rate_limits", "off")]).await;
    let ana = t.person("ana").await;
    for day in 1..=27 {
        event(&t, &ana, &format!("Day number {day}."), day, false).await;
    }
    t.settle().await;
    let mut browser = Browser::of(&t, &ana).await;
    let first = browser.get("/my/events").await;
    assert!(first.says("Day number 25.") && !first.says("Day number 26."));
    assert!(first.says("/my/events?coming=2"), "{}", first.html);
    let second = browser.get("/my/events?coming=2").await;
    assert!(second.says("Day number 27.") && !second.says("Day number 25."));
}
