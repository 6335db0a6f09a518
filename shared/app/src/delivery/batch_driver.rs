//! The driver of a batch.

use docket_domain::{BatchDriver, BatchRefusal, MemberId, SellerId};

use crate::{App, AppError};

/// Reads a member as a batch's driver, and checks that the member drives for the seller.
pub(super) async fn batch_driver(
    app: &App,
    id: &MemberId,
    seller: &SellerId,
) -> Result<BatchDriver, AppError> {
    let member = app.store.member(id).await?;
    let member = member.ok_or(BatchRefusal::NotADriver)?;
    Ok(BatchDriver::of(&member, seller)?)
}
