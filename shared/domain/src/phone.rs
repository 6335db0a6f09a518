//! Phone numbers, checked against the numbering plan of their country.

use std::{fmt, str::FromStr, sync::OnceLock};

use prost::Message;
use rlibphonenumber::{
    PhoneMetadataCollection, PhoneNumber, PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil,
};

use crate::ContactError;

/// The numbering plans by country calling code, as the build cut them.
const PLANS: &[(i32, &[u8])] = include!(concat!(env!("OUT_DIR"), "/plans.rs"));

/// The plans that were asked for, read.
static READ: [OnceLock<Option<Box<PhoneNumberUtil>>>; PLANS.len()] =
    [const { OnceLock::new() }; PLANS.len()];

/// A phone number in E.164, for example `+12025550100`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// The number in E.164.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A number that was validated before, as it was stored. Only its shape is
    /// looked at: which numbers exist changes with the years, and what is
    /// stored must stay readable.
    ///
    /// # Errors
    ///
    /// [`ContactError::Phone`] when it is not of the shape of E.164.
    pub fn from_stored(text: &str) -> Result<Self, ContactError> {
        let digits = text.strip_prefix('+').ok_or(ContactError::Phone)?;
        let plain =
            (1..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        if plain { Ok(Self(text.to_owned())) } else { Err(ContactError::Phone) }
    }

    /// Whether it is kept for films and examples (+1 … 555-01xx), as the
    /// demo's are. No one can be reached by it.
    #[must_use]
    pub fn is_fictional(&self) -> bool {
        let national = self.0.strip_prefix("+1").filter(|digits| digits.len() == 10);
        national.is_some_and(|digits| digits[3..].starts_with("55501"))
    }

    /// The ISO 3166 code of its country, when the number tells.
    #[must_use]
    pub fn region(&self) -> Option<String> {
        let (plan, number) = read(&self.0)?;
        let region = plan.get_region_for_number(&number)?;
        Some(region.as_region_str().to_string())
    }

    /// Whether messages may be sent to this kind of number. Premium-rate and
    /// shared-cost numbers earn money for whoever rents them; pagers, voice
    /// mail and personal (forwarding) numbers cost more than other phones.
    #[must_use]
    pub fn takes_messages(&self) -> bool {
        let Some((plan, number)) = read(&self.0) else { return false };
        // The library's list of kinds may grow.
        !matches!(
            plan.get_number_type(&number),
            PhoneNumberType::PremiumRate
                | PhoneNumberType::SharedCost
                | PhoneNumberType::PersonalNumber
                | PhoneNumberType::Pager
                | PhoneNumberType::VoiceMail
        )
    }
}

impl FromStr for Phone {
    type Err = ContactError;

    /// Only E.164 itself is taken: what people dial nationally depends on
    /// where they are, which a server cannot know.
    fn from_str(text: &str) -> Result<Self, ContactError> {
        let shaped = Self::from_stored(text)?;
        let (plan, number) = read(text).ok_or(ContactError::Phone)?;
        let normal = plan.format(&number, PhoneNumberFormat::E164);
        if plan.is_valid_number(&number) && normal == text {
            Ok(shaped)
        } else {
            Err(ContactError::Phone)
        }
    }
}

/// The country and the last two digits are enough to tell numbers apart in a
/// log, and too little to dial.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{})", &self.0[self.0.len().saturating_sub(2)..])
    }
}

/// A number of E.164's shape, as the library reads it with its country's plan.
fn read(text: &str) -> Option<(&'static PhoneNumberUtil, PhoneNumber)> {
    let plan = plan(text.strip_prefix('+')?)?;
    Some((plan, plan.parse(text, None).ok()?))
}

