//! The one spelling of a host, and whether two addresses are of one server.

use url::Url;

/// The host of an address as it is stored and compared: small ASCII letters, without the dot at the end, with its
/// port where that is not the usual one. `None` for an address that names no host, or carries a name or password.
pub fn host_of(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let host = url.host_str()?.to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host).to_owned();
    // Without the dot it has to be a host still, and the same one: `a.1.` is a name, `a.1` is no address.
    let again = url::Host::parse(&host).ok()?.to_string();
    if host.ends_with('.') || again != host {
        return None;
    }
    Some(url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}")))
}

/// The same for a host that somebody typed, with or without a scheme or an `@` before it.
pub fn normal(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let host = typed.rsplit_once('@').map_or(typed, |(_, host)| host);
    if host.contains("://") { host_of(host) } else { host_of(&format!("https://{host}/")) }
}

/// A host and the domains above it, the nearest first: what is decided about one holds for those below it.
pub fn lineage(host: &str) -> Vec<String> {
    let bare = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
    let mut all = vec![host.to_owned()];
    if bare != host {
        all.push(bare.to_owned());
    }
    if bare.parse::<std::net::IpAddr>().is_ok() || bare.starts_with('[') {
        return all;
    }
    let mut rest = bare;
    while let Some((_, above)) = rest.split_once('.') {
        if above.contains('.') {
            all.push(above.to_owned());
        }
        rest = above;
    }
    all
}

/// Whether two addresses are of one server: scheme, host and port agree.
pub fn same_host(one: &str, other: &str) -> bool {
    let scheme =
        |address: &str| address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme(one) == scheme(other) && host_of(one).is_some() && host_of(one) == host_of(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_its_scheme_host_and_port() {
        for (one, other, same) in [
            ("https://a.example/1", "https://A.example:443/2?x", true),
            ("https://a.example/1", "http://a.example/1", false),
            ("https://a.example/1", "https://a.example:8443/1", false),
            ("https://a.example/1", "https://b.a.example/1", false),
            ("a", "a", false),
        ] {
            assert_eq!(same_host(one, other), same, "{one} {other}");
        }
    }

    #[test]
    fn sec_145_every_spelling_of_a_host_is_one() {
        for address in [
            "https://müller.example/x",
            "https://MÜLLER.example",
            "https://xn--mller-kva.example:443/@a",
            "https://xn--mller-kva.example./",
        ] {
            assert_eq!(host_of(address).as_deref(), Some("xn--mller-kva.example"), "{address}");
        }
        assert_eq!(host_of("http://a.example:8080/").as_deref(), Some("a.example:8080"));
        assert_eq!(normal("@relay@A.example").as_deref(), Some("a.example"));
        assert_eq!(normal("https://a.example/about").as_deref(), Some("a.example"));
    }

    #[test]
    fn sec_145_what_is_no_plain_address_has_no_host() {
        for address in [
            "",
            "a",
            "mailto:a@b.example",
            "https://u:p@a.example/",
            "https://u@a.example",
            "https://a.1./",
            "https://a.example../",
        ] {
            assert_eq!(host_of(address), None, "{address}");
        }
    }

    #[test]
    fn a_host_stands_below_the_domains_above_it() {
        assert_eq!(
            lineage("a.b.example.org:8443"),
            ["a.b.example.org:8443", "a.b.example.org", "b.example.org", "example.org"]
        );
        assert_eq!(lineage("127.0.0.1:80"), ["127.0.0.1:80", "127.0.0.1"]);
        assert_eq!(lineage("localhost"), ["localhost"]);
    }
}
