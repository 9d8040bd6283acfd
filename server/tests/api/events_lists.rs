//! Public lists: what is upcoming, near a place, in an order, beside another event, under a tag.

use crate::events::{Made, create, refusal, update};
use crate::participation::{identity, joined};
use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use farandole_schema::tables::event_upcoming;
use serde_json::{Value, json};

const PARIS: (f64, f64) = (2.35, 48.85);
const LYON: (f64, f64) = (4.83, 45.76);

/// An event in the town hall of Villeneuve, wherever that lies.
async fn event_at(by: &Person, place: (f64, f64), mut more: Value) -> Made {
    more["physicalAddress"] = json!({
        "description": "Town hall", "locality": "Villeneuve", "geom": format!("{};{}", place.0, place.1),
    });
    create(by, more).await
}

/// The titles of a list, and its total.
async fn listed(viewer: &Person, arguments: &str) -> (Vec<String>, i64) {
    let arguments = if arguments.is_empty() { String::new() } else { format!("({arguments})") };
    let query = format!("{{ events{arguments} {{ total elements {{ title }} }} }}");
    let reply = viewer.ask(&query, json!({})).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    let page = &reply["data"]["events"];
    let titles = page["elements"].as_array().unwrap().iter();
    let titles = titles.map(|event| event["title"].as_str().unwrap().to_owned()).collect();
    (titles, page["total"].as_i64().unwrap())
}

fn titled(title: &str, more: Value) -> Value {
    let mut input = more;
    input["title"] = json!(title);
    input
}

#[tokio::test]
async fn lists_hold_public_events_that_are_not_over_and_nothing_else() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    t.tick().await;
    for (title, more) in [
        ("second", json!({ "beginsOn": "2026-06-12T18:00:00Z" })),
        ("first", json!({ "beginsOn": "2026-06-11T18:00:00Z" })),
        (
            "running",
            json!({ "beginsOn": "2026-06-01T10:00:00Z", "endsOn": "2026-06-01T13:00:00Z" }),
        ),
        ("today, no end", json!({ "beginsOn": "2026-06-01T08:00:00Z" })),
        ("called off", json!({ "status": "CANCELLED", "beginsOn": "2026-06-13T18:00:00Z" })),
        ("over", json!({ "beginsOn": "2026-06-01T09:00:00Z", "endsOn": "2026-06-01T11:59:59Z" })),
        ("yesterday, no end", json!({ "beginsOn": "2026-05-31T23:00:00Z" })),
        ("draft", json!({ "draft": true })),
        ("unlisted", json!({ "visibility": "UNLISTED" })),
        ("restricted", json!({ "visibility": "RESTRICTED" })),
        ("private", json!({ "visibility": "PRIVATE" })),
    ] {
        create(&ana, titled(title, more)).await;
    }
    let expected = ["today, no end", "running", "first", "second", "called off"];
    for viewer in [&ana, &t.stranger()] {
        assert_eq!(listed(viewer, "").await, (expected.map(str::to_owned).to_vec(), 5));
    }
    t.pass(chrono::Duration::hours(13));
    let later = ["first", "second", "called off"].map(str::to_owned).to_vec();
    assert_eq!(listed(&ana, "").await, (later, 3), "no list waits for the sweep");
    t.tick().await;
    let left: i64 =
        event_upcoming::table.count().get_result(&mut t.app.db.get().await.unwrap()).await.unwrap();
    assert_eq!(left, 3, "the sweep has taken the others away");
}

#[tokio::test]
async fn an_event_that_is_hidden_leaves_the_lists_with_the_change_and_comes_back() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({ "tags": ["one"] })).await;
    for (change, total) in [
        ("visibility: PRIVATE", 0),
        ("visibility: PUBLIC", 1),
        ("beginsOn: \"2026-05-01T00:00:00Z\", endsOn: \"2026-05-01T01:00:00Z\"", 0),
        ("beginsOn: \"2026-07-01T00:00:00Z\", endsOn: null", 1),
    ] {
        update(&ana, &event, change).await;
        assert_eq!(listed(&ana, "").await.1, total, "{change}");
    }
    ana.ask(&format!("mutation {{ deleteEvent(eventId: \"{}\") {{ id }} }}", event.id), json!({}))
        .await;
    assert_eq!(listed(&ana, "").await.1, 0);
    t.settle().await;
}

