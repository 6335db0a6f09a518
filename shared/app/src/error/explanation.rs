//! A refusal, independent of the protocol: code, reason, detail and places.

use jiff::SignedDuration;

use super::{Fault, ProblemCode};

/// After how many seconds a request may be retried when the table is overloaded or unavailable.
const UNAVAILABLE_RETRY: u64 = 1;
/// The most characters of a detail, which may repeat text from the client: 1,500 with a full stop.
const MAX_DETAIL: usize = 1_499;

/// A refusal, independent of the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Its stable code.
    pub code: ProblemCode,
    /// The reason, for programs, when several refusals share the code.
    pub reason: Option<&'static str>,
    /// A sentence that says what is wrong.
    pub detail: String,
    /// The places at fault.
    pub faults: Vec<Fault>,
    /// After how many seconds the request may be retried.
    pub retry_after: Option<u64>,
}

impl Explanation {
    pub(super) fn new(code: ProblemCode, detail: &str) -> Self {
        let detail = detail.chars().take(MAX_DETAIL).collect();
        Self { code, reason: None, detail, faults: Vec::new(), retry_after: None }
    }

    /// The explanation of a request with faults.
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

    /// A fault of Docket's own. Its cause belongs into the log.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            ProblemCode::Internal,
            "something went wrong on our side; quote the `requestId` when you ask about it",
        )
    }
}
