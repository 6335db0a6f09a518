//! The origins at which endpoints of push subscriptions are accepted.

/// Hosts of push services, by their full name.
const HOSTS: [&str; 2] = ["fcm.googleapis.com", "updates.push.services.mozilla.com"];
/// Domains below which every host is a push service: Apple's, Mozilla's and Microsoft's.
const DOMAINS: [&str; 3] = [".push.apple.com", ".push.services.mozilla.com", ".notify.windows.com"];

/// The origins at which a subscription's endpoint is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushOrigins {
    local: Option<String>,
}

impl PushOrigins {
    /// The push services of the browsers: Chrome and its relatives, Safari, Firefox, and Edge.
    #[must_use]
    pub const fn of_browsers() -> Self {
        Self { local: None }
    }

    /// The origins with the stand-in of the local program, whose endpoints begin with `url`, like
    /// `http://127.0.0.1:4100/_local/push/`.
    #[must_use]
    pub fn with_local(self, url: &str) -> Self {
        Self { local: Some(url.to_owned()) }
    }

    /// Whether a host belongs to a browser's push service. Host names are compared in lower case,
    /// as browsers write them.
    pub(super) fn has_host(host: &str) -> bool {
        let below = |domain: &&str| {
            host.strip_suffix(*domain).is_some_and(|rest| !rest.is_empty() && is_name(rest))
        };
        HOSTS.contains(&host) || DOMAINS.iter().any(below)
    }

    /// Whether an endpoint belongs to the stand-in: its address, followed by a single name.
    pub(super) fn is_local(&self, endpoint: &str) -> bool {
        let rest = self.local.as_deref().and_then(|url| endpoint.strip_prefix(url));
        rest.is_some_and(|id| {
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            !id.is_empty() && id.bytes().all(is_part)
        })
    }
}

/// Whether a text is one or more labels of a host's name.
pub(super) fn is_name(text: &str) -> bool {
    text.split('.').all(|label| {
        !label.is_empty()
            && label.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
    })
}
