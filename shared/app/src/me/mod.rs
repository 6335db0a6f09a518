//! The signed-in person: their role, their invitations to memberships, and leaving a membership.

mod accept_invitation;
mod decline_invitation;
mod leave;
mod read_me;

pub use accept_invitation::accept_invitation;
pub use decline_invitation::decline_invitation;
pub use leave::leave;
pub use read_me::{Me, OpenInvitation, read_me};
