//! Placing an order: the decision that turns a cart into a new order.

use jiff::Timestamp;

use super::{
    CartLine, Customer, Deadlines, Draw, Entry, EntryKind, FromTemplate, Fulfilment, Line, LineId,
    Links, Names, Order, OrderState, PaymentFirst, PaymentTotals, PlaceRefusal, Pricing, Quote,
    RejectedVouchers, Stamp, VoucherOffer, cart::for_sale,
};
use crate::{
    AWAITING_VERIFICATION, Actor, Amount, Hold, LanguageTag, NONCE_BYTES, OneLine, OrderId,
    Priority, Product, Seller, Share, Status, Text, VoucherRefusal,
};

/// A request to place an order, with everything that its decision depends on.
#[derive(Debug, Clone)]
pub struct Placement<'a> {
    /// The id of the new order.
    pub id: OrderId,
    /// The seller.
    pub seller: &'a Seller,
    /// The products of the cart that exist.
    pub products: &'a [Product],
    /// The cart.
    pub cart: &'a [CartLine],
    /// The buyer.
    pub customer: Customer,
    /// How the order reaches the buyer.
    pub fulfilment: Fulfilment,
    /// The menu (kitchens).
    pub menu_type: Option<OneLine<100>>,
    /// The meal (kitchens).
    pub meal_window: Option<OneLine<100>>,
    /// The buyer's notes.
    pub notes: Option<Text<1000>>,
    /// The priority.
    pub priority: Priority,
    /// The actor who places the order.
    pub actor: &'a Actor,
    /// Whether the phone must be verified.
    pub verification: Verification,
    /// The most of a product's stock that unverified orders may hold, unless the seller has its own
    /// limit.
    pub held_share: Share,
    /// The vouchers that the request names.
    pub vouchers: &'a [VoucherOffer],
    /// What happens when a voucher cannot be redeemed.
    pub rejected_vouchers: RejectedVouchers,
    /// The language of messages to the buyer; `None` means the seller's.
    pub language: Option<LanguageTag>,
    /// The template from which the order is placed.
    pub template: Option<FromTemplate>,
    /// Whether the order must be possible now.
    pub timing: Timing,
}

/// Whether the seller's pause and products that are not for sale refuse the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// They do: the order is placed now.
    Now,
    /// They do not: a template is checked, and its orders are placed later.
    SomeTime,
}

impl Placement<'_> {
    /// The values on which the price depends.
    fn pricing(&self) -> Pricing<'_> {
        Pricing {
            seller: self.seller,
            products: self.products,
            cart: self.cart,
            method: self.fulfilment.method.kind(),
            zone: self.fulfilment.zone.as_ref(),
            requested_for: self.fulfilment.requested_for,
            vouchers: self.vouchers,
            rejected_vouchers: self.rejected_vouchers,
        }
    }
}

/// Whether the phone of an order must be verified.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// Required of a guest, with the nonce of the first code.
    Required([u8; NONCE_BYTES]),
    /// Required of a guest, with the code of another order of the checkout.
    ByAnother,
    /// Not needed: the buyer is signed in with this phone, or staff place the order.
    NotNeeded,
}

/// The nonce is one of the two inputs of a code, so it is not shown.
impl std::fmt::Debug for Verification {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Required(_) => "Required",
            Self::ByAnother => "ByAnother",
            Self::NotNeeded => "NotNeeded",
        })
    }
}

impl Order {
    /// The note of the history line with which the order was placed.
    #[must_use]
    pub fn placing_note(&self) -> Option<&Text<1000>> {
        let placed = self.timeline.iter().find(|it| it.kind == EntryKind::Placed);
        placed?.note.as_ref()
    }

