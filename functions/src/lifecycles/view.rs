//! A lifecycle as callers see it.

use docket_domain::{Lifecycle, MethodKind, Move, Role, Status, StatusTargets};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    openapi::{samples, words},
    sellers::TargetsView,
};

/// The statuses of a kind of business, and the moves between them. A version of
/// a lifecycle never changes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Lifecycle, example = LifecycleView::example)]
pub struct LifecycleView {
    /// Its name.
    #[schema(value_type = words::LifecycleName)]
    name: &'static str,
    /// Its version; an order keeps the one that it was placed under.
    #[schema(value_type = words::Version)]
    version: u32,
    /// Its statuses, in the order in which an order usually goes through them.
    /// The first one is that of orders that wait for the code of a guest.
    statuses: Vec<LifecycleStatus>,
    /// The moves between them.
    moves: Vec<LifecycleMove>,
    /// In which statuses the buyer cancels.
    cancel_rule: LifecycleCancelRule,
    /// How long an order may stay in a status, for sellers that have this
    /// measured and set nothing else.
    targets: Vec<TargetsView>,
}

/// A status of a lifecycle.
#[derive(Serialize, ToSchema)]
pub struct LifecycleStatus {
    /// Its name.
    #[schema(value_type = words::StatusName)]
    name: &'static str,
    /// What it means, in the words of all lifecycles.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// Whether the buyer may cancel an order in this status, perhaps only while
    /// the seller's cancel window is open.
    cancellable: bool,
    /// Whether the items of an order return to stock when the order is stopped in
    /// this status. Only in such a status can the items be changed.
    restocks: bool,
}

/// A move from one status to another.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LifecycleMove {
    /// The status that is left.
    #[schema(value_type = words::StatusName)]
    from: &'static str,
    /// The status that is entered.
    #[schema(value_type = words::StatusName)]
    to: &'static str,
    /// Who may make it.
    #[schema(value_type = Vec<words::RoleName>)]
    roles: Vec<&'static str>,
    /// Whether it follows by itself as soon as the order is in `from`.
    automatic: bool,
    /// The fulfilment methods of the orders that may go this way.
    #[schema(value_type = Vec<words::MethodName>)]
    methods: Vec<&'static str>,
    /// Whether it is possible only while the seller's cancel window is open.
    within_cancel_window: bool,
}

/// In which statuses a buyer cancels.
#[derive(Serialize, ToSchema)]
pub struct LifecycleCancelRule {
    /// Statuses in which the buyer may cancel at any time.
    #[schema(value_type = Vec<words::StatusName>)]
    statuses: Vec<&'static str>,
    /// Statuses in which the buyer may cancel while the seller's cancel window,
    /// `cancelWindowMinutes` from placing, is open.
    #[schema(value_type = Vec<words::StatusName>)]
    windowed: Vec<&'static str>,
}

/// A lifecycle under its own name.
#[derive(Serialize, ToSchema)]
pub struct LifecycleBody {
    /// The lifecycle.
    lifecycle: LifecycleView,
}

impl LifecycleBody {
    /// What there is to know of a lifecycle.
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

    /// The demo kitchen's, for the description of the API.
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

/// The ways by which a buyer cancels an order in this status.
fn buyers_ways(
    lifecycle: &'static Lifecycle,
    status: &'static Status,
) -> impl Iterator<Item = &'static Move> {
    let cancels =
        |way: &&'static Move| way.by.contains(&Role::Buyer) && lifecycle.is_cancellation(way);
    status.moves.iter().filter(cancels)
}
