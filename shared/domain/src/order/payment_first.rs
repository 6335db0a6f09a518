//! Whether an order must be paid before its seller receives it.

use jiff::Timestamp;

use super::Minutes;
use crate::{Actor, Role, Seller};

/// Whether an order must be paid before its seller receives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PaymentFirst {
    /// No: the seller receives the order when it is placed.
    #[default]
    NotWanted,
    /// Yes, and the seller has not received the order yet.
    Awaited {
        /// How long the buyer has to pay.
        within: Minutes,
        /// Until when the buyer can pay, once the order is verified.
        until: Option<Timestamp>,
    },
    /// Yes, and the seller has received the order.
    Met {
        /// How long the buyer had to pay.
        within: Minutes,
        /// When the seller received it.
        at: Timestamp,
    },
}

impl PaymentFirst {
    /// Whether an order that `actor` places must be paid first. Only buyers' orders must: staff
    /// decide themselves, and nobody could pay when a template's schedule places an order.
    pub(super) fn wanted(seller: &Seller, actor: &Actor) -> Self {
        match (actor.role(), seller.payments.required) {
            (Role::Buyer, true) => {
                Self::Awaited { within: seller.payments.pay_within, until: None }
            }
            (Role::Buyer, false)
            | (Role::Seller | Role::Driver | Role::Admin | Role::System, _) => Self::NotWanted,
        }
    }
}
