#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;

use super::{Address, AddressFault, AddressField, AddressParts, COUNTRIES, Country};

/// An address with only its first line.
fn bare(country: &str) -> AddressParts {
    AddressParts {
        line1: "1 Mill Lane".parse().unwrap(),
        line2: None,
        locality: None,
        city: None,
        state: None,
        postal_code: None,
        country: country.parse().unwrap(),
    }
}

/// The address with one more field.
fn with(field: AddressField, example: Option<&str>, parts: AddressParts) -> AddressParts {
    match field {
        AddressField::Line1 => parts,
        AddressField::Locality => {
            AddressParts { locality: Some("Old Town".parse().unwrap()), ..parts }
        }
        AddressField::City => AddressParts { city: Some("Springfield".parse().unwrap()), ..parts },
        AddressField::State => AddressParts { state: Some("North".parse().unwrap()), ..parts },
        AddressField::PostalCode => {
            AddressParts { postal_code: example.map(|it| it.parse().unwrap()), ..parts }
        }
    }
}

/// An address with all of these fields.
fn filled(country: &Country, fields: &[AddressField]) -> AddressParts {
    let example = country.example();
    fields.iter().fold(bare(country.code()), |parts, &field| with(field, example, parts))
}

#[test]
fn every_country_accepts_its_addresses_and_names_the_missing_field_of_incomplete_ones() {
    assert!(COUNTRIES.len() >= 250, "{} countries", COUNTRIES.len());
    for country in COUNTRIES {
        for complete in [filled(country, country.requires()), filled(country, country.uses())] {
            let address = Address::new(complete.clone()).unwrap();
            assert_eq!(address.parts(), &complete, "{country}");
        }
        for &missing in country.requires().iter().filter(|it| **it != AddressField::Line1) {
            let others: Vec<_> =
                country.uses().iter().copied().filter(|it| *it != missing).collect();
            let fault = AddressFault::Missing { field: missing, country };
            assert_eq!(Address::new(filled(country, &others)), Err(vec![fault]), "{country}");
        }
    }
}

#[test]
fn every_pattern_of_postal_codes_accepts_its_example_and_refuses_other_texts() {
    for country in COUNTRIES {
        let Some(example) = country.example() else {
            assert!(country.has_postal_code("anything"), "{country}");
            continue;
        };
        assert!(country.has_postal_code(example), "{country}");
        assert!(country.has_postal_code(&example.to_lowercase()), "{country}");
        for wrong in [format!("{example}\u{663}!"), format!("?{example}"), "@".to_owned()] {
            assert!(!country.has_postal_code(&wrong), "{country}: {wrong}");
            let parts = filled(country, country.uses());
            let parts = AddressParts { postal_code: Some(wrong.parse().unwrap()), ..parts };
            let fault = AddressFault::PostalCode(country);
            assert_eq!(Address::new(parts), Err(vec![fault]), "{country}");
            assert_eq!(fault.place(), "postalCode");
        }
    }
}

/// Facts about some countries, independent of the table. The letters are the fields that an address
/// must have beside its first line.
#[test]
fn well_known_countries_require_the_fields_of_their_postal_service() {
    for (code, requires, good, bad) in [
        ("US", "CSZ", "10001-1234", "1000"),
        ("CA", "CSZ", "K1A 0B1", "K1A0BZ1"),
        ("GB", "CZ", "SW1A 1AA", "12345"),
        ("DE", "CZ", "10115", "1011"),
        ("FR", "CZ", "75008", "750 8"),
        ("NL", "CZ", "1012 JS", "1012"),
        ("IN", "CSZ", "560001", "56001"),
        ("AU", "CSZ", "2000", "20001"),
        ("BR", "CSZ", "40301-110", "403"),
        ("JP", "SZ", "154-0023", "1540-023"),
        ("SI", "C", "SI-4000", "40000"),
        ("SG", "Z", "546080", "5460"),
        ("IE", "C", "D02 AF30", "D2"),
        ("HK", "S", "999077", ""),
        ("AE", "S", "00000", ""),
        ("QA", "C", "", ""),
        ("PA", "C", "", ""),
        ("JM", "CS", "", ""),
    ] {
        let country = Country::named(code).unwrap();
        let letters: String = country
            .requires()
            .iter()
            .filter_map(|field| match field {
                AddressField::Line1 => None,
                AddressField::Locality => Some('D'),
                AddressField::City => Some('C'),
                AddressField::State => Some('S'),
                AddressField::PostalCode => Some('Z'),
            })
            .collect();
        assert_eq!(letters, requires, "{code}");
        assert!(good.is_empty() || country.has_postal_code(good), "{code}: {good}");
        assert!(bad.is_empty() || !country.has_postal_code(bad), "{code}: {bad}");
    }
}

#[test]
fn country_is_found_by_code_or_name_and_stored_as_its_code() {
    for text in ["US", "us", "United States", "united states"] {
        let parts = AddressParts { country: text.parse().unwrap(), ..filled(us(), us().uses()) };
        assert_eq!(Address::new(parts).unwrap().parts().country.as_str(), "US", "{text}");
    }
    assert_eq!(Country::named("türkiye").map(Country::code), Some("TR"));
    for text in ["UK", "ZZ", "USA", "Atlantis", "é", "\u{fb00}"] {
        let fault = Err(vec![AddressFault::UnknownCountry]);
        assert_eq!(Address::new(bare(text)), fault, "{text}");
    }
    assert_eq!(AddressFault::UnknownCountry.place(), "country");
}

#[test]
fn fault_names_the_countrys_word_or_example() {
    let says = |parts| {
        let faults = Address::new(parts).unwrap_err();
        faults.iter().map(|it| (it.place(), it.to_string())).collect::<Vec<_>>()
    };
    let faults = says(bare("AE"));
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].0, "state");
    assert!(faults[0].1.contains("emirate"), "{faults:?}");
    let faults = says(bare("US"));
    let places: Vec<_> = faults.iter().map(|it| it.0).collect();
    assert_eq!(places, ["city", "state", "postalCode"]);
    assert!(faults[2].1.contains("95014"), "{faults:?}");
}

#[test]
fn stored_address_is_readable_when_it_fits_no_country() {
    let parts = AddressParts { country: "Utopia".parse().unwrap(), ..bare("US") };
    assert_eq!(Address::from_stored(parts.clone()).parts(), &parts);
}

fn us() -> &'static Country {
    Country::named("US").unwrap()
}

proptest! {
    #[test]
    fn no_text_makes_a_country_or_postal_code_panic(text in "\\PC{1,20}", nth in 0_usize..250) {
        let _ = Country::named(&text);
        let _ = COUNTRIES[nth].has_postal_code(&text);
    }
}
