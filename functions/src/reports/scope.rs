//! The seller and the days that a request for a report names.

use docket_app::{AppError, Fault, reports::AskedDays, shown_seller};
use docket_domain::{Actor, SellerId};

use crate::http::day;

/// The seller whose orders `actor` may see in a report; `None` for all sellers.
///
/// # Errors
///
/// [`AppError::Invalid`] for a malformed identifier, else as [`shown_seller`].
pub fn asked_seller(named: Option<&str>, actor: &Actor) -> Result<Option<SellerId>, AppError> {
    let asked = named.map(str::parse).transpose();
    shown_seller(asked.map_err(|error| Fault::parameter("sellerId", error))?, actor)
}

/// The first and the last day, each with the name of its parameter.
///
/// # Errors
///
/// [`Fault`] for a value that is not a calendar day.
pub fn asked_days(
    (first_parameter, first): (&str, Option<&str>),
    (last_parameter, last): (&'static str, Option<&str>),
) -> Result<AskedDays, Fault> {
    let first = first.map(|text| day(first_parameter, text)).transpose()?;
    let last = last.map(|text| day(last_parameter, text)).transpose()?;
    Ok(AskedDays { first, last, last_parameter })
}
