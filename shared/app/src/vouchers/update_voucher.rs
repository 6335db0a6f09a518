//! Changing a voucher's terms.

use std::{num::NonZeroU32, ops::ControlFlow};

use docket_domain::{Actor, Edit, Voucher, VoucherChange};
use docket_store::VoucherSave;

use super::read_voucher::managed_voucher;
use crate::{App, AppError, ExpectedVersion, Fault, retry::retry_reading};

/// A change of a voucher's terms.
#[derive(Debug)]
pub struct UpdateVoucher<'a> {
    /// The actor who makes the change.
    pub actor: &'a Actor,
    /// The voucher that was read when rights were checked.
    pub found: Voucher,
    /// The versions of the resource that the change may replace.
    pub expected: &'a ExpectedVersion,
    /// What changes.
    pub change: &'a VoucherChange,
}

/// Changes a voucher's terms and returns the changed voucher. A change that changes nothing leaves
/// the version unchanged. Orders that redeemed it keep their discount.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when its version is not an expected one, [`AppError::Invalid`]
/// for terms that would end before they begin.
pub async fn update_voucher(app: &App, it: UpdateVoucher<'_>) -> Result<Voucher, AppError> {
    let UpdateVoucher { actor, found, expected, change } = it;
    let left = match change.uses_left {
        Edit::Set(left) => NonZeroU32::new(left),
        Edit::Keep | Edit::Clear => None,
    };
    let id = &found.id.clone();
    let read = || managed_voucher(app, id, actor);
    retry_reading(found, read, |old| async move {
        expected.check(old.version)?;
        let new = old.change(change).map_err(|fault| Fault::at("/validUntil", fault))?;
        let Some(new) = new else { return Ok(ControlFlow::Break(old)) };
        let stamp = app.stamp()?;
        Ok(match app.store.save_voucher(&old, &new, left, stamp.change.as_str()).await? {
            VoucherSave::Done(saved) => ControlFlow::Break(*saved),
            VoucherSave::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}
