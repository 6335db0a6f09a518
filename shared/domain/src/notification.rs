//! Entries of the feed: what a seller's staff and its drivers are to know.
//!
//! An entry follows from one event. It holds facts only; words are made of them
//! when they are read, in the reader's language. Who sees an entry follows from
//! it: a seller's staff, or one driver. Which entry an event makes is decided
//! here and nowhere else.

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp};

use crate::{
    Amount, Batch, BatchId, BatchStatus, Currency, IdError, MemberId, NoticeGroup, OneLine, Order,
    OrderEvent, OrderEventKind, OrderId, PaymentFirst, Phase, Product, ProductId, Role, SellerId,
};

/// What an entry tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotificationKind {
    /// An order came to its seller.
    NewOrder,
    /// An order was cancelled or rejected, and not by its seller's staff.
    OrderCancelled,
    /// Nobody accepted an order in time.
    AcceptLate,
    /// An order stayed in its status for longer than it should.
    TargetMissed,
    /// Little is left of a product.
    StockLow,
    /// A refund failed.
    RefundFailed,
    /// What was held for an order could not be taken.
    PaymentFailed,
    /// What is held for an order ends within a day.
    PaymentExpiring,
    /// The buyer's bank disputes a payment.
    DisputeOpened,
    /// A batch waits for its driver: it was put together, given to the driver or changed.
    BatchAssigned,
    /// A batch was cancelled.
    BatchCancelled,
}

/// What members choose by: one or several kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotificationGroup {
    /// Orders that came in.
    NewOrder,
    /// Orders that were cancelled or rejected by others than the staff.
    OrderCancelled,
    /// Orders that nobody accepted in time.
    AcceptLate,
    /// Orders that are late in their status.
    TargetMissed,
    /// Products of which little is left.
    StockLow,
    /// Payments, refunds and disputes that need a person.
    MoneyProblem,
    /// A driver's batches.
    Batch,
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

    /// The name in the table and in answers.
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

    /// The group that it belongs to.
    #[must_use]
    pub const fn group(self) -> NotificationGroup {
        match self {
            Self::NewOrder => NotificationGroup::NewOrder,
            Self::OrderCancelled => NotificationGroup::OrderCancelled,
            Self::AcceptLate => NotificationGroup::AcceptLate,
            Self::TargetMissed => NotificationGroup::TargetMissed,
            Self::StockLow => NotificationGroup::StockLow,
            Self::RefundFailed
            | Self::PaymentFailed
            | Self::PaymentExpiring
            | Self::DisputeOpened => NotificationGroup::MoneyProblem,
            Self::BatchAssigned | Self::BatchCancelled => NotificationGroup::Batch,
        }
    }
}

impl NotificationGroup {
    /// Every group.
    pub const ALL: [Self; 7] = [
        Self::NewOrder,
        Self::OrderCancelled,
        Self::AcceptLate,
        Self::TargetMissed,
        Self::StockLow,
        Self::MoneyProblem,
        Self::Batch,
    ];

    /// The name in answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NewOrder => "new_order",
            Self::OrderCancelled => "order_cancelled",
            Self::AcceptLate => "accept_late",
            Self::TargetMissed => "target_missed",
            Self::StockLow => "stock_low",
            Self::MoneyProblem => "money_problem",
            Self::Batch => "batch",
        }
    }
}

impl From<NotificationGroup> for NoticeGroup {
    fn from(group: NotificationGroup) -> Self {
        match group {
            NotificationGroup::NewOrder => Self::NewOrder,
            NotificationGroup::OrderCancelled => Self::OrderCancelled,
            NotificationGroup::AcceptLate => Self::AcceptLate,
            NotificationGroup::TargetMissed => Self::TargetMissed,
            NotificationGroup::StockLow => Self::StockLow,
            NotificationGroup::MoneyProblem => Self::MoneyProblem,
            NotificationGroup::Batch => Self::Batch,
        }
    }
}

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
    const fn fits(&self, kind: NotificationKind) -> bool {
        match kind.group() {
            NotificationGroup::NewOrder
            | NotificationGroup::OrderCancelled
            | NotificationGroup::AcceptLate
            | NotificationGroup::TargetMissed
            | NotificationGroup::MoneyProblem => matches!(self, Self::Order { .. }),
            NotificationGroup::StockLow => matches!(self, Self::Product { .. }),
            NotificationGroup::Batch => matches!(self, Self::Batch { .. }),
        }
    }
}

