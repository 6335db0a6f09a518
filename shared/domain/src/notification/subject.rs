//! The subjects of notifications.

use super::NotificationKind;
use crate::{Amount, BatchId, Currency, MemberId, OneLine, OrderId, ProductId};

/// The subject of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotificationSubject {
    /// An order.
    Order {
        /// The order.
        order: OrderId,
        /// The order's total, or for a problem with money the amount of that problem.
        amount: Amount,
        /// The currency of the amount.
        currency: Currency,
    },
    /// A product.
    Product {
        /// The product.
        product: ProductId,
        /// The product's name at that time.
        name: OneLine<100>,
        /// How many units could be ordered.
        available: u64,
    },
    /// A batch of a driver.
    Batch {
        /// The batch.
        batch: BatchId,
        /// The batch's human-readable number.
        number: String,
        /// The driver, who alone sees the notification.
        driver: MemberId,
        /// The number of orders in the batch.
        orders: u64,
    },
}

impl NotificationSubject {
    /// Whether notifications of this kind have a subject of this type.
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
