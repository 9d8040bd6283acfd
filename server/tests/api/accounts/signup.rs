use super::*;
use chrono::Duration;

#[tokio::test]
async fn a_new_account_is_confirmed_by_mail_and_signed_in() {
    let t = open().await;
    let reply = sign_up(&t, "Ana@Example.org", PASSWORD).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    t.settle().await;
    let mail = t.mail_to("Ana@example.org").await;
    assert!(mail.subject.contains("confirm your address"), "{}", mail.subject);
    let login = confirm(&t, "Ana@example.org").await["data"]["validateUser"].clone();
    assert_eq!(login["user"]["email"], "Ana@example.org");
    assert_eq!(login["user"]["role"], "USER");
    assert_eq!(login["user"]["feedTokens"].as_array().unwrap().len(), 1);
    assert!(holds(&t, login["accessToken"].as_str().unwrap()).await);
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await, "in any spelling of the address");
}

#[tokio::test]
async fn the_answer_is_the_same_for_a_known_address_and_its_owner_is_told() {
    let t = open().await;
    newcomer(&t, "ana@example.org").await;
    let known = sign_up(&t, "ana@example.org", OTHER).await;
    let unknown = sign_up(&t, "bea@example.org", OTHER).await;
    let known = known.to_string().replace("ana@", "bea@");
    assert_eq!(known, unknown.to_string());
    t.settle().await;
    assert!(t.mail_to("ana@example.org").await.subject.contains("already have an account"));
    assert!(!logs_in(&t, "ana@example.org", OTHER).await, "the password is the owner's");
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
}

#[tokio::test]
async fn mails_are_in_the_language_of_who_signs_up() {
    let t = open().await;
    let wish = json!({ "email": "zoe@example.org", "password": PASSWORD, "locale": "fr_FR" });
    let reply = t.stranger().ask(SIGN_UP, wish).await;
    assert_eq!(reply["data"]["createUser"]["locale"], "fr");
    t.settle().await;
    assert_eq!(t.mail_to("zoe@example.org").await.subject, "Confirmez votre adresse");
}

#[tokio::test]
async fn a_bad_address_or_password_is_named() {
    let t = open().await;
    let long = "x".repeat(129);
    for (email, password, field, expected) in [
        ("ana", PASSWORD, "email", "validation"),
        ("ana@b@c.org", PASSWORD, "email", "validation"),
        ("ana@example.org", "seven77", "password", "validation"),
        ("ana@example.org", "password1", "password", "validation"),
        ("marie-louise@example.org", "Marie-Louise", "password", "validation"),
        ("ana@example.org", &long, "password", "invalid_argument"),
    ] {
        let reply = sign_up(&t, email, password).await;
        assert_eq!(reply["errors"][0]["field"], field, "{email} {password}: {reply:#}");
        assert_eq!(code(&reply), expected, "{email} {password}");
    }
    assert_eq!(t.waiting_jobs().await, 0);
}

#[tokio::test]
async fn registration_is_closed_unless_it_is_opened() {
    let t = TestApp::start().await;
    let reply = sign_up(&t, "ana@example.org", PASSWORD).await;
    assert_eq!(code(&reply), "registration_closed");
}

#[tokio::test]
async fn lists_of_addresses_hold_for_every_spelling() {
    let t = TestApp::start_with(&[
        ("registration", "allowlist"),
        ("registration_allowlist", "example.org,guest@other.test"),
        ("registration_denylist", "eve@example.org"),
    ])
    .await;
    for (email, allowed) in [
        ("ana@EXAMPLE.org.", true),
        ("guest+x@other.test", true),
        ("ana@other.test", false),
        ("Eve+1@example.org", false),
        ("\"eve\"@example.org", false),
    ] {
        let reply = sign_up(&t, email, PASSWORD).await;
        assert_eq!(reply["errors"].is_null(), allowed, "{email}: {reply:#}");
    }
}

#[tokio::test]
async fn with_approval_the_link_comes_after_a_moderator_has_looked() {
    let t = TestApp::start_with(&[("registration", "approval")]).await;
    let (mo, ben) = (t.person_with_role("mo", "moderator").await, t.person("ben").await);
    sign_up(&t, "ana@example.org", PASSWORD).await;
    t.settle().await;
    assert!(t.mail_to("ana@example.org").await.subject.contains("your request"));
    let found = mo
        .ask(
            "{ users(email: \"ana@\") { elements { id confirmedAt confirmationSentAt } } }",
            json!({}),
        )
        .await;
    let waiting = &found["data"]["users"]["elements"][0];
    assert!(waiting["confirmationSentAt"].is_null(), "{found:#}");
    let approve = "mutation ($id: ID!) { approveAccount(id: $id) { confirmationSentAt } }";
    let id = json!({ "id": waiting["id"] });
    assert_eq!(code(&ben.ask(approve, id.clone()).await), "unauthorized");
    assert!(mo.ask(approve, id).await["data"]["approveAccount"]["confirmationSentAt"].is_string());
    t.settle().await;
    confirm(&t, "ana@example.org").await;
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
}

