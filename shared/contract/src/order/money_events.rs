//! The events about an order's money.

use serde::{Deserialize, Serialize};

use super::facts::{ChangedOrder, OrderDetail};

/// Events that say how much money they are about. What the amount is, in minor units,
/// and its least are said of each.
macro_rules! money_events {
    ($($(#[$about:meta])+ $event:ident { $(#[$what:meta])+ amount: u64 from $least:literal })+) => {
        $(
            $(#[$about])+
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
            pub struct $event {
                /// What all events about an order say.
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
    /// Money for an order was received.
    PaymentRecorded {
        /// What was received, in minor units.
        amount: u64 from 1
    }

    /// Money for an order is to be given back, because the order was stopped, its total was lowered, it was paid twice, or its seller gives it back.
    RefundRequested {
        /// What is to be given back, in minor units.
        amount: u64 from 1
    }

    /// Money that was to be given back is not: the order was revived before it was.
    RefundWithdrawn {
        /// What is no longer to be given back, in minor units.
        amount: u64 from 1
    }

    /// Money for an order is held, and is taken later.
    PaymentAuthorized {
        /// What is held, in minor units.
        amount: u64 from 1
    }

    /// Money that was held for an order was not taken, and is held no longer.
    PaymentReleased {
        /// What was held, in minor units.
        amount: u64 from 1
    }

    /// Money is held for an order, is not taken, and is held no longer within a day.
    PaymentExpiring {
        /// What is held, in minor units.
        amount: u64 from 1
    }

    /// Money that was held for an order could not be taken. The order owes it again.
    PaymentFailed {
        /// What was held, in minor units.
        amount: u64 from 1
    }

    /// Money for an order was given back.
    RefundSettled {
        /// What was given back, in minor units.
        amount: u64 from 1
    }

    /// Money for an order could not be given back, or came back. A person has to decide.
    RefundFailed {
        /// What is still to be given back, in minor units.
        amount: u64 from 1
    }

    /// The buyer's bank disputes a payment for an order.
    DisputeOpened {
        /// What is disputed, in minor units.
        amount: u64 from 0
    }

    /// A dispute about a payment for an order ended.
    DisputeClosed {
        /// What the bank took back, in minor units; 0 where the money stays.
        amount: u64 from 0
    }
}
