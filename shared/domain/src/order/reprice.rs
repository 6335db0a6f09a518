//! Repricing an updated order: its new lines, stock draws, vouchers and totals.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    CartLine, Change, Charges, Draw, Line, Order, PlaceRefusal, Redemption,
    cart::{charge, for_sale, merge, price, sum},
    redeem::discount,
};
use crate::{AddonId, Amount, Product, ProductId, Quantity, Seller, Voucher};

/// The present catalogue by which an updated order is priced.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue<'a> {
    /// The seller, with its charges.
    pub seller: &'a Seller,
    /// The products of the cart that exist.
    pub products: &'a [Product],
    /// The vouchers that the order has redeemed.
    pub vouchers: &'a [Voucher],
}

impl Line {
    /// The line with another quantity; `None` when its total is out of range.
    pub(super) fn counted(&self, quantity: Quantity) -> Option<Self> {
        let one = self.addons.iter().try_fold(self.unit_price, |sum, addon| {
            sum.plus(addon.unit_price.times(addon.quantity.get())?)
        })?;
        Some(Self { quantity, total: one.times(quantity.get())?, ..self.clone() })
    }

    /// The extras, as a cart has them.
    pub(super) fn extras(&self) -> BTreeMap<AddonId, Quantity> {
        self.addons.iter().map(|addon| (addon.id.clone(), addon.quantity)).collect()
    }

    fn is_like(&self, wish: &CartLine) -> bool {
        self.product == wish.product && self.extras() == wish.addons
    }

    fn costs_as(&self, other: &Self) -> bool {
        let prices = |line: &Self| -> Vec<_> {
            line.addons.iter().map(|addon| (addon.id.clone(), addon.unit_price)).collect()
        };
        self.unit_price == other.unit_price && prices(self) == prices(other)
    }
}

/// The lines of an updated cart. Units that were ordered before keep their price, and added units
/// get the catalogue's price. So one line can become two.
pub(super) fn relines(
    old: &[Line],
    cart: &[CartLine],
    catalogue: &Catalogue<'_>,
    now: Timestamp,
) -> Result<Vec<Line>, PlaceRefusal> {
    let (mut groups, mut added, mut positions) = (Vec::new(), Vec::new(), Vec::new());
    for wish in merge(cart)? {
        let (kept, left) = keep(old, &wish).ok_or(PlaceRefusal::TotalTooLarge)?;
        groups.push((kept, left.is_some()));
        if let Some(quantity) = left {
            let same = |it: &CartLine| it.product == wish.product && it.addons == wish.addons;
            positions.push(cart.iter().position(same).unwrap_or_default());
            added.push(CartLine { quantity, ..wish });
        }
    }
    let new = price(&added, catalogue.products, catalogue.seller)
        .map_err(|refusal| refusal.at(|at| positions.get(at).copied().unwrap_or(at)))?;
    for_sale(&added, catalogue.products, now)?;
    let mut new = new.into_iter();
    let mut lines: Vec<Line> = Vec::new();
    for (kept, more) in groups {
        lines.extend(kept);
        let Some(line) = more.then(|| new.next()).flatten() else { continue };
        match lines.last_mut() {
            Some(last) if last.product == line.product && is_one(last, &line) => {
                let both = Quantity::new(last.quantity.get() + line.quantity.get());
                let both = both.ok().and_then(|both| last.counted(both));
                *last = both.ok_or(PlaceRefusal::TotalTooLarge)?;
            }
            Some(_) | None => lines.push(line),
        }
    }
    Ok(lines)
}

fn is_one(kept: &Line, added: &Line) -> bool {
    kept.extras() == added.extras() && kept.costs_as(added)
}

/// The old lines that match a cart line, and how many more units are wanted.
fn keep(old: &[Line], wish: &CartLine) -> Option<(Vec<Line>, Option<Quantity>)> {
    let (mut left, mut kept) = (wish.quantity.get(), Vec::new());
    for line in old.iter().filter(|line| line.is_like(wish)) {
        if let Ok(quantity) = Quantity::new(left.min(line.quantity.get())) {
            left -= quantity.get();
            kept.push(line.counted(quantity)?);
        }
    }
    Some((kept, Quantity::new(left).ok()))
}

