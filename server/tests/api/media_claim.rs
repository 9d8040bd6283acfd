//! Giving a picture to what shows it: one sent before, a file, or the address of one that is here.

use crate::support::upload::{picture, uploaded};
use crate::support::{Person, TestApp};
use farandole::kernel::error::{Error, Result};
use farandole::kernel::id::{MediaId, SessionId};
use farandole::kernel::text::Lang;
use farandole::kernel::viewer::{Account, Role, Viewer, Who};
use farandole::media::{self, AVATAR, Given, Label, NewMedia, PICTURE};
use image::ImageFormat;
use serde_json::Value;

fn viewer(person: &Person, role: Role) -> Viewer {
    let who = Who::Account(Account {
        user: person.user,
        role,
        session: SessionId(1),
        default_actor: Some(person.actor),
        actors: vec![person.actor],
    });
    Viewer { who, ..Viewer::nobody(Lang::En, None) }
}

fn label(name: &str) -> Label {
    Label { name: name.to_owned(), ..Label::default() }
}

fn id(media: &Value) -> MediaId {
    MediaId(media["id"].as_str().unwrap().parse().unwrap())
}

fn refusal(answer: Result<MediaId>) -> (&'static str, Option<&'static str>, String) {
    let error: Error = answer.expect_err("this is refused");
    (error.code(), error.field(), error.say(Lang::En))
}

#[tokio::test]
async fn a_picture_is_its_owners_to_give() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let sent = id(&uploaded(&t, &ana).await);
    let give =
        async |who: &Viewer, id| media::claim(&t.app, who, PICTURE, Given::Existing(id)).await;
    assert_eq!(give(&viewer(&ana, Role::User), sent).await.unwrap(), sent);
    assert_eq!(give(&viewer(&ben, Role::Administrator), sent).await.unwrap(), sent);
    let foreign = refusal(give(&viewer(&ben, Role::User), sent).await);
    assert_eq!((foreign.0, foreign.1), ("validation", Some("picture")));
    let absent = refusal(give(&viewer(&ben, Role::User), MediaId(999_999)).await);
    assert_eq!(foreign, absent, "whether it exists stays unknown");
}

#[tokio::test]
async fn an_avatar_is_lighter_than_a_picture() {
    let t = TestApp::start().await;
    let ana = viewer(&t.person("ana").await, Role::User);
    let mut heavy = picture(ImageFormat::Png, 30, 30);
    heavy.resize(2 * 1024 * 1024 + 1, 0);
    let give = async |slot| {
        let new = NewMedia { bytes: heavy.clone(), label: label("me") };
        media::claim(&t.app, &ana, slot, Given::New(new)).await
    };
    let (code, field, text) = refusal(give(AVATAR).await);
    assert_eq!((code, field), ("validation", Some("avatar")));
    assert!(text.contains("2 MiB"), "{text}");
    give(PICTURE).await.unwrap();
}

#[tokio::test]
async fn the_address_of_a_picture_gives_a_copy_of_ones_own() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let sent = uploaded(&t, &ana).await;
    let give = async |who: &Viewer, url: &str| {
        let given = Given::Copy { url: url.to_owned(), label: label("again") };
        media::claim(&t.app, who, PICTURE, given).await
    };
    let (ana, ben) = (viewer(&ana, Role::User), viewer(&ben, Role::User));
    let url = sent["url"].as_str().unwrap();
    assert_eq!(give(&ana, url).await.unwrap(), id(&sent), "one's own is not copied");

    let copy = give(&ben, url).await.unwrap();
    let copy = media::read(&t.app, &ben, copy).await.unwrap();
    assert_eq!((copy.width, copy.height, copy.name.as_str()), (40, 30, "again"));
    let path = format!("/media/{}/40.webp", copy.uuid);
    assert!(!url.ends_with(&path), "another address");
    let (theirs, ours) = (t.get(url.strip_prefix(&t.origin).unwrap()).await, t.get(&path).await);
    assert_eq!(theirs.bytes().await.unwrap(), ours.bytes().await.unwrap());

    for elsewhere in [
        "https://example.org/media/00000000-0000-4000-8000-000000000000/40.webp",
        "file:///etc/passwd",
        "",
        &format!("{}/media/../health/live", t.origin),
        &format!("{}/media/00000000-0000-4000-8000-000000000000/40.webp", t.origin),
    ] {
        let (code, field, _) = refusal(give(&ben, elsewhere).await);
        assert_eq!((code, field), ("validation", Some("picture")), "{elsewhere}");
    }
}
