//! What an order contributes to the statistics.
//!
//! The contribution follows from the order's present state alone. So a change of an order
//! contributes the difference between the tallies after and before it, and a recount of all stored
//! orders must equal the sum of the counted changes.

mod histogram;
mod period;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{Currency, OneLine, Order, Phase, ProductId, SellerId};

pub use histogram::{Span, median};
pub use period::{Days, DaysError, Grain};

/// The key of one count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counter {
    /// Changes of orders: the sum of the orders' versions. A change that never reached the counters
    /// shows as a difference in this sum, whatever it changed.
    Changes,
    /// Orders in a status. The phase is part of the key because a status of one name can have
    /// different phases in different lifecycles.
    Status(String, Phase),
    /// Orders that were stopped after they had been confirmed. An order that was merged into
    /// another one does not count.
    Stopped,
    /// Orders that count as sales, for each currency code.
    Sales(String),
    /// A sum of money, for each currency code.
    Money(Sum, String),
    /// Completed times in a status, for each status and span.
    TimeInStatus(String, Span),
    /// A sum over the order lines of a product.
    Product(ProductId, ProductSum),
}

impl Counter {
    /// The product that the counter belongs to, if it belongs to one.
    #[must_use]
    pub const fn product(&self) -> Option<&ProductId> {
        match self {
            Self::Product(product, _) => Some(product),
            Self::Changes
            | Self::Status(..)
            | Self::Stopped
            | Self::Sales(_)
            | Self::Money(..)
            | Self::TimeInStatus(..) => None,
        }
    }
}

/// A sum of money over orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sum {
    /// Grand totals of sales.
    Revenue,
    /// Discounts of sales.
    Discount,
    /// Refunds of all orders.
    Refunded,
}

impl Sum {
    /// Every sum.
    pub const ALL: [Self; 3] = [Self::Revenue, Self::Discount, Self::Refunded];
}

/// A sum over the lines of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProductSum {
    /// Units in orders that count as sales.
    Quantity,
    /// The line totals of those orders, before discounts and charges.
    Revenue,
    /// Units that any order took from stock and did not return.
    Drawn,
}

impl ProductSum {
    /// Every sum.
    pub const ALL: [Self; 3] = [Self::Quantity, Self::Revenue, Self::Drawn];
}

/// Counts by counter. A count of zero is not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<Counter, i64>);

impl Tally {
    /// Adds `count` to a counter, and removes the counter when its sum becomes zero.
    pub fn add(&mut self, counter: Counter, count: i64) {
        let sum = self.get(&counter).saturating_add(count);
        if sum == 0 {
            self.0.remove(&counter);
        } else {
            self.0.insert(counter, sum);
        }
    }

    /// Adds every count of `other`, multiplied by `times`.
    pub fn add_all(&mut self, other: &Self, times: i64) {
        for (counter, count) in &other.0 {
            self.add(counter.clone(), count.saturating_mul(times));
        }
    }

    /// The count of a counter; 0 when nothing was counted.
    #[must_use]
    pub fn get(&self, counter: &Counter) -> i64 {
        self.0.get(counter).copied().unwrap_or(0)
    }

    /// Whether nothing is counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every counter with its count.
    pub fn iter(&self) -> impl Iterator<Item = (&Counter, i64)> {
        self.0.iter().map(|(counter, count)| (counter, *count))
    }
}

impl FromIterator<(Counter, i64)> for Tally {
    fn from_iter<T: IntoIterator<Item = (Counter, i64)>>(counts: T) -> Self {
        let mut tally = Self::default();
        for (counter, count) in counts {
            tally.add(counter, count);
        }
        tally
    }
}

/// The cell of the statistics in which an order counts: its seller, and the day on which it was
/// placed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The seller.
    pub seller: SellerId,
    /// The day in the seller's time zone.
    pub day: Date,
}

/// How reports label a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductLabel {
    /// The product's name when it was ordered.
    pub name: OneLine<100>,
    /// The currency of the product's price.
    pub currency: Currency,
}

impl Order {
    /// The cell in which the order counts.
    #[must_use]
    pub fn cell(&self) -> Cell {
        Cell { seller: self.seller.clone(), day: self.placed_on }
    }

    /// The counts that the order contributes.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        let phase = self.status.phase;
        tally.add(Counter::Changes, i64::from(self.version));
        if !self.awaits_payment() {
            tally.add(Counter::Status(self.status.name.to_owned(), phase), 1);
        }
        if phase.is_stopped()
            && !self.awaits_payment()
            && self.was_verified()
            && self.links.merged_into.is_none()
        {
            tally.add(Counter::Stopped, 1);
        }
        let currency = || self.currency.code().to_owned();
        let refunded = signed(self.payment.refunded.minor());
        tally.add(Counter::Money(Sum::Refunded, currency()), refunded);
        if self.is_sale() {
            tally.add(Counter::Sales(currency()), 1);
            let money = |sum| Counter::Money(sum, currency());
            tally.add(money(Sum::Revenue), signed(self.grand_total().minor()));
            tally.add(money(Sum::Discount), signed(self.discount.minor()));
            for line in &self.lines {
                let product = |sum| Counter::Product(line.product.clone(), sum);
                tally.add(product(ProductSum::Quantity), i64::from(line.quantity.get()));
                tally.add(product(ProductSum::Revenue), signed(line.total.minor()));
            }
        }
        if !self.stop.is_some_and(|stop| stop.restocked) {
            for draw in &self.draws {
                let drawn = Counter::Product(draw.product.clone(), ProductSum::Drawn);
                tally.add(drawn, i64::from(draw.quantity));
            }
        }
        for time in self.times_in_status() {
            if let Some(seconds) = time.seconds {
                tally.add(Counter::TimeInStatus(time.status.name.to_owned(), Span::of(seconds)), 1);
            }
        }
        tally
    }

    /// Whether the order counts as a sale: it is confirmed, does not wait for its payment, was not
    /// stopped, and was not merged into another order.
    #[must_use]
    pub fn is_sale(&self) -> bool {
        let lives = self.status.phase != Phase::Unverified && !self.status.phase.is_stopped();
        lives && !self.awaits_payment() && self.links.merged_into.is_none()
    }

    /// The label of each of the order's products.
    pub fn labels(&self) -> impl Iterator<Item = (ProductId, ProductLabel)> {
        self.lines.iter().map(|line| {
            let label = ProductLabel { name: line.name.clone(), currency: self.currency };
            (line.product.clone(), label)
        })
    }
}

fn signed(minor: u64) -> i64 {
    i64::try_from(minor).unwrap_or(i64::MAX)
}
