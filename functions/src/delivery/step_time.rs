//! The time of a delivery step, read from the `happenedAt` field of its request.

use docket_app::{Faults, StepTime};
use jiff::Timestamp;

use crate::http::Moment;

/// The time of a step: `happenedAt` if the request has it, otherwise the moment of the request. A
/// moment that is in the future or more than 24 hours ago becomes a fault at `/happenedAt`.
pub fn step_time(happened_at: Option<Moment>, now: Timestamp, faults: &mut Faults) -> StepTime {
    let time = happened_at.map_or(Ok(StepTime::NOW), |then| StepTime::happened(then.into(), now));
    time.unwrap_or_else(|error| {
        faults.add("/happenedAt", error);
        StepTime::NOW
    })
}
