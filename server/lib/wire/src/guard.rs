//! Which destinations may be reached.

use crate::{Refusal, is_public};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use url::{Host, Url};

/// Which destinations may be reached: public ones over https on port 443, and the exceptions.
///
/// The default has no exception and no map: right for a server on the internet.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Exceptions, each an exact host (a name, or an IP address as a URL writes it) and a port. There
    /// http is allowed too, and the address may be private. A name with an exception is reachable at
    /// these ports alone, so that it cannot be used to reach another port of the same private machine.
    pub allow: Vec<(String, u16)>,
    /// Names resolved without asking DNS. Port 0 leaves the URL's port; another one is dialled in
    /// place of a URL's default port. A name here gains no right: the address is judged as any other.
    pub hosts: HashMap<String, SocketAddr>,
    /// Certificate authorities trusted in addition to the system's, as PEM.
    pub extra_ca: Option<Vec<u8>>,
}

/// A policy that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Not of the form `host:port`.
    #[error("not a host and a port: {0}")]
    Exception(String),
    /// Not of the form `name=address` or `name=address:port`.
    #[error("not a name and an address: {0}")]
    Mapping(String),
}

impl Policy {
    /// Reads the exceptions (`host:port, …`) and the map (`name=address, …` or `name=address:port, …`)
    /// as they stand in the configuration. Spaces around entries and empty entries are ignored.
    pub fn parse(allow: &str, hosts: &str) -> Result<Self, PolicyError> {
        let allow = entries(allow)
            .map(|entry| exception(entry).ok_or_else(|| PolicyError::Exception(entry.to_owned())))
            .collect::<Result<_, _>>()?;
        let hosts = entries(hosts)
            .map(|entry| mapping(entry).ok_or_else(|| PolicyError::Mapping(entry.to_owned())))
            .collect::<Result<_, _>>()?;
        Ok(Policy { allow, hosts, extra_ca: None })
    }

    /// The same policy, trusting the certificate authorities in `pem` as well.
    pub fn with_extra_ca(self, pem: impl Into<Vec<u8>>) -> Self {
        Policy { extra_ca: Some(pem.into()), ..self }
    }

    /// Whether a request to `url` may be sent, as far as the URL alone can tell. What its name resolves
    /// to is judged when the connection is opened.
    pub fn check_url(&self, url: &Url) -> Result<(), Refusal> {
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::UserInfo);
        }
        let ("http" | "https", Some(host), Some(port)) =
            (url.scheme(), url.host_str(), url.port_or_known_default())
        else {
            return Err(Refusal::Scheme);
        };
        if self.excepts(host, port) {
            return Ok(());
        }
        match url.host() {
            Some(Host::Domain(name)) if self.names(name) => return Err(Refusal::Port),
            Some(Host::Domain(name)) => check_name(name)?,
            Some(Host::Ipv4(ip)) => check_ip(ip.into())?,
            Some(Host::Ipv6(ip)) => check_ip(ip.into())?,
            None => return Err(Refusal::Scheme),
        }
        match (url.scheme(), port) {
            ("https", 443) => Ok(()),
            ("https", _) => Err(Refusal::Port),
            _ => Err(Refusal::Scheme),
        }
    }

    /// Whether `name` may be looked up at all.
    pub(crate) fn check_name(&self, name: &str) -> Result<(), Refusal> {
        if self.names(name) { Ok(()) } else { check_name(name) }
    }

    /// The addresses a connection to `name` may use, out of those it resolved to.
    ///
    /// The port is not known here. That is safe because [`check_url`](Self::check_url) lets a name with
    /// an exception through at its excepted ports only, before each hop and again in the connector.
    pub(crate) fn judge(
        &self,
        name: &str,
        found: impl IntoIterator<Item = SocketAddr>,
    ) -> Result<Vec<SocketAddr>, Refusal> {
        let excepted = self.names(name);
        let open: Vec<_> = found.into_iter().filter(|a| excepted || is_public(a.ip())).collect();
        if open.is_empty() { Err(Refusal::Address) } else { Ok(open) }
    }

    fn excepts(&self, host: &str, port: u16) -> bool {
        self.allow.iter().any(|(name, p)| *p == port && name.eq_ignore_ascii_case(host))
    }

    fn names(&self, host: &str) -> bool {
        self.allow.iter().any(|(name, _)| name.eq_ignore_ascii_case(host))
    }
}

fn check_ip(ip: IpAddr) -> Result<(), Refusal> {
    if is_public(ip) { Ok(()) } else { Err(Refusal::Address) }
}

/// Endings that never name a public host: reserved by RFC 6761, 6762, 7686, 8375 and 9476, by ICANN
/// (`internal`), or in wide use on private networks.
const PRIVATE_ENDINGS: [&str; 13] = [
    "alt",
    "corp",
    "home",
    "home.arpa",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "private",
];

fn check_name(name: &str) -> Result<(), Refusal> {
    let name = name.to_ascii_lowercase();
    let private =
        |ending: &&str| name.strip_suffix(*ending).is_some_and(|rest| rest.ends_with('.'));
    if !name.contains('.') || name.ends_with('.') || PRIVATE_ENDINGS.iter().any(private) {
        return Err(Refusal::Host);
    }
    Ok(())
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

fn exception(entry: &str) -> Option<(String, u16)> {
    let (host, port) = entry.rsplit_once(':').filter(|(host, _)| !host.contains('*'))?;
    Some((Host::parse(host).ok()?.to_string(), port.parse().ok()?))
}

fn mapping(entry: &str) -> Option<(String, SocketAddr)> {
    let (name, address) = entry.split_once('=')?;
    let Host::Domain(name) = Host::parse(name.trim()).ok()? else { return None };
    let address = address.trim();
    let ip = address.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    let address = ip.map(|ip| SocketAddr::new(ip, 0)).or_else(|_| address.parse()).ok()?;
    Some((name, address))
}

#[cfg(test)]
#[path = "guard_tests.rs"]
mod tests;
