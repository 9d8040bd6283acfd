//! The embedded gazetteer, asked as the server asks it.

use std::time::{Duration, Instant};

use farandole_geocode::{Gazetteer, Geocoder, Place, Query};
use proptest::prelude::*;

fn find(text: &str) -> Vec<Place> {
    Gazetteer.find(&Query::new(text, "en"))
}

fn first(query: &Query) -> String {
    let place = Gazetteer.find(query).into_iter().next().expect("a place");
    let region = place.region.unwrap_or_default();
    format!("{}, {region}, {}", place.description, place.country.unwrap_or_default())
}

#[test]
fn a_place_is_found_however_its_name_is_written() {
    let asked = [
        ("Lyon", "Lyon, Auvergne-Rhône-Alpes, France"),
        ("Lyon, France", "Lyon, Auvergne-Rhône-Alpes, France"),
        ("  LYON ,fr", "Lyon, Auvergne-Rhône-Alpes, France"),
        ("lyon frankreich", "Lyon, Auvergne-Rhône-Alpes, France"),
        ("saint etienne", "Saint-Étienne, Auvergne-Rhône-Alpes, France"),
        ("St-Étienne", "Saint-Étienne, Auvergne-Rhône-Alpes, France"),
        ("Zürich", "Zürich, Zurich, Switzerland"),
        ("zurich", "Zürich, Zurich, Switzerland"),
        ("zuerich", "Zuerich, Zurich, Switzerland"),
        ("Villeurbanne", "Villeurbanne, Auvergne-Rhône-Alpes, France"),
        ("villeurb", "Villeurbanne, Auvergne-Rhône-Alpes, France"),
        ("69100 Villeurbanne", "Villeurbanne, Auvergne-Rhône-Alpes, France"),
        ("12 rue Garibaldi, 69003 Lyon, France", "Lyon, Auvergne-Rhône-Alpes, France"),
        ("Rennes, Bretagne", "Rennes, Brittany, France"),
        ("rennes brittany", "Rennes, Brittany, France"),
        ("paris texas", "Paris, Texas, United States"),
        ("Springfield, IL", "Springfield, Illinois, United States"),
        ("New Y", "New York City, New York, United States"),
        ("東京", "東京, Tokyo, Japan"),
        ("москва", "Москва, Moscow, Russia"),
    ];
    for (text, expected) in asked {
        assert_eq!(first(&Query::new(text, "en")), expected, "{text}");
    }
}

#[test]
fn one_typo_in_a_word_of_five_letters_is_forgiven() {
    for text in ["vileurbanne", "villeurbnane", "Villeurbannne", "villeurbanme, france"] {
        assert_eq!(find(text)[0].description, "Villeurbanne", "{text}");
    }
    assert_eq!(find("marsielle, frannce")[0].description, "Marseille");
    assert!(find("vileurbane, rhonalpes").is_empty(), "two are not");
    assert!(
        find("lyxn").iter().all(|place| place.description != "Lyon"),
        "nor is one in a short word"
    );
}

#[test]
fn the_larger_place_comes_first_unless_another_is_near() {
    let paris = Query::new("paris", "en");
    assert_eq!(first(&paris), "Paris, Île-de-France, France");
    let in_texas = Query { near: Some((-95.5, 33.6)), ..paris };
    assert_eq!(first(&in_texas), "Paris, Texas, United States");
    let villefranche = Query::new("villefranche", "en");
    assert_eq!(first(&villefranche), "Villefranche-sur-Saône, Auvergne-Rhône-Alpes, France");
    let near_toulouse = Query { near: Some((1.444, 43.605)), ..villefranche };
    assert_eq!(first(&near_toulouse), "Villefranche-de-Lauragais, Occitanie, France");
}

#[test]
fn the_very_name_comes_before_longer_ones() {
    let names: Vec<_> = find("nancy").into_iter().map(|place| place.description).collect();
    assert_eq!(names[0], "Nancy");
    assert!(find("york")[0].description == "York");
}

#[test]
fn a_list_is_as_long_as_asked_and_names_each_place_once() {
    for limit in [1, 7, 50] {
        let places = Gazetteer.find(&Query { limit, ..Query::new("san", "en") });
        let mut ids: Vec<_> = places.iter().map(|place| &place.origin_id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), limit);
    }
    assert_eq!(Gazetteer.find(&Query { limit: 9999, ..Query::new("san", "en") }).len(), 50);
}

