//! What strangers send that is not to be believed.

use crate::events::create;
use crate::federation::{found, host};
use crate::support::TestApp;
use crate::support::played::{follows_eve, stage};
use chrono::Duration;
use farandole::worker;
use farandole_wire::signature::SigningKey;
use serde_json::{Value, json};

#[tokio::test]
async fn sec_120_what_is_not_signed_or_changed_on_its_way_is_refused() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let activity = eve.activity("Create", 1, eve.event(1, json!({})));
    let now = t.app.now();
    assert_eq!(
        eve.send_at(t, &activity, now, |headers, _| {
            headers.remove("signature");
        })
        .await,
        401
    );
    let swapped = eve.send_at(t, &activity, now, |_, body| {
        *body = String::from_utf8(body.clone()).unwrap().replace("park", "dark").into_bytes();
    });
    assert_eq!(swapped.await, 401, "SEC-121");
    for hours in [-2, 2] {
        assert_eq!(
            eve.send_at(t, &activity, now + Duration::hours(hours), |_, _| {}).await,
            401,
            "LIM-17"
        );
    }
    let html = eve.send_at(t, &activity, now, |headers, _| {
        headers.insert("content-type", "application/json".parse().unwrap());
    });
    assert_eq!(html.await, 415, "SEC-130");
    let twice =
        eve.send_at(t, &activity, now, |_, body| *body = b"{\"actor\":1,\"actor\":2}".to_vec());
    assert_eq!(twice.await, 400, "SEC-129");
}

#[tokio::test]
async fn sec_130_an_inbox_takes_activities_and_nothing_else() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let now = t.app.now();
    let profile = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
    for (number, kind) in (1..).zip([
        "application/json",
        "text/plain",
        "text/html",
        "application/ld+json",
        "multipart/form-data; boundary=x",
        "",
    ]) {
        let activity = eve.activity("Like", number, json!(eve.eve()));
        let sent = eve.send_at(t, &activity, now, |headers, _| {
            headers.insert("content-type", kind.parse().unwrap());
        });
        assert_eq!(sent.await, 415, "{kind:?}");
    }
    for (number, kind) in (20..).zip([profile, "application/activity+json; charset=utf-8"]) {
        let activity = eve.activity("Like", number, json!(eve.eve()));
        let sent = eve.send_at(t, &activity, now, |headers, _| {
            headers.insert("content-type", kind.parse().unwrap());
        });
        assert_eq!(sent.await, 202, "{kind:?}");
    }
    t.settle().await;
}

#[tokio::test]
async fn sec_122_the_same_arriving_twice_has_no_effect() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let activity = eve.activity("Create", 1, eve.event(1, json!({})));
    for _ in 0..3 {
        assert_eq!(eve.send(t, &activity).await, 202);
        t.settle().await;
    }
    assert_eq!(found(t).await.len(), 1);
}

#[tokio::test]
async fn sec_127_nobody_speaks_for_somebody_else() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    // Another actor of the same server, with the same key under another owner.
    let mut mallory = eve.activity("Create", 1, eve.event(1, json!({})));
    mallory["actor"] = json!(format!("{}/@mallory", eve.origin));
    assert_eq!(eve.send(t, &mallory).await, 202, "known to be signed by eve, and dropped");
    // An event of another server, and one by somebody else.
    let foreign = eve.event(2, json!({ "id": "https://elsewhere.example/events/2" }));
    assert_eq!(eve.send(t, &eve.activity("Create", 2, foreign)).await, 202);
    let other = eve.event(3, json!({ "attributedTo": "https://elsewhere.example/@x", "actor": "https://elsewhere.example/@x" }));
    assert_eq!(eve.send(t, &eve.activity("Create", 3, other)).await, 202);
    t.settle().await;
    assert!(found(t).await.is_empty(), "{:#?}", found(t).await);
}

#[tokio::test]
async fn sec_143_what_is_ours_is_changed_by_nobody_else() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    let url = format!("{}/events/{}", t.origin, picnic.uuid);
    let mine = eve.event(1, json!({ "id": url, "name": "Picnic of eve" }));
    for (number, kind) in ["Create", "Update", "Delete", "Announce"].iter().enumerate() {
        let activity = eve.activity(kind, number as u32, mine.clone());
        assert_eq!(eve.send(t, &activity).await, 202, "{kind}");
        t.settle().await;
    }
    let listed = found(t).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["title"], "Picnic by the river");
}

