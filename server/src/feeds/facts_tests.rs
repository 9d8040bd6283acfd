use super::*;
use crate::events::testing;
use crate::events::{Entry, Metadata, MetadataType};
use crate::places::AddressText;
use crate::tags::Tag;
use postgis_diesel::types::Point;

fn config() -> Config {
    Config::read(None, [("FARANDOLE_URL".into(), "https://farandole.example".into())]).unwrap()
}

fn ana() -> Actor {
    Actor {
        id: ActorId(1),
        uuid: Uuid::nil(),
        kind: Kind::Person,
        preferred_username: "ana".into(),
        domain: None,
        name: Some("Ana".into()),
        summary: None,
        url: "https://farandole.example/@ana".into(),
        avatar_id: None,
        banner_id: None,
        user_id: None,
        manually_approves_followers: false,
        suspended_at: None,
        deleted_at: None,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn picnic() -> Whole {
    let begins_wall = "2026-06-10T20:00:00".parse::<NaiveDateTime>().unwrap();
    Whole {
        event: Event {
            url: "https://farandole.example/events/1".into(),
            title: "Picnic </script><script>alert(1)</script>".into(),
            begins_wall,
            begins_on: "2026-06-10T18:00:00Z".parse().unwrap(),
            timezone: "Europe/Paris".into(),
            ..testing::event()
        },
        description: "<p>Bring <b>cake</b>.</p>".into(),
        tags: vec![Tag { id: TagId(1), title: "Food".into(), slug: "food".into() }],
        place: None,
        by: Some(ana()),
        picture: None,
        meeting: None,
    }
}

fn river() -> Address {
    let text = AddressText {
        description: Some("Parc Monceau".into()),
        street: Some("35 Boulevard de Courcelles".into()),
        locality: Some("Paris".into()),
        postal_code: Some("75008".into()),
        country: Some("France".into()),
        ..AddressText::default()
    };
    let geog = Some(Point { x: 2.309, y: 48.8797, srid: Some(4326) });
    let url = "https://farandole.example/address/1".into();
    Address { id: AddressId(1), url, origin_id: None, text, geog, timezone: None }
}

#[test]
fn an_evening_in_a_park_is_told_in_the_words_of_schema_org() {
    let mut picnic = picnic();
    picnic.place = Some(river());
    picnic.event.ends_on = Some("2026-06-10T21:30:00Z".parse().unwrap());
    picnic.event.ends_wall = Some("2026-06-10T23:30:00".parse().unwrap());
    picnic.event.language = "fr".into();
    picnic.event.options.maximum_attendee_capacity = Some(20);
    let ana = json!({ "@type": "Person", "name": "Ana", "url": "https://farandole.example/@ana" });
    let expected = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "https://farandole.example/events/1",
        "url": "https://farandole.example/events/1",
        "name": "Picnic </script><script>alert(1)</script>",
        "description": "Bring cake.",
        "startDate": "2026-06-10T20:00:00+02:00",
        "endDate": "2026-06-10T23:30:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Parc Monceau, Paris",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "35 Boulevard de Courcelles",
                "addressLocality": "Paris",
                "postalCode": "75008",
                "addressCountry": "France",
            },
            "geo": { "@type": "GeoCoordinates", "latitude": 48.8797, "longitude": 2.309 },
        },
        "organizer": ana,
        "performer": ana,
        "keywords": "Food",
        "inLanguage": "fr",
        "maximumAttendeeCapacity": 20,
        "remainingAttendeeCapacity": 3,
    });
    assert_eq!(structured(&config(), &picnic, Some(3)), expected);
}

