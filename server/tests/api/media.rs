//! Sending pictures: what is taken in, what is kept of it, what is refused, and who sees it.

use crate::support::upload::{UPLOAD, picture, send_file, upload, uploaded};
use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole_schema::tables::media;
use image::ImageFormat;
use serde_json::{Value, json};

async fn bytes(t: &TestApp, url: &Value) -> Vec<u8> {
    let path = url.as_str().unwrap().strip_prefix(&t.origin).unwrap();
    let reply = t.get(path).await;
    assert_eq!(reply.status(), 200, "{path}");
    reply.bytes().await.unwrap().to_vec()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The code, the field and the text of a reply's first error.
fn refused(reply: &Value) -> (&str, &str, &str) {
    let error = &reply["errors"][0];
    let text = |key: &str| error[key].as_str().unwrap_or_default();
    (text("code"), text("field"), text("message"))
}

#[tokio::test]
async fn a_picture_becomes_several_sizes_a_card_and_a_placeholder() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let file = picture(ImageFormat::Jpeg, 800, 600);
    let variables =
        json!({ "file": "part", "name": " Lac.jpg ", "alt": "A lake", "actor": ana.actor });
    let reply = send_file(&t, &ana, UPLOAD, variables, &file).await;
    let sent = &reply["data"]["uploadMedia"];
    assert_eq!(sent["name"], "Lac.jpg", "{reply:#}");
    assert_eq!(sent["alt"], "A lake");
    assert_eq!(sent["contentType"], "image/webp");
    assert_eq!(
        (&sent["metadata"]["width"], &sent["metadata"]["height"]),
        (&json!(800), &json!(600))
    );
    assert!(sent["metadata"]["blurhash"].as_str().unwrap().len() > 6);
    let widths: Vec<_> = sent["variants"].as_array().unwrap().iter().map(|v| &v["width"]).collect();
    assert_eq!(widths, [320, 640, 800]);
    assert_eq!(sent["url"], sent["variants"][2]["url"], "the address is that of the widest");

    let mut size = 0;
    for variant in sent["variants"].as_array().unwrap() {
        let webp = bytes(&t, &variant["url"]).await;
        assert!(webp.starts_with(b"RIFF") && &webp[8..12] == b"WEBP");
        size += webp.len();
    }
    let card = bytes(&t, &sent["cardUrl"]).await;
    let card_size = image::load_from_memory(&card).unwrap();
    assert_eq!((card_size.width(), card_size.height()), (1200, 630));
    assert_eq!(sent["size"], size + card.len(), "all files together");
}

#[tokio::test]
async fn where_a_photograph_was_taken_ends_at_the_door() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let plain = picture(ImageFormat::Jpeg, 64, 48);
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], body].concat()
    };
    let photograph = [
        &plain[..2],
        &segment(0xe1, b"Exif\0\0GPSLatitude 48.8584"),
        &segment(0xfe, b"serial number 4711"),
        &plain[2..],
        b"<script>alert(1)</script>",
    ]
    .concat();
    let reply = upload(&t, &ana, "photo.jpg", &photograph).await;
    let sent = &reply["data"]["uploadMedia"];
    for url in [&sent["url"], &sent["cardUrl"]] {
        let kept = bytes(&t, url).await;
        for secret in [&b"Exif"[..], b"GPS", b"48.8584", b"4711", b"script"] {
            assert!(holds(&photograph, secret));
            assert!(!holds(&kept, secret), "{url}: {}", String::from_utf8_lossy(secret));
        }
    }
}

#[tokio::test]
async fn what_a_file_is_its_bytes_say_not_its_name() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for file in [
        &b"<!doctype html><script>alert(1)</script>"[..],
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        b"%PDF-1.7\n",
        b"",
        b"BM\x46\0\0\0",
    ] {
        let reply = upload(&t, &ana, "picture.png", file).await;
        let (code, field, text) = refused(&reply);
        assert_eq!((code, field), ("validation", "file"), "{reply:#}");
        assert!(text.contains("JPEG, PNG, GIF or WebP"), "{text}");
    }
    let reply = upload(&t, &ana, "page.html", &picture(ImageFormat::Gif, 9, 9)).await;
    assert_eq!(reply["data"]["uploadMedia"]["contentType"], "image/webp", "{reply:#}");
}

#[tokio::test]
async fn a_bomb_and_a_damaged_picture_are_refused_in_words() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let mut bomb = picture(ImageFormat::Gif, 4, 4);
    bomb[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let whole = picture(ImageFormat::Png, 300, 300);
    for (file, word) in [(bomb, "too large"), (whole[..whole.len() / 2].to_vec(), "damaged")] {
        let reply = upload(&t, &ana, "x.png", &file).await;
        let (code, field, text) = refused(&reply);
        assert_eq!((code, field), ("validation", "file"), "{reply:#}");
        assert!(text.contains(word), "{text}");
    }
    let mut conn = t.app.db.get().await.unwrap();
    let rows: i64 = media::table.count().get_result(&mut conn).await.unwrap();
    assert_eq!(rows, 0, "a refused file leaves nothing");
}

