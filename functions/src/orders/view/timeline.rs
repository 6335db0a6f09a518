//! What happened to an order, as callers see it.

use docket_app::names::{People, name};
use docket_domain::{Entry, EntryKind, Link, Order, Phase};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// A line of the timeline.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// The status from then on.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// When.
    #[schema(value_type = words::Moment)]
    timestamp: Moment,
    /// Who did it.
    updated_by: PersonView,
    /// What they wrote, or what the lifecycle says; null when there is nothing.
    #[schema(required, example = "On the counter.")]
    notes: Option<String>,
    /// Why, as they say; null when they do not.
    #[schema(required, example = "The customer called.")]
    reason: Option<String>,
    /// The order that it was split into or from, or merged from or into.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    other_order_id: Option<String>,
}

/// Who did something.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderActor)]
pub struct PersonView {
    /// `buyer`, `seller`, `driver`, `admin` or `system`.
    #[schema(value_type = words::RoleName)]
    role: &'static str,
    /// Who, within the role: a member, a customer, or the function of the
    /// system.
    #[schema(example = "MBR-0123456789")]
    id: String,
    /// What they are called, for staff and administrators in get-order,
    /// get-order-internal, track-order and order-history. Null elsewhere, for
    /// everybody else, and for the system.
    #[schema(value_type = Option<words::Name>, required)]
    name: Option<String>,
}

impl PersonView {
    /// Who did something to an order, by name where that is known and shown.
    pub fn new(entry: &Entry, order: &Order, people: Option<&People>) -> Self {
        Self {
            role: entry.role.name(),
            id: entry.actor.clone(),
            name: people.and_then(|people| name(entry, order, people)),
        }
    }
}

/// When an order first reached a phase or a status.
#[derive(Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
pub struct ReachedView {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    accepted_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    preparing_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    ready_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    picked_up_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    out_for_delivery_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    shipped_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    delivered_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    completed_at: Option<Moment>,
    /// While it is rejected, since when; the same for the other two.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    rejected_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    cancelled_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    failed_at: Option<Moment>,
}

/// How an order was stopped.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancellationView {
    /// The role of who stopped it.
    #[schema(value_type = words::RoleName)]
    cancelled_by: &'static str,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Out of season.")]
    reason: Option<String>,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// Whether a refund of what was paid began.
    refund_initiated: bool,
    /// How many vouchers may be redeemed once more by this.
    #[schema(value_type = words::Count)]
    vouchers_restored: usize,
}

/// An order's way so far, as its item has it; with names where people are given.
pub fn timeline(order: &Order, people: Option<&People>) -> Vec<EntryView> {
    let statuses = order.timeline.iter().filter(|entry| entry.kind.is_status());
    statuses.map(|it| entry(it, order, people)).collect()
}

/// How it was stopped, if it was.
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

/// What a line says of another order.
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

/// When it first reached the phases that the contract names, and where the
/// steps of its lifecycle lead.
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
