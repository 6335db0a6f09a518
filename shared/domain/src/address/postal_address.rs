//! Addresses that fit the format of their country.

use super::{AddressFault, AddressField, Country};
use crate::OneLine;

/// The fields of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressParts {
    /// Street and number.
    pub line1: OneLine<255>,
    /// Flat, floor, company.
    pub line2: Option<OneLine<255>>,
    /// Part of the city.
    pub locality: Option<OneLine<255>>,
    /// City.
    pub city: Option<OneLine<100>>,
    /// State, province, emirate or whatever the country has.
    pub state: Option<OneLine<100>>,
    /// Postal code.
    pub postal_code: Option<OneLine<20>>,
    /// Country: its ISO 3166 code, or its English name.
    pub country: OneLine<100>,
}

/// A postal address that fitted the format of its country when it was accepted. Its country is an
/// ISO 3166 code, except in addresses that were stored before that was required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(AddressParts);

impl Address {
    /// Checks an address against the format of its country.
    ///
    /// # Errors
    ///
    /// Every [`AddressFault`] of the address.
    pub fn new(parts: AddressParts) -> Result<Self, Vec<AddressFault>> {
        let unknown = || vec![AddressFault::UnknownCountry];
        let country = Country::named(parts.country.as_str()).ok_or_else(unknown)?;
        let code = parts.postal_code.as_ref().map(OneLine::as_str);
        let faults = country.faults(|field| has(&parts, field), code);
        if !faults.is_empty() {
            return Err(faults);
        }
        let country = country.code().parse().map_err(|_| unknown())?;
        Ok(Self(AddressParts { country, ..parts }))
    }

    /// A stored address. It is not checked, because it may be older than the checks.
    #[must_use]
    pub const fn from_stored(parts: AddressParts) -> Self {
        Self(parts)
    }

    /// The fields of the address.
    #[must_use]
    pub const fn parts(&self) -> &AddressParts {
        &self.0
    }
}

/// Whether an address has a field.
const fn has(parts: &AddressParts, field: AddressField) -> bool {
    match field {
        AddressField::Line1 => true,
        AddressField::Locality => parts.locality.is_some(),
        AddressField::City => parts.city.is_some(),
        AddressField::State => parts.state.is_some(),
        AddressField::PostalCode => parts.postal_code.is_some(),
    }
}
