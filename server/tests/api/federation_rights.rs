//! Who may do what across servers: stored facts decide, never an activity's own words.

use crate::events::{Made, create};
use crate::federation::found;
use crate::participation::{LIST, joined};
use crate::support::played::{follows_eve, stage};
use crate::support::{Person, TestApp, data};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use serde_json::{Value, json};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// The copy of an event, by its title.
async fn copy(t: &TestApp) -> Made {
    let event = found(t).await[0].clone();
    let text = |name: &str| event[name].as_str().unwrap().to_owned();
    Made { id: text("id"), uuid: text("uuid") }
}

/// Names and roles of those who take part, as the organiser sees them.
async fn part(who: &Person, event: &Made) -> Vec<(String, String)> {
    let reply = who.ask(LIST, json!({ "uuid": event.uuid })).await;
    let elements = data(&reply)["event"]["participants"]["elements"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut all: Vec<_> = elements
        .iter()
        .map(|one| (text(&one["actor"]["preferredUsername"]), text(&one["role"])))
        .collect();
    all.sort();
    all
}

async fn person(t: &TestApp, name: &str, host: &str) -> Value {
    let ask = "query ($name: String!) { fetchPerson(preferredUsername: $name) { name domain } }";
    let reply = t.stranger().ask(ask, json!({ "name": format!("{name}@{host}") })).await;
    data(&reply)["fetchPerson"].clone()
}

#[tokio::test]
async fn sec_141_only_what_is_served_as_activitypub_is_read_as_it() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    const PROFILE: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
    let kinds = [
        ("text/html", false),
        ("text/plain", false),
        ("application/json", false),
        ("application/jrd+json", false),
        ("application/xml", false),
        ("application/octet-stream", false),
        ("image/png", false),
        ("image/svg+xml", false),
        ("application/ld+json", false),
        ("application/ld+json; profile=\"https://a.example/other\"", false),
        ("application/activity+jsonp", false),
        ("text/html; x=application/activity+json", false),
        ("multipart/related; type=\"application/activity+json\"", false),
        ("application/activity+json; charset=utf-8", true),
        ("APPLICATION/Activity+JSON", true),
        (PROFILE, true),
    ];
    for (number, (kind, taken)) in (1..).zip(kinds) {
        let event = eve.event(number, json!({}));
        eve.serve_as(&format!("/events/{number}"), kind, event.to_string());
        let before = found(t).await.len();
        eve.says(t, "Announce", number, event["id"].clone()).await;
        assert_eq!(found(t).await.len() - before, usize::from(taken), "{kind}");
    }
}

#[tokio::test]
async fn sec_142_nobody_is_made_the_author_of_what_they_did_not_sign() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let ana = t.person("ana").await;
    create(&ana, json!({ "title": "Ana's own" })).await;
    let local = json!(format!("{}/@ana", t.origin));
    let zoe = eve.newcomer("zoe");
    let authors = [
        local.clone(),
        json!([local.clone()]),
        json!({ "id": local.clone() }),
        json!([local, eve.eve()]),
        json!("https://elsewhere.example/@x"),
        json!(7),
        json!(null),
        json!([]),
        json!({ "type": "Person" }),
        json!(zoe.url),
    ];
    for (number, author) in (1..).zip(authors) {
        let event = eve.event(number, json!({ "attributedTo": author }));
        eve.says(t, "Create", number, event).await;
    }
    let ask = "{ searchEvents(term: \"picnic\") { elements { organizerActor { preferredUsername domain } } } }";
    let reply = t.stranger().ask(ask, json!({})).await;
    let listed = data(&reply)["searchEvents"]["elements"].as_array().unwrap();
    assert!(!listed.is_empty(), "where nobody is named, it is the signer's");
    for event in listed {
        assert_eq!(event["organizerActor"]["preferredUsername"], "eve", "{event:#}");
    }
}