#[tokio::test]
async fn a_list_is_cut_by_place_length_and_page_and_put_in_order() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let later = json!({ "beginsOn": "2026-06-20T18:00:00Z" });
    event_at(&ana, PARIS, titled("Paris later", later)).await;
    event_at(&ana, PARIS, titled("Paris", json!({}))).await;
    event_at(&ana, LYON, titled("Lyon", json!({}))).await;
    let long = json!({ "beginsOn": "2026-06-11T18:00:00Z", "endsOn": "2026-07-20T18:00:00Z" });
    let changed = create(&ana, titled("Season", long)).await;
    t.pass(chrono::Duration::minutes(1));
    update(&ana, &changed, "phoneAddress: \"0123\"").await;
    let around =
        |place: (f64, f64)| geohash::encode(geohash::Coord { x: place.0, y: place.1 }, 7).unwrap();
    let paris = around(PARIS);
    for (arguments, expected, total) in [
        (format!("location: \"{paris}\""), vec!["Paris", "Paris later"], 2),
        (format!("location: \"{paris}\", radius: 500"), vec!["Paris", "Lyon", "Paris later"], 3),
        (format!("location: \"{paris}\", direction: DESC"), vec!["Paris later", "Paris"], 2),
        (format!("location: \"{paris}\", orderBy: INSERTED_AT"), vec!["Paris later", "Paris"], 2),
        ("longEvents: true".into(), vec!["Season"], 1),
        ("longEvents: false".into(), vec!["Paris", "Lyon", "Paris later"], 3),
        ("limit: 2".into(), vec!["Paris", "Lyon"], 4),
        ("limit: 2, page: 2".into(), vec!["Season", "Paris later"], 4),
        ("direction: DESC, limit: 1".into(), vec!["Paris later"], 4),
        ("orderBy: INSERTED_AT, limit: 2".into(), vec!["Paris later", "Paris"], 4),
        ("orderBy: INSERTED_AT, direction: DESC, limit: 2".into(), vec!["Season", "Lyon"], 4),
        ("orderBy: UPDATED_AT, direction: DESC, limit: 1".into(), vec!["Season"], 4),
    ] {
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(listed(&ana, &arguments).await, (expected, total), "{arguments}");
    }
    for (arguments, field) in [
        ("location: \"a!\"".to_owned(), "location"),
        (format!("location: \"{paris}\", radius: 0"), "radius"),
        (format!("location: \"{paris}\", radius: 20001"), "radius"),
    ] {
        let reply = ana.ask(&format!("{{ events({arguments}) {{ total }} }}"), json!({})).await;
        assert_eq!(refusal(&reply), ("validation", field));
    }
    t.settle().await;
}

#[tokio::test]
async fn the_row_that_searches_read_says_where_and_when() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = event_at(&ana, PARIS, json!({ "options": { "timezone": "Europe/Paris" } })).await;
    let id: i64 = event.id.parse().unwrap();
    let row = |column: &'static str| {
        #[derive(QueryableByName)]
        struct Shown {
            #[diesel(sql_type = Text)]
            shown: String,
        }
        let app = t.app.clone();
        async move {
            let query =
                format!("SELECT coalesce(({column})::text, '-') AS shown FROM event_upcoming");
            let shown: Shown = diesel::sql_query(query)
                .get_result(&mut app.db.get().await.unwrap())
                .await
                .unwrap();
            shown.shown
        }
    };
    assert_eq!(row("sort_at - begins_on").await, format!("00:00:00.{id:06}").trim_end_matches('0'));
    assert_eq!(row("ends_on").await, "2026-06-10 22:00:00+00", "the end of its day in Paris");
    assert_eq!(row("ST_AsText(geog)").await, "POINT(2.35 48.85)");
    assert_eq!(row("tile").await, farandole::events::morton(PARIS.0, PARIS.1).to_string());
    assert_eq!(row("online").await, "false");
    update(&ana, &event, "options: { isOnline: true }").await;
    assert_eq!(row("geog").await, "-", "an event on the net is near nobody");
    assert_eq!(row("online").await, "true");
    t.settle().await;
}

