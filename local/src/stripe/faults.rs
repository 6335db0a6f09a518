//! Faults that developers and tests order. They affect later requests and webhooks.
//!
//! A fault waits for a request or webhook of its kind. It ends after a number of times, or at a time of the movable
//! clock.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::{
    fault::{Fault, FaultKind},
    operations::Operation,
    store::Work,
};

/// The order of a fault.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultOrder {
    kind: FaultKind,
    times: Option<u32>,
    seconds: Option<u32>,
    #[serde(default)]
    milliseconds: u64,
    operation: Option<Operation>,
    reason: Option<String>,
    #[serde(default)]
    worked: bool,
}

/// The default of `seconds`.
const SECONDS: u32 = 3_600;
/// The maximum delay of an answer, in milliseconds of real time.
const SLOWEST: u64 = 60_000;

/// Orders a fault.
///
/// # Errors
///
/// The text says which field is missing or out of range.
pub fn order(work: &mut Work<'_>, order: FaultOrder) -> Result<Fault, &'static str> {
    let lasts = matches!(order.kind, FaultKind::Down | FaultKind::WebhooksShuffled);
    if lasts && order.seconds.is_none() {
        return Err("This fault lasts for a time: give its `seconds`.");
    }
    if order.milliseconds > SLOWEST || (order.kind == FaultKind::Slow && order.milliseconds == 0) {
        return Err("A slow answer takes `milliseconds` between 1 and 60000.");
    }
    let seconds = order.seconds.unwrap_or(SECONDS);
    let until = lasts.then(|| work.now + SignedDuration::from_secs(seconds.into()));
    let fault = Fault {
        id: work.new_id("fault_"),
        kind: order.kind,
        left: order.times.unwrap_or(if lasts { u32::MAX } else { 1 }),
        until,
        seconds,
        milliseconds: order.milliseconds,
        operation: order.operation,
        reason: order.reason,
        worked: order.worked,
    };
    work.put(fault.clone());
    Ok(fault)
}

/// The faults that can still happen.
pub fn ordered(work: &mut Work<'_>) -> Vec<Fault> {
    let now = work.now;
    for fault in work.those(|fault: &Fault| is_over(fault, now)) {
        work.remove(&fault);
    }
    work.those(|_: &Fault| true)
}

/// Removes all faults.
pub fn clear(work: &mut Work<'_>) {
    for fault in work.those(|_: &Fault| true) {
        work.remove(&fault);
    }
}

/// Uses the oldest fault of a kind for an operation once, and returns it.
pub fn happens(
    work: &mut Work<'_>,
    kind: FaultKind,
    operation: Option<Operation>,
) -> Option<Fault> {
    let concerns = |fault: &Fault| {
        fault.kind == kind && (fault.operation.is_none() || fault.operation == operation)
    };
    let mut fault = ordered(work).into_iter().find(concerns)?;
    // Faults that are only limited by time have the maximum and are not counted.
    if fault.left != u32::MAX {
        fault.left -= 1;
        if fault.left == 0 {
            work.remove(&fault);
        } else {
            work.put(fault.clone());
        }
    }
    Some(fault)
}

fn is_over(fault: &Fault, now: Timestamp) -> bool {
    fault.left == 0 || fault.until.is_some_and(|until| until <= now)
}
