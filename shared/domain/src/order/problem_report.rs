//! What keeps a driver from delivering an order, as the driver reports it.

use std::str::FromStr;

use crate::Text;

/// What a driver met at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// Nobody opens or answers.
    NobodyThere,
    /// The buyer does not take it.
    Refused,
    /// The address is not there, or not the buyer's.
    WrongAddress,
    /// Something else, as the note says.
    Other,
}

/// There is no problem of this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be one of {}", ProblemKind::ALL.map(ProblemKind::name).join(", "))]
pub struct UnknownProblem;

/// A problem of the kind [`ProblemKind::Other`] without a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is required for a problem of the kind other")]
pub struct UnsaidProblem;

/// A driver's report. One of another kind than those that have a name says what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemReport {
    kind: ProblemKind,
    note: Option<Text<1000>>,
}

impl ProblemKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::NobodyThere, Self::Refused, Self::WrongAddress, Self::Other];

    /// The name in requests and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NobodyThere => "nobody_there",
            Self::Refused => "refused",
            Self::WrongAddress => "wrong_address",
            Self::Other => "other",
        }
    }
}

impl FromStr for ProblemKind {
    type Err = UnknownProblem;

    fn from_str(name: &str) -> Result<Self, UnknownProblem> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or(UnknownProblem)
    }
}

impl ProblemReport {
    /// A report of a kind, with more in words.
    ///
    /// # Errors
    ///
    /// [`UnsaidProblem`].
    pub fn new(kind: ProblemKind, note: Option<Text<1000>>) -> Result<Self, UnsaidProblem> {
        if kind == ProblemKind::Other && note.is_none() {
            return Err(UnsaidProblem);
        }
        Ok(Self { kind, note })
    }

    /// What the driver met.
    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// More of it.
    #[must_use]
    pub const fn note(&self) -> Option<&Text<1000>> {
        self.note.as_ref()
    }
}