#[tokio::test]
async fn a_link_confirms_once_and_for_two_days() {
    let t = open().await;
    sign_up(&t, "ana@example.org", PASSWORD).await;
    t.settle().await;
    let token = json!({ "token": link(&t, "ana@example.org", "/validate").await });
    t.pass(Duration::hours(49));
    let late = t.stranger().ask(VALIDATE, token.clone()).await;
    assert_eq!(late["errors"][0]["field"], "token");
    t.pass(Duration::hours(-2));
    assert!(t.stranger().ask(VALIDATE, token.clone()).await["errors"].is_null());
    assert_eq!(code(&t.stranger().ask(VALIDATE, token).await), "validation");
    let guess = t.stranger().ask(VALIDATE, json!({ "token": "guess" })).await;
    assert_eq!(guess["errors"][0]["message"], late["errors"][0]["message"]);
}

#[tokio::test]
async fn whoever_signs_up_with_somebody_elses_address_gains_nothing() {
    for eve_first in [true, false] {
        let t = open().await;
        let passwords = if eve_first { [OTHER, PASSWORD] } else { [PASSWORD, OTHER] };
        let mut links = vec![];
        for password in passwords {
            sign_up(&t, "ana@example.org", password).await;
            t.settle().await;
            links.push(link(&t, "ana@example.org", "/validate").await);
        }
        let own = &links[usize::from(eve_first)];
        let reply = t.stranger().ask(VALIDATE, json!({ "token": own })).await;
        assert!(reply["errors"].is_null(), "{reply:#}");
        assert!(logs_in(&t, "ana@example.org", PASSWORD).await, "eve first: {eve_first}");
        assert!(!logs_in(&t, "ana@example.org", OTHER).await, "eve first: {eve_first}");
    }
}

const RESEND: &str = "mutation ($email: String!) { resendConfirmationEmail(email: $email) }";

#[tokio::test]
async fn the_link_is_sent_again_and_the_answer_tells_nothing() {
    let t = open().await;
    newcomer(&t, "old@example.org").await;
    sign_up(&t, "new@example.org", PASSWORD).await;
    t.settle().await;
    let before = t.mails().await.len();
    let mut replies = vec![];
    for email in ["new@example.org", "old@example.org", "nil@example.org"] {
        let reply = t.stranger().ask(RESEND, json!({ "email": email })).await;
        replies.push(reply.to_string().replace(email, "…"));
    }
    assert!(replies.iter().all(|reply| reply == &replies[0]), "{replies:#?}");
    t.settle().await;
    assert_eq!(t.mails().await.len(), before + 1, "only who waits gets a mail");
    assert!(confirm(&t, "new@example.org").await["errors"].is_null());
}

#[tokio::test]
async fn an_address_that_nobody_confirmed_gets_three_mails_a_day() {
    let t = open().await;
    for _ in 0..5 {
        sign_up(&t, "ana@example.org", PASSWORD).await;
        t.settle().await;
    }
    assert_eq!(t.mails().await.len(), 3);
    let sixth = sign_up(&t, "ana@example.org", PASSWORD).await;
    assert_eq!(code(&sixth), "too_many_requests", "five an hour for one address");
    t.pass(Duration::days(1));
    sign_up(&t, "ana@example.org", PASSWORD).await;
    t.settle().await;
    assert_eq!(t.mails().await.len(), 4);
}

#[tokio::test]
async fn a_client_signs_up_ten_times_a_minute() {
    let t = open().await;
    for n in 0..10 {
        assert!(sign_up(&t, &format!("a{n}@example.org"), PASSWORD).await["errors"].is_null());
    }
    assert_eq!(code(&sign_up(&t, "b@example.org", PASSWORD).await), "too_many_requests");
    t.pass(Duration::minutes(1));
    assert!(sign_up(&t, "b@example.org", PASSWORD).await["errors"].is_null());
}

#[tokio::test]
async fn accounts_that_nobody_confirms_are_forgotten() {
    let t = open().await;
    sign_up(&t, "ana@example.org", PASSWORD).await;
    newcomer(&t, "ben@example.org").await;
    let admin = t.person_with_role("adam", "administrator").await;
    t.tick().await;
    t.pass(Duration::hours(50));
    t.tick().await;
    let found = admin.ask("{ users { elements { email } } }", json!({})).await.to_string();
    assert!(found.contains("ben@") && !found.contains("ana@"), "{found}");
}

const REGISTER: &str = "mutation ($email: String!, $name: String!) { registerPerson(email: $email, \
    preferredUsername: $name, name: \"N\") { id preferredUsername name } }";

async fn register(t: &TestApp, email: &str, name: &str) -> Value {
    t.stranger().ask(REGISTER, json!({ "email": email, "name": name })).await
}

