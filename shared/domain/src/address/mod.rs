//! Postal addresses, held to what their country's post asks for.
//!
//! What that is stands in `addresses/formats.tsv`. Only whether a field is
//! there and the shape of the postal code are looked at; whether the place
//! exists is not. A field that a country does not use may be given and is kept.

mod country;
mod fault;
mod field;
mod postal_address;
#[cfg(test)]
mod tests;

pub use country::{COUNTRIES, Country};
pub use fault::AddressFault;
pub use field::AddressField;
pub use postal_address::{Address, AddressParts};
