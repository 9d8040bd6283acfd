//! Servers with each other: what is published on one is found on the other, and people take part across.

use crate::events::{create, update};
use crate::participation::{DECIDE, JOIN, LEAVE, LIST};
use crate::support::upload::uploaded;
use crate::support::{Browser, Fediverse, Person, TestApp, data};
use chrono::Duration;
use diesel_async::RunQueryDsl;
use farandole::actors;
use farandole::kernel::viewer::Viewer;
use serde_json::{Value, json};

const ADD: &str = "mutation ($domain: String!) { addInstance(domain: $domain) {
    domain followedStatus software hasRelay relayAddress } }";
const ACCEPT: &str = "mutation ($address: String!) { acceptRelay(address: $address) { approved } }";
const REMOVE: &str = "mutation ($address: String!) { removeRelay(address: $address) { approved } }";
const SEARCH: &str =
    "{ searchEvents(term: \"picnic\") { total elements { id uuid url title status } } }";
/// An event as its reader sees it.
pub const MINE: &str = "query ($uuid: UUID!) { event(uuid: $uuid) {
    title status url participantStats { participant } } }";

/// The part of a handle after the `@`.
pub fn host(server: &TestApp) -> String {
    server.app.config.authority()
}

/// Has the second server follow the first, and the first agree.
pub async fn follow(world: &Fediverse, follower: usize, followed: usize) -> (Person, Person) {
    let (of, by) = (&world.servers[followed], &world.servers[follower]);
    let admin = by.person_with_role(&format!("boss{follower}"), "administrator").await;
    let asked = admin.ask(ADD, json!({ "domain": host(of) })).await;
    let instance = &data(&asked)["addInstance"];
    assert_eq!(instance["domain"], host(of));
    assert_eq!(instance["followedStatus"], "PENDING");
    assert_eq!(instance["software"], "farandole");
    world.settle().await;
    let other = of.person_with_role(&format!("chief{followed}of{follower}"), "administrator").await;
    let agreed = other.ask(ACCEPT, json!({ "address": host(by) })).await;
    assert_eq!(data(&agreed)["acceptRelay"]["approved"], true);
    world.settle().await;
    (admin, other)
}

/// What the search of a server finds.
pub async fn found(server: &TestApp) -> Vec<Value> {
    let reply = server.stranger().ask(SEARCH, json!({})).await;
    data(&reply)["searchEvents"]["elements"].as_array().unwrap().clone()
}

async fn parts(who: &Person) -> Value {
    let reply = who
        .ask(
            "{ loggedUser { participations { elements {
        id role rsvp rsvpError event { id url } } } } }",
            json!({}),
        )
        .await;
    data(&reply)["loggedUser"]["participations"]["elements"].clone()
}

#[tokio::test]
async fn somebody_takes_part_from_their_own_server() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    follow(&world, 1, 0).await;
    let (ana, ben) = (a.person("ana").await, b.person("ben").await);
    let picnic =
        create(&ana, json!({ "physicalAddress": { "description": "The old mill" } })).await;
    world.settle().await;

    let copies = found(b).await;
    assert_eq!(copies.len(), 1, "{copies:#?}");
    assert_eq!(copies[0]["url"], format!("{}/events/{}", a.origin, picnic.uuid));
    assert_ne!(copies[0]["uuid"], picnic.uuid, "another server's numbers are not ours");

    let here = json!({ "event": copies[0]["id"], "actor": ben.actor.to_string() });
    let joined = ben.ask(JOIN, here.clone()).await;
    assert_eq!(data(&joined)["joinEvent"]["role"], "NOT_APPROVED");
    assert_eq!(parts(&ben).await[0]["rsvp"], "SENDING");
    world.settle().await;
    let part = parts(&ben).await[0].clone();
    assert_eq!((&part["role"], &part["rsvp"]), (&json!("PARTICIPANT"), &json!("ANSWERED")));

    let list = ana.ask(LIST, json!({ "uuid": picnic.uuid, "roles": "participant" })).await;
    let people = &data(&list)["event"]["participants"];
    assert_eq!(people["total"], 1, "{people:#}");
    assert_eq!(people["elements"][0]["actor"]["preferredUsername"], "ben");

    let left = ben.ask(LEAVE, here).await;
    assert!(left["errors"].is_null(), "{left:#}");
    world.settle().await;
    let list = ana.ask(LIST, json!({ "uuid": picnic.uuid })).await;
    let people = &data(&list)["event"]["participants"]["elements"];
    let names: Vec<&Value> =
        people.as_array().unwrap().iter().map(|one| &one["actor"]["preferredUsername"]).collect();
    assert!(!names.contains(&&json!("ben")), "{names:?}");
}

