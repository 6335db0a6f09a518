//! Who is to bring a batch.

use docket_domain::{BatchDriver, BatchRefusal, MemberId, SellerId};

use crate::{App, AppError};

/// A driver of a seller, as batches name drivers.
pub(super) async fn batch_driver(
    app: &App,
    id: &MemberId,
    seller: &SellerId,
) -> Result<BatchDriver, AppError> {
    let member = app.store.member(id).await?;
    let member = member.ok_or(BatchRefusal::NotADriver)?;
    Ok(BatchDriver::of(&member, seller)?)
}
