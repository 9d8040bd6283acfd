//! Accounts on the pages of the site, as a person with scripts off uses them.

use super::*;

/// What a newcomer fills in.
fn wish<'a>(email: &'a str, username: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("email", email),
        ("password", PASSWORD),
        ("name", "Ana"),
        ("username", username),
        ("agree", "1"),
    ]
}

/// The browser of somebody who has opened an account with the password, and signed in.
async fn settled(t: &TestApp, email: &str, username: &str) -> Browser {
    let mut browser = Browser::new(t);
    browser.get("/register/user").await;
    assert_eq!(browser.post("/register/user", &wish(email, username)).await.status, 200);
    t.settle().await;
    let path = format!("/validate/{}", link(t, email, "/validate").await);
    assert_eq!(browser.get(&path).await.status, 200);
    assert_eq!(browser.post(&path, &[]).await.status, 200);
    browser.get("/login").await;
    let shown = browser.post("/login", &[("email", email), ("password", PASSWORD)]).await;
    assert_eq!(shown.status, 303, "{}", shown.html);
    browser
}

#[tokio::test]
async fn an_account_is_opened_confirmed_and_signed_in_to_on_pages() {
    let t = open().await;
    let mut ana = settled(&t, "ana@example.org", "ana").await;
    let home = ana.get("/").await;
    assert!(
        home.says("@ana") && home.says("/settings"),
        "the identity acts at once: {}",
        home.html
    );
    let out = ana.post("/logout", &[]).await;
    assert_eq!((out.status, out.leads_to()), (303, "/"));
    let home = ana.get("/").await;
    assert!(home.says("You are signed out.") && !home.says("@ana"), "{}", home.html);
    assert!(!ana.get("/").await.says("You are signed out."), "said once");
}

#[tokio::test]
async fn a_mistake_shows_the_form_again_with_what_was_typed_but_the_password() {
    let t = open().await;
    let _ben = t.person("ben").await;
    let mut zoe = Browser::new(&t);
    for (field, value, wrong) in [
        ("email", "zoe", "email"),
        ("password", "password1", "password"),
        ("username", "b e n", "username"),
        ("username", "ben", "username"),
    ] {
        let mut fields = wish("zoe@example.org", "zoe");
        fields.iter_mut().filter(|(name, _)| *name == field).for_each(|pair| pair.1 = value);
        let shown = zoe.post("/register/user", &fields).await;
        assert_eq!(shown.status, 422, "{field}={value}");
        assert!(shown.says(&format!("id=\"{wrong}-error\"")), "{field}={value}: {}", shown.html);
        assert!(shown.says("value=\"Ana\"") && !shown.says(PASSWORD), "{field}={value}");
    }
    let refused = zoe.post("/register/user", &wish("z@example.org", "zoe")[..4]).await;
    assert_eq!(refused.status, 422, "without the rules");
    assert!(refused.says("aria-describedby=\"agree-error"), "{}", refused.html);
}

#[tokio::test]
async fn too_many_tries_to_sign_in_say_how_long_to_wait() {
    let t = open().await;
    let mut eve = Browser::new(&t);
    let guess = [("email", "ana@example.org"), ("password", "a guess")];
    for _ in 0..5 {
        assert_eq!(eve.post("/login", &guess).await.status, 422);
    }
    let sixth = eve.post("/login", &guess).await;
    assert_eq!(sixth.status, 429);
    assert!(sixth.headers.contains_key("retry-after"));
    assert!(sixth.says("ana@example.org") && !sixth.says("a guess"), "{}", sixth.html);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let t = open().await;
    let ana = t.person("ana").await;
    let mut browser = Browser::of(&t, &ana).await;
    browser.get("/identity/create").await;
    let token = browser.token();
    let theirs = browser.post_from("https://evil.example", "/logout", &[("csrf", &token)]).await;
    assert_eq!(theirs.status, 403);
    let silent = browser.posting("/logout").form(&[("csrf", "a guess")]);
    assert_eq!(browser.send(silent).await.status, 403, "from nowhere, without the token");
    assert!(browser.get("/").await.says("@ana"), "still signed in");
}

