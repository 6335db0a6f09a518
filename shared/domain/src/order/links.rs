//! The names of the orders that an order belongs together with, and of its
//! template.

use jiff::Timestamp;

use crate::{GroupId, OrderId, TemplateId};

/// The orders that an order belongs together with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// All orders of its checkout, itself among them; empty without one.
    pub group: Vec<OrderId>,
    /// The order that it was a part of.
    pub split_from: Option<OrderId>,
    /// The orders that parts of it became.
    pub split_into: Vec<OrderId>,
    /// The orders that came into it.
    pub merged_from: Vec<OrderId>,
    /// The order that it went into, where it goes on. What is left here says
    /// what it was, and holds no stock, money or voucher any more.
    pub merged_into: Option<OrderId>,
    /// The template that it was placed from.
    pub template: Option<FromTemplate>,
}

/// The template that an order was placed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FromTemplate {
    /// Which.
    pub id: TemplateId,
    /// When it was due, if the template placed it by itself.
    pub occurrence: Option<Timestamp>,
}

impl Links {
    /// The most orders of each kind that an order is linked with.
    pub const MAX: usize = 20;
    /// The most orders of a checkout.
    pub const MAX_GROUP: usize = 10;

    /// The name of its checkout: that of the first order in it.
    #[must_use]
    pub fn group_id(&self) -> Option<String> {
        self.group.first().map(|first| GroupId::of(first).to_string())
    }
}
