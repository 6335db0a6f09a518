//! A driver's report of a problem with a delivery.

use std::str::FromStr;

use crate::Text;

/// The kind of problem at the delivery address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// Nobody is there, or nobody answers.
    NobodyThere,
    /// The buyer refuses the order.
    Refused,
    /// The address does not exist, or is not the buyer's.
    WrongAddress,
    /// Another problem, which the note describes.
    Other,
}

/// The text is not the name of a kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be one of {}", ProblemKind::ALL.map(ProblemKind::name).join(", "))]
pub struct UnknownProblem;

/// A problem of the kind [`ProblemKind::Other`] without a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is required for a problem of the kind other")]
pub struct UnsaidProblem;

/// A driver's report. A report of [`ProblemKind::Other`] always has a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemReport {
    kind: ProblemKind,
    note: Option<Text<1000>>,
}

impl ProblemKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::NobodyThere, Self::Refused, Self::WrongAddress, Self::Other];

    /// The name in requests and responses.
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
    /// A report of a kind, with a note.
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

    /// The kind of problem.
    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// The driver's note.
    #[must_use]
    pub const fn note(&self) -> Option<&Text<1000>> {
        self.note.as_ref()
    }
}
