//! Floods, loops and probes from other servers, and what ours gives away when it asks.

use crate::comments::threads;
use crate::events::create;
use crate::federation::found;
use crate::support::played::{Played, follows_eve, stage};
use crate::support::{Fediverse, TestApp, data};
use chrono::Duration;
use farandole::federation;
use farandole::kernel::text::Lang;
use farandole::kernel::viewer::Viewer;
use serde_json::{Value, json};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

#[tokio::test]
async fn sec_170_one_activity_causes_a_few_questions_and_no_more() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let note = |number: u32, answers: String| {
        let tags: Vec<Value> = (0..200)
            .map(|n| json!({ "type": "Mention", "href": format!("{}/people/{n}", eve.origin), "name": "@x" }))
            .collect();
        json!({
            "type": "Note", "id": format!("{}/notes/{number}", eve.origin), "attributedTo": eve.eve(),
            "inReplyTo": answers, "content": "<p>Hello</p>", "tag": tags, "to": [PUBLIC],
        })
    };
    // A hundred comments, each an answer to the next, and the last one to the event.
    for number in 1..100 {
        eve.serve(
            &format!("/notes/{number}"),
            note(number, format!("{}/notes/{}", eve.origin, number + 1)),
        );
    }
    eve.serve("/notes/100", note(100, format!("{}/events/{}", t.origin, event.uuid)));
    eve.says(t, "Create", 1, note(1, format!("{}/notes/2", eve.origin))).await;
    assert!(eve.asked_below("/notes/") <= 5, "{}", eve.asked_below("/notes/"));
    assert_eq!(eve.asked_below("/people/"), 0, "who is only named is asked for by nobody");
    assert!(threads(&ana, &event).await.is_empty());
}

#[tokio::test]
async fn sec_171_a_collection_without_end_is_read_for_a_while() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let boss = t.person_with_role("boss", "administrator").await;
    let voice = eve.newcomer("relay");
    let mut relay = voice.actor.clone();
    relay["type"] = json!("Application");
    let outbox = format!("{}/@relay/outbox", eve.origin);
    eve.serve("/@relay", relay.clone());
    let own =
        json!({ "rel": "https://www.w3.org/ns/activitystreams#Application", "href": relay["id"] });
    eve.serve_as(
        "/.well-known/nodeinfo",
        "application/json",
        json!({ "links": [own] }).to_string(),
    );
    // Its one page names itself as the next one.
    let items: Vec<Value> =
        (1..=3).map(|n| eve.activity("Create", n, eve.event(n, json!({})))).collect();
    for n in 1..=3 {
        eve.serve(&format!("/events/{n}"), eve.event(n, json!({})));
    }
    eve.serve("/@relay/outbox", json!({
        "id": outbox, "type": "OrderedCollectionPage", "next": outbox, "first": outbox, "orderedItems": items,
    }));
    let add = "mutation ($domain: String!) { addInstance(domain: $domain) { domain } }";
    let host = eve.origin.strip_prefix("http://").unwrap();
    data(&boss.ask(add, json!({ "domain": host })).await);
    t.settle().await;
    let follow = eve.came("Follow")[0].clone();
    voice.says(t, "Accept", 9, follow).await;
    assert_eq!(found(t).await.len(), 3, "what stands on its first page");
    // The collection, its first page, and that page once more as the next one.
    assert!(eve.asked("/@relay/outbox") <= 3, "LIM-12: {}", eve.asked("/@relay/outbox"));
}

