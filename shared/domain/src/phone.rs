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

    /// Whether a message to it may cost the sender more than one to a mobile
    /// or landline number, or is certain to reach nobody: premium-rate,
    /// shared-cost, personal, pager, company (UAN) and voice mail numbers, and
    /// a stored number that no numbering plan knows any more. Such numbers do
    /// not parse; a number that was stored earlier is asked once more before
    /// each message.
    #[must_use]
    pub fn costs_extra(&self) -> bool {
        kind(&self.0).is_none_or(is_costly)
    }
}

impl FromStr for Phone {
    type Err = ContactError;

    /// Only E.164 itself is taken: what people dial nationally depends on
    /// where they are, which a server cannot know. Numbers that cost the
    /// sender extra are refused, because anybody can have a code sent there.
    fn from_str(text: &str) -> Result<Self, ContactError> {
        let LookupPhone(phone) = text.parse()?;
        if phone.costs_extra() { Err(ContactError::CostsExtra) } else { Ok(phone) }
    }
}

/// A phone number that orders are looked up by. It may be of any kind: orders
/// of a number that is refused today stay findable, and nothing is sent there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupPhone(pub Phone);

impl FromStr for LookupPhone {
    type Err = ContactError;

    fn from_str(text: &str) -> Result<Self, ContactError> {
        let shaped = Phone::from_stored(text)?;
        kind(text).map(|_| Self(shaped)).ok_or(ContactError::Phone)
    }
}

/// The kind of a number that exists and is written in E.164.
fn kind(text: &str) -> Option<PhoneNumberType> {
    let (plan, number) = read(text)?;
    let kind = plan.get_number_type(&number);
    let normal = plan.format(&number, PhoneNumberFormat::E164);
    (kind != PhoneNumberType::Unknown && normal == text).then_some(kind)
}

/// Whether the sender pays extra for a message to a number of this kind, or
/// nobody receives it. Messages to toll-free numbers cost what others cost, and
/// businesses in North America do receive them there. A company's number (UAN)
/// costs extra in several countries and is nobody's own.
const fn is_costly(kind: PhoneNumberType) -> bool {
    match kind {
        PhoneNumberType::FixedLine
        | PhoneNumberType::Mobile
        | PhoneNumberType::FixedLineOrMobile
        | PhoneNumberType::TollFree
        | PhoneNumberType::VoIP => false,
        PhoneNumberType::PremiumRate
        | PhoneNumberType::SharedCost
        | PhoneNumberType::PersonalNumber
        | PhoneNumberType::Pager
        | PhoneNumberType::UAN
        | PhoneNumberType::VoiceMail
        | PhoneNumberType::Unknown => true,
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

    /// What the library says with all plans at hand: the kind of a number that
    /// exists, and its region.
    fn whole(text: &str) -> (Option<PhoneNumberType>, Option<String>) {
        let Ok(number) = LIBRARY.parse(text, None) else { return (None, None) };
        let normal = LIBRARY.format(&number, PhoneNumberFormat::E164);
        let region = LIBRARY.get_region_for_number(&number);
        let valid = LIBRARY.is_valid_number(&number) && normal == text;
        (
            valid.then(|| LIBRARY.get_number_type(&number)),
            region.map(|region| region.as_region_str().to_string()),
        )
    }

    fn agrees(text: &str) {
        let Ok(shaped) = Phone::from_stored(text) else {
            // Some exist that are longer than E.164 allows.
            return assert_eq!(text.parse::<Phone>(), Err(ContactError::Phone));
        };
        let (known, region) = whole(text);
        assert_eq!(kind(text), known, "{text}");
        assert_eq!(shaped.region(), region, "{text}");
        assert_eq!(text.parse::<LookupPhone>().is_ok(), known.is_some(), "{text}");
        let parsed = match known {
            None => Err(ContactError::Phone),
            Some(kind) if is_costly(kind) => Err(ContactError::CostsExtra),
            Some(_) => Ok(shaped.clone()),
        };
        assert_eq!(shaped.costs_extra(), parsed.is_err(), "{text}");
        assert_eq!(text.parse::<Phone>(), parsed, "{text}");
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
    fn numbers_that_cost_the_sender_extra_are_refused_and_stay_readable() {
        for (text, what) in [
            ("+19002345678", "premium rate in the United States"),
            ("+449012345678", "premium rate in the United Kingdom"),
            ("+448431234567", "shared cost in the United Kingdom"),
            ("+447012345678", "a personal number in the United Kingdom"),
            ("+447640123456", "a pager in the United Kingdom"),
            ("+499001234567", "premium rate in Germany"),
            ("+4918012345", "shared cost in Germany"),
            ("+33891123456", "premium rate in France"),
            ("+39892123", "premium rate in Italy"),
            ("+393312345678", "a mobile number in Italy"),
            ("+18002345678", "toll-free in the United States"),
            ("+445612345678", "VoIP in the United Kingdom"),
        ] {
            let costs = !matches!(text, "+393312345678" | "+18002345678" | "+445612345678");
            let stored = Phone::from_stored(text).unwrap();
            assert_eq!(stored.costs_extra(), costs, "{text} is {what}");
            let parsed = if costs { Err(ContactError::CostsExtra) } else { Ok(stored) };
            assert_eq!(text.parse::<Phone>(), parsed, "{text} is {what}");
            assert!(text.parse::<LookupPhone>().is_ok(), "{text} is {what}");
        }
        // A number that was given back is refused before a message, too.
        assert!(Phone::from_stored("+999123456").unwrap().costs_extra());
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
