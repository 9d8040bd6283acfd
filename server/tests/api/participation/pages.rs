//! Taking part on the pages, with scripts off.

use super::{counts, of};
use crate::events::create;
use crate::support::{Browser, TestApp};
use serde_json::json;

#[tokio::test]
async fn somebody_signed_in_takes_part_and_leaves_with_two_forms() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let mut browser = Browser::of(&t, &ben).await;
    let path = format!("/events/{}/participate", picnic.uuid);
    let form = browser.get(&path).await;
    assert!(form.status == 200 && form.says("Picnic by the river"), "{}", form.html);
    let sent = browser.post(&path, &[("message", "With cake")]).await;
    assert_eq!(sent.leads_to(), format!("/events/{}", picnic.uuid), "{}", sent.html);
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
    assert!(browser.get(&path).await.says("You take part!"));
    let left = browser.post(&format!("/events/{}/leave", picnic.uuid), &[]).await;
    assert_eq!(left.status, 303, "{}", left.html);
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
    t.settle().await;
}

#[tokio::test]
async fn no_other_site_takes_part_for_somebody() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    let mut browser = Browser::of(&t, &ben).await;
    let path = format!("/events/{}/participate", picnic.uuid);
    browser.get(&path).await;
    let token = browser.token();
    for (from, fields) in
        [("https://evil.example", vec![("csrf", token.as_str())]), (&t.origin, vec![])]
    {
        assert_eq!(browser.post_from(from, &path, &fields).await.status, 403, "{from}");
    }
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 0);
}
