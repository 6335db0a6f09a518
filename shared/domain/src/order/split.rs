//! Splitting an order: a part of it becomes an order of its own, and no unit
//! of stock or money comes or goes.

use super::{
    Change, Charges, Draw, Entry, EntryKind, Line, LineId, Links, Order, Redemption, Stamp, Unfit,
};
use crate::{Actor, Amount, OrderId, ProductId, Quantity, money::apportion};

/// What of an order is to become an order of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitItem {
    /// Of which line.
    pub which: SplitWhich,
    /// How many.
    pub quantity: Quantity,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SplitWhich {
    /// The only one with this product.
    Product(ProductId),
    /// The one at this place, from 0.
    Line(usize),
}

/// An order that was split.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The change to what is left of it.
    pub kept: Change,
    /// The new order.
    pub made: Order,
}

/// Why an order is not split. Positions are those of the items asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SplitRefusal {
    /// It is for the seller's staff to do.
    #[error("only the seller's own staff or an administrator can split an order")]
    Forbidden,
    /// Not as the order is.
    #[error("the order cannot be split: {0}")]
    Unfit(#[from] Unfit),
    /// The order has no such lines.
    #[error("names no line of this order")]
    Unknown(Vec<usize>),
    /// Several lines have this product.
    #[error("names a product of several lines of this order; give `line` instead of `productId`")]
    Several(Vec<usize>),
    /// The same line is asked for twice.
    #[error("names a line that an earlier item names already")]
    Twice(Vec<usize>),
    /// More than the line has.
    #[error("must be at most the quantity of the line")]
    TooMany(Vec<usize>),
    /// A part is not nothing.
    #[error("must name at least one line")]
    Nothing,
    /// A part is not the whole.
    #[error("must leave at least one unit in the order")]
    Everything,
}

