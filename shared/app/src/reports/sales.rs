//! Money and pieces out of counters.

use docket_domain::{Counter, ProductId, ProductLabel, Sum, Tally};
use docket_store::ProductRow;

use crate::rounding::average;

/// Confirmed orders that were not stopped, in minor units of one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sales {
    /// ISO 4217.
    pub currency: String,
    /// How many orders.
    pub orders: u64,
    /// Their grand totals.
    pub revenue: u64,
    /// Of one of them, on average.
    pub average_value: u64,
    /// What was taken off.
    pub discount: u64,
    /// What was given back, of stopped orders too.
    pub refunded: u64,
}

/// What was sold of a product, before discounts and charges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductSales {
    /// The product.
    pub product: ProductId,
    /// What it was called when it was last ordered, and the currency.
    pub label: ProductLabel,
    /// Pieces.
    pub quantity: u64,
    /// What they came to, in minor units.
    pub revenue: u64,
}

impl Sales {
    /// The money of a tally, each currency for itself.
    pub(super) fn of(tally: &Tally) -> Vec<Self> {
        let mut currencies: Vec<&String> = tally
            .iter()
            .filter_map(|(counter, _)| match counter {
                Counter::Sales(currency) | Counter::Money(_, currency) => Some(currency),
                Counter::Status(..)
                | Counter::Changes
                | Counter::Stopped
                | Counter::Stay(..)
                | Counter::Product(..) => None,
            })
            .collect();
        currencies.sort_unstable();
        currencies.dedup();
        let of = |currency: &String| {
            let money = |sum| positive(tally.get(&Counter::Money(sum, currency.clone())));
            let orders = positive(tally.get(&Counter::Sales(currency.clone())));
            Self {
                currency: currency.clone(),
                orders,
                revenue: money(Sum::Revenue),
                average_value: average(money(Sum::Revenue), orders),
                discount: money(Sum::Discount),
                refunded: money(Sum::Refunded),
            }
        };
        currencies.into_iter().map(of).collect()
    }
}

impl From<ProductRow> for ProductSales {
    fn from(row: ProductRow) -> Self {
        let ProductRow { product, label, quantity, revenue } = row;
        Self { product, label, quantity: positive(quantity), revenue: positive(revenue) }
    }
}

/// Counts are never negative once everything that was published is counted;
/// before, a part may be.
pub(super) fn positive(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