/// What names an entry in its feed: its time and the event that it follows from.
/// Ids sort like their entries, so that a member has read everything up to one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotificationId(String);

impl NotificationId {
    /// The most characters of an id.
    pub const MAX: usize = 200;
    /// The digits of its milliseconds, which reach the year 2286.
    const DIGITS: usize = 13;

    /// The id of the entry of an event.
    #[must_use]
    pub fn new(at: Timestamp, event: &str) -> Self {
        Self(format!("{:013}#{event}", at.as_millisecond()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The event that the entry follows from, or what stands for all that make the same entry.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.0[Self::DIGITS + 1..]
    }

    /// When the entry's event happened.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        let millis = self.0[..Self::DIGITS].parse().unwrap_or_default();
        Timestamp::from_millisecond(millis).unwrap_or_default()
    }
}

impl FromStr for NotificationId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
        let (millis, event) = text.split_once('#').unwrap_or_default();
        let timed = millis.len() == Self::DIGITS && millis.bytes().all(|it| it.is_ascii_digit());
        let named = !event.is_empty() && event.chars().all(known) && text.len() <= Self::MAX;
        if timed && named {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::new("a notification's id"))
        }
    }
}

impl fmt::Display for NotificationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An entry of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    seller: SellerId,
    id: NotificationId,
    kind: NotificationKind,
    subject: NotificationSubject,
}

impl Notification {
    /// How long an entry is kept, and shown.
    pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

    /// The entry that an event of an order makes, if it makes one. Repeats of the
    /// event make the same entry, whatever happened to the order meanwhile.
    #[must_use]
    pub fn of_order(event: &OrderEvent<'_>) -> Option<Self> {
        let (order, entry) = (event.order, event.entry);
        let kind = match event.kind() {
            OrderEventKind::Placed
            | OrderEventKind::Verified
            | OrderEventKind::StatusChanged
            | OrderEventKind::Paid
            | OrderEventKind::PaymentAuthorized => {
                return came_to_seller(event).then(|| Self::new_order(order, recorded(event)));
            }
            OrderEventKind::Stopped if is_told_to_staff(event) => NotificationKind::OrderCancelled,
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
        let amount = match kind.group() {
            NotificationGroup::MoneyProblem => entry.amount.unwrap_or(total),
            NotificationGroup::NewOrder
            | NotificationGroup::OrderCancelled
            | NotificationGroup::AcceptLate
            | NotificationGroup::TargetMissed
            | NotificationGroup::StockLow
            | NotificationGroup::Batch => total,
        };
        let subject =
            NotificationSubject::Order { order: order.id, amount, currency: order.currency };
        let id = NotificationId::new(recorded(event), &event.id());
        Some(Self { seller: order.seller.clone(), id, kind, subject })
    }

    /// One entry for each time that an order comes to its seller, by whichever of
    /// several events at that moment.
    fn new_order(order: &Order, at: Timestamp) -> Self {
        let (amount, currency) = (order.grand_total(), order.currency);
        Self {
            seller: order.seller.clone(),
            id: NotificationId::new(at, &format!("{}:new", order.id)),
            kind: NotificationKind::NewOrder,
            subject: NotificationSubject::Order { order: order.id, amount, currency },
        }
    }

    /// The entry that little is left of a product, of this event at that time.
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

    /// The entry that a batch's last change, of this event, makes for its driver, if
    /// it has one: while the batch waits for them, and when it was cancelled. What
    /// they do themselves on the road makes none.
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

    /// An entry as it was kept; `None` when entries of this kind are about something
    /// else.
    #[must_use]
    pub fn restore(
        seller: SellerId,
        id: NotificationId,
        kind: NotificationKind,
        subject: NotificationSubject,
    ) -> Option<Self> {
        subject.fits(kind).then_some(Self { seller, id, kind, subject })
    }

    /// The seller whose entry it is.
    #[must_use]
    pub const fn seller(&self) -> &SellerId {
        &self.seller
    }

    /// The driver who alone sees it; `None` where the seller's staff does.
    #[must_use]
    pub const fn driver(&self) -> Option<&MemberId> {
        match &self.subject {
            NotificationSubject::Batch { driver, .. } => Some(driver),
            NotificationSubject::Order { .. } | NotificationSubject::Product { .. } => None,
        }
    }

    /// What names it in its feed.
    #[must_use]
    pub const fn id(&self) -> &NotificationId {
        &self.id
    }

    /// What it tells of.
    #[must_use]
    pub const fn kind(&self) -> NotificationKind {
        self.kind
    }

    /// What it is about.
    #[must_use]
    pub const fn subject(&self) -> &NotificationSubject {
        &self.subject
    }

    /// When its event happened.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.id.at()
    }
}

