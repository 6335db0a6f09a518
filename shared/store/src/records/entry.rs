//! The stored form of the lines of an order's history.

use docket_domain::{
    Amount, Entry, EntryKind, Lifecycle, Order, OrderId, PromiseMove, Role, UnknownProblem,
};
use jiff::Timestamp;

use super::{Malformed, amount, maybe_text, parse, texts, time};

/// Version, kind, status, time, role, actor, note, change and amount.
///
/// The role is followed by `/` and the role on whose behalf it was done (`admin/buyer`), and by `@`
/// and the time of recording if that is later. The actor is absent for the order's customer. The
/// note is followed by [`REASON`] and the reason, if there is one.
pub(super) type EntryRecord =
    (u32, String, String, i64, String, Option<String>, Option<String>, String, Option<u64>);

/// Separates the note and the reason. No text contains it.
const REASON: char = '\u{1f}';

pub(super) fn entry_records(entries: &[Entry], order: &Order) -> Vec<EntryRecord> {
    entries.iter().map(|entry| entry_record(entry, order)).collect()
}

fn entry_record(entry: &Entry, order: &Order) -> EntryRecord {
    let by_customer = entry.role == Role::Buyer && entry.actor == order.customer.key.as_str();
    (
        entry.version,
        kind_text(entry.kind),
        entry.status.name.to_owned(),
        entry.at.as_millisecond(),
        roles_text(entry),
        (!by_customer).then(|| entry.actor.clone()),
        note_and_reason(entry),
        entry.change.to_string(),
        entry.amount.map(Amount::minor),
    )
}

fn note_and_reason(entry: &Entry) -> Option<String> {
    let note = texts(entry.note.as_ref());
    match &entry.reason {
        None => note,
        Some(reason) => Some(format!("{}{REASON}{reason}", note.unwrap_or_default())),
    }
}

fn roles_text(entry: &Entry) -> String {
    let behalf =
        entry.on_behalf_of_role.map(|role| format!("/{}", role.name())).unwrap_or_default();
    let recorded = entry.recorded_at.map(|at| format!("@{}", at.as_millisecond()));
    let recorded = recorded.unwrap_or_default();
    format!("{}{behalf}{recorded}", entry.role.name())
}

/// The stored form of a kind: a letter, followed by the linked order, the times of a promise or the
/// driver's problem.
fn kind_text(kind: EntryKind) -> String {
    let code = kind_code(kind);
    if let Some(problem) = kind.problem() {
        return format!("{code}{}", problem.name());
    }
    match kind.promise() {
        Some(moved) => format!("{code}{}", promise_text(moved)),
        None => format!("{code}{}", kind.other().map(short_id).unwrap_or_default()),
    }
}

/// The promised time, followed by `<` and the former one, if there was one.
fn promise_text(PromiseMove { from, to }: PromiseMove) -> String {
    let from = from.map(|from| format!("<{}", from.as_millisecond())).unwrap_or_default();
    format!("{}{from}", to.as_millisecond())
}

/// When a line was recorded, in milliseconds.
fn read_recorded(millis: &str) -> Result<Timestamp, Malformed> {
    let millis = millis.parse().map_err(|_| Malformed::new("tl", "not a time of recording"))?;
    time("tl", millis)
}

fn read_promise(text: &str) -> Result<PromiseMove, Malformed> {
    let at = |text: &str| {
        let millis = text.parse().map_err(|_| Malformed::new("tl", "not a promised time"))?;
        time("tl", millis)
    };
    let (to, from) = match text.split_once('<') {
        Some((to, from)) => (to, Some(from)),
        None => (text, None),
    };
    Ok(PromiseMove { from: from.map(at).transpose()?, to: at(to)? })
}