#[tokio::test]
async fn the_organiser_decides_on_the_server_of_the_event() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    follow(&world, 1, 0).await;
    let (ana, ben, cleo) = (a.person("ana").await, b.person("ben").await, b.person("cleo").await);
    let picnic = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    world.settle().await;
    let copy = found(b).await[0]["id"].clone();
    for who in [&ben, &cleo] {
        let variables =
            json!({ "event": copy, "actor": who.actor.to_string(), "message": "With a guitar" });
        assert!(who.ask(JOIN, variables).await["errors"].is_null());
    }
    world.settle().await;
    assert_eq!(parts(&ben).await[0]["rsvp"], "RECEIVED", "taken there, and nothing promised");
    let list = ana.ask(LIST, json!({ "uuid": picnic.uuid, "roles": "not_approved" })).await;
    let waiting = data(&list)["event"]["participants"]["elements"].as_array().unwrap().clone();
    assert_eq!(waiting.len(), 2);
    for one in waiting {
        let yes = one["actor"]["preferredUsername"] == "ben";
        let role = if yes { "PARTICIPANT" } else { "REJECTED" };
        let decided = ana.ask(DECIDE, json!({ "id": one["id"], "role": role })).await;
        assert!(decided["errors"].is_null(), "{decided:#}");
    }
    world.settle().await;
    for (who, role) in [(&ben, "PARTICIPANT"), (&cleo, "REJECTED")] {
        let part = parts(who).await[0].clone();
        assert_eq!((&part["role"], &part["rsvp"]), (&json!(role), &json!("ANSWERED")));
    }
}

#[tokio::test]
async fn a_full_event_says_no_to_whoever_comes_last() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    follow(&world, 1, 0).await;
    let (ana, ben, cleo) = (a.person("ana").await, b.person("ben").await, b.person("cleo").await);
    create(&ana, json!({ "options": { "maximumAttendeeCapacity": 1 } })).await;
    world.settle().await;
    let copy = found(b).await[0]["id"].clone();
    for (who, role) in [(&ben, "PARTICIPANT"), (&cleo, "REJECTED")] {
        who.ask(JOIN, json!({ "event": copy, "actor": who.actor.to_string() })).await;
        world.settle().await;
        assert_eq!(parts(who).await[0]["role"], role);
    }
}

#[tokio::test]
async fn a_change_and_the_end_of_an_event_reach_everybody_who_has_it() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    let (admin, _) = follow(&world, 1, 0).await;
    let ana = a.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    world.settle().await;
    let copy = found(b).await[0].clone();
    a.pass(Duration::minutes(1));
    b.pass(Duration::minutes(1));
    update(&ana, &picnic, "title: \"Picnic in the barn\", status: CANCELLED").await;
    world.settle().await;
    let now = found(b).await[0].clone();
    assert_eq!(now["title"], "Picnic in the barn");
    assert_eq!(now["status"], "CANCELLED");
    assert_eq!(now["id"], copy["id"], "it is the same copy");

    // Whoever has it hears of its end, though they do not follow any more.
    let removed = admin.ask(REMOVE, json!({ "address": host(a) })).await;
    assert!(removed["errors"].is_null(), "{removed:#}");
    world.settle().await;
    assert!(found(b).await.is_empty(), "what is not followed is not listed");
    let query = "mutation ($id: ID!) { deleteEvent(eventId: $id) { id } }";
    assert!(ana.ask(query, json!({ "id": picnic.id })).await["errors"].is_null());
    world.settle().await;
    let gone = admin.ask(MINE, json!({ "uuid": copy["uuid"] })).await;
    assert_eq!(gone["errors"][0]["code"], "event_not_found", "{gone:#}");
    let stone = a
        .client
        .get(format!("{}/events/{}", a.origin, picnic.uuid))
        .header("accept", "application/activity+json")
        .send()
        .await
        .unwrap();
    assert_eq!(stone.status(), 410);
    let stone: Value = stone.json().await.unwrap();
    assert_eq!((&stone["type"], &stone["formerType"]), (&json!("Tombstone"), &json!("Event")));
}

