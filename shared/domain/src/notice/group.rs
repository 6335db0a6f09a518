//! The groups of notices. A person chooses channels for each group.
//!
//! This module maps the transitions of an order to the group of the buyer's notice. It does not
//! choose channels: [`super::Preferences`] does.

use crate::{Lifecycle, MethodKind, Phase, Role};

/// The kind of event that a notice reports. A person chooses channels for each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeGroup {
    /// To the buyer: the seller received an order.
    OrderReceived,
    /// To the buyer: the seller accepted an order.
    OrderAccepted,
    /// To the buyer: an order is ready, for pickup or for its delivery.
    OrderReady,
    /// To the buyer: a driver or a carrier has an order.
    OrderOnTheWay,
    /// To the buyer: an order was completed.
    OrderDone,
    /// To the buyer: an order was cancelled or rejected, or failed.
    OrderStopped,
    /// To the buyer: the content of an order or its promised time changed.
    OrderChanged,
    /// To the buyer: a payment was received.
    Payment,
    /// To the buyer: money is refunded.
    Refund,
    /// To the buyer: a payment or a refund failed.
    ProblemWithMoney,
    /// To a seller's staff: there is a new order.
    NewOrder,
    /// To a seller's staff: an order was cancelled.
    OrderCancelled,
    /// To a seller's staff and the administrators: nobody accepted an order in time.
    AcceptLate,
    /// To a seller's staff and the administrators: an order is in its status for longer than its
    /// target.
    TargetMissed,
    /// To a seller's staff and the administrators: the stock of a product is low.
    StockLow,
    /// To a seller's staff and the administrators: a payment or a refund needs attention.
    MoneyProblem,
    /// To a driver: a batch was assigned, or it changed.
    Batch,
}

/// The recipients of a group's notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The buyer of the order.
    Buyers,
    /// A seller's staff.
    Staff,
    /// A seller's staff, and the administrators.
    StaffAndAdmins,
    /// A seller's drivers.
    Drivers,
}

impl Audience {
    /// Whether the audience includes people with this role.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        match self {
            Self::Buyers => matches!(role, Role::Buyer),
            Self::Staff => matches!(role, Role::Seller),
            Self::StaffAndAdmins => matches!(role, Role::Seller | Role::Admin),
            Self::Drivers => matches!(role, Role::Driver),
        }
    }
}

impl NoticeGroup {
    /// Every group: the buyers', the staff's, the drivers'.
    pub const ALL: [Self; 17] = [
        Self::OrderReceived,
        Self::OrderAccepted,
        Self::OrderReady,
        Self::OrderOnTheWay,
        Self::OrderDone,
        Self::OrderStopped,
        Self::OrderChanged,
        Self::Payment,
        Self::Refund,
        Self::ProblemWithMoney,
        Self::NewOrder,
        Self::OrderCancelled,
        Self::AcceptLate,
        Self::TargetMissed,
        Self::StockLow,
        Self::MoneyProblem,
        Self::Batch,
    ];

