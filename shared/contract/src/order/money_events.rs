//! The events about the money of an order.

use serde::{Deserialize, Serialize};

use super::facts::{ChangedOrder, OrderDetail};

/// Declares events with an amount of money in minor units. Each names the meaning of its amount
/// and the lowest value that the schema allows.
macro_rules! money_events {
    ($($(#[$about:meta])+ $event:ident { $(#[$what:meta])+ amount: u64 from $least:literal })+) => {
        $(
            $(#[$about])+
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
            pub struct $event {
                /// Members that all events about an order have.
                #[serde(flatten)]
                pub detail: OrderDetail<ChangedOrder>,
                $(#[$what])+
                #[cfg_attr(feature = "schemas", schemars(range(min = $least)))]
                pub amount: u64,
            }
        )+
    };
}

money_events! {
    /// A payment for an order was received.
    PaymentRecorded {
        /// Received amount in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// A refund for an order was requested.
    /// The order was stopped, its total was lowered, it was paid twice, or its seller refunds it.
    RefundRequested {
        /// Amount to refund in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// A requested refund was withdrawn, because the order was revived before the refund was made.
    RefundWithdrawn {
        /// Amount that is no longer to be refunded, in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// A payment for an order was authorized, to be captured later.
    PaymentAuthorized {
        /// Authorized amount in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// The authorization of a payment for an order ended without a capture.
    PaymentReleased {
        /// Amount that was authorized, in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// The authorization of a payment for an order expires within a day and is not captured yet.
    PaymentExpiring {
        /// Authorized amount in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// The capture of an authorized payment for an order failed.
    /// The amount is due again.
    PaymentFailed {
        /// Amount that was authorized, in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// A refund for an order was paid out.
    RefundSettled {
        /// Refunded amount in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// A refund for an order failed, or the refunded money came back.
    /// A person has to decide what to do.
    RefundFailed {
        /// Amount that is still to be refunded, in minor units of `order.currency`.
        amount: u64 from 1
    }

    /// The bank of the buyer opened a dispute about a payment for an order.
    DisputeOpened {
        /// Disputed amount in minor units of `order.currency`.
        amount: u64 from 0
    }

    /// A dispute about a payment for an order was closed.
    DisputeClosed {
        /// Amount that the bank took back, in minor units of `order.currency`.
        /// Zero when the seller keeps the money.
        amount: u64 from 0
    }
}
