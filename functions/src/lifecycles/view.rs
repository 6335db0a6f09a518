//! A lifecycle in responses.

use docket_domain::{Lifecycle, MethodKind, Move, Role, Status, StatusTargets};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    openapi::{samples, words},
    sellers::TargetsView,
};

/// One version of a lifecycle: the statuses of a kind of business and the transitions between them.
/// A version never changes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Lifecycle, example = LifecycleView::example)]
pub struct LifecycleView {
    /// The name of the lifecycle, such as `kitchen`.
    #[schema(value_type = words::LifecycleName)]
    name: &'static str,
    /// The version of the lifecycle. An order keeps the version that it was placed under.
    #[schema(value_type = words::Version)]
    version: u32,
    /// The statuses in their usual sequence. The first one is that of guest orders that wait for
    /// their verification code.
    statuses: Vec<LifecycleStatus>,
    /// The transitions between the statuses.
    moves: Vec<LifecycleMove>,
    /// The statuses in which the buyer may cancel an order.
    cancel_rule: LifecycleCancelRule,
    /// The default time limits by status, in minutes for each priority. They apply to sellers that
    /// have time limits measured and have set none of their own.
    targets: Vec<TargetsView>,
}

/// A status that orders of a lifecycle can have.
#[derive(Serialize, ToSchema)]
pub struct LifecycleStatus {
    /// The name of the status, unique within the lifecycle.
    #[schema(value_type = words::StatusName)]
    name: &'static str,
    /// The phase of the status. Phases have the same meaning in all lifecycles.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// Whether the buyer may cancel an order in this status. It may be limited to the seller's
    /// cancel window; see `cancelRule`.
    cancellable: bool,
    /// Whether the items of an order return to stock if the order is cancelled, rejected or fails
    /// in this status. The items of an order can be changed only in a status with this property.
    restocks: bool,
}

/// A transition from one status to another.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LifecycleMove {
    /// The status from which the transition starts.
    #[schema(value_type = words::StatusName)]
    from: &'static str,
    /// The status to which the transition leads.
    #[schema(value_type = words::StatusName)]
    to: &'static str,
    /// The roles that may make the transition.
    #[schema(value_type = Vec<words::RoleName>)]
    roles: Vec<&'static str>,
    /// Whether the transition follows automatically as soon as an order enters `from`.
    automatic: bool,
    /// The fulfilment methods of the orders that may make the transition.
    #[schema(value_type = Vec<words::MethodName>)]
    methods: Vec<&'static str>,
    /// Whether the transition is possible only while the seller's cancel window is open.
    within_cancel_window: bool,
}

/// The statuses in which a buyer may cancel an order.
#[derive(Serialize, ToSchema)]
pub struct LifecycleCancelRule {
    /// The statuses in which the buyer may cancel at any time.
    #[schema(value_type = Vec<words::StatusName>)]
    statuses: Vec<&'static str>,
    /// The statuses in which the buyer may cancel while the seller's cancel window is open: for
    /// `cancelWindowMinutes` after the order was placed.
    #[schema(value_type = Vec<words::StatusName>)]
    windowed: Vec<&'static str>,
}

/// A response with one lifecycle.
#[derive(Serialize, ToSchema)]
pub struct LifecycleBody {
    /// The version of the lifecycle that was requested.
    lifecycle: LifecycleView,
}

impl LifecycleBody {
    /// The response for a lifecycle.
    pub fn new(lifecycle: &'static Lifecycle) -> Self {
        Self { lifecycle: LifecycleView::new(lifecycle) }
    }
}

impl LifecycleView {
    fn new(lifecycle: &'static Lifecycle) -> Self {
        let statuses = lifecycle.statuses.iter();
        let moves = statuses.clone().flat_map(|from| from.moves.iter().map(move |way| (from, way)));
        let measured = statuses.clone().filter(|it| it.targets.all().iter().any(Option::is_some));
        let measured = measured.map(|status| StatusTargets { status, targets: status.targets });
        Self {
            name: lifecycle.name,
            version: lifecycle.version,
            statuses: statuses.map(|status| shown(lifecycle, status)).collect(),
            moves: moves.map(|(from, way)| moved(from, way)).collect(),
            cancel_rule: cancel_rule(lifecycle),
            targets: measured.map(|row| TargetsView::new(&row)).collect(),
        }
    }

    /// The lifecycle of the demo kitchen, as an example in the API description.
    fn example() -> Option<Self> {
        Lifecycle::newest(samples::statuses::KITCHEN).map(Self::new)
    }
}

fn shown(lifecycle: &'static Lifecycle, status: &'static Status) -> LifecycleStatus {
    LifecycleStatus {
        name: status.name,
        phase: status.phase.name(),
        cancellable: buyers_ways(lifecycle, status).next().is_some(),
        restocks: status.restock,
    }
}

fn moved(from: &'static Status, way: &'static Move) -> LifecycleMove {
    LifecycleMove {
        from: from.name,
        to: way.to,
        roles: way.by.iter().copied().map(Role::name).collect(),
        automatic: from.then == Some(way.to),
        methods: way.methods.iter().copied().map(MethodKind::name).collect(),
        within_cancel_window: way.within_cancel_window,
    }
}

fn cancel_rule(lifecycle: &'static Lifecycle) -> LifecycleCancelRule {
    let names = |windowed: bool| {
        let by_buyer = |status: &&'static Status| {
            buyers_ways(lifecycle, status).any(|way| way.within_cancel_window == windowed)
        };
        lifecycle.statuses.iter().filter(by_buyer).map(|status| status.name).collect()
    };
    LifecycleCancelRule { statuses: names(false), windowed: names(true) }
}

/// The transitions by which a buyer cancels an order in this status.
fn buyers_ways(
    lifecycle: &'static Lifecycle,
    status: &'static Status,
) -> impl Iterator<Item = &'static Move> {
    let cancels =
        |way: &&'static Move| way.by.contains(&Role::Buyer) && lifecycle.is_cancellation(way);
    status.moves.iter().filter(cancels)
}
