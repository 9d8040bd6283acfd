//! The client against a real server on loopback.

#![allow(clippy::unwrap_used)]

use farandole_wire::header::HeaderMap;
use farandole_wire::{Client, Error, Policy, Refusal, Reply, Timeouts};
use std::time::Duration;
use target::Target;
use url::Url;

mod private_ca;
mod target;

fn client(policy: Policy) -> Client {
    Client::new(policy, "Farandole/test").unwrap()
}

/// Gives up after 300 ms.
fn hurried(policy: Policy) -> Client {
    let [connect, first_byte, whole] = [300; 3].map(Duration::from_millis);
    Client::with_timeouts(policy, "test", Timeouts { connect, first_byte, whole }).unwrap()
}

async fn get(client: &Client, url: Url) -> Result<Reply, Error> {
    client.get_limited(&url, HeaderMap::new(), 10_000).await
}

fn why(result: Result<Reply, Error>) -> Refusal {
    match result {
        Err(Error::Refused { why }) => why,
        other => panic!("not refused: {other:?}"),
    }
}

#[actix_web::test]
async fn an_excepted_place_is_reached_by_address_and_by_name() {
    let target = Target::start();
    assert_eq!(get(&client(target.excepted()), target.at("/hello")).await.unwrap().body, "hello");

    let policy =
        Policy::parse(&format!("alpha.test:{}", target.port), "alpha.test=127.0.0.1").unwrap();
    let url = format!("http://alpha.test:{}/hello", target.port).parse().unwrap();
    assert_eq!(get(&client(policy), url).await.unwrap().body, "hello");
}

#[actix_web::test]
async fn a_mapped_port_stands_in_for_the_usual_one() {
    let target = Target::start();
    let map = format!("alpha.test=127.0.0.1:{}", target.port);
    let client = client(Policy::parse("alpha.test:80", &map).unwrap());
    let reply = get(&client, "http://alpha.test/hello".parse().unwrap()).await.unwrap();
    assert_eq!((reply.url.as_str(), &reply.body[..]), ("http://alpha.test/hello", &b"hello"[..]));
}

#[actix_web::test]
async fn sec_180_without_an_exception_loopback_is_refused_by_address_and_by_name() {
    let target = Target::start();
    assert_eq!(why(get(&client(Policy::default()), target.at("/hello")).await), Refusal::Address);

    let map = format!("alpha.example.org=127.0.0.1:{}", target.port);
    let client = client(Policy::parse("", &map).unwrap());
    assert_eq!(
        why(get(&client, "https://alpha.example.org/".parse().unwrap()).await),
        Refusal::Address
    );
}

#[actix_web::test]
async fn an_exception_for_one_port_does_not_open_another() {
    let (open, shut) = (Target::start(), Target::start());
    let exception = format!("127.0.0.1:{0},alpha.test:{0}", open.port);
    let client = client(Policy::parse(&exception, "alpha.test=127.0.0.1").unwrap());
    assert_eq!(why(get(&client, shut.at("/hello")).await), Refusal::Address);
    let url: Url = format!("http://alpha.test:{}/hello", shut.port).parse().unwrap();
    assert_eq!(why(get(&client, url.clone()).await), Refusal::Port);
    let hop = open.at(&format!("/to/{url}"));
    assert_eq!(why(get(&client, hop).await), Refusal::Port);
}

#[actix_web::test]
async fn sec_182_a_redirect_to_a_private_place_is_refused() {
    let target = Target::start();
    let client = client(target.excepted());
    for (to, expected) in [
        ("http://127.0.0.1:1/", Refusal::Address),
        ("https://10.0.0.1/", Refusal::Address),
        ("http://[::1]/", Refusal::Address),
        ("https://localhost/", Refusal::Host),
        ("http://example.org/", Refusal::Scheme),
        ("file:///etc/passwd", Refusal::Scheme),
        ("https://me:pw@example.org/", Refusal::UserInfo),
    ] {
        assert_eq!(why(get(&client, target.at(&format!("/to/{to}"))).await), expected, "{to}");
    }
}

#[actix_web::test]
async fn sec_182_three_redirects_are_followed_and_four_are_not() {
    let target = Target::start();
    let client = client(target.excepted());
    let reply = get(&client, target.at("/count/3")).await.unwrap();
    assert_eq!((reply.url, &reply.body[..]), (target.at("/count/0"), &b"arrived"[..]));
    assert!(matches!(get(&client, target.at("/count/4")).await, Err(Error::Redirects)));
}

#[actix_web::test]
async fn sec_182_credentials_do_not_follow_to_another_origin() {
    let (first, second) = (Target::start(), Target::start());
    let allow = format!("127.0.0.1:{},127.0.0.1:{}", first.port, second.port);
    let client = client(Policy::parse(&allow, "").unwrap());
    let headers =
        HeaderMap::from_iter([(farandole_wire::header::AUTHORIZATION, "secret".parse().unwrap())]);
    let seen_after =
        async |hop: Url| client.get_limited(&hop, headers.clone(), 100).await.unwrap().body;
    assert_eq!(seen_after(first.at("/to//seen")).await, "Farandole/test secret none");
    let elsewhere = first.at(&format!("/to/{}", second.at("/seen")));
    assert_eq!(seen_after(elsewhere).await, "Farandole/test none none");
}

