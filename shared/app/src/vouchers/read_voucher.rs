//! Reading vouchers, for those who manage their seller.

use docket_domain::{Actor, SellerId, Voucher, VoucherId};
use docket_store::{Page, StoreError};

use crate::{App, AppError, Granted, PageRequest};

/// A voucher that `actor` may see and change. Its seller's staff and administrators may. Nobody
/// else learns whether it exists.
///
/// # Errors
///
/// [`AppError::NotFound`] when none has this id, and for other actors.
pub async fn managed_voucher(
    app: &App,
    id: &VoucherId,
    actor: &Actor,
) -> Result<Voucher, AppError> {
    if !actor.manages(&id.seller) {
        return Err(AppError::NotFound);
    }
    app.store.voucher(id).await?.ok_or(AppError::NotFound)
}

/// A page of a seller's vouchers, sorted by code. The caller must have checked that the actor
/// manages the seller.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn list_vouchers(
    app: &App,
    _: &Granted,
    seller: &SellerId,
    requested: &PageRequest<'_>,
) -> Result<Page<Voucher>, StoreError> {
    app.store.seller_vouchers(seller, requested.after(), requested.limit()).await
}
