//! What an order counts for in statistics.
//!
//! All of it follows from the order as it stands, so that a change counts for
//! the difference of two orders, whatever it was, and a recount of the orders
//! that there are must come to the same.

mod histogram;
mod period;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{Currency, OneLine, Order, Phase, ProductId, SellerId};

pub use histogram::{Span, median};
pub use period::{Days, DaysError, Grain};

/// Something that is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counter {
    /// Changes of orders: the sum of their versions. A change that never
    /// reached the counters is missing here, whatever it was about.
    Changes,
    /// Orders in a status; its phase is told as well because lifecycles differ.
    Status(String, Phase),
    /// Stopped orders that had been confirmed before. What went into another
    /// order goes on there and was not stopped.
    Stopped,
    /// Orders that count as sales, by the code of their currency.
    Sales(String),
    /// A sum of money of those, by the code of its currency.
    Money(Sum, String),
    /// Stays in a status that are over and took so long.
    Stay(String, Span),
    /// A sum of a product's.
    Product(ProductId, ProductSum),
}

impl Counter {
    /// The product that it is about.
    #[must_use]
    pub const fn product(&self) -> Option<&ProductId> {
        match self {
            Self::Product(product, _) => Some(product),
            Self::Changes
            | Self::Status(..)
            | Self::Stopped
            | Self::Sales(_)
            | Self::Money(..)
            | Self::Stay(..) => None,
        }
    }
}

/// A sum over orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sum {
    /// Grand totals of sales.
    Revenue,
    /// Discounts of sales.
    Discount,
    /// Given back, of all orders.
    Refunded,
}

impl Sum {
    /// Every sum.
    pub const ALL: [Self; 3] = [Self::Revenue, Self::Discount, Self::Refunded];
}

/// A sum over the lines of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProductSum {
    /// Pieces in orders that count as sales.
    Quantity,
    /// What those lines come to, before discounts and charges.
    Revenue,
    /// Pieces taken from stock and not returned, by any order.
    Drawn,
}

impl ProductSum {
    /// Every sum.
    pub const ALL: [Self; 3] = [Self::Quantity, Self::Revenue, Self::Drawn];
}

/// Counts, each other than zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<Counter, i64>);

impl Tally {
    /// Counts something; nothing is kept of what comes to zero.
    pub fn add(&mut self, counter: Counter, count: i64) {
        let sum = self.get(&counter).saturating_add(count);
        if sum == 0 {
            self.0.remove(&counter);
        } else {
            self.0.insert(counter, sum);
        }
    }

    /// Adds all of another's, `times` over.
    pub fn add_all(&mut self, other: &Self, times: i64) {
        for (counter, count) in &other.0 {
            self.add(counter.clone(), count.saturating_mul(times));
        }
    }

    /// What was counted of something.
    #[must_use]
    pub fn get(&self, counter: &Counter) -> i64 {
        self.0.get(counter).copied().unwrap_or(0)
    }

    /// Whether nothing is counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that is counted.
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

/// Where an order counts: with its seller, on the day that it was placed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The seller.
    pub seller: SellerId,
    /// The day, where the seller is.
    pub day: Date,
}

/// By what reports call a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductLabel {
    /// Its name, when it was ordered.
    pub name: OneLine<100>,
    /// The currency of its price.
    pub currency: Currency,
}

impl Order {
    /// Where it counts.
    #[must_use]
    pub fn cell(&self) -> Cell {
        Cell { seller: self.seller.clone(), day: self.placed_on }
    }

    /// What it counts for.
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
        for stay in self.times_in_status() {
            if let Some(seconds) = stay.seconds {
                tally.add(Counter::Stay(stay.status.name.to_owned(), Span::of(seconds)), 1);
            }
        }
        tally
    }

    /// Whether it counts as a sale: confirmed, not stopped, and not gone into
    /// another order.
    #[must_use]
    pub fn is_sale(&self) -> bool {
        let lives = self.status.phase != Phase::Unverified && !self.status.phase.is_stopped();
        lives && !self.awaits_payment() && self.links.merged_into.is_none()
    }

    /// What its products are called.
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
