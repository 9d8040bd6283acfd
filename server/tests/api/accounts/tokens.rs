use super::*;
use chrono::Duration;

async fn pair(t: &TestApp) -> (String, String) {
    newcomer(t, "ana@example.org").await;
    let reply = login(t, "ana@example.org", PASSWORD).await;
    both(&reply["data"]["login"])
}

fn both(tokens: &Value) -> (String, String) {
    let text = |key: &str| tokens[key].as_str().unwrap_or_else(|| panic!("{tokens:#}")).to_owned();
    (text("accessToken"), text("refreshToken"))
}

async fn refresh(t: &TestApp, token: &str) -> Value {
    t.stranger().ask(REFRESH, json!({ "token": token })).await
}

#[tokio::test]
async fn an_access_token_holds_for_a_quarter_of_an_hour() {
    let t = open().await;
    let (access, _) = pair(&t).await;
    t.pass(Duration::minutes(15) - Duration::seconds(1));
    assert!(holds(&t, &access).await);
    t.pass(Duration::seconds(1));
    assert!(!holds(&t, &access).await);
}

#[tokio::test]
async fn a_refresh_token_gives_the_next_pair_and_ends_the_last() {
    let t = open().await;
    let (access, token) = pair(&t).await;
    t.pass(Duration::days(59));
    let (next_access, next) = both(&refresh(&t, &token).await["data"]["refreshToken"]);
    assert!(!holds(&t, &access).await && holds(&t, &next_access).await);
    t.pass(Duration::days(59));
    assert!(refresh(&t, &next).await["errors"].is_null(), "sixty days from the last use");
}

#[tokio::test]
async fn a_refresh_token_is_over_after_sixty_days() {
    let t = open().await;
    let (_, token) = pair(&t).await;
    t.pass(Duration::days(60));
    assert_eq!(code(&refresh(&t, &token).await), "unauthenticated");
}

#[tokio::test]
async fn a_reply_that_got_lost_is_given_again_for_ten_seconds() {
    let t = open().await;
    let (_, token) = pair(&t).await;
    let first = refresh(&t, &token).await;
    t.pass(Duration::seconds(10));
    assert_eq!(refresh(&t, &token).await, first);
    let (access, next) = both(&first["data"]["refreshToken"]);
    assert!(holds(&t, &access).await);
    assert!(refresh(&t, &next).await["errors"].is_null());
}

#[tokio::test]
async fn an_old_refresh_token_ends_the_whole_family() {
    let t = open().await;
    let (_, stolen) = pair(&t).await;
    let (_, second) = both(&refresh(&t, &stolen).await["data"]["refreshToken"]);
    let (access, third) = both(&refresh(&t, &second).await["data"]["refreshToken"]);
    t.pass(Duration::seconds(11));
    assert_eq!(code(&refresh(&t, &stolen).await), "unauthenticated");
    assert!(!holds(&t, &access).await, "what the family had is void");
    assert_eq!(code(&refresh(&t, &third).await), "unauthenticated");
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused_in_one_way() {
    let t = open().await;
    let (access, token) = pair(&t).await;
    let unknown = format!("{}.{}", "0".repeat(32), "A".repeat(43));
    let cut = &token[..token.len() - 1];
    let mut replies = vec![];
    for bad in ["", ".", "x.y", &access, &unknown, cut] {
        replies.push(refresh(&t, bad).await);
    }
    assert_eq!(code(&replies[0]), "unauthenticated");
    assert!(replies.iter().all(|reply| reply == &replies[0]), "{replies:#?}");
    assert!(!holds(&t, &token).await, "nor does a refresh token open anything");
}

#[tokio::test]
async fn signing_out_ends_both_tokens() {
    let t = open().await;
    let (access, token) = pair(&t).await;
    let logout = "mutation ($token: String!) { logout(refreshToken: $token) }";
    let reply = t.stranger().ask(logout, json!({ "token": token })).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    assert!(!holds(&t, &access).await);
    assert_eq!(code(&refresh(&t, &token).await), "unauthenticated");
    let again = t.stranger().ask(logout, json!({ "token": token })).await;
    assert_eq!(code(&again), "unauthenticated");
}

#[tokio::test]
async fn the_owner_sees_the_sign_ins_and_ends_one() {
    let t = open().await;
    let (mine, _) = pair(&t).await;
    t.pass(Duration::minutes(2));
    let (lost, _) = both(&login(&t, "ana@example.org", PASSWORD).await["data"]["login"]);
    let ana = t.stranger().with_token(&mine);
    let query = "{ loggedUser { sessions { id kind ip userAgent current createdAt lastUsedAt } } }";
    let reply = ana.ask(query, json!({})).await;
    let sessions = reply["data"]["loggedUser"]["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 3, "{reply:#}");
    assert_eq!(sessions[0]["createdAt"], "2026-06-01T12:02:00Z");
    assert_eq!(sessions[0]["current"], false);
    assert_eq!(sessions[0]["kind"], "API");
    assert_eq!(sessions.iter().filter(|session| session["current"] == true).count(), 1);
    let end = "mutation ($id: UUID!) { endSession(id: $id) }";
    let id = json!({ "id": sessions[0]["id"] });
    let ben = t.person("ben").await;
    assert_eq!(code(&ben.ask(end, id.clone()).await), "not_found", "somebody else's is not there");
    assert!(ana.ask(end, id).await["errors"].is_null());
    assert!(!holds(&t, &lost).await && holds(&t, &mine).await);
}
