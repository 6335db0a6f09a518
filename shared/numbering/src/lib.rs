//! Phone numbers in E.164, checked against the numbering plan of their country.
//!
//! This crate is pure: the plans are compiled in. It knows which numbers can
//! exist, of what country and kind they are, and whether a message to one costs
//! its sender extra; it does not know who a number belongs to.
//!
//! The plans are those of Google's libphonenumber, as the package
//! `rlibphonenumber` has them. The build cuts them into one piece for each
//! country calling code, and a number is read with the piece of its own code
//! alone: all plans at once take 4 MB and some milliseconds of a cold start.
//!
//! - [`Phone`] parses from a text only if messages to it cost no more than others.
//! - [`Phone::from_stored`] reads a number that was accepted before, whatever
//!   the plans say today.
//! - [`LookupPhone`] parses from a number of any kind that exists, to search by.
//!
//! # Example
//!
//! ```
//! use docket_numbering::{Phone, PhoneError};
//!
//! let phone: Phone = "+442079460000".parse()?;
//! assert_eq!(phone.region().as_deref(), Some("GB"));
//! // What is dialled within a country does not say which country that is.
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
