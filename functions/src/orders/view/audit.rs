//! The audit log of an order, for the seller's staff and administrators.

use docket_app::names::People;
use docket_domain::{Amount, Entry, EntryKind, Order, ProblemKind, Role, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::timeline::PersonView;
use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// One entry of an order's audit log: what happened, when, who did it and what it changed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::audit_entry)]
pub struct AuditEntry {
    /// Version of the order after the change. One change can write several entries with the same
    /// version. 0 for entries that a split-off order took over from the original order.
    #[schema(minimum = 0, example = 2)]
    version: u32,
    /// What happened. Status: `placed`, `verified`, `moved`, `moved_automatically`, `stopped`
    /// (cancelled, rejected or failed), `overridden`. Content: `updated`, `note_added`,
    /// `promise_moved`, `problem_reported`, `escalated` (not accepted in time), `sla_breached`.
    /// Split and merge: `split_into`, `split_from`, `merged_from`, `merged_into`. Payments:
    /// `payment_recorded`, `payment_authorized`, `payment_released`, `payment_expiring`,
    /// `payment_failed`, `dispute_opened`, `dispute_closed`. Refunds: `refund_requested`,
    /// `refund_withdrawn`, `refund_settled`, `refund_failed`.
    #[schema(example = "moved")]
    action: &'static str,
    /// Who made the change: role, identifier and name.
    by: PersonView,
    /// Role on whose behalf an administrator acted, such as `seller` when an administrator accepts
    /// an order. Absent if the caller acted in their own role.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RoleName>)]
    on_behalf_of: Option<&'static str>,
    /// When it happened (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// When it was recorded, if that was later than `at`: a driver without a connection reported it
    /// afterwards. Absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    recorded_at: Option<Moment>,
    /// What prevented the delivery, in entries with the action `problem_reported`. Absent in all
    /// others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::ProblemKindName>)]
    problem: Option<&'static str>,
    /// Status before the change; null for the first entry, by which the order was placed.
    #[schema(value_type = Option<words::StatusName>, required)]
    from: Option<&'static str>,
    /// Status after the change. Equal to `from` if the change did not affect the status.
    #[schema(value_type = words::StatusName)]
    to: &'static str,
    /// Text that was written with the change; null if there is none.
    #[schema(required, example = "On the counter.")]
    notes: Option<String>,
    /// Reason that was given for the change; null if there is none.
    #[schema(required, example = "The customer called.")]
    reason: Option<String>,
    /// Fields of the order that were changed, as text from the old to the new value; long texts are
    /// shortened. Only in entries with the action `updated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "sk-thali: 2 → 1; total: USD 27.00 → USD 13.50")]
    changes: Option<String>,
    /// Identifier of the other order of a split or merge. Absent in all other entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    other_order_id: Option<String>,
    /// Amount of money that the entry is about, in minor units of the order's currency. Absent if
    /// the entry is not about money.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Amount>)]
    amount: Option<u64>,
    /// New promised time, in entries with the action `promise_moved`. Absent in all others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    promised_at: Option<Moment>,
    /// Promised time before the change, in entries with the action `promise_moved`. Absent if no
    /// time was promised before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    previously_promised_at: Option<Moment>,
    /// Whether an administrator overrode the status without regard to the transitions of the
    /// lifecycle.
    bypassed_validation: bool,
}

/// The complete audit log, oldest entry first. The order must carry its whole history.
pub fn trail(order: &Order, people: &People) -> Vec<AuditEntry> {
    let mut from = None;
    let line = |entry: &Entry| AuditEntry {
        version: entry.version,
        action: action(entry.kind),
        by: PersonView::new(entry, order, Some(people)),
        on_behalf_of: entry.on_behalf_of_role.map(Role::name),
        at: entry.at.into(),
        recorded_at: entry.recorded_at.map(Into::into),
        problem: entry.kind.problem().map(ProblemKind::name),
        from: from.replace(entry.status.name),
        to: entry.status.name,
        notes: written(entry, false),
        reason: entry.why().map(Text::to_string),
        changes: written(entry, true),
        other_order_id: entry.kind.other().map(|other| other.to_string()),
        amount: entry.amount.map(Amount::minor),
        promised_at: entry.kind.promise().map(|it| it.to.into()),
        previously_promised_at: entry.kind.promise().and_then(|it| it.from).map(Into::into),
        bypassed_validation: entry.kind == EntryKind::Overridden,
    };
    order.timeline.iter().map(line).collect()
}

/// The note of an entry: the summary of changed fields if `changes` is set, else what somebody
/// wrote.
fn written(entry: &Entry, changes: bool) -> Option<String> {
    let note = entry.note.as_ref().filter(|_| (entry.kind == EntryKind::Updated) == changes);
    note.map(Text::to_string)
}

const fn action(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Placed => "placed",
        EntryKind::Verified => "verified",
        EntryKind::Moved => "moved",
        EntryKind::Automatic => "moved_automatically",
        EntryKind::Stopped => "stopped",
        EntryKind::Overridden => "overridden",
        EntryKind::Updated => "updated",
        EntryKind::Paid => "payment_recorded",
        EntryKind::RefundRequested => "refund_requested",
        EntryKind::RefundWithdrawn => "refund_withdrawn",
        EntryKind::PaymentAuthorized => "payment_authorized",
        EntryKind::PaymentReleased => "payment_released",
        EntryKind::PaymentExpiring => "payment_expiring",
        EntryKind::PaymentFailed => "payment_failed",
        EntryKind::RefundSettled => "refund_settled",
        EntryKind::RefundFailed => "refund_failed",
        EntryKind::DisputeOpened => "dispute_opened",
        EntryKind::DisputeClosed => "dispute_closed",
        EntryKind::Escalated => "escalated",
        EntryKind::TargetMissed => "sla_breached",
        EntryKind::SplitInto(_) => "split_into",
        EntryKind::SplitFrom(_) => "split_from",
        EntryKind::MergedFrom(_) => "merged_from",
        EntryKind::MergedInto(_) => "merged_into",
        EntryKind::PromiseMoved(_) => "promise_moved",
        EntryKind::Noted => "note_added",
        EntryKind::Problem(_) => "problem_reported",
    }
}