#[tokio::test]
async fn sec_144_a_handle_leads_to_nobody_whose_server_does_not_say_the_same() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let ana = t.person("ana").await;
    let host = eve.origin.strip_prefix("http://").unwrap().to_owned();
    let ask =
        "query ($name: String!) { fetchPerson(preferredUsername: $name) { preferredUsername } }";
    for href in [
        format!("{}/@ana", t.origin),
        "https://127.0.0.1/@x".into(),
        format!("{}/none", eve.origin),
    ] {
        let link = json!({ "rel": "self", "type": "application/activity+json", "href": href });
        let answer = json!({ "subject": format!("acct:mal@{host}"), "links": [link] });
        eve.serve_as("/.well-known/webfinger", "application/jrd+json", answer.to_string());
        let reply = ana.ask(ask, json!({ "name": format!("mal@{host}") })).await;
        assert_eq!(reply["errors"][0]["code"], "not_found", "{href} {reply:#}");
    }
    let asked = eve.asked("/.well-known/webfinger");
    let stranger = t.stranger().ask(ask, json!({ "name": format!("eve@{host}") })).await;
    assert!(stranger["errors"][0]["code"].is_string());
    assert_eq!(eve.asked("/.well-known/webfinger"), asked, "SEC-185: strangers cause no requests");
}

#[tokio::test]
async fn sec_152_an_actor_is_what_its_own_address_says() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let host = eve.origin.strip_prefix("http://").unwrap().to_owned();
    follows_eve(&world, &eve).await;
    let mut said = eve.actor("eve");
    said["name"] = json!("Somebody important");
    eve.says(t, "Update", 1, said.clone()).await;
    assert_ne!(person(t, "eve", &host).await["name"], "Somebody important");
    eve.serve("/@eve", said);
    eve.says(t, "Update", 2, json!(eve.eve())).await;
    assert_eq!(person(t, "eve", &host).await["name"], "Somebody important");

    t.person("ana").await;
    let mut ana = eve.actor("ana");
    ana["id"] = json!(format!("{}/@ana", t.origin));
    ana["name"] = json!("Mallory");
    eve.says(t, "Update", 3, ana).await;
    let zoe = eve.newcomer("zoe");
    let mut other = eve.actor("eve");
    other["name"] = json!("Mallory");
    zoe.says(t, "Update", 1, other).await;
    assert_eq!(person(t, "eve", &host).await["name"], "Somebody important");
    let local = "{ fetchPerson(preferredUsername: \"ana\") { name } }";
    let local = t.stranger().ask(local, json!({})).await;
    assert_ne!(data(&local)["fetchPerson"]["name"], "Mallory");
}

#[tokio::test]
async fn sec_153_only_its_author_or_its_own_server_takes_something_away() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let zoe = eve.newcomer("zoe");
    let event = eve.event(1, json!({}));
    eve.serve("/events/1", event.clone());
    eve.says(t, "Create", 1, event.clone()).await;
    zoe.says(t, "Delete", 1, event["id"].clone()).await;
    assert_eq!(found(t).await.len(), 1, "its own server still has it");
    eve.hide("/events/1");
    zoe.says(t, "Delete", 2, event["id"].clone()).await;
    assert!(found(t).await.is_empty(), "its own server says so");
    let ana = t.person("ana").await;
    let own = create(&ana, json!({})).await;
    let url = json!(format!("{}/events/{}", t.origin, own.uuid));
    let stone = json!({ "type": "Tombstone", "id": url, "formerType": "Event" });
    for (number, object) in [(2, url), (3, stone), (4, json!(format!("{}/@ana", t.origin)))] {
        eve.says(t, "Delete", number, object).await;
    }
    assert_eq!(found(t).await.len(), 1, "SEC-143: ours");
}

#[tokio::test]
async fn sec_156_only_whom_we_asked_says_yes_to_us() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let zoe = eve.newcomer("zoe");
    eve.says(t, "Like", 1, json!(format!("{}/relay", t.origin))).await;
    zoe.says(t, "Like", 1, json!(format!("{}/relay", t.origin))).await;
    let follow = format!("{}/follow/1", t.origin);
    let ask = format!(
        "INSERT INTO follows (uuid, url, follower_id, target_id, state, created_at, updated_at) \
         SELECT gen_random_uuid(), '{follow}', r.id, e.id, 'pending', now(), now() \
         FROM actors r, actors e WHERE r.preferred_username = 'relay' AND r.domain IS NULL \
         AND e.preferred_username = 'eve'"
    );
    t.app.db.get().await.unwrap().batch_execute(&ask).await.unwrap();
    let whole = json!({ "type": "Follow", "id": follow, "actor": format!("{}/relay", t.origin), "object": eve.eve() });
    for (number, object) in [(2, json!(follow)), (3, whole.clone())] {
        zoe.says(t, "Accept", number, object).await;
    }
    eve.says(t, "Create", 1, eve.event(1, json!({}))).await;
    assert!(found(t).await.is_empty(), "nothing is visible before its target says yes");
    eve.says(t, "Accept", 4, whole).await;
    eve.says(t, "Create", 2, eve.event(2, json!({}))).await;
    assert_eq!(found(t).await.len(), 1);
    zoe.says(t, "Reject", 5, json!(follow)).await;
    eve.says(t, "Create", 3, eve.event(3, json!({}))).await;
    assert_eq!(found(t).await.len(), 2, "nor does anybody else end it");
}

