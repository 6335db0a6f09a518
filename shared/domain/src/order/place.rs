use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    Charges, Customer, Deadlines, Draw, Entry, EntryKind, FromTemplate, Fulfilment, Line,
    LineAddon, LineId, Links, MethodKind, Names, Order, OrderState, Payment, Pricing, Quote, Stamp,
    TimeError, VoucherOffer,
};
use crate::{
    AWAITING_VERIFICATION, Actor, AddonId, Amount, Hold, Methods, NONCE_BYTES, OneLine, OrderId,
    Priority, Product, ProductId, Quantity, Seller, Share, Status, Text, VoucherRefusal,
    moment_text,
};

/// What somebody wants to order, and all that is needed to decide it.
#[derive(Debug, Clone)]
pub struct Placement<'a> {
    /// The id the order is to have.
    pub id: OrderId,
    /// The seller.
    pub seller: &'a Seller,
    /// The products of the cart that exist.
    pub products: &'a [Product],
    /// The cart.
    pub cart: &'a [CartLine],
    /// Who orders.
    pub customer: Customer,
    /// How it should reach them.
    pub fulfilment: Fulfilment,
    /// The menu (kitchens).
    pub menu_type: Option<OneLine<100>>,
    /// The meal (kitchens).
    pub meal_window: Option<OneLine<100>>,
    /// What they write.
    pub notes: Option<Text<1000>>,
    /// How urgent it is.
    pub priority: Priority,
    /// Who places it.
    pub actor: &'a Actor,
    /// Whether the phone must be confirmed.
    pub verification: Verification,
    /// The most of a product's stock that unverified orders may hold, where the
    /// seller says nothing.
    pub held_share: Share,
    /// The vouchers that they name.
    pub vouchers: &'a [VoucherOffer],
    /// What comes of a voucher that cannot be redeemed.
    pub rejected_vouchers: RejectedVouchers,
    /// The template that it is placed from.
    pub template: Option<FromTemplate>,
    /// Whether it must be possible now.
    pub timing: Timing,
}

/// When an order that is decided must be possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Now: it is placed.
    Now,
    /// At some time: a template is kept, and pauses end.
    SomeTime,
}

impl Placement<'_> {
    /// What its price depends on.
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

/// What comes of an order whose vouchers cannot be redeemed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RejectedVouchers {
    /// It is refused: somebody is there to decide.
    Refuse,
    /// It is placed without them, and its history says so: it comes by itself.
    LeaveOut,
}

/// A product in a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    /// The product.
    pub product: ProductId,
    /// How many.
    pub quantity: Quantity,
    /// The extras of each one.
    pub addons: BTreeMap<AddonId, Quantity>,
}

/// Whether the phone of an order must be confirmed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// A guest: with what the first code is made from.
    Required([u8; NONCE_BYTES]),
    /// A guest, whose code for another order of the same checkout is enough.
    ByAnother,
    /// Signed in with that very phone, or placed by staff.
    NotNeeded,
}

/// A nonce is half a code, so it is not shown.
impl std::fmt::Debug for Verification {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Required(_) => "Required",
            Self::ByAnother => "ByAnother",
            Self::NotNeeded => "NotNeeded",
        })
    }
}

/// An order was refused before stock was looked at. Positions are those of
/// the cart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceRefusal {
    /// Products that do not exist.
    #[error("the order holds unknown products")]
    UnknownProducts(Vec<usize>),
    /// Products of other sellers.
    #[error("the order holds products of other sellers")]
    MixedSellers(Vec<usize>),
    /// Extras that their product does not have.
    #[error("the order holds extras that the product does not have")]
    UnknownAddons(Vec<usize>),
    /// Lines with which a product comes to more than one order may hold.
    #[error("one order holds at most {} of a product", Quantity::MAX)]
    TooMany(Vec<usize>),
    /// A voucher that cannot be redeemed, and why.
    #[error("{1}")]
    Voucher(usize, VoucherRefusal),
    /// The seller has no such zone.
    #[error("is no zone of this seller")]
    UnknownZone,
    /// The seller does not offer this fulfilment method.
    #[error("this seller does not offer {}; it offers {}", .0.name(), names(*.1))]
    MethodNotOffered(MethodKind, Methods),
    /// The items come to less than the seller takes orders of.
    #[error(
        "this seller takes orders of {least} and more, and these items come to {subtotal}; \
         order more"
    )]
    BelowMinimum {
        /// What the items come to, as people write it.
        subtotal: String,
        /// The least that they may come to.
        least: String,
    },
    /// The seller takes no orders until then.
    #[error(
        "this seller has paused ordering until {}; order again after that", moment_text(*.0)
    )]
    Paused(Timestamp),
    /// Products that are not for sale now.
    #[error("some of these products are not for sale now")]
    NotForSale(Vec<Unavailable>),
    /// Nobody can fulfil it at the time that is wished for.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// The priority is for the seller's staff to give.
    #[error(
        "only the seller's staff and administrators give the priority `urgent`; use `low`, \
         `normal` or `high`"
    )]
    Priority,
    /// The total is out of range.
    #[error("the total is too large")]
    TotalTooLarge,
    /// The seller wants phones verified before ordering.
    #[error("this seller takes orders of verified phones only; sign in first")]
    VerifyFirst,
    /// Unverified orders hold as much of this product as they may.
    #[error(
        "so much of {0} is held by orders that wait for their code that it is sold to verified \
         phones only; sign in, or try again in a few minutes"
    )]
    HeldOut(ProductId),
}

