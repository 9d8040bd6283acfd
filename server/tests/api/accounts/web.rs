use super::*;
use chrono::Duration;
use farandole::accounts::{bearer_for, by_cookie, end, open_web};
use farandole::kernel::secret::Token;
use farandole::kernel::text::Lang;
use farandole::kernel::viewer::Viewer;

async fn cookie(t: &TestApp) -> Token {
    newcomer(t, "ana@example.org").await;
    let viewer = Viewer::nobody(Lang::En, None);
    open_web(&t.app, &viewer, "ana@example.org", PASSWORD, Some("Firefox")).await.unwrap()
}

#[tokio::test]
async fn a_cookie_opens_pages_but_never_the_api() {
    let t = open().await;
    let cookie = cookie(&t).await;
    assert!(by_cookie(&t.app, &cookie).await.unwrap().is_some());
    assert!(!holds(&t, cookie.reveal()).await);
    assert!(by_cookie(&t.app, &Token::from_outside("guess")).await.unwrap().is_none());
    let reply = login(&t, "ana@example.org", PASSWORD).await;
    for token in ["accessToken", "refreshToken"] {
        let token = Token::from_outside(reply["data"]["login"][token].as_str().unwrap());
        assert!(by_cookie(&t.app, &token).await.unwrap().is_none(), "nor does a token open pages");
    }
}

#[tokio::test]
async fn windows_share_a_bearer_and_get_the_next_before_it_ends() {
    let t = open().await;
    let cookie = cookie(&t).await;
    let bearer = async || bearer_for(&t.app, &cookie).await.unwrap().unwrap();
    let first = bearer().await;
    assert!(holds(&t, first.token.reveal()).await);
    t.pass(Duration::minutes(9));
    assert_eq!(bearer().await.token.reveal(), first.token.reveal());
    t.pass(Duration::minutes(2));
    let second = bearer().await;
    assert_ne!(second.token.reveal(), first.token.reveal());
    assert!(holds(&t, second.token.reveal()).await);
}

#[tokio::test]
async fn a_web_sign_in_ends_with_all_that_it_gave() {
    let t = open().await;
    let cookie = cookie(&t).await;
    let bearer = bearer_for(&t.app, &cookie).await.unwrap().unwrap();
    end(&t.app, &cookie).await.unwrap();
    assert!(by_cookie(&t.app, &cookie).await.unwrap().is_none());
    assert!(bearer_for(&t.app, &cookie).await.unwrap().is_none());
    assert!(!holds(&t, bearer.token.reveal()).await);
}

#[tokio::test]
async fn a_web_sign_in_lasts_sixty_days_from_its_last_use() {
    let t = open().await;
    let cookie = cookie(&t).await;
    for _ in 0..2 {
        t.pass(Duration::days(59));
        assert!(by_cookie(&t.app, &cookie).await.unwrap().is_some());
    }
    t.pass(Duration::days(60));
    assert!(by_cookie(&t.app, &cookie).await.unwrap().is_none());
}
