//! Postal addresses, held to what their country's post asks for.
//!
//! What that is stands in `addresses/formats.tsv`. Only whether a field is
//! there and the shape of the postal code are looked at; whether the place
//! exists is not. A field that a country does not use may be given and is kept.

mod country;
#[cfg(test)]
mod tests;

use crate::OneLine;

pub use country::{COUNTRIES, Country};

/// What an address says.
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

/// A postal address that fitted its country when it was given. Its country is
/// an ISO 3166 code, except in addresses that were stored before that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(AddressParts);

/// A field of an address that countries do or do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressField {
    /// Street and number.
    Line1,
    /// Part of the city.
    Locality,
    /// City.
    City,
    /// State or province.
    State,
    /// Postal code.
    PostalCode,
}

/// Why an address does not fit its country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// There is no such country.
    #[error("must be a country's ISO 3166 code, like US, or its English name, like United States")]
    UnknownCountry,
    /// A city that the country's addresses must have.
    #[error("is required for addresses in {country}{}", hint(.country, *.field))]
    Missing {
        /// What is missing.
        field: AddressField,
        /// Where.
        country: &'static Country,
    },
    /// A postal code that the country cannot have.
    #[error(
        "must be a postal code of {0}{hint}",
        hint = hint(.0, AddressField::PostalCode)
    )]
    PostalCode(&'static Country),
}

/// What a field of a country is, or an example of it.
fn hint(country: &Country, field: AddressField) -> String {
    match (field, country.example()) {
        (AddressField::State, _) => format!(" (its {})", country.state_word()),
        (AddressField::PostalCode, Some(example)) => format!(", like {example}"),
        (
            AddressField::Line1
            | AddressField::Locality
            | AddressField::City
            | AddressField::PostalCode,
            _,
        ) => String::new(),
    }
}

impl AddressFault {
    /// The name that the field at fault has in requests.
    #[must_use]
    pub const fn place(&self) -> &'static str {
        match self {
            Self::UnknownCountry => "country",
            Self::Missing { field, .. } => field.name(),
            Self::PostalCode(_) => AddressField::PostalCode.name(),
        }
    }
}

impl AddressField {
    /// The name in requests and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Line1 => "line1",
            Self::Locality => "locality",
            Self::City => "city",
            Self::State => "state",
            Self::PostalCode => "postalCode",
        }
    }

    const fn is_in(self, parts: &AddressParts) -> bool {
        match self {
            Self::Line1 => true,
            Self::Locality => parts.locality.is_some(),
            Self::City => parts.city.is_some(),
            Self::State => parts.state.is_some(),
            Self::PostalCode => parts.postal_code.is_some(),
        }
    }
}

impl Address {
    /// An address that fits its country.
    ///
    /// # Errors
    ///
    /// Every [`AddressFault`] of it.
    pub fn new(parts: AddressParts) -> Result<Self, Vec<AddressFault>> {
        let unknown = || vec![AddressFault::UnknownCountry];
        let country = Country::named(parts.country.as_str()).ok_or_else(unknown)?;
        let code = parts.postal_code.as_ref().map(OneLine::as_str);
        let faults = country.faults(|field| field.is_in(&parts), code);
        if !faults.is_empty() {
            return Err(faults);
        }
        let country = country.code().parse().map_err(|_| unknown())?;
        Ok(Self(AddressParts { country, ..parts }))
    }

    /// An address as it was stored, perhaps before countries were looked at.
    #[must_use]
    pub const fn from_stored(parts: AddressParts) -> Self {
        Self(parts)
    }

    /// What it says.
    #[must_use]
    pub const fn parts(&self) -> &AddressParts {
        &self.0
    }
}