/// A product of a cart that is not for sale now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unavailable {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: OneLine<100>,
    /// How many are wanted.
    pub requested: u32,
}

fn names(methods: Methods) -> String {
    let names: Vec<_> = methods.kinds().map(MethodKind::name).collect();
    names.join(", ")
}

impl PlaceRefusal {
    /// The same of other positions.
    pub(super) fn at(self, place: impl Fn(usize) -> usize) -> Self {
        let map = |at: Vec<usize>| at.into_iter().map(&place).collect();
        match self {
            Self::UnknownProducts(at) => Self::UnknownProducts(map(at)),
            Self::MixedSellers(at) => Self::MixedSellers(map(at)),
            Self::UnknownAddons(at) => Self::UnknownAddons(map(at)),
            Self::TooMany(at) => Self::TooMany(map(at)),
            Self::Voucher(..)
            | Self::UnknownZone
            | Self::MethodNotOffered(..)
            | Self::BelowMinimum { .. }
            | Self::Paused(_)
            | Self::NotForSale(_)
            | Self::Time(_)
            | Self::Priority
            | Self::TotalTooLarge
            | Self::VerifyFirst
            | Self::HeldOut(_) => self,
        }
    }
}

impl Order {
    /// What its placing says beside that it was placed, in its history.
    #[must_use]
    pub fn placing_note(&self) -> Option<&Text<1000>> {
        let placed = self.timeline.iter().find(|it| it.kind == EntryKind::Placed);
        placed?.note.as_ref()
    }

    /// Prices a cart from the catalogue and makes the order of it.
    ///
    /// Whether the stock is there shows only when it is committed.
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
            payment: Payment::default(),
            fulfilment: placement.fulfilment,
            menu_type: placement.menu_type,
            meal_window: placement.meal_window,
            notes: placement.notes,
            internal_notes: None,
            priority: placement.priority,
            placed_at: stamp.now,
            placed_on: seller.timezone.day(stamp.now),
            prep_time: seller.prep_time,
            delivery_time: seller.delivery_time,
            cancel_until: seller.cancel_window.map(|window| stamp.now + window),
            vouchers,
            vouchers_until: seller.voucher_cutoff.map(|cutoff| stamp.now + cutoff),
            hold,
            stop: None,
            timeline: vec![Entry {
                version: 1,
                kind: EntryKind::Placed,
                status,
                at: stamp.now,
                role: placement.actor.role(),
                actor: placement.actor.id().to_owned(),
                note,
                reason: None,
                amount: None,
                for_whom: None,
                change: stamp.change.clone(),
            }],
            earlier: 0,
            delivery: None,
            deadlines: Deadlines::under(&seller.terms),
            links: Links { template: placement.template, ..Links::default() },
            names: Names { seller: Some(seller.name.clone()), zone },
        });
        order.run_on(stamp);
        Ok(order)
    }
}

/// Whether the seller takes an order of this price, and takes it now.
fn may_be_placed(
    placement: &Placement<'_>,
    quote: &Quote,
    now: Timestamp,
) -> Result<(), PlaceRefusal> {
    let seller = placement.seller;
    let least = seller.storefront.minimum_order;
    if let Some(least) = least.filter(|least| quote.subtotal < *least) {
        let money = |amount| seller.currency.format(amount);
        let (subtotal, least) = (money(quote.subtotal), money(least));
        return Err(PlaceRefusal::BelowMinimum { subtotal, least });
    }
    match placement.timing {
        Timing::SomeTime => Ok(()),
        Timing::Now => match seller.storefront.pause(now) {
            Some(until) => Err(PlaceRefusal::Paused(until)),
            None => for_sale(placement.cart, placement.products, now),
        },
    }
}

/// Whether all products of a cart are for sale now.
pub(super) fn for_sale(
    cart: &[CartLine],
    products: &[Product],
    now: Timestamp,
) -> Result<(), PlaceRefusal> {
    let wanted = |product: &Product| -> u32 {
        let lines = cart.iter().filter(|line| line.product == product.id);
        lines.map(|line| line.quantity.get()).sum()
    };
    let missing: Vec<_> = products
        .iter()
        .filter(|product| !product.display.is_for_sale(now))
        .map(|product| Unavailable {
            product: product.id.clone(),
            name: product.name.clone(),
            requested: wanted(product),
        })
        .filter(|missing| missing.requested > 0)
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(PlaceRefusal::NotForSale(missing)) }
}

