//! People: members, contacts, sign-ins, sessions, and notices.

mod challenges;
mod code_budgets;
mod codes;
mod contacts;
mod invitations;
mod members;
mod notice_contact;
mod notices;
mod preferences;
mod push_subscriptions;
mod quota;
mod sessions;
mod used_once;

pub use challenges::{Asked, Asking};
pub use code_budgets::Budget;
pub use codes::{Attempt, ClaimedCode, CodeClaim, Subject};
pub use contacts::HeldOrder;
pub use invitations::{Acceptance, Invitation};
pub use members::{Identity, MemberCommit, MemberList, MemberOutcome, MemberUpdate};
pub use notice_contact::NoticeContact;
pub use notices::{Claim, notice_at, notice_path};
pub use quota::Quota;
pub use sessions::{Exchange, Revoked, Rotation};

pub(crate) use contacts::contact_action;
