//! The person who is signed in: who they are, the memberships that they are
//! invited to, and the end of one.

pub mod accept_invitation;
pub mod decline_invitation;
pub mod get_me;
pub mod leave;
