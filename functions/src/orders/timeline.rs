//! What happened to an order, as callers see it.

use docket_domain::{Entry, Order, Phase};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// A line of the timeline.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// The status from then on.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// When.
    #[schema(value_type = words::Moment)]
    timestamp: Timestamp,
    /// The role of who did it.
    #[schema(value_type = words::RoleName)]
    updated_by: &'static str,
    /// Who did it, within the role.
    #[schema(example = "MBR-0123456789")]
    actor: String,
    /// What they wrote, or what the lifecycle says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "On the counter.")]
    notes: Option<String>,
}

/// When an order first reached a phase.
#[derive(Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
pub struct ReachedView {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    accepted_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    preparing_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    ready_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    completed_at: Option<Timestamp>,
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
    at: Timestamp,
}

/// An order's way so far, as its item has it.
pub fn timeline(order: &Order) -> Vec<EntryView> {
    order.timeline.iter().filter(|entry| entry.kind.is_status()).map(entry).collect()
}

/// How it was stopped, if it was.
pub fn cancellation(order: &Order) -> Option<CancellationView> {
    order.cancellation().map(|entry| CancellationView {
        cancelled_by: entry.role.name(),
        reason: entry.shown_note().map(str::to_owned),
        at: entry.at,
    })
}

fn entry(entry: &Entry) -> EntryView {
    EntryView {
        status: entry.status.name,
        timestamp: entry.at,
        updated_by: entry.role.name(),
        actor: entry.actor.clone(),
        notes: entry.shown_note().map(str::to_owned),
    }
}

/// When it first reached the phases that the contract names.
pub fn reached(order: &Order) -> ReachedView {
    let first = |phase: Phase| {
        order.timeline.iter().find(|entry| entry.status.phase == phase).map(|entry| entry.at)
    };
    ReachedView {
        accepted_at: first(Phase::Accepted),
        preparing_at: first(Phase::Working),
        ready_at: first(Phase::Ready),
        completed_at: first(Phase::Done),
    }
}