#[tokio::test]
async fn what_was_published_before_is_asked_for_when_a_server_is_followed() {
    let world = Fediverse::of(2).await;
    let ana = world.servers[0].person("ana").await;
    create(&ana, json!({})).await;
    world.settle().await;
    assert!(found(&world.servers[1]).await.is_empty());
    follow(&world, 1, 0).await;
    assert_eq!(found(&world.servers[1]).await.len(), 1);
}

#[tokio::test]
async fn sec_185_an_event_that_nobody_here_follows_can_be_asked_for_by_its_address() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    let (ana, ben) = (a.person("ana").await, b.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    world.settle().await;
    let uri = format!("{}/events/{}", a.origin, picnic.uuid);
    let query = "query ($uri: String!) { interact(uri: $uri) { url ... on Event { id title } } }";
    let refused = b.stranger().ask(query, json!({ "uri": uri })).await;
    assert_eq!(refused["errors"][0]["code"], "unauthenticated", "strangers cause no requests");
    let reply = ben.ask(query, json!({ "uri": uri })).await;
    let event = &data(&reply)["interact"];
    assert_eq!((&event["url"], &event["title"]), (&json!(uri), &json!("Picnic by the river")));
    assert!(found(b).await.is_empty(), "looking it up puts it on no list");
    let joined =
        ben.ask(JOIN, json!({ "event": event["id"], "actor": ben.actor.to_string() })).await;
    assert!(joined["errors"].is_null(), "{joined:#}");
    world.settle().await;
    assert_eq!(parts(&ben).await[0]["role"], "PARTICIPANT");
}

#[tokio::test]
async fn a_private_event_and_a_draft_are_told_to_nobody() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    follow(&world, 1, 0).await;
    let ana = a.person("ana").await;
    for more in [json!({ "visibility": "PRIVATE" }), json!({ "draft": true })] {
        let event = create(&ana, more).await;
        world.settle().await;
        assert!(found(b).await.is_empty());
        let asked = b
            .client
            .get(format!("{}/events/{}", a.origin, event.uuid))
            .header("accept", "application/activity+json")
            .send()
            .await
            .unwrap();
        assert_eq!(asked.status(), 404);
    }
}

#[tokio::test]
async fn what_is_hidden_here_is_told_to_no_server() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    follow(&world, 1, 0).await;
    let ana = a.person("ana").await;
    let event = create(&ana, json!({})).await;
    actors::suspend(&a.app, &Viewer::system(), ana.actor).await.unwrap();
    world.settle().await;
    assert!(found(b).await.is_empty(), "it was hidden before anybody was told");
    for path in ["/relay/outbox".to_owned(), format!("/events/{}", event.uuid)] {
        let asked = a.client.get(format!("{}{path}", a.origin));
        let asked = asked.header("accept", "application/activity+json").send().await.unwrap();
        assert!(!asked.text().await.unwrap().contains("Picnic"), "{path}");
    }
    let outbox: Value = a.get("/relay/outbox").await.json().await.unwrap();
    assert_eq!(outbox["totalItems"], 0);
}

