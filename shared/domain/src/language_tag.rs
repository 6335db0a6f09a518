//! Language tags of BCP 47.

use std::{fmt, str::FromStr};

/// A language that somebody reads: a tag of BCP 47 (RFC 5646) that names a language and, where
/// given, its script and its region. It is kept in the letter case that the RFC recommends.
///
/// Variants, extensions and private subtags are refused: no text is chosen by them. Whether a
/// subtag is registered is not looked up, because an unknown language is answered like one in
/// which there are no texts.
///
/// ```
/// use docket_domain::LanguageTag;
///
/// let tag: LanguageTag = "ZH-hant-tw".parse()?;
/// assert_eq!(tag.as_str(), "zh-Hant-TW");
/// assert_eq!(tag.language(), "zh");
/// assert!("german".parse::<LanguageTag>().is_err());
/// # Ok::<(), docket_domain::LanguageTagError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LanguageTag(String);

/// A text is not a language tag of the accepted form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a language tag (BCP 47) like de, de-AT or zh-Hant-TW")]
pub struct LanguageTagError;

impl LanguageTag {
    /// The most characters of a tag, for example `yue-Hant-HK`.
    pub const MAX_LENGTH: usize = 11;

    /// The whole tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone, without script and region: two or three lower-case letters.
    #[must_use]
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl FromStr for LanguageTag {
    type Err = LanguageTagError;

    /// Reads a tag in letters of either case, without blanks around it.
    fn from_str(text: &str) -> Result<Self, LanguageTagError> {
        let mut parts = text.split('-');
        let language = parts.next().filter(|it| is_word(it, 2) || is_word(it, 3));
        let language = language.ok_or(LanguageTagError)?;
        let mut tag = language.to_ascii_lowercase();
        let mut part = parts.next();
        if let Some(script) = part.filter(|it| is_word(it, 4)) {
            let (first, rest) = script.split_at(1);
            tag.push('-');
            tag.push_str(&first.to_ascii_uppercase());
            tag.push_str(&rest.to_ascii_lowercase());
            part = parts.next();
        }
        if let Some(region) = part.filter(|it| is_region(it)) {
            tag.push('-');
            tag.push_str(&region.to_ascii_uppercase());
            part = parts.next();
        }
        if part.is_none() { Ok(Self(tag)) } else { Err(LanguageTagError) }
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_word(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|it| it.is_ascii_alphabetic())
}

/// A country of ISO 3166, or an area of UN M.49 like 419 for Latin America.
fn is_region(text: &str) -> bool {
    is_word(text, 2) || (text.len() == 3 && text.bytes().all(|it| it.is_ascii_digit()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tag_is_kept_in_the_recommended_letter_case() {
        for (text, kept) in [
            ("de", "de"),
            ("DE", "de"),
            ("de-at", "de-AT"),
            ("EN-gb", "en-GB"),
            ("es-419", "es-419"),
            ("sr-LATN", "sr-Latn"),
            ("zh-hANT-tw", "zh-Hant-TW"),
            ("yue-Hant-HK", "yue-Hant-HK"),
        ] {
            let tag: LanguageTag = text.parse().unwrap();
            assert_eq!(tag.as_str(), kept, "{text}");
            assert_eq!(tag.to_string(), kept, "{text}");
            assert!(tag.as_str().len() <= LanguageTag::MAX_LENGTH, "{text}");
        }
    }

    #[test]
    fn the_language_is_the_tag_without_script_and_region() {
        let language = |text: &str| text.parse::<LanguageTag>().unwrap().language().to_owned();
        assert_eq!(["de", "de-AT", "yue-Hant-HK"].map(language), ["de", "de", "yue"]);
    }

    #[test]
    fn what_is_no_language_with_script_and_region_is_refused() {
        for text in [
            "",
            "-",
            "*",
            "d",
            "d1",
            "123",
            "german",
            "deut",
            " de",
            "de ",
            "de_AT",
            "de-",
            "-de",
            "de--AT",
            "de-A",
            "de-A1",
            "de-AUT",
            "de-41",
            "de-4190",
            "de-AT-Latn",
            "de-AT-AT",
            "de-Latn-Latn",
            "de-AT-1996",
            "de-1996",
            "de-u-co-phonebk",
            "de-x-home",
            "i-klingon",
            "x-home",
            "dé",
            "ｄｅ",
            "de\n",
            "de-\u{212a}A",
        ] {
            assert_eq!(text.parse::<LanguageTag>(), Err(LanguageTagError), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_tag_panic_and_a_tag_reads_as_itself(text in "[a-zA-Z]{1,4}(-\\PC{0,5}){0,3}") {
            if let Ok(tag) = text.parse::<LanguageTag>() {
                prop_assert!(tag.as_str().eq_ignore_ascii_case(&text));
                prop_assert_eq!(tag.as_str().parse(), Ok(tag.clone()));
            }
        }
    }
}
