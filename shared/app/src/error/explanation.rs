//! A refusal as every protocol can answer it: code, reason, detail, places.

use jiff::SignedDuration;

use super::{Fault, ProblemCode};

/// Seconds after which an overloaded or absent table may be asked again.
const UNAVAILABLE_RETRY: u64 = 1;
/// The most characters of a detail, which may repeat what a client sent: 1,500 with a full stop.
const MAX_DETAIL: usize = 1_499;

/// A refusal, independent of the protocol that answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Its stable code.
    pub code: ProblemCode,
    /// Why, for programs, where the code is that of many.
    pub reason: Option<&'static str>,
    /// What is wrong, in words.
    pub detail: String,
    /// The places at fault.
    pub faults: Vec<Fault>,
    /// In how many seconds the same may be asked again.
    pub retry_after: Option<u64>,
}

impl Explanation {
    pub(super) fn new(code: ProblemCode, detail: &str) -> Self {
        let detail = detail.chars().take(MAX_DETAIL).collect();
        Self { code, reason: None, detail, faults: Vec::new(), retry_after: None }
    }

    /// A request whose places are at fault.
    pub(super) fn invalid(faults: Vec<Fault>) -> Self {
        Self::new(
            ProblemCode::InvalidRequest,
            "the request is not valid; `errors` names every place at fault",
        )
        .naming(faults)
    }

    pub(super) fn conflict(reason: &'static str, detail: &str) -> Self {
        Self::new(ProblemCode::Conflict, detail).because(reason)
    }

    pub(super) fn forbidden(detail: &str) -> Self {
        Self::new(ProblemCode::Forbidden, detail)
    }

    pub(super) fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    pub(super) fn naming(self, faults: Vec<Fault>) -> Self {
        Self { faults, ..self }
    }

    pub(super) fn retry_after(self, wait: SignedDuration) -> Self {
        let seconds =
            u64::try_from(wait.as_secs()).unwrap_or(0) + u64::from(wait.subsec_nanos() > 0);
        Self { retry_after: Some(seconds), ..self }
    }

    pub(super) fn unavailable() -> Self {
        let detail = "the service is busy or unavailable; try again in a second";
        let retry_after = Some(UNAVAILABLE_RETRY);
        Self { retry_after, ..Self::new(ProblemCode::Unavailable, detail) }
    }

    pub(super) fn internal() -> Self {
        Self::new(
            ProblemCode::Internal,
            "something went wrong on our side; quote the `requestId` when you ask about it",
        )
    }
}
