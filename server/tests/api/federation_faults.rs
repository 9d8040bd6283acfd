//! A story over three servers, which ends alike whatever happens to the activities on their way.

use crate::comments::{said, threads};
use crate::events::{Made, create, update};
use crate::federation::{found, host};
use crate::participation::{LEAVE, LIST};
use crate::reports::{REPORT, reports};
use crate::support::network::Fault;
use crate::support::{Fediverse, Person, TestApp, data};
use serde_json::{Value, json};

/// Has every other server follow the first.
async fn followed(world: &Fediverse) -> Vec<Person> {
    let of = &world.servers[0];
    let chief = of.person_with_role("chief", "administrator").await;
    let mut bosses = Vec::new();
    for by in &world.servers[1..] {
        let boss = by.person_with_role("boss", "administrator").await;
        let add = "mutation ($domain: String!) { addInstance(domain: $domain) { domain } }";
        data(&boss.ask(add, json!({ "domain": host(of) })).await);
        world.settle_in_time().await;
        let accept = "mutation ($address: String!) { acceptRelay(address: $address) { approved } }";
        data(&chief.ask(accept, json!({ "address": host(by) })).await);
        bosses.push(boss);
    }
    world.settle_in_time().await;
    bosses
}

/// The copies of a server, by their titles.
async fn copy(server: &TestApp, title: &str) -> Made {
    let all = found(server).await;
    let event = all.iter().find(|event| event["title"] == title);
    let event = event.unwrap_or_else(|| panic!("no {title:?} in {all:#?}"));
    let text = |name: &str| event[name].as_str().unwrap().to_owned();
    Made { id: text("id"), uuid: text("uuid") }
}

async fn join(who: &Person, event: &Made) {
    let asked = crate::participation::join(who, event, json!({})).await;
    assert!(asked["errors"].is_null(), "{asked:#}");
}

async fn listed(server: &TestApp) -> Value {
    let of = |event: &Value| format!("{} {}", event["title"], event["status"]).replace('"', "");
    let mut all: Vec<String> = found(server).await.iter().map(of).collect();
    all.sort();
    json!(all)
}

async fn guests(who: &Person, event: &Made) -> Value {
    let reply = who.ask(LIST, json!({ "uuid": event.uuid })).await;
    let elements = data(&reply)["event"]["participants"]["elements"].as_array().unwrap().clone();
    let of = |one: &Value| {
        format!("{} {}", one["actor"]["preferredUsername"], one["role"]).replace('"', "")
    };
    let mut all: Vec<String> = elements.iter().map(of).collect();
    all.sort();
    json!(all)
}

async fn own(who: &Person) -> Value {
    let ask = "{ loggedUser { participations { elements { role rsvp event { title } } } } }";
    let reply = who.ask(ask, json!({})).await;
    let elements = data(&reply)["loggedUser"]["participations"]["elements"].clone();
    let of = |one: &Value| {
        format!("{} {} {}", one["event"]["title"], one["role"], one["rsvp"]).replace('"', "")
    };
    let mut all: Vec<String> = elements.as_array().unwrap().iter().map(of).collect();
    all.sort();
    json!(all)
}

