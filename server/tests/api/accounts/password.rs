use super::*;
use chrono::Duration;

const FORGOT: &str = "mutation ($email: String!) { sendResetPassword(email: $email) }";
const RESET: &str = "mutation ($token: String!, $password: String!) { \
    resetPassword(token: $token, password: $password) { accessToken user { email } } }";
const CHANGE: &str = "mutation ($old: String!, $new: String!) { \
    changePassword(oldPassword: $old, newPassword: $new) { id } }";

async fn forgot(t: &TestApp, email: &str) -> Value {
    let reply = t.stranger().ask(FORGOT, json!({ "email": email })).await;
    t.settle().await;
    reply
}

async fn reset(t: &TestApp, token: &str, password: &str) -> Value {
    t.stranger().ask(RESET, json!({ "token": token, "password": password })).await
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_mail_and_every_sign_in_ends() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    forgot(&t, "ana@example.org").await;
    let token = link(&t, "ana@example.org", "/password-reset").await;
    let weak = reset(&t, &token, "password1").await;
    assert_eq!(weak["errors"][0]["field"], "password", "{weak:#}");
    let reply = reset(&t, &token, OTHER).await;
    assert!(holds(&t, reply["data"]["resetPassword"]["accessToken"].as_str().unwrap()).await);
    assert!(!holds(&t, ana.token.as_ref().unwrap()).await);
    assert!(!logs_in(&t, "ana@example.org", PASSWORD).await);
    assert!(logs_in(&t, "ana@example.org", OTHER).await);
    assert_eq!(reset(&t, &token, PASSWORD).await["errors"][0]["field"], "token", "used once");
    t.settle().await;
    assert!(t.mail_to("ana@example.org").await.subject.contains("has been changed"));
}

#[tokio::test]
async fn asking_for_a_reset_tells_nothing_about_an_address() {
    let t = open().await;
    newcomer(&t, "ana@example.org").await;
    sign_up(&t, "new@example.org", PASSWORD).await;
    t.settle().await;
    let before = t.mails().await.len();
    let mut replies = vec![];
    for email in ["ana@example.org", "new@example.org", "nil@example.org"] {
        replies.push(forgot(&t, email).await.to_string().replace(email, "…"));
    }
    assert!(replies.iter().all(|reply| reply == &replies[0]), "{replies:#?}");
    assert_eq!(t.mails().await.len(), before + 1);
}

#[tokio::test]
async fn a_reset_link_is_void_after_an_hour_a_new_request_or_a_change() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let fresh = async || {
        forgot(&t, "ana@example.org").await;
        link(&t, "ana@example.org", "/password-reset").await
    };
    let first = fresh().await;
    t.pass(Duration::minutes(1));
    let second = fresh().await;
    assert_eq!(reset(&t, &first, OTHER).await["errors"][0]["field"], "token", "asked again");
    let change = json!({ "old": PASSWORD, "new": OTHER });
    assert!(ana.ask(CHANGE, change).await["errors"].is_null());
    assert_eq!(reset(&t, &second, PASSWORD).await["errors"][0]["field"], "token", "changed");
    let third = fresh().await;
    t.pass(Duration::minutes(61));
    assert_eq!(reset(&t, &third, PASSWORD).await["errors"][0]["field"], "token", "too late");
    assert_eq!(reset(&t, "guess", PASSWORD).await["errors"][0]["field"], "token");
}

#[tokio::test]
async fn changing_the_password_ends_the_other_sign_ins() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let elsewhere = login(&t, "ana@example.org", PASSWORD).await;
    let elsewhere = elsewhere["data"]["login"]["accessToken"].as_str().unwrap();
    let reply = ana.ask(CHANGE, json!({ "old": PASSWORD, "new": OTHER })).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    assert!(holds(&t, ana.token.as_ref().unwrap()).await && !holds(&t, elsewhere).await);
    assert!(logs_in(&t, "ana@example.org", OTHER).await);
    t.settle().await;
    assert!(t.mail_to("ana@example.org").await.subject.contains("has been changed"));
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    for (old, new, field, expected) in [
        ("wrong wrong", OTHER, Value::Null, "incorrect_password"),
        (PASSWORD, PASSWORD, json!("newPassword"), "validation"),
        (PASSWORD, "short", json!("newPassword"), "validation"),
        (PASSWORD, "iloveyou1", json!("newPassword"), "validation"),
    ] {
        let reply = ana.ask(CHANGE, json!({ "old": old, "new": new })).await;
        assert_eq!((code(&reply), &reply["errors"][0]["field"]), (expected, &field), "{old} {new}");
    }
    let stranger = t.stranger().ask(CHANGE, json!({ "old": PASSWORD, "new": OTHER })).await;
    assert_eq!(code(&stranger), "unauthenticated");
    ana.ask(CHANGE, json!({ "old": "wrong wrong", "new": OTHER })).await;
    let sixth = ana.ask(CHANGE, json!({ "old": PASSWORD, "new": OTHER })).await;
    assert_eq!(code(&sixth), "too_many_requests", "five guesses a minute");
}

#[tokio::test]
async fn asking_for_a_link_is_the_same_work_for_every_address() {
    let t = TestApp::start_with(&[("registration", "open"), ("rate_limits", "off")]).await;
    newcomer(&t, "ana@example.org").await;
    sign_up(&t, "waits@example.org", PASSWORD).await;
    t.settle().await;
    let resend =
        "mutation ($email: String!) { resendConfirmationEmail(email: $email, locale: \"en\") }";
    for query in [FORGOT, resend] {
        let mut counts = Vec::new();
        for address in ["nobody@example.org", "waits@example.org", "ana@example.org"] {
            counts.push(fewest_statements(&t, query, json!({ "email": address })).await);
        }
        assert_eq!(counts, [counts[0]; 3], "no account, one not confirmed, one that is: {query}");
    }
}

/// Statements that an operation takes, but for those that a connection runs at its first use.
async fn fewest_statements(t: &TestApp, query: &str, variables: Value) -> u64 {
    let mut fewest = u64::MAX;
    for _ in 0..5 {
        let before = t.app.db.statements();
        t.stranger().ask(query, variables.clone()).await;
        fewest = fewest.min(t.app.db.statements() - before);
    }
    fewest
}
