//! Fields that several requests about members have.

use docket_domain::{MemberRefusal, Role};

pub fn role(name: &str) -> Result<Role, MemberRefusal> {
    Role::from_name(name).ok_or(MemberRefusal::NoMembersRole)
}
