use super::*;
use proptest::prelude::*;

fn check(policy: &Policy, url: &str) -> Result<(), Refusal> {
    policy.check_url(&Url::parse(url).unwrap())
}

#[test]
fn a_public_https_address_is_open() {
    for url in [
        "https://events.example.org/",
        "https://1.1.1.1/x",
        "https://[2606:4700::1111]/",
        "https://münchen.example.de",
    ] {
        assert_eq!(check(&Policy::default(), url), Ok(()), "{url}");
    }
}

#[test]
fn what_a_url_alone_betrays_is_refused() {
    for (url, why) in [
        ("ftp://example.org/", Refusal::Scheme),
        ("file:///etc/passwd", Refusal::Scheme),
        ("gopher://example.org:70/", Refusal::Scheme),
        ("data:text/plain,x", Refusal::Scheme),
        ("http://example.org/", Refusal::Scheme),
        ("https://me@example.org/", Refusal::UserInfo),
        ("https://:secret@example.org/", Refusal::UserInfo),
        ("https://example.org:5432/", Refusal::Port),
        ("https://example.org:80/", Refusal::Port),
        ("https://localhost/", Refusal::Host),
        ("https://LOCALHOST/", Refusal::Host),
        ("https://localhost./", Refusal::Host),
        ("https://a.localhost/", Refusal::Host),
        ("https://database/", Refusal::Host),
        ("https://printer.local/", Refusal::Host),
        ("https://metadata.google.internal/", Refusal::Host),
        ("https://router.home.arpa/", Refusal::Host),
        ("https://example.org./", Refusal::Host),
    ] {
        assert_eq!(check(&Policy::default(), url), Err(why), "{url}");
    }
}

#[test]
fn sec_180_every_spelling_of_a_private_address_is_refused() {
    for host in [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "0",
        "0.0.0.0",
        "10.0.0.1",
        "0xa.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "%31%32%37.0.0.1",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd12:3456::1]",
        "[ff02::1]",
        "[2001:db8::1]",
    ] {
        assert_eq!(
            check(&Policy::default(), &format!("https://{host}/")),
            Err(Refusal::Address),
            "{host}"
        );
    }
}

#[test]
fn an_exception_opens_one_port_of_one_host() {
    let policy =
        Policy::parse("alpha.test:4000, 127.0.0.1:5000,[::1]:6000, localhost:7000", "").unwrap();
    for open in [
        "http://alpha.test:4000/",
        "https://ALPHA.test:4000/",
        "http://127.0.0.1:5000/",
        "http://127.1:5000/",
        "http://[::1]:6000/",
        "http://localhost:7000/",
    ] {
        assert_eq!(check(&policy, open), Ok(()), "{open}");
    }
    for (shut, why) in [
        ("https://alpha.test/", Refusal::Port),
        ("http://alpha.test/", Refusal::Port),
        ("http://alpha.test:4001/", Refusal::Port),
        ("http://alpha.test.:4000/", Refusal::Host),
        ("http://me:pw@alpha.test:4000/", Refusal::UserInfo),
        ("ftp://alpha.test:4000/", Refusal::Scheme),
        ("http://127.0.0.1:4000/", Refusal::Address),
        ("http://127.0.0.2:5000/", Refusal::Address),
        ("http://[::ffff:127.0.0.1]:5000/", Refusal::Address),
        ("http://localhost:5000/", Refusal::Port),
        ("http://beta.alpha.test:4000/", Refusal::Scheme),
    ] {
        assert_eq!(check(&policy, shut), Err(why), "{shut}");
    }
}

#[test]
fn sec_181_of_several_addresses_only_the_public_ones_are_dialled() {
    let found = ["10.0.0.7:0", "93.184.216.34:0", "[fd00::7]:0"].map(|a| a.parse().unwrap());
    let judged = Policy::default().judge("mixed.example.org", found);
    assert_eq!(judged, Ok(vec!["93.184.216.34:0".parse().unwrap()]));
}

#[test]
fn sec_180_a_name_that_leads_only_inside_is_refused() {
    let inside = [SocketAddr::from(([127, 0, 0, 1], 0))];
    assert_eq!(Policy::default().judge("inside.example.org", inside), Err(Refusal::Address));
    assert_eq!(Policy::default().judge("nowhere.example.org", []), Err(Refusal::Address));
    let policy = Policy::parse("inside.example.org:4000", "").unwrap();
    assert_eq!(policy.judge("inside.example.org", inside), Ok(inside.to_vec()));
    assert_eq!(policy.judge("not-inside.example.org", inside), Err(Refusal::Address));
}

#[test]
fn the_map_takes_addresses_with_and_without_a_port() {
    let policy = Policy::parse(
        "",
        "a.test=127.0.0.1, B.test = 127.0.0.1:4000 ,c.test=::1,d.test=[::1]:4000",
    )
    .unwrap();
    for (name, address) in [
        ("a.test", "127.0.0.1:0"),
        ("b.test", "127.0.0.1:4000"),
        ("c.test", "[::1]:0"),
        ("d.test", "[::1]:4000"),
    ] {
        assert_eq!(policy.hosts[name], address.parse().unwrap(), "{name}");
    }
}

#[test]
fn an_unreadable_entry_is_named() {
    for entry in ["alpha.test", "alpha.test:", ":4000", "alpha.test:99999", "10.0.0.0/8:80", "*:80"]
    {
        assert_eq!(Policy::parse(entry, "").unwrap_err(), PolicyError::Exception(entry.into()));
    }
    for entry in ["alpha.test", "alpha.test=beta.test", "127.0.0.1=127.0.0.1", "=127.0.0.1"] {
        assert_eq!(Policy::parse("", entry).unwrap_err(), PolicyError::Mapping(entry.into()));
    }
}

proptest! {
    #[test]
    fn no_string_makes_the_check_panic(text in "\\PC{0,40}", port in any::<u16>()) {
        let policy = Policy::parse("alpha.test:4000", "").unwrap();
        if let Ok(url) = Url::parse(&format!("https://{text}:{port}/")) {
            let _ = policy.check_url(&url);
        }
    }

    #[test]
    fn an_exception_never_opens_another_port(port in 1u16..) {
        let policy = Policy::parse("alpha.test:4000", "").unwrap();
        let open = check(&policy, &format!("http://alpha.test:{port}/")).is_ok();
        prop_assert_eq!(open, port == 4000);
    }
}
