//! Reading vouchers out of requests, and out of the table for who may see them.

use std::num::NonZeroU32;

use docket_app::{App, AppError, Faults};
use docket_domain::{Actor, Amount, Voucher, VoucherId, Worth};

/// The voucher, if `actor` manages its seller; nobody else learns that it is
/// there.
pub async fn managed(app: &App, id: &VoucherId, actor: &Actor) -> Result<Voucher, AppError> {
    if !actor.manages(&id.seller) {
        return Err(AppError::NotFound);
    }
    app.store.voucher(id).await?.ok_or(AppError::NotFound)
}

/// A percentage or an amount, and not both.
pub fn worth(percent: Option<u32>, minor: Option<i64>, faults: &mut Faults) -> Option<Worth> {
    match (percent, minor) {
        (Some(percent @ 1..=100), None) => Some(Worth::Percent(percent)),
        (None, Some(minor)) => faults.note_error("/amount", Amount::new(minor)).map(Worth::Amount),
        (Some(_), None) => {
            faults.add("/percent", "must be between 1 and 100");
            None
        }
        (None, None) => {
            faults.add("/percent", "give a percent or an amount");
            None
        }
        (Some(_), Some(_)) => {
            faults.add("/amount", "give a percent or an amount, not both");
            None
        }
    }
}

/// A number that is at least 1.
pub fn positive(number: u32) -> Result<NonZeroU32, &'static str> {
    NonZeroU32::new(number).ok_or("must be at least 1")
}