/// When Docket learnt of what the event tells.
fn recorded(event: &OrderEvent<'_>) -> Timestamp {
    event.entry.recorded_at.unwrap_or(event.entry.at)
}

/// Whether the order came to its seller with this event: when it was placed or
/// confirmed, or when it was paid for where that comes first.
fn came_to_seller(event: &OrderEvent<'_>) -> bool {
    let to = event.entry.status.phase;
    let first = match event.previous {
        // A long history may have lost its first lines; only one that says so began it.
        None => event.kind() == OrderEventKind::Placed,
        Some(before) => before.phase == Phase::Unverified,
    };
    match event.order.payment_first {
        PaymentFirst::NotWanted => first && to != Phase::Unverified && !to.is_stopped(),
        PaymentFirst::Met { at, .. } => recorded(event) == at,
        PaymentFirst::Awaited { .. } => false,
    }
}

/// Whether staff is to know that an order was stopped: it was theirs, and somebody
/// else cancelled or rejected it.
fn is_told_to_staff(event: &OrderEvent<'_>) -> bool {
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

    fn moment() -> Timestamp {
        "2026-11-20T12:00:00.250Z".parse().unwrap()
    }

    #[test]
    fn an_id_reads_back_what_it_wrote_and_sorts_like_its_time() {
        let id = NotificationId::new(moment(), "ORD-20261120-7ZK3M9QW2X:2:0");
        assert_eq!(id.as_str().parse::<NotificationId>().unwrap(), id);
        assert_eq!(id.at(), moment());
        let later = NotificationId::new(moment() + SignedDuration::from_millis(1), "A:1:0");
        assert!(later > id);
    }

    #[test]
    fn an_id_is_strict_about_its_shape() {
        let long = format!("1795176000250#{}", "x".repeat(NotificationId::MAX));
        for text in
            ["", "1795176000250", "1795176000250#", "179517600025#a", "x795176000250#a", &long]
        {
            assert!(text.parse::<NotificationId>().is_err(), "{text}");
        }
        for text in ["1795176000250#a b", "1795176000250#a#b", "1795176000250#é", "é#a"] {
            assert!(text.parse::<NotificationId>().is_err(), "{text}");
        }
    }

    #[test]
    fn names_are_different_and_read_back() {
        for kind in NotificationKind::ALL {
            assert_eq!(NotificationKind::from_name(kind.name()), Some(kind));
            assert!(NotificationGroup::ALL.contains(&kind.group()));
        }
        assert_eq!(NotificationKind::from_name("money_problem"), None);
    }

    #[test]
    fn an_entry_is_about_what_its_kind_is_about() {
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
            let other =
                matches!(kind.group(), NotificationGroup::StockLow | NotificationGroup::Batch);
            assert_eq!(restored(kind), !other, "{kind:?}");
        }
    }
}
