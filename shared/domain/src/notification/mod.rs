//! Notifications: the entries of the feed for a seller's staff and its drivers.
//!
//! A notification follows from one event. It has facts only; its text is made in the reader's
//! language when it is read. Its content decides who sees it: the seller's staff, or one driver.
//! Only this module decides which event makes which notification.

mod id;
mod kind;
mod subject;

use jiff::{SignedDuration, Timestamp};

use crate::{
    Batch, BatchStatus, MemberId, NoticeGroup, Order, OrderEvent, OrderEventKind, PaymentFirst,
    Phase, Product, Role, SellerId,
};

pub use id::NotificationId;
pub use kind::NotificationKind;
pub use subject::NotificationSubject;

/// A notification in the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    seller: SellerId,
    id: NotificationId,
    kind: NotificationKind,
    subject: NotificationSubject,
}

impl Notification {
    /// How long a notification is stored and shown: 30 days.
    pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

    /// The notification that an event of an order makes, if it makes one. A repeated event makes a
    /// notification with an equal id, whatever happened to the order in the meantime.
    #[must_use]
    pub fn of_order(event: &OrderEvent<'_>) -> Option<Self> {
        let (order, entry) = (event.order, event.entry);
        let kind = match event.kind() {
            OrderEventKind::Placed
            | OrderEventKind::Verified
            | OrderEventKind::StatusChanged
            | OrderEventKind::Paid
            | OrderEventKind::PaymentAuthorized => {
                return reached_seller(event).then(|| Self::new_order(order, recorded(event)));
            }
            OrderEventKind::Stopped if is_reported_to_staff(event) => {
                NotificationKind::OrderCancelled
            }
            OrderEventKind::Escalated => NotificationKind::AcceptLate,
            OrderEventKind::TargetMissed => NotificationKind::TargetMissed,
            OrderEventKind::RefundFailed => NotificationKind::RefundFailed,
            OrderEventKind::PaymentFailed => NotificationKind::PaymentFailed,
            OrderEventKind::PaymentExpiring => NotificationKind::PaymentExpiring,
            OrderEventKind::DisputeOpened => NotificationKind::DisputeOpened,
            OrderEventKind::Stopped
            | OrderEventKind::Updated
            | OrderEventKind::RefundRequested
            | OrderEventKind::RefundWithdrawn
            | OrderEventKind::PaymentReleased
            | OrderEventKind::RefundSettled
            | OrderEventKind::DisputeClosed
            | OrderEventKind::SplitInto(_)
            | OrderEventKind::SplitFrom(_)
            | OrderEventKind::MergedFrom(_)
            | OrderEventKind::MergedInto(_)
            | OrderEventKind::PromiseMoved(_) => return None,
        };
        let total = order.grand_total();
        let of_line = entry.amount.filter(|_| kind.group() == NoticeGroup::MoneyProblem);
        let amount = of_line.unwrap_or(total);
        let subject =
            NotificationSubject::Order { order: order.id, amount, currency: order.currency };
        let id = NotificationId::new(recorded(event), &event.id());
        Some(Self { seller: order.seller.clone(), id, kind, subject })
    }

    /// The notification that the seller received an order. Several events of one moment can cause
    /// it; its id depends only on the order and the moment.
    fn new_order(order: &Order, at: Timestamp) -> Self {
        let (amount, currency) = (order.grand_total(), order.currency);
        Self {
            seller: order.seller.clone(),
            id: NotificationId::new(at, &format!("{}:new", order.id)),
            kind: NotificationKind::NewOrder,
            subject: NotificationSubject::Order { order: order.id, amount, currency },
        }
    }

    /// The notification that the stock of a product is low, caused by `event` at `at`.
    #[must_use]
    pub fn stock_low(product: &Product, available: u64, event: &str, at: Timestamp) -> Self {
        Self {
            seller: product.seller.clone(),
            id: NotificationId::new(at, event),
            kind: NotificationKind::StockLow,
            subject: NotificationSubject::Product {
                product: product.id.clone(),
                name: product.name.clone(),
                available,
            },
        }
    }

