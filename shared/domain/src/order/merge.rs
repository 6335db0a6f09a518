//! Merging orders: several orders become one.
//!
//! The merged orders together have exactly the stock and the money that they had before.

use super::{
    Change, Charges, Draw, EntryKind, Line, LineId, Links, Order, Redemption, Stamp, Unfit,
    money::less,
};
use crate::{Actor, OrderId, Phase, Quantity, Text};

/// Why orders cannot be merged. Positions are those of the requested orders.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefusal {
    /// The actor does not manage the sellers of all orders.
    #[error("only the seller's own staff or an administrator can merge orders")]
    Forbidden,
    /// The request names too few or too many orders, or one of them twice.
    #[error("must name 2 to {} different orders", Order::MAX_MERGED)]
    Count,
    /// These orders have another seller than the first one.
    #[error("belongs to another seller than the first order")]
    OtherSeller(Vec<usize>),
    /// These orders have another customer, currency or lifecycle than the first one.
    #[error("differs from the first order in its customer, its currency or its lifecycle")]
    OtherCustomer(Vec<usize>),
    /// These orders have another fulfilment, menu type or meal window than the first one.
    #[error(
        "differs from the first order in its fulfilment, its requested time, its menu type or its \
         meal window"
    )]
    OtherFulfilment(Vec<usize>),
    /// These orders cannot be merged in their present state, with the reason of the first.
    #[error("the orders in `orderIds` cannot be merged; why the first of them cannot: {1}")]
    Unfit(Vec<OrderId>, Unfit),
    /// These orders have another status than the first one.
    #[error(
        "the orders must have one status to be merged, and those in `orderIds` have another than \
         the first order"
    )]
    OtherStatus(Vec<OrderId>),
    /// The merged order would exceed a limit of one order.
    #[error("the merged order would be too large; merge fewer orders")]
    TooLarge,
}

impl Order {
    /// The most orders of one merge.
    pub const MAX_MERGED: usize = 10;
    /// The most lines of one order.
    pub const MAX_LINES: usize = 50;
    /// The most extras of all lines together. With names of full length the order still fits into
    /// one item of the table, with its notes and its history.
    pub const MAX_ADDONS: usize = 200;

