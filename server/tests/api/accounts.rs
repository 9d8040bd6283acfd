//! Accounts, through the API and the mails that it writes.

mod admin;
mod email;
mod login;
mod own_pages;
mod pages;
mod password;
mod settings;
mod signup;
mod tokens;
mod web;

pub use signup::rows_that_hold;

use crate::support::{Browser, Person, TestApp};
use serde_json::{Value, json};

/// A password that nobody tries first.
const PASSWORD: &str = "tuba lampe crayon";
const OTHER: &str = "grenouille verte 9";

const SIGN_UP: &str = "mutation ($email: String!, $password: String!, $locale: String) { \
    createUser(email: $email, password: $password, locale: $locale) \
    { id email role locale disabled confirmedAt actors { id } defaultActor { id } settings { timezone } } }";
const LOGIN: &str = "mutation ($email: String!, $password: String!) { \
    login(email: $email, password: $password) { accessToken refreshToken user { id email } } }";
const VALIDATE: &str = "mutation ($token: String!) { validateUser(token: $token) { accessToken refreshToken \
    user { id email role confirmedAt defaultActor { preferredUsername } actors { preferredUsername } \
    feedTokens { token } } } }";
const REFRESH: &str = "mutation ($token: String!) { \
    refreshToken(refreshToken: $token) { accessToken refreshToken } }";

async fn open() -> TestApp {
    TestApp::start_with(&[("registration", "open")]).await
}

async fn sign_up(t: &TestApp, email: &str, password: &str) -> Value {
    t.stranger().ask(SIGN_UP, json!({ "email": email, "password": password })).await
}

/// The secret of the newest link with this path in the mails to an address.
async fn link(t: &TestApp, to: &str, path: &str) -> String {
    let start = format!("{}{path}/", t.origin);
    let mails = t.mails().await;
    let texts = mails.iter().filter(|mail| mail.to == [to]).map(|mail| mail.text.as_str());
    let found = texts.flat_map(str::split_whitespace).find_map(|word| {
        word.trim_matches(['<', '>', '(', ')']).strip_prefix(&start).map(str::to_owned)
    });
    found.unwrap_or_else(|| panic!("no link {path} in the mails to {to}: {mails:#?}"))
}

async fn confirm(t: &TestApp, email: &str) -> Value {
    let token = link(t, email, "/validate").await;
    t.stranger().ask(VALIDATE, json!({ "token": token })).await
}

/// Somebody who has signed up, confirmed and is signed in.
async fn newcomer(t: &TestApp, email: &str) -> Person {
    sign_up(t, email, PASSWORD).await;
    t.settle().await;
    let reply = confirm(t, email).await;
    let token = reply["data"]["validateUser"]["accessToken"].as_str();
    t.stranger().with_token(token.unwrap_or_else(|| panic!("{reply:#}")))
}

async fn login(t: &TestApp, email: &str, password: &str) -> Value {
    t.stranger().ask(LOGIN, json!({ "email": email, "password": password })).await
}

async fn logs_in(t: &TestApp, email: &str, password: &str) -> bool {
    login(t, email, password).await["data"]["login"]["accessToken"].is_string()
}

/// Whether an access token still opens anything.
async fn holds(t: &TestApp, token: &str) -> bool {
    t.stranger().with_token(token).post("{ loggedUser { id } }").await.status() == 200
}

fn code(reply: &Value) -> &str {
    reply["errors"][0]["code"].as_str().unwrap_or_else(|| panic!("no error: {reply:#}"))
}