    /// The notification that the last change of a batch makes for its driver, if it makes one:
    /// while the batch waits for the driver, and when it was cancelled. The driver's own steps make
    /// none.
    #[must_use]
    pub fn of_batch(batch: &Batch, event: &str) -> Option<Self> {
        let kind = match batch.status {
            BatchStatus::Assigned => NotificationKind::BatchAssigned,
            BatchStatus::Cancelled => NotificationKind::BatchCancelled,
            BatchStatus::Pending
            | BatchStatus::PickedUp
            | BatchStatus::InProgress
            | BatchStatus::Completed => return None,
        };
        let subject = NotificationSubject::Batch {
            batch: batch.id.clone(),
            number: batch.number.clone(),
            driver: batch.driver.as_ref()?.id.clone(),
            orders: u64::try_from(batch.orders.len()).unwrap_or_default(),
        };
        let id = NotificationId::new(batch.changed_at, event);
        Some(Self { seller: batch.seller.clone(), id, kind, subject })
    }

    /// A stored notification; `None` when notifications of this kind have another type of subject.
    #[must_use]
    pub fn restore(
        seller: SellerId,
        id: NotificationId,
        kind: NotificationKind,
        subject: NotificationSubject,
    ) -> Option<Self> {
        subject.fits(kind).then_some(Self { seller, id, kind, subject })
    }

    /// The seller to which the notification belongs.
    #[must_use]
    pub const fn seller(&self) -> &SellerId {
        &self.seller
    }

    /// The driver who alone sees the notification; `None` when the seller's staff does.
    #[must_use]
    pub const fn driver(&self) -> Option<&MemberId> {
        match &self.subject {
            NotificationSubject::Batch { driver, .. } => Some(driver),
            NotificationSubject::Order { .. } | NotificationSubject::Product { .. } => None,
        }
    }

    /// The id in the feed.
    #[must_use]
    pub const fn id(&self) -> &NotificationId {
        &self.id
    }

    /// The kind.
    #[must_use]
    pub const fn kind(&self) -> NotificationKind {
        self.kind
    }

    /// The subject.
    #[must_use]
    pub const fn subject(&self) -> &NotificationSubject {
        &self.subject
    }

    /// When the event happened.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.id.at()
    }
}

/// When the event was recorded.
fn recorded(event: &OrderEvent<'_>) -> Timestamp {
    event.entry.recorded_at.unwrap_or(event.entry.at)
}

/// Whether the seller received the order with this event: when it was placed or verified, or when
/// it was paid if it had to be paid first.
fn reached_seller(event: &OrderEvent<'_>) -> bool {
    let to = event.entry.status.phase;
    let first = match event.previous {
        // The first lines of a long history may be archived, so the kind must say that this is the
        // first line.
        None => event.kind() == OrderEventKind::Placed,
        Some(before) => before.phase == Phase::Unverified,
    };
    match event.order.payment_first {
        PaymentFirst::NotWanted => first && to != Phase::Unverified && !to.is_stopped(),
        PaymentFirst::Met { at, .. } => recorded(event) == at,
        PaymentFirst::Awaited { .. } => false,
    }
}

/// Whether staff must be notified that an order was stopped: the seller had received it, and
/// somebody else cancelled or rejected it.
fn is_reported_to_staff(event: &OrderEvent<'_>) -> bool {
    let theirs = !event.order.awaits_payment()
        && event.previous.is_none_or(|before| before.phase != Phase::Unverified);
    let by_others = match event.entry.role {
        Role::Buyer | Role::Admin | Role::System => true,
        Role::Seller | Role::Driver => false,
    };
    theirs && by_others && matches!(event.entry.status.phase, Phase::Cancelled | Phase::Rejected)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use crate::Amount;

    fn moment() -> Timestamp {
        "2026-11-20T12:00:00.250Z".parse().unwrap()
    }

    #[test]
    fn restored_notification_has_the_subject_of_its_kind() {
        let order = NotificationSubject::Order {
            order: "ORD-20261120-7ZK3M9QW2X".parse().unwrap(),
            amount: Amount::ZERO,
            currency: "USD".parse().unwrap(),
        };
        let seller: SellerId = "shop".parse().unwrap();
        let restored = |kind| {
            let id = NotificationId::new(moment(), "a:1:0");
            Notification::restore(seller.clone(), id, kind, order.clone()).is_some()
        };
        for kind in NotificationKind::ALL {
            let other = matches!(kind.group(), NoticeGroup::StockLow | NoticeGroup::Batch);
            assert_eq!(restored(kind), !other, "{kind:?}");
        }
    }
}
