//! Which IP addresses belong to the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether `ip` is a globally routable unicast address.
///
/// The blocks are those of the IANA special-purpose registries (RFC 6890 and what was added since). IPv6
/// is open only inside 2000::/3, and there every block that can carry an IPv4 address (6to4, Teredo) is
/// closed: what such a tunnel leads to cannot be judged from here. IPv4-mapped, IPv4-compatible and
/// NAT64 addresses lie outside 2000::/3 and are closed with it.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !CLOSED_V4.iter().any(|&(net, bits)| in_v4(ip, net, bits)),
        IpAddr::V6(ip) => {
            in_v6(ip, [0x2000, 0, 0], 3)
                && !CLOSED_V6.iter().any(|&(net, bits)| in_v6(ip, net, bits))
        }
    }
}

const CLOSED_V4: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // shared by carriers
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, cloud metadata
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 88, 99, 0], 24),  // former 6to4 relays
    ([192, 168, 0, 0], 16),  // private
    ([198, 18, 0, 0], 15),   // benchmarking
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, broadcast
];

/// Closed blocks inside 2000::/3, by their first three groups.
const CLOSED_V6: [([u16; 3], u32); 4] = [
    ([0x2001, 0, 0], 23),     // protocol assignments: Teredo, benchmarking, ORCHID
    ([0x2001, 0xdb8, 0], 32), // documentation
    ([0x2002, 0, 0], 16),     // 6to4
    ([0x3fff, 0, 0], 20),     // documentation
];

fn in_v4(ip: Ipv4Addr, net: [u8; 4], bits: u32) -> bool {
    (ip.to_bits() ^ u32::from_be_bytes(net)) >> (32 - bits) == 0
}

fn in_v6(ip: Ipv6Addr, [a, b, c]: [u16; 3], bits: u32) -> bool {
    let net = Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0);
    (ip.to_bits() ^ net.to_bits()) >> (128 - bits) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every refused block, written as people write them: independent of the tables above.
    const REFUSED: &str = "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 \
        192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 \
        224.0.0.0/4 240.0.0.0/4 255.255.255.255/32 ::/128 ::1/128 ::/96 ::ffff:0:0/96 64:ff9b::/96 \
        64:ff9b:1::/48 100::/64 2001::/32 2001:2::/48 2001:10::/28 2001:20::/28 2001:db8::/32 2002::/16 \
        3fff::/20 4000::/3 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8";

    fn refused() -> impl Strategy<Value = IpAddr> {
        let blocks: Vec<(IpAddr, u32)> = REFUSED
            .split_whitespace()
            .map(|block| {
                let (net, bits) = block.split_once('/').unwrap();
                (net.parse().unwrap(), bits.parse().unwrap())
            })
            .collect();
        (proptest::sample::select(blocks), any::<u128>()).prop_map(|((net, bits), noise)| match net
        {
            IpAddr::V4(net) => {
                let host = (noise as u32).checked_shr(bits).unwrap_or(0);
                IpAddr::V4(Ipv4Addr::from_bits(net.to_bits() | host))
            }
            IpAddr::V6(net) => {
                let host = noise.checked_shr(bits).unwrap_or(0);
                IpAddr::V6(Ipv6Addr::from_bits(net.to_bits() | host))
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn no_address_of_a_refused_block_is_public(ip in refused()) {
            prop_assert!(!is_public(ip), "{ip}");
        }

        #[test]
        fn no_ipv4_address_is_public_in_ipv6_clothes(bits in any::<u32>()) {
            let v4 = Ipv4Addr::from_bits(bits);
            prop_assert!(!is_public(IpAddr::V6(v4.to_ipv6_mapped())));
            prop_assert!(!is_public(IpAddr::V6(v4.to_ipv6_compatible())));
        }
    }

    #[test]
    fn the_neighbours_of_refused_blocks_are_public() {
        for ip in [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.0.3.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:200::1",
            "2001:db7:ffff::1",
            "2001:db9::1",
            "2003::1",
            "2600::1",
            "3ffe::1",
            "3fff:1000::1",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
    }
}