/// What the history says of vouchers that were left out.
fn left_out(quote: &Quote, offers: &[VoucherOffer]) -> Option<Text<1000>> {
    let say = |(at, why): &(usize, VoucherRefusal)| {
        offers.get(*at).map(|offer| format!("voucher {} was not redeemed: {why}", offer.code))
    };
    let said: Vec<_> = quote.rejected.iter().filter_map(say).collect();
    said.join("; ").parse().ok()
}

/// `build.rs` has checked that a lifecycle's names exist, so the first status
/// never stands in for a missing one.
fn existing(seller: &Seller, name: &str) -> &'static Status {
    seller.lifecycle.status(name).unwrap_or(&seller.lifecycle.statuses[0])
}

pub(super) fn price(
    cart: &[CartLine],
    products: &[Product],
    seller: &Seller,
) -> Result<Vec<Line>, PlaceRefusal> {
    let find = |line: &CartLine| products.iter().find(|product| product.id == line.product);
    let positions = |fault: &dyn Fn(&CartLine) -> bool| -> Vec<usize> {
        (0..cart.len()).filter(|&at| fault(&cart[at])).collect()
    };
    let unknown = positions(&|line| find(line).is_none());
    if !unknown.is_empty() {
        return Err(PlaceRefusal::UnknownProducts(unknown));
    }
    let foreign = positions(&|line| find(line).is_some_and(|product| product.seller != seller.id));
    if !foreign.is_empty() {
        return Err(PlaceRefusal::MixedSellers(foreign));
    }
    let strange = positions(&|line| {
        find(line).is_some_and(|product| {
            line.addons.keys().any(|id| product.addons.iter().all(|addon| addon.id != *id))
        })
    });
    if !strange.is_empty() {
        return Err(PlaceRefusal::UnknownAddons(strange));
    }
    merge(cart)?
        .iter()
        .filter_map(|line| find(line).map(|product| (line, product)))
        .map(|(line, product)| price_line(line, product).ok_or(PlaceRefusal::TotalTooLarge))
        .collect()
}

/// Lines of the same product with the same extras become one.
pub(super) fn merge(cart: &[CartLine]) -> Result<Vec<CartLine>, PlaceRefusal> {
    let mut merged: Vec<CartLine> = Vec::new();
    let mut per_product: BTreeMap<&ProductId, u32> = BTreeMap::new();
    let mut over = Vec::new();
    for (at, line) in cart.iter().enumerate() {
        let sum = per_product.entry(&line.product).or_default();
        *sum = sum.saturating_add(line.quantity.get());
        if *sum > Quantity::MAX {
            over.push(at);
            continue;
        }
        let same =
            |other: &&mut CartLine| other.product == line.product && other.addons == line.addons;
        match merged.iter_mut().find(same) {
            None => merged.push(line.clone()),
            Some(other) => match Quantity::new(other.quantity.get() + line.quantity.get()) {
                Ok(both) => other.quantity = both,
                Err(_) => over.push(at),
            },
        }
    }
    if over.is_empty() { Ok(merged) } else { Err(PlaceRefusal::TooMany(over)) }
}

fn price_line(line: &CartLine, product: &Product) -> Option<Line> {
    let addons: Vec<LineAddon> = product
        .addons
        .iter()
        .filter_map(|addon| {
            line.addons.get(&addon.id).map(|&quantity| LineAddon {
                id: addon.id.clone(),
                name: addon.name.clone(),
                quantity,
                unit_price: addon.price,
            })
        })
        .collect();
    let one = addons.iter().try_fold(product.price, |sum, addon| {
        sum.plus(addon.unit_price.times(addon.quantity.get())?)
    })?;
    Some(Line {
        id: LineId::NONE,
        product: product.id.clone(),
        name: product.name.clone(),
        quantity: line.quantity,
        unit_price: product.price,
        addons,
        is_main_course: product.is_main_course,
        total: one.times(line.quantity.get())?,
    })
}

pub(super) fn sum(lines: &[Line]) -> Option<Amount> {
    lines.iter().try_fold(Amount::ZERO, |sum, line| sum.plus(line.total))
}

pub(super) fn charge(
    taxed: Amount,
    seller: &Seller,
    method: MethodKind,
) -> Result<Charges, PlaceRefusal> {
    let rules = &seller.charges;
    Ok(Charges {
        delivery_fee: match method {
            MethodKind::Delivery => rules.delivery_fee,
            MethodKind::Pickup | MethodKind::Shipping => Amount::ZERO,
        },
        packaging_fee: rules.packaging_fee,
        tax: taxed.share(rules.tax_basis_points).ok_or(PlaceRefusal::TotalTooLarge)?,
    })
}

/// One draw for each product, from the bucket that the order's id falls on.
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
