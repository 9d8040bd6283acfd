use super::*;

const SETTINGS: &str = "timezone notificationOnDay notificationEachWeek notificationBeforeEvent \
    notificationPendingParticipation notificationPendingMembership groupNotifications location { name range geohash }";

#[tokio::test]
async fn settings_begin_with_what_suits_most() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let reply =
        ana.ask(&format!("{{ loggedUser {{ settings {{ {SETTINGS} }} }} }}"), json!({})).await;
    assert_eq!(
        reply["data"]["loggedUser"]["settings"],
        json!({
            "timezone": null, "notificationOnDay": null, "notificationEachWeek": null,
            "notificationBeforeEvent": null, "notificationPendingParticipation": "ONE_DAY",
            "notificationPendingMembership": "ONE_DAY", "groupNotifications": "ONE_DAY", "location": null
        })
    );
}

#[tokio::test]
async fn what_is_not_given_stays_and_null_forgets() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let set = async |arguments: &str| {
        let reply = ana
            .ask(
                &format!("mutation {{ setUserSettings({arguments}) {{ {SETTINGS} }} }}"),
                json!({}),
            )
            .await;
        reply["data"]["setUserSettings"].clone()
    };
    let first =
        set("timezone: \"Europe/Paris\", notificationOnDay: true, groupNotifications: DIRECT, \
        location: { name: \"Lyon\", range: 25, geohash: \"u05kq4\" }")
        .await;
    assert_eq!(first["timezone"], "Europe/Paris");
    let second = set("notificationEachWeek: false").await;
    assert_eq!(second["timezone"], "Europe/Paris");
    assert_eq!(second["notificationOnDay"], true);
    assert_eq!(second["notificationEachWeek"], false);
    assert_eq!(second["groupNotifications"], "DIRECT");
    assert_eq!(second["location"], json!({ "name": "Lyon", "range": 25, "geohash": "u05kq4" }));
    let third = set("timezone: \"\", location: null").await;
    assert!(third["timezone"].is_null() && third["location"].is_null());
    assert_eq!(third["notificationOnDay"], true);
}

#[tokio::test]
async fn a_place_that_is_none_is_refused() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for location in ["range: 0", "range: 20001", "geohash: \"aaa!\"", "name: \"\u{0}\""] {
        let ask = "mutation ($l: LocationInput) { setUserSettings(location: $l) { timezone } }";
        let (key, value) = location.split_once(": ").unwrap();
        let value: Value = serde_json::from_str(&value.replace('\u{0}', "\\u0000")).unwrap();
        let reply = ana.ask(ask, json!({ "l": { key: value } })).await;
        assert_eq!(reply["errors"][0]["field"], "location", "{location}: {reply:#}");
    }
    let zone = ana
        .ask("mutation { setUserSettings(timezone: \"Mars/Base\") { timezone } }", json!({}))
        .await;
    assert_eq!(code(&zone), "invalid_argument");
    let stranger = t
        .stranger()
        .ask("mutation { setUserSettings(timezone: \"\") { timezone } }", json!({}))
        .await;
    assert_eq!(code(&stranger), "unauthenticated");
}

#[tokio::test]
async fn the_language_of_mails_is_one_that_is_spoken_here() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let update = "mutation ($locale: String) { updateLocale(locale: $locale) { locale } }";
    let reply = ana.ask(update, json!({ "locale": "fr-CA" })).await;
    assert_eq!(reply["data"]["updateLocale"]["locale"], "fr");
    let reply = ana.ask(update, json!({ "locale": "tlh" })).await;
    assert_eq!(reply["errors"][0]["field"], "locale");
    assert_eq!(code(&t.stranger().ask(update, json!({})).await), "unauthenticated");
}

const CREATE_FEED: &str = "mutation ($actor: ID) { createFeedToken(actorId: $actor) { \
    token actor { preferredUsername } user { email } } }";
const DELETE_FEED: &str =
    "mutation ($token: String!) { deleteFeedToken(token: $token) { actor { id } user { id } } }";

#[tokio::test]
async fn private_calendars_are_opened_and_closed_by_their_owner() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let of_ana = json!({ "actor": ana.actor.to_string() });
    let feed = ana.ask(CREATE_FEED, of_ana.clone()).await["data"]["createFeedToken"].clone();
    assert_eq!(feed["actor"]["preferredUsername"], "ana", "{feed:#}");
    assert_eq!(feed["user"]["email"], "ana@example.org");
    let whole = ana.ask(CREATE_FEED, json!({})).await["data"]["createFeedToken"].clone();
    assert!(whole["actor"].is_null());
    assert_eq!(code(&ben.ask(CREATE_FEED, of_ana).await), "unauthorized");
    let mine = "{ loggedUser { feedTokens { token } } loggedPerson { feedTokens { token } } }";
    let seen = ana.ask(mine, json!({})).await;
    assert_eq!(seen["data"]["loggedUser"]["feedTokens"].as_array().unwrap().len(), 2);
    assert_eq!(seen["data"]["loggedPerson"]["feedTokens"], json!([{ "token": feed["token"] }]));
    let close = json!({ "token": feed["token"] });
    assert_eq!(code(&ben.ask(DELETE_FEED, close.clone()).await), "not_found");
    let gone = ana.ask(DELETE_FEED, close.clone()).await;
    assert_eq!(gone["data"]["deleteFeedToken"]["actor"]["id"], ana.actor.to_string());
    assert_eq!(code(&ana.ask(DELETE_FEED, close).await), "not_found");
    assert_eq!(code(&t.stranger().ask(CREATE_FEED, json!({})).await), "unauthenticated");
}

#[tokio::test]
async fn a_secret_address_opens_one_calendar_until_the_account_is_shut() {
    use farandole::accounts::feed_owner;
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let feed = ana.ask(CREATE_FEED, json!({})).await["data"]["createFeedToken"]["token"].clone();
    let token = feed.as_str().unwrap();
    let conn = t.app.db.get().await.unwrap();
    assert_eq!(feed_owner(&conn, token).await.unwrap().unwrap().user_id, ana.user);
    assert!(feed_owner(&conn, "guess").await.unwrap().is_none());
    let admin = t.person_with_role("adam", "administrator").await;
    let disable = "mutation ($id: ID!) { deleteAccount(userId: $id) { id } }";
    admin.ask(disable, json!({ "id": ana.user.to_string() })).await;
    assert!(feed_owner(&conn, token).await.unwrap().is_none());
}