    /// The name in requests, responses and stored items.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OrderReceived => "order_received",
            Self::OrderAccepted => "order_accepted",
            Self::OrderReady => "order_ready",
            Self::OrderOnTheWay => "order_on_the_way",
            Self::OrderDone => "order_done",
            Self::OrderStopped => "order_stopped",
            Self::OrderChanged => "order_changed",
            Self::Payment => "payment",
            Self::Refund => "refund",
            Self::ProblemWithMoney => "problem_with_money",
            Self::NewOrder => "new_order",
            Self::OrderCancelled => "order_cancelled",
            Self::AcceptLate => "accept_late",
            Self::TargetMissed => "target_missed",
            Self::StockLow => "stock_low",
            Self::MoneyProblem => "money_problem",
            Self::Batch => "batch",
        }
    }

    /// The group called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.name() == name)
    }

    /// The recipients of the group's notices.
    #[must_use]
    pub const fn audience(self) -> Audience {
        match self {
            Self::OrderReceived
            | Self::OrderAccepted
            | Self::OrderReady
            | Self::OrderOnTheWay
            | Self::OrderDone
            | Self::OrderStopped
            | Self::OrderChanged
            | Self::Payment
            | Self::Refund
            | Self::ProblemWithMoney => Audience::Buyers,
            Self::NewOrder | Self::OrderCancelled => Audience::Staff,
            Self::AcceptLate | Self::TargetMissed | Self::StockLow | Self::MoneyProblem => {
                Audience::StaffAndAdmins
            }
            Self::Batch => Audience::Drivers,
        }
    }

    /// Whether quiet hours never hold the group's notices. These notices are useless later, because
    /// somebody is about to arrive.
    #[must_use]
    pub const fn is_never_held(self) -> bool {
        matches!(self, Self::OrderReady | Self::OrderOnTheWay)
    }

    /// The group of the notice that the buyer gets when an order goes from one phase to another.
    /// `from` is `None` when the order was just placed.
    ///
    /// There is no notice for a transition within a phase, nor for the start of work on an order
    /// that the seller already accepted. The tracking page shows them.
    ///
    /// The buyer of a pickup order gets a notice when the order is ready. For every other method
    /// the notice follows when the order is in transit, unless the lifecycle has no status in
    /// transit: then the notice that the order is ready is sent instead.
    #[must_use]
    pub fn of_move(
        lifecycle: &Lifecycle,
        method: MethodKind,
        from: Option<Phase>,
        to: Phase,
    ) -> Option<Self> {
        if from == Some(to) {
            return None;
        }
        let has_transit = lifecycle.statuses.iter().any(|it| it.phase == Phase::InTransit);
        match to {
            Phase::Unverified => None,
            Phase::Open => Some(Self::OrderReceived),
            Phase::Accepted => Some(Self::OrderAccepted),
            Phase::Working => {
                let agreed = matches!(from, Some(Phase::Accepted | Phase::Ready));
                (!agreed).then_some(Self::OrderAccepted)
            }
            Phase::Ready => {
                (method == MethodKind::Pickup || !has_transit).then_some(Self::OrderReady)
            }
            Phase::InTransit => Some(Self::OrderOnTheWay),
            Phase::Done => Some(Self::OrderDone),
            Phase::Cancelled | Phase::Rejected | Phase::Failed => Some(Self::OrderStopped),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LIFECYCLES;

    #[test]
    fn groups_are_found_by_their_names_and_have_an_audience() {
        let of = |role| NoticeGroup::ALL.into_iter().filter(move |it| it.audience().has(role));
        for group in NoticeGroup::ALL {
            assert_eq!(NoticeGroup::from_name(group.name()), Some(group));
        }
        assert_eq!(NoticeGroup::from_name("OrderReady"), None);
        assert_eq!(Role::ALL.map(|role| of(role).count()), [10, 6, 1, 4, 0]);
        assert!(of(Role::Admin).all(|group| group.audience().has(Role::Seller)));
    }

    #[test]
    fn quiet_hours_never_hold_notices_of_orders_that_are_ready_or_on_the_way() {
        let never_held: Vec<_> =
            NoticeGroup::ALL.into_iter().filter(|it| it.is_never_held()).collect();
        assert_eq!(never_held, [NoticeGroup::OrderReady, NoticeGroup::OrderOnTheWay]);
    }

    /// The notices that a buyer gets about an order that goes through these phases.
    fn notified(lifecycle: &str, method: MethodKind, phases: &[Phase]) -> Vec<NoticeGroup> {
        let lifecycle = LIFECYCLES.iter().find(|it| it.name == lifecycle);
        let lifecycle = lifecycle.unwrap_or_else(|| panic!("a lifecycle is missing"));
        let before = std::iter::once(None).chain(phases.iter().copied().map(Some));
        before
            .zip(phases)
            .filter_map(|(from, to)| NoticeGroup::of_move(lifecycle, method, from, *to))
            .collect()
    }

    #[test]
    fn buyer_gets_notices_that_fit_the_method_when_an_order_changes_phase() {
        use NoticeGroup::{
            OrderAccepted, OrderDone, OrderOnTheWay, OrderReady, OrderReceived, OrderStopped,
        };
        use Phase::{Accepted, Done, Failed, InTransit, Open, Ready, Unverified, Working};
        let kitchen = [Unverified, Open, Working, Ready, InTransit, InTransit, Done];
        assert_eq!(
            notified("kitchen", MethodKind::Delivery, &kitchen),
            [OrderReceived, OrderAccepted, OrderOnTheWay, OrderDone]
        );
        let producer = [Open, Accepted, Working, Ready, Done];
        let ready = [OrderReceived, OrderAccepted, OrderReady, OrderDone];
        assert_eq!(notified("producer", MethodKind::Pickup, &producer), ready);
        // This lifecycle has no status in transit.
        assert_eq!(notified("producer", MethodKind::Delivery, &producer), ready);
        assert_eq!(
            notified("shop", MethodKind::Shipping, &[Open, Failed]),
            [OrderReceived, OrderStopped]
        );
    }
}
