//! The power goes in the middle of a thousand deliveries.

use crate::server::{Home, eventually};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use farandole::kernel::db::Db;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

const INBOXES: usize = 1_000;

/// What came to each inbox: the ids of the activities.
type Came = Arc<Mutex<BTreeMap<String, Vec<String>>>>;

/// A server that takes whatever is sent to it.
fn listen() -> (String, Came) {
    let came = Came::default();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let host = format!("localhost:{}", listener.local_addr().unwrap().port());
    let shared = came.clone();
    let server = actix_web::HttpServer::new(move || {
        let shared = shared.clone();
        let take = move |request: actix_web::HttpRequest, body: actix_web::web::Bytes| {
            let signed = request.headers().contains_key("signature");
            let activity: Value = serde_json::from_slice(&body).unwrap();
            if signed {
                let id = activity["id"].as_str().unwrap().to_owned();
                shared.lock().unwrap().entry(request.path().to_owned()).or_default().push(id);
            }
            async { actix_web::HttpResponse::Accepted().finish() }
        };
        actix_web::App::new().default_service(actix_web::web::post().to(take))
    })
    .workers(1)
    .disable_signals()
    .listen(listener)
    .unwrap()
    .run();
    // Its thread ends with the process of the test.
    std::thread::spawn(move || actix_web::rt::System::new().block_on(server));
    (host, came)
}

/// A thousand people of that server, each with an inbox of their own, who follow Ana.
async fn followers(db: &Db, host: &str) {
    let mut conn = db.get().await.unwrap();
    conn.batch_execute(&format!(
        "INSERT INTO instances (host, created_at) VALUES ('{host}', now());
         INSERT INTO actors (uuid, kind, preferred_username, domain, url, created_at, updated_at)
           SELECT gen_random_uuid(), 'person', 'p' || n, '{host}', 'http://{host}/@p' || n, now(), now()
           FROM generate_series(1, {INBOXES}) n;
         INSERT INTO remote_actors (actor_id, instance_id, kind, inbox, key_id, public_key, key_asked_at, fetched_at)
           SELECT a.id, i.id, 'Person', a.url || '/inbox', a.url || '#main-key', 'none', now(), now()
           FROM actors a JOIN instances i ON i.host = a.domain;
         INSERT INTO follows (uuid, url, follower_id, target_id, state, created_at, updated_at)
           SELECT gen_random_uuid(), a.url || '#follow', a.id, ana.id, 'approved', now(), now()
           FROM actors a, actors ana WHERE a.domain = '{host}' AND ana.preferred_username = 'ana' AND ana.domain IS NULL;"
    ))
    .await
    .unwrap();
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[tokio::test(flavor = "multi_thread")]
async fn flt_001_a_kill_in_the_middle_of_a_thousand_deliveries_loses_none() {
    let (host, came) = listen();
    let home = Home::new(&[("federation_allow", &host)]).await;
    let server = home.start().await;
    let db = Db::open(&home.database.url, 2).unwrap();
    let (token, actor) = home.ana(&server).await;
    followers(&db, &host).await;
    let made = server
        .ask(
            Some(&token),
            "mutation ($actor: ID!, $begins: DateTime!) { createEvent(organizerActorId: $actor, title: \"Ball\", \
               description: \"\", beginsOn: $begins) { url } }",
            json!({ "actor": actor, "begins": chrono::Utc::now() + chrono::Duration::days(7) }),
        )
        .await;
    let id = format!("{}/activity", made["createEvent"]["url"].as_str().unwrap());
    eventually("a third has arrived", async || came.lock().unwrap().len() >= INBOXES / 3).await;
    server.kill();
    let at_the_kill = came.lock().unwrap().len();
    assert!(at_the_kill < INBOXES, "the kill came too late to show anything");
    drop(server);

    let _server = home.start().await;
    eventually("nothing waits any more", async || {
        let mut conn = db.get().await.unwrap();
        let waiting = diesel::sql_query("SELECT count(*) AS n FROM deliveries");
        waiting.get_result::<Count>(&mut conn).await.unwrap().n == 0
    })
    .await;
    let came = came.lock().unwrap();
    assert_eq!(came.len(), INBOXES, "every inbox has it");
    let known: BTreeSet<&String> = came.values().flatten().collect();
    assert_eq!(known, BTreeSet::from([&id]), "always under one id, so that twice is known again");
    let twice = came.values().filter(|all| all.len() > 1).count();
    assert!(
        twice <= 8,
        "PRM-02: {twice}: only what was on its way, four at a time, goes out again"
    );
}