impl Order {
    /// Makes a part of the order an order of its own, in the same status.
    /// Discount, charges and what was paid are divided as the prices are, to
    /// the last minor unit; the stock records go with their lines. The uses of
    /// vouchers stay with what is left.
    ///
    /// # Errors
    ///
    /// [`SplitRefusal`], which names every position at fault.
    pub fn split(
        &self,
        items: &[SplitItem],
        id: OrderId,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Split, SplitRefusal> {
        if !actor.manages(&self.seller) {
            return Err(SplitRefusal::Forbidden);
        }
        self.fit()?;
        if self.links.split_into.len() >= Links::MAX {
            return Err(Unfit::TooOften.into());
        }
        let moved = self.counts(items)?;
        let (mut kept, mut made) = (self.clone(), self.clone());
        kept.0.lines = part(&self.lines, |at, count| count - moved[at]);
        made.0.lines = part(&self.lines, |at, _| moved[at]);
        // They are the first lines of another order, whose later ones are named by its own versions.
        made.0.lines.iter_mut().for_each(|line| line.id = LineId::NONE);
        LineId::name(&mut made.0.lines, 1);
        self.divide_draws(&mut kept, &mut made);
        self.divide_money(&mut kept, &mut made);
        kept.0.version += 1;
        kept.0.links.split_into.push(id);
        kept.record(EntryKind::SplitInto(id), actor, None, stamp);
        kept.amount_last(made.payment.paid);
        made.0.id = id;
        made.0.version = 1;
        made.0.links = Links {
            group: self.links.group.clone(),
            split_from: Some(self.id),
            template: self.links.template,
            ..Links::default()
        };
        made.0.timeline = self.way_here();
        made.0.earlier = 0;
        made.record(EntryKind::SplitFrom(self.id), actor, None, stamp);
        made.amount_last(made.payment.paid);
        let mut kept = Change::to(kept);
        kept.archived = kept.order.shed_history();
        Ok(Split { kept, made })
    }

    /// How many of each line become the new order's.
    fn counts(&self, items: &[SplitItem]) -> Result<Vec<u32>, SplitRefusal> {
        if items.is_empty() {
            return Err(SplitRefusal::Nothing);
        }
        let lines: Vec<Vec<usize>> = items.iter().map(|item| self.lines_of(&item.which)).collect();
        let positions = |fault: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..items.len()).filter(|&at| fault(at)).collect()
        };
        let refuse = |at: Vec<usize>, refusal: fn(Vec<usize>) -> SplitRefusal| {
            if at.is_empty() { Ok(()) } else { Err(refusal(at)) }
        };
        refuse(positions(&|at| lines[at].is_empty()), SplitRefusal::Unknown)?;
        refuse(positions(&|at| lines[at].len() > 1), SplitRefusal::Several)?;
        refuse(positions(&|at| lines[..at].contains(&lines[at])), SplitRefusal::Twice)?;
        let there = |at: usize| self.lines[lines[at][0]].quantity;
        refuse(positions(&|at| items[at].quantity > there(at)), SplitRefusal::TooMany)?;
        let mut moved = vec![0; self.lines.len()];
        for (item, line) in items.iter().zip(&lines) {
            moved[line[0]] = item.quantity.get();
        }
        if self.lines.iter().zip(&moved).all(|(line, moved)| line.quantity.get() == *moved) {
            return Err(SplitRefusal::Everything);
        }
        Ok(moved)
    }

    fn lines_of(&self, which: &SplitWhich) -> Vec<usize> {
        (0..self.lines.len())
            .filter(|&at| match which {
                SplitWhich::Line(line) => at == *line,
                SplitWhich::Product(product) => self.lines[at].product == *product,
            })
            .collect()
    }

    /// Each product's draws go, in their order, to what is left until that is
    /// covered, and then to the new order.
    fn divide_draws(&self, kept: &mut Self, made: &mut Self) {
        let sold = |order: &Self, product: &ProductId| -> u32 {
            let lines = order.lines.iter().filter(|line| line.product == *product);
            lines.map(|line| line.quantity.get()).sum()
        };
        let mut both = [Vec::new(), Vec::new()];
        let mut stays: Vec<(&ProductId, u32)> = Vec::new();
        for draw in &self.draws {
            if stays.iter().all(|(product, _)| *product != &draw.product) {
                stays.push((&draw.product, sold(kept, &draw.product)));
            }
            let left = stays.iter_mut().find(|(product, _)| *product == &draw.product);
            let Some((_, left)) = left else { continue };
            let here = draw.quantity.min(*left);
            *left -= here;
            for (side, quantity) in both.iter_mut().zip([here, draw.quantity - here]) {
                if quantity > 0 {
                    side.push(Draw { quantity, ..draw.clone() });
                }
            }
        }
        [kept.0.draws, made.0.draws] = both;
    }

    fn divide_money(&self, kept: &mut Self, made: &mut Self) {
        let subtotals = [kept.subtotal().minor(), made.subtotal().minor()];
        let discounts = two(self.discount, subtotals);
        let vouchers: Vec<u64> = self.vouchers.iter().map(|it| it.discount.minor()).collect();
        let staying = apportion(discounts[0], &vouchers);
        let left = |of: Amount, part: Amount| of.minus(part).unwrap_or(Amount::ZERO);
        for (at, voucher) in self.vouchers.iter().enumerate() {
            kept.0.vouchers[at].discount = staying[at];
            let (code, discount) = (voucher.code.clone(), left(voucher.discount, staying[at]));
            made.0.vouchers[at] = Redemption { code, discount, uses: 0, counted: 0 };
        }
        made.0.vouchers.retain(|it| it.discount > Amount::ZERO);
        let taxed =
            [0, 1].map(|side: usize| subtotals[side].saturating_sub(discounts[side].minor()));
        let delivery_fees = two(self.charges.delivery_fee, subtotals);
        let packaging_fees = two(self.charges.packaging_fee, subtotals);
        let taxes = two(self.charges.tax, taxed);
        for (side, order) in [&mut *kept, &mut *made].into_iter().enumerate() {
            order.0.discount = discounts[side];
            order.0.charges = Charges {
                delivery_fee: delivery_fees[side],
                packaging_fee: packaging_fees[side],
                tax: taxes[side],
            };
        }
        let totals = [kept.grand_total().minor(), made.grand_total().minor()];
        [kept.0.payments, made.0.payments] = self.divide_payments(totals);
        let by_hand = self.paid_by_hand().divided(totals);
        for (order, part) in [kept, made].into_iter().zip(by_hand) {
            order.add_up_payments(part);
        }
    }

    /// How it came to where it is, in short: the first line in each status.
    /// Of no version of the new order, so that nobody hears of it again.
    fn way_here(&self) -> Vec<Entry> {
        let mut way: Vec<Entry> = Vec::new();
        for entry in self.timeline.iter().filter(|entry| entry.kind.is_status()) {
            if entry.kind.other().is_none() && way.iter().all(|it| it.status != entry.status) {
                way.push(Entry { version: 0, ..entry.clone() });
            }
        }
        way
    }
}

/// The lines with other counts, without those of which nothing is left.
fn part(lines: &[Line], count: impl Fn(usize, u32) -> u32) -> Vec<Line> {
    let line = |(at, line): (usize, &Line)| {
        line.counted(Quantity::new(count(at, line.quantity.get())).ok()?)
    };
    lines.iter().enumerate().filter_map(line).collect()
}

pub(super) fn two(whole: Amount, weights: [u64; 2]) -> [Amount; 2] {
    let parts = apportion(whole, &weights);
    [parts[0], parts[1]]
}
