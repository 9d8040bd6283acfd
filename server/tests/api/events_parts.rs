//! What hangs on an event: its picture, its place, its tags, its language.

use crate::events::{CREATE, Made, create, input, read, refusal, update};
use crate::support::TestApp;
use crate::support::upload::uploaded;
use serde_json::{Value, json};

#[tokio::test]
async fn two_identities_of_one_account_never_show_the_same_picture() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let owl = crate::participation::identity(&t, &ana, "owl").await;
    let picture = uploaded(&t, &ana).await["id"].as_str().unwrap().to_owned();
    let given = json!({ "picture": { "mediaId": picture } });
    let event = create(&ana, given.clone()).await;
    create(&ana, given.clone()).await;
    let linked = owl.ask(CREATE, input(&owl, given)).await;
    assert_eq!(refusal(&linked), ("validation", "picture"));
    let face = "mutation ($id: ID!, $picture: ID!) { \
        updatePerson(id: $id, avatar: { mediaId: $picture }) { id } }";
    let faced = ana.ask(face, json!({ "id": owl.actor.to_string(), "picture": picture })).await;
    assert_eq!(refusal(&faced), ("validation", "avatar"));
    let handed = update(&ana, &event, &format!("organizerActorId: \"{}\"", owl.actor)).await;
    assert_eq!(refusal(&handed), ("validation", "picture"));
    let same = ana.ask(face, json!({ "id": ana.actor.to_string(), "picture": picture })).await;
    assert!(same["errors"].is_null(), "its own it may show anywhere: {same:#}");
}

#[tokio::test]
async fn a_picture_is_shown_until_it_is_taken_away_and_must_be_ones_own() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picture = uploaded(&t, &ana).await["id"].as_str().unwrap().to_owned();
    let given = json!({ "picture": { "mediaId": picture } });
    let stolen = ben.ask(CREATE, input(&ben, given.clone())).await;
    assert_eq!(refusal(&stolen), ("validation", "picture"));
    let event = create(&ana, given).await;
    update(&ana, &event, "title: \"With a picture\"").await;
    assert_eq!(read(&t.stranger(), &event).await.unwrap()["picture"]["id"], picture.as_str());
    update(&ana, &event, "picture: null").await;
    assert_eq!(read(&ana, &event).await.unwrap()["picture"], Value::Null);
    t.settle().await;
}

#[tokio::test]
async fn a_place_stays_until_another_is_given_or_none() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let place = |description: &str| json!({ "description": description, "geom": "2.35;48.85" });
    let (first, second) = (place("Old mill"), place("New mill"));
    let event = create(&ana, json!({ "physicalAddress": first })).await;
    let other = create(&ana, json!({ "physicalAddress": second })).await;
    let described = async |event: &Made| {
        read(&ana, event).await.unwrap()["physicalAddress"]["description"].clone()
    };
    update(&ana, &event, "title: \"Same place\"").await;
    assert_eq!(described(&event).await, "Old mill");
    update(&ana, &event, "physicalAddress: { description: \"Barn\" }").await;
    assert_eq!(
        (described(&event).await, described(&other).await),
        (json!("Barn"), json!("New mill"))
    );
    update(&ana, &event, "physicalAddress: null").await;
    assert_eq!(read(&ana, &event).await.unwrap()["physicalAddress"], Value::Null);
    let long = json!({ "physicalAddress": { "street": "x".repeat(501) } });
    let reply = ana.ask(CREATE, input(&ana, long)).await;
    assert_eq!(refusal(&reply), ("validation", "physicalAddress.street"));
    t.settle().await;
}

#[tokio::test]
async fn hashtags_of_the_description_become_tags_as_far_as_there_is_room() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let titles = |seen: &Value| -> Vec<String> {
        let tags = seen["tags"].as_array().unwrap().iter();
        tags.map(|tag| tag["title"].as_str().unwrap().to_owned()).collect()
    };
    let event = create(&ana, json!({ "tags": ["Jazz"], "description": "#jazz and #Swing" })).await;
    assert_eq!(titles(&read(&ana, &event).await.unwrap()), ["Jazz", "Swing"]);
    update(&ana, &event, "description: \"Now #blues\"").await;
    assert_eq!(titles(&read(&ana, &event).await.unwrap()), ["Jazz", "Swing", "blues"]);
    update(&ana, &event, "tags: [\"Soul\"]").await;
    assert_eq!(titles(&read(&ana, &event).await.unwrap()), ["Soul", "blues"]);
    let many: Vec<_> = (0..20).map(|i| format!("tag {i}")).collect();
    let full = create(&ana, json!({ "tags": many, "description": "#extra" })).await;
    assert_eq!(titles(&read(&ana, &full).await.unwrap()), many);
}

#[tokio::test]
async fn a_guessed_language_follows_the_words_and_a_declared_one_stays() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let french = "description: \"<p>Venez nombreux partager un repas avec les voisins du quartier.</p>\", \
        title: \"Fête des voisins\"";
    let guessed = create(&ana, json!({})).await;
    let declared = create(&ana, json!({ "language": "it" })).await;
    update(&ana, &guessed, french).await;
    update(&ana, &declared, french).await;
    assert_eq!(read(&ana, &guessed).await.unwrap()["language"], "fr");
    assert_eq!(read(&ana, &declared).await.unwrap()["language"], "it");
    update(&ana, &declared, "language: null").await;
    assert_eq!(read(&ana, &declared).await.unwrap()["language"], "fr");
}
