//! The person who is signed in: who they are, the memberships that they are
//! invited to, and the end of one; what they want of notices, and the browsers that
//! they are sent messages in; and the end of e-mails by their links.

pub mod accept_invitation;
pub mod decline_invitation;
pub mod delete_push_subscription;
pub mod get_me;
pub mod get_preferences;
pub mod get_push_key;
pub mod leave;
mod notice_groups;
mod preferences;
pub mod put_preferences;
pub mod put_push_subscription;
pub mod show_unsubscribe;
pub mod unsubscribe;
mod unsubscribe_answer;
