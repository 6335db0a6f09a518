//! Postal addresses, checked against the format of their country.
//!
//! The formats are in `addresses/formats.tsv`. The checks cover only the presence of fields and the
//! format of the postal code, not whether the place exists. A field that a country does not use is
//! accepted and kept.

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
