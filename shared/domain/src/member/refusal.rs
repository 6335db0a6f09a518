/// Why a member cannot be as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemberRefusal {
    /// Neither phone nor e-mail address.
    #[error("give a phone or an email")]
    Unreachable,
    /// A seller's role without a seller.
    #[error("is required with this role")]
    NeedsSeller,
    /// An administrator of a seller.
    #[error("an admin has no seller")]
    HasNoSeller,
    /// Nobody is made a buyer, or the system.
    #[error("must be seller, driver or admin")]
    NoMembersRole,
    /// The caller may not give or take this role.
    #[error(
        "Only an administrator, or staff of that seller for its own staff and drivers, can give or take \
         this role"
    )]
    Forbidden,
    /// Who locks themselves out by mistake cannot undo it.
    #[error("nobody changes their own role or disables themselves; ask somebody else")]
    OwnAccess,
    /// An accepted member's addresses are that person's own business.
    #[error(
        "this member has accepted; only the member or an administrator changes the phone or email"
    )]
    AcceptedAddresses,
    /// Without an accepted address the member could not sign in to undo it.
    #[error(
        "keep one address that you have accepted: add the new one, sign in with it and accept it first"
    )]
    LastAddress,
}
