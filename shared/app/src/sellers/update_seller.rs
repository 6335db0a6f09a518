//! Changing a seller's settings.

use std::ops::ControlFlow;

use docket_domain::{Actor, Seller, SellerChange};
use docket_store::Saved;

use super::read_seller::read_seller;
use crate::{App, AppError, ExpectedVersion, retry::retry_reading};

/// A change of a seller's settings.
#[derive(Debug)]
pub struct UpdateSeller<'a> {
    /// The actor who makes the change.
    pub actor: &'a Actor,
    /// The seller that was read when rights were checked.
    pub found: Seller,
    /// The versions of the resource that the change may replace.
    pub expected: &'a ExpectedVersion,
    /// What changes.
    pub change: &'a SellerChange,
}

/// Changes a seller's settings and returns the changed seller. A change that changes nothing leaves
/// the version unchanged.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when its version is not an expected one, [`AppError::Seller`]
/// for what the domain refuses.
pub async fn update_seller(app: &App, it: UpdateSeller<'_>) -> Result<Seller, AppError> {
    let UpdateSeller { actor, found, expected, change } = it;
    let id = &found.id.clone();
    let read = || read_seller(app, id);
    retry_reading(found, read, |seller| async move {
        expected.check(seller.version)?;
        let next = seller.apply(change, actor, app.now())?;
        if next == seller {
            return Ok(ControlFlow::Break(next));
        }
        Ok(match app.store.update_seller(&seller, &next, &app.stamp()?).await? {
            Saved::Done => ControlFlow::Break(next),
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}