#[tokio::test]
async fn sec_147_what_was_deleted_does_not_come_back() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let event = eve.event(1, json!({}));
    let id = event["id"].clone();
    // The end before the beginning.
    assert_eq!(eve.send(t, &eve.activity("Delete", 1, id.clone())).await, 202);
    t.settle().await;
    for (number, kind) in [(2, "Create"), (3, "Update")] {
        assert_eq!(eve.send(t, &eve.activity(kind, number, event.clone())).await, 202);
        t.settle().await;
    }
    eve.serve("/events/1", event.clone());
    assert_eq!(eve.send(t, &eve.activity("Announce", 4, id)).await, 202);
    t.settle().await;
    assert!(found(t).await.is_empty());
}

#[tokio::test]
async fn sec_151_an_older_version_that_comes_later_is_left() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let newer = eve.event(1, json!({ "name": "Picnic, new", "updated": "2026-06-01T11:00:00Z" }));
    let older = eve.event(1, json!({ "name": "Picnic, old", "updated": "2026-06-01T10:30:00Z" }));
    assert_eq!(eve.send(t, &eve.activity("Update", 2, newer)).await, 202);
    t.settle().await;
    assert_eq!(eve.send(t, &eve.activity("Create", 1, older)).await, 202);
    t.settle().await;
    let listed = found(t).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["title"], "Picnic, new");
}

#[tokio::test]
async fn sec_147_whoever_said_to_be_gone_does_not_speak_again() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    assert_eq!(eve.send(t, &eve.activity("Create", 1, eve.event(1, json!({})))).await, 202);
    t.settle().await;
    assert_eq!(found(t).await.len(), 1);
    assert_eq!(eve.send(t, &eve.activity("Delete", 2, json!(eve.eve()))).await, 202);
    t.settle().await;
    assert!(found(t).await.is_empty(), "what somebody organised goes with them");
    let back = eve.activity("Update", 3, eve.actor("eve"));
    assert_eq!(eve.send(t, &back).await, 202);
    assert_eq!(eve.send(t, &eve.activity("Create", 4, eve.event(2, json!({})))).await, 202);
    t.settle().await;
    assert!(found(t).await.is_empty());
}

#[tokio::test]
async fn sec_132_what_is_decided_about_a_server_counts_at_once_for_all_of_it() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    assert_eq!(eve.send(t, &eve.activity("Create", 1, eve.event(1, json!({})))).await, 202);
    t.settle().await;
    let admin = t.person_with_role("boss", "administrator").await;
    let decide = "mutation ($domain: String!, $stance: InstanceStance!) {
        setInstanceStance(domain: $domain, stance: $stance) { domain stance } }";
    let theirs = eve.origin.trim_start_matches("http://").to_owned();
    let spellings = [
        theirs.clone(),
        theirs.to_uppercase(),
        format!("@relay@{theirs}"),
        format!(" http://{}/about", theirs.replace("localhost", "LocalHost.")),
    ];
    for (number, spelling) in (10..).step_by(10).zip(spellings) {
        for (step, stance, listed, status) in [
            (1, "LIMITED", 0, 202),
            (2, "OPEN", 1, 202),
            (3, "BLOCKED", 0, 403),
            (4, "OPEN", 1, 202),
        ] {
            let reply = admin.ask(decide, json!({ "domain": spelling, "stance": stance })).await;
            assert_eq!(reply["data"]["setInstanceStance"]["domain"], theirs, "{reply:#}");
            t.settle().await;
            assert_eq!(found(t).await.len(), listed, "{spelling} {stance}");
            let changed = json!({ "updated": format!("2026-06-01T10:{}:00Z", number + step) });
            let update = eve.activity("Update", number + step, eve.event(1, changed));
            assert_eq!(eve.send(t, &update).await, status, "{spelling} {stance}");
            t.settle().await;
            assert_eq!(found(t).await.len(), listed, "{spelling} {stance}, after an Update");
        }
    }
    for own in [host(t), "localhost".to_owned()] {
        let own = admin.ask(decide, json!({ "domain": own, "stance": "BLOCKED" })).await;
        assert_eq!(own["errors"][0]["field"], "domain", "nobody blocks themselves");
    }
}

#[tokio::test]
async fn a_delete_of_somebody_unknown_is_not_asked_about() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    eve.vanishes();
    let gone = eve.activity("Delete", 1, json!(eve.eve()));
    assert_eq!(eve.send(t, &gone).await, 202, "so that nobody tries for days");
}

