//! Creating a voucher exactly once for repeated requests.

use docket_domain::{Actor, Voucher};
use docket_store::{Creation, CreationReceipt};

use crate::{App, AppError, Fault, Granted, Idempotent, Request};

/// Creates a voucher, or returns the one that an earlier `request` with this key created.
///
/// # Errors
///
/// [`AppError::Forbidden`] when the actor does not manage the seller, [`AppError::Invalid`] when
/// the seller does not exist, [`AppError::Taken`] when the seller has a voucher with this code,
/// [`AppError::KeyReused`] when the key was used with another body.
pub async fn create_voucher(
    app: &App,
    actor: &Actor,
    request: &Request<'_>,
    voucher: Voucher,
) -> Result<Idempotent<Voucher>, AppError> {
    Granted::to_managers(actor, &voucher.id.seller)?;
    if app.store.seller(&voucher.id.seller).await?.is_none() {
        return Err(Fault::at("/sellerId", "is not the id of a seller").into());
    }
    let stamp = app.stamp()?;
    let name = request.receipt()?;
    let receipt = CreationReceipt { name: &name, mark: request.mark()?, now: stamp.now };
    let receipt = request.is_keyed().then_some(&receipt);
    match app.store.create_voucher(&voucher, receipt, stamp.change.as_str()).await? {
        Creation::Created => Ok(Idempotent::now(voucher)),
        Creation::Repeated(id, mark) if request.made(&mark)? => {
            Ok(Idempotent::before(app.store.voucher(&id).await?.ok_or(AppError::Conflict)?))
        }
        Creation::Repeated(..) => Err(AppError::Conflict),
        Creation::Taken => {
            let detail = format!("the voucher {} exists already; give another code", voucher.id);
            Err(AppError::Taken(Fault::at("/code", detail)))
        }
    }
}