pub(super) fn entry(
    record: EntryRecord,
    lifecycle: &'static Lifecycle,
    customer: &str,
) -> Result<Entry, Malformed> {
    let (version, kind, status, at, roles, actor, note, change, minor) = record;
    let (roles, recorded) = match roles.split_once('@') {
        Some((roles, recorded)) => (roles, Some(recorded)),
        None => (roles.as_str(), None),
    };
    let (role, behalf) = match roles.split_once('/') {
        Some((role, behalf)) => (role, Some(behalf)),
        None => (roles, None),
    };
    let (note, reason) = match note.as_deref().map(|both| both.split_once(REASON)) {
        Some(Some((note, reason))) => (Some(note).filter(|it| !it.is_empty()), Some(reason)),
        Some(None) | None => (note.as_deref(), None),
    };
    Ok(Entry {
        version,
        kind: read_kind(&kind)?,
        status: lifecycle
            .status(&status)
            .ok_or_else(|| Malformed::new("tl", "not a status of the lifecycle"))?,
        at: time("tl", at)?,
        recorded_at: recorded.map(read_recorded).transpose()?,
        role: read_role(role)?,
        on_behalf_of_role: behalf.map(read_role).transpose()?,
        actor: actor.unwrap_or_else(|| customer.to_owned()),
        note: maybe_text("tl", note)?,
        reason: maybe_text("tl", reason)?,
        amount: minor.map(|minor| amount("tl", minor)).transpose()?,
        change: parse("tl", &change)?,
    })
}

fn read_role(name: &str) -> Result<Role, Malformed> {
    Role::from_name(name).ok_or_else(|| Malformed::new("tl", "unknown role"))
}

fn read_kind(text: &str) -> Result<EntryKind, Malformed> {
    if let Some(kind) = KINDS.into_iter().find(|known| kind_code(*known) == text) {
        return Ok(kind);
    }
    let unknown = || Malformed::new("tl", "unknown kind");
    let (code, other) = text.split_at_checked(1).ok_or_else(unknown)?;
    if code == PROMISE_MOVED {
        return Ok(EntryKind::PromiseMoved(read_promise(other)?));
    }
    if code == PROBLEM {
        return other.parse().map(EntryKind::Problem).map_err(|_: UnknownProblem| unknown());
    }
    let other = linked(other)?;
    [
        EntryKind::SplitInto(other),
        EntryKind::SplitFrom(other),
        EntryKind::MergedFrom(other),
        EntryKind::MergedInto(other),
    ]
    .into_iter()
    .find(|known| kind_code(*known) == code)
    .ok_or_else(unknown)
}

/// The kinds that are stored as a letter alone.
const KINDS: [EntryKind; 21] = [
    EntryKind::Placed,
    EntryKind::Verified,
    EntryKind::Moved,
    EntryKind::Automatic,
    EntryKind::Stopped,
    EntryKind::Overridden,
    EntryKind::Updated,
    EntryKind::Paid,
    EntryKind::RefundRequested,
    EntryKind::RefundWithdrawn,
    EntryKind::PaymentAuthorized,
    EntryKind::PaymentReleased,
    EntryKind::PaymentExpiring,
    EntryKind::PaymentFailed,
    EntryKind::RefundSettled,
    EntryKind::RefundFailed,
    EntryKind::DisputeOpened,
    EntryKind::DisputeClosed,
    EntryKind::Escalated,
    EntryKind::TargetMissed,
    EntryKind::Noted,
];

const PROMISE_MOVED: &str = "t";
const PROBLEM: &str = "!";

const fn kind_code(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Placed => "p",
        EntryKind::Verified => "v",
        EntryKind::Moved => "m",
        EntryKind::Automatic => "a",
        EntryKind::Stopped => "s",
        EntryKind::Overridden => "o",
        EntryKind::Updated => "u",
        EntryKind::Paid => "$",
        EntryKind::RefundRequested => "r",
        EntryKind::RefundWithdrawn => "w",
        EntryKind::PaymentAuthorized => "h",
        EntryKind::PaymentReleased => "b",
        EntryKind::PaymentExpiring => "x",
        EntryKind::PaymentFailed => "f",
        EntryKind::RefundSettled => "R",
        EntryKind::RefundFailed => "F",
        EntryKind::DisputeOpened => "d",
        EntryKind::DisputeClosed => "D",
        EntryKind::Escalated => "e",
        EntryKind::TargetMissed => "l",
        EntryKind::SplitInto(_) => "<",
        EntryKind::SplitFrom(_) => ">",
        EntryKind::MergedFrom(_) => "+",
        EntryKind::MergedInto(_) => "-",
        EntryKind::PromiseMoved(_) => PROMISE_MOVED,
        EntryKind::Noted => "n",
        EntryKind::Problem(_) => PROBLEM,
    }
}

/// The short form of an order's id: without its `ORD-`.
pub(super) fn short_id(id: OrderId) -> String {
    id.to_string().trim_start_matches("ORD-").to_owned()
}

/// Reads an order's id that [`short_id`] wrote.
pub(super) fn linked(text: &str) -> Result<OrderId, Malformed> {
    parse("an order's id", &format!("ORD-{text}"))
}
