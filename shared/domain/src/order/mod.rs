//! Orders: their content, how they are placed, and which commands and changes they accept.
//!
//! Decisions have no side effects. They return the changed order and what must be committed with it
//! in one transaction.

mod allowed_actions;
mod apply;
mod assignment;
mod awaiting_payment;
mod cancel_rule;
mod cancellation_channel;
mod cart;
mod change_summary;
mod command;
mod deadlines;
mod delivery_estimate;
mod delivery_problem;
mod denials;
mod divided_payments;
mod due;
mod events;
mod filter;
mod fulfilment;
mod grouping;
mod history;
mod hold;
mod lapse;
mod line;
mod links;
mod merge;
mod minutes;
mod money;
mod order_payment;
mod payment_first;
mod payment_reports;
mod payment_status;
mod payment_totals;
mod place;
mod place_refusal;
mod pricing;
mod problem_report;
mod promise;
mod quote;
mod recording;
mod redeem;
mod reprice;
mod row;
mod search;
mod split;
mod staff_parts;
mod stamp;
mod state;
mod stop;
mod stopping;
mod summary;
mod target_outcomes;
#[cfg(test)]
mod tests;
mod time_in_status;
mod timeline;
mod update;

use jiff::{SignedDuration, Timestamp};

use crate::{Actor, Amount, BatchId, CustomerKey, Email, OneLine, Phase, Phone};

use pricing::total;

pub use allowed_actions::{Action, Denied};
pub use assignment::Assignment;
pub use cancel_rule::CancelRule;
pub use cancellation_channel::{CancellationChannel, GivenBack};
pub use cart::CartLine;
pub use command::{
    Change, Command, DisputeReport, NotCancellable, PaymentReport, RefundOutcome, Refusal,
};
pub use deadlines::Deadlines;
pub use delivery_problem::DeliveryProblem;
pub use denials::Denial;
pub use due::{Acceptance, Deadline, DeadlineKind};
pub use events::{OrderEvent, OrderEventKind};
pub use filter::{Breached, OrderFilter, StatusName, UnknownStatus};
pub use fulfilment::{Fulfilment, Method, MethodKind, TimeError};
pub use grouping::Unfit;
pub use history::MAX_TIMELINE;
pub use hold::{HOLD, Hold};
pub use line::{Draw, Line, LineAddon, LineId};
pub use links::{FromTemplate, Links};
pub use merge::MergeRefusal;
pub use minutes::{Minutes, MinutesError};
pub use order_payment::{OpenRefund, OrderPayment};
pub use payment_first::PaymentFirst;
pub use payment_status::PaymentStatus;
pub use payment_totals::PaymentTotals;
pub use place::{Placement, Timing, Verification};
pub use place_refusal::{PlaceRefusal, Unavailable};
pub use pricing::{Charges, Redemption};
pub use problem_report::{ProblemKind, ProblemReport, UnknownProblem, UnsaidProblem};
pub use quote::{Pricing, Quote, RejectedVouchers};
pub use redeem::VoucherOffer;
pub use reprice::Catalogue;
pub use row::{RowDetails, Target, TargetKind};
pub use search::{Search, Typed};
pub use split::{Split, SplitItem, SplitRefusal, SplitWhich};
pub use stamp::{HappenedError, Stamp};
pub use state::{Order, OrderState};
pub use stop::Stop;
pub use summary::Summary;
pub use target_outcomes::TargetOutcome;
pub use time_in_status::TimeInStatus;
pub use timeline::{Entry, EntryKind, Link, PromiseMove};
pub use update::{OrderUpdate, UpdateRefusal};

/// The names of an order's seller and zone when they were chosen. Orders that were placed before
/// names were recorded have none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// The seller's name.
    pub seller: Option<OneLine<100>>,
    /// The zone's name.
    pub zone: Option<OneLine<100>>,
}

/// The buyer of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// The key of the buyer's phone. Whoever signs in with this phone owns the order.
    pub key: CustomerKey,
    /// The name.
    pub name: OneLine<100>,
    /// The phone.
    pub phone: Phone,
    /// An e-mail address, if one was given.
    pub email: Option<Email>,
}

impl Order {
    /// For how long after an order's end its driver still sees the buyer's contact, for example to
    /// answer a complaint.
    pub const CONTACT_FOR_DRIVER: SignedDuration = SignedDuration::from_hours(24);

    /// The sum of the lines.
    #[must_use]
    pub fn subtotal(&self) -> Amount {
        // Placing and updating refuse sums out of range.
        self.lines
            .iter()
            .try_fold(Amount::ZERO, |sum, line| sum.plus(line.total))
            .unwrap_or(Amount::MAX)
    }

    /// What the buyer owes in all.
    #[must_use]
    pub fn grand_total(&self) -> Amount {
        self.total().unwrap_or(Amount::MAX)
    }

    /// The grand total, unless it is out of range.
    fn total(&self) -> Option<Amount> {
        total(self.subtotal(), self.discount, self.charges)
    }

    /// When the order last changed.
    #[must_use]
    pub fn updated_at(&self) -> Timestamp {
        self.timeline.last().map_or(self.placed_at, |entry| entry.recorded_at.unwrap_or(entry.at))
    }