    /// Prices a cart from the catalogue and makes an order of it.
    ///
    /// Stock is not checked here: the commit fails when a stock item has too little.
    ///
    /// # Errors
    ///
    /// [`PlaceRefusal`], which names every position at fault.
    pub fn place(placement: Placement<'_>, stamp: &Stamp) -> Result<Self, PlaceRefusal> {
        let seller = placement.seller;
        if seller.verify_first && placement.verification != Verification::NotNeeded {
            return Err(PlaceRefusal::VerifyFirst);
        }
        if !placement.priority.is_for(placement.actor, &seller.id) {
            return Err(PlaceRefusal::Priority);
        }
        let quote = Quote::new(&placement.pricing(), stamp.now)?;
        may_be_placed(&placement, &quote, stamp.now)?;
        let note = left_out(&quote, placement.vouchers);
        let Quote { mut lines, vouchers, discount, charges, .. } = quote;
        LineId::name(&mut lines, 1);
        let draws = draw(&lines, placement.products, placement.id);
        let hold = match placement.verification {
            Verification::Required(nonce) => Some(Hold::begin(nonce, stamp.now)),
            Verification::ByAnother => Some(Hold::by_another(stamp.now)),
            Verification::NotNeeded => None,
        };
        let share = seller.held_share.unwrap_or(placement.held_share);
        let share = share.is_partial().then_some(share);
        let hold = hold.map(|hold| Hold { share, ..hold });
        let status = hold.map_or(seller.lifecycle.start, |_| AWAITING_VERIFICATION);
        let status = existing(seller, status);
        let zone = placement.fulfilment.zone.as_ref().and_then(|zone| seller.zone_name(zone));
        let mut order = Self(OrderState {
            id: placement.id,
            seller: seller.id.clone(),
            lifecycle: seller.lifecycle,
            status,
            version: 1,
            customer: placement.customer,
            lines,
            draws,
            currency: seller.currency,
            discount,
            charges,
            payment: PaymentTotals::default(),
            payments: Vec::new(),
            refunds: Vec::new(),
            payment_first: PaymentFirst::wanted(seller, placement.actor),
            fulfilment: placement.fulfilment,
            menu_type: placement.menu_type,
            meal_window: placement.meal_window,
            notes: placement.notes,
            internal_notes: None,
            priority: placement.priority,
            language: placement.language,
            placed_at: stamp.now,
            placed_on: seller.timezone.day(stamp.now),
            prep_time: seller.prep_time,
            delivery_time: seller.delivery_time,
            moved_promise: None,
            cancel_until: seller.cancel_window.map(|window| stamp.now + window),
            vouchers,
            vouchers_until: seller.voucher_cutoff.map(|cutoff| stamp.now + cutoff),
            hold,
            stop: None,
            timeline: vec![Entry {
                recorded_at: None,
                version: 1,
                kind: EntryKind::Placed,
                status,
                at: stamp.now,
                role: placement.actor.role(),
                actor: placement.actor.id().to_owned(),
                note,
                reason: None,
                amount: None,
                on_behalf_of_role: None,
                change: stamp.change.clone(),
            }],
            earlier: 0,
            delivery: None,
            deadlines: Deadlines::under(&seller.terms),
            links: Links { template: placement.template, ..Links::default() },
            names: Names { seller: Some(seller.name.clone()), zone },
        });
        order.follow_payment_first(stamp);
        order.run_on(stamp);
        Ok(order)
    }
}

/// Checks that the seller accepts an order of this price, and accepts it now.
fn may_be_placed(
    placement: &Placement<'_>,
    quote: &Quote,
    now: Timestamp,
) -> Result<(), PlaceRefusal> {
    let seller = placement.seller;
    reaches_minimum(seller, quote.subtotal)?;
    match placement.timing {
        Timing::SomeTime => Ok(()),
        Timing::Now => match seller.storefront.pause(now) {
            Some(until) => Err(PlaceRefusal::Paused(until)),
            None => for_sale(placement.cart, placement.products, now),
        },
    }
}

/// Checks that the subtotal reaches the seller's minimum order.
pub(super) fn reaches_minimum(seller: &Seller, subtotal: Amount) -> Result<(), PlaceRefusal> {
    let Some(least) = seller.storefront.minimum_order.filter(|least| subtotal < *least) else {
        return Ok(());
    };
    let money = |amount| seller.currency.format(amount);
    Err(PlaceRefusal::BelowMinimum { subtotal: money(subtotal), least: money(least) })
}

/// The note for the history about vouchers that were not redeemed.
fn left_out(quote: &Quote, offers: &[VoucherOffer]) -> Option<Text<1000>> {
    let say = |(at, why): &(usize, VoucherRefusal)| {
        offers.get(*at).map(|offer| format!("voucher {} was not redeemed: {why}", offer.code))
    };
    let said: Vec<_> = quote.rejected.iter().filter_map(say).collect();
    said.join("; ").parse().ok()
}

/// The status with this name. The build script has checked that a lifecycle's names exist, so the
/// fallback to the first status is never used.
fn existing(seller: &Seller, name: &str) -> &'static Status {
    seller.lifecycle.status(name).unwrap_or(&seller.lifecycle.statuses[0])
}

/// One stock draw for each product, from the bucket that the order's id selects.
fn draw(lines: &[Line], products: &[Product], id: OrderId) -> Vec<Draw> {
    let mut draws: Vec<Draw> = Vec::new();
    for line in lines {
        let quantity = line.quantity.get();
        if let Some(draw) = draws.iter_mut().find(|draw| draw.product == line.product) {
            draw.quantity += quantity;
            continue;
        }
        let buckets = products
            .iter()
            .find(|product| product.id == line.product)
            .map_or(1, |product| product.buckets);
        let bucket = id.suffix().shard(buckets);
        draws.push(Draw { product: line.product.clone(), bucket, quantity });
    }
    draws
}
