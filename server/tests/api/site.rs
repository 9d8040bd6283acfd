//! The server as a whole: what it says about itself, and who may change that.

use crate::support::{Person, TestApp};
use serde_json::{Value, json};

const SAVE: &str = "mutation(
    $name: String, $slogan: String, $color: String, $languages: [String], $rules: String, $long: String
    $terms: String, $type: InstanceTermsType, $url: String, $open: Boolean, $contact: String
    $mode: RegistrationMode, $logo: MediaInput
  ) {
  saveAdminSettings(
    instanceName: $name, instanceSlogan: $slogan, primaryColor: $color, instanceLanguages: $languages
    instanceRules: $rules, instanceLongDescription: $long, instanceTerms: $terms, contact: $contact
    instanceTermsType: $type, instanceTermsUrl: $url, registrationsOpen: $open, registrationMode: $mode
    instanceLogo: $logo
  ) { instanceName instanceSlogan primaryColor instanceLanguages registrationsOpen registrationMode }
}";

fn data(reply: &Value) -> &Value {
    assert!(reply["errors"].is_null(), "{reply:#}");
    &reply["data"]
}

async fn config(who: &Person, fields: &str) -> Value {
    let reply = who.ask(&format!("{{ config {{ {fields} }} }}"), json!({})).await;
    data(&reply)["config"].clone()
}

/// The code and the field of the first error.
fn refusal(reply: &Value) -> (&str, Option<&str>) {
    let error = &reply["errors"][0];
    (error["code"].as_str().unwrap_or_default(), error["field"].as_str())
}

#[tokio::test]
async fn the_configuration_tells_everybody_what_the_server_can_do() {
    let t = TestApp::start_with(&[("instance_name", "Rue Libre"), ("registration", "open")]).await;
    let all = "name description longDescription slogan contact languages version registrationsOpen
      registrationsAllowlist demoMode federating longEvents durationOfLongEvent countryCode
      location { longitude latitude } primaryColor secondaryColor instanceLogo { url } defaultPicture { url }
      anonymous { actorId reports { allowed }
        participation { allowed validation { email { enabled confirmationRequired } captcha { enabled } } }
        eventCreation { allowed validation { email { enabled confirmationRequired } captcha { enabled } } } }
      auth { databaseLogin ldap oauthProviders { id label } }
      analytics { id enabled configuration { key value type } }
      exportFormats { eventParticipants } features { groups eventCreation eventExternal antispam }
      geocoding { autocomplete provider } instanceFeeds { enabled }
      maps { tiles { endpoint attribution } routing { type } } resourceProviders { type endpoint software }
      restrictions { onlyAdminCanCreateGroups onlyGroupsCanCreateEvents }
      search { global { isEnabled isDefault } } timezones uploadLimits { default avatar banner }
      webPush { enabled publicKey } terms { type url } privacy { type url }";
    let config = config(&t.stranger(), all).await;
    for (field, value) in [
        ("/name", json!("Rue Libre")),
        ("/languages", json!(["en"])),
        ("/registrationsOpen", json!(true)),
        ("/registrationsAllowlist", json!(false)),
        ("/durationOfLongEvent", json!(30)),
        ("/location", Value::Null),
        ("/anonymous/participation/allowed", json!(true)),
        ("/anonymous/participation/validation/email/confirmationRequired", json!(true)),
        ("/anonymous/eventCreation/allowed", json!(false)),
        ("/auth/databaseLogin", json!(true)),
        ("/exportFormats/eventParticipants", json!(["csv"])),
        ("/geocoding", json!({ "autocomplete": true, "provider": "gazetteer" })),
        (
            "/maps",
            json!({ "tiles": { "endpoint": "", "attribution": "" },
            "routing": { "type": "OPENSTREETMAP" } }),
        ),
        (
            "/uploadLimits",
            json!({ "default": 10_485_760, "avatar": 2_097_152, "banner": 4_194_304 }),
        ),
        ("/terms", json!({ "type": "DEFAULT", "url": null })),
    ] {
        assert_eq!(config.pointer(field), Some(&value), "{field}");
    }
    assert!(config["anonymous"]["actorId"].as_str().unwrap().parse::<i64>().unwrap() > 0);
    assert!(config["timezones"].as_array().unwrap().contains(&json!("Europe/Paris")));
}

