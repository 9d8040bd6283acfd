//! Reports across servers.

use crate::comments::{said, threads};
use crate::events::create;
use crate::federation::{follow, found};
use crate::reports::{REPORT, reports};
use crate::support::played::stage;
use crate::support::{Fediverse, data};
use serde_json::{Value, json};

#[tokio::test]
async fn the_moderators_of_another_server_are_told_and_not_by_whom() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    follow(&world, 1, 0).await;
    let (ana, ben) = (a.person("ana").await, b.person("ben").await);
    let event = create(&ana, json!({})).await;
    world.settle().await;
    let copy = found(b).await[0].clone();
    let organiser = "query ($uuid: UUID!) { event(uuid: $uuid) { organizerActor { id } } }";
    let there = ben.ask(organiser, json!({ "uuid": copy["uuid"] })).await;
    let there = data(&there)["event"]["organizerActor"]["id"].clone();
    let wish = json!({ "who": there, "events": [copy["id"]], "text": "An advert" });
    data(&ben.ask(REPORT, wish.clone()).await);
    world.settle().await;
    let mona = a.person_with_role("mona", "moderator").await;
    assert!(reports(&mona, "OPEN").await.is_empty(), "only who wants that tells them");
    let mut told = wish;
    told["forward"] = json!(true);
    data(&ben.ask(REPORT, told).await);
    world.settle().await;
    let open = reports(&mona, "OPEN").await;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["content"], "An advert");
    assert_eq!(open[0]["reported"]["preferredUsername"], "ana");
    assert_eq!(open[0]["events"][0]["title"], "Picnic by the river");
    assert_eq!(open[0]["reporter"]["preferredUsername"], "relay", "SEC-094: by the server alone");
    assert!(!open[0].to_string().contains("ben"));
    // What is said under a copy by somebody of here is named by nobody there.
    let made = crate::events::Made {
        id: copy["id"].as_str().unwrap().into(),
        uuid: copy["uuid"].as_str().unwrap().into(),
    };
    said(&ben, &made, json!({ "text": "Is there parking?" })).await;
    world.settle().await;
    assert_eq!(threads(&ana, &event).await.len(), 1);
}

#[tokio::test]
async fn sec_163_a_flag_is_capped_and_names_only_what_its_sender_sees() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let mona = t.person_with_role("mona", "moderator").await;
    let ana = t.person("ana").await;
    let open = create(&ana, json!({ "title": "Open" })).await;
    let hidden = create(&ana, json!({ "title": "Hidden", "visibility": "PRIVATE" })).await;
    let at = |path: String| format!("{}{path}", t.origin);
    let flag = |number, objects: Value| {
        let mut flag = eve.activity("Flag", number, objects);
        flag["content"] = json!(format!("<p>Spam</p>{}", "x".repeat(9_000)));
        flag
    };
    let events = |made: &crate::events::Made| at(format!("/events/{}", made.uuid));
    let both = json!([at("/@ana".into()), events(&hidden), events(&open), "https://a.example/1"]);
    for activity in [flag(1, both.clone()), flag(1, both)] {
        assert_eq!(eve.send(t, &activity).await, 202);
    }
    for (number, nothing) in [
        (2, json!(at("/@nobody".into()))),
        (3, json!([events(&hidden)])),
        (4, json!([at("/relay".into())])),
        (5, json!(["https://a.example/1", 7, { "type": "Note" }])),
    ] {
        assert_eq!(eve.send(t, &flag(number, nothing)).await, 202);
    }
    t.settle().await;
    let all = reports(&mona, "OPEN").await;
    assert_eq!(all.len(), 1, "once, and nothing about nobody: {all:#?}");
    let text = all[0]["content"].as_str().unwrap();
    assert_eq!(text.chars().count(), 5_000);
    assert!(!text.contains('<'));
    let titles: Vec<_> =
        all[0]["events"].as_array().unwrap().iter().map(|one| &one["title"]).collect();
    assert_eq!(titles, ["Open"]);
    let single = flag(6, json!(at("/@ana".into())));
    assert_eq!(eve.send(t, &single).await, 202);
    t.settle().await;
    assert_eq!(reports(&mona, "OPEN").await.len(), 2, "one object that is no list");
}
