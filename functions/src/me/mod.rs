//! The person who is signed in: who they are, the memberships that they are
//! invited to, the end of one, and what they want of notices.

pub mod accept_invitation;
pub mod decline_invitation;
pub mod get_me;
pub mod get_preferences;
pub mod leave;
mod notice_groups;
mod preferences;
pub mod put_preferences;