#[tokio::test]
async fn sec_173_a_flood_of_one_server_is_put_off_and_others_are_not() {
    let listeners: Vec<std::net::TcpListener> =
        (0..2).map(|_| std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap()).collect();
    let ports: Vec<String> = listeners
        .iter()
        .map(|one| format!("localhost:{}", one.local_addr().unwrap().port()))
        .collect();
    let world = Fediverse::with(1, &ports).await;
    let t = &world.servers[0];
    let mut played = Vec::new();
    for listener in listeners {
        played.push(Played::on(listener).await);
    }
    let [eve, fay] = &played[..] else { unreachable!() };
    // From so many addresses: one alone is refused before anything is looked at.
    let client = |last: u8| {
        let own = std::net::IpAddr::from([127, 0, 0, last]);
        reqwest::Client::builder().no_proxy().local_address(own).build().unwrap()
    };
    let clients: Vec<reqwest::Client> = (2..6).map(client).collect();
    let like =
        |who: &Played, number| who.activity("Like", number, json!(format!("{}/relay", t.origin)));
    let mut taken = 0;
    for (number, client) in (0..640).zip(clients.iter().cycle()) {
        match eve.send_with(client, t, &like(eve, number)).await {
            202 => taken += 1,
            429 => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(taken, 600, "LIM-14, whichever address it comes from");
    assert_eq!(fay.send_with(&clients[0], t, &like(fay, 1)).await, 202, "others are not put off");
    for number in 0..310 {
        fay.send(t, &like(fay, number)).await;
    }
    assert_eq!(
        fay.send(t, &like(fay, 400)).await,
        429,
        "LIM-14: one address, before its signature is read"
    );
}

#[tokio::test]
async fn sec_175_what_is_valid_but_too_much_is_not_kept() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let host = eve.origin.strip_prefix("http://").unwrap();
    let nobody = Viewer::nobody(Lang::En, None);
    for _ in 1..federation::KEPT_A_DAY.hits {
        t.app.hit(&nobody, federation::KEPT_A_DAY, host).await.unwrap();
    }
    for number in 1..=3 {
        eve.says(t, "Create", number, eve.event(number, json!({}))).await;
    }
    assert_eq!(found(t).await.len(), 1, "the last that has room");
    t.pass(Duration::days(1));
    eve.says(t, "Create", 4, eve.event(4, json!({}))).await;
    assert_eq!(found(t).await.len(), 2, "another day");
}

#[tokio::test]
async fn sec_176_what_can_not_be_shown_fails_no_list() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let odd = [
        json!({}),
        json!({ "timezone": "Mars/Olympus", "inLanguage": "tlh-x-\u{1F600}", "category": "\u{0}" }),
        json!({ "location": { "type": "Place", "latitude": 91.0, "longitude": 1e9, "name": "\u{202E}x" } }),
        json!({ "endTime": "1999-01-01T00:00:00Z", "maximumAttendeeCapacity": -5, "participantCount": 1e300 }),
        json!({ "content": "<p>".repeat(5_000), "summary": { "en": [] }, "tag": [[], {}, 7, { "name": 3 }] }),
        json!({ "image": { "url": "javascript:alert(1)" }, "attachment": [null, { "type": "Link", "href": "file:///etc" }] }),
        json!({ "startTime": "9999-12-31T23:59:59Z" }),
        json!({ "startTime": "0001-01-01T00:00:00Z" }),
    ];
    for (number, more) in (1..).zip(odd) {
        eve.says(t, "Create", number, eve.event(number, more)).await;
    }
    let found = found(t).await;
    assert!(found.len() >= 5, "{}", found.len());
    for event in found {
        let page = t.client.get(format!("{}/events/{}", t.origin, event["uuid"].as_str().unwrap()));
        assert_eq!(
            page.header("accept", "text/html").send().await.unwrap().status(),
            200,
            "{event}"
        );
    }
    let list = t.client.get(format!("{}/search", t.origin)).send().await.unwrap();
    assert_eq!(list.status(), 200);
}

#[tokio::test]
async fn sec_184_whoever_asks_learns_nothing_about_what_can_not_be_reached() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let ana = t.person("ana").await;
    eve.serve_as("/page", "text/html", "<p>x</p>".into());
    eve.serve("/broken", json!("not an object"));
    let ask = "query ($uri: String!) { interact(uri: $uri) { url } }";
    let answer = async |uri: String| {
        let reply = ana.ask(ask, json!({ "uri": uri })).await;
        (reply["errors"][0]["code"].clone(), reply["errors"][0]["message"].clone())
    };
    let expected = answer(format!("{}/nothing", eve.origin)).await;
    assert!(expected.0.is_string(), "{expected:?}");
    for uri in [
        format!("{}/page", eve.origin),
        format!("{}/broken", eve.origin),
        "https://127.0.0.1/events/1".into(),
        "https://localhost:1/x".into(),
        "http://10.0.0.1/x".into(),
        "https://[::1]/x".into(),
        "https://nothing.invalid/x".into(),
    ] {
        assert_eq!(answer(uri.clone()).await, expected, "{uri}");
    }
}

