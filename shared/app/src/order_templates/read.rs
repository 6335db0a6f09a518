//! Reading templates for callers who may use them, and checking whether an order from one is
//! possible.

use docket_domain::{
    Actor, OrderDraft, RejectedVouchers, Stamp, Suffix, TemplateId, Timing, Verification,
};
use docket_store::{StoredTemplate, Wanted};

use crate::{
    App, AppError,
    orders::{OrderContext, customer},
};

/// The template, with the capacity in which the caller owns it. Nobody else learns whether it
/// exists.
///
/// # Errors
///
/// [`AppError::NotFound`].
pub async fn own_template<'a>(
    app: &App,
    id: TemplateId,
    who: &'a [Actor],
) -> Result<(StoredTemplate, &'a Actor), AppError> {
    let stored = app.store.template(id).await?.ok_or(AppError::NotFound)?;
    let actor = who.iter().find(|actor| stored.template.is_of(actor)).ok_or(AppError::NotFound)?;
    Ok((stored, actor))
}

/// Refuses a content that could not be ordered now. Stock, vouchers and a pause of the seller are
/// not checked, because they change until an order is placed.
pub(super) async fn check(
    app: &App,
    draft: &OrderDraft,
    actor: &Actor,
    stamp: &Stamp,
) -> Result<(), AppError> {
    let draft = OrderDraft { vouchers: Vec::new(), ..draft.clone() };
    let customer = customer(app, &draft)?;
    let products = draft.cart.iter().map(|line| &line.product).collect();
    let situation = app
        .store
        .situation(&Wanted {
            seller: &draft.seller,
            products: &products,
            customer: Some(&customer.key),
            guest: false,
            order: None,
            vouchers: &draft.vouchers,
            budget: None,
            now: stamp.now,
        })
        .await?;
    let rejected_vouchers = RejectedVouchers::Refuse;
    let context = OrderContext {
        draft: &draft,
        customer: &customer,
        actor,
        rejected_vouchers,
        template: None,
        timing: Timing::SomeTime,
    };
    let nobodys = Suffix::from_bytes([0; 8]);
    context.decide(app, nobodys, &situation, Verification::NotNeeded, stamp).map(drop)
}