#[tokio::test]
async fn the_first_profile_is_made_when_the_address_is_confirmed() {
    let t = open().await;
    sign_up(&t, "ana@example.org", PASSWORD).await;
    t.settle().await;
    let reply = register(&t, "ana@example.org", "Ana").await;
    assert_eq!(reply["data"]["registerPerson"]["preferredUsername"], "ana", "{reply:#}");
    let fetch = "{ fetchPerson(preferredUsername: \"ana\") { name } }";
    let reply = t.stranger().ask(fetch, json!({})).await;
    assert_eq!(code(&reply), "not_found", "not before the address is confirmed");
    let login = confirm(&t, "ana@example.org").await;
    assert_eq!(login["data"]["validateUser"]["user"]["defaultActor"]["preferredUsername"], "ana");
    let reply = t.stranger().ask(fetch, json!({})).await;
    assert_eq!(reply["data"]["fetchPerson"]["name"], "N");
}

#[tokio::test]
async fn registering_a_profile_tells_nothing_about_an_address() {
    let t = open().await;
    newcomer(&t, "old@example.org").await;
    sign_up(&t, "new@example.org", PASSWORD).await;
    let mut replies = vec![];
    for email in ["new@example.org", "old@example.org", "nil@example.org"] {
        replies.push(register(&t, email, "somebody").await);
    }
    assert!(replies.iter().all(|reply| reply == &replies[0]), "{replies:#?}");
    assert!(replies[0]["data"]["registerPerson"]["id"].is_null());
}

#[tokio::test]
async fn only_the_client_that_signed_up_within_the_hour_names_the_profile() {
    let t =
        TestApp::start_with(&[("registration", "open"), ("trusted_proxies", "127.0.0.1")]).await;
    sign_up(&t, "ana@example.org", PASSWORD).await;
    t.settle().await;
    let from_elsewhere = reqwest::Client::builder()
        .default_headers(
            [("x-forwarded-for".parse().unwrap(), "203.0.113.9".parse().unwrap())]
                .into_iter()
                .collect(),
        )
        .no_proxy()
        .build()
        .unwrap();
    let eve = Person::stranger(&t.origin, &from_elsewhere);
    let wish = |name: &str| json!({ "email": "ana@example.org", "name": name });
    assert!(eve.ask(REGISTER, wish("rude")).await["errors"].is_null());
    t.pass(Duration::minutes(61));
    register(&t, "ana@example.org", "late").await;
    let login = confirm(&t, "ana@example.org").await;
    assert_eq!(login["data"]["validateUser"]["user"]["actors"], json!([]), "{login:#}");
}

#[tokio::test]
async fn a_signed_in_account_without_a_profile_makes_its_first_at_once() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let wish = |name: &str| json!({ "email": "ana@example.org", "name": name });
    let reply = ana.ask(REGISTER, wish("ana")).await;
    assert!(reply["data"]["registerPerson"]["id"].is_string(), "{reply:#}");
    assert_eq!(code(&ana.ask(REGISTER, wish("again")).await), "has_profile");
    let reply = register(&t, "x@example.org", "ana").await;
    assert_eq!(reply["errors"][0]["field"], "preferredUsername", "the name is taken for all");
}

#[tokio::test]
async fn only_hashes_are_kept() {
    let t = open().await;
    sign_up(&t, "ana@example.org", PASSWORD).await;
    t.settle().await;
    let secret = link(&t, "ana@example.org", "/validate").await;
    let reply = confirm(&t, "ana@example.org").await;
    let login = &reply["data"]["validateUser"];
    for secret in [
        PASSWORD,
        &secret,
        login["accessToken"].as_str().unwrap(),
        login["refreshToken"].as_str().unwrap(),
    ] {
        assert_eq!(rows_that_hold(&t, secret).await, Vec::<String>::new());
    }
}

/// The tables in which a text stands in any column.
pub async fn rows_that_hold(t: &TestApp, text: &str) -> Vec<String> {
    use diesel::sql_types::Text;
    use diesel_async::RunQueryDsl;
    #[derive(diesel::QueryableByName)]
    struct Name {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let mut conn = t.app.db.get().await.unwrap();
    let tables: Vec<Name> = diesel::sql_query(
        "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'spatial_ref_sys'",
    )
    .load(&mut conn)
    .await
    .unwrap();
    let mut found = vec![];
    for Name { name } in tables {
        let holds = format!(
            "SELECT '{name}' AS name FROM \"{name}\" t WHERE position($1 IN to_jsonb(t)::text) > 0 LIMIT 1"
        );
        let rows: Vec<Name> =
            diesel::sql_query(holds).bind::<Text, _>(text).load(&mut conn).await.unwrap();
        found.extend(rows.into_iter().map(|row| row.name));
    }
    found
}

#[tokio::test]
async fn a_neighbour_behind_the_same_address_does_not_name_the_profile() {
    let t = open().await;
    sign_up(&t, "ana@example.org", PASSWORD).await;
    t.settle().await;
    let other_program =
        reqwest::Client::builder().user_agent("Other/1").no_proxy().build().unwrap();
    let eve = Person::stranger(&t.origin, &other_program);
    let rude = json!({ "email": "ana@example.org", "name": "rude" });
    assert!(eve.ask(REGISTER, rude).await["errors"].is_null(), "told nothing");
    t.pass(Duration::minutes(16));
    register(&t, "ana@example.org", "late").await;
    let login = confirm(&t, "ana@example.org").await;
    assert_eq!(login["data"]["validateUser"]["user"]["actors"], json!([]), "{login:#}");
}
