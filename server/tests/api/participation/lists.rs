//! Who sees who takes part.

use super::anonymous::open;
use super::{ask, came, decide, join, joined, listed};
use crate::events::{create, refusal, update};
use crate::support::{Person, TestApp};
use serde_json::{Value, json};

const OWN: &str = "
  query ($id: ID!, $event: ID, $page: Int, $limit: Int) { person(id: $id) {
    participations(eventId: $event, page: $page, limit: $limit) {
      total elements { role event { title description beginsOn } actor { id } } } } }";

async fn own(who: &Person, more: Value) -> Value {
    let mut variables = json!({ "id": who.actor.to_string() });
    for (key, value) in more.as_object().unwrap() {
        variables[key] = value.clone();
    }
    who.ask(OWN, variables).await
}

#[tokio::test]
async fn the_organiser_sees_everybody_and_a_word_from_each() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, open()).await;
    t.settle().await;
    join(&ben, &picnic, json!({ "message": "I bring cake" })).await;
    ask(&t, &picnic, "cleo@example.org", json!({ "name": "Cleo", "message": "And I tea" })).await;
    t.settle().await;
    let everybody = listed(&ana, &picnic, json!({})).await;
    assert_eq!(everybody["total"], 3);
    let seen: Vec<[&Value; 4]> = everybody["elements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            [
                &row["role"],
                &row["actor"]["preferredUsername"],
                &row["name"],
                &row["metadata"]["message"],
            ]
        })
        .collect();
    assert_eq!(
        json!(seen),
        json!([
            ["CREATOR", "ana", null, null],
            ["PARTICIPANT", "ben", null, "I bring cake"],
            ["NOT_CONFIRMED", "anonymous", "Cleo", "And I tea"],
        ])
    );
    let text = everybody.to_string();
    assert!(!text.contains("cleo@example.org"), "addresses are nobody's business: {text}");
    for row in everybody["elements"].as_array().unwrap() {
        assert_eq!(row["metadata"]["cancellationToken"], json!(null));
        assert_eq!(row["metadata"]["locale"], json!(null));
    }
}

#[tokio::test]
async fn everybody_else_sees_their_own_part() {
    let t = TestApp::start().await;
    let (ana, ben, cleo) = (t.person("ana").await, t.person("ben").await, t.person("cleo").await);
    let picnic = create(&ana, json!({})).await;
    t.settle().await;
    join(&ben, &picnic, json!({ "message": "A secret" })).await;
    joined(&cleo, &picnic).await;
    let own = listed(&cleo, &picnic, json!({})).await;
    assert_eq!(own["total"], 1, "{own:#}");
    assert_eq!(own["elements"][0]["actor"]["preferredUsername"], "cleo");
    let moderator = t.person_with_role("mo", "moderator").await;
    for outsider in [t.stranger(), moderator] {
        let nothing = listed(&outsider, &picnic, json!({})).await;
        assert_eq!(nothing, json!({ "total": 0, "elements": [] }));
    }
}

#[tokio::test]
async fn a_list_comes_in_pages_and_by_role() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    t.settle().await;
    let mut ids = Vec::new();
    for n in 0..5 {
        ids.push(joined(&t.person(&format!("guest{n}")).await, &picnic).await);
    }
    decide(&ana, &ids[1], "PARTICIPANT").await;
    decide(&ana, &ids[3], "REJECTED").await;
    let page =
        listed(&ana, &picnic, json!({ "roles": "NOT_APPROVED", "page": 2, "limit": 2 })).await;
    assert_eq!(page["total"], 3);
    assert_eq!(page["elements"].as_array().unwrap().len(), 1);
    assert_eq!(page["elements"][0]["id"], ids[4].as_str());
    let two = listed(&ana, &picnic, json!({ "roles": "participant, rejected" })).await;
    assert_eq!(two["total"], 2);
    let wrong = ana.ask(super::LIST, json!({ "uuid": picnic.uuid, "roles": "king" })).await;
    assert_eq!(refusal(&wrong), ("invalid_argument", "roles"));
    t.settle().await;
}

#[tokio::test]
async fn a_longer_list_needs_no_more_statements() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut spent = Vec::new();
    for guests in [2, 12] {
        let picnic = create(&ana, json!({})).await;
        for n in 0..guests {
            joined(&t.person(&format!("guest{guests}x{n}")).await, &picnic).await;
        }
        t.settle().await;
        let before = t.app.db.statements();
        listed(&ana, &picnic, json!({ "limit": 50 })).await;
        spent.push(t.app.db.statements() - before);
    }
    assert_eq!(spent[0], spent[1]);
}

