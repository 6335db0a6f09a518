//! Sales of orders and products, computed from counters.

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
    /// Sum of their grand totals.
    pub revenue: u64,
    /// Average grand total of one order.
    pub average_value: u64,
    /// Sum of their discounts.
    pub discount: u64,
    /// Sum of the refunds, including refunds of stopped orders.
    pub refunded: u64,
}

/// Sales of a product, before discounts and charges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductSales {
    /// The product.
    pub product: ProductId,
    /// The product's name when it was last ordered, and the currency.
    pub label: ProductLabel,
    /// How many pieces were sold.
    pub quantity: u64,
    /// What they were sold for, in minor units of the currency.
    pub revenue: u64,
}

impl Sales {
    /// The sales that a tally counts, one entry for each currency.
    pub(super) fn of(tally: &Tally) -> Vec<Self> {
        let mut currencies: Vec<&String> = tally
            .iter()
            .filter_map(|(counter, _)| match counter {
                Counter::Sales(currency) | Counter::Money(_, currency) => Some(currency),
                Counter::Status(..)
                | Counter::Changes
                | Counter::Stopped
                | Counter::TimeInStatus(..)
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

/// The count as an unsigned number. A count is negative only for a moment, while some of the
/// published changes are not counted yet; it is 0 then.
pub(super) fn positive(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
