//! All that happened to an order, as its seller and administrators see it.

use docket_app::names::People;
use docket_domain::{Amount, Entry, EntryKind, Order, ProblemKind, Role, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::timeline::PersonView;
use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// Something that happened to an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::audit_entry)]
pub struct AuditEntry {
    /// The order's version from then on; a change may leave several lines. 0
    /// for what happened before it was split off another.
    #[schema(minimum = 0, example = 2)]
    version: u32,
    /// What happened.
    #[schema(example = "moved")]
    action: &'static str,
    /// Who did it.
    by: PersonView,
    /// In whose place, if not in their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RoleName>)]
    on_behalf_of: Option<&'static str>,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// When it was recorded, if that was later: a driver without signal reported it
    /// afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    recorded_at: Option<Moment>,
    /// What kept the driver from delivering it, in a `problem_reported` entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::ProblemKindName>)]
    problem: Option<&'static str>,
    /// The status before, unless the order was placed then.
    #[schema(value_type = Option<words::StatusName>, required)]
    from: Option<&'static str>,
    /// The status after.
    #[schema(value_type = words::StatusName)]
    to: &'static str,
    /// What they wrote.
    #[schema(required, example = "On the counter.")]
    notes: Option<String>,
    /// Why, as they say.
    #[schema(required, example = "The customer called.")]
    reason: Option<String>,
    /// What of the order was changed, from what it was to what it is; long
    /// texts are cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "sk-thali: 2 → 1; total: USD 27.00 → USD 13.50")]
    changes: Option<String>,
    /// The order that it was split into or from, or merged from or into.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    other_order_id: Option<String>,
    /// How much money it is about, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Amount>)]
    amount: Option<u64>,
    /// The new promised time, in a `promise_moved` entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    promised_at: Option<Moment>,
    /// The promised time before; absent if none was promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    previously_promised_at: Option<Moment>,
    /// Whether the lifecycle's rules were passed over.
    bypassed_validation: bool,
}

/// The whole audit trail, oldest first.
pub fn trail(order: &Order, people: &People) -> Vec<AuditEntry> {
    let mut from = None;
    let line = |entry: &Entry| AuditEntry {
        version: entry.version,
        action: action(entry.kind),
        by: PersonView::new(entry, order, Some(people)),
        on_behalf_of: entry.for_whom.map(Role::name),
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

/// What stands in a line: what was changed, or what somebody wrote.
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