async fn talk(who: &Person, event: &Made) -> Value {
    let text = |value: &Value| farandole_sanitise::text(value["text"].as_str().unwrap_or("-"));
    let mut all = Vec::new();
    for thread in threads(who, event).await {
        all.push(text(&thread));
        let mut replies: Vec<String> = thread["replies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|reply| format!("> {}", text(reply)))
            .collect();
        replies.sort();
        all.extend(replies);
    }
    json!(all)
}

/// Much happens over three servers; what everybody sees at its end.
async fn story(fault: Fault) -> Value {
    let world = Fediverse::behind(3, fault).await;
    let [a, b, c] = [&world.servers[0], &world.servers[1], &world.servers[2]];
    let quiet = async || {
        world.settle_in_time().await;
        for server in &world.servers {
            server.pass(chrono::Duration::seconds(5));
        }
    };
    let bosses = followed(&world).await;
    let mona = a.person_with_role("mona", "moderator").await;
    let [ana, ben, cyd] = [a.person("ana").await, b.person("ben").await, c.person("cyd").await];

    // Created and taken away at once, changed at once, one seat alone.
    let gone = create(&ana, json!({ "title": "Picnic that never was" })).await;
    let remove = "mutation ($id: ID!) { deleteEvent(eventId: $id) { id } }";
    data(&ana.ask(remove, json!({ "id": gone.id })).await);
    let small = create(
        &ana,
        json!({ "title": "Picnic for one", "options": { "maximumAttendeeCapacity": 1 } }),
    )
    .await;
    let large = create(&ana, json!({ "title": "Picnic for all" })).await;
    update(&ana, &large, "title: \"Picnic for everybody\"").await;
    quiet().await;
    join(&ben, &copy(b, "Picnic for one").await).await;
    quiet().await;
    join(&cyd, &copy(c, "Picnic for one").await).await;
    let (bens, cyds) =
        (copy(b, "Picnic for everybody").await, copy(c, "Picnic for everybody").await);
    join(&ben, &bens).await;
    join(&cyd, &cyds).await;
    quiet().await;

    // Said, answered, put in other words, taken back, taken away.
    let first = said(&ben, &bens, json!({ "text": "Is there shade?" })).await;
    quiet().await;
    let of = threads(&cyd, &cyds).await[0]["id"].as_str().unwrap().to_owned();
    said(&cyd, &cyds, json!({ "text": "Under the plane tree.", "to": of })).await;
    let change = "mutation ($id: ID!) { updateComment(commentId: $id, text: \"Is there any shade?\") { id } }";
    data(&ben.ask(change, json!({ "id": first })).await);
    let taken_back = said(&ben, &bens, json!({ "text": "Never mind." })).await;
    said(&cyd, &cyds, json!({ "text": "Buy my boots" })).await;
    quiet().await;
    let delete = "mutation ($id: ID!) { deleteComment(commentId: $id) { id } }";
    data(&ben.ask(delete, json!({ "id": taken_back })).await);
    let boots =
        threads(&ana, &large).await.into_iter().find(|one| one["text"] == "<p>Buy my boots</p>");
    data(&ana.ask(delete, json!({ "id": boots.unwrap()["id"] })).await);
    quiet().await;

    // Somebody leaves, somebody is reported, an event is called off, a server is not followed any more.
    let leave = json!({ "event": cyds.id, "actor": cyd.actor.to_string() });
    assert!(cyd.ask(LEAVE, leave).await["errors"].is_null());
    let organiser = "query ($uuid: UUID!) { event(uuid: $uuid) { organizerActor { id } } }";
    let there = ben.ask(organiser, json!({ "uuid": bens.uuid })).await;
    let there = data(&there)["event"]["organizerActor"]["id"].clone();
    let wish =
        json!({ "who": there, "events": [bens.id], "text": "Too many ants", "forward": true });
    data(&ben.ask(REPORT, wish).await);
    update(&ana, &large, "status: CANCELLED").await;
    let rename = "mutation ($id: ID!) { updatePerson(id: $id, name: \"Ana of the hill\") { id } }";
    data(&ana.ask(rename, json!({ "id": ana.actor.to_string() })).await);
    quiet().await;
    let end = "mutation ($address: String!) { removeRelay(address: $address) { approved } }";
    data(&bosses[1].ask(end, json!({ "address": host(a) })).await);
    quiet().await;
    create(&ana, json!({ "title": "Picnic at last" })).await;
    quiet().await;
    assert!(fault == Fault::None || world.struck() >= 10, "{fault:?} struck {}", world.struck());
    let filed = reports(&mona, "OPEN").await;
    let named = "query ($uuid: UUID!) { event(uuid: $uuid) { organizerActor { name } } }";
    let named = data(&ben.ask(named, json!({ "uuid": bens.uuid })).await)["event"]["organizerActor"]["name"].clone();
    json!({
        "organiser": named,
        "listed": [listed(a).await, listed(b).await, listed(c).await],
        "guests": [guests(&ana, &small).await, guests(&ana, &large).await],
        "own": [own(&ben).await, own(&cyd).await],
        "talk": [talk(&ana, &large).await, talk(&ben, &bens).await, talk(&cyd, &cyds).await],
        "reports": filed.iter().map(|one| one["content"].clone()).collect::<Vec<_>>(),
    })
}

fn expected() -> Value {
    let talk = json!(["Is there any shade?", "> Under the plane tree."]);
    json!({
        "listed": [
            ["Picnic at last CONFIRMED", "Picnic for everybody CANCELLED", "Picnic for one CONFIRMED"],
            ["Picnic at last CONFIRMED", "Picnic for everybody CANCELLED", "Picnic for one CONFIRMED"],
            [],
        ],
        "guests": [["ana CREATOR", "ben PARTICIPANT"], ["ana CREATOR", "ben PARTICIPANT"]],
        "own": [
            ["Picnic for everybody PARTICIPANT ANSWERED", "Picnic for one PARTICIPANT ANSWERED"],
            ["Picnic for one REJECTED ANSWERED"],
        ],
        "talk": [talk, talk, talk],
        "reports": ["Too many ants"],
        "organiser": "Ana of the hill",
    })
}

#[tokio::test]
async fn the_story_ends_as_it_should() {
    assert_eq!(story(Fault::None).await, expected());
}

#[tokio::test]
async fn it_ends_alike_where_everything_comes_twice() {
    assert_eq!(story(Fault::Doubled).await, expected());
}

#[tokio::test]
async fn flt_018_it_ends_alike_where_everything_comes_twice_at_once() {
    assert_eq!(story(Fault::DoubledAtOnce).await, expected());
}

#[tokio::test]
async fn it_ends_alike_where_nothing_gets_through_the_first_time() {
    assert_eq!(story(Fault::Dropped).await, expected());
}

#[tokio::test]
async fn it_ends_alike_where_no_answer_gets_back_the_first_time() {
    assert_eq!(story(Fault::AnswerLost).await, expected());
}

#[tokio::test]
async fn flt_019_it_ends_alike_where_everything_is_overtaken() {
    assert_eq!(story(Fault::Overtaken).await, expected());
}
