use std::{fmt, str::FromStr};

/// A URL that a message links to.
///
/// It begins with `https://` or, on a developer's machine, `http://`. It consists of printable
/// ASCII characters without quotes, angle brackets and backslashes, and fits into a line of an
/// e-mail.
///
/// ```
/// use docket_texts::Link;
///
/// assert!("https://orders.example.com/t/4NQ7".parse::<Link>().is_ok());
/// assert!("javascript:alert(1)".parse::<Link>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link(String);

/// A text is not usable as a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be an address with https of printable ASCII characters, at most {} octets",
    Link::LONGEST
)]
pub struct LinkError;

impl Link {
    /// The maximum number of octets in HTML, where an ampersand has five. A line of an e-mail has
    /// at most 998 (RFC 5322, 2.1.1), and contains the link's label, too.
    const LONGEST: usize = 800;

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Link {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let is_good = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\`".contains(&byte);
        let fits = text.len() + 4 * text.matches('&').count() <= Self::LONGEST;
        match rest {
            Some(rest) if !rest.is_empty() && rest.bytes().all(is_good) && fits => {
                Ok(Self(text.to_owned()))
            }
            Some(_) | None => Err(LinkError),
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_refuses_scripts_quotes_and_other_schemes() {
        for text in ["https://a.example/t/x?y=1&z=%20#end", "http://localhost:4100/"] {
            assert_eq!(text.parse::<Link>().as_ref().map(Link::as_str), Ok(text));
        }
        for text in [
            "",
            "https://",
            "HTTPS://a",
            "//a.example",
            "javascript:alert(1)",
            "https://a.example/\"onclick=",
            "https://a.example/'",
            "https://a.example/<script>",
            "https://a.example/ b",
            "https://a.example/\nb",
            "https://ä.example",
        ] {
            assert_eq!(text.parse::<Link>(), Err(LinkError), "{text}");
        }
    }

    #[test]
    fn link_fits_into_a_line_of_an_e_mail_when_escaped() {
        let of = |fill: &str| format!("https://a/{}", fill.repeat(790)).parse::<Link>();
        assert!(of("x").is_ok() && of("&").is_err());
        assert!(format!("https://a/{}", "x".repeat(791)).parse::<Link>().is_err());
    }
}