/// The library, with nothing but the plan that these digits belong to. No
/// country calling code begins with another.
fn plan(digits: &str) -> Option<&'static PhoneNumberUtil> {
    let position = (1..=3).find_map(|length| {
        let code: i32 = digits.get(..length)?.parse().ok()?;
        PLANS.binary_search_by_key(&code, |(code, _)| *code).ok()
    })?;
    let load = || {
        let metadata = PhoneMetadataCollection::decode(PLANS[position].1).ok()?;
        PhoneNumberUtil::new_for_metadata(metadata).ok().map(Box::new)
    };
    READ[position].get_or_init(load).as_deref()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use proptest::prelude::*;
    use rlibphonenumber::PHONE_NUMBER_UTIL as LIBRARY;

    use super::*;

    /// What the library says with all plans at hand.
    fn whole(text: &str) -> (bool, Option<String>) {
        let Ok(number) = LIBRARY.parse(text, None) else { return (false, None) };
        let normal = LIBRARY.format(&number, PhoneNumberFormat::E164);
        let region = LIBRARY.get_region_for_number(&number);
        (
            LIBRARY.is_valid_number(&number) && normal == text,
            region.map(|region| region.as_region_str().to_string()),
        )
    }

    fn agrees(text: &str) {
        let Ok(shaped) = Phone::from_stored(text) else {
            // Some exist that are longer than E.164 allows.
            return assert_eq!(text.parse::<Phone>(), Err(ContactError::Phone));
        };
        let (valid, region) = whole(text);
        assert_eq!(text.parse::<Phone>().is_ok(), valid, "{text}");
        assert_eq!(shaped.region(), region, "{text}");
    }

    #[test]
    fn a_plan_alone_says_of_every_kind_of_number_what_all_of_them_say() {
        let mut seen = 0;
        let kinds = [
            PhoneNumberType::FixedLine,
            PhoneNumberType::Mobile,
            PhoneNumberType::TollFree,
            PhoneNumberType::PremiumRate,
            PhoneNumberType::SharedCost,
            PhoneNumberType::PersonalNumber,
            PhoneNumberType::VoIP,
            PhoneNumberType::Pager,
            PhoneNumberType::UAN,
            PhoneNumberType::VoiceMail,
        ];
        for region in LIBRARY.get_supported_regions() {
            for kind in kinds {
                let example = LIBRARY.get_example_number_for_type_and_region(region, kind);
                let Ok(number) = example else { continue };
                let text = LIBRARY.format(&number, PhoneNumberFormat::E164);
                // The number itself, and some like it that may not exist.
                agrees(&text);
                agrees(&text[..text.len() - 1]);
                agrees(&format!("{text}0"));
                seen += 1;
            }
        }
        assert!(seen > 800, "{seen} example numbers");
        let beyond = LIBRARY.get_supported_global_network_calling_codes();
        for code in beyond {
            let number = LIBRARY.get_example_number_for_non_geo_entity(code).unwrap();
            agrees(&LIBRARY.format(&number, PhoneNumberFormat::E164));
        }
    }

    #[test]
    fn costly_kinds_of_numbers_take_no_messages() {
        for (text, takes) in [
            ("+12025550100", true),
            ("+4915123456789", true),
            ("+442079460000", true),
            ("+19002345678", false),
            ("+449012345678", false),
            ("+499001234567", false),
            ("+33891123456", false),
        ] {
            assert_eq!(Phone::from_stored(text).map(|it| it.takes_messages()), Ok(takes), "{text}");
        }
    }

    #[test]
    fn numbers_kept_for_films_are_known() {
        for (text, fictional) in [
            ("+12025550100", true),
            ("+12125550199", true),
            ("+12025550200", false),
            ("+12025551100", false),
            ("+442079460000", false),
        ] {
            assert_eq!(Phone::from_stored(text).map(|it| it.is_fictional()), Ok(fictional));
        }
    }

    #[test]
    fn phones_are_e164_and_real() {
        for good in ["+12025550100", "+442079460000", "+4915123456789", "+912221234567"] {
            assert!(good.parse::<Phone>().is_ok(), "{good}");
        }
        for bad in [
            "2025550100",
            "+1",
            "+1202555010x",
            "+999999999999",
            "+1 2025550100",
            "",
            "+",
            "+120255501000000000",
            "+１２０２５５５０１００",
        ] {
            assert_eq!(bad.parse::<Phone>(), Err(ContactError::Phone), "{bad}");
        }
        assert_eq!("+442079460000".parse::<Phone>().unwrap().region().as_deref(), Some("GB"));
    }

    proptest! {
        #[test]
        fn a_plan_alone_says_of_any_number_what_all_of_them_say(digits in "[1-9][0-9]{5,14}") {
            agrees(&format!("+{digits}"));
        }

        #[test]
        fn a_phone_is_taken_as_it_is_dialled_or_not_at_all(digits in "[0-9]{0,20}") {
            let text = format!("+{digits}");
            if let Ok(phone) = text.parse::<Phone>() {
                prop_assert_eq!(phone.as_str(), text);
                prop_assert!(digits.len() <= 15);
                let _ = phone.region();
            }
        }
    }
}
