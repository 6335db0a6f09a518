//! Placing an order from a template.

use docket_domain::{Actor, FromTemplate, LanguageTag, Order, Template};
use jiff::Timestamp;

use crate::{
    App, AppError, IdempotencyKey, Idempotent, KeyOwner, Request,
    orders::{PlaceOrder, customer, place_order},
};

/// Who or what orders from a template.
#[derive(Debug)]
pub struct TemplateOrder<'a> {
    /// What places the order; with caller and key it makes the order's id.
    pub route: &'static str,
    /// Whose key it is.
    pub caller: KeyOwner,
    /// By what a repeat is recognised.
    pub key: &'a IdempotencyKey,
    /// By whom.
    pub actor: &'a Actor,
    /// The occurrence of its schedule, where that orders.
    pub occurrence: Option<Timestamp>,
    /// The language of who orders; without one, the template's.
    pub language: Option<LanguageTag>,
}

/// Places an order from a template, at the catalogue's present prices. Its
/// owner has shown who they are, so that it needs no code.
///
/// # Errors
///
/// As [`place_order`].
pub async fn order_from_template(
    app: &App,
    template: &Template,
    it: TemplateOrder<'_>,
) -> Result<Idempotent<Order>, AppError> {
    let id = template.id;
    // The template stands for what was asked: what it orders may change.
    let mut body = [0; 16];
    body[..10].copy_from_slice(&id.suffix().as_str().as_bytes()[..10]);
    let mut draft = template.draft.clone();
    draft.language = it.language.or(draft.language);
    let customer = customer(app, &draft)?;
    let ids = app.keys.ids()?;
    let request = Request { ids, caller: it.caller, route: it.route, key: it.key, body };
    let order = PlaceOrder {
        request,
        draft: &draft,
        customer,
        actor: it.actor,
        guest: None,
        template: Some(FromTemplate { id, occurrence: it.occurrence }),
    };
    place_order(app, &order).await
}