/// The stock to return, of which the order has more than `lines` need, and the stock to take in
/// addition, from the bucket that the order's id selects.
pub(super) fn difference(
    order: &Order,
    lines: &[Line],
    products: &[Product],
) -> (Vec<Draw>, Vec<Draw>) {
    let mut wanted = per_product(lines);
    let (mut returned, mut taken) = (Vec::new(), Vec::new());
    // The earliest draws are kept.
    for draw in &order.draws {
        let left = wanted.get_mut(&draw.product);
        let kept = left.as_deref().map_or(0, |left| (*left).min(draw.quantity));
        if let Some(left) = left {
            *left -= kept;
        }
        if kept < draw.quantity {
            returned.push(Draw { quantity: draw.quantity - kept, ..draw.clone() });
        }
    }
    for (product, quantity) in wanted.into_iter().filter(|(_, left)| *left > 0) {
        let buckets = products.iter().find(|it| it.id == *product).map_or(1, |it| it.buckets);
        let bucket = order.id.suffix().shard(buckets);
        taken.push(Draw { product: product.clone(), bucket, quantity });
    }
    (returned, taken)
}

fn per_product(lines: &[Line]) -> BTreeMap<&ProductId, u32> {
    let mut sums = BTreeMap::new();
    for line in lines {
        *sums.entry(&line.product).or_default() += line.quantity.get();
    }
    sums
}

impl Change {
    /// Takes the added units from these buckets. The order's draws become the earlier draws less
    /// the returned stock, plus the taken stock.
    pub fn draw_on(&mut self, before: &Order, taken: Vec<Draw>) {
        let mut draws: Vec<Draw> = Vec::new();
        for draw in &before.draws {
            let same = |it: &&Draw| it.product == draw.product && it.bucket == draw.bucket;
            let back = self.returned.iter().find(same).map_or(0, |it| it.quantity);
            draws.push(Draw { quantity: draw.quantity.saturating_sub(back), ..draw.clone() });
        }
        for more in &taken {
            let same = |it: &&mut Draw| it.product == more.product && it.bucket == more.bucket;
            match draws.iter_mut().find(same) {
                Some(draw) => draw.quantity += more.quantity,
                None => draws.push(more.clone()),
            }
        }
        draws.retain(|draw| draw.quantity > 0);
        // Sorted like the lines: the stored form of an order with single buckets relies on that.
        let lines = &self.order.lines;
        draws.sort_by_key(|draw| lines.iter().position(|line| line.product == draw.product));
        self.order.0.draws = draws;
        self.taken = taken;
    }
}

impl Order {
    /// Recalculates vouchers, charges and tax. Returns the vouchers to restore: those whose minimum
    /// the subtotal no longer reaches, or that give no discount any more. Discounts and fees that
    /// were divided between split orders are not given twice: a part of an order keeps at most its
    /// share.
    pub(super) fn reprice(
        &mut self,
        before: &Self,
        catalogue: &Catalogue<'_>,
        now: Timestamp,
    ) -> Result<Vec<Redemption>, PlaceRefusal> {
        let subtotal = sum(&self.lines).ok_or(PlaceRefusal::TotalTooLarge)?;
        let whole = before.is_whole();
        let (mut kept, mut dropped): (Vec<Redemption>, Vec<Redemption>) = (Vec::new(), Vec::new());
        for redemption in std::mem::take(&mut self.0.vouchers) {
            let find = || catalogue.vouchers.iter().find(|it| it.id.code == redemption.code);
            let voucher = whole.then(find).flatten();
            let took = redemption.discount;
            let worth = match voucher {
                None => took,
                Some(voucher) if subtotal < voucher.min_subtotal => Amount::ZERO,
                Some(voucher) => voucher.off_again(subtotal, took, now),
            };
            let left = subtotal.minus(discount(&kept)).unwrap_or(Amount::ZERO);
            let takes = worth.min(left);
            // In a split order the voucher's use may belong to the discount of the other part.
            if whole && takes == Amount::ZERO {
                dropped.push(redemption);
            } else {
                kept.push(Redemption { discount: takes, ..redemption });
            }
        }
        self.0.discount = discount(&kept);
        self.0.vouchers = kept;
        let taxed = subtotal.minus(self.discount).unwrap_or(Amount::ZERO);
        let charges = charge(taxed, catalogue.seller, self.fulfilment.method.kind())?;
        self.0.charges = if whole {
            charges
        } else {
            let same = self.fulfilment.method.name() == before.fulfilment.method.name();
            let delivery_fee =
                if same { before.charges.delivery_fee } else { charges.delivery_fee };
            Charges { delivery_fee, packaging_fee: before.charges.packaging_fee, ..charges }
        };
        if self.total().is_none() {
            return Err(PlaceRefusal::TotalTooLarge);
        }
        Ok(dropped)
    }

    /// Whether the order was neither split nor merged.
    fn is_whole(&self) -> bool {
        let links = &self.links;
        links.split_from.is_none() && links.split_into.is_empty() && links.merged_from.is_empty()
    }
}
