//! Reading vouchers, for those who manage their seller.

use docket_domain::{Actor, SellerId, Voucher, VoucherId};
use docket_store::{Page, StoreError};

use crate::{App, AppError, Granted, PageRequest};

/// A voucher that `actor` may see and change: its seller's staff and
/// administrators may. Nobody else learns that it is there.
///
/// # Errors
///
/// [`AppError::NotFound`] when none has this id, and for everybody else.
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

/// A page of a seller's vouchers by code. That the caller manages the seller is judged beforehand.
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