#[tokio::test]
async fn a_name_is_needed_and_both_texts_have_an_end() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let file = picture(ImageFormat::Png, 9, 9);
    for (variables, field) in [
        (json!({ "file": "part", "name": " " }), "file"),
        (json!({ "file": "part", "name": "x".repeat(201) }), "file"),
        (json!({ "file": "part", "name": "x", "alt": "x".repeat(1501) }), "alt"),
        (json!({ "file": "other", "name": "x" }), "file"),
        (json!({ "file": "part", "name": "x", "actor": "abc" }), "actorId"),
    ] {
        let reply = send_file(&t, &ana, UPLOAD, variables.clone(), &file).await;
        assert_eq!(refused(&reply).1, field, "{variables}: {reply:#}");
    }
}

#[tokio::test]
async fn strangers_send_nothing_and_nobody_sends_as_somebody_else() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let file = picture(ImageFormat::Png, 9, 9);
    let reply = upload(&t, &t.stranger(), "x.png", &file).await;
    assert_eq!(refused(&reply).0, "unauthenticated", "{reply:#}");
    let as_ben = json!({ "file": "part", "name": "x", "actor": ben.actor });
    let reply = send_file(&t, &ana, UPLOAD, as_ben, &file).await;
    assert_eq!(refused(&reply).0, "unauthorized", "{reply:#}");
}

#[tokio::test]
async fn the_record_of_a_picture_is_its_owners_and_for_others_as_if_absent() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let moderator = t.person_with_role("mo", "moderator").await;
    let sent = uploaded(&t, &ana).await;
    let read = async |who: &Person, id: &Value| {
        who.ask("query ($id: ID!) { media(id: $id) { name } }", json!({ "id": id })).await
    };
    assert_eq!(read(&ana, &sent["id"]).await["data"]["media"]["name"], "small.png");
    assert_eq!(read(&moderator, &sent["id"]).await["data"]["media"]["name"], "small.png");
    let mut absent = read(&ben, &json!("999999")).await;
    absent["errors"][0]["request_id"] = json!("");
    for who in [&ben, &t.stranger()] {
        let mut hidden = read(who, &sent["id"]).await;
        hidden["errors"][0]["request_id"] = json!("");
        assert_eq!(hidden, absent);
    }
}

#[tokio::test]
async fn two_pictures_of_one_account_have_nothing_in_common() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let (first, second) = (uploaded(&t, &ana).await, uploaded(&t, &ana).await);
    let folder = |media: &Value| {
        let url = media["url"].as_str().unwrap();
        let rest = url.strip_prefix(&format!("{}/media/", t.origin)).unwrap();
        let (uuid, file) = rest.split_once('/').unwrap();
        assert_eq!(file, "40.webp", "no name, no id");
        uuid::Uuid::parse_str(uuid).unwrap()
    };
    let (first, second) = (folder(&first), folder(&second));
    assert_ne!(first, second, "the same bytes sent twice");
    for uuid in [first, second] {
        assert_eq!(uuid.get_version_num(), 4, "random, without time or machine");
    }
}

#[tokio::test]
async fn how_much_somebody_sent_is_for_them_and_moderators() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let moderator = t.person_with_role("mo", "moderator").await;
    let size = uploaded(&t, &ana).await["size"].as_i64().unwrap()
        + uploaded(&t, &ana).await["size"].as_i64().unwrap();
    let query = "query ($id: ID!) { person(id: $id) { mediaSize } }";
    for (who, seen) in [(&ana, json!(size)), (&moderator, json!(size)), (&ben, Value::Null)] {
        let reply = who.ask(query, json!({ "id": ana.actor })).await;
        assert_eq!(reply["data"]["person"]["mediaSize"], seen, "{reply:#}");
    }
    let reply = ben.ask(query, json!({ "id": ben.actor })).await;
    assert_eq!(reply["data"]["person"]["mediaSize"], 0, "none sent");
}

#[tokio::test]
async fn the_sixty_first_picture_of_an_hour_waits() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    for _ in 0..60 {
        let reply = upload(&t, &ana, "x", b"no picture").await;
        assert_eq!(refused(&reply).0, "validation", "{reply:#}");
    }
    let reply = upload(&t, &ana, "x", b"no picture").await;
    assert_eq!(refused(&reply).0, "too_many_requests", "{reply:#}");
    uploaded(&t, &ben).await;
    t.pass(chrono::Duration::hours(1));
    uploaded(&t, &ana).await;
}

#[tokio::test]
async fn an_account_has_room_for_so_much() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let sent = uploaded(&t, &ana).await;
    let mut conn = t.app.db.get().await.unwrap();
    diesel::update(media::table)
        .set(media::size.eq(500 * 1024 * 1024_i64))
        .execute(&mut conn)
        .await
        .unwrap();
    let reply = upload(&t, &ana, "x", &picture(ImageFormat::Png, 9, 9)).await;
    assert!(refused(&reply).2.contains("500 MiB"), "{reply:#}");
    let remove = "mutation ($id: ID!) { removeMedia(id: $id) { id } }";
    ana.ask(remove, json!({ "id": sent["id"] })).await;
    uploaded(&t, &ana).await;
}