#[tokio::test]
async fn the_words_of_an_event_follow_its_changes() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let more = json!({ "title": "Chants du soir", "description": "<p>Venez nombreux, <b>on chante</b> !</p>",
        "tags": ["chorale"], "language": "fr" });
    let event = event_at(&ana, PARIS, more).await;
    t.settle().await;
    #[derive(QueryableByName)]
    struct Hits {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let hits = |words: &'static str| {
        let app = t.app.clone();
        async move {
            let hits: Hits = diesel::sql_query(
                "SELECT count(*) AS n FROM event_upcoming_text WHERE tsv @@ to_tsquery('farandole_fr', $1)",
            )
            .bind::<Text, _>(words)
            .get_result(&mut app.db.get().await.unwrap())
            .await
            .unwrap();
            hits.n
        }
    };
    for words in ["chanter:A", "chorale:B", "villeneuve:C", "nombreux:C"] {
        assert_eq!(hits(words).await, 1, "{words}");
    }
    assert_eq!(hits("nombreux:A").await, 0);
    update(&ana, &event, "title: \"Danses du soir\"").await;
    t.settle().await;
    assert_eq!((hits("chanter:A").await, hits("danse:A").await), (0, 1));
    update(&ana, &event, "visibility: UNLISTED").await;
    assert_eq!(hits("danse:A").await, 0, "hidden at once, before any job");
    t.settle().await;
    assert_eq!(hits("danse:A").await, 0);
}

#[tokio::test]
async fn beside_an_event_stand_those_most_like_it_then_the_next() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let at = |day: u32, more: Value| {
        let mut input = more;
        input["beginsOn"] = json!(format!("2026-06-{day:02}T18:00:00Z"));
        input
    };
    let picnic = create(&ana, at(10, json!({ "tags": ["food"], "language": "en" }))).await;
    create(&ben, at(11, titled("soon", json!({ "language": "de" })))).await;
    create(&ben, at(12, titled("sooner than the rest", json!({ "language": "de" })))).await;
    create(&ben, at(13, titled("late", json!({ "language": "de" })))).await;
    create(&ana, at(20, titled("same organiser", json!({ "language": "en" })))).await;
    create(
        &ben,
        at(25, titled("same tag", json!({ "language": "en", "tags": ["other", "food"] }))),
    )
    .await;
    create(&ana, at(9, titled("hidden", json!({ "language": "en", "visibility": "UNLISTED" }))))
        .await;
    create(&ana, at(9, titled("called off", json!({ "language": "en", "status": "CANCELLED" }))))
        .await;
    let query = "query ($uuid: UUID!) { event(uuid: $uuid) { relatedEvents { title } } }";
    let reply = t.stranger().ask(query, json!({ "uuid": picnic.uuid })).await;
    let related = reply["data"]["event"]["relatedEvents"].as_array().unwrap().iter();
    let titles: Vec<&str> = related.map(|event| event["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["same organiser", "same tag", "soon", "sooner than the rest"]);
    t.settle().await;
}

#[tokio::test]
async fn tags_to_choose_from_are_those_of_public_events_and_ones_own() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    create(&ana, json!({ "tags": ["Fête", "Grande fête"] })).await;
    create(&ana, json!({ "tags": ["Fête secrète"], "visibility": "PRIVATE" })).await;
    create(&ana, json!({ "tags": ["Fête à venir"], "draft": true })).await;
    let titles = |reply: Value| -> Vec<String> {
        let tags = reply["data"]["tags"].as_array().unwrap_or_else(|| panic!("{reply:#}")).clone();
        tags.iter().map(|tag| tag["title"].as_str().unwrap().to_owned()).collect()
    };
    let query = "{ tags(filter: \"FETE\") { title } }";
    assert_eq!(titles(ben.ask(query, json!({})).await), ["Fête", "Grande fête"]);
    let own = ["Fête", "Fête à venir", "Fête secrète", "Grande fête"];
    assert_eq!(titles(ana.ask(query, json!({})).await), own);
    assert_eq!(titles(ben.ask("{ tags(filter: \"%\") { title } }", json!({})).await), [""; 0]);
    let stranger = t.stranger().ask(query, json!({})).await;
    assert_eq!(refusal(&stranger).0, "unauthenticated");
    t.settle().await;
}

#[tokio::test]
async fn a_tag_names_those_that_stand_beside_it_on_public_events() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    create(&ana, json!({ "tags": ["jazz", "swing"] })).await;
    create(&ana, json!({ "tags": ["jazz", "swing", "free"] })).await;
    create(&ana, json!({ "tags": ["jazz", "secret"], "visibility": "PRIVATE" })).await;
    let reply = ana.ask("{ tags(filter: \"jazz\") { related { title } } }", json!({})).await;
    let related = &reply["data"]["tags"][0]["related"];
    assert_eq!(*related, json!([{ "title": "swing" }, { "title": "free" }]));
    t.settle().await;
}

