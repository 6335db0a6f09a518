/// Whether real money moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Cards are charged.
    Live,
    /// The provider simulates payments.
    Test,
}
