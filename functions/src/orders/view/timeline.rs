//! The status timeline of an order, as callers see it.

use docket_app::names::{People, name};
use docket_domain::{Entry, EntryKind, Link, Order, Phase};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// One status change in the timeline of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// Status of the order after the change.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// When the status changed (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    timestamp: Moment,
    /// Who changed the status: role, identifier and name.
    updated_by: PersonView,
    /// Text that was written with the change, or the text that the lifecycle has for this status;
    /// null if there is none.
    #[schema(required, example = "On the counter.")]
    notes: Option<String>,
    /// Reason that was given for the change; null if there is none.
    #[schema(required, example = "The customer called.")]
    reason: Option<String>,
    /// Identifier of the other order of a split or merge. Absent in all other entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    other_order_id: Option<String>,
}

/// The person or function that made a change.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderActor)]
pub struct PersonView {
    /// Role: `buyer`, `seller` (the seller's staff), `driver`, `admin`, or `system` for automatic
    /// changes.
    #[schema(value_type = words::RoleName)]
    role: &'static str,
    /// Identifier within the role: of a member, of the customer, or the name of the function for
    /// `system`.
    #[schema(example = "MBR-0123456789")]
    id: String,
    /// Name of the person. Present for the seller's staff and administrators in get-order,
    /// get-order-internal, track-order and order-history; null in other answers, for other callers,
    /// and for `system`.
    #[schema(value_type = Option<words::Name>, required)]
    name: Option<String>,
}

impl PersonView {
    /// Who made a change, with the name if `people` are given and know it.
    pub fn new(entry: &Entry, order: &Order, people: Option<&People>) -> Self {
        Self {
            role: entry.role.name(),
            id: entry.actor.clone(),
            name: people.and_then(|people| name(entry, order, people)),
        }
    }
}

/// When an order first reached certain phases and statuses. Each time is absent if the order has
/// not reached that point, or if its lifecycle has no such step.
#[derive(Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
pub struct ReachedView {
    /// When the order first reached the phase `accepted` (UTC, RFC 3339). Absent before that, and
    /// in lifecycles without this phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    accepted_at: Option<Moment>,
    /// When the order first reached the phase `working` (UTC, RFC 3339). Absent before that, and in
    /// lifecycles without this phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    preparing_at: Option<Moment>,
    /// When the order was first ready (UTC, RFC 3339), by the phase of its status. Absent before
    /// that, and in lifecycles without this phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    ready_at: Option<Moment>,
    /// When a driver or carrier first picked the order up (UTC, RFC 3339). Absent before that, and
    /// in lifecycles without a pick-up step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    picked_up_at: Option<Moment>,
    /// When the order was first out for delivery (UTC, RFC 3339). Absent before that, and in
    /// lifecycles without this step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    out_for_delivery_at: Option<Moment>,
    /// When the order was first shipped (UTC, RFC 3339). Absent before that, and in lifecycles
    /// without a shipping step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    shipped_at: Option<Moment>,
    /// When the order was first delivered (UTC, RFC 3339). Absent before that, and in lifecycles
    /// without a delivery step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    delivered_at: Option<Moment>,
    /// When the order first reached the phase `done` (UTC, RFC 3339). Absent before that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    completed_at: Option<Moment>,
    /// Since when the order is rejected (UTC, RFC 3339). Present only while it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    rejected_at: Option<Moment>,
    /// Since when the order is cancelled (UTC, RFC 3339). Present only while it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    cancelled_at: Option<Moment>,
    /// Since when the order has failed (UTC, RFC 3339). Present only while it is in that phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    failed_at: Option<Moment>,
}

/// How, when and why an order was cancelled, rejected or marked as failed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancellationView {
    /// Role of the caller who stopped the order: `buyer`, `seller`, `admin` or `system`.
    #[schema(value_type = words::RoleName)]
    cancelled_by: &'static str,
    /// Reason that was given for stopping the order. Absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Out of season.")]
    reason: Option<String>,
    /// When the order was stopped (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// Whether a refund of what was paid was requested.
    refund_initiated: bool,
    /// Number of vouchers whose use was given back by the cancellation.
    #[schema(value_type = words::Count)]
    vouchers_restored: usize,
}

/// The status changes that are stored with the order, oldest first, with names if `people` are
/// given.
pub fn timeline(order: &Order, people: Option<&People>) -> Vec<EntryView> {
    let statuses = order.timeline.iter().filter(|entry| entry.kind.is_status());
    statuses.map(|it| entry(it, order, people)).collect()
}

/// How an order was stopped; nothing if it was not.
pub fn cancellation(order: &Order) -> Option<CancellationView> {
    order.cancellation().map(|entry| CancellationView {
        cancelled_by: entry.role.name(),
        reason: entry.why().map(ToString::to_string),
        at: entry.at.into(),
        refund_initiated: order.refund_initiated(),
        vouchers_restored: order.vouchers_restored(),
    })
}

fn entry(entry: &Entry, order: &Order, people: Option<&People>) -> EntryView {
    EntryView {
        status: entry.status.name,
        timestamp: entry.at.into(),
        updated_by: PersonView::new(entry, order, people),
        notes: entry.shown_note().map(str::to_owned).or_else(|| linked(entry.kind)),
        reason: entry.why().map(ToString::to_string),
        other_order_id: entry.kind.other().map(|other| other.to_string()),
    }
}

/// Text of an entry about another order.
fn linked(kind: EntryKind) -> Option<String> {
    let (link, other) = kind.link()?;
    let what = match link {
        Link::SplitInto => "A part of it became",
        Link::SplitFrom => "Split from",
        Link::MergedFrom => "Took in",
        Link::MergedInto => "Went into",
    };
    Some(format!("{what} {other}"))
}

/// When an order first reached the phases and the lifecycle steps that the contract names.
pub fn reached(order: &Order) -> ReachedView {
    let at = |name: Option<&str>| name.and_then(|name| order.first_at(name)).map(Into::into);
    let steps = &order.lifecycle.steps;
    let now_in = |phase: Phase| (order.status.phase == phase).then(|| order.since());
    ReachedView {
        accepted_at: order.first_in(Phase::Accepted).map(Into::into),
        preparing_at: order.first_in(Phase::Working).map(Into::into),
        ready_at: order.first_in(Phase::Ready).map(Into::into),
        // Phases do not tell these apart.
        picked_up_at: at(steps.pick_up),
        out_for_delivery_at: at(order.lifecycle.out_for_delivery()),
        shipped_at: at(steps.ship),
        delivered_at: at(steps.deliver),
        completed_at: order.first_in(Phase::Done).map(Into::into),
        rejected_at: now_in(Phase::Rejected).map(Into::into),
        cancelled_at: now_in(Phase::Cancelled).map(Into::into),
        failed_at: now_in(Phase::Failed).map(Into::into),
    }
}
