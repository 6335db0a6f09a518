/// Why a member cannot be as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemberRefusal {
    /// Neither phone nor e-mail address.
    #[error("is required unless `email` is given")]
    Unreachable,
    /// A seller's role without a seller.
    #[error("is required for the roles seller and driver")]
    NeedsSeller,
    /// An administrator of a seller.
    #[error("must be absent for the role admin, which belongs to no seller")]
    HasNoSeller,
    /// Nobody is made a buyer, or the system.
    #[error("must be seller, driver or admin")]
    NoMembersRole,
    /// The caller may not give or take this role.
    #[error(
        "only an administrator, or staff of that seller for its own staff and drivers, can give or \
         take this role"
    )]
    Forbidden,
    /// Who locks themselves out by mistake cannot undo it.
    #[error(
        "you cannot change your own role or disable your own membership; ask another member of the \
         staff or an administrator"
    )]
    OwnAccess,
    /// An accepted member's addresses are that person's own business.
    #[error(
        "the member has accepted the invitation; only the member or an administrator can change the \
         phone or email"
    )]
    AcceptedAddresses,
    /// Without an accepted address the member could not sign in to undo it.
    #[error(
        "you cannot remove the last address that you have accepted; add the new one, sign in with it \
         and accept it first"
    )]
    LastAddress,
}
