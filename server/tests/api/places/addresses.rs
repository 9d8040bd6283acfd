use crate::events::refusal;
use crate::support::{Person, TestApp};
use serde_json::{Value, json};

const CREATE: &str = "mutation ($place: AddressInput, $by: ID!, $draft: Boolean, $visibility: EventVisibility, $zone: EventOptionsInput) { \
    createEvent(title: \"Picnic\", description: \"\", beginsOn: \"2026-06-10T18:00:00Z\", organizerActorId: $by, \
    physicalAddress: $place, draft: $draft, visibility: $visibility, options: $zone) { \
    id options { timezone } physicalAddress { ...address } } } ";
const UPDATE: &str = "mutation ($id: ID!, $place: AddressInput) { \
    updateEvent(eventId: $id, physicalAddress: $place) { id physicalAddress { ...address } } } ";
const ADDRESS: &str = "fragment address on Address { \
    id url originId description street locality postalCode region country type geom timezone oneLine pictureInfo { url } }";

async fn answer(by: &Person, more: Value) -> Value {
    let mut variables = json!({ "by": by.actor.to_string() });
    for (key, value) in more.as_object().unwrap() {
        variables[key] = value.clone();
    }
    by.ask(&format!("{CREATE}{ADDRESS}"), variables).await
}

async fn event_at(by: &Person, place: Value) -> Value {
    let reply = answer(by, json!({ "place": place })).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["createEvent"].clone()
}

async fn move_to(by: &Person, event: &Value, place: Value) -> Value {
    let variables = json!({ "id": event["id"], "place": place });
    let reply = by.ask(&format!("{UPDATE}{ADDRESS}"), variables).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["updateEvent"]["physicalAddress"].clone()
}

/// A place as a search gives it.
fn cafe() -> Value {
    json!({
        "originId": "nominatim:4711", "description": "Le Bal des Ardents", "street": "17 Rue Neuve",
        "locality": "Lyon", "postalCode": "69001", "region": "Auvergne-Rhône-Alpes", "country": "France",
        "type": "cafe", "geom": "4.83;45.76", "timezone": "Asia/Tokyo",
    })
}

fn with(mut place: Value, more: Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        place[key] = value.clone();
    }
    place
}

#[tokio::test]
async fn an_event_takes_place_where_its_organiser_says() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = event_at(&ana, cafe()).await;
    let place = &event["physicalAddress"];
    for key in ["originId", "description", "street", "locality", "postalCode", "region", "country"]
    {
        assert_eq!(place[key], cafe()[key], "{key}");
    }
    assert_eq!(place["type"], "cafe");
    assert_eq!(place["geom"], "4.83;45.76");
    assert_eq!(place["timezone"], "Europe/Paris", "the zone is the point's, whatever was sent");
    assert_eq!(event["options"]["timezone"], "Europe/Paris");
    assert_eq!(place["oneLine"], "Le Bal des Ardents, 17 Rue Neuve, 69001 Lyon, France");
    assert_eq!(place["pictureInfo"], Value::Null);
    let url = place["url"].as_str().unwrap();
    let uuid = url.strip_prefix(&format!("{}/address/", t.origin)).unwrap();
    assert!(uuid.parse::<uuid::Uuid>().is_ok(), "{url}");
}

#[tokio::test]
async fn typed_text_is_enough_and_nothing_is_no_address() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let typed =
        json!({ "description": "  Behind the  town hall ", "locality": "Nowhere-les-Bains" });
    let place = event_at(&ana, typed).await["physicalAddress"].clone();
    assert_eq!(place["description"], "Behind the town hall");
    assert_eq!(place["oneLine"], "Behind the town hall, Nowhere-les-Bains");
    assert_eq!(place["geom"], Value::Null);
    for nothing in [json!({}), json!({ "street": "  ", "type": "house" }), Value::Null] {
        assert_eq!(event_at(&ana, nothing).await["physicalAddress"], Value::Null);
    }
}

#[tokio::test]
async fn a_place_that_a_search_found_is_one_row_for_all() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let first = event_at(&ana, cafe()).await["physicalAddress"].clone();
    let second = event_at(&ben, cafe()).await["physicalAddress"].clone();
    assert_eq!(first, second);
    let by_id = event_at(&ben, json!({ "id": first["id"] })).await["physicalAddress"].clone();
    assert_eq!(by_id, first);
}

#[tokio::test]
async fn nobody_changes_the_place_of_anothers_event() {
    let t = TestApp::start().await;
    let (ana, mallory) = (t.person("ana").await, t.person("mallory").await);
    let event = event_at(&ana, cafe()).await;
    let place = event["physicalAddress"].clone();
    for forged in [
        with(cafe(), json!({ "description": "Closed for ever" })),
        with(cafe(), json!({ "geom": "0;0" })),
        json!({ "id": place["id"], "street": "Elsewhere" }),
    ] {
        let made = event_at(&mallory, forged).await["physicalAddress"].clone();
        assert_ne!(made["id"], place["id"]);
        assert_eq!(made["originId"], Value::Null, "only one row bears the name");
    }
    let again = event_at(&ana, json!({ "id": place["id"] })).await["physicalAddress"].clone();
    assert_eq!(again, place);
}