#[tokio::test]
async fn a_form_that_was_opened_signed_out_loses_nothing() {
    let t = open().await;
    let ana = t.person("ana").await;
    let mut browser = Browser::of(&t, &ana).await;
    let origin = t.origin.clone();
    let fields = [("back", "/about"), ("identity", "ana"), ("csrf", "of another session")];
    let again = browser.post_from(&origin, "/identity/act", &fields).await;
    assert_eq!(again.status, 400);
    assert!(again.says("This form has waited too long"), "{}", again.html);
    assert!(again.says("value=\"/about\"") && !again.says("of another session"));
    let sent = browser.post("/identity/act", &fields[..2]).await;
    assert_eq!((sent.status, sent.leads_to()), (303, "/about"));
}

#[tokio::test]
async fn a_page_for_those_signed_in_leads_to_signing_in_and_back() {
    let t = open().await;
    let mut nobody = Browser::new(&t);
    for path in ["/identity/create", "/events/create", "/moderation/accounts"] {
        let shown = nobody.get(path).await;
        let login = format!("/login?back={}", path.replace('/', "%2F"));
        assert_eq!((shown.status, shown.leads_to()), (303, &*login), "{path}");
    }
    let form = nobody.get("/login?back=%2Fevents%2Fcreate").await;
    assert!(form.says("name=\"back\" value=\"/events/create\""), "{}", form.html);
    let refused = Browser::of(&t, &t.person("ana").await).await.get("/moderation/accounts").await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn a_change_of_address_is_confirmed_and_undone_by_the_links_in_its_mails() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let change = "mutation ($email: String!, $password: String!) { \
        changeEmail(email: $email, password: $password) { id } }";
    ana.ask(change, json!({ "email": "ana@new.test", "password": PASSWORD })).await;
    t.settle().await;
    let new = link(&t, "ana@new.test", "/validate/email").await;
    let undo = link(&t, "ana@example.org", "/validate/email/undo").await;
    let (new, undo) = (format!("/validate/email/{new}"), format!("/validate/email/undo/{undo}"));
    let mut browser = Browser::new(&t);
    for path in [&new, &undo] {
        assert!(browser.get(path).await.says("method=\"post\""), "{path}");
    }
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await, "looking at a link does nothing");
    assert_eq!(browser.post(&new, &[]).await.status, 200);
    assert!(logs_in(&t, "ana@new.test", PASSWORD).await);
    assert_eq!(browser.post(&new, &[]).await.status, 410, "a link works once");
    assert_eq!(browser.post(&undo, &[]).await.status, 200);
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
    assert_eq!(browser.get("/password-reset").await.leads_to(), "/password-reset/send");
}

#[tokio::test]
async fn the_link_to_confirm_is_sent_again_from_a_page() {
    let t = open().await;
    sign_up(&t, "ana@example.org", PASSWORD).await;
    t.settle().await;
    let mut browser = Browser::new(&t);
    assert_eq!(browser.get("/resend-instructions").await.status, 200);
    for email in ["ana@example.org", "nobody@example.org"] {
        let shown = browser.post("/resend-instructions", &[("email", email)]).await;
        assert!(shown.status == 200 && shown.says("Check your mail"), "{}", shown.html);
    }
    t.settle().await;
    assert_eq!(t.mails().await.len(), 2);
}

