//! Reading vouchers out of requests, and out of the table for who may see them.

use std::num::NonZeroU32;

use docket_domain::{Actor, Amount, Voucher, VoucherId, Worth};

use crate::{
    App,
    http::{ApiError, FieldError},
};

/// The voucher, if `actor` manages its seller; nobody else learns that it is
/// there.
pub async fn managed(app: &App, id: &VoucherId, actor: &Actor) -> Result<Voucher, ApiError> {
    if !actor.manages(&id.seller) {
        return Err(ApiError::NotFound);
    }
    app.store.voucher(id).await?.ok_or(ApiError::NotFound)
}

/// A percentage or an amount, and not both.
pub fn worth(percent: Option<u32>, minor: Option<i64>) -> Result<Worth, FieldError> {
    match (percent, minor) {
        (Some(percent @ 1..=100), None) => Ok(Worth::Percent(percent)),
        (Some(_), None) => Err(FieldError::at("/percent", "must be between 1 and 100")),
        (None, Some(minor)) => amount("/amount", minor).map(Worth::Amount),
        (None, None) => Err(FieldError::at("/percent", "give a percent or an amount")),
        (Some(_), Some(_)) => {
            Err(FieldError::at("/amount", "give a percent or an amount, not both"))
        }
    }
}

/// An amount of money.
pub fn amount(pointer: &str, minor: i64) -> Result<Amount, FieldError> {
    Amount::new(minor).map_err(|error| FieldError::at(pointer, error))
}

/// A limit that is there is at least 1.
pub fn limit(pointer: &str, limit: Option<u32>) -> Result<Option<NonZeroU32>, FieldError> {
    limit.map(|limit| positive(pointer, limit)).transpose()
}

/// A number that is at least 1.
pub fn positive(pointer: &str, number: u32) -> Result<NonZeroU32, FieldError> {
    NonZeroU32::new(number).ok_or_else(|| FieldError::at(pointer, "must be at least 1"))
}
