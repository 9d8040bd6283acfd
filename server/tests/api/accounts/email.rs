use super::*;
use chrono::Duration;
use farandole::accounts;
use farandole::kernel::secret::Token;
use farandole::kernel::text::Lang;
use farandole::kernel::viewer::Viewer;

const CHANGE: &str = "mutation ($email: String!, $password: String!) { \
    changeEmail(email: $email, password: $password) { email } }";
const VALIDATE_EMAIL: &str =
    "mutation ($token: String!) { validateEmail(token: $token) { email } }";

async fn change(t: &TestApp, who: &Person, email: &str) -> Value {
    let reply = who.ask(CHANGE, json!({ "email": email, "password": PASSWORD })).await;
    t.settle().await;
    reply
}

async fn validate(t: &TestApp, to: &str) -> Value {
    let token = link(t, to, "/validate/email").await;
    t.stranger().ask(VALIDATE_EMAIL, json!({ "token": token })).await
}

async fn undo(t: &TestApp, to: &str) -> farandole::kernel::error::Result<accounts::User> {
    let token = Token::from_outside(&link(t, to, "/validate/email/undo").await);
    accounts::undo_email_change(&t.app, &Viewer::nobody(Lang::En, None), &token).await
}

#[tokio::test]
async fn an_account_moves_once_the_new_address_is_confirmed() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let reply = change(&t, &ana, "Ana@new.test").await;
    assert_eq!(reply["data"]["changeEmail"]["email"], "ana@example.org", "not yet: {reply:#}");
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
    assert!(!logs_in(&t, "ana@new.test", PASSWORD).await);
    let reply = validate(&t, "Ana@new.test").await;
    assert_eq!(reply["data"]["validateEmail"]["email"], "Ana@new.test", "{reply:#}");
    assert!(!holds(&t, ana.token.as_ref().unwrap()).await, "sign-ins end with the old address");
    assert!(logs_in(&t, "ana@new.test", PASSWORD).await);
    assert!(!logs_in(&t, "ana@example.org", PASSWORD).await);
}

#[tokio::test]
async fn the_old_address_undoes_the_change_for_a_week() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    change(&t, &ana, "eve@evil.test").await;
    assert!(t.mail_to("ana@example.org").await.text.contains("eve@evil.test"));
    validate(&t, "eve@evil.test").await;
    t.pass(Duration::days(6));
    let eve = login(&t, "eve@evil.test", PASSWORD).await;
    let eve = eve["data"]["login"]["accessToken"].as_str().unwrap();
    undo(&t, "ana@example.org").await.unwrap();
    assert!(!holds(&t, eve).await);
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
    assert!(undo(&t, "ana@example.org").await.is_err(), "once");
}

#[tokio::test]
async fn undoing_before_the_new_address_is_confirmed_voids_its_link() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    change(&t, &ana, "eve@evil.test").await;
    undo(&t, "ana@example.org").await.unwrap();
    assert_eq!(validate(&t, "eve@evil.test").await["errors"][0]["field"], "token");
}

#[tokio::test]
async fn the_links_end_in_time() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    change(&t, &ana, "ana@new.test").await;
    t.pass(Duration::hours(49));
    assert_eq!(validate(&t, "ana@new.test").await["errors"][0]["field"], "token");
    t.pass(Duration::days(7));
    assert!(undo(&t, "ana@example.org").await.is_err());
}

#[tokio::test]
async fn a_reset_voids_the_move_that_a_thief_has_asked_for() {
    let t = open().await;
    let thief = newcomer(&t, "ana@example.org").await;
    change(&t, &thief, "eve@evil.test").await;
    let forgot = "mutation { sendResetPassword(email: \"ana@example.org\") }";
    t.stranger().ask(forgot, json!({})).await;
    t.settle().await;
    let token = link(&t, "ana@example.org", "/password-reset").await;
    let reset = "mutation ($t: String!, $p: String!) { resetPassword(token: $t, password: $p) { accessToken } }";
    let reply = t.stranger().ask(reset, json!({ "t": token, "p": OTHER })).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    assert_eq!(validate(&t, "eve@evil.test").await["errors"][0]["field"], "token");
}

#[tokio::test]
async fn moving_to_an_address_with_an_account_answers_the_same_and_moves_nothing() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    newcomer(&t, "ben@example.org").await;
    let taken = change(&t, &ana, "ben@example.org").await;
    let free = change(&t, &ana, "free@example.org").await;
    assert_eq!(taken, free);
    assert!(t.mail_to("ben@example.org").await.subject.contains("already have an account"));
    let links = t.mails().await.into_iter().filter(|mail| mail.to == ["ben@example.org"]);
    assert!(links.into_iter().all(|mail| !mail.text.contains("/validate/email/")));
}

#[tokio::test]
async fn a_change_of_address_needs_the_password_and_another_address() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let ask = async |email: &str, password: &str| {
        ana.ask(CHANGE, json!({ "email": email, "password": password })).await
    };
    assert_eq!(code(&ask("new@example.org", "wrong wrong").await), "incorrect_password");
    assert_eq!(ask("ana@example.org", PASSWORD).await["errors"][0]["field"], "email");
    assert_eq!(ask("no address", PASSWORD).await["errors"][0]["field"], "email");
    let stranger = json!({ "email": "new@example.org", "password": PASSWORD });
    assert_eq!(code(&t.stranger().ask(CHANGE, stranger).await), "unauthenticated");
    t.settle().await;
    assert_eq!(t.mails().await.len(), 1, "only the one to confirm the account");
}
