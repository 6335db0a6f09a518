//! When a step of a delivery was made, as its request says.

use docket_app::{Faults, StepTime};
use jiff::Timestamp;

use crate::http::Moment;

/// The time of a step that was made at `happenedAt`; the moment of the request without
/// it.
pub fn step_time(happened_at: Option<Moment>, now: Timestamp, faults: &mut Faults) -> StepTime {
    let time = happened_at.map_or(Ok(StepTime::NOW), |then| StepTime::happened(then.into(), now));
    time.unwrap_or_else(|error| {
        faults.add("/happenedAt", error);
        StepTime::NOW
    })
}
