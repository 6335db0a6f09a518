//! HTTP handlers about the signed-in person: profile, invitations and the end of a membership;
//! message preferences and push subscriptions. Also the links in e-mails that end further e-mails,
//! which need no sign-in.

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