#[tokio::test]
async fn sec_150_a_note_counts_only_where_its_author_may_speak() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    let hidden = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let url = |event: &crate::events::Made| format!("{}/events/{}", t.origin, event.uuid);
    let note = |number: u32, more: Value| {
        let mut note = json!({
            "id": format!("{}/notes/{number}", eve.origin), "type": "Note", "content": "<p>Hello</p>",
            "attributedTo": eve.eve(), "inReplyTo": url(&picnic),
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "published": "2026-06-01T10:00:00Z",
        });
        for (name, value) in more.as_object().unwrap() {
            note[name] = value.clone();
        }
        note
    };
    for (number, more) in [
        json!({ "id": "https://elsewhere.example/notes/1" }),
        json!({ "attributedTo": "https://elsewhere.example/@x" }),
        json!({ "inReplyTo": url(&hidden) }),
        json!({ "inReplyTo": format!("{}/events/nothing", t.origin) }),
        json!({ "to": [eve.eve()] }),
        json!({ "content": "<script>x</script>" }),
        json!({ "name": "A discussion" }),
        json!({ "inReplyTo": null }),
    ]
    .into_iter()
    .enumerate()
    {
        let number = number as u32;
        let activity = eve.activity("Create", number, note(number, more.clone()));
        assert_eq!(eve.send(t, &activity).await, 202, "{more}");
        t.settle().await;
        assert!(crate::comments::threads(&ana, &picnic).await.is_empty(), "{more}");
        assert!(crate::comments::threads(&ana, &hidden).await.is_empty(), "{more}");
    }
    for _ in 0..2 {
        let activity = eve.activity("Create", 50, note(50, json!({ "isAnnouncement": true })));
        assert_eq!(eve.send(t, &activity).await, 202);
        t.settle().await;
    }
    let shown = crate::comments::threads(&ana, &picnic).await;
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["isAnnouncement"], false, "only the organiser announces");
    // Somebody else deletes it; then its author, and it does not come back.
    let mut other = eve.activity("Delete", 51, json!(format!("{}/notes/50", eve.origin)));
    other["actor"] = json!(format!("{}/@mallory", eve.origin));
    assert_eq!(eve.send(t, &other).await, 202);
    t.settle().await;
    assert_eq!(crate::comments::threads(&ana, &picnic).await.len(), 1);
    let own = eve.activity("Delete", 52, json!(format!("{}/notes/50", eve.origin)));
    assert_eq!(eve.send(t, &own).await, 202);
    let again = eve.activity("Update", 53, note(50, json!({ "content": "Back" })));
    assert_eq!(eve.send(t, &again).await, 202);
    t.settle().await;
    assert!(crate::comments::threads(&ana, &picnic).await.is_empty());
}

#[tokio::test]
async fn what_its_server_does_not_have_for_long_is_gone() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let event = eve.event(1, json!({ "startTime": "2026-08-12T18:00:00+02:00" }));
    eve.serve("/events/1", event.clone());
    assert_eq!(eve.send(t, &eve.activity("Create", 1, event.clone())).await, 202);
    t.settle().await;
    let look = async || {
        t.pass(Duration::hours(30));
        t.tick().await;
        t.settle().await;
        found(t).await.len()
    };
    assert_eq!(look().await, 1);
    let hide = |path: &str| eve.hide(path);
    hide("/events/1");
    for _ in 0..4 {
        assert_eq!(look().await, 1, "it may be a mistake");
    }
    eve.serve("/events/1", event);
    assert_eq!(look().await, 1);
    hide("/events/1");
    for _ in 0..4 {
        assert_eq!(look().await, 1, "counted from the beginning");
    }
    assert_eq!(look().await, 0);
}

