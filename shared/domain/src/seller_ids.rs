//! The ids of new sellers: chosen ones, and suggestions from names.

use deunicode::deunicode_with_tofu;

use crate::{IdError, OneLine, SellerId};

impl SellerId {
    /// The id of a new seller: lower-case letters and digits with single dashes between them, so
    /// that no two ids look alike.
    ///
    /// # Errors
    ///
    /// [`IdError`].
    pub fn slug(text: &str) -> Result<Self, IdError> {
        let id: Self = text.parse()?;
        let plain = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
        };
        if text.split('-').all(plain) { Ok(id) } else { Err(IdError::new("a seller id")) }
    }

    /// The id that a name suggests, transliterated to Latin letters; `None` when the name has
    /// neither letters nor digits.
    #[must_use]
    pub fn of_name(name: &OneLine<100>) -> Option<Self> {
        let latin = deunicode_with_tofu(name.as_str(), " ");
        let words: Vec<_> = latin
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'')
            .map(|word| word.replace('\'', "").to_ascii_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        let mut slug = words.join("-");
        slug.truncate(64);
        Self::slug(slug.trim_end_matches('-')).ok()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_suggests_an_id() {
        let of = |name: &str| SellerId::of_name(&name.parse().unwrap()).map(|id| id.to_string());
        for (name, id) in [
            (" Joe's  Café & Bar! ", "joes-cafe-bar"),
            ("Joe’s", "joes"),
            ("Müller's Hofladen", "mullers-hofladen"),
            ("Mu\u{308}ller's Hofladen", "mullers-hofladen"),
            ("Großmann & Søn", "grossmann-son"),
            ("Łódź Đakovo Æble Œuf Þór", "lodz-dakovo-aeble-oeuf-thor"),
            ("Café №1", "cafe-no1"),
            ("24/7", "24-7"),
            ("Кафе Ромашка", "kafe-romashka"),
            ("寿司", "shou-si"),
            ("Ｆｕｌｌ", "full"),
        ] {
            assert_eq!(of(name).as_deref(), Some(id), "{name}");
        }
        for name in ["山田食堂", "مطعم الشام", "ร้านอาหาร", "स्वाद", "Ταβέρνα", "한식당", "🍕"]
        {
            assert!(of(name).is_some_and(|id| id.len() >= 3), "{name}: {:?}", of(name));
        }
        for name in ["---", "…", "!?"] {
            assert_eq!(of(name), None, "{name}");
        }
        assert_eq!(of(&"ab ".repeat(30)).unwrap().len(), 62 + 2);
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "ä"] {
            assert!(SellerId::slug(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_name_suggests_is_an_id(name in "\\PC{1,100}") {
            if let Ok(name) = name.parse()
                && let Some(id) = SellerId::of_name(&name)
            {
                prop_assert!(SellerId::slug(id.as_str()).is_ok());
            }
        }
    }
}