#[tokio::test]
async fn an_account_whose_name_was_taken_meanwhile_is_led_to_another() {
    let t = open().await;
    let mut ana = Browser::new(&t);
    ana.post("/register/user", &wish("ana@example.org", "ana")).await;
    let ben = t.person("ben").await;
    ben.ask("mutation { createPerson(preferredUsername: \"ana\") { id } }", json!({})).await;
    t.settle().await;
    let path = format!("/validate/{}", link(&t, "ana@example.org", "/validate").await);
    ana.post(&path, &[]).await;
    ana.post("/login", &[("email", "ana@example.org"), ("password", PASSWORD)]).await;
    let led = ana.get("/events/create").await;
    assert_eq!(led.leads_to(), "/identity/create?back=%2Fevents%2Fcreate");
    let form = ana.get("/identity/create?back=%2Fevents%2Fcreate").await;
    assert!(form.says("action=\"/logout\""), "one can leave: {}", form.html);
    let taken = [("username", "ana"), ("back", "/events/create")];
    let wrong = ana.post_multipart("/identity/create", &taken).await;
    assert!(wrong.status == 422 && wrong.says("id=\"username-error\""), "{}", wrong.html);
    let free = [("username", "ana_two"), ("back", "/events/create")];
    assert_eq!(ana.post_multipart("/identity/create", &free).await.leads_to(), "/events/create");
    let form = ana.get("/events/create").await;
    assert!(form.status == 200 && form.says("@ana_two"), "{}", form.html);
}

#[tokio::test]
async fn identities_are_made_changed_chosen_and_retired_on_pages() {
    let t = open().await;
    let ana = t.person("ana").await;
    let mut browser = Browser::of(&t, &ana).await;
    browser.get("/identity/create").await;
    let words = [("username", "owl"), ("name", "Owl"), ("summary", "One\n\n<b>two</b>")];
    assert_eq!(browser.post_multipart("/identity/create", &words).await.status, 303);
    let page = browser.get("/@owl").await;
    assert!(page.says("<p>One</p>") && page.says("&lt;b&gt;two"), "{}", page.html);
    let act = browser.post("/identity/act", &[("identity", "@owl"), ("back", "/about")]).await;
    assert_eq!(act.leads_to(), "/about");
    let logged = ana.ask("{ loggedPerson { preferredUsername } }", json!({})).await;
    assert_eq!(logged["data"]["loggedPerson"]["preferredUsername"], "owl");
    let form = browser.get("/identity/owl").await;
    assert!(form.says("value=\"Owl\"") && form.says("/identity/owl/retire"), "{}", form.html);
    assert_eq!(browser.post_multipart("/identity/owl", &[("name", "Uhu")]).await.status, 303);
    assert!(browser.get("/identity/owl").await.says("value=\"Uhu\""));
    assert!(browser.get("/identity/owl/retire").await.says("nobody can ever take this handle"));
    assert_eq!(browser.post("/identity/owl/retire", &[]).await.leads_to(), "/settings");
    assert_eq!(browser.get("/@owl").await.status, 404);
    let last = browser.post("/identity/ana/retire", &[]).await;
    assert!(last.status == 422 && last.says("your only profile"), "{}", last.html);
    let mut ben = Browser::of(&t, &t.person("ben").await).await;
    assert_eq!(ben.get("/identity/ana").await.status, 404, "nobody else's");
}

#[tokio::test]
async fn with_approval_a_reason_reaches_the_moderators_who_answer() {
    let t = TestApp::start_with(&[("registration", "approval")]).await;
    let mo = t.person_with_role("mo", "moderator").await;
    let mut asks = Browser::new(&t);
    for (email, name) in [("ana@example.org", "ana"), ("eve@example.org", "eve")] {
        let mut fields = wish(email, name);
        fields.push(("reason", "I sing in <b>the choir</b>."));
        assert!(asks.post("/register/user", &fields).await.says("Your request has been sent"));
    }
    t.settle().await;
    assert!(t.mail_to("mo@example.org").await.text.contains("I sing in <b>the choir</b>."));
    let mut desk = Browser::of(&t, &mo).await;
    let list = desk.get("/moderation/accounts").await;
    assert!(
        list.says("ana@example.org") && list.says("&lt;b&gt;the choir")
            || list.says("&#60;b&#62;the choir"),
        "{}",
        list.html
    );
    let id = |email: &str| {
        let before = list.html.split(email).next().unwrap();
        before.rsplit("id=\"account-").next().unwrap().split('"').next().unwrap().to_owned()
    };
    let (ana, eve) = (id("ana@"), id("eve@"));
    desk.post("/moderation/accounts", &[("account", &ana), ("do", "approve")]).await;
    desk.post("/moderation/accounts", &[("account", &eve), ("do", "refuse")]).await;
    t.settle().await;
    assert!(t.mail_to("eve@example.org").await.subject.contains("About your request"));
    assert!(desk.get("/moderation/accounts").await.says("Nobody waits"));
    let path = format!("/validate/{}", link(&t, "ana@example.org", "/validate").await);
    assert_eq!(asks.post(&path, &[]).await.status, 200);
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
}

