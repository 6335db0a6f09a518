//! Deciding a new order from the data that it depends on. Every use case that places or quotes an
//! order uses it.

use docket_domain::{
    Actor, Contact, ContactState, Customer, Email, FromTemplate, Half, OneLine, Order, OrderDraft,
    OrderId, Phone, Placement, Product, RejectedVouchers, Seller, Stamp, Suffix, Timing,
    Verification, VoucherCode, VoucherOffer,
};
use docket_store::{Shortage, Situation, VoucherUse};
use jiff::tz::TimeZone;

use crate::{App, AppError, Caller, Fault, KeyOwner, Shortfall};

/// The actor who orders, and the customer of the order.
#[derive(Debug, Clone)]
pub struct Customers {
    /// The actor. A guest acts as the owner of the phone in the request.
    pub actor: Actor,
    /// The customer of the order.
    pub customer: Customer,
    /// Whether the actor has proved to own that phone, or manages all the sellers.
    pub trusted: bool,
    /// The owner of the idempotency key: the signed-in caller, or the guest with this phone.
    pub key_owner: KeyOwner,
}

/// Determines the actor, the customer, and whether the actor may order without a code.
///
/// # Errors
///
/// [`AppError::Invalid`] for a guest's phone in a country to which no codes are sent.
pub fn who_orders(
    app: &App,
    caller: &Caller,
    drafts: &[OrderDraft],
) -> Result<Customers, AppError> {
    let first = drafts.first().ok_or(AppError::Conflict)?;
    let customer = customer(app, first)?;
    let owner = Actor::Buyer(customer.key.clone());
    let manages = |actor: &Actor| drafts.iter().all(|it| actor.manages(&it.seller));
    let mut capacities = caller.capacities().unwrap_or_default().iter();
    // The actor manages the sellers by role, or owns the phone by the contact of this sign-in.
    let trusted = capacities.find(|actor| manages(actor) || **actor == owner);
    if trusted.is_none() && !app.settings.allows(&customer.phone) {
        let detail = "must be in a country to which this deployment sends codes";
        return Err(Fault::at("/customer/phone", detail).into());
    }
    let key_owner = match caller.actor() {
        Some(actor) => KeyOwner::signed_in(actor),
        None => KeyOwner::guest(&customer.key),
    };
    let actor = trusted.or(caller.actor()).cloned().unwrap_or(owner);
    Ok(Customers { actor, customer, trusted: trusted.is_some(), key_owner })
}

/// A customer as a request describes them.
#[derive(Debug, Clone)]
pub struct CustomerDraft {
    /// Their name.
    pub name: OneLine<100>,
    /// Their phone.
    pub phone: Phone,
    /// Their e-mail address.
    pub email: Option<Email>,
}

/// The customer that a draft names.
///
/// # Errors
///
/// [`AppError::Key`] when this function was not given the id key.
pub fn customer(app: &App, draft: &OrderDraft) -> Result<Customer, AppError> {
    Ok(Customer {
        key: app.customer_key(&Contact::Phone(draft.phone.clone()))?,
        name: draft.name.clone(),
        phone: draft.phone.clone(),
        email: draft.email.clone(),
    })
}

/// An order that is to be decided: its draft, its customer and the actor.
#[derive(Debug, Clone, Copy)]
pub struct OrderContext<'a> {
    /// The content of the order.
    pub draft: &'a OrderDraft,
    /// The customer of the order.
    pub customer: &'a Customer,
    /// The actor who places it.
    pub actor: &'a Actor,
    /// Whether a voucher that cannot be redeemed refuses the order.
    pub rejected_vouchers: RejectedVouchers,
    /// The template that it is placed from.
    pub template: Option<FromTemplate>,
    /// Whether the order must be possible at this time.
    pub timing: Timing,
}

impl OrderContext<'_> {
    /// Decides the order.
    ///
    /// # Errors
    ///
    /// The domain's refusal; [`AppError::Invalid`] when the seller does not exist.
    pub fn decide(
        &self,
        app: &App,
        suffix: Suffix,
        situation: &Situation,
        verification: Verification,
        stamp: &Stamp,
    ) -> Result<Order, AppError> {
        let seller = seller(situation)?;
        let draft = self.draft;
        let offers = offers(&draft.vouchers, &situation.vouchers);
        let day = stamp.now.to_zoned(TimeZone::UTC).date();
        let placement = Placement {
            id: OrderId::new(day, suffix),
            seller,
            products: &situation.products,
            cart: &draft.cart,
            customer: self.customer.clone(),
            fulfilment: draft.fulfilment.clone(),
            menu_type: draft.menu_type.clone(),
            meal_window: draft.meal_window.clone(),
            notes: draft.notes.clone(),
            priority: draft.priority,
            language: draft.language.clone(),
            actor: self.actor,
            verification,
            held_share: app.settings.held_share,
            vouchers: &offers,
            rejected_vouchers: self.rejected_vouchers,
            template: self.template,
            timing: self.timing,
        };
        Ok(Order::place(placement, stamp)?)
    }
}

/// A phone's state before an order, and its state with the order's hold.
pub(super) type HeldContact = (Option<ContactState>, ContactState);

/// The stored state of an order's phone. For a guest's order it was read with the situation
/// (`found`). For other orders it is read only when the order must be paid first, to save a read.
pub(super) async fn known_contact(
    app: &App,
    order: &Order,
    found: Option<ContactState>,
) -> Result<Option<ContactState>, AppError> {
    if order.hold.is_some() || !order.awaits_payment() {
        return Ok(found);
    }
    Ok(app.store.contact(&order.customer.key).await?)
}

/// The phone's state with the hold of an order that must be confirmed or paid first. `None` for
/// other orders.
pub(super) fn holding(
    app: &App,
    order: &Order,
    known: Option<ContactState>,
    stamp: &Stamp,
) -> Result<Option<HeldContact>, AppError> {
    let Some(until) = order.held_until() else { return Ok(None) };
    let settings = &app.settings;
    let state = known.clone().unwrap_or_else(|| {
        let phone = Contact::Phone(order.customer.phone.clone());
        ContactState::new(order.customer.key.clone(), Half::General, phone)
    });
    let (id, most, now) = (order.id.suffix(), settings.holds_per_phone, stamp.now);
    let held = match order.hold {
        Some(_) => state.hold(id, until, most, &settings.codes, now)?,
        None => state.hold_unpaid(id, until, most, now)?,
    };
    Ok(Some((known, held)))
}

/// The seller that the request names.
pub(super) fn seller(situation: &Situation) -> Result<&Seller, AppError> {
    let unknown = || Fault::at("/sellerId", "is not the id of a seller").into();
    situation.seller.as_ref().ok_or_else(unknown)
}

/// The vouchers that the request names, with their stored state.
pub(super) fn offers(codes: &[VoucherCode], found: &[VoucherUse]) -> Vec<VoucherOffer> {
    codes.iter().map(|code| offer(code, found)).collect()
}

fn offer(code: &VoucherCode, found: &[VoucherUse]) -> VoucherOffer {
    let found = found.iter().find(|it| it.voucher.id.code == *code);
    VoucherOffer {
        code: code.clone(),
        voucher: found.map(|it| it.voucher.clone()),
        by_customer: found.map_or(0, |it| it.by_customer),
    }
}

/// The shortfall of a product, with the product's name.
pub(super) fn shortfall(short: &Shortage, products: &[Product]) -> Shortfall {
    let product = products.iter().find(|product| product.id == short.product);
    let name = product.map_or_else(String::new, |product| product.name.to_string());
    Shortfall::new(short, name)
}