#[tokio::test]
async fn flt_014_a_server_that_is_away_gets_everything_in_order_when_it_is_back() {
    let mut world = Fediverse::of(2).await;
    follow(&world, 1, 0).await;
    let ana = world.servers[0].person("ana").await;
    world.servers[1].go_away().await;
    let picnic = create(&ana, json!({})).await;
    world.settle_what_can().await;
    world.servers[0].pass(Duration::seconds(1));
    update(&ana, &picnic, "title: \"Picnic on the hill\"").await;
    world.settle_what_can().await;
    let waiting = format!("farandole_deliveries{{host=\"{}\",", host(&world.servers[1]));
    let metrics = world.servers[0].get("/metrics").await.text().await.unwrap();
    assert!(metrics.contains(&waiting), "{metrics}");
    world.servers[1].come_back();
    for server in &world.servers {
        server.pass(Duration::minutes(10));
    }
    world.settle().await;
    assert_eq!(found(&world.servers[1]).await[0]["title"], "Picnic on the hill");
    let conn = &world.servers[0].app;
    assert!(
        farandole::federation::queue(&conn.db.get().await.unwrap(), 10).await.unwrap().is_empty()
    );
}

#[tokio::test]
async fn a_copy_is_asked_for_again_when_a_word_was_lost() {
    let mut world = Fediverse::of(2).await;
    follow(&world, 1, 0).await;
    let ana = world.servers[0].person("ana").await;
    let picnic = create(&ana, json!({ "beginsOn": "2026-06-20T18:00:00Z" })).await;
    world.settle().await;
    world.servers[1].go_away().await;
    update(&ana, &picnic, "title: \"Picnic on the hill\"").await;
    world.settle_what_can().await;
    let mut conn = world.servers[0].app.db.get().await.unwrap();
    diesel::sql_query("DELETE FROM deliveries").execute(&mut conn).await.unwrap();
    world.servers[1].come_back();
    let b = &world.servers[1];
    for (hours, title) in [(20, "Picnic by the river"), (6, "Picnic on the hill")] {
        b.pass(Duration::hours(hours));
        world.servers[0].pass(Duration::hours(hours));
        b.tick().await;
        b.settle().await;
        assert_eq!(found(b).await[0]["title"], title, "after {hours} hours");
    }
}

#[tokio::test]
async fn the_picture_of_a_copy_is_one_of_ours() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    follow(&world, 1, 0).await;
    let ana = a.person("ana").await;
    let picture = uploaded(a, &ana).await["id"].clone();
    let event = create(&ana, json!({ "picture": { "mediaId": picture } })).await;
    world.settle().await;
    let copy = found(b).await[0]["uuid"].clone();
    let ask = "query ($uuid: UUID!) { event(uuid: $uuid) { picture { url } } }";
    let shown = async || {
        let reply = b.stranger().ask(ask, json!({ "uuid": copy })).await;
        data(&reply)["event"]["picture"]["url"].clone()
    };
    let url = shown().await;
    assert!(url.as_str().is_some_and(|url| url.starts_with(&b.origin)), "{url}");
    update(&ana, &event, "picture: null").await;
    world.settle().await;
    assert!(shown().await.is_null());
}

