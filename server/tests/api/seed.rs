use crate::support::{TestApp, data};
use farandole::seed::{self, EMAIL, Login};
use serde_json::json;

fn login() -> Login {
    Login { email: EMAIL.into(), password: "lantern-harbour-9431".into(), complete: false }
}

#[tokio::test]
async fn the_demo_town_is_founded_once_and_obeys_every_rule() {
    let t = TestApp::start_with(&[("rate_limits", "off")]).await;
    assert!(!seed::founded(&t.app).await.unwrap());
    let first = seed::found(&t.app, &login(), |_, _| ()).await.unwrap();
    assert!(first.made >= 140, "{first:?}");
    assert!(seed::founded(&t.app).await.unwrap());

    let again = seed::found(&t.app, &login(), |_, _| ()).await.unwrap();
    assert_eq!((again.made, again.known), (0, first.made));
    t.settle().await;

    let visitor = t.stranger();
    let found = "query { searchEvents(limit: 1) { total } }";
    let reply = visitor.ask(found, json!({})).await;
    let total = data(&reply)["searchEvents"]["total"].as_i64().unwrap();
    assert!(total >= 120, "a visitor finds {total} events that are still to come");

    let signed_in = "mutation($email: String!, $password: String!) {
        login(email: $email, password: $password) { user { role defaultActor { preferredUsername } } } }";
    let reply =
        visitor.ask(signed_in, json!({ "email": EMAIL, "password": login().password })).await;
    let user = &data(&reply)["login"]["user"];
    assert_eq!(user["role"], "ADMINISTRATOR");
    assert_eq!(user["defaultActor"]["preferredUsername"], "camille");
}