#[actix_web::test]
async fn a_signature_is_made_for_each_hop() {
    let target = Target::start();
    let sign = |hop: &Url| {
        let name = farandole_wire::header::HeaderName::from_static("x-hop");
        HeaderMap::from_iter([(name, hop.path().parse().unwrap())])
    };
    let reply =
        client(target.excepted()).get_signed(&target.at("/to//seen"), 100, sign).await.unwrap();
    assert_eq!(reply.body, "Farandole/test none /seen");
}

#[actix_web::test]
async fn a_post_carries_its_body_and_follows_no_redirect() {
    let target = Target::start();
    let client = client(target.excepted());
    let headers = || {
        HeaderMap::from_iter([(
            farandole_wire::header::CONTENT_TYPE,
            "application/activity+json".parse().unwrap(),
        )])
    };
    let reply = client.post(&target.at("/hello"), headers(), "{}", 100).await.unwrap();
    assert_eq!((reply.status.as_u16(), &reply.body[..]), (202, &b"{}"[..]));
    assert_eq!(reply.headers["x-kind"], "application/activity+json");
    let reply = client.post(&target.at("/to//hello"), headers(), "{}", 100).await.unwrap();
    assert_eq!(reply.status.as_u16(), 307);
    let refused = client.post(&"https://127.0.0.1/".parse().unwrap(), headers(), "{}", 100).await;
    assert_eq!(why(refused), Refusal::Address);
}

#[actix_web::test]
async fn sec_183_a_body_over_the_limit_is_cut_however_it_is_sent() {
    let target = Target::start();
    let client = client(target.excepted());
    assert_eq!(get(&client, target.at("/zeros/10000")).await.unwrap().body.len(), 10_000);
    for path in ["/zeros/10001", "/zeros/50000000", "/endless"] {
        let cut = get(&client, target.at(path)).await;
        assert!(matches!(cut, Err(Error::TooLarge { limit: 10_000 })), "{path}: {cut:?}");
    }
}

#[actix_web::test]
async fn sec_183_the_limit_counts_what_comes_out_of_the_compression() {
    let target = Target::start();
    let client = client(target.excepted());
    let raw = client.reqwest().get(target.at("/zeros/10001")).send().await.unwrap();
    assert_eq!(raw.content_length(), None, "the target compresses, so this test shows something");
    assert!(matches!(get(&client, target.at("/zeros/10001")).await, Err(Error::TooLarge { .. })));
}

#[actix_web::test]
async fn sec_183_a_slow_server_is_given_up() {
    let target = Target::start();
    let client = hurried(target.excepted());
    for path in ["/silent", "/stuck"] {
        let late = get(&client, target.at(path)).await;
        assert!(matches!(late, Err(Error::TimedOut)), "{path}: {late:?}");
    }
}

#[actix_web::test]
async fn sec_183_one_deadline_covers_all_pieces_of_a_body() {
    let target = Target::start();
    let [connect, whole] = [300; 2].map(Duration::from_millis);
    let timeouts = Timeouts { connect, first_byte: Duration::from_secs(60), whole };
    let client = Client::with_timeouts(target.excepted(), "test", timeouts).unwrap();
    let never = client.get_limited(&target.at("/endless"), HeaderMap::new(), usize::MAX).await;
    assert!(matches!(never, Err(Error::TimedOut)), "{never:?}");
}

#[actix_web::test]
async fn sec_184_nobody_can_tell_a_closed_door_from_a_forbidden_one() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let closed: Url = format!("http://127.0.0.1:{port}/").parse().unwrap();
    let allowed = client(Policy::parse(&format!("127.0.0.1:{port}"), "").unwrap());
    let closed = get(&allowed, closed).await.unwrap_err();
    let forbidden = get(&allowed, "https://10.0.0.1/".parse().unwrap()).await.unwrap_err();
    assert!(matches!(closed, Error::Unreachable(_)));
    assert_eq!(closed.to_string(), forbidden.to_string());
    assert_eq!(closed.to_string(), Error::TimedOut.to_string());
}

#[actix_web::test]
async fn flt_034_an_extra_authority_is_trusted_and_no_other() {
    let ca = private_ca::make("alpha.test");
    let target = Target::listen(Some(ca.server));
    let map = format!("alpha.test=127.0.0.1:{}", target.port);
    let policy = Policy::parse("alpha.test:443", &map).unwrap();
    let url: Url = "https://alpha.test/hello".parse().unwrap();
    let stranger = get(&client(policy.clone()), url.clone()).await;
    assert!(matches!(stranger, Err(Error::Unreachable(_))), "{stranger:?}");
    assert_eq!(get(&client(policy.with_extra_ca(ca.pem)), url).await.unwrap().body, "hello");
}
