//! Countries and their address formats.

use std::fmt;

use regex_lite::RegexBuilder;

use super::AddressField;

/// A country with its address format.
#[derive(PartialEq, Eq)]
pub struct Country {
    code: &'static str,
    name: &'static str,
    uses: &'static [AddressField],
    requires: &'static [AddressField],
    state: &'static str,
    prefix: Option<&'static str>,
    pattern: Option<&'static str>,
    example: Option<&'static str>,
}

/// All countries, sorted by their codes. The build script compiles them from
/// `addresses/formats.tsv`.
pub static COUNTRIES: &[Country] = &include!(concat!(env!("OUT_DIR"), "/formats.rs"));

impl Country {
    /// The country with this ISO 3166 code or English name, in upper or lower case.
    #[must_use]
    pub fn named(text: &str) -> Option<&'static Self> {
        if text.len() == 2 {
            let code = text.to_ascii_uppercase();
            return COUNTRIES
                .binary_search_by_key(&&*code, |it| it.code)
                .ok()
                .map(|at| &COUNTRIES[at]);
        }
        let name = text.to_lowercase();
        COUNTRIES.iter().find(|it| it.name.to_lowercase() == name)
    }

    /// The ISO 3166 code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The English name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The fields that an address in the country must have.
    #[must_use]
    pub const fn requires(&self) -> &'static [AddressField] {
        self.requires
    }

    /// The word for a state in the country.
    pub(super) const fn state_word(&self) -> &'static str {
        self.state
    }

    /// An example of a postal code, if the country has postal codes.
    #[must_use]
    pub const fn example(&self) -> Option<&'static str> {
        self.example
    }

    /// Whether a postal code has the country's format, with or without the country's prefix
    /// (`SI-1000`). When no format is known, every text has it.
    pub(super) fn has_postal_code(&self, text: &str) -> bool {
        let Some(pattern) = self.pattern else { return true };
        let mark = self.prefix.map(|it| regex_lite::escape(it.trim_end_matches('-')));
        let mark = mark.map(|it| format!("(?:{it}[ -]?)?")).unwrap_or_default();
        let whole =
            RegexBuilder::new(&format!("^{mark}(?:{pattern})$")).case_insensitive(true).build();
        // A test checks that every pattern builds.
        whole.is_ok_and(|it| it.is_match(text))
    }

    /// The fields that addresses in the country use.
    #[must_use]
    pub const fn uses(&self) -> &'static [AddressField] {
        self.uses
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.code)
    }
}