#[tokio::test]
async fn what_somebody_takes_part_in_is_theirs_alone() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let first = create(&ana, json!({ "title": "First", "beginsOn": "2026-06-10T18:00:00Z" })).await;
    let last = create(&ana, json!({ "title": "Last", "beginsOn": "2026-07-10T18:00:00Z" })).await;
    for event in [&first, &last] {
        joined(&ben, event).await;
    }
    let reply = own(&ben, json!({})).await;
    let titles = |reply: &Value| -> Vec<String> {
        let rows = &reply["data"]["person"]["participations"]["elements"];
        let rows = rows.as_array().unwrap_or_else(|| panic!("{reply:#}")).iter();
        rows.map(|row| row["event"]["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&reply), ["Last", "First"]);
    assert_eq!(reply["data"]["person"]["participations"]["total"], 2);
    assert_eq!(titles(&own(&ben, json!({ "page": 2, "limit": 1 })).await), ["First"]);
    assert_eq!(titles(&own(&ben, json!({ "event": first.id })).await), ["First"]);

    let peek = ana.ask(OWN, json!({ "id": ben.actor.to_string() })).await;
    assert_eq!(refusal(&peek).0, "unauthorized", "{peek:#}");
    t.settle().await;
}

#[tokio::test]
async fn somebody_who_was_turned_down_keeps_the_title_of_a_private_event_and_no_more() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    let id = joined(&ben, &picnic).await;
    decide(&ana, &id, "REJECTED").await;
    update(&ana, &picnic, "visibility: PRIVATE").await;
    let reply = own(&ben, json!({})).await;
    let part = &reply["data"]["person"]["participations"]["elements"][0];
    let event = json!({ "title": "Picnic by the river", "description": null, "beginsOn": "2026-06-10T18:00:00Z" });
    assert_eq!(part["role"], "REJECTED", "{reply:#}");
    assert_eq!(part["event"], event);
    t.settle().await;
}

#[tokio::test]
async fn the_counts_of_those_who_wait_are_for_the_organiser() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, open()).await;
    came(&t, &picnic, "cleo@example.org").await;
    ask(&t, &picnic, "dora@example.org", json!({})).await;
    t.settle().await;
    let mine = crate::events::read(&ana, &picnic).await.unwrap();
    assert_eq!(mine["participantStats"]["notConfirmed"], 1);
    let theirs = crate::events::read(&ben, &picnic).await.unwrap();
    assert_eq!(theirs["participantStats"]["notConfirmed"], json!(null));
    assert_eq!(theirs["participantStats"]["going"], 2);
}

#[tokio::test]
async fn an_account_lists_what_all_its_identities_take_part_in() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let benji = super::identity(&t, &ben, "benji").await;
    let early = create(&ana, json!({ "title": "Early" })).await;
    let late = create(&ana, json!({ "title": "Late", "beginsOn": "2026-06-20T18:00:00Z" })).await;
    joined(&ben, &late).await;
    joined(&benji, &early).await;
    let list = async |arguments: &str| {
        let query = format!(
            "{{ loggedUser {{ participations{arguments} {{ total elements {{ event {{ title }} actor {{
                preferredUsername }} }} }} }} }}"
        );
        let reply = ben.ask(&query, json!({})).await;
        let page = reply["data"]["loggedUser"]["participations"].clone();
        let titles = page["elements"].as_array().unwrap_or_else(|| panic!("{reply:#}")).iter();
        let titles: Vec<String> =
            titles.map(|row| row["event"]["title"].as_str().unwrap().to_owned()).collect();
        (page["total"].as_i64().unwrap(), titles)
    };
    assert_eq!(list("").await, (2, vec!["Late".into(), "Early".into()]));
    let coming = list("(afterDatetime: \"2026-06-01T12:00:00Z\")").await;
    assert_eq!(coming, (2, vec!["Early".into(), "Late".into()]));
    let before = list("(beforeDatetime: \"2026-06-15T12:00:00Z\", limit: 1)").await;
    assert_eq!(before, (1, vec!["Early".into()]));
    let others = "{ loggedUser { participations { total } } }";
    let reply = ana.ask(others, json!({})).await;
    assert_eq!(reply["data"]["loggedUser"]["participations"]["total"], 0, "{reply:#}");
    t.settle().await;
}