/// The addresses that our server follows, or asks to.
async fn followed(t: &TestApp) -> Vec<String> {
    let admin = t.person_with_role("keeper", "administrator").await;
    let ask = "{ relayFollowings { elements { targetActor { url } } } }";
    let reply = admin.ask(ask, json!({})).await;
    let all = reply["data"]["relayFollowings"]["elements"].as_array().unwrap();
    all.iter().map(|one| one["targetActor"]["url"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn sec_146_whoever_moves_is_followed_only_where_both_addresses_say_so() {
    for (leads, names, moved) in [(true, false, false), (false, true, false), (true, true, true)] {
        let (world, eve) = stage().await;
        let t = &world.servers[0];
        follows_eve(&world, &eve).await;
        let zoe = format!("{}/@zoe", eve.origin);
        let (mut old, mut new) = (eve.actor("eve"), eve.actor("zoe"));
        if leads {
            old["movedTo"] = json!(zoe);
        }
        if names {
            new["alsoKnownAs"] = json!([eve.eve()]);
        }
        eve.serve("/@eve", old);
        eve.serve("/@zoe", new);
        let mut activity = eve.activity("Move", 1, json!(eve.eve()));
        activity["target"] = json!(zoe);
        assert_eq!(eve.send(t, &activity).await, 202);
        worker::run_due(&t.app).await.unwrap();
        assert_eq!(followed(t).await, [if moved { zoe } else { eve.eve() }], "{leads} {names}");
    }
}

#[tokio::test]
async fn sec_125_a_key_counts_only_for_the_actor_that_names_it() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    // Mallory's document shows eve's key as eve's: what eve signs is not mallory's word.
    let mut mallory = eve.actor("mallory");
    mallory["publicKey"]["owner"] = json!(eve.eve());
    eve.serve("/@mallory", mallory);
    let mut activity = eve.activity("Create", 1, eve.event(1, json!({})));
    activity["actor"] = json!(format!("{}/@mallory", eve.origin));
    assert_eq!(eve.send(t, &activity).await, 202, "signed by eve, and dropped");
    // Eve's document names another key than the one that signs.
    let other =
        SigningKey::from_pem(format!("{}#main-key", eve.eve()), &SigningKey::generate().unwrap());
    let mut changed = eve.actor("eve");
    changed["publicKey"]["publicKeyPem"] = json!(other.unwrap().public_pem().unwrap());
    eve.serve("/@eve", changed);
    t.pass(Duration::minutes(10));
    let mut conn = t.app.db.get().await.unwrap();
    use diesel_async::RunQueryDsl;
    diesel::sql_query("DELETE FROM remote_actors").execute(&mut conn).await.unwrap();
    let hello = eve.activity("Like", 2, json!(t.origin));
    assert_eq!(eve.send(t, &hello).await, 401);
    t.settle().await;
    assert!(found(t).await.is_empty());
}

#[tokio::test]
async fn sec_126_a_key_that_does_not_fit_is_asked_for_once_in_five_minutes() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let hello = |number| eve.activity("Like", number, json!(t.origin));
    assert_eq!(eve.send(t, &hello(1)).await, 202);
    let asked = || eve.asked("/@eve");
    let before = asked();
    let forge = |headers: &mut reqwest::header::HeaderMap, _: &mut Vec<u8>| {
        let signature = headers["signature"].to_str().unwrap().to_owned();
        let at = signature.find("signature=\"").unwrap() + "signature=\"".len();
        let swapped = if &signature[at..=at] == "A" { "B" } else { "A" };
        let forged = format!("{}{swapped}{}", &signature[..at], &signature[at + 1..]);
        headers.insert("signature", forged.parse().unwrap());
    };
    t.pass(Duration::minutes(6));
    for number in 2..12 {
        assert_eq!(eve.send_at(t, &hello(number), t.app.now(), forge).await, 401);
    }
    assert_eq!(asked(), before + 1);
    t.pass(Duration::minutes(6));
    assert_eq!(eve.send_at(t, &hello(20), t.app.now(), forge).await, 401);
    assert_eq!(asked(), before + 2);
}

#[tokio::test]
async fn sec_140_a_document_speaks_for_the_address_that_it_came_from_alone() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let path = |number: u32| format!("/events/{number}");
    // It claims an address of the same server that says something else, one elsewhere, and one of ours.
    let other = eve.event(2, json!({ "name": "Picnic of another" }));
    eve.serve(&path(2), eve.event(2, json!({ "name": "Picnic, the true one" })));
    eve.serve(&path(1), other);
    eve.serve(&path(3), eve.event(3, json!({ "id": "https://elsewhere.example/events/3" })));
    eve.serve(&path(4), eve.event(4, json!({ "id": format!("{}/events/4", t.origin) })));
    for number in [1, 3, 4] {
        let announce =
            eve.activity("Announce", number, json!(format!("{}{}", eve.origin, path(number))));
        assert_eq!(eve.send(t, &announce).await, 202);
        worker::run_due(&t.app).await.unwrap();
    }
    let titles: Vec<Value> = found(t).await.iter().map(|event| event["title"].clone()).collect();
    assert!(titles.iter().all(|title| title == "Picnic, the true one"), "{titles:?}");
}

