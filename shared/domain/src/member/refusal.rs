//! The reasons for which a member is not created or changed.

/// Why a member cannot be created or changed as requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemberRefusal {
    /// The member has neither a phone nor an e-mail address.
    #[error("is required unless `email` is given")]
    Unreachable,
    /// The role needs a seller, and none is given.
    #[error("is required for the roles seller and driver")]
    NeedsSeller,
    /// An administrator belongs to no seller, and one is given.
    #[error("must be absent for the role admin, which belongs to no seller")]
    HasNoSeller,
    /// Members cannot have the role of a buyer or of the system.
    #[error("must be seller, driver or admin")]
    NoMembersRole,
    /// The caller may not give or take this role.
    #[error(
        "only an administrator, or staff of that seller for its own staff and drivers, can give or \
         take this role"
    )]
    Forbidden,
    /// The caller would change the own role or disable the own membership, and could not undo a
    /// mistake.
    #[error(
        "you cannot change your own role or disable your own membership; ask another member of the \
         staff or an administrator"
    )]
    OwnAccess,
    /// The member has accepted the invitation, so colleagues cannot change the addresses.
    #[error(
        "the member has accepted the invitation; only the member or an administrator can change the \
         phone or email"
    )]
    AcceptedAddresses,
    /// The caller would remove the last accepted address, and could not sign in to undo it.
    #[error(
        "you cannot remove the last address that you have accepted; add the new one, sign in with it \
         and accept it first"
    )]
    LastAddress,
}
