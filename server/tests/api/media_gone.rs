//! How pictures go: removed by their owner, swept when nothing shows them, forgotten with their account.

use crate::support::upload::uploaded;
use crate::support::{Person, TestApp};
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, RunQueryDsl};
use farandole::kernel::error::Error;
use farandole::kernel::id::MediaId;
use farandole_schema::tables::{actors, instance_settings, media};
use serde_json::{Value, json};

fn id(media: &Value) -> MediaId {
    MediaId(media["id"].as_str().unwrap().parse().unwrap())
}

async fn status(t: &TestApp, media: &Value) -> u16 {
    let url = media["url"].as_str().unwrap();
    t.get(url.strip_prefix(&t.origin).unwrap()).await.status().as_u16()
}

async fn show_as_avatar(t: &TestApp, who: &Person, media: Option<&Value>) {
    let mut conn = t.app.db.get().await.unwrap();
    diesel::update(actors::table.find(who.actor))
        .set(actors::avatar_id.eq(media.map(id)))
        .execute(&mut conn)
        .await
        .unwrap();
}

async fn remove(who: &Person, media: &Value) -> Value {
    let query = "mutation ($id: ID!) { removeMedia(id: $id) { id } }";
    who.ask(query, json!({ "id": media["id"] })).await
}

#[tokio::test]
async fn its_owner_removes_a_picture_and_its_files_go() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let sent = uploaded(&t, &ana).await;
    let reply = remove(&ana, &sent).await;
    assert_eq!(reply["data"]["removeMedia"]["id"], sent["id"], "{reply:#}");
    t.settle().await;
    assert_eq!(status(&t, &sent).await, 404);
    let folder = t.app.config.data_dir.join("media");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "nothing is left on the disk");
    assert_eq!(remove(&ana, &sent).await["errors"][0]["code"], "not_found", "only once");
}

#[tokio::test]
async fn nobody_removes_the_picture_of_another() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let admin = t.person_with_role("root", "administrator").await;
    let sent = uploaded(&t, &ana).await;
    for who in [&ben, &admin, &t.stranger()] {
        assert_eq!(remove(who, &sent).await["errors"][0]["code"], "not_found");
    }
    t.settle().await;
    assert_eq!(status(&t, &sent).await, 200);
}

#[tokio::test]
async fn a_picture_that_is_shown_stays() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let sent = uploaded(&t, &ana).await;
    show_as_avatar(&t, &ana, Some(&sent)).await;
    let shown =
        "query ($name: String!) { fetchPerson(preferredUsername: $name) { avatar { url } } }";
    let reply = t.stranger().ask(shown, json!({ "name": "ana" })).await;
    assert_eq!(reply["data"]["fetchPerson"]["avatar"]["url"], sent["url"], "{reply:#}");

    let reply = remove(&ana, &sent).await;
    assert_eq!(reply["errors"][0]["code"], "media_in_use", "{reply:#}");
    show_as_avatar(&t, &ana, None).await;
    assert!(remove(&ana, &sent).await["errors"].is_null());
}

#[tokio::test]
async fn what_nothing_shows_goes_after_a_day_and_no_sooner() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let (old, shown, logo) =
        (uploaded(&t, &ana).await, uploaded(&t, &ana).await, uploaded(&t, &ana).await);
    show_as_avatar(&t, &ana, Some(&shown)).await;
    let mut conn = t.app.db.get().await.unwrap();
    diesel::insert_into(instance_settings::table)
        .values((
            instance_settings::key.eq("instance_logo"),
            instance_settings::value.eq(json!({ "mediaId": id(&logo) })),
            instance_settings::updated_at.eq(t.app.now()),
        ))
        .execute(&mut conn)
        .await
        .unwrap();
    t.tick().await;
    t.pass(Duration::hours(23));
    let young = uploaded(&t, &ana).await;
    t.tick().await;
    assert_eq!(status(&t, &old).await, 200, "not yet a day old");
    t.pass(Duration::hours(23));
    t.tick().await;
    let seen = (
        status(&t, &old).await,
        status(&t, &shown).await,
        status(&t, &logo).await,
        status(&t, &young).await,
    );
    assert_eq!(seen, (404, 200, 200, 200));
}

#[tokio::test]
async fn files_whose_row_was_never_written_are_forgotten() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let (left, whole) = (uploaded(&t, &ana).await, uploaded(&t, &ana).await);
    let mut conn = t.app.db.get().await.unwrap();
    diesel::delete(media::table.find(id(&left))).execute(&mut conn).await.unwrap();
    t.settle().await;
    assert_eq!(status(&t, &left).await, 200, "the process might still be at it");
    t.pass(Duration::hours(1));
    t.settle().await;
    assert_eq!((status(&t, &left).await, status(&t, &whole).await), (404, 200));
}

#[tokio::test]
async fn the_pictures_of_an_account_go_with_it() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let (hers, his) = (uploaded(&t, &ana).await, uploaded(&t, &ben).await);
    show_as_avatar(&t, &ana, Some(&hers)).await;
    let mut conn = t.app.db.get().await.unwrap();
    conn.transaction(async |tx| farandole::media::erase(&t.app, tx, ana.user).await)
        .await
        .unwrap_or_else(|cause: Error| panic!("{cause}"));
    t.settle().await;
    assert_eq!((status(&t, &hers).await, status(&t, &his).await), (404, 200));
    let avatar: Option<MediaId> =
        actors::table.find(ana.actor).select(actors::avatar_id).first(&mut conn).await.unwrap();
    assert_eq!(avatar, None);
}