#[tokio::test]
async fn sec_157_a_join_is_one_seat_and_of_a_hidden_event_nothing_is_heard() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let ana = t.person("ana").await;
    let open = create(&ana, json!({})).await;
    let hidden = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let at = |made: &Made| json!(format!("{}/events/{}", t.origin, made.uuid));
    for number in [1, 2] {
        eve.says(t, "Join", number, at(&open)).await;
    }
    let eves = ("eve".to_owned(), "PARTICIPANT".to_owned());
    assert_eq!(part(&ana, &open).await.iter().filter(|one| **one == eves).count(), 1);
    let answers = eve.came("Accept").len() + eve.came("Reject").len();
    eve.says(t, "Join", 3, at(&hidden)).await;
    assert!(!part(&ana, &hidden).await.iter().any(|(name, _)| name == "eve"));
    assert_eq!(eve.came("Accept").len() + eve.came("Reject").len(), answers, "silence");
    let mut role = eve.activity("Join", 4, at(&open));
    role["role"] = json!("moderator");
    assert_eq!(eve.send(t, &role).await, 202);
    t.settle().await;
    assert!(part(&ana, &open).await.contains(&eves), "SEC-154: a role is never read from a Join");
}

#[tokio::test]
async fn sec_158_only_the_organiser_answers_a_join_and_sec_160_each_leaves_for_themselves() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let zoe = eve.newcomer("zoe");
    let ben = t.person("ben").await;
    eve.says(t, "Create", 1, eve.event(1, json!({}))).await;
    let copy = copy(t).await;
    joined(&ben, &copy).await;
    t.settle().await;
    let join = eve.came("Join")[0].clone();
    let role = async || {
        let mine = "{ loggedUser { participations { elements { role } } } }";
        let reply = ben.ask(mine, json!({})).await;
        data(&reply)["loggedUser"]["participations"]["elements"][0]["role"].clone()
    };
    for (number, word) in [(1, "Accept"), (2, "Reject")] {
        zoe.says(t, word, number, join.clone()).await;
        assert_eq!(role().await, "NOT_APPROVED", "{word} by somebody else");
    }
    let mut unasked = join.clone();
    unasked["id"] = json!(format!("{}/join/other", t.origin));
    unasked["actor"] = json!(zoe.url);
    eve.says(t, "Accept", 2, unasked).await;
    assert_eq!(role().await, "NOT_APPROVED", "an inline Join is never executed");
    eve.says(t, "Accept", 3, join).await;
    assert_eq!(role().await, "PARTICIPANT");

    let ana = t.person("ana").await;
    let own = create(&ana, json!({})).await;
    let at = json!(format!("{}/events/{}", t.origin, own.uuid));
    eve.says(t, "Join", 4, at.clone()).await;
    zoe.says(t, "Leave", 5, at.clone()).await;
    assert!(part(&ana, &own).await.iter().any(|(name, _)| name == "eve"));
    eve.says(t, "Leave", 5, at).await;
    assert!(
        !part(&ana, &own).await.iter().any(|(name, role)| name == "eve" && role == "PARTICIPANT")
    );
}

