//! The links of an order: the orders of its checkout, the orders from and into which it was split
//! or merged, and its template.

use jiff::Timestamp;

use crate::{GroupId, OrderId, TemplateId};

/// The links of an order to other orders and to its template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// All orders of the checkout, this one included; empty for an order without a checkout.
    pub group: Vec<OrderId>,
    /// The order from which this one was split off.
    pub split_from: Option<OrderId>,
    /// The orders that were split off this one.
    pub split_into: Vec<OrderId>,
    /// The orders that were merged into this one.
    pub merged_from: Vec<OrderId>,
    /// The order into which this one was merged. This order then keeps its content for reading,
    /// and has no stock, payment or voucher any more except for its refunds.
    pub merged_into: Option<OrderId>,
    /// The template from which the order was placed.
    pub template: Option<FromTemplate>,
}

/// The template that an order was placed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FromTemplate {
    /// The template's id.
    pub id: TemplateId,
    /// The occurrence for which the template's schedule placed the order; `None` when a person did.
    pub occurrence: Option<Timestamp>,
}

impl Links {
    /// The most orders of each kind that an order is linked with.
    pub const MAX: usize = 20;
    /// The most orders of a checkout.
    pub const MAX_GROUP: usize = 10;

    /// The id of the checkout, derived from its first order.
    #[must_use]
    pub fn group_id(&self) -> Option<String> {
        self.group.first().map(|first| GroupId::of(first).to_string())
    }
}
