//! The fields of an address.

/// A field of an address. Which fields are used and required depends on the country.
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

impl AddressField {
    /// The name in requests and responses.
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
}
