//! The Nominatim client, against a server here that answers as Nominatim does.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::http::header::USER_AGENT;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use farandole_geocode::{Error, Geocoder, Nominatim, Pace, Query};
use reqwest::header::HeaderValue;
use serde_json::{Value, json};
use url::Url;

/// A server that remembers what it was asked and gives every question the same answer.
struct Fake {
    address: Url,
    asked: Arc<Mutex<Vec<String>>>,
    handle: ServerHandle,
}

impl Fake {
    fn answering(answer: impl Fn() -> HttpResponse + Clone + Send + 'static) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let remembered = Arc::clone(&asked);
        let app = move || {
            let (remembered, answer) = (Arc::clone(&remembered), answer.clone());
            App::new().default_service(web::to(move |request: HttpRequest| {
                let agent = request
                    .headers()
                    .get(USER_AGENT)
                    .and_then(|agent| agent.to_str().ok())
                    .unwrap_or_default();
                let line = format!("{} as {agent}", request.uri());
                remembered.lock().expect("no test panics while it asks").push(line);
                let answer = answer();
                async move { answer }
            }))
        };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let server = HttpServer::new(app)
            .workers(1)
            .disable_signals()
            .listen(listener)
            .expect("a listener")
            .run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { address: address.parse().expect("a URL"), asked, handle }
    }

    fn json(answer: Value) -> Self {
        Self::answering(move || HttpResponse::Ok().json(&answer))
    }

    fn status(status: u16) -> Self {
        Self::answering(move || HttpResponse::build(status.try_into().expect("a status")).finish())
    }

    fn client(&self) -> Nominatim {
        client_of(self.address.clone()).with_pace(Pace::every(Duration::ZERO))
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no test panics while it asks").clone()
    }

