//! The network that a request came from.

use std::net::{IpAddr, Ipv6Addr};

/// The network address that a request came from, as the API gateway saw it, or as the CDN in front
/// of it reports. Other headers are not read, because any client can set them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkSource(pub Option<IpAddr>);

impl NetworkSource {
    /// The network that rate limits count by: an IPv4 address, or the /64 of an IPv6 address,
    /// because one customer has at least a /64. Requests without an address count as one network.
    #[must_use]
    pub fn network(&self) -> String {
        match self.0.map(|address| address.to_canonical()) {
            None => "unknown".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn address_counts_as_its_network() {
        for (address, network) in [
            ("203.0.113.9", "203.0.113.9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(NetworkSource(Some(address.parse().unwrap())).network(), network);
        }
        assert_eq!(NetworkSource(None).network(), "unknown");
    }
}
