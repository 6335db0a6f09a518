use super::{AddressField, Country};

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

impl Country {
    /// What is wrong with an address there that has some fields, and a postal
    /// code as far as it can be read.
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
