use super::*;
use chrono::Duration;

#[tokio::test]
async fn one_refusal_stands_for_every_reason() {
    let t = open().await;
    newcomer(&t, "ana@example.org").await;
    sign_up(&t, "new@example.org", PASSWORD).await;
    let shut = newcomer(&t, "shut@example.org").await;
    let admin = t.person_with_role("adam", "administrator").await;
    let id = shut.ask("{ loggedUser { id } }", json!({})).await["data"]["loggedUser"]["id"].clone();
    let disable = "mutation ($id: ID!) { deleteAccount(userId: $id) { id } }";
    assert!(admin.ask(disable, json!({ "id": id })).await["errors"].is_null());
    let mut replies = vec![];
    for (email, password) in [
        ("ana@example.org", "wrong wrong"),
        ("nil@example.org", PASSWORD),
        ("new@example.org", PASSWORD),
        ("shut@example.org", PASSWORD),
        ("no address", PASSWORD),
        ("ana@example.org", ""),
    ] {
        replies.push(login(&t, email, password).await);
    }
    assert_eq!(code(&replies[0]), "unauthenticated");
    assert!(replies.iter().all(|reply| reply == &replies[0]), "{replies:#?}");
}

#[tokio::test]
async fn a_password_too_long_to_hash_is_refused_before() {
    let t = open().await;
    let reply = login(&t, "ana@example.org", &"x".repeat(129)).await;
    assert_eq!(code(&reply), "invalid_argument");
    assert_eq!(reply["errors"][0]["field"], "password");
}

#[tokio::test]
async fn an_old_short_password_still_opens_its_account() {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    use farandole_schema::tables::users;
    let t = open().await;
    let ana = t.person("ana").await;
    let hash = farandole::kernel::secret::hash_password("short1").unwrap();
    let mut conn = t.app.db.get().await.unwrap();
    diesel::update(users::table.find(ana.user))
        .set(users::password_hash.eq(hash))
        .execute(&mut conn)
        .await
        .unwrap();
    assert!(logs_in(&t, "ana@example.org", "short1").await);
}

#[tokio::test]
async fn an_account_rests_after_five_wrong_guesses_and_longer_after_each_more() {
    let t =
        TestApp::start_with(&[("registration", "open"), ("trusted_proxies", "127.0.0.1")]).await;
    newcomer(&t, "ana@example.org").await;
    let eve = elsewhere(&t, "203.0.113.9");
    let guess = async |password: &str| {
        let reply =
            eve.ask(LOGIN, json!({ "email": "ana@example.org", "password": password })).await;
        reply["data"]["login"]["accessToken"].is_string()
    };
    for _ in 0..5 {
        assert!(!guess("wrong wrong").await);
        t.pass(Duration::seconds(13));
    }
    assert!(!guess(PASSWORD).await, "it rests for fifteen seconds, even for the right one");
    t.pass(Duration::minutes(1));
    assert!(!guess("wrong wrong").await);
    t.pass(Duration::seconds(29));
    assert!(!guess(PASSWORD).await, "the sixth makes it rest for thirty");
    t.pass(Duration::seconds(2));
    assert!(guess(PASSWORD).await);
    t.pass(Duration::minutes(1));
    assert!(!guess("wrong wrong").await);
    assert!(guess(PASSWORD).await, "the count begins anew after a success");
}

#[tokio::test]
async fn a_resting_account_opens_where_its_owner_has_signed_in_before() {
    let t =
        TestApp::start_with(&[("registration", "open"), ("trusted_proxies", "127.0.0.1")]).await;
    newcomer(&t, "ana@example.org").await;
    let eve = elsewhere(&t, "203.0.113.9");
    for _ in 0..5 {
        eve.ask(LOGIN, json!({ "email": "ana@example.org", "password": "wrong wrong" })).await;
        t.pass(Duration::seconds(13));
    }
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
}

fn elsewhere(t: &TestApp, ip: &str) -> Person {
    let headers = [("x-forwarded-for".parse().unwrap(), ip.parse().unwrap())];
    let client = reqwest::Client::builder()
        .default_headers(headers.into_iter().collect())
        .no_proxy()
        .build()
        .unwrap();
    Person::stranger(&t.origin, &client)
}

#[tokio::test]
async fn guesses_are_counted_by_client_and_by_address() {
    let t = open().await;
    for _ in 0..5 {
        assert_eq!(code(&login(&t, "nil@example.org", "wrong wrong").await), "unauthenticated");
    }
    let sixth = login(&t, "Nil+x@example.org", "wrong wrong").await;
    assert_eq!(code(&sixth), "too_many_requests", "five a minute for an address, known or not");
    for n in 0..4 {
        login(&t, &format!("n{n}@example.org"), "wrong wrong").await;
    }
    let eleventh = login(&t, "other@example.org", "wrong wrong").await;
    assert_eq!(code(&eleventh), "too_many_requests", "ten a minute for a client");
}

#[tokio::test]
async fn a_sign_in_notes_when_and_from_where() {
    let t = open().await;
    newcomer(&t, "ana@example.org").await;
    t.pass(Duration::hours(1));
    let reply = login(&t, "ana@example.org", PASSWORD).await;
    let ana = t.stranger().with_token(reply["data"]["login"]["accessToken"].as_str().unwrap());
    let query = "{ loggedUser { currentSignInAt currentSignInIp lastSignInAt lastSignInIp } }";
    let user = ana.ask(query, json!({})).await["data"]["loggedUser"].clone();
    assert_eq!(user["lastSignInAt"], "2026-06-01T12:00:00Z");
    assert_eq!(user["currentSignInAt"], "2026-06-01T13:00:00Z");
    assert_eq!(user["currentSignInIp"], "127.0.0.1");
}