#[tokio::test]
async fn texts_and_names_are_told_in_the_readers_language() {
    let t = TestApp::start_with(&[("contact", "mairie@example.org")]).await;
    let query = "{ config { eventCategories { id label } rules
      terms { bodyHtml } fr: terms(locale: \"fr_FR\") { bodyHtml } privacy { bodyHtml } } }";
    let ask = t.client.post(format!("{}/api", t.origin)).header("accept-language", "fr");
    let reply: Value =
        ask.json(&json!({ "query": query })).send().await.unwrap().json().await.unwrap();
    let french = &data(&reply)["config"];
    let english = &data(&t.stranger().ask(query, json!({})).await)["config"].clone();
    assert_eq!(french["terms"], english["fr"], "the argument wins");
    assert_ne!(french["terms"], english["terms"]);
    for (text, lang) in [
        (&french["privacy"]["bodyHtml"], "Vos droits"),
        (&english["privacy"]["bodyHtml"], "Your rights"),
        (&french["rules"], "Soyez aimable"),
        (&english["rules"], "Be kind"),
    ] {
        let text = text.as_str().unwrap();
        assert!(text.contains(lang) && text.contains("mailto:mairie@example.org"), "{text}");
    }
    let label = |config: &Value, id: &str| {
        let options = config["eventCategories"].as_array().unwrap();
        options.iter().find(|option| option["id"] == id).unwrap()["label"].clone()
    };
    assert_eq!(label(english, "BOOK_CLUBS"), "Book clubs");
    assert_ne!(label(french, "BOOK_CLUBS"), label(english, "BOOK_CLUBS"));
    assert!(english["eventCategories"].as_array().unwrap().len() >= 30);
}

#[tokio::test]
async fn languages_have_names_in_the_readers_language() {
    let t = TestApp::start().await;
    let query = "query($codes: [String]) { languages(codes: $codes) { code name } }";
    let some = t.stranger().ask(query, json!({ "codes": ["fr", "pt_BR", "xx", null] })).await;
    assert_eq!(
        data(&some)["languages"],
        json!([{ "code": "fr", "name": "French" }, { "code": "pt-BR", "name": "Brazilian Portuguese" }])
    );
    let all = t.stranger().ask(query, json!({})).await;
    assert!(data(&all)["languages"].as_array().unwrap().len() > 180);
}

#[tokio::test]
async fn an_administrator_changes_settings_and_everybody_sees_it() {
    let t = TestApp::start().await;
    let admin = t.person_with_role("admin", "administrator").await;
    let change = json!({
        "name": "  Rue   Libre ", "slogan": "Dehors !", "color": "#FFAA00", "languages": ["fr", "br", "fr"],
        "rules": "<p onclick=\"x()\">Be <b>kind</b><script>x()</script></p>", "contact": "a@b.org",
    });
    let saved = admin.ask(SAVE, change).await;
    assert_eq!(
        data(&saved)["saveAdminSettings"],
        json!({ "instanceName": "Rue Libre", "instanceSlogan": "Dehors !", "primaryColor": "#ffaa00",
            "instanceLanguages": ["fr", "br"], "registrationsOpen": false, "registrationMode": "CLOSED" })
    );
    let seen = config(&t.stranger(), "name slogan primaryColor languages rules contact").await;
    assert_eq!(seen["name"], "Rue Libre");
    assert_eq!(seen["rules"], "<p>Be <strong>kind</strong></p>");
    data(&admin.ask(SAVE, json!({ "slogan": "", "rules": "", "languages": [], "name": "" })).await);
    let seen = config(&t.stranger(), "name slogan primaryColor languages rules").await;
    assert_eq!(seen["name"], "Farandole", "emptied settings are as at first");
    assert_eq!(seen["slogan"], Value::Null);
    assert_eq!(seen["languages"], json!(["en"]));
    assert_eq!(seen["primaryColor"], "#ffaa00", "what is not named stays");
    assert!(seen["rules"].as_str().unwrap().contains("Be kind."));
}

#[tokio::test]
async fn terms_are_built_in_elsewhere_or_the_administrators_own() {
    let t = TestApp::start().await;
    let admin = t.person_with_role("admin", "administrator").await;
    let terms = async || config(&admin, "terms { type url bodyHtml }").await["terms"].clone();
    data(&admin.ask(SAVE, json!({ "terms": "<p>Ours</p>", "type": "CUSTOM" })).await);
    assert_eq!(terms().await, json!({ "type": "CUSTOM", "url": null, "bodyHtml": "<p>Ours</p>" }));
    data(&admin.ask(SAVE, json!({ "type": "URL", "url": "example.org/terms" })).await);
    let elsewhere = json!({ "type": "URL", "url": "https://example.org/terms", "bodyHtml": null });
    assert_eq!(terms().await, elsewhere);
    data(&admin.ask(SAVE, json!({ "type": "DEFAULT" })).await);
    assert!(terms().await["bodyHtml"].as_str().unwrap().contains("What this site is for"));
}

#[tokio::test]
async fn who_may_register_is_set_by_administrators_unless_the_configuration_decides() {
    let t = TestApp::start().await;
    let admin = t.person_with_role("admin", "administrator").await;
    let mode = async |change: Value| {
        let saved = admin.ask(SAVE, change).await;
        data(&saved)["saveAdminSettings"]["registrationMode"].clone()
    };
    assert_eq!(mode(json!({})).await, "CLOSED");
    assert_eq!(mode(json!({ "open": true })).await, "OPEN");
    assert_eq!(mode(json!({ "mode": "APPROVAL" })).await, "APPROVAL");
    assert_eq!(mode(json!({ "open": true })).await, "APPROVAL", "it is open already");
    assert_eq!(mode(json!({ "open": false })).await, "CLOSED");
    assert_eq!(mode(json!({ "mode": "ALLOWLIST" })).await, "ALLOWLIST");
    let seen = config(&t.stranger(), "registrationsOpen registrationsAllowlist").await;
    assert_eq!(seen, json!({ "registrationsOpen": false, "registrationsAllowlist": true }));

    let t = TestApp::start_with(&[("registration", "open")]).await;
    let admin = t.person_with_role("admin", "administrator").await;
    let same = admin.ask(SAVE, json!({ "open": true, "name": "X" })).await;
    assert_eq!(data(&same)["saveAdminSettings"]["registrationMode"], "OPEN");
    let other = admin.ask(SAVE, json!({ "open": false, "name": "Y" })).await;
    assert_eq!(refusal(&other), ("validation", Some("registrationsOpen")));
    assert_eq!(config(&admin, "name").await["name"], "X", "nothing of a refused change is kept");
}

#[tokio::test]
async fn nobody_else_sees_or_changes_settings() {
    let t = TestApp::start().await;
    let read = "{ adminSettings { instanceName } }";
    for (who, code) in [
        (t.stranger(), "unauthenticated"),
        (t.person("ana").await, "unauthorized"),
        (t.person_with_role("mod", "moderator").await, "unauthorized"),
    ] {
        assert_eq!(refusal(&who.ask(read, json!({})).await), (code, None));
        assert_eq!(refusal(&who.ask(SAVE, json!({ "name": "Mine" })).await), (code, None));
    }
    assert_eq!(config(&t.stranger(), "name").await["name"], "Farandole");
}

#[tokio::test]
async fn a_bad_setting_is_refused_by_its_name() {
    let t = TestApp::start().await;
    let admin = t.person_with_role("admin", "administrator").await;
    let many: Vec<_> = ["aa"; 21].into();
    for (change, field) in [
        (json!({ "color": "red" }), "primaryColor"),
        (json!({ "color": "#12345g" }), "primaryColor"),
        (json!({ "languages": ["klingon"] }), "instanceLanguages"),
        (json!({ "languages": many }), "instanceLanguages"),
        (json!({ "url": "javascript:alert(1)" }), "instanceTermsUrl"),
        (json!({ "name": "x".repeat(101) }), "instanceName"),
        (json!({ "rules": "x".repeat(100_001) }), "instanceRules"),
    ] {
        assert_eq!(
            refusal(&admin.ask(SAVE, change.clone()).await),
            ("validation", Some(field)),
            "{change}"
        );
    }
    let unstorable = admin.ask(SAVE, json!({ "name": "a\u{0}b" })).await;
    assert_eq!(refusal(&unstorable), ("invalid_argument", Some("instanceName")));
}

#[tokio::test]
async fn numbers_are_counted_once_a_minute() {
    let t = TestApp::start().await;
    let query = "{ statistics { numberOfUsers numberOfEvents numberOfLocalEvents numberOfComments
      numberOfLocalComments numberOfGroups numberOfLocalGroups numberOfInstanceFollowers
      numberOfInstanceFollowings } categoryStatistics { key number } }";
    let users = async || {
        let reply = t.stranger().ask(query, json!({})).await;
        data(&reply)["statistics"]["numberOfUsers"].clone()
    };
    t.person("ana").await;
    assert_eq!(users().await, 1);
    t.person("bo").await;
    let before = t.app.db.statements();
    assert_eq!(users().await, 1, "a number is up to a minute old");
    assert_eq!(t.app.db.statements(), before);
    t.pass(chrono::Duration::seconds(60));
    assert_eq!(users().await, 2);
}