#[tokio::test]
async fn the_statements_of_a_page_do_not_grow_with_its_size() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for i in 0..50 {
        let more = json!({ "title": format!("Evening {i}"), "tags": [format!("tag {i}"), "all"],
            "contacts": [{ "id": ana.actor.to_string() }], "options": { "hideNumberOfParticipants": true } });
        create(&ana, more).await;
    }
    t.settle().await;
    let stranger = t.stranger();
    let mut counts = Vec::new();
    for limit in [5, 50] {
        let query = format!(
            "{{ events(limit: {limit}) {{ total elements {{ title description picture {{ url }}
                tags {{ title related {{ title }} }} organizerActor {{ name avatar {{ url }} }} contacts {{ id }}
                participantStats {{ going }} options {{ remainingAttendeeCapacity }}
                relatedEvents {{ title tags {{ title }} }} }} }} }}"
        );
        stranger.ask(&query, json!({})).await; // opens the connections
        let before = t.app.db.statements();
        let reply = stranger.ask(&query, json!({})).await;
        counts.push(t.app.db.statements() - before);
        let found = reply["data"]["events"]["elements"].as_array().map(Vec::len);
        assert_eq!(found, Some(limit), "{reply:#}");
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[1] < 25, "{counts:?}");
}

/// Asks twice, and counts the statements of the second time, when everything is open.
async fn statements(t: &TestApp, who: &Person, query: &str) -> (usize, Value) {
    who.ask(query, json!({})).await;
    let before = t.app.db.statements();
    let reply = who.ask(query, json!({})).await;
    let after = t.app.db.statements();
    assert!(reply["errors"].is_null(), "{reply:#}");
    (usize::try_from(after - before).unwrap(), reply)
}

#[tokio::test]
async fn the_statements_of_lists_in_lists_do_not_grow_either() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let mut events = Vec::new();
    for i in 0..50 {
        let event = create(&ana, json!({ "title": format!("Evening {i}") })).await;
        joined(&ben, &event).await;
        events.push(event);
    }
    t.settle().await;
    let mut counts = Vec::new();
    for limit in [5, 50] {
        let query = format!(
            "{{ events(limit: {limit}) {{ elements {{ participants(limit: 2) {{ total elements {{
                role actor {{ name avatar {{ url }} }} event {{ title }} }} }} }} }} }}"
        );
        let (count, reply) = statements(&t, &ana, &query).await;
        let last = &reply["data"]["events"]["elements"][limit - 1]["participants"];
        assert_eq!(
            (&last["total"], last["elements"].as_array().map(Vec::len)),
            (&json!(2), Some(2))
        );
        counts.push(count);
    }
    assert_eq!(counts[0], counts[1], "participants of events");

    let mut counts = Vec::new();
    for identities in [5, 50] {
        let known = if identities == 5 { 1 } else { 5 };
        for (n, event) in events.iter().enumerate().take(identities).skip(known) {
            let mask = identity(&t, &ben, &format!("mask{n}")).await;
            create(&mask, json!({ "title": format!("Of mask {n}") })).await;
            joined(&mask, event).await;
        }
        t.settle().await;
        let query = "{ loggedUser { actors { feedTokens { token }
            participations(limit: 2) { total elements { event { title tags { title } } } }
            organizedEvents(limit: 1) { total elements { title picture { url }
                participants(limit: 1) { total elements { actor { name } } } } } } } }";
        let (count, reply) = statements(&t, &ben, query).await;
        let actors = reply["data"]["loggedUser"]["actors"].as_array().unwrap();
        assert_eq!(actors.len(), identities);
        let last = &actors[identities - 1];
        assert_eq!(last["organizedEvents"]["total"], 1, "{last:#}");
        assert_eq!(last["participations"]["total"], 2, "{last:#}");
        counts.push(count);
    }
    assert_eq!(counts[0], counts[1], "what people organise and take part in");
}

#[tokio::test]
async fn a_page_beyond_the_end_still_tells_how_many_events_somebody_organises() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for i in 0..3 {
        create(
            &ana,
            json!({ "beginsOn": format!("2026-06-1{i}T18:00:00Z"), "title": format!("Day {i}") }),
        )
        .await;
    }
    t.settle().await;
    let page = async |page: i32| {
        let query = format!(
            "{{ loggedPerson {{ organizedEvents(page: {page}, limit: 2) {{ total elements {{ title }} }} }} }}"
        );
        ana.ask(&query, json!({})).await["data"]["loggedPerson"]["organizedEvents"].clone()
    };
    let titles = json!([{ "title": "Day 2" }, { "title": "Day 1" }]);
    assert_eq!(page(1).await, json!({ "total": 3, "elements": titles }));
    assert_eq!(page(2).await, json!({ "total": 3, "elements": [{ "title": "Day 0" }] }));
    assert_eq!(page(3).await, json!({ "total": 3, "elements": [] }));
}
