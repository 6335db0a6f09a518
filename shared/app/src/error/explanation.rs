//! A refusal as every protocol can answer it: kind, code, reason, detail, places.

use jiff::SignedDuration;

use super::Fault;

/// Seconds after which an overloaded or absent table may be asked again.
const UNAVAILABLE_RETRY: u64 = 1;
/// The most characters of a detail: it may repeat what a client sent.
const MAX_DETAIL: usize = 1_500;

/// What kind of refusal it is: what the caller can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request is at fault.
    Invalid,
    /// Nobody known sent it.
    Unauthenticated,
    /// Who sent it may not do this.
    Forbidden,
    /// What it names is not there.
    NotFound,
    /// What it names is not in a state for this.
    Conflict,
    /// What it names is not in the version that it expects.
    PreconditionFailed,
    /// Its key came with another request.
    KeyReused,
    /// Too many of its kind; later it may be taken.
    TooMany,
    /// Something is wrong on our side.
    Internal,
    /// Something is overloaded or away; the same again may be taken.
    Unavailable,
}

impl Kind {
    /// Whether the request is at fault, and would be again.
    #[must_use]
    pub const fn is_callers(self) -> bool {
        match self {
            Self::Invalid
            | Self::Unauthenticated
            | Self::Forbidden
            | Self::NotFound
            | Self::Conflict
            | Self::PreconditionFailed
            | Self::KeyReused
            | Self::TooMany => true,
            Self::Internal | Self::Unavailable => false,
        }
    }
}

/// A refusal, independent of the protocol that answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Its kind.
    pub kind: Kind,
    /// Its stable code.
    pub code: &'static str,
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
    pub(super) fn new(kind: Kind, code: &'static str, detail: &str) -> Self {
        let detail = detail.chars().take(MAX_DETAIL).collect();
        Self { kind, code, reason: None, detail, faults: Vec::new(), retry_after: None }
    }

    /// A request whose places are at fault.
    pub(super) fn invalid(faults: Vec<Fault>) -> Self {
        Self::new(Kind::Invalid, "invalid_request", "the request is not valid").naming(faults)
    }

    pub(super) fn conflict(reason: &'static str, detail: &str) -> Self {
        Self::new(Kind::Conflict, "conflict", detail).because(reason)
    }

    pub(super) fn forbidden(detail: &str) -> Self {
        Self::new(Kind::Forbidden, "forbidden", detail)
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
        let detail = "the service is busy; try again";
        let retry_after = Some(UNAVAILABLE_RETRY);
        Self { retry_after, ..Self::new(Kind::Unavailable, "unavailable", detail) }
    }

    pub(super) fn internal() -> Self {
        Self::new(Kind::Internal, "internal", "something went wrong on our side")
    }
}
