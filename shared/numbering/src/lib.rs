//! Phone numbers in E.164, checked against the numbering plan of their country.
//!
//! This crate is pure: the plans are compiled in. It knows which numbers can exist, their
//! country and kind, and whether a message to one costs its sender extra. It does not know
//! whether a number is in use, or by whom.
//!
//! The plans are those of Google's libphonenumber, from the package `rlibphonenumber`. The
//! build splits them by country calling code, and a number loads only the plans of its own
//! code: all plans together take 4 MB and some milliseconds of a cold start.
//!
//! - [`Phone`] parses only numbers to which a message costs the normal price.
//! - [`Phone::from_stored`] reads a number that was accepted before, without the plans,
//!   which change over the years.
//! - [`LookupPhone`] parses an existing number of any kind, to search by.
//!
//! # Example
//!
//! ```
//! use docket_numbering::{Phone, PhoneError};
//!
//! let phone: Phone = "+442079460000".parse()?;
//! assert_eq!(phone.region().as_deref(), Some("GB"));
//! // A national number does not name its country.
//! assert_eq!("020 7946 0000".parse::<Phone>(), Err(PhoneError::Invalid));
//! // A premium-rate number.
//! assert_eq!("+19002345678".parse::<Phone>(), Err(PhoneError::CostsExtra));
//! # Ok::<(), PhoneError>(())
//! ```

mod error;
mod kind;
mod phone;
mod plans;
#[cfg(test)]
mod tests;

pub use error::PhoneError;
pub use phone::{LookupPhone, Phone};
