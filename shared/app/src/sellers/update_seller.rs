//! Changing a seller's settings.

use std::ops::ControlFlow;

use docket_domain::{Actor, Seller, SellerChange};
use docket_store::Saved;

use super::read_seller::read_seller;
use crate::{App, AppError, ExpectedVersion, retry::retry_reading};

/// A change of a seller's settings.
#[derive(Debug)]
pub struct UpdateSeller<'a> {
    /// Who changes them.
    pub actor: &'a Actor,
    /// The seller as it was found when rights were judged.
    pub found: Seller,
    /// The versions that the change is meant for.
    pub expected: &'a ExpectedVersion,
    /// What changes.
    pub change: &'a SellerChange,
}

/// Changes a seller's settings, and answers the seller as it is then. A change
/// of nothing leaves the version as it is.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] for another version than the caller has
/// seen, [`AppError::Seller`] for what the domain refuses.
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
