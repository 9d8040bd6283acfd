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

#[tokio::test]
async fn a_wrong_password_is_the_same_work_for_every_address() {
    let t = open().await;
    newcomer(&t, "ana@example.org").await;
    sign_up(&t, "waits@example.org", PASSWORD).await;
    t.settle().await;
    let mut counts = Vec::new();
    for address in ["nobody@example.org", "waits@example.org", "ana@example.org"] {
        let before = t.app.db.statements();
        login(&t, address, "wrong wrong").await;
        counts.push(t.app.db.statements() - before);
    }
    assert_eq!(counts, [counts[0]; 3], "no account, one not confirmed, one that is");
}

#[tokio::test]
async fn what_strangers_try_keeps_nobody_out_where_they_have_signed_in_before() {
    let t =
        TestApp::start_with(&[("registration", "open"), ("trusted_proxies", "127.0.0.1")]).await;
    newcomer(&t, "ana@example.org").await;
    for n in 0..20 {
        let eve = elsewhere(&t, &format!("203.0.113.{n}"));
        eve.ask(LOGIN, json!({ "email": "ana@example.org", "password": "wrong wrong" })).await;
    }
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
}

#[tokio::test]
async fn guesses_with_a_stolen_sign_in_count_as_those_at_the_door() {
    let t =
        TestApp::start_with(&[("registration", "open"), ("trusted_proxies", "127.0.0.1")]).await;
    let ana = newcomer(&t, "ana@example.org").await;
    let thief = elsewhere(&t, "203.0.113.9").with_token(ana.token.as_ref().unwrap());
    let change = "mutation ($old: String!) { changePassword(oldPassword: $old, newPassword: \"grenouille verte 9\") { id } }";
    for _ in 0..5 {
        let reply = thief.ask(change, json!({ "old": "wrong wrong" })).await;
        assert_eq!(code(&reply), "incorrect_password");
        t.pass(Duration::seconds(13));
    }
    let resting = thief.ask(change, json!({ "old": PASSWORD })).await;
    assert_eq!(code(&resting), "too_many_requests", "{resting:#}");
    let reply = ana.ask(change, json!({ "old": PASSWORD })).await;
    assert!(reply["errors"].is_null(), "its owner is at home: {reply:#}");
}

#[tokio::test]
async fn from_where_somebody_signed_in_is_forgotten_after_a_week() {
    let t = open().await;
    newcomer(&t, "ana@example.org").await;
    let kept = async || super::rows_that_hold(&t, "127.0.0.1").await;
    assert_ne!(kept().await, Vec::<String>::new());
    t.pass(Duration::days(6));
    t.tick().await;
    assert_ne!(kept().await, Vec::<String>::new());
    t.pass(Duration::days(2));
    t.tick().await;
    assert_eq!(kept().await, Vec::<String>::new());
}

#[tokio::test]
async fn counters_of_what_is_over_are_swept_and_tell_nobody_whom_they_counted() {
    use sha2::{Digest, Sha256};
    let t = open().await;
    login(&t, "ana@example.org", "wrong wrong").await;
    let guessed = hex::encode(Sha256::digest("ana@example.org"));
    assert_eq!(super::rows_that_hold(&t, &guessed).await, Vec::<String>::new());
    let count = async || {
        use diesel::prelude::*;
        use diesel_async::RunQueryDsl;
        let mut conn = t.app.db.get().await.unwrap();
        let counters = farandole_schema::tables::rate_counters::table;
        counters.count().get_result::<i64>(&mut conn).await.unwrap()
    };
    assert_ne!(count().await, 0);
    t.tick().await;
    t.pass(Duration::days(3));
    t.tick().await;
    assert_eq!(count().await, 0);
}
