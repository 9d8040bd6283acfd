//! The identities of an account: making, changing, choosing, retiring, and that nobody can tell they belong together.

use crate::support::{Person, TestApp};
use serde_json::{Value, json};

const CREATE: &str = "mutation ($username: String!, $name: String, $summary: String) { \
    createPerson(preferredUsername: $username, name: $name, summary: $summary) \
    { id preferredUsername name summary url feedTokens { token } } }";
const UPDATE: &str = "mutation ($id: ID!, $name: String, $summary: String) { \
    updatePerson(id: $id, name: $name, summary: $summary) { name summary } }";
const DELETE: &str =
    "mutation ($id: ID!) { deletePerson(id: $id) { id preferredUsername name suspended } }";
const FETCH: &str = "query ($name: String!) { fetchPerson(preferredUsername: $name) { id name } }";

async fn create(who: &Person, username: &str) -> Value {
    who.ask(CREATE, json!({ "username": username, "name": "Night", "summary": "<p>Out</p>" })).await
}

/// The id of a new identity.
async fn another(who: &Person, username: &str) -> Value {
    let reply = create(who, username).await;
    let id = reply["data"]["createPerson"]["id"].clone();
    assert!(id.is_string(), "{reply:#}");
    id
}

fn code(reply: &Value) -> &str {
    reply["errors"][0]["code"].as_str().unwrap_or_else(|| panic!("no error: {reply:#}"))
}

#[tokio::test]
async fn a_new_identity_is_lower_cased_cleaned_and_has_a_calendar_of_its_own() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let wish = json!({ "username": "Night_Owl", "name": "  Night\tOwl ",
        "summary": "<p>Out <script>alert(1)</script><b onclick=x>late</b></p>" });
    let reply = ana.ask(CREATE, wish).await;
    let made = &reply["data"]["createPerson"];
    assert_eq!(made["preferredUsername"], "night_owl", "{reply:#}");
    assert_eq!(made["name"], "Night Owl");
    assert_eq!(made["url"], format!("{}/@night_owl", t.origin));
    assert_eq!(made["feedTokens"].as_array().map(Vec::len), Some(1), "{reply:#}");
    let summary = made["summary"].as_str().unwrap();
    assert!(!summary.contains("script") && !summary.contains("onclick"), "{summary}");
}

#[tokio::test]
async fn a_name_that_is_bad_reserved_or_taken_is_refused() {
    let t = TestApp::start().await;
    let (ana, _ben) = (t.person("ana").await, t.person("ben").await);
    let long = "a".repeat(31);
    for (name, expected) in [
        ("", "validation"),
        ("an a", "validation"),
        ("éva", "validation"),
        ("аna", "validation"),
        (&long, "validation"),
        ("admin", "validation"),
        ("Relay", "validation"),
        ("anonymous", "validation"),
        ("BEN", "validation"),
    ] {
        let reply = create(&ana, name).await;
        assert_eq!(code(&reply), expected, "{name}");
        assert_eq!(reply["errors"][0]["field"], "preferredUsername", "{name}");
    }
    assert_eq!(create(&ana, "BEN").await["errors"][0]["status_code"], 409);
    assert_eq!(code(&create(&t.stranger(), "zoe").await), "unauthenticated");
    let wordy = ana.ask(CREATE, json!({ "username": "zoe", "name": "n".repeat(101) })).await;
    assert_eq!(wordy["errors"][0]["field"], "name");
}

#[tokio::test]
async fn an_account_has_twenty_identities_at_most() {
    let t = TestApp::start_with(&[("rate_limits", "off")]).await;
    let ana = t.person("ana").await;
    for n in 0..19 {
        another(&ana, &format!("ana_{n}")).await;
    }
    assert_eq!(code(&create(&ana, "one_more").await), "too_many_profiles");
}

#[tokio::test]
async fn its_owner_alone_changes_what_an_identity_says() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let mo = t.person_with_role("mo", "moderator").await;
    let id = ana.actor.to_string();
    let change = json!({ "id": id, "name": "Ana", "summary": "<p>Hi</p>" });
    for (who, expected) in
        [(&ben, "not_found"), (&mo, "not_found"), (&t.stranger(), "unauthenticated")]
    {
        assert_eq!(code(&who.ask(UPDATE, change.clone()).await), expected);
    }
    let reply = ana.ask(UPDATE, change).await;
    assert_eq!(reply["data"]["updatePerson"], json!({ "name": "Ana", "summary": "<p>Hi</p>" }));
    let partly = ana.ask(UPDATE, json!({ "id": id, "summary": "" })).await;
    assert_eq!(partly["data"]["updatePerson"], json!({ "name": "Ana", "summary": null }));
}

#[tokio::test]
async fn the_chosen_identity_acts_from_then_on() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    another(&ana, "owl").await;
    let choose = "mutation ($name: String!) { changeDefaultActor(preferredUsername: $name) \
        { defaultActor { preferredUsername } } }";
    let reply = ana.ask(choose, json!({ "name": "owl" })).await;
    let chosen = &reply["data"]["changeDefaultActor"]["defaultActor"]["preferredUsername"];
    assert_eq!(chosen, "owl", "{reply:#}");
    let logged = ana.ask("{ loggedPerson { preferredUsername } }", json!({})).await;
    assert_eq!(logged["data"]["loggedPerson"]["preferredUsername"], "owl");
    for name in ["owl", "nobody"] {
        assert_eq!(code(&ben.ask(choose, json!({ "name": name })).await), "not_found", "{name}");
    }
}

