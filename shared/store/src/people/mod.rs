//! People: who they are, how they sign in, and what they are sent.

mod challenges;
mod code_budgets;
mod codes;
mod contacts;
mod invitations;
mod members;
mod message_claims;
mod preferences;
mod push_subscriptions;
mod quota;
mod sessions;
mod withheld;

pub use challenges::{Asked, Asking};
pub use code_budgets::Budget;
pub use codes::{Attempt, ClaimedCode, CodeClaim, Subject};
pub use contacts::HeldOrder;
pub use invitations::{Acceptance, Invitation};
pub use members::{Identity, MemberCommit, MemberList, MemberOutcome, MemberUpdate};
pub use message_claims::Claim;
pub use quota::Quota;
pub use sessions::{Exchange, Revoked, Rotation};

pub(crate) use contacts::contact_action;
