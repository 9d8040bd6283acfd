//! Networks in CIDR notation, and the address of a client behind proxies.

use std::net::IpAddr;
use std::str::FromStr;

/// A network such as `10.0.0.0/8`, or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    prefix: u32,
}

impl FromStr for Network {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (base, prefix) =
            text.split_once('/').map_or((text, None), |(base, prefix)| (base, Some(prefix)));
        let base: IpAddr = base.trim().parse().map_err(|_| ())?;
        let widest = if base.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(widest), |prefix| prefix.trim().parse().map_err(|_| ()))?;
        if prefix > widest { Err(()) } else { Ok(Self { base, prefix }) }
    }
}

impl Network {
    /// Whether an address lies in the network.
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.base, ip.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(ip)) => {
                same(base.to_bits().into(), ip.to_bits().into(), 32, self.prefix)
            }
            (IpAddr::V6(base), IpAddr::V6(ip)) => {
                same(base.to_bits(), ip.to_bits(), 128, self.prefix)
            }
            _ => false,
        }
    }
}

fn same(a: u128, b: u128, width: u32, prefix: u32) -> bool {
    let shift = width - prefix;
    a.checked_shr(shift).unwrap_or(0) == b.checked_shr(shift).unwrap_or(0)
}

/// The client's address: that of the socket, unless a trusted proxy is there; then the right-most hop of
/// `X-Forwarded-For` that is not a trusted proxy itself.
pub fn client_ip(socket: IpAddr, forwarded_for: Option<&str>, trusted: &[Network]) -> IpAddr {
    let believed = |ip: IpAddr| trusted.iter().any(|network| network.contains(ip));
    if !believed(socket) {
        return socket;
    }
    let mut client = socket;
    for hop in forwarded_for.unwrap_or_default().rsplit(',') {
        let Ok(ip) = hop.trim().parse::<IpAddr>() else { break };
        client = ip;
        if !believed(ip) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_cannot_choose_its_address() {
        let proxies: Vec<Network> =
            ["10.0.0.0/8", "::1"].iter().map(|n| n.parse().unwrap()).collect();
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let cases = [
            ("198.51.100.7", Some("1.2.3.4"), "198.51.100.7"),
            ("10.0.0.1", Some("198.51.100.7"), "198.51.100.7"),
            ("10.0.0.1", Some("1.2.3.4, 198.51.100.7"), "198.51.100.7"),
            ("10.0.0.1", Some("1.2.3.4, 198.51.100.7, 10.0.0.2"), "198.51.100.7"),
            ("10.0.0.1", Some("nonsense"), "10.0.0.1"),
            ("10.0.0.1", None, "10.0.0.1"),
            ("::1", Some("2001:db8::1"), "2001:db8::1"),
        ];
        for (socket, header, client) in cases {
            assert_eq!(client_ip(ip(socket), header, &proxies), ip(client), "{socket} {header:?}");
        }
    }
}
