//! What arrives twice, late or in another order changes nothing.

use crate::comments::{said, threads};
use crate::events::{Made, create, update};
use crate::federation::{follow, found};
use crate::participation::{LIST, joined};
use crate::support::{Fediverse, Person, TestApp, data};
use chrono::Duration;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use farandole::federation;
use farandole::kernel::id::InstanceId;
use serde_json::{Value, json};

/// Has a server note what it has sent.
async fn note(server: &TestApp) {
    let mut conn = server.app.db.get().await.unwrap();
    conn.batch_execute(
        "CREATE TABLE sent (LIKE deliveries);
         CREATE FUNCTION note_sent() RETURNS trigger LANGUAGE plpgsql AS
           'BEGIN INSERT INTO sent SELECT OLD.*; RETURN OLD; END';
         CREATE TRIGGER note_sent BEFORE DELETE ON deliveries FOR EACH ROW EXECUTE FUNCTION note_sent();",
    )
    .await
    .unwrap();
}

#[derive(diesel::QueryableByName)]
struct To {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    instance_id: InstanceId,
}

/// Sends everything that matches once more.
async fn send_again(server: &TestApp, which: &str, order: &str) {
    let mut conn = server.app.db.get().await.unwrap();
    conn.batch_execute(&format!(
        "CREATE TEMP TABLE again AS SELECT s.* FROM sent s JOIN activities a ON a.id = s.activity_id \
           WHERE {which} ORDER BY s.id;
         DELETE FROM sent;
         INSERT INTO deliveries (activity_id, instance_id, inbox, object, created_at)
           SELECT activity_id, instance_id, inbox, object || id, created_at FROM again ORDER BY id {order};
         DROP TABLE again;"
    ))
    .await
    .unwrap();
    let waiting: Vec<To> = diesel::sql_query("SELECT DISTINCT instance_id FROM deliveries")
        .load(&mut conn)
        .await
        .unwrap();
    drop(conn);
    for to in waiting {
        federation::hasten(&server.app, to.instance_id).await.unwrap();
    }
}

async fn forget_arrivals(server: &TestApp) {
    let mut conn = server.app.db.get().await.unwrap();
    diesel::sql_query("DELETE FROM arrivals").execute(&mut conn).await.unwrap();
}

/// What two people see, each on their server.
async fn seen(world: &Fediverse, ana: &Person, ben: &Person, here: &Made, there: &Made) -> Value {
    let mut all = Vec::new();
    for (server, who, event) in [(&world.servers[0], ana, here), (&world.servers[1], ben, there)] {
        let listed = found(server).await;
        let said = threads(who, event).await;
        let list = who.ask(LIST, json!({ "uuid": event.uuid })).await;
        let mut part = data(&list)["event"]["participants"].clone();
        part["elements"].as_array_mut().unwrap().sort_by_key(|one| one["id"].to_string());
        all.push(json!({ "listed": listed, "said": said, "part": part }));
    }
    Value::Array(all)
}

/// Two servers between which much has happened, and what stands at its end.
async fn story() -> (Fediverse, [Person; 2], [Made; 2]) {
    let world = Fediverse::of(2).await;
    let [a, b] = [&world.servers[0], &world.servers[1]];
    for server in [a, b] {
        note(server).await;
    }
    follow(&world, 1, 0).await;
    let step = async || {
        world.settle().await;
        for server in &world.servers {
            server.pass(Duration::seconds(5));
        }
    };
    let (ana, ben) = (a.person("ana").await, b.person("ben").await);
    let gone = create(&ana, json!({ "title": "Picnic that never was" })).await;
    step().await;
    let delete = "mutation ($id: ID!) { deleteEvent(eventId: $id) { id } }";
    data(&ana.ask(delete, json!({ "id": gone.id})).await);
    let here = create(&ana, json!({})).await;
    step().await;
    let copy = found(b).await[0].clone();
    let text = |name: &str| copy[name].as_str().unwrap().to_owned();
    let there = Made { id: text("id"), uuid: text("uuid") };
    joined(&ben, &there).await;
    step().await;
    update(&ana, &here, "title: \"Picnic on the hill\"").await;
    let first = said(&ben, &there, json!({ "text": "Is there shade?" })).await;
    step().await;
    let change = "mutation ($id: ID!) { updateComment(commentId: $id, text: \"Is there any shade?\") { id } }";
    data(&ben.ask(change, json!({ "id": first })).await);
    let last = said(&ben, &there, json!({ "text": "Never mind." })).await;
    let on_a = said(&ana, &here, json!({ "text": "Bring a hat." })).await;
    step().await;
    let remove = "mutation ($id: ID!) { deleteComment(commentId: $id) { id } }";
    data(&ben.ask(remove, json!({ "id": last })).await);
    update(&ana, &here, "status: TENTATIVE").await;
    step().await;
    let change =
        "mutation ($id: ID!) { updateComment(commentId: $id, text: \"Bring hats.\") { id } }";
    data(&ana.ask(change, json!({ "id": on_a })).await);
    step().await;
    (world, [ana, ben], [here, there])
}

#[tokio::test]
async fn flt_018_everything_that_is_sent_once_more_is_known_again() {
    let (world, [ana, ben], [here, there]) = story().await;
    let before = seen(&world, &ana, &ben, &here, &there).await;
    assert_eq!(before[1]["listed"][0]["title"], "Picnic on the hill");
    assert_eq!(before[0]["said"].as_array().unwrap().len(), 2, "{before:#}");
    for order in ["ASC", "DESC"] {
        for server in &world.servers {
            send_again(server, "TRUE", order).await;
        }
        world.settle().await;
        let after = seen(&world, &ana, &ben, &here, &there).await;
        assert_eq!(after, before, "{order}");
    }
}

#[tokio::test]
async fn objects_that_arrive_again_after_they_are_forgotten_stay_as_they_are() {
    let (world, [ana, ben], [here, there]) = story().await;
    let before = seen(&world, &ana, &ben, &here, &there).await;
    let objects = "a.body::jsonb ->> 'type' IN ('Create', 'Update', 'Delete', 'Announce')";
    for order in ["DESC", "ASC"] {
        for server in &world.servers {
            forget_arrivals(server).await;
            send_again(server, objects, order).await;
        }
        world.settle().await;
        let after = seen(&world, &ana, &ben, &here, &there).await;
        assert_eq!(after, before, "{order}");
    }
}
