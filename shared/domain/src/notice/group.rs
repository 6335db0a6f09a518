//! What notices tell of, in groups that a person chooses channels for.

use crate::{Lifecycle, MethodKind, Phase, Role};

/// What a notice tells of. A person chooses channels for each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeGroup {
    /// To the buyer: an order came to its seller.
    OrderReceived,
    /// To the buyer: the seller took an order on.
    OrderAccepted,
    /// To the buyer: an order can be fetched, or is made.
    OrderReady,
    /// To the buyer: a driver or a carrier has an order.
    OrderOnTheWay,
    /// To the buyer: an order was carried out.
    OrderDone,
    /// To the buyer: an order was cancelled or rejected, or failed.
    OrderStopped,
    /// To the buyer: an order or its promised time is another.
    OrderChanged,
    /// To the buyer: a payment was received.
    Payment,
    /// To the buyer: money is given back.
    Refund,
    /// To the buyer: a payment or a refund failed.
    ProblemWithMoney,
    /// To a seller's staff: there is a new order.
    NewOrder,
    /// To a seller's staff: an order was cancelled.
    OrderCancelled,
    /// To a seller's staff and the administrators: nobody accepts an order.
    AcceptLate,
    /// To a seller's staff and the administrators: an order is late.
    TargetMissed,
    /// To a seller's staff and the administrators: little is left of a product.
    StockLow,
    /// To a seller's staff and the administrators: a payment or a refund needs
    /// somebody.
    MoneyProblem,
    /// To a driver: there is a batch, or it changed.
    Batch,
}

/// To whom the notices of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Who ordered.
    Buyers,
    /// A seller's staff.
    Staff,
    /// A seller's staff, and the administrators.
    StaffAndAdmins,
    /// A seller's drivers.
    Drivers,
}

impl Audience {
    /// Whether somebody with this role is part of it.
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

    /// The name in requests, answers and items.
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

    /// To whom its notices go.
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

    /// Whether its notices are useless later, so that quiet hours do not hold
    /// them: somebody is about to come.
    #[must_use]
    pub const fn is_never_held(self) -> bool {
        matches!(self, Self::OrderReady | Self::OrderOnTheWay)
    }

    /// What the buyer is told when an order comes from one phase to another, if
    /// anything: no phase before is that it was placed. Moves within a phase,
    /// and to work that was agreed before, are told of on the tracking page only.
    ///
    /// That an order is ready is told to who fetches it. Who has it brought is
    /// told once it is on the way; or that it is ready, where the lifecycle knows
    /// no way.
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
        let knows_a_way = lifecycle.statuses.iter().any(|it| it.phase == Phase::InTransit);
        match to {
            Phase::Unverified => None,
            Phase::Open => Some(Self::OrderReceived),
            Phase::Accepted => Some(Self::OrderAccepted),
            Phase::Working => {
                let agreed = matches!(from, Some(Phase::Accepted | Phase::Ready));
                (!agreed).then_some(Self::OrderAccepted)
            }
            Phase::Ready => {
                (method == MethodKind::Pickup || !knows_a_way).then_some(Self::OrderReady)
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
    fn who_waits_for_an_order_is_told_at_once_and_nobody_else() {
        let never_held: Vec<_> =
            NoticeGroup::ALL.into_iter().filter(|it| it.is_never_held()).collect();
        assert_eq!(never_held, [NoticeGroup::OrderReady, NoticeGroup::OrderOnTheWay]);
    }

    /// What a buyer is told of an order that goes through these phases.
    fn told(lifecycle: &str, method: MethodKind, phases: &[Phase]) -> Vec<NoticeGroup> {
        let lifecycle = LIFECYCLES.iter().find(|it| it.name == lifecycle);
        let lifecycle = lifecycle.unwrap_or_else(|| panic!("a lifecycle is missing"));
        let before = std::iter::once(None).chain(phases.iter().copied().map(Some));
        before
            .zip(phases)
            .filter_map(|(from, to)| NoticeGroup::of_move(lifecycle, method, from, *to))
            .collect()
    }

    #[test]
    fn a_buyer_is_told_what_an_orders_moves_mean() {
        use NoticeGroup::{
            OrderAccepted, OrderDone, OrderOnTheWay, OrderReady, OrderReceived, OrderStopped,
        };
        use Phase::{Accepted, Done, Failed, InTransit, Open, Ready, Unverified, Working};
        let kitchen = [Unverified, Open, Working, Ready, InTransit, InTransit, Done];
        assert_eq!(
            told("kitchen", MethodKind::Delivery, &kitchen),
            [OrderReceived, OrderAccepted, OrderOnTheWay, OrderDone]
        );
        let producer = [Open, Accepted, Working, Ready, Done];
        let ready = [OrderReceived, OrderAccepted, OrderReady, OrderDone];
        assert_eq!(told("producer", MethodKind::Pickup, &producer), ready);
        // Nobody is ever told that it is on the way.
        assert_eq!(told("producer", MethodKind::Delivery, &producer), ready);
        assert_eq!(
            told("shop", MethodKind::Shipping, &[Open, Failed]),
            [OrderReceived, OrderStopped]
        );
    }
}
