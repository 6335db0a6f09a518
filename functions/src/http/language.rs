//! The header `Accept-Language`: the language in which a person wants messages.

use std::{cmp::Reverse, convert::Infallible};

use axum::extract::FromRequestParts;
use docket_domain::LanguageTag;
use http::{HeaderMap, HeaderValue, header, request::Parts};

/// The most bytes of the header that are read; a browser with ten languages sends fewer than 150.
const MAX_BYTES: usize = 500;

/// The language that a request prefers: the tag with the highest weight in the header
/// `Accept-Language` (RFC 9110, section 12.5.4); of several, the first.
///
/// It is a preference and never refuses a request. Ranges that are not a [`LanguageTag`], have a
/// weight of 0 or an unreadable weight, and `*` are ignored; a header that is too long is ignored
/// as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Language(Option<LanguageTag>);

impl Language {
    /// The tag, if the request names a usable one.
    #[must_use]
    pub fn tag(self) -> Option<LanguageTag> {
        self.0
    }

    fn read(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT_LANGUAGE);
        if values.iter().map(HeaderValue::len).sum::<usize>() > MAX_BYTES {
            return Self::default();
        }
        // A line with other characters than ASCII is no list of ranges.
        let lines = values.iter().filter_map(|value| value.to_str().ok());
        let ranges = lines.flat_map(|line| line.split(',')).filter_map(range);
        Self(ranges.min_by_key(|(_, weight)| Reverse(*weight)).map(|(tag, _)| tag))
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(&parts.headers))
    }
}

/// A language tag and its weight in thousandths.
fn range(text: &str) -> Option<(LanguageTag, u16)> {
    let mut parts = text.split(';').map(|part| part.trim_matches([' ', '\t']));
    let tag = parts.next()?.parse().ok()?;
    let weight = parts.next().map_or(Some(1_000), weight)?;
    (weight > 0 && parts.next().is_none()).then_some((tag, weight))
}

/// `q=` and a number from 0 to 1 with at most three decimal places.
fn weight(text: &str) -> Option<u16> {
    let (name, number) = text.split_once('=')?;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let is_weight = name.eq_ignore_ascii_case("q")
        && ["0", "1"].contains(&whole)
        && decimals.len() <= 3
        && decimals.bytes().all(|it| it.is_ascii_digit());
    let thousandths = format!("{whole}{decimals:0<3}").parse().ok()?;
    (is_weight && thousandths <= 1_000).then_some(thousandths)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read(lines: &[&[u8]]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_LANGUAGE, HeaderValue::from_bytes(line).unwrap());
        }
        Language::read(&headers).tag().map(|tag| tag.to_string())
    }

    #[test]
    fn the_tag_of_the_highest_weight_is_asked_for_and_of_several_the_first() {
        for (line, tag) in [
            ("de", "de"),
            ("DE-at", "de-AT"),
            ("de-AT,de;q=0.9,en;q=0.8", "de-AT"),
            ("en;q=0.8, de;q=0.9 , fr;q=0.85", "de"),
            ("fr;q=0.5,de;q=0.5,en;q=0.5", "fr"),
            ("en;q=0.999,de;q=1.000", "de"),
            ("en;q=0.09,de;q=0.1", "de"),
            ("de ; q=0.5", "de"),
            ("de;Q=1", "de"),
            ("de;q=1.", "de"),
            ("*,de;q=0.1", "de"),
            ("*;q=1,de;q=0.001", "de"),
            (",,de,", "de"),
            ("en;q=0,de;q=0.2", "de"),
            ("i-klingon,de-u-co-phonebk,de-AT-1996,zh-hant-tw;q=0.2", "zh-Hant-TW"),
        ] {
            assert_eq!(read(&[line.as_bytes()]).as_deref(), Some(tag), "{line}");
        }
        assert_eq!(read(&[b"en;q=0.5", b"de"]).as_deref(), Some("de"));
    }

    #[test]
    fn what_names_no_acceptable_language_asks_for_none() {
        for line in [
            "",
            " ",
            ",",
            ";",
            "*",
            "*;q=0.5",
            "german",
            "de;q=0",
            "de;q=0.000",
            "de;q=1.001",
            "de;q=2",
            "de;q=0.0001",
            "de;q=-1",
            "de;q=.5",
            "de;q=",
            "de;q",
            "de;",
            "de;level=1",
            "de;q=0.5;q=0.7",
            "de;q=0,5",
            "de;q=NaN",
            "de;q=1e0",
            "de en",
            "<script>",
        ] {
            assert_eq!(read(&[line.as_bytes()]), None, "{line}");
        }
        assert_eq!(read(&[]), None);
        assert_eq!(read(&["d\u{e9},de".as_bytes()]), None);
    }

    #[test]
    fn a_header_that_is_too_long_is_not_read() {
        let blanks = " ".repeat(MAX_BYTES - 2);
        assert_eq!(read(&[format!("de{blanks}").as_bytes()]).as_deref(), Some("de"));
        assert_eq!(read(&[format!("de{blanks} ").as_bytes()]), None);
        assert_eq!(read(&[b"de", blanks.as_bytes(), b","]), None);
    }
}
