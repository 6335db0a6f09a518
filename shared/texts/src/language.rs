use std::{fmt, str::FromStr};

use crate::generated::Language;

/// A text is not the tag of a language that Docket has texts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the tag of a language with texts, like en")]
pub struct LanguageError;

impl Language {
    /// Its tag (RFC 5646), which is the name of its file: `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.data().tag
    }

    /// The language's own name: `Deutsch`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.data().name
    }

    /// The direction of its script as in HTML: `ltr` or `rtl`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        self.data().direction
    }

    /// The language of the first matching tag, by the lookup of RFC 4647 (3.4): each tag is tried
    /// as it is, then without its region and script. English when no tag matches. Case is ignored.
    ///
    /// ```
    /// use docket_texts::Language;
    ///
    /// assert_eq!(Language::for_tags(["fr", "de-AT", "en"]), Language::De);
    /// assert_eq!(Language::for_tags(["fr"]), Language::En);
    /// ```
    #[must_use]
    pub fn for_tags<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::for_tag).unwrap_or(Self::En)
    }

    /// The language of a tag, or of its beginning.
    fn for_tag(tag: &str) -> Option<Self> {
        let mut tag = tag.trim();
        loop {
            if let Ok(found) = tag.parse() {
                return Some(found);
            }
            tag = tag.rsplit_once('-')?.0;
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(tag: &str) -> Result<Self, LanguageError> {
        let is_it = |it: &Self| it.tag().eq_ignore_ascii_case(tag);
        Self::ALL.iter().copied().find(is_it).ok_or(LanguageError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_parses_only_from_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(language.tag().parse(), Ok(*language));
            assert_eq!(language.to_string(), language.tag());
        }
        for tag in ["", "xx", "de-DE", " de", "d"] {
            assert_eq!(tag.parse::<Language>(), Err(LanguageError), "{tag}");
        }
        assert_eq!((Language::En.name(), Language::De.name()), ("English", "Deutsch"));
    }

    #[test]
    fn for_tags_falls_back_to_the_bare_language_then_the_next_tag_then_english() {
        for (tags, expected) in [
            (&["de"][..], Language::De),
            (&["DE-at"], Language::De),
            (&["de-Latn-DE-1996"], Language::De),
            (&["xx", "*", "", "de", "en"], Language::De),
            (&["en-GB", "de"], Language::En),
            (&["deu"], Language::En),
            (&["-", "de_DE"], Language::En),
            (&[], Language::En),
        ] {
            assert_eq!(Language::for_tags(tags.iter().copied()), expected, "{tags:?}");
        }
    }
}