#[test]
fn what_is_no_name_finds_nothing() {
    for text in ["", "  ", ",,,", "69003", "🎉", "xqzwvk", "xqzwvk, France"] {
        assert!(find(text).is_empty(), "{text:?}");
    }
}

#[test]
fn a_place_says_where_it_is_in_the_readers_language() {
    let place = |lang: &str| Gazetteer.known("geonames:2660646", lang).expect("Geneva");
    let expected = Place {
        description: "Geneva".into(),
        street: None,
        locality: Some("Geneva".into()),
        postal_code: None,
        region: Some("Genève".into()),
        country: Some("Suisse".into()),
        kind: "city".into(),
        lon: 6.1457,
        lat: 46.2022,
        origin_id: "geonames:2660646".into(),
        timezone: Some("Europe/Zurich".into()),
    };
    assert_eq!(place("fr-CH"), expected);
    assert_eq!(place("de").country.as_deref(), Some("Schweiz"));
    assert_eq!(place("en").country.as_deref(), Some("Switzerland"));
    assert_eq!(find("Genève")[0].description, "Genève", "a name is answered as it was asked");
}

#[test]
fn only_its_own_ids_are_known() {
    for id in ["geonames:1", "geonames:", "geonames:x", "nominatim:2660646", "2660646", ""] {
        assert_eq!(Gazetteer.known(id, "en"), None, "{id}");
    }
}

#[test]
fn a_point_is_in_the_nearest_settlement_within_50_km() {
    let nearest = |lat, lon| Gazetteer.nearest(lat, lon, "en").map(|place| place.description);
    assert_eq!(nearest(45.7660, 4.8795).as_deref(), Some("Villeurbanne"));
    assert_eq!(nearest(46.0, -8.0), None, "the sea");
    assert_eq!(nearest(90.0, 0.0), None);
    assert_eq!(nearest(f64::NAN, 4.8), None);
    assert_eq!(nearest(45.7, 204.8), None);
}

#[tokio::test]
async fn the_gazetteer_serves_behind_the_trait() {
    let geocoder: Box<dyn Geocoder> = Box::new(Gazetteer);
    let found = geocoder.search(&Query::new("Lyon", "fr")).await.expect("places");
    let there = geocoder.reverse(found[0].lat, found[0].lon, 15, "fr").await.expect("an answer");
    let known = geocoder.lookup(&found[0].origin_id, "fr").await.expect("an answer");
    assert_eq!(known.as_ref(), found.first());
    assert_eq!(there.and_then(|place| place.country).as_deref(), Some("France"));
    assert!(geocoder.autocomplete());
    assert!(geocoder.attribution().is_some_and(|text| text.contains("GeoNames")));
}

#[test]
fn no_search_takes_longer_than_20_milliseconds() {
    Gazetteer.warm();
    for text in [
        "s",
        "san",
        "de la de la de la de la",
        "saint aubin sur mer, normandie, france",
        "a b c d e f g h",
    ] {
        let took = |_| {
            let start = Instant::now();
            find(text);
            start.elapsed()
        };
        let fastest = (0..5).map(took).min().expect("five runs");
        assert!(fastest < Duration::from_millis(20), "{text}: {fastest:?}");
    }
}

proptest! {
    #[test]
    fn no_query_makes_it_panic(
        text in any::<String>(),
        lang in any::<String>(),
        limit in any::<usize>(),
        near in any::<Option<(f64, f64)>>(),
    ) {
        let query = Query { limit, near, ..Query::new(text, lang) };
        prop_assert!(Gazetteer.find(&query).len() <= 50);
    }

    #[test]
    fn no_point_makes_it_panic(lat in any::<f64>(), lon in any::<f64>(), around in -90.0..90.0) {
        let _ = Gazetteer.nearest(lat, lon, "en");
        let _ = Gazetteer.nearest(around, around * 2.0, "en");
    }

    #[test]
    fn words_of_names_make_it_find_something(start in "(saint|san|bad|new|los|al) [a-z]") {
        prop_assert!(find(&start).len() <= 10);
    }
}
