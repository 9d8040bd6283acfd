//! What a browser is shown where there is no page: the wrong address, the wrong kind of request, a form that cannot
//! be read.

use crate::support::TestApp;
use reqwest::header::{ACCEPT, ALLOW, CONTENT_TYPE, LOCATION};
use reqwest::{Method, RequestBuilder, Response};

fn ask(t: &TestApp, method: Method, path: &str) -> RequestBuilder {
    t.client.request(method, format!("{}{path}", t.origin)).header(ACCEPT, "text/html,*/*;q=0.8")
}

fn header(reply: &Response, name: impl reqwest::header::AsHeaderName) -> String {
    reply.headers().get(name).map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn head_answers_as_get_does_without_the_body() {
    let t = TestApp::start().await;
    for path in ["/", "/search", "/about", "/login", "/nowhere", "/opensearch.xml", "/robots.txt"] {
        let get = ask(&t, Method::GET, path).send().await.unwrap();
        let head = ask(&t, Method::HEAD, path).send().await.unwrap();
        assert_eq!(head.status(), get.status(), "{path}");
        assert_eq!(header(&head, CONTENT_TYPE), header(&get, CONTENT_TYPE), "{path}");
        assert!(head.text().await.unwrap().is_empty(), "{path}");
        assert!(!get.text().await.unwrap().is_empty(), "{path}");
    }
}

#[tokio::test]
async fn an_address_that_is_there_names_the_methods_it_takes() {
    let t = TestApp::start().await;
    for (method, path, allowed) in [
        (Method::GET, "/logout", "POST"),
        (Method::GET, "/preferences", "POST"),
        (Method::POST, "/about", "GET, HEAD"),
    ] {
        let reply = ask(&t, method, path).send().await.unwrap();
        assert_eq!(
            (reply.status().as_u16(), header(&reply, ALLOW)),
            (405, allowed.into()),
            "{path}"
        );
        assert!(reply.text().await.unwrap().contains("</html>"), "{path}");
    }
    let nowhere = ask(&t, Method::POST, "/nowhere").send().await.unwrap();
    assert_eq!(nowhere.status(), 404);
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_and_never_elsewhere() {
    let t = TestApp::start().await;
    for (path, leads) in [
        ("/about/", "/about"),
        ("/search/?search=ball&when=any", "/search?search=ball&when=any"),
        ("/@ana/", "/@ana"),
    ] {
        let reply = ask(&t, Method::GET, path).send().await.unwrap();
        assert_eq!(reply.status(), 308, "{path}");
        assert_eq!(header(&reply, LOCATION), format!("{}{leads}", t.origin), "{path}");
    }
    for path in ["/nowhere/", "//evil.example/", "/logout/../"] {
        let reply = ask(&t, Method::GET, path).send().await.unwrap();
        let to = header(&reply, LOCATION);
        assert!(to.is_empty() || to.starts_with(&t.origin), "{path}: {to}");
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_answered_with_a_page() {
    let t = TestApp::start().await;
    let post = || {
        ask(&t, Method::POST, "/login").header(CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    let text = ask(&t, Method::POST, "/login").header(CONTENT_TYPE, "text/plain").body("x");
    for (request, status, says) in [
        (text, 400, "We did not understand that"),
        (post().body(format!("email={}", "x".repeat(70_000))), 413, "That is more than fits"),
        (ask(&t, Method::GET, "/search?%"), 200, "</html>"),
    ] {
        let reply = request.send().await.unwrap();
        assert_eq!(reply.status(), status, "{says}");
        let html = reply.text().await.unwrap();
        assert!(html.contains("</html>") && html.contains(says), "{html}");
    }
}

#[tokio::test]
async fn the_wrong_door_and_its_refusals_are_pages_in_the_readers_language() {
    let t = TestApp::start_with(&[("url", "https://events.example.org")]).await;
    let ask = ask(&t, Method::GET, "/about").header("host", "evil.example");
    let reply = ask.header("accept-language", "fr").send().await.unwrap();
    assert_eq!(reply.status(), 421);
    let html = reply.text().await.unwrap();
    assert!(html.contains("lang=\"fr\"") && html.contains("mauvaise porte"), "{html}");
}

#[tokio::test]
async fn a_reader_on_this_machine_is_led_to_the_name_under_which_forms_work() {
    let t = TestApp::start().await;
    let port = t.origin.rsplit(':').next().unwrap().to_owned();
    let at = |host: String, path: &str| ask(&t, Method::GET, path).header("host", host).send();
    for host in ["127.0.0.1", "[::1]"] {
        let reply = at(format!("{host}:{port}"), "/search?when=any").await.unwrap();
        assert_eq!(reply.status(), 307, "{host}");
        assert_eq!(header(&reply, LOCATION), format!("{}/search?when=any", t.origin));
    }
    for (host, path) in [
        (format!("localhost:{port}"), "/about"),
        ("127.0.0.1:1".to_owned(), "/about"),
        (format!("127.0.0.1:{port}"), "/health/live"),
    ] {
        assert_eq!(at(host.clone(), path).await.unwrap().status(), 200, "{host}{path}");
    }
    let api = at(format!("127.0.0.1:{port}"), "/api?query={version}").await.unwrap();
    assert_eq!(api.status(), 200, "programs get their answer as they ask");
}
