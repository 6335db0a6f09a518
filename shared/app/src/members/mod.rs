//! Inviting, reading and changing members: staff, drivers and administrators.

mod any_member;
mod check_seller;
mod create_member;
mod list_members;
mod read_member;
mod update_member;

pub use any_member::AnyMember;
pub use create_member::{NewMember, create_member};
pub use list_members::{MemberFilter, list_members, listed_seller};
pub use read_member::{managed_member, read_member};
pub use update_member::{UpdateMember, update_member};