#[tokio::test]
async fn servers_say_who_they_are_and_who_is_there() {
    let t = TestApp::start().await;
    t.person("ana").await;
    let own = host(&t);
    let finger = |resource: String| {
        let url = format!("{}/.well-known/webfinger", t.origin);
        t.client.get(url).query(&[("resource", resource)]).send()
    };
    let known = finger(format!("acct:ana@{own}")).await.unwrap();
    assert_eq!(known.status(), 200);
    assert_eq!(known.headers()["content-type"], "application/jrd+json");
    assert_eq!(known.headers()["access-control-allow-origin"], "*");
    let body: Value = known.json().await.unwrap();
    assert_eq!(body["subject"], format!("acct:ana@{own}"));
    assert_eq!(body["links"][0]["href"], format!("{}/@ana", t.origin));
    for (resource, status) in [
        (format!("acct:ANA@{own}"), 200),
        (format!("acct:relay@{own}"), 200),
        (format!("{}/@ana", t.origin), 200),
        (format!("acct:nobody@{own}"), 404),
        (format!("acct:anonymous@{own}"), 404),
        ("acct:ana@elsewhere.example".to_owned(), 404),
        (format!("mailto:ana@{own}"), 404),
        ("ana".to_owned(), 400),
    ] {
        assert_eq!(finger(resource.clone()).await.unwrap().status(), status, "{resource}");
    }
    assert_eq!(t.get("/.well-known/webfinger").await.status(), 400);
    let index: Value = t.get("/.well-known/nodeinfo").await.json().await.unwrap();
    let about = index["links"][0]["href"].as_str().unwrap();
    let about: Value = t.client.get(about).send().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&about["version"], &about["software"]["name"]),
        (&json!("2.1"), &json!("farandole"))
    );
    let ana = t.client.get(format!("{}/@ana", t.origin));
    let ana = ana.header("accept", "application/activity+json").send().await.unwrap();
    assert_eq!(ana.headers()["content-type"], "application/activity+json; charset=utf-8");
    let ana: Value = ana.json().await.unwrap();
    assert_eq!((&ana["type"], &ana["preferredUsername"]), (&json!("Person"), &json!("ana")));
    assert!(
        ana["publicKey"]["publicKeyPem"]
            .as_str()
            .unwrap()
            .starts_with("-----BEGIN PUBLIC KEY-----")
    );
    let page = t.client.get(format!("{}/@ana", t.origin)).header("accept", "text/html");
    assert!(
        page.send().await.unwrap().headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test]
async fn whoever_meets_an_event_elsewhere_opens_it_on_their_own_server() {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    let (ana, ben) = (a.person("ana").await, b.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    world.settle().await;
    // On the page of the event, a stranger names their server and is shown the way; nothing is asked of it.
    let mut stranger = Browser::new(a);
    let page = stranger.get(&format!("/events/{}", picnic.uuid)).await;
    let way = format!("/events/{}/elsewhere", picnic.uuid);
    assert!(page.says(&way));
    let shown = stranger.get(&format!("{way}?server=@ben@events.example")).await;
    let uri = format!("{}/events/{}", a.origin, picnic.uuid);
    let encoded = uri.replace(':', "%3A").replace('/', "%2F");
    assert!(
        shown.says(&format!("https://events.example/interact?uri={encoded}")),
        "{}",
        shown.html
    );
    assert_eq!(stranger.get(&format!("{way}?server=nothing")).await.status, 422);
    // There they sign in first, then stand before the same event.
    let path = format!("/interact?uri={encoded}");
    let asked = Browser::new(b).get(&path).await;
    assert_eq!(asked.status, 303);
    assert!(asked.leads_to().starts_with("/login?back="), "{}", asked.leads_to());
    let mut bens = Browser::of(b, &ben).await;
    let there = bens.get(&path).await.leads_to().to_owned();
    assert!(there.starts_with("/events/"), "{there}");
    assert!(bens.get(&there).await.says("Picnic by the river"));
    let person = format!("/interact?uri={}/@ana", a.origin);
    assert_eq!(bens.get(&person).await.leads_to(), format!("/@ana@{}", host(a)));
    let handle = format!("/interact?uri=acct:ana@{}", host(a));
    assert_eq!(bens.get(&handle).await.leads_to(), format!("/@ana@{}", host(a)));
    let own = format!("/interact?uri={}/@ben", b.origin);
    assert_eq!(bens.get(&own).await.leads_to(), "/@ben");
    for nothing in
        [format!("{}/nothing", a.origin), "https://127.0.0.1/x".into(), "nonsense".into()]
    {
        assert_eq!(bens.get(&format!("/interact?uri={nothing}")).await.status, 400, "{nothing}");
    }
    let private = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let closed = format!("/events/{}/elsewhere", private.uuid);
    assert_eq!(Browser::of(a, &ana).await.get(&closed).await.status, 404);
}
