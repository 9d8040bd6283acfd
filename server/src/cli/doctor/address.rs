//! The address: whether what the world is told fits how the server listens.

use super::Finding;
use crate::kernel::config::Config;

/// What `url`, `bind` and `trusted_proxies` say together, and whether the name is known to the world.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = hints(config);
    if !config.local() {
        let port = config.url.port_or_known_default().unwrap_or(443);
        let found = tokio::net::lookup_host((config.host(), port)).await;
        let addresses: Vec<String> =
            found.into_iter().flatten().map(|address| address.ip().to_string()).collect();
        findings.push(if addresses.is_empty() {
            let says = format!("The name {} leads nowhere.", config.host());
            Finding::broken("name", says, "Add an A or AAAA record for it, or mend `url`.")
        } else {
            Finding::ok("name", format!("{} is {}.", config.host(), addresses.join(", ")))
        });
    }
    if findings.is_empty() {
        let says = format!("{} and listening on {} fit together.", config.url, config.bind);
        findings.push(Finding::ok("address", says));
    }
    findings
}

fn hints(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let inside = config.bind.ip().is_loopback();
    if config.local() {
        let port = config.url.port_or_known_default();
        if !config.secure() && port != Some(config.bind.port()) {
            findings.push(Finding::warning(
                "address",
                format!("Links lead to {}, but the server listens on {}.", config.url, config.bind),
                "Unless a proxy stands between them, give `url` and `bind` the same port.",
            ));
        }
        return findings;
    }
    if !config.secure() {
        findings.push(Finding::broken(
            "address",
            format!("{} has no TLS: passwords travel in the clear.", config.url),
            "Put a reverse proxy with a certificate in front and set `url` to https://…",
        ));
    }
    if config.secure() && !inside {
        findings.push(Finding::warning(
            "address",
            format!("The server listens on {}, so the proxy can be gone around.", config.bind),
            "If the proxy is on this machine, set `bind` to 127.0.0.1:4000; if not, let a firewall admit it alone.",
        ));
    }
    if config.trusted_proxies.is_empty() {
        findings.push(Finding::warning(
            "address",
            "No proxy is trusted, so all visitors behind one count as one and share its limits.",
            "Set `trusted_proxies` to the addresses of the proxy, for example [\"127.0.0.1\", \"::1\"].",
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn the_hints_follow_from_address_and_socket() {
        let cases: [(&str, &str, &[&str], &[State]); 6] = [
            ("http://localhost:4000", "127.0.0.1:4000", &[], &[]),
            ("http://localhost:4000", "127.0.0.1:4001", &[], &[State::Warning]),
            ("https://a.example.org", "127.0.0.1:4000", &["127.0.0.1"], &[]),
            ("https://a.example.org", "127.0.0.1:4000", &[], &[State::Warning]),
            ("https://a.example.org", "0.0.0.0:4000", &["10.0.0.1"], &[State::Warning]),
            ("http://a.example.org", "127.0.0.1:4000", &["::1"], &[State::Broken]),
        ];
        for (url, bind, proxies, expected) in cases {
            let config = Config {
                url: url.parse().unwrap(),
                bind: bind.parse().unwrap(),
                trusted_proxies: proxies.iter().map(ToString::to_string).collect(),
                ..Config::default()
            };
            let states: Vec<State> = hints(&config).iter().map(|hint| hint.state).collect();
            assert_eq!(states, expected, "{url} {bind} {proxies:?}");
        }
    }

    #[tokio::test]
    async fn a_server_at_home_is_well_without_a_name() {
        let found = examine(&Config::default()).await;
        assert_eq!(found.iter().map(|one| one.state).collect::<Vec<_>>(), [State::Ok]);
    }
}
