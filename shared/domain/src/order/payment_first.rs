//! Whether an order is paid for before its seller gets it.

use jiff::Timestamp;

use super::Minutes;
use crate::{Actor, Role, Seller};

/// Whether an order is paid for before its seller gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PaymentFirst {
    /// It is not: its seller has had it since it was placed.
    #[default]
    NotWanted,
    /// It has to be, and its seller does not have it yet.
    Awaited {
        /// How long its buyer has.
        within: Minutes,
        /// Until when, once the order is confirmed.
        until: Option<Timestamp>,
    },
    /// It had to be, and its seller has it.
    Met {
        /// How long its buyer had.
        within: Minutes,
        /// Since when.
        at: Timestamp,
    },
}

impl PaymentFirst {
    /// What a seller wants of an order that `actor` places. Staff decide themselves
    /// what they place, and a template has nobody at hand who could pay.
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
