//! What the site says about itself, and how its administrators make it look.

use super::read;
use crate::support::upload::uploaded;
use crate::support::{Person, TestApp};
use serde_json::{Value, json};

const SAVE: &str = "mutation ($about: InstanceAboutInput, $primary: String, $second: String, $logo: MediaInput,
      $favicon: MediaInput, $picture: MediaInput) {
    saveAdminSettings(about: $about, primaryColor: $primary, secondaryColor: $second, instanceLogo: $logo,
      instanceFavicon: $favicon, defaultPicture: $picture) {
      about { topics creator why howLong funding moderation hardware } } }";

async fn save(admin: &Person, settings: Value) -> Value {
    let reply = admin.ask(SAVE, settings).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["saveAdminSettings"]["about"].clone()
}

#[tokio::test]
async fn who_and_why_is_told_on_the_page_and_to_those_who_sign_up() {
    let t = TestApp::start_with(&[("registration", "open")]).await;
    let admin = t.person_with_role("admin", "administrator").await;
    let empty = read(&t, "/about").await;
    for name in [
        "Topics",
        "Who is behind it",
        "Why it exists",
        "For how long",
        "How it is paid",
        "Languages of the team",
        "Code of conduct",
        "How it is moderated",
        "What it runs on",
    ] {
        empty.must_have(name);
    }
    assert_eq!(empty.html.matches("Not stated").count(), 7);

    let about = json!({ "topics": "Dances & markets", "howLong": "As long as we dance", "funding": "Gifts" });
    let saved = save(&admin, json!({ "about": about })).await;
    assert_eq!((&saved["topics"], &saved["why"]), (&json!("Dances & markets"), &Value::Null));
    for path in ["/about", "/register/user"] {
        let page = read(&t, path).await;
        for text in ["Dances &#38; markets", "As long as we dance", "Gifts", "href=\"/rules\""] {
            page.must_have(text);
        }
    }
    let told = "{ config { about { topics howLong why } } }";
    let told = t.stranger().ask(told, json!({})).await["data"]["config"]["about"].clone();
    assert_eq!(
        told,
        json!({ "topics": "Dances & markets", "howLong": "As long as we dance", "why": null })
    );
    let back = save(&admin, json!({ "about": { "funding": "" } })).await;
    assert_eq!((&back["funding"], &back["topics"]), (&Value::Null, &json!("Dances & markets")));
}

#[tokio::test]
async fn the_about_page_says_which_program_this_is_and_what_there_is() {
    let t = TestApp::start().await;
    let page = read(&t, "/about").await;
    page.must_have(env!("CARGO_PKG_VERSION"));
    page.must_have(env!("CARGO_PKG_REPOSITORY"));
    page.must_have("Events");
    let moved = read(&t, "/about/instance").await;
    assert_eq!((moved.status, moved.header("location")), (301, "/about"));
}

#[tokio::test]
async fn a_site_wears_the_colours_and_pictures_of_its_administrators() {
    let t = TestApp::start().await;
    let admin = t.person_with_role("admin", "administrator").await;
    let ours = read(&t, "/").await;
    assert!(!ours.has("theme.css"));
    let pictures =
        [uploaded(&t, &admin).await, uploaded(&t, &admin).await, uploaded(&t, &admin).await];
    let id = |n: usize| json!({ "mediaId": pictures[n]["id"] });
    let settings = json!({ "primary": "#7a2e8a", "second": "#ffcc00", "logo": id(0), "favicon": id(1),
        "picture": id(2) });
    save(&admin, settings).await;
    let page = read(&t, "/").await;
    let sheet = page.values("href").into_iter().find(|a| a.starts_with("/theme.css")).unwrap();
    let colours = read(&t, sheet).await;
    assert!(colours.header("content-type").starts_with("text/css"));
    colours.must_have("--accent:#7a2e8a");
    colours.must_have("[data-theme=dark]");
    let folder =
        |n: usize| pictures[n]["url"].as_str().unwrap().rsplit_once('/').unwrap().0.to_owned();
    assert!(page.values("src").iter().any(|src| src.starts_with(&folder(0))), "the logo");
    assert!(page.values("href").iter().any(|src| src.starts_with(&folder(1))), "the small picture");
    assert_eq!(page.meta("og:image").as_deref(), pictures[2]["cardUrl"].as_str());
    let event = crate::events::create(&admin, json!({})).await;
    let event = read(&t, &format!("/events/{}", event.uuid)).await;
    assert!(event.values("src").iter().any(|src| src.starts_with(&folder(2))), "for what has none");
}
