//! What entries are about.

use super::NotificationKind;
use crate::{Amount, BatchId, Currency, MemberId, OneLine, OrderId, ProductId};

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotificationSubject {
    /// An order.
    Order {
        /// The order.
        order: OrderId,
        /// How much money it is about: the order's total, or what the money
        /// problem is of.
        amount: Amount,
        /// The currency of the amount.
        currency: Currency,
    },
    /// A product.
    Product {
        /// The product.
        product: ProductId,
        /// What it was called.
        name: OneLine<100>,
        /// How many could be ordered.
        available: u64,
    },
    /// A batch of a driver.
    Batch {
        /// The batch.
        batch: BatchId,
        /// Its number.
        number: String,
        /// Its driver, who alone sees the entry.
        driver: MemberId,
        /// How many orders are in it.
        orders: u64,
    },
}

impl NotificationSubject {
    /// Whether entries of this kind are about such a thing.
    pub(super) const fn fits(&self, kind: NotificationKind) -> bool {
        match kind {
            NotificationKind::NewOrder
            | NotificationKind::OrderCancelled
            | NotificationKind::AcceptLate
            | NotificationKind::TargetMissed
            | NotificationKind::RefundFailed
            | NotificationKind::PaymentFailed
            | NotificationKind::PaymentExpiring
            | NotificationKind::DisputeOpened => matches!(self, Self::Order { .. }),
            NotificationKind::StockLow => matches!(self, Self::Product { .. }),
            NotificationKind::BatchAssigned | NotificationKind::BatchCancelled => {
                matches!(self, Self::Batch { .. })
            }
        }
    }
}
