//! Reading sellers. Everybody may, and their managers may change them.

use docket_domain::{Actor, Seller, SellerId};
use docket_store::{Page, StoreError};

use crate::{App, AppError, Granted, PageRequest};

/// A seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when none has this id.
pub async fn read_seller(app: &App, id: &SellerId) -> Result<Seller, AppError> {
    app.store.seller(id).await?.ok_or(AppError::NotFound)
}

/// A seller whom `actor` may change: its staff and administrators may.
///
/// # Errors
///
/// [`AppError::NotFound`] when none has this id, [`AppError::Forbidden`] for everybody else.
pub async fn managed_seller(
    app: &App,
    id: &SellerId,
    actor: &Actor,
) -> Result<(Seller, Granted), AppError> {
    let seller = read_seller(app, id).await?;
    let granted = Granted::to_managers(actor, id)?;
    Ok((seller, granted))
}

/// A page of sellers by their ids.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn list_sellers(
    app: &App,
    requested: &PageRequest<'_>,
) -> Result<Page<Seller>, StoreError> {
    app.store.sellers(requested.after(), requested.limit()).await
}
