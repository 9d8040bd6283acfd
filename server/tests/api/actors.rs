use crate::support::TestApp;
use serde_json::json;

const FETCH: &str = "query ($name: String!) { fetchPerson(preferredUsername: $name) { \
    __typename id type preferredUsername name domain local suspended url followersCount avatar { url } } }";

#[tokio::test]
async fn a_person_is_found_by_name_in_any_case_and_with_our_own_host() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let authority = t.app.config.authority();
    for name in ["ana", "ANA", "@ana", &format!("ana@{authority}")] {
        let reply = t.stranger().ask(FETCH, json!({ "name": name })).await;
        let person = &reply["data"]["fetchPerson"];
        assert_eq!(person["id"], ana.actor.to_string(), "{name}: {reply:#}");
        assert_eq!(person["type"], "PERSON");
        assert_eq!(person["local"], true);
        assert_eq!(person["suspended"], false);
    }
}

#[tokio::test]
async fn an_unknown_name_and_the_server_itself_are_no_persons() {
    let t = TestApp::start().await;
    for name in ["nobody", "relay", "ana@elsewhere.test", ""] {
        let reply = t.stranger().ask(FETCH, json!({ "name": name })).await;
        assert_eq!(reply["errors"][0]["code"], "not_found", "{name}: {reply:#}");
    }
}

#[tokio::test]
async fn a_person_is_read_by_id_by_those_who_are_signed_in() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let query = "query ($id: ID!) { person(id: $id) { preferredUsername } }";
    let id = json!({ "id": ana.actor.to_string() });
    let reply = ben.ask(query, id.clone()).await;
    assert_eq!(reply["data"]["person"]["preferredUsername"], "ana", "{reply:#}");
    let reply = t.stranger().ask(query, id).await;
    assert_eq!(reply["errors"][0]["code"], "unauthenticated", "{reply:#}");
    let reply = ben.ask(query, json!({ "id": "x1" })).await;
    assert_eq!(reply["errors"][0]["field"], "id", "{reply:#}");
}

#[tokio::test]
async fn the_viewer_sees_who_they_act_as() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let query = "{ loggedPerson { preferredUsername } identities { preferredUsername } }";
    let reply = ana.ask(query, json!({})).await;
    assert_eq!(reply["data"]["loggedPerson"]["preferredUsername"], "ana", "{reply:#}");
    assert_eq!(reply["data"]["identities"], json!([{ "preferredUsername": "ana" }]));
}
