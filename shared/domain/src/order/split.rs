//! Splitting an order: a part of it becomes a new order.
//!
//! The two orders together have exactly the stock and the money that the one order had.

use super::{
    Change, Charges, Draw, Entry, EntryKind, Line, LineId, Links, Order, Redemption, Stamp, Unfit,
};
use crate::{Actor, Amount, OrderId, ProductId, Quantity, money::apportion};

/// A part of an order that becomes a new order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitItem {
    /// The line.
    pub which: SplitWhich,
    /// How many of its units.
    pub quantity: Quantity,
}

/// How a request names a line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SplitWhich {
    /// The only line with this product.
    Product(ProductId),
    /// The line at this position, from 0.
    Line(usize),
}

/// The result of a split.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The change of the original order.
    pub kept: Change,
    /// The new order.
    pub made: Order,
}

/// Why an order cannot be split. Positions are those of the requested items.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SplitRefusal {
    /// The actor does not manage the seller.
    #[error("only the seller's own staff or an administrator can split an order")]
    Forbidden,
    /// The order's state does not allow it.
    #[error("the order cannot be split: {0}")]
    Unfit(#[from] Unfit),
    /// These items name no line of the order.
    #[error("names no line of this order")]
    Unknown(Vec<usize>),
    /// These items name a product that several lines have.
    #[error("names a product of several lines of this order; give `line` instead of `productId`")]
    Several(Vec<usize>),
    /// These items name a line that an earlier item names.
    #[error("names a line that an earlier item names already")]
    Twice(Vec<usize>),
    /// These items have a larger quantity than their line.
    #[error("must be at most the quantity of the line")]
    TooMany(Vec<usize>),
    /// The request names no item.
    #[error("must name at least one line")]
    Nothing,
    /// The request names every unit of the order.
    #[error("must leave at least one unit in the order")]
    Everything,
}

impl Order {
    /// Makes a part of the order a new order with this order's status. Discount, charges and
    /// payments are divided in proportion to the prices, exactly to the minor unit. The stock
    /// records go with their lines. The uses of vouchers remain with the original order.
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
        // The lines get new ids: the ids of an order's lines follow its own versions.
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
        made.0.timeline = self.short_history();
        made.0.earlier = 0;
        made.record(EntryKind::SplitFrom(self.id), actor, None, stamp);
        made.amount_last(made.payment.paid);
        let mut kept = Change::to(kept);
        kept.archived = kept.order.shed_history();
        Ok(Split { kept, made })
    }

    /// How many units of each line go to the new order.
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

    /// Divides the stock draws: each product's draws go in their order to the original order until
    /// its quantity is covered, and then to the new one.
    fn divide_draws(&self, kept: &mut Self, made: &mut Self) {
        let sold = |order: &Self, product: &ProductId| -> u32 {
            let lines = order.lines.iter().filter(|line| line.product == *product);
            lines.map(|line| line.quantity.get()).sum()
        };
        let mut both = [Vec::new(), Vec::new()];
        let mut uncovered: Vec<(&ProductId, u32)> = Vec::new();
        for draw in &self.draws {
            if uncovered.iter().all(|(product, _)| *product != &draw.product) {
                uncovered.push((&draw.product, sold(kept, &draw.product)));
            }
            let left = uncovered.iter_mut().find(|(product, _)| *product == &draw.product);
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
        let kept_discounts = apportion(discounts[0], &vouchers);
        let left = |of: Amount, part: Amount| of.minus(part).unwrap_or(Amount::ZERO);
        for (at, voucher) in self.vouchers.iter().enumerate() {
            kept.0.vouchers[at].discount = kept_discounts[at];
            let (code, discount) =
                (voucher.code.clone(), left(voucher.discount, kept_discounts[at]));
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

    /// A short history for the new order: the first line in each status. The lines have version 0,
    /// so that they raise no events again.
    fn short_history(&self) -> Vec<Entry> {
        let mut way: Vec<Entry> = Vec::new();
        for entry in self.timeline.iter().filter(|entry| entry.kind.is_status()) {
            if entry.kind.other().is_none() && way.iter().all(|it| it.status != entry.status) {
                way.push(Entry { version: 0, ..entry.clone() });
            }
        }
        way
    }
}

/// The lines with the quantities that `count` gives, without lines that would be empty.
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
