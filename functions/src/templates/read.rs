//! Templates out of the table for who may use them, and what they order.

use docket_app::{App, AppError};
use docket_domain::{Actor, OrderDraft, RejectedVouchers, Stamp, Suffix, TemplateId, Verification};
use docket_store::StoredTemplate;

use crate::orders::deciding::{Cart, customer};

/// The template with the capacity in which it is the caller's; nobody else
/// learns that it is there.
pub async fn own<'a>(
    app: &App,
    id: TemplateId,
    who: &'a [Actor],
) -> Result<(StoredTemplate, &'a Actor), AppError> {
    let stored = app.store.template(id).await?.ok_or(AppError::NotFound)?;
    let actor = who.iter().find(|actor| stored.template.is_of(actor)).ok_or(AppError::NotFound)?;
    Ok((stored, actor))
}

/// Refuses what could not be ordered now. Stock and vouchers are not looked at:
/// they may be other ones by the time.
pub async fn check(
    app: &App,
    draft: &OrderDraft,
    actor: &Actor,
    stamp: &Stamp,
) -> Result<(), AppError> {
    let wanted = OrderDraft { vouchers: Vec::new(), ..draft.clone() };
    let customer = customer(app, &wanted)?;
    let products = wanted.cart.iter().map(|line| &line.product).collect();
    let situation = app
        .store
        .situation(&docket_store::Wanted {
            seller: &wanted.seller,
            products: &products,
            customer: &customer.key,
            guest: false,
            order: None,
            vouchers: &wanted.vouchers,
            budget: None,
            now: stamp.now,
        })
        .await?;
    let rejected_vouchers = RejectedVouchers::Refuse;
    let cart = Cart { wanted: &wanted, customer: &customer, actor, rejected_vouchers };
    let nobodys = Suffix::from_bytes([0; 8]);
    cart.decide(app, nobodys, &situation, Verification::NotNeeded, stamp).map(drop)
}
