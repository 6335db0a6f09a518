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

    /// The kind called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
