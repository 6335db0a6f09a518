//! The kinds of notifications.

use crate::NoticeGroup;

/// The kind of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotificationKind {
    /// The seller received an order.
    NewOrder,
    /// Somebody other than the seller's staff cancelled or rejected an order.
    OrderCancelled,
    /// Nobody accepted an order in time.
    AcceptLate,
    /// An order was in its status for longer than its target.
    TargetMissed,
    /// The stock of a product is low.
    StockLow,
    /// A refund failed.
    RefundFailed,
    /// The capture of money that was held for an order failed.
    PaymentFailed,
    /// A hold of money for an order ends within a day.
    PaymentExpiring,
    /// The buyer's bank disputes a payment.
    DisputeOpened,
    /// A batch waits for its driver: it was created, assigned to the driver or changed.
    BatchAssigned,
    /// A batch was cancelled.
    BatchCancelled,
}

impl NotificationKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::NewOrder,
        Self::OrderCancelled,
        Self::AcceptLate,
        Self::TargetMissed,
        Self::StockLow,
        Self::RefundFailed,
        Self::PaymentFailed,
        Self::PaymentExpiring,
        Self::DisputeOpened,
        Self::BatchAssigned,
        Self::BatchCancelled,
    ];

    /// The name in the table and in responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NewOrder => "new_order",
            Self::OrderCancelled => "order_cancelled",
            Self::AcceptLate => "accept_late",
            Self::TargetMissed => "target_missed",
            Self::StockLow => "stock_low",
            Self::RefundFailed => "refund_failed",
            Self::PaymentFailed => "payment_failed",
            Self::PaymentExpiring => "payment_expiring",
            Self::DisputeOpened => "dispute_opened",
            Self::BatchAssigned => "batch_assigned",
            Self::BatchCancelled => "batch_cancelled",
        }
    }

    /// The kind called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The group of notices for which people choose the channels that also report this event.
    #[must_use]
    pub const fn group(self) -> NoticeGroup {
        match self {
            Self::NewOrder => NoticeGroup::NewOrder,
            Self::OrderCancelled => NoticeGroup::OrderCancelled,
            Self::AcceptLate => NoticeGroup::AcceptLate,
            Self::TargetMissed => NoticeGroup::TargetMissed,
            Self::StockLow => NoticeGroup::StockLow,
            Self::RefundFailed
            | Self::PaymentFailed
            | Self::PaymentExpiring
            | Self::DisputeOpened => NoticeGroup::MoneyProblem,
            Self::BatchAssigned | Self::BatchCancelled => NoticeGroup::Batch,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    #[test]
    fn names_are_different_and_read_back() {
        for kind in NotificationKind::ALL {
            assert_eq!(NotificationKind::from_name(kind.name()), Some(kind));
            assert!(!kind.group().audience().has(Role::Buyer), "{kind:?}");
        }
        assert_eq!(NotificationKind::from_name("money_problem"), None);
    }
}
