#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rlibphonenumber::{PHONE_NUMBER_UTIL as LIBRARY, PhoneNumberFormat, PhoneNumberType};

use crate::{
    LookupPhone, Phone, PhoneError,
    kind::{is_costly, kind},
};

/// The kind and the region of a number according to the library with all plans loaded.
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
        // Some existing numbers are longer than E.164 allows.
        return assert_eq!(text.parse::<Phone>(), Err(PhoneError::Invalid));
    };
    let (known, region) = whole(text);
    assert_eq!(kind(text), known, "{text}");
    assert_eq!(shaped.region(), region, "{text}");
    assert_eq!(text.parse::<LookupPhone>().is_ok(), known.is_some(), "{text}");
    let parsed = match known {
        None => Err(PhoneError::Invalid),
        Some(kind) if is_costly(kind) => Err(PhoneError::CostsExtra),
        Some(_) => Ok(shaped.clone()),
    };
    assert_eq!(shaped.costs_extra(), parsed.is_err(), "{text}");
    assert_eq!(text.parse::<Phone>(), parsed, "{text}");
}

#[test]
fn split_plans_agree_with_all_plans_on_every_kind_of_number() {
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
fn phones_that_cost_the_sender_extra_are_refused_when_parsed_but_not_when_stored() {
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
        let parsed = if costs { Err(PhoneError::CostsExtra) } else { Ok(stored) };
        assert_eq!(text.parse::<Phone>(), parsed, "{text} is {what}");
        assert!(text.parse::<LookupPhone>().is_ok(), "{text} is {what}");
    }
    // A number that was given back is refused before a message, too.
    assert!(Phone::from_stored("+999123456").unwrap().costs_extra());
}

#[test]
fn phones_reserved_for_fiction_are_fictional() {
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
        assert_eq!(bad.parse::<Phone>(), Err(PhoneError::Invalid), "{bad}");
    }
    assert_eq!("+442079460000".parse::<Phone>().unwrap().region().as_deref(), Some("GB"));
}

#[test]
fn debug_shows_the_last_two_digits_only() {
    let phone = "+12025550100".parse::<Phone>().unwrap();
    assert_eq!(format!("{phone:?}"), "Phone(…00)");
}

proptest! {
    #[test]
    fn no_text_makes_a_phone_panic(text in "[+.]?\\PC{0,30}") {
        if let Ok(phone) = text.parse::<Phone>() {
            prop_assert_eq!(phone.as_str(), text);
        }
    }

    #[test]
    fn split_plans_agree_with_all_plans_on_any_number(digits in "[1-9][0-9]{5,14}") {
        agrees(&format!("+{digits}"));
    }

    #[test]
    fn parsed_phones_are_unchanged(digits in "[0-9]{0,20}") {
        let text = format!("+{digits}");
        if let Ok(phone) = text.parse::<Phone>() {
            prop_assert_eq!(phone.as_str(), text);
            prop_assert!(digits.len() <= 15);
            let _ = phone.region();
        }
    }
}
