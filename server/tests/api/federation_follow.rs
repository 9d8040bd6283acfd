//! Following, as another server sees it.

use crate::support::data;
use crate::support::played::stage;
use serde_json::{Value, json};

#[tokio::test]
async fn sec_155_who_follows_again_is_answered_again_under_a_new_id() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    t.person("ana").await;
    let ana = format!("{}/@ana", t.origin);
    for number in [1, 2] {
        assert_eq!(eve.send(t, &eve.activity("Follow", number, json!(ana))).await, 202);
        t.settle().await;
    }
    let answers = eve.came("Accept");
    assert_eq!(answers.len(), 2);
    let ids = |of: fn(&Value) -> &Value| answers.iter().map(of).collect::<Vec<_>>();
    let own = ids(|answer| &answer["id"]);
    assert_ne!(own[0], own[1], "an id that is known is passed over elsewhere");
    let asked = ids(|answer| &answer["object"]["id"]);
    assert_ne!(asked[0], asked[1], "each answers what was asked");
    let followers = format!("{ana}/followers");
    let accept = "application/activity+json";
    let shown = t.client.get(followers).header("accept", accept).send().await.unwrap();
    assert_eq!(shown.json::<Value>().await.unwrap()["totalItems"], 1);
}

#[tokio::test]
async fn sec_155_nothing_is_followed_that_can_not_be_and_nobody_unfollows_for_others() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    t.person("ana").await;
    let at = |path: &str| format!("{}{path}", t.origin);
    let nobody = eve.activity("Follow", 1, json!(at("/@nobody")));
    assert_eq!(eve.send(t, &nobody).await, 202);
    t.settle().await;
    assert_eq!(eve.came("Reject").len(), 1, "never left hanging");
    let follow = eve.activity("Follow", 2, json!(at("/@ana")));
    assert_eq!(eve.send(t, &follow).await, 202);
    t.settle().await;
    let followers = async || {
        let url = at("/@ana/followers");
        let shown = t.client.get(url).header("accept", "application/activity+json").send().await;
        shown.unwrap().json::<Value>().await.unwrap()["totalItems"].clone()
    };
    assert_eq!(followers().await, 1);
    eve.serve("/@zoe", eve.actor("zoe"));
    let mut theirs = eve.activity("Undo", 3, follow.clone());
    theirs["object"]["actor"] = json!(format!("{}/@zoe", eve.origin));
    theirs["object"]["id"] = json!(format!("{}/activities/other", eve.origin));
    assert_eq!(eve.send(t, &theirs).await, 202);
    t.settle().await;
    assert_eq!(followers().await, 1, "somebody else's follow");
    assert_eq!(eve.send(t, &eve.activity("Undo", 4, follow)).await, 202);
    t.settle().await;
    assert_eq!(followers().await, 0);
}

#[tokio::test]
async fn whoever_wants_to_follow_the_server_can_be_answered() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let boss = t.person_with_role("boss", "administrator").await;
    assert_eq!(
        eve.send(t, &eve.activity("Follow", 1, json!(format!("{}/relay", t.origin)))).await,
        202
    );
    t.settle().await;
    assert!(eve.came("Accept").is_empty(), "an administrator is asked");
    let host = eve.origin.strip_prefix("http://").unwrap();
    for (word, deed, address) in
        [("Accept", "acceptRelay", eve.eve()), ("Reject", "rejectRelay", format!("@eve@{host}"))]
    {
        let answer =
            format!("mutation ($address: String!) {{ {deed}(address: $address) {{ approved }} }}");
        data(&boss.ask(&answer, json!({ "address": address })).await);
        t.settle().await;
        assert_eq!(eve.came(word).len(), 1, "{word}");
    }
}
