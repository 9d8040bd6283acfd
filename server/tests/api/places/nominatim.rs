use crate::support::TestApp;
use actix_web::{App, HttpResponse, HttpServer, web};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const SEARCH: &str = "query ($query: String!, $typing: Boolean! = false) { \
    searchAddress(query: $query, locale: \"fr\", typing: $typing) { originId oneLine } }";

/// A Nominatim that knows one café.
struct Stub {
    authority: String,
    asked: Arc<AtomicUsize>,
    down: Arc<AtomicBool>,
    agents: Arc<Mutex<Vec<String>>>,
    server: actix_web::dev::ServerHandle,
}

impl Stub {
    async fn start() -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let authority = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
        let (asked, down) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let agents = Arc::new(Mutex::new(Vec::new()));
        let seen = (asked.clone(), down.clone(), agents.clone());
        let server = HttpServer::new(move || {
            let (asked, down, agents) = seen.clone();
            let answer = move |request: actix_web::HttpRequest| {
                asked.fetch_add(1, Ordering::SeqCst);
                let agent =
                    request.headers().get("user-agent").unwrap().to_str().unwrap().to_owned();
                agents.lock().unwrap().push(agent);
                let down = down.load(Ordering::SeqCst);
                let one = request.path() == "/geo/reverse";
                async move {
                    match (down, one) {
                        (true, _) => HttpResponse::InternalServerError().finish(),
                        (_, true) => HttpResponse::Ok().json(cafe()),
                        (_, false) => HttpResponse::Ok().json([cafe()]),
                    }
                }
            };
            App::new().route("/geo/{what}", web::get().to(answer))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        std::thread::spawn(move || actix_web::rt::System::new().block_on(server));
        Self { authority, asked, down, agents, server: handle }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    async fn app(&self) -> TestApp {
        let geocoder = format!("nominatim:http://{}/geo", self.authority);
        TestApp::start_with(&[("geocoder", &geocoder), ("federation_allow", &self.authority)]).await
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

fn cafe() -> Value {
    json!({
        "osm_id": 4711, "lat": "45.76", "lon": "4.83", "category": "amenity", "type": "cafe",
        "addresstype": "amenity", "name": "Le Bal des Ardents", "display_name": "Le Bal des Ardents, Lyon",
        "address": { "road": "Rue Neuve", "house_number": "17", "city": "Lyon", "postcode": "69001", "country": "France" }
    })
}

async fn search(t: &TestApp, text: &str, typing: bool) -> Value {
    let reply = t.stranger().ask(SEARCH, json!({ "query": text, "typing": typing })).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["searchAddress"][0].clone()
}

#[tokio::test]
async fn a_nominatim_of_ones_own_is_asked_once_for_the_same_thing() {
    let stub = Stub::start().await;
    let t = stub.app().await;
    let first = search(&t, "Bal des Ardents", false).await;
    assert_eq!(first["originId"], "nominatim:4711");
    assert_eq!(first["oneLine"], "Le Bal des Ardents, 17 Rue Neuve, 69001 Lyon, France");
    assert_eq!(search(&t, "  bal DES ardents", false).await, first);
    assert_eq!(stub.asked(), 1);
    let agents = stub.agents.lock().unwrap().clone();
    assert!(agents[0].contains("Farandole") && agents[0].contains(&t.origin), "{agents:?}");
}

#[tokio::test]
async fn an_answer_is_asked_for_anew_after_a_month_and_swept_away() {
    let stub = Stub::start().await;
    let t = stub.app().await;
    t.tick().await;
    search(&t, "Bal des Ardents", false).await;
    t.pass(chrono::Duration::days(31));
    t.tick().await;
    assert_eq!(kept_answers(&t).await, 0);
    search(&t, "Bal des Ardents", false).await;
    assert_eq!(stub.asked(), 2);
}

#[tokio::test]
async fn points_share_an_answer_with_their_neighbours() {
    let stub = Stub::start().await;
    let t = stub.app().await;
    for lon in ["4.83001", "4.83002"] {
        let query =
            format!("{{ reverseGeocode(longitude: {lon}, latitude: 45.76) {{ originId }} }}");
        let reply = t.stranger().ask(&query, json!({})).await;
        assert_eq!(reply["data"]["reverseGeocode"][0]["originId"], "nominatim:4711", "{reply:#}");
    }
    assert_eq!(stub.asked(), 1);
}

#[tokio::test]
async fn nobody_outside_is_asked_while_somebody_types() {
    let stub = Stub::start().await;
    let t = stub.app().await;
    assert_eq!(search(&t, "Lyon", true).await["originId"], "geonames:2996944");
    search(&t, "Ly", false).await;
    assert_eq!(stub.asked(), 0);
}

#[tokio::test]
async fn the_gazetteer_answers_for_a_provider_that_is_down_and_its_answer_is_not_kept() {
    let stub = Stub::start().await;
    let t = stub.app().await;
    stub.down.store(true, Ordering::SeqCst);
    assert_eq!(search(&t, "Lyon", false).await["originId"], "geonames:2996944");
    assert_eq!(kept_answers(&t).await, 0);
    stub.down.store(false, Ordering::SeqCst);
    assert_eq!(search(&t, "Lyon", false).await["originId"], "nominatim:4711");
}

#[tokio::test]
async fn a_provider_on_a_private_address_is_never_reached_unless_allowed() {
    let stub = Stub::start().await;
    let geocoder = format!("nominatim:http://{}/geo", stub.authority);
    let t = TestApp::start_with(&[("geocoder", &geocoder)]).await;
    assert_eq!(search(&t, "Lyon", false).await["originId"], "geonames:2996944");
    assert_eq!(stub.asked(), 0);
}

#[tokio::test]
async fn one_client_does_not_use_up_the_patience_of_a_provider() {
    let stub = Stub::start().await;
    let t = stub.app().await;
    for n in 0..25 {
        search(&t, &format!("Lyon {n}"), false).await;
    }
    assert_eq!(stub.asked(), 20);
}

async fn kept_answers(t: &TestApp) -> i64 {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    let mut conn = t.app.db.get().await.unwrap();
    farandole_schema::tables::geocode_cache::table.count().get_result(&mut conn).await.unwrap()
}