#[tokio::test]
async fn sec_159_an_invitation_makes_nobody_take_part() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let own = create(&ana, json!({})).await;
    let to = json!([format!("{}/@ben", t.origin)]);
    let theirs = eve.event(1, json!({ "to": to, "cc": [PUBLIC] }));
    for (number, object) in [(1, theirs), (2, json!(format!("{}/events/{}", t.origin, own.uuid)))] {
        let mut invite = eve.activity("Invite", number, object);
        invite["target"] = json!(format!("{}/@ben", t.origin));
        invite["to"] = to.clone();
        assert_eq!(eve.send(t, &invite).await, 202);
        t.settle().await;
    }
    let mine = "{ loggedUser { participations { total } } }";
    assert_eq!(data(&ben.ask(mine, json!({})).await)["loggedUser"]["participations"]["total"], 0);
    assert!(!part(&ana, &own).await.iter().any(|(name, _)| name != "ana"));
}

#[tokio::test]
async fn sec_161_what_is_passed_on_is_read_at_its_own_address_and_sec_186_stays_with_its_audience()
{
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let real = eve.event(1, json!({ "name": "Picnic as it is" }));
    eve.serve("/events/1", real.clone());
    let mut forged = real;
    forged["name"] = json!("Picnic as it is not");
    eve.says(t, "Announce", 1, forged).await;
    assert_eq!(found(t).await[0]["title"], "Picnic as it is");
    let closed = eve
        .event(2, json!({ "name": "Picnic among us", "to": [format!("{}/followers", eve.eve())] }));
    eve.serve("/events/2", closed.clone());
    eve.says(t, "Announce", 2, closed["id"].clone()).await;
    eve.says(t, "Create", 3, closed).await;
    let titles: Vec<_> = found(t).await.iter().map(|event| event["title"].clone()).collect();
    assert_eq!(titles, ["Picnic as it is"], "what is not for everybody is not listed");
    eve.says(t, "Announce", 4, json!(format!("{}/nothing", eve.origin))).await;
    eve.says(t, "Announce", 5, json!("https://127.0.0.1/events/1")).await;
    assert_eq!(found(t).await.len(), 1);
}

#[tokio::test]
async fn sec_162_nobody_takes_back_what_others_did() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let zoe = eve.newcomer("zoe");
    eve.serve("/events/1", eve.event(1, json!({ "attributedTo": zoe.url, "actor": zoe.url })));
    let url = format!("{}/events/1", eve.origin);
    eve.says(t, "Announce", 1, json!(url)).await;
    assert_eq!(found(t).await.len(), 1);
    let announce = eve.activity("Announce", 1, json!(url));
    zoe.says(t, "Undo", 1, announce.clone()).await;
    let mut hers = announce.clone();
    hers["actor"] = json!(zoe.url);
    zoe.says(t, "Undo", 2, hers).await;
    for (number, unknown) in
        [(3, json!("https://a.example/x")), (4, json!({ "type": "Join" })), (5, json!(null))]
    {
        zoe.says(t, "Undo", number, unknown).await;
    }
    assert_eq!(found(t).await.len(), 1);
    eve.says(t, "Undo", 6, announce).await;
    assert!(found(t).await.is_empty());
}

#[derive(diesel::QueryableByName)]
struct Rows {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

#[tokio::test]
async fn sec_165_what_nobody_knows_is_taken_and_kept_by_nobody() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    eve.says(t, "Like", 0, json!(eve.eve())).await;
    let rows = async || {
        let all = "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM comments) + \
            (SELECT count(*) FROM participants) + (SELECT count(*) FROM follows) + (SELECT count(*) FROM reports) \
            + (SELECT count(*) FROM actors) AS n";
        let mut conn = t.app.db.get().await.unwrap();
        diesel::sql_query(all).get_result::<Rows>(&mut conn).await.unwrap().n
    };
    let before = rows().await;
    let kinds = [
        "Offer",
        "Add",
        "Remove",
        "Move",
        "View",
        "EmojiReact",
        "Arrive",
        "Question",
        "",
        "x".repeat(300).leak(),
    ];
    for (number, kind) in (1..).zip(kinds) {
        eve.says(
            t,
            kind,
            number,
            json!({ "type": "Todo", "id": format!("{}/todo/1", eve.origin) }),
        )
        .await;
    }
    for (number, kind) in
        (20..).zip(["Article", "TodoList", "ResourceCollection", "Member", "Group", "Nothing"])
    {
        let object = json!({ "type": kind, "id": format!("{}/{number}", eve.origin), "attributedTo": eve.eve() });
        eve.says(t, "Create", number, object).await;
    }
    assert_eq!(rows().await, before);
}