#[tokio::test]
async fn sec_190_the_server_asks_as_itself_whoever_wanted_it() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let ana = t.person("ana").await;
    eve.serve("/events/1", eve.event(1, json!({})));
    let ask = "query ($uri: String!) { interact(uri: $uri) { url } }";
    data(&ana.ask(ask, json!({ "uri": format!("{}/events/1", eve.origin) })).await);
    let agent = format!("Farandole/{} (+{}/)", env!("CARGO_PKG_VERSION"), t.origin);
    for head in ["/events/1", "/@eve"].iter().flat_map(|path| eve.heads(path)) {
        let by = format!("keyId=\"{}/relay#main-key\"", t.origin);
        assert!(head["signature"].contains(&by), "{}", head["signature"]);
        assert_eq!(head["user-agent"], agent, "always the same");
        let mut names: Vec<&str> = head.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "date", "host", "signature", "user-agent"]);
    }
    assert!(eve.asked("/events/1") > 0);
}

#[tokio::test]
async fn a_server_that_was_silent_once_is_woken_by_whatever_it_signs() {
    let (world, eve) = stage().await;
    let t: &TestApp = &world.servers[0];
    let ana = t.person("ana").await;
    eve.says(t, "Follow", 1, json!(format!("{}/@ana", t.origin))).await;
    eve.answers(500);
    create(&ana, json!({})).await;
    world.settle_what_can().await;
    eve.answers(202);
    world.settle_what_can().await;
    assert!(eve.came("Create").is_empty(), "it is left alone for a while");
    let like = eve.activity("Like", 1, json!(format!("{}/relay", t.origin)));
    assert_eq!(eve.send(t, &like).await, 202);
    t.settle().await;
    assert_eq!(eve.came("Create").len(), 1);
}

#[tokio::test]
async fn sec_192_nothing_is_sent_to_an_inbox_that_is_another_servers() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let ana = t.person("ana").await;
    for (number, inbox) in
        (1..).zip([format!("{}/inbox", t.origin), "https://a.example/inbox".to_owned()])
    {
        let mut actor = eve.actor("eve");
        actor["inbox"] = json!(inbox);
        actor["endpoints"] = json!({ "sharedInbox": inbox });
        eve.serve("/@eve", actor);
        let follow = eve.activity("Follow", number, json!(format!("{}/@ana", t.origin)));
        assert_eq!(eve.send(t, &follow).await, 401, "{inbox}");
    }
    create(&ana, json!({})).await;
    t.settle().await;
}

#[tokio::test]
async fn sec_193_what_waits_to_be_sent_holds_no_key_and_is_signed_when_it_goes() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let ana = t.person("ana").await;
    eve.says(t, "Follow", 1, json!(format!("{}/@ana", t.origin))).await;
    eve.answers(503);
    create(&ana, json!({})).await;
    world.settle_what_can().await;
    let mut conn = t.app.db.get().await.unwrap();
    let waits = "SELECT coalesce(string_agg(t::text, ' '), '') AS all FROM \
        (SELECT body AS t FROM activities UNION ALL SELECT payload::text FROM jobs UNION ALL SELECT d::text FROM deliveries d) x";
    use diesel_async::RunQueryDsl;
    let waits = diesel::sql_query(waits).get_result::<Text>(&mut conn).await.unwrap().all;
    drop(conn);
    assert!(waits.contains("Picnic"));
    for secret in ["PRIVATE", "signature=", "keyId", "Bearer"] {
        assert!(!waits.contains(secret), "{secret}");
    }
    // Hours later the date of its signature is that of the moment.
    eve.answers(202);
    t.pass(Duration::hours(8));
    t.settle().await;
    assert_eq!(eve.came("Create").len(), 1);
}

#[derive(diesel::QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    all: String,
}
