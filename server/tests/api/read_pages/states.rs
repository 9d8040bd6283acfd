//! What stands where a page is not, or not for this reader.

use super::{read, read_as};
use crate::events::create;
use crate::support::{Browser, TestApp};
use serde_json::json;

#[tokio::test]
async fn what_is_gone_is_gone_and_what_is_hidden_was_never_there() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let path = |uuid: &str| format!("/events/{uuid}");
    let absent = read(&t, &path("00000000-0000-4000-8000-000000000000")).await;
    assert_eq!(absent.status, 404);
    absent.must_have("Someone is missing from the chain");
    let private = create(&ana, json!({ "visibility": "PRIVATE" })).await;
    let draft = create(&ana, json!({ "draft": true })).await;
    let blank = |page: &str, uuid: &str| page.replace(uuid, "");
    for hidden in [&private, &draft] {
        let seen = read(&t, &path(&hidden.uuid)).await;
        assert_eq!(seen.status, 404);
        let absent = blank(&absent.html, "00000000-0000-4000-8000-000000000000");
        assert_eq!(blank(&seen.html, &hidden.uuid), absent, "no hint that there is something");
        assert_eq!(read_as(&t, &ben, &path(&hidden.uuid)).await.status, 404);
        assert_eq!(read_as(&t, &ana, &path(&hidden.uuid)).await.status, 200);
    }
    for (visibility, status) in [("PUBLIC", 410), ("PRIVATE", 404)] {
        let event = create(&ana, json!({ "visibility": visibility })).await;
        let delete = "mutation ($id: ID!) { deleteEvent(eventId: $id) { id } }";
        ana.ask(delete, json!({ "id": event.id })).await;
        assert_eq!(read(&t, &path(&event.uuid)).await.status, status, "{visibility}");
    }
}

#[tokio::test]
async fn no_page_loads_anything_from_elsewhere_and_each_says_who_may_keep_it() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let event = create(&ana, json!({})).await;
    let event = format!("/events/{}", event.uuid);
    let pages = ["/", "/search", "/@ana", "/about", "/terms", "/login", "/nowhere", event.as_str()];
    for path in pages {
        let page = read(&t, path).await;
        for attribute in ["src", "srcset", "poster", "data"] {
            for list in page.values(attribute) {
                for address in list.split(", ") {
                    let ours = address.starts_with('/') || address.starts_with(&t.origin);
                    assert!(ours, "{path}: {attribute}={address}");
                }
            }
        }
        for tag in
            page.html.split("<link ").skip(1).filter(|tag| tag.starts_with("rel=\"stylesheet"))
        {
            assert!(tag.contains("href=\"/"), "{path}: {tag}");
        }
        assert!(page.header("vary").contains("Cookie"), "{path}");
        assert!(page.header("cache-control").starts_with("private"), "{path}");
        assert_eq!(page.header("content-language"), "en", "{path}");
        if path == "/login" {
            continue; // Who has signed in is sent on.
        }
        let own = read_as(&t, &ana, path).await;
        assert_eq!(own.header("cache-control"), "private, no-store", "{path}");
    }
}

#[tokio::test]
async fn the_language_chosen_after_a_form_leads_back_to_a_page_that_is_there() {
    let t = TestApp::start_with(&[("registration", "open")]).await;
    let mut browser = Browser::new(&t);
    let form = browser.get("/login").await;
    assert!(form.says("name=\"back\" value=\"/login\""));
    let request = t.client.post(format!("{}/login", t.origin));
    let request = request
        .header("origin", &t.origin)
        .header("referer", format!("{}/login?back=%2F", t.origin));
    let wrong = request.form(&[("email", "a@example.org"), ("password", "wrong wrong")]).send();
    let wrong = wrong.await.unwrap().text().await.unwrap();
    assert!(wrong.contains("name=\"back\" value=\"/login?back=%2F\""), "{wrong}");
    let foreign =
        t.client.post(format!("{}/login", t.origin)).header("referer", "https://evil.example/x");
    let foreign = foreign.form(&[("email", "a@example.org"), ("password", "wrong wrong")]).send();
    assert!(!foreign.await.unwrap().text().await.unwrap().contains("evil.example"));
}

#[tokio::test]
async fn whoever_searches_without_end_is_asked_to_wait_on_a_page() {
    let t = TestApp::start().await;
    for _ in 0..200 {
        let page = read(&t, "/search?search=picnic").await;
        if page.status == 200 {
            continue;
        }
        assert_eq!(page.status, 429);
        assert!(page.header("retry-after").parse::<u64>().unwrap() > 0);
        page.must_have("Not so fast");
        page.must_have("<main id=\"content\"");
        return;
    }
    panic!("nobody was asked to wait");
}
