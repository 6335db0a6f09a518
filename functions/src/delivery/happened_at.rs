//! When a step was made that is told now.

use docket_app::{Faults, Told};
use jiff::Timestamp;

use crate::http::Moment;

/// The moment of `happenedAt`; now, where the request names none.
pub fn told(happened_at: Option<Moment>, now: Timestamp, faults: &mut Faults) -> Told {
    let told = happened_at.map(|then| Told::of(then.into(), now)).transpose();
    match told {
        Ok(told) => told.unwrap_or(Told::NOW),
        Err(error) => {
            faults.add("/happenedAt", error);
            Told::NOW
        }
    }
}