    /// The history line that stopped the order; `None` when it is not stopped.
    #[must_use]
    pub fn cancellation(&self) -> Option<&Entry> {
        // An order that was merged into another one goes on there: it was not stopped.
        if !self.status.phase.is_stopped() || self.links.merged_into.is_some() {
            return None;
        }
        // The first line of the newest run of stopped ones: an override from
        // one stopped status to another does not stop it again.
        self.timeline
            .iter()
            .rev()
            .filter(|entry| entry.kind.is_status())
            .take_while(|entry| entry.status.phase.is_stopped())
            .last()
    }

    /// When the order entered its present status.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        self.entered().map_or(self.placed_at, |entry| entry.at)
    }

    /// The history line that entered the present status.
    fn entered(&self) -> Option<&Entry> {
        self.timeline.iter().rev().take_while(|entry| entry.status == self.status).last()
    }

    /// When the order first entered a phase.
    #[must_use]
    pub fn first_in(&self, phase: Phase) -> Option<Timestamp> {
        self.timeline.iter().find(|entry| entry.status.phase == phase).map(|entry| entry.at)
    }

    /// When the order first entered the status with this name.
    #[must_use]
    pub fn first_at(&self, status: &str) -> Option<Timestamp> {
        self.timeline.iter().find(|entry| entry.status.name == status).map(|entry| entry.at)
    }

    /// Whether the stop of the order requested a refund.
    #[must_use]
    pub fn refund_initiated(&self) -> bool {
        self.refund_of_stop() > Amount::ZERO
    }

    /// The amount of the refunds that the stop of the order requested.
    #[must_use]
    pub fn refund_of_stop(&self) -> Amount {
        let Some(stopped) = self.cancellation() else { return Amount::ZERO };
        let of_stop =
            |it: &&Entry| it.kind == EntryKind::RefundRequested && it.version == stopped.version;
        let asked = self.timeline.iter().filter(of_stop).filter_map(|it| it.amount);
        asked.fold(Amount::ZERO, |sum, amount| sum.plus(amount).unwrap_or(Amount::MAX))
    }

    /// How many of the order's vouchers may be redeemed again because it was stopped.
    #[must_use]
    pub fn vouchers_restored(&self) -> usize {
        let restored = self.stop.is_some_and(|stop| stop.vouchers_restored);
        if restored { self.vouchers.len() } else { 0 }
    }

    /// Whether the order is verified, or was when it was stopped.
    #[must_use]
    pub fn was_verified(&self) -> bool {
        self.last_alive().is_some_and(|entry| entry.status.phase != Phase::Unverified)
    }

    /// The newest history line in which the order was not stopped.
    fn last_alive(&self) -> Option<&Entry> {
        self.timeline.iter().rev().find(|entry| !entry.status.phase.is_stopped())
    }

    /// Whether `actor` may see the order: its buyer, its seller's staff, the driver of its batch,
    /// administrators and system processes may.
    #[must_use]
    pub fn visible_to(&self, actor: &Actor) -> bool {
        match actor {
            Actor::Buyer(_) => self.is_of(actor),
            Actor::Seller { seller, .. } => *seller == self.seller,
            Actor::Driver { seller, member } => {
                let driver = self.delivery.as_ref().and_then(|it| it.driver.as_ref());
                *seller == self.seller && driver == Some(member)
            }
            Actor::Admin(_) | Actor::System(_) => true,
        }
    }

    /// Whether `actor`, who may see the order, sees the buyer's contact: name, phone, e-mail
    /// address, address and notes. The driver of the order's batch sees it while the order is open
    /// and for [`Self::CONTACT_FOR_DRIVER`] after its end. Everybody else sees it as long as the
    /// order is stored.
    #[must_use]
    pub fn shows_contact_to(&self, actor: &Actor, now: Timestamp) -> bool {
        match actor {
            Actor::Driver { member, .. } => {
                let driver = self.delivery.as_ref().and_then(|it| it.driver.as_ref());
                let over = |ended| now >= ended + Self::CONTACT_FOR_DRIVER;
                driver != Some(member) || !self.ended_at().is_some_and(over)
            }
            Actor::Buyer(_) | Actor::Seller { .. } | Actor::Admin(_) | Actor::System(_) => true,
        }
    }

    /// When the order was completed or stopped; `None` while it is open.
    fn ended_at(&self) -> Option<Timestamp> {
        if !self.status.phase.is_closed() {
            return None;
        }
        let statuses = self.timeline.iter().rev().filter(|entry| entry.kind.is_status());
        let first = statuses.take_while(|entry| entry.status.phase.is_closed()).last();
        Some(first.map_or(self.placed_at, |entry| entry.at))
    }

    /// Whether the order is in transit as a part of this batch.
    #[must_use]
    pub fn is_stop_of(&self, batch: &BatchId) -> bool {
        let is_in_batch = self.delivery.as_ref().is_some_and(|place| place.batch == *batch);
        is_in_batch && self.status.phase == Phase::InTransit
    }

    /// Whether `actor` is the order's buyer.
    #[must_use]
    pub fn is_of(&self, actor: &Actor) -> bool {
        matches!(actor, Actor::Buyer(key) if *key == self.customer.key)
    }
}
