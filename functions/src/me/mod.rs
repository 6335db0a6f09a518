//! The person who is signed in: who they are, the memberships that they are
//! invited to, and the end of one; and the browsers that they are sent messages in.

pub mod accept_invitation;
pub mod decline_invitation;
pub mod delete_push_subscription;
pub mod get_me;
pub mod get_push_key;
pub mod leave;
pub mod put_push_subscription;
