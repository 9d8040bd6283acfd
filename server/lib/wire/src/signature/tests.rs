use super::*;
use chrono::{Duration, TimeZone};
use reqwest::header::HeaderMap;
use std::sync::OnceLock;
use url::Url;

const BODY: &[u8] = br#"{"type":"Create"}"#;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 1, 12, 0, 0).unwrap()
}

/// Making a key takes a while, so the tests of this file share one.
fn signing() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| {
        let pem = SigningKey::generate().unwrap();
        SigningKey::from_pem("https://alpha.example/@ana#main-key", &pem).unwrap()
    })
}

fn public() -> PublicKey {
    PublicKey::from_pem(&signing().public_pem().unwrap()).unwrap()
}

fn url() -> Url {
    Url::parse("https://beta.example/inbox?page=1").unwrap()
}

/// The request that these headers would arrive as.
fn arrived(signed: &HeaderMap, method: &'static str, body: &'static [u8]) -> Incoming<'static> {
    let mut headers = vec![("host".to_owned(), "beta.example".to_owned())];
    headers.extend(
        signed.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())),
    );
    Incoming { method, origin: "https://beta.example", target: "/inbox?page=1", headers, body }
}

fn post(scheme: Scheme) -> Incoming<'static> {
    arrived(&signing().headers(scheme, &url(), Some(BODY), now()), "POST", BODY)
}

fn change(incoming: &mut Incoming, name: &str, with: impl Fn(&str) -> String) {
    let header = incoming.headers.iter_mut().find(|(key, _)| key == name).unwrap();
    header.1 = with(&header.1);
}

const BOTH: [Scheme; 2] = [Scheme::Cavage, Scheme::Message];

#[test]
fn what_we_sign_is_ours_in_both_schemes() {
    for scheme in BOTH {
        let claim = read(&post(scheme), now()).unwrap();
        assert_eq!(claim.key_id, "https://alpha.example/@ana#main-key");
        assert_eq!(claim.check(&public()), Ok(()), "{scheme:?}");
        let get = arrived(&signing().headers(scheme, &url(), None, now()), "GET", b"");
        assert_eq!(read(&get, now()).unwrap().check(&public()), Ok(()), "{scheme:?}");
    }
}

