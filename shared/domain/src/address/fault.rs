//! The faults of addresses.

use super::{AddressField, Country};

/// Why an address does not fit its country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// The country is unknown.
    #[error("must be a country's ISO 3166 code, like US, or its English name, like United States")]
    UnknownCountry,
    /// A field that the country's addresses must have is missing.
    #[error("is required for addresses in {country}{}", hint(.country, *.field))]
    Missing {
        /// The missing field.
        field: AddressField,
        /// The country of the address.
        country: &'static Country,
    },
    /// The postal code does not have the country's format.
    #[error(
        "must be a postal code of {0}{hint}",
        hint = hint(.0, AddressField::PostalCode)
    )]
    PostalCode(&'static Country),
}

/// The country's word for a field, or an example of it, as the end of a message.
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

impl Country {
    /// The faults of an address in the country. `has` says which fields the address has;
    /// `postal_code` is its postal code, if it could be read.
    pub fn faults(
        &'static self,
        has: impl Fn(AddressField) -> bool,
        postal_code: Option<&str>,
    ) -> Vec<AddressFault> {
        let missing = self.requires().iter().filter(|field| !has(**field));
        let missing = missing.map(|&field| AddressFault::Missing { field, country: self });
        let wrong = postal_code.filter(|code| !self.has_postal_code(code));
        missing.chain(wrong.map(|_| AddressFault::PostalCode(self))).collect()
    }
}
