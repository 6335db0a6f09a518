//! Reading sellers, which everybody may, and the right to change one.

use docket_domain::{Actor, Seller, SellerId};
use docket_store::{Page, StoreError};

use crate::{App, AppError, Granted, PageRequest};

/// Reads a seller.
///
/// # Errors
///
/// [`AppError::NotFound`] when none has this id.
pub async fn read_seller(app: &App, id: &SellerId) -> Result<Seller, AppError> {
    app.store.seller(id).await?.ok_or(AppError::NotFound)
}

/// A seller that `actor` may change. Its staff and administrators may.
///
/// # Errors
///
/// [`AppError::NotFound`] when none has this id, [`AppError::Forbidden`] for other actors.
pub async fn managed_seller(
    app: &App,
    id: &SellerId,
    actor: &Actor,
) -> Result<(Seller, Granted), AppError> {
    let seller = read_seller(app, id).await?;
    let granted = Granted::to_managers(actor, id)?;
    Ok((seller, granted))
}

/// A page of sellers, sorted by id.
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
