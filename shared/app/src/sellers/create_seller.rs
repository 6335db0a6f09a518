//! Adding a seller exactly once for repeated requests.

use docket_domain::Seller;
use docket_store::{Creation, CreationReceipt};

use crate::{App, AppError, Fault, Idempotent, Request};

/// Creates a seller, or returns the one that an earlier `request` with this key created.
///
/// # Errors
///
/// [`AppError::Taken`] when the id is another seller's, [`AppError::KeyReused`] when the key was
/// used with another body.
pub async fn create_seller(
    app: &App,
    request: &Request<'_>,
    seller: Seller,
) -> Result<Idempotent<Seller>, AppError> {
    let stamp = app.stamp()?;
    let name = request.receipt()?;
    let receipt = CreationReceipt { name: &name, mark: request.mark()?, now: stamp.now };
    let receipt = request.is_keyed().then_some(&receipt);
    match app.store.create_seller(&seller, receipt, stamp.change.as_str()).await? {
        Creation::Created => Ok(Idempotent::now(seller)),
        Creation::Repeated(id, mark) if request.made(&mark)? => {
            Ok(Idempotent::before(app.store.seller(&id).await?.ok_or(AppError::Conflict)?))
        }
        Creation::Repeated(..) => Err(AppError::Conflict),
        Creation::Taken => {
            let detail = format!("the id {} belongs to another seller; give another id", seller.id);
            Err(AppError::Taken(Fault::at("/id", detail)))
        }
    }
}