#[test]
fn where_people_meet_decides_how_they_attend() {
    let mut event = picnic();
    let mode = |whole: &Whole| {
        let facts = structured(&config(), whole, None);
        let mode = facts["eventAttendanceMode"].as_str().unwrap().to_owned();
        (mode.replace("https://schema.org/", ""), facts["location"].clone())
    };
    let offline = "OfflineEventAttendanceMode".to_owned();
    assert_eq!(mode(&event), (offline, Value::Null));

    event.event.options.is_online = true;
    let page = json!({ "@type": "VirtualLocation", "url": "https://farandole.example/events/1" });
    assert_eq!(mode(&event), ("OnlineEventAttendanceMode".to_owned(), page));

    event.event.options.is_online = false;
    event.place = Some(river());
    let call = "https://meet.example/x".to_owned();
    let kind = MetadataType::String;
    let call = Entry { key: "mz:visio:jitsi_meet".into(), title: None, kind, value: call };
    event.event.metadata = Metadata(vec![call]);
    let (mode, location) = mode(&event);
    assert_eq!(mode, "MixedEventAttendanceMode");
    assert_eq!(location[0]["@type"], "Place");
    assert_eq!(location[1]["url"], "https://meet.example/x");
}

#[test]
fn a_day_has_no_hour_and_a_cancelled_event_says_so() {
    let mut fair = picnic();
    fair.event.status = Status::Cancelled;
    fair.event.all_day = true;
    fair.event.begins_wall = "2026-06-10T00:00:00".parse().unwrap();
    fair.event.ends_wall = Some("2026-06-13T00:00:00".parse().unwrap());
    fair.event.ends_on = Some("2026-06-12T22:00:00Z".parse().unwrap());
    let facts = structured(&config(), &fair, None);
    assert_eq!(
        (&facts["startDate"], &facts["endDate"]),
        (&json!("2026-06-10"), &json!("2026-06-12"))
    );
    assert_eq!(facts["eventStatus"], "https://schema.org/EventCancelled");
    fair.event.all_day = false;
    fair.event.options.show_start_time = false;
    fair.event.ends_wall = Some("2026-06-10T20:00:00".parse().unwrap());
    let facts = structured(&config(), &fair, None);
    assert_eq!((&facts["startDate"], &facts["endDate"]), (&json!("2026-06-10"), &Value::Null));
}

#[test]
fn offers_say_whether_there_is_a_seat() {
    let mut concert = picnic();
    let price = Some(12.5);
    let offer = Offer { price, price_currency: Some("EUR".into()), url: None };
    concert.event.options.offers = vec![offer];
    let hidden = structured(&config(), &concert, None);
    assert_eq!(hidden["offers"], Value::Null, "the organiser does not show the price");
    concert.event.options.show_participation_price = true;
    for (seats, word) in [(Some(0), "SoldOut"), (Some(1), "InStock"), (None, "InStock")] {
        let offers = structured(&config(), &concert, seats)["offers"].clone();
        assert_eq!(offers[0]["availability"], format!("https://schema.org/{word}"));
        assert_eq!(offers[0]["price"], 12.5);
        assert_eq!(offers[0]["url"], "https://farandole.example/events/1");
    }
}

#[test]
fn a_preview_says_when_and_where_before_what() {
    let mut picnic = picnic();
    picnic.place = Some(river());
    picnic.description = format!("<p>{}</p>", "Bring cake. ".repeat(60));
    let seen = preview(&config(), &picnic, "10 June, 20:00", Lang::En);
    let start = "10 June, 20:00 – Parc Monceau, 35 Boulevard de Courcelles, 75008 Paris, France – Bring cake.";
    assert!(seen.description.starts_with(start), "{}", seen.description);
    assert!(seen.description.chars().count() <= start.chars().count() + 200);
    assert_eq!(seen.canonical, "https://farandole.example/events/1");
    assert!(seen.indexed);
    picnic.event.visibility = crate::events::Visibility::Unlisted;
    assert!(!preview(&config(), &picnic, "", Lang::En).indexed);
}

#[test]
fn breadcrumbs_count_from_one() {
    let way = [
        ("Farandole", "https://a.example/".to_owned()),
        ("Picnic", "https://a.example/1".to_owned()),
    ];
    let crumbs = breadcrumbs(&way);
    assert_eq!(crumbs["itemListElement"][1]["position"], 2);
    assert_eq!(crumbs["itemListElement"][1]["item"], "https://a.example/1");
}
