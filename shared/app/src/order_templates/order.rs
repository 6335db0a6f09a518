//! Placing an order from a template.

use docket_domain::{Actor, FromTemplate, LanguageTag, Order, Template};
use jiff::Timestamp;

use crate::{
    App, AppError, IdempotencyKey, Idempotent, KeyOwner, Request,
    orders::{PlaceOrder, customer, place_order},
};

/// A request by a person or a schedule to place an order from a template.
#[derive(Debug)]
pub struct TemplateOrder<'a> {
    /// The function that places the order. The order's id is derived from route, caller and key.
    pub route: &'static str,
    /// The owner of the idempotency key.
    pub caller: KeyOwner,
    /// The idempotency key.
    pub key: &'a IdempotencyKey,
    /// The actor who places the order.
    pub actor: &'a Actor,
    /// The occurrence, when the schedule places the order.
    pub occurrence: Option<Timestamp>,
    /// The language of the order; by default, the template's.
    pub language: Option<LanguageTag>,
}

/// Places an order from a template, at the catalogue's current prices. It needs no code, because
/// the template's owner has signed in.
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
    // The template's id stands for the request's body, because the template's content may change
    // between repeated requests.
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