#[tokio::test]
async fn beside_an_id_what_is_left_out_stays_and_the_empty_text_empties() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let place = event_at(&ana, cafe()).await["physicalAddress"].clone();
    let other = json!({ "id": place["id"], "street": "", "description": "In the yard" });
    let moved = event_at(&ana, other).await["physicalAddress"].clone();
    assert_eq!(moved["description"], "In the yard");
    assert_eq!(moved["street"], Value::Null);
    assert_eq!(moved["locality"], "Lyon");
    assert_eq!(moved["geom"], place["geom"]);
}

#[tokio::test]
async fn saying_the_same_place_again_moves_nothing() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let typed = json!({ "description": "Behind the town hall", "geom": "4.83;45.76" });
    let event = event_at(&ana, typed.clone()).await;
    assert_eq!(move_to(&ana, &event, typed).await, event["physicalAddress"]);
    assert_eq!(move_to(&ana, &event, cafe()).await["description"], "Le Bal des Ardents");
    assert_eq!(move_to(&ana, &event, Value::Null).await, Value::Null);
}

#[tokio::test]
async fn the_place_of_an_event_that_is_not_for_everybody_is_not_found_by_counting_ids() {
    let t = TestApp::start().await;
    let (ana, mallory) = (t.person("ana").await, t.person("mallory").await);
    let secret = json!({ "description": "The hideout" });
    for (hidden, secret) in [
        (json!({ "draft": true }), secret.clone()),
        (json!({ "visibility": "UNLISTED" }), secret),
        // A geocoder's name for the place makes it nobody else's business either.
        (json!({ "draft": true }), with(cafe(), json!({ "description": "The hideout" }))),
    ] {
        let made = answer(&ana, with(hidden, json!({ "place": secret }))).await;
        let id = &made["data"]["createEvent"]["physicalAddress"]["id"];
        assert!(id.is_string(), "{made:#}");
        let reply = answer(&mallory, json!({ "place": { "id": id } })).await;
        assert_eq!(refusal(&reply), ("validation", "physicalAddress.id"));
        let absent = answer(&mallory, json!({ "place": { "id": "999999" } })).await;
        assert_eq!(absent["errors"], reply["errors"]);
        let own = event_at(&ana, json!({ "id": id })).await;
        assert_eq!(own["physicalAddress"]["description"], "The hideout");
    }
}

#[tokio::test]
async fn a_search_says_where_events_take_place_in_as_many_statements_for_many_as_for_few() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for n in 0..6 {
        event_at(
            &ana,
            with(cafe(), json!({ "description": format!("Table {n}"), "originId": null })),
        )
        .await;
    }
    t.settle().await;
    let mut counts = Vec::new();
    for limit in [2, 6] {
        let query = format!(
            "{{ searchEvents(limit: {limit}) {{ elements {{ physicalAddress {{ description }} }} }} }}"
        );
        let before = t.app.db.statements();
        let reply = t.stranger().ask(&query, json!({})).await;
        counts.push(t.app.db.statements() - before);
        let elements = reply["data"]["searchEvents"]["elements"].as_array().unwrap();
        assert_eq!(elements.len(), limit, "{reply:#}");
        assert_eq!(elements[1]["physicalAddress"]["description"], "Table 1", "{reply:#}");
    }
    assert_eq!(counts[0], counts[1]);
}

#[tokio::test]
async fn a_place_that_breaks_a_rule_is_refused_by_the_name_of_its_part() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for (place, field) in [
        (json!({ "street": "x".repeat(501) }), "physicalAddress.street"),
        (json!({ "postalCode": "x".repeat(51) }), "physicalAddress.postalCode"),
        (json!({ "originId": "x".repeat(201) }), "physicalAddress.originId"),
    ] {
        let reply = answer(&ana, json!({ "place": place })).await;
        assert_eq!(refusal(&reply), ("validation", field));
    }
    for geom in ["4.83;95", "NaN;0", "0;inf", "4.83"] {
        let reply = answer(&ana, json!({ "place": { "geom": geom } })).await;
        assert_eq!(reply["errors"][0]["code"], "invalid_argument", "{geom}: {reply:#}");
    }
    let reply = answer(&ana, json!({ "place": { "id": "-1" } })).await;
    assert_eq!(refusal(&reply), ("invalid_argument", "physicalAddress.id"));
}

#[tokio::test]
async fn the_longest_texts_that_are_allowed_fit() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let long = |max| "é".repeat(max);
    let place = json!({
        "description": long(500), "street": long(500), "locality": long(200), "postalCode": long(50),
        "region": long(200), "country": long(200), "type": long(100), "originId": long(200),
    });
    let kept = event_at(&ana, place.clone()).await["physicalAddress"].clone();
    for (key, value) in place.as_object().unwrap() {
        assert_eq!(&kept[key], value, "{key}");
    }
}