#[tokio::test]
async fn with_an_allow_list_only_those_on_it_are_dealt_with() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    assert_eq!(eve.send(t, &eve.activity("Create", 1, eve.event(1, json!({})))).await, 202);
    t.settle().await;
    let admin = t.person_with_role("boss", "administrator").await;
    let decide = "mutation ($domain: String!, $stance: InstanceStance!) {
        setInstanceStance(domain: $domain, stance: $stance) { domain stance } }";
    let theirs = eve.origin.trim_start_matches("http://").to_owned();
    let mut number = 10;
    for (domain, stance, listed, status) in [
        ("*", "BLOCKED", 0, 403),
        (theirs.as_str(), "ALLOWED", 1, 202),
        (theirs.as_str(), "OPEN", 0, 403),
        ("*", "OPEN", 1, 202),
        (theirs.as_str(), "BLOCKED", 0, 403),
    ] {
        let reply = admin.ask(decide, json!({ "domain": domain, "stance": stance })).await;
        assert_eq!(reply["data"]["setInstanceStance"]["domain"], domain, "{reply:#}");
        t.settle().await;
        assert_eq!(found(t).await.len(), listed, "{domain} {stance}");
        number += 1;
        let hello = eve.activity("Like", number, json!(t.origin));
        assert_eq!(eve.send(t, &hello).await, status, "{domain} {stance}");
    }
    let all = admin.ask("{ instances { elements { domain } } }", json!({})).await;
    assert_eq!(all["data"]["instances"]["elements"], json!([{ "domain": theirs }]));
}

#[tokio::test]
async fn no_comment_gets_around_approval() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    follows_eve(&world, &eve).await;
    let ana = t.person("ana").await;
    let looked_at = create(&ana, json!({ "options": { "commentModeration": "MODERATED" } })).await;
    let open = create(&ana, json!({})).await;
    let url = |event: &crate::events::Made| format!("{}/events/{}", t.origin, event.uuid);
    let note = |number: u32, under: String, content: &str| {
        json!({
            "id": format!("{}/notes/{number}", eve.origin), "type": "Note", "content": content,
            "attributedTo": eve.eve(), "inReplyTo": under, "published": "2026-06-01T10:00:00Z",
            "updated": format!("2026-06-01T10:00:{number:02}Z"),
            "to": ["https://www.w3.org/ns/activitystreams#Public"],
        })
    };
    let seen = async |event| crate::comments::threads(&t.stranger(), event).await.len();
    let sent = async |number, kind: &str, note| {
        assert_eq!(eve.send(t, &eve.activity(kind, number, note)).await, 202);
        t.settle().await;
    };
    sent(1, "Create", note(1, url(&looked_at), "Nice")).await;
    assert_eq!(seen(&looked_at).await, 0, "it waits");
    let mut moved = note(1, url(&open), "Buy this");
    moved["updated"] = json!("2026-06-01T11:00:00Z");
    sent(2, "Update", moved).await;
    assert_eq!((seen(&looked_at).await, seen(&open).await), (0, 0), "none moves elsewhere");
    // Under a copy of eve's server's event, what another server's people say waits for that server.
    let theirs = eve.event(9, json!({ "repliesModerationOption": "moderated" }));
    sent(3, "Create", theirs.clone()).await;
    let copy = found(t).await.into_iter().find(|event| event["url"] == theirs["id"]).unwrap();
    let text = |name: &str| copy[name].as_str().unwrap().to_owned();
    let copy = crate::events::Made { id: text("id"), uuid: text("uuid") };
    let zoe = format!("{}/@zoe", eve.origin);
    eve.serve("/@zoe", eve.actor("zoe"));
    let mut hers = note(4, theirs["id"].as_str().unwrap().to_owned(), "Hello");
    hers["attributedTo"] = json!(zoe);
    eve.serve("/notes/4", hers.clone());
    sent(4, "Create", hers).await;
    assert_eq!(seen(&copy).await, 0, "its organiser has not let it in");
    sent(5, "Announce", json!(format!("{}/notes/4", eve.origin))).await;
    assert_eq!(seen(&copy).await, 1, "passed on by the server of the event");
}

#[tokio::test]
async fn nobody_is_refused_who_comes_for_the_first_time_with_several_things_at_once() {
    let (world, eve) = stage().await;
    let t = &world.servers[0];
    let hello =
        (0..4).map(|number| eve.activity("Like", number, json!(format!("{}/relay", t.origin))));
    let hello: Vec<Value> = hello.collect();
    let sent = futures_util::future::join_all(hello.iter().map(|one| eve.send(t, one))).await;
    assert_eq!(sent, [202; 4]);
    t.settle().await;
}