#[tokio::test]
async fn a_retired_identity_is_an_empty_shell_and_its_name_is_never_given_again() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let owl = another(&ana, "owl").await;
    let id = json!({ "id": owl });
    assert_eq!(code(&ben.ask(DELETE, id.clone()).await), "not_found");
    assert_eq!(code(&t.stranger().ask(DELETE, id.clone()).await), "unauthenticated");
    let gone = ana.ask(DELETE, id.clone()).await["data"]["deletePerson"].clone();
    assert_eq!(gone["name"], Value::Null);
    assert_eq!(gone["suspended"], true, "{gone:#}");
    assert_eq!(code(&t.stranger().ask(FETCH, json!({ "name": "owl" })).await), "not_found");
    for who in [&ana, &ben] {
        let again = create(who, "owl").await;
        assert_eq!(again["errors"][0]["field"], "preferredUsername", "{again:#}");
    }
    assert_eq!(code(&ana.ask(DELETE, id).await), "not_found");
}

#[tokio::test]
async fn the_last_identity_stays_and_the_next_acts_for_a_retired_one() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let last = json!({ "id": ana.actor.to_string() });
    assert_eq!(code(&ana.ask(DELETE, last.clone()).await), "last_profile");
    another(&ana, "owl").await;
    assert!(ana.ask(DELETE, last).await["errors"].is_null());
    let logged = ana.ask("{ loggedPerson { preferredUsername } }", json!({})).await;
    assert_eq!(logged["data"]["loggedPerson"]["preferredUsername"], "owl");
}

#[tokio::test]
async fn nothing_that_a_stranger_reads_links_two_identities_of_one_account() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    another(&ana, "owl").await;
    let all = "query ($name: String!) { fetchPerson(preferredUsername: $name) { __typename type url name \
        domain local summary manuallyApprovesFollowers suspended followersCount followingCount mediaSize \
        avatar { id url } banner { id url } user { id email } feedTokens { token } } }";
    for who in [&t.stranger(), &ben] {
        for name in ["ana", "owl"] {
            let reply = who.ask(all, json!({ "name": name })).await;
            let person = &reply["data"]["fetchPerson"];
            assert!(person["url"].is_string(), "{reply:#}");
            for private in ["user", "feedTokens", "mediaSize", "avatar", "banner"] {
                assert!(person[private].is_null(), "{private}: {reply:#}");
            }
        }
        let other = who.ask(all, json!({ "name": "owl" })).await.to_string();
        assert!(!other.contains("/@ana") && !other.contains("ana@example.org"), "{other}");
    }
}

#[tokio::test]
async fn moderators_see_the_account_behind_a_profile() {
    let t = TestApp::start().await;
    let _ana = t.person("ana").await;
    let mo = t.person_with_role("mo", "moderator").await;
    let ask = "{ fetchPerson(preferredUsername: \"ana\") { user { email } feedTokens { token } } }";
    let reply = mo.ask(ask, json!({})).await;
    let person = &reply["data"]["fetchPerson"];
    assert_eq!(person["user"]["email"], "ana@example.org", "{reply:#}");
    assert!(person["feedTokens"].is_null(), "a calendar is its owner's");
}

#[tokio::test]
async fn moderators_search_people() {
    let t = TestApp::start().await;
    let (ana, _ben) = (t.person("ana").await, t.person("ben").await);
    let mo = t.person_with_role("mo", "moderator").await;
    ana.ask(UPDATE, json!({ "id": ana.actor.to_string(), "name": "Zoe 100%" })).await;
    let search = "query ($term: String) { searchPersons(term: $term) { total elements { preferredUsername } } }";
    for who in [&ana, &t.stranger()] {
        assert!(who.ask(search, json!({ "term": "a" })).await["errors"].is_array());
    }
    for (term, expected) in
        [("an", 1), ("ANA", 1), ("zoe", 1), ("100%", 1), ("%", 1), ("nobody", 0)]
    {
        let reply = mo.ask(search, json!({ "term": term })).await;
        assert_eq!(reply["data"]["searchPersons"]["total"], expected, "{term}: {reply:#}");
    }
    let list = "{ persons(local: true, suspended: false, preferredUsername: \"be\") { total elements { preferredUsername } } }";
    let reply = mo.ask(list, json!({})).await;
    assert_eq!(reply["data"]["persons"]["elements"], json!([{ "preferredUsername": "ben" }]));
    assert_eq!(code(&ana.ask(list, json!({})).await), "unauthorized");
}

#[tokio::test]
async fn a_suspended_person_is_there_for_moderators_alone() {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    use farandole_schema::tables::actors;
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let mo = t.person_with_role("mo", "moderator").await;
    ana.ask(UPDATE, json!({ "id": ana.actor.to_string(), "name": "Ana" })).await;
    let mut conn = t.app.db.get().await.unwrap();
    diesel::update(actors::table.find(ana.actor))
        .set(actors::suspended_at.eq(t.app.now()))
        .execute(&mut conn)
        .await
        .unwrap();
    let hidden = ben.ask(FETCH, json!({ "name": "ana" })).await;
    let absent = ben.ask(FETCH, json!({ "name": "nobody" })).await;
    assert_eq!(hidden, absent);
    let seen = mo.ask(FETCH, json!({ "name": "ana" })).await;
    assert_eq!(seen["data"]["fetchPerson"]["name"], "Ana", "{seen:#}");
}
