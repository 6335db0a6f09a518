//! Checking that a member's seller exists.

use docket_domain::Grant;

use crate::{App, AppError, Fault};

/// Refuses a grant when the seller does not exist.
pub(super) async fn check_seller(app: &App, grant: &Grant) -> Result<(), AppError> {
    if let Some(id) = grant.seller()
        && app.store.seller(id).await?.is_none()
    {
        return Err(Fault::at("/sellerId", "is not the id of a seller").into());
    }
    Ok(())
}