#[test]
fn sec_121_another_body_method_path_host_or_key_does_not_pass() {
    for scheme in BOTH {
        let mut swapped = post(scheme);
        swapped.body = b"{\"type\":\"Delete\"}";
        assert_eq!(read(&swapped, now()).unwrap_err(), Fault::Digest);
        type Change = fn(&mut Incoming<'static>);
        let changes: [Change; 3] = [
            |it| it.method = "PUT",
            |it| it.target = "/other",
            |it| it.origin = "https://gamma.example",
        ];
        for (n, apply) in changes.into_iter().enumerate() {
            let mut other = post(scheme);
            apply(&mut other);
            if n == 2 {
                change(&mut other, "host", |_| "gamma.example".to_owned());
            }
            let outcome = read(&other, now()).and_then(|claim| claim.check(&public()));
            assert_eq!(outcome, Err(Fault::Wrong), "{scheme:?}, change {n}");
        }
        let stranger = SigningKey::from_pem("x", &SigningKey::generate().unwrap()).unwrap();
        let stranger = PublicKey::from_pem(&stranger.public_pem().unwrap()).unwrap();
        assert_eq!(read(&post(scheme), now()).unwrap().check(&stranger), Err(Fault::Wrong));
    }
}

#[test]
fn sec_122_a_signature_holds_for_an_hour_either_way() {
    for scheme in BOTH {
        for (minutes, fine) in [(0, true), (59, true), (61, false), (-59, true), (-61, false)] {
            let outcome = read(&post(scheme), now() + Duration::minutes(minutes));
            assert_eq!(outcome.is_ok(), fine, "{scheme:?}, {minutes} minutes");
        }
    }
}

#[test]
fn sec_120_every_part_that_matters_has_to_be_covered() {
    for part in ["(request-target)", "host", "date", "digest"] {
        let mut less = post(Scheme::Cavage);
        change(&mut less, "signature", |value| value.replacen(part, "x-else", 1));
        less.headers.push(("x-else".to_owned(), "1".to_owned()));
        assert_eq!(read(&less, now()).unwrap_err(), Fault::Uncovered(part));
    }
    for (part, named) in [
        ("\"@method\" ", "@method"),
        ("\"@target-uri\" ", "@target-uri"),
        (" \"content-digest\"", "content-digest"),
        (";created=1780315200", "created"),
        (";keyid=\"https://alpha.example/@ana#main-key\"", "keyid"),
    ] {
        let mut less = post(Scheme::Message);
        change(&mut less, "signature-input", |value| {
            assert!(value.contains(part), "{value}");
            value.replacen(part, "", 1)
        });
        assert_eq!(read(&less, now()).unwrap_err(), Fault::Uncovered(named));
    }
}

#[test]
fn sec_123_what_can_be_read_twice_is_refused() {
    let mut twice = post(Scheme::Cavage);
    let again = twice.headers.iter().find(|(name, _)| name == "signature").unwrap().clone();
    twice.headers.push(again.clone());
    assert_eq!(read(&twice, now()).unwrap_err(), Fault::Ambiguous);

    let mut both = post(Scheme::Cavage);
    both.headers.push(("authorization".to_owned(), format!("Signature {}", again.1)));
    assert_eq!(read(&both, now()).unwrap_err(), Fault::Ambiguous);

    for addition in [",keyId=\"https://evil.example/key\"", ",signature=\"AAAA\""] {
        let mut repeated = post(Scheme::Cavage);
        change(&mut repeated, "signature", |value| format!("{value}{addition}"));
        assert_eq!(read(&repeated, now()).unwrap_err(), Fault::Ambiguous, "{addition}");
    }
    for name in ["host", "date"] {
        let mut repeated = post(Scheme::Cavage);
        repeated.headers.push((name.to_owned(), "evil.example".to_owned()));
        assert_eq!(read(&repeated, now()).unwrap_err(), Fault::Ambiguous, "{name}");
    }
    let mut labels = post(Scheme::Message);
    change(&mut labels, "signature-input", |value| format!("{value}, sig2=(\"@method\")"));
    assert_eq!(read(&labels, now()).unwrap_err(), Fault::Ambiguous);
}

#[test]
fn sec_123_with_both_schemes_both_have_to_hold() {
    let old = signing().headers(Scheme::Cavage, &url(), Some(BODY), now());
    let mut request = post(Scheme::Message);
    let value = |name: &str| old.get(name).unwrap().to_str().unwrap().to_owned();
    request.headers.push(("date".to_owned(), value("date")));
    request.headers.push(("digest".to_owned(), value("digest")));
    request.headers.push(("authorization".to_owned(), format!("Signature {}", value("signature"))));
    assert_eq!(read(&request, now()).unwrap().check(&public()), Ok(()));

    let mut broken = request.clone();
    change(&mut broken, "authorization", |value| value.replace("date digest", "digest date"));
    assert_eq!(read(&broken, now()).unwrap().check(&public()), Err(Fault::Wrong));

    let mut mixed = request;
    change(&mut mixed, "authorization", |value| value.replace("@ana", "@eve"));
    assert_eq!(read(&mixed, now()).unwrap_err(), Fault::Ambiguous);
}

#[test]
fn sec_121_a_digest_counts_in_any_spelling_and_every_known_one_must_fit() {
    let digest = digest::digest_header(BODY);
    let sum = digest.trim_start_matches("SHA-256=");
    for (value, fine) in [
        (format!("sha-256={sum}"), true),
        (format!("Sha-256={sum},md5=abc"), true),
        (format!("SHA-256={sum},SHA-512=AAAA"), false),
        ("md5=abc".to_owned(), false),
        ("nonsense".to_owned(), false),
    ] {
        let mut request = post(Scheme::Cavage);
        change(&mut request, "digest", |_| value.clone());
        assert_eq!(digest::check(&request).is_ok(), fine, "{value}");
    }
}

#[test]
fn a_path_signed_without_its_query_passes_too() {
    let bare = Url::parse("https://beta.example/inbox").unwrap();
    let headers = signing().headers(Scheme::Cavage, &bare, Some(BODY), now());
    assert_eq!(read(&arrived(&headers, "POST", BODY), now()).unwrap().check(&public()), Ok(()));
}

#[test]
fn sec_124_the_key_decides_the_algorithm() {
    for (named, outcome) in [
        ("hs2019", Ok(())),
        ("rsa-sha1", Err(Fault::Algorithm)),
        ("hmac-sha256", Err(Fault::Algorithm)),
    ] {
        let mut request = post(Scheme::Cavage);
        change(&mut request, "signature", |value| value.replace("rsa-sha256", named));
        assert_eq!(read(&request, now()).unwrap().check(&public()), outcome, "{named}");
    }
}

#[test]
fn sec_123_nothing_that_strangers_send_makes_it_panic() {
    let mut request = post(Scheme::Cavage);
    let original = request.headers.iter().find(|(name, _)| name == "signature").unwrap().1.clone();
    for cut in 0..original.len() {
        change(&mut request, "signature", |_| original[..cut].to_owned());
        assert!(read(&request, now()).and_then(|claim| claim.check(&public())).is_err());
    }
    for value in ["", "=", "a=", "a=\"", "a=1,", "\u{e9}=\"x\"", ",", "keyId=\"\\\"\""] {
        change(&mut request, "signature", |_| value.to_owned());
        assert!(read(&request, now()).is_err(), "{value:?}");
    }
}

#[test]
fn the_same_signature_has_the_same_fingerprint_and_no_other_has() {
    let one = read(&post(Scheme::Cavage), now()).unwrap().fingerprint();
    assert_eq!(read(&post(Scheme::Cavage), now()).unwrap().fingerprint(), one);
    let later = signing().headers(Scheme::Cavage, &url(), Some(BODY), now() + Duration::seconds(1));
    assert_ne!(read(&arrived(&later, "POST", BODY), now()).unwrap().fingerprint(), one);
}

#[test]
fn keys_are_read_in_the_spellings_of_other_servers() {
    let pem = signing().public_pem().unwrap();
    assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----\n"));
    for spelling in [pem.replace('\n', "\r\n"), pem.trim_end().to_owned(), format!("\n{pem}\n")] {
        assert!(PublicKey::from_pem(&spelling).is_ok());
    }
    let pkcs1 = pem::encode(&pem::Pem::new("RSA PUBLIC KEY", {
        use aws_lc_rs::signature::KeyPair;
        let kept = SigningKey::generate().unwrap();
        let pair =
            aws_lc_rs::rsa::KeyPair::from_pkcs8(pem::parse(kept).unwrap().contents()).unwrap();
        pair.public_key().as_ref().to_vec()
    }));
    assert!(PublicKey::from_pem(&pkcs1).is_ok());
    assert!(PublicKey::from_multibase("z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK").is_ok());
}

#[test]
fn sec_124_a_key_that_is_no_good_is_refused() {
    let private = SigningKey::generate().unwrap();
    assert_eq!(PublicKey::from_pem(&private).unwrap_err(), KeyFault::Private);
    assert_eq!(PublicKey::from_pem("hello").unwrap_err(), KeyFault::Malformed);
    assert_eq!(PublicKey::from_pem(&"A".repeat(10_000)).unwrap_err(), KeyFault::Malformed);
    // The smallest key that some servers still had ten years ago.
    let short = "-----BEGIN PUBLIC KEY-----\n\
        MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf\n\
        9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==\n\
        -----END PUBLIC KEY-----\n";
    assert!(matches!(PublicKey::from_pem(short), Err(KeyFault::Size(_) | KeyFault::Malformed)));
    for text in ["", "z", "z6Mk", "x6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"] {
        assert!(PublicKey::from_multibase(text).is_err(), "{text}");
    }
}