    /// Merges orders into the first of them, and returns the changes of all in the given sequence.
    /// Lines, stock records, discounts, charges, vouchers and payments move to the first order.
    /// The other orders keep their content for reading.
    ///
    /// # Errors
    ///
    /// [`MergeRefusal`] with every order at fault.
    pub fn merge(
        orders: &[Self],
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Vec<Change>, MergeRefusal> {
        let twice = |at: usize| orders[..at].iter().any(|it| it.id == orders[at].id);
        let (2..=Self::MAX_MERGED, [first, others @ ..]) = (orders.len(), orders) else {
            return Err(MergeRefusal::Count);
        };
        if (0..orders.len()).any(twice) {
            return Err(MergeRefusal::Count);
        }
        if !orders.iter().all(|order| actor.manages(&order.seller)) {
            return Err(MergeRefusal::Forbidden);
        }
        first.are_alike(orders)?;
        let mut whole = first.clone();
        whole.0.version += 1;
        for order in others {
            whole.take_in(order).ok_or(MergeRefusal::TooLarge)?;
            whole.0.links.merged_from.push(order.id);
            whole.record(EntryKind::MergedFrom(order.id), actor, None, stamp);
            whole.amount_last(less(order.payment.paid, order.payment.refunded));
        }
        let version = whole.version;
        LineId::name(&mut whole.0.lines, version);
        whole.is_within_bounds().then_some(()).ok_or(MergeRefusal::TooLarge)?;
        let mut changes = vec![Change::to(whole)];
        changes.extend(others.iter().map(|order| order.leave_for(first.id, actor, stamp)));
        for change in &mut changes {
            change.archived = change.order.shed_history();
        }
        Ok(changes)
    }

    /// Checks that all orders can be merged with this one.
    fn are_alike(&self, orders: &[Self]) -> Result<(), MergeRefusal> {
        let positions = |alike: &dyn Fn(&Self) -> bool| -> Vec<usize> {
            (0..orders.len()).filter(|&at| !alike(&orders[at])).collect()
        };
        let all = |at: Vec<usize>, refusal: fn(Vec<usize>) -> MergeRefusal| {
            if at.is_empty() { Ok(()) } else { Err(refusal(at)) }
        };
        all(positions(&|it| it.seller == self.seller), MergeRefusal::OtherSeller)?;
        let same = |it: &Self| {
            it.customer.key == self.customer.key
                && it.currency == self.currency
                && it.lifecycle == self.lifecycle
        };
        all(positions(&same), MergeRefusal::OtherCustomer)?;
        let same = |it: &Self| {
            it.fulfilment == self.fulfilment
                && it.menu_type == self.menu_type
                && it.meal_window == self.meal_window
        };
        all(positions(&same), MergeRefusal::OtherFulfilment)?;
        let unfit = |it: &Self| it.fit().err().map(|why| (it.id, why));
        let unfit: Vec<_> = orders.iter().filter_map(unfit).collect();
        if let Some(&(_, why)) = unfit.first() {
            return Err(MergeRefusal::Unfit(unfit.into_iter().map(|(id, _)| id).collect(), why));
        }
        if self.links.merged_from.len() + orders.len() - 1 > Links::MAX {
            return Err(MergeRefusal::Unfit(vec![self.id], Unfit::TooOften));
        }
        let others = orders.iter().filter(|it| it.status != self.status);
        let others: Vec<_> = others.map(|it| it.id).collect();
        if others.is_empty() { Ok(()) } else { Err(MergeRefusal::OtherStatus(others)) }
    }

    /// Takes over everything that another order has; `None` when a sum is out of range.
    fn take_in(&mut self, other: &Self) -> Option<()> {
        for line in &other.lines {
            self.take_line(line);
        }
        for draw in &other.draws {
            let same = |it: &&mut Draw| it.product == draw.product && it.bucket == draw.bucket;
            match self.0.draws.iter_mut().find(same) {
                Some(own) => own.quantity = own.quantity.checked_add(draw.quantity)?,
                None => self.0.draws.push(draw.clone()),
            }
        }
        for voucher in &other.vouchers {
            self.take_voucher(voucher)?;
        }
        self.0.discount = self.discount.plus(other.discount)?;
        let (own, more) = (self.charges, other.charges);
        self.0.charges = Charges {
            delivery_fee: own.delivery_fee.plus(more.delivery_fee)?,
            packaging_fee: own.packaging_fee.plus(more.packaging_fee)?,
            tax: own.tax.plus(more.tax)?,
        };
        self.take_payments(other)?;
        self.0.notes = joined(self.notes.as_ref(), other.notes.as_ref());
        self.0.internal_notes = joined(self.internal_notes.as_ref(), other.internal_notes.as_ref());
        self.0.priority = self.priority.max(other.priority);
        self.0.language = self.language.clone().or_else(|| other.language.clone());
        Some(())
    }

    /// Adds a line, joined with an equal line (product, extras and prices) when the quantities
    /// together are allowed.
    fn take_line(&mut self, line: &Line) {
        for own in &mut self.0.lines {
            let sum = own.quantity.get().saturating_add(line.quantity.get());
            let both = Quantity::new(sum).ok().and_then(|sum| own.counted(sum));
            if let Some(both) = both
                && own.counted(line.quantity) == Some(Line { id: own.id, ..line.clone() })
            {
                *own = both;
                return;
            }
        }
        self.0.lines.push(Line { id: LineId::NONE, ..line.clone() });
    }

    fn take_voucher(&mut self, voucher: &Redemption) -> Option<()> {
        match self.0.vouchers.iter_mut().find(|own| own.code == voucher.code) {
            Some(own) => {
                own.discount = own.discount.plus(voucher.discount)?;
                own.uses = own.uses.checked_add(voucher.uses)?;
                own.counted = own.counted.checked_add(voucher.counted)?;
            }
            None => self.0.vouchers.push(voucher.clone()),
        }
        Some(())
    }

    /// Whether the merged order is within the limits of one order.
    fn is_within_bounds(&self) -> bool {
        let addons: usize = self.lines.iter().map(|line| line.addons.len()).sum();
        let count = |draw: &Draw| -> u32 {
            let same = self.draws.iter().filter(|it| it.product == draw.product);
            same.fold(0, |sum, it| sum.saturating_add(it.quantity))
        };
        self.lines.len() <= Self::MAX_LINES
            && addons <= Self::MAX_ADDONS
            && self.draws.iter().all(|draw| count(draw) <= Quantity::MAX)
            && self.total().is_some()
    }

    /// The change of an order that is merged into another one. It gets the lifecycle's cancelled
    /// status, but none of the effects of a cancellation on stock, vouchers or money.
    fn leave_for(&self, other: OrderId, actor: &Actor, stamp: &Stamp) -> Change {
        let mut order = self.clone();
        let cancelled = |status: &&crate::Status| status.phase == Phase::Cancelled;
        let status = self.lifecycle.statuses.iter().find(cancelled);
        order.0.status = status.unwrap_or(self.status);
        order.0.version += 1;
        order.0.links.merged_into = Some(other);
        order.0.draws = Vec::new();
        order.keep_refunds();
        for voucher in &mut order.0.vouchers {
            voucher.uses = 0;
            voucher.counted = 0;
        }
        order.record(EntryKind::MergedInto(other), actor, None, stamp);
        order.amount_last(less(self.payment.paid, self.payment.refunded));
        Change::to(order)
    }
}

/// Both notes joined, or only the first one when they are too long together. The other note can
/// still be read in its own order.
fn joined(own: Option<&Text<1000>>, more: Option<&Text<1000>>) -> Option<Text<1000>> {
    match (own, more) {
        (Some(own), Some(more)) if own != more => {
            Some(format!("{own}\n{more}").parse().unwrap_or_else(|_| own.clone()))
        }
        (Some(note), _) | (None, Some(note)) => Some(note.clone()),
        (None, None) => None,
    }
}