#[tokio::test]
async fn scripts_of_our_pages_get_a_short_lived_token_and_nobody_elses_do() {
    let t = open().await;
    let ana = t.person("ana").await;
    let mut browser = Browser::of(&t, &ana).await;
    browser.get("/identity/create").await;
    let (csrf, ours) = (browser.token(), t.origin.clone());
    for (origin, token) in
        [(Some("https://evil.example"), &*csrf), (None, &*csrf), (Some(&*ours), "a guess")]
    {
        let mut request = browser.posting("/session/bearer").header("x-csrf-token", token);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        assert_eq!(browser.send(request).await.status, 403, "{origin:?}");
    }
    let ask = browser.posting("/session/bearer").header("origin", &ours);
    let reply = browser.send(ask.header("x-csrf-token", &csrf)).await;
    assert_eq!(
        (reply.status, &reply.headers["cache-control"]),
        (200, &"no-store".parse().unwrap())
    );
    let reply: Value = serde_json::from_str(&reply.html).unwrap();
    assert!(reply["expiresAt"].is_string());
    assert!(holds(&t, reply["accessToken"].as_str().unwrap()).await);
    let nobody = Browser::new(&t).posting("/session/bearer").header("origin", &ours);
    assert_eq!(Browser::new(&t).send(nobody).await.status, 401);
}

#[tokio::test]
async fn pages_speak_the_language_of_the_account() {
    let t = open().await;
    let ana = t.person("ana").await;
    let mut browser = Browser::of(&t, &ana).await;
    assert!(browser.get("/about").await.says("lang=\"en\""));
    let chosen = [("language", "fr"), ("back", "/about")];
    assert_eq!(browser.post("/preferences", &chosen).await.leads_to(), "/about");
    let mut elsewhere = Browser::of(&t, &ana).await;
    let page = elsewhere.get("/about").await;
    assert!(page.says("<html lang=\"fr\""), "on every device: {}", page.html);
    let mine = ana.ask("{ loggedUser { locale } }", json!({})).await;
    assert_eq!(mine["data"]["loggedUser"]["locale"], "fr");
}

#[tokio::test]
async fn the_owner_hears_at_the_old_address_that_an_administrator_has_set_another() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let change = "mutation ($email: String!, $password: String!) { \
        changeEmail(email: $email, password: $password) { id } }";
    ana.ask(change, json!({ "email": "ana@new.test", "password": PASSWORD })).await;
    t.settle().await;
    let undo = link(&t, "ana@example.org", "/validate/email/undo").await;
    let id = ana.ask("{ loggedUser { id } }", json!({})).await["data"]["loggedUser"]["id"].clone();
    let adam = t.person_with_role("adam", "administrator").await;
    let update =
        "mutation ($id: ID!, $email: String) { adminUpdateUser(id: $id, email: $email) { email } }";
    adam.ask(update, json!({ "id": id, "email": "ana@third.test" })).await;
    t.settle().await;
    assert!(t.mail_to("ana@example.org").await.subject.contains("another address now"));
    let mut browser = Browser::new(&t);
    let path = format!("/validate/email/undo/{undo}");
    assert_eq!(browser.post(&path, &[]).await.status, 410, "links of the old address are void");
    assert!(logs_in(&t, "ana@third.test", PASSWORD).await);
}
