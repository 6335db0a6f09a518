//! Deciding a new order from what it depends on, for every route that places
//! one.

use docket_app::{App, AppError, Fault, KeyOwner, Shortfall};
use docket_domain::{
    Actor, Contact, ContactState, Customer, Half, Order, OrderId, Placement, Product,
    RejectedVouchers, Stamp, Suffix, Verification, VoucherCode, VoucherOffer,
};
use docket_store::{Shortage, Situation, VoucherUse};
use jiff::tz::TimeZone;

use super::{request::Wanted, view::OrderView};
use crate::http::Caller;

/// Who orders, and for whom.
pub struct Who {
    /// Who orders; a guest as the bearer of the phone that the request names.
    pub actor: Actor,
    /// For whom.
    pub customer: Customer,
    /// Whether the actor has shown to be that phone's bearer, or is staff of
    /// all the sellers.
    pub trusted: bool,
    /// Whose idempotency key it is: the signed-in caller's, or that of a guest
    /// with this phone.
    pub key_owner: KeyOwner,
}

/// Who orders, for whom, and whether they are trusted to.
pub fn who(app: &App, caller: &Caller, wanted: &[Wanted]) -> Result<Who, AppError> {
    let first = wanted.first().ok_or(AppError::Conflict)?;
    let customer = customer(app, first)?;
    let owner = Actor::Buyer(customer.key.clone());
    let manages = |actor: &Actor| wanted.iter().all(|it| actor.manages(&it.seller));
    let mut capacities = caller.capacities().unwrap_or_default().iter();
    // By role, then by the contact proven at this sign-in.
    let trusted = capacities.find(|actor| manages(actor) || **actor == owner);
    if trusted.is_none() && !app.settings.allows(&customer.phone) {
        let detail = "codes are not sent to this country";
        return Err(Fault::at("/customer/phone", detail).into());
    }
    let key_owner = match caller.actor() {
        Some(actor) => KeyOwner::signed_in(actor),
        None => KeyOwner::guest(&customer.key),
    };
    let actor = trusted.or(caller.actor()).cloned().unwrap_or(owner);
    Ok(Who { actor, customer, trusted: trusted.is_some(), key_owner })
}

/// The customer that a cart names.
pub fn customer(app: &App, wanted: &Wanted) -> Result<Customer, AppError> {
    Ok(Customer {
        key: app.customer_key(&Contact::Phone(wanted.phone.clone()))?,
        name: wanted.name.clone(),
        phone: wanted.phone.clone(),
        email: wanted.email.clone(),
    })
}

/// Who orders what.
pub struct Cart<'a> {
    /// What.
    pub wanted: &'a Wanted,
    /// For whom.
    pub customer: &'a Customer,
    /// Who sends it.
    pub actor: &'a Actor,
    /// What comes of vouchers that cannot be redeemed.
    pub rejected_vouchers: RejectedVouchers,
}

impl Cart<'_> {
    /// The order that it makes.
    pub fn decide(
        &self,
        app: &App,
        suffix: Suffix,
        situation: &Situation,
        verification: Verification,
        stamp: &Stamp,
    ) -> Result<Order, AppError> {
        let Some(seller) = &situation.seller else {
            return Err(Fault::at("/sellerId", "there is no such seller").into());
        };
        let wanted = self.wanted;
        let offers: Vec<_> =
            wanted.vouchers.iter().map(|code| offer(code, &situation.vouchers)).collect();
        let day = stamp.now.to_zoned(TimeZone::UTC).date();
        let placement = Placement {
            id: OrderId::new(day, suffix),
            seller,
            products: &situation.products,
            cart: &wanted.cart,
            customer: self.customer.clone(),
            fulfilment: wanted.fulfilment.clone(),
            menu_type: wanted.menu_type.clone(),
            meal_window: wanted.meal_window.clone(),
            notes: wanted.notes.clone(),
            priority: wanted.priority,
            actor: self.actor,
            verification,
            held_share: app.settings.held_share,
            vouchers: &offers,
            rejected_vouchers: self.rejected_vouchers,
        };
        Ok(Order::place(placement, stamp)?)
    }

    /// The order as it is answered. A guest, who has shown neither to be the
    /// bearer of its phone nor staff, sees it as that phone's bearer does: it is
    /// theirs once the code is given.
    pub fn shown(&self, order: &Order, guest: bool, stamp: &Stamp) -> OrderView {
        if guest || !order.visible_to(self.actor) {
            OrderView::for_guest(order, stamp)
        } else {
            OrderView::new(order, std::slice::from_ref(self.actor), stamp)
        }
    }
}

/// A phone's state before, and with the hold of an order.
pub type HeldContact = (Option<ContactState>, ContactState);

/// What a guest's phone becomes with the hold of an order.
pub fn holding(
    app: &App,
    order: &Order,
    known: Option<ContactState>,
    stamp: &Stamp,
) -> Result<Option<HeldContact>, AppError> {
    let Some(hold) = &order.hold else { return Ok(None) };
    let settings = &app.settings;
    let state = known.clone().unwrap_or_else(|| {
        let phone = Contact::Phone(order.customer.phone.clone());
        ContactState::new(order.customer.key.clone(), Half::General, phone)
    });
    let (order, most) = (order.id.suffix(), settings.holds_per_phone);
    let held = state.hold(order, hold.ends_at, most, &settings.codes, stamp.now)?;
    Ok(Some((known, held)))
}

/// A voucher that the request names, as it was found.
fn offer(code: &VoucherCode, found: &[VoucherUse]) -> VoucherOffer {
    let found = found.iter().find(|it| it.voucher.id.code == *code);
    VoucherOffer {
        code: code.clone(),
        voucher: found.map(|it| it.voucher.clone()),
        by_customer: found.map_or(0, |it| it.by_customer),
    }
}

/// A product of which there is too little, by its name.
pub fn shortfall(short: &Shortage, products: &[Product]) -> Shortfall {
    let product = products.iter().find(|product| product.id == short.product);
    let name = product.map_or_else(String::new, |product| product.name.to_string());
    Shortfall::new(short, name)
}