    /// The parameters of the only question, without those that all questions have.
    fn asked_once(&self) -> (String, Vec<(String, String)>) {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        let (uri, agent) = asked[0].split_once(" as ").expect("a line as written above");
        assert_eq!(agent, "Farandole/0.1 (+https://events.test)");
        let url = self.address.join(uri).expect("a URL");
        let mut pairs: Vec<_> = url.query_pairs().into_owned().collect();
        for usual in [("format", "jsonv2"), ("addressdetails", "1"), ("accept-language", "fr")] {
            let at =
                pairs.iter().position(|(name, value)| (name.as_str(), value.as_str()) == usual);
            pairs.remove(at.unwrap_or_else(|| panic!("{usual:?} is missing in {uri}")));
        }
        (url.path().to_owned(), pairs)
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

fn client_of(address: Url) -> Nominatim {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    Nominatim::new(
        client,
        address,
        HeaderValue::from_static("Farandole/0.1 (+https://events.test)"),
    )
}

fn town_hall() -> Value {
    json!({
        "place_id": 81234567, "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "way", "osm_id": 52247608, "lat": "45.7672", "lon": "4.8357",
        "category": "amenity", "type": "townhall", "place_rank": 30, "importance": 0.35, "addresstype": "amenity",
        "name": "Hôtel de Ville", "display_name": "Hôtel de Ville, 1, Place de la Comédie, Lyon, France",
        "address": {
            "amenity": "Hôtel de Ville", "house_number": "1", "road": "Place de la Comédie",
            "suburb": "Lyon 1er Arrondissement", "city": "Lyon", "state": "Auvergne-Rhône-Alpes",
            "ISO3166-2-lvl4": "FR-ARA", "postcode": "69001", "country": "France", "country_code": "fr"
        },
        "boundingbox": ["45.7668", "45.7677", "4.8350", "4.8364"]
    })
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn lyon() -> Query {
    Query::new("Hôtel de Ville, Lyon", "fr")
}

#[actix_web::test]
async fn a_search_brings_places() {
    let fake = Fake::json(json!([town_hall()]));
    let places = fake.client().search(&lyon()).await.expect("places");
    assert_eq!(places.len(), 1);
    assert_eq!(places[0].description, "Hôtel de Ville");
    assert_eq!(places[0].street.as_deref(), Some("1 Place de la Comédie"));
    assert_eq!(places[0].locality.as_deref(), Some("Lyon"));
    assert_eq!(places[0].kind, "townhall");
    assert_eq!(places[0].origin_id, "nominatim:52247608");
    assert_eq!(places[0].timezone.as_deref(), Some("Europe/Paris"));
    assert_eq!(
        fake.asked_once(),
        ("/search".into(), pairs(&[("q", "Hôtel de Ville, Lyon"), ("limit", "10")]))
    );
}

#[actix_web::test]
async fn what_narrows_a_search_is_passed_on() {
    let fake = Fake::json(json!([]));
    let query =
        Query { limit: 3, near: Some((4.8357, 45.764)), administrative_only: true, ..lyon() };
    let client = fake.client().with_countries(["FR", "be"]);
    assert_eq!(client.search(&query).await, Ok(Vec::new()));
    let (_, asked) = fake.asked_once();
    let expected = [
        ("q", "Hôtel de Ville, Lyon"),
        ("limit", "3"),
        ("countrycodes", "fr,be"),
        ("featureType", "settlement"),
        ("viewbox", "4.3357,45.2640,5.3357,46.2640"),
    ];
    assert_eq!(asked, pairs(&expected));
}

#[actix_web::test]
async fn a_server_may_live_below_a_path() {
    let fake = Fake::json(json!([]));
    for base in ["geo", "geo/"] {
        let client = client_of(fake.address.join(base).expect("a URL"))
            .with_pace(Pace::every(Duration::ZERO));
        client.search(&lyon()).await.expect("an answer");
    }
    assert!(fake.asked().iter().all(|line| line.starts_with("/geo/search?")), "{:?}", fake.asked());
}

#[actix_web::test]
async fn a_point_brings_the_place_there() {
    let fake = Fake::json(town_hall());
    let place = fake.client().reverse(45.7672, 4.8357, 30, "fr").await.expect("an answer");
    assert_eq!(place.map(|place| place.description).as_deref(), Some("Hôtel de Ville"));
    let asked = pairs(&[("lat", "45.7672"), ("lon", "4.8357"), ("zoom", "18")]);
    assert_eq!(fake.asked_once(), ("/reverse".into(), asked));
}

#[actix_web::test]
async fn the_sea_has_no_place() {
    let fake = Fake::json(json!({"error": "Unable to geocode"}));
    assert_eq!(fake.client().reverse(30.0, -40.0, 15, "fr").await, Ok(None));
}

#[actix_web::test]
async fn an_id_is_asked_for_as_each_kind_of_object() {
    let fake = Fake::json(json!([town_hall()]));
    let place = fake.client().lookup("nominatim:52247608", "fr").await.expect("an answer");
    assert_eq!(place.map(|place| place.description).as_deref(), Some("Hôtel de Ville"));
    let asked = pairs(&[("osm_ids", "N52247608,W52247608,R52247608")]);
    assert_eq!(fake.asked_once(), ("/lookup".into(), asked));
}

#[actix_web::test]
async fn an_id_that_two_objects_share_is_nobodys() {
    let fake = Fake::json(json!([town_hall(), town_hall()]));
    assert_eq!(fake.client().lookup("nominatim:52247608", "fr").await, Ok(None));
}

#[actix_web::test]
async fn nobody_is_asked_what_has_no_answer() {
    let fake = Fake::json(json!([town_hall()]));
    let client = fake.client();
    assert_eq!(client.search(&Query::new("  ", "fr")).await, Ok(Vec::new()));
    assert_eq!(client.reverse(f64::NAN, 4.8, 15, "fr").await, Ok(None));
    assert_eq!(client.lookup("geonames:2996944", "fr").await, Ok(None));
    assert_eq!(client.lookup("nominatim:45.76,4.83", "fr").await, Ok(None));
    assert_eq!(fake.asked(), Vec::<String>::new());
}

#[actix_web::test]
async fn who_is_told_to_wait_stays_away() {
    let fake = Fake::answering(|| {
        HttpResponse::TooManyRequests().insert_header(("Retry-After", "120")).finish()
    });
    let client = fake.client();
    assert_eq!(
        client.search(&lyon()).await,
        Err(Error::Refused { retry_after: Duration::from_secs(120) })
    );
    assert!(matches!(client.search(&lyon()).await, Err(Error::Refused { .. })));
    assert_eq!(fake.asked().len(), 1);
}

#[actix_web::test]
async fn a_ban_is_a_refusal() {
    let fake = Fake::status(403);
    assert_eq!(
        fake.client().search(&lyon()).await,
        Err(Error::Refused { retry_after: Duration::from_secs(30) })
    );
}

#[actix_web::test]
async fn a_broken_server_is_asked_three_times_and_then_left_alone() {
    let fake = Fake::status(500);
    let client = fake.client();
    for _ in 0..3 {
        assert!(matches!(client.search(&lyon()).await, Err(Error::Unavailable(_))));
    }
    assert!(matches!(client.search(&lyon()).await, Err(Error::Refused { .. })));
    assert_eq!(fake.asked().len(), 3);
}

#[actix_web::test]
async fn questions_keep_the_pace() {
    let fake = Fake::json(json!([]));
    let client = fake.client().with_pace(Pace::every(Duration::from_secs(3600)));
    assert_eq!(client.search(&lyon()).await, Ok(Vec::new()));
    assert!(matches!(client.search(&lyon()).await, Err(Error::Refused { .. })));
    assert_eq!(fake.asked().len(), 1);
}

#[actix_web::test]
async fn what_is_no_answer_is_a_bad_reply() {
    let nonsense = ["<html>Bandwidth limit exceeded</html>", "{}", "\"x\"", "", "[1,2"];
    for body in nonsense {
        let fake = Fake::answering(move || HttpResponse::Ok().body(body));
        assert!(matches!(fake.client().search(&lyon()).await, Err(Error::BadReply(_))), "{body}");
    }
    let fake = Fake::status(400);
    assert!(matches!(fake.client().search(&lyon()).await, Err(Error::BadReply(_))));
}

#[actix_web::test]
async fn a_reply_larger_than_a_mebibyte_is_a_bad_one() {
    let fake =
        Fake::answering(|| HttpResponse::Ok().body(format!("[{}]", " ".repeat(1024 * 1024))));
    assert!(matches!(fake.client().search(&lyon()).await, Err(Error::BadReply(_))));
}

#[actix_web::test]
async fn one_bad_result_does_not_spoil_the_others() {
    let fake = Fake::json(
        json!([{"lat": "somewhere"}, 7, town_hall(), {"osm_id": 1, "lat": "95", "lon": "0"}]),
    );
    let places = fake.client().search(&lyon()).await.expect("places");
    assert_eq!(places.len(), 1);
}

#[actix_web::test]
async fn a_silent_server_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let client = client_of(address.parse().expect("a URL")).with_timeout(Duration::from_millis(20));
    assert!(matches!(client.search(&lyon()).await, Err(Error::Unavailable(_))));
}

#[actix_web::test]
async fn what_someone_searched_for_is_not_in_the_error() {
    let gone = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port");
    let client = client_of(format!("http://{gone}").parse().expect("a URL"));
    let error = client.search(&lyon()).await.expect_err("nobody listens");
    assert!(matches!(error, Error::Unavailable(_)));
    assert!(!format!("{error} {error:?}").contains("Lyon"));
}

#[test]
fn it_is_not_asked_while_someone_types() {
    let client = client_of("https://nominatim.test".parse().expect("a URL"));
    assert!(!client.autocomplete());
    assert!(client.attribution().is_some_and(|text| text.contains("OpenStreetMap")));
}
