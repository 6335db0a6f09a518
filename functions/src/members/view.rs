//! A member in responses.

use docket_app::{members::AnyMember, names::ADMINISTRATOR};
use docket_domain::{Contact, Member, MemberId, MemberStatus, Role};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// A member: a person who works for a seller as staff or driver, or an administrator.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Member)]
pub struct MemberView {
    /// The identifier of the member, used in request paths.
    #[schema(value_type = words::MemberId)]
    id: String,
    /// The member's name, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// The phone, in E.164, with which the member signs in. Null if there is none.
    #[schema(value_type = Option<words::Phone>, required)]
    phone: Option<String>,
    /// The e-mail address with which the member signs in. Null if there is none.
    #[schema(value_type = Option<words::Email>, required)]
    email: Option<String>,
    /// The role of the member: `seller`, `driver` or `admin`.
    #[schema(value_type = words::MemberRole)]
    role: &'static str,
    /// The seller for whom the member works. Null for an administrator.
    #[schema(value_type = Option<words::SellerId>, required)]
    seller_id: Option<String>,
    /// The state of the membership: `invited` until the holder of the phone or e-mail address
    /// accepts, then `accepted`; `disabled` after somebody disabled the member or the member left.
    #[schema(value_type = words::MemberStatusName)]
    status: &'static str,
    /// Whether the member is disabled, so that nobody can sign in as this member.
    disabled: bool,
    /// The time at which the member was invited. Absent for administrators who are named in the
    /// deployment's settings; they exist as long as the settings name them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    created_at: Option<Moment>,
    /// The version of the member, for optimistic locking. It starts at 1, increases with each
    /// change, and is the `ETag`.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// A response with one member.
#[derive(Serialize, ToSchema)]
pub struct MemberBody {
    /// The member after the request.
    pub member: MemberView,
}

impl MemberView {
    /// The version of administrators who are named in the deployment's settings; they never change.
    pub const VERSION_OF_DEPLOYMENT: u32 = 1;

    /// An administrator who is named in the deployment's settings.
    fn of_deployment(id: &MemberId, contact: &Contact) -> Self {
        let (phone, email) = match contact {
            Contact::Phone(phone) => (Some(phone.as_str().to_owned()), None),
            Contact::Email(email) => (None, Some(email.as_str().to_owned())),
        };
        Self {
            id: id.to_string(),
            name: ADMINISTRATOR.to_owned(),
            phone,
            email,
            role: Role::Admin.name(),
            seller_id: None,
            status: MemberStatus::Accepted.name(),
            disabled: false,
            created_at: None,
            version: Self::VERSION_OF_DEPLOYMENT,
        }
    }
}

impl From<&AnyMember> for MemberView {
    fn from(member: &AnyMember) -> Self {
        match member {
            AnyMember::Stored(member) => (&**member).into(),
            AnyMember::OfDeployment(id, contact) => Self::of_deployment(id, contact),
        }
    }
}

impl From<&Member> for MemberView {
    fn from(member: &Member) -> Self {
        Self {
            id: member.id.to_string(),
            name: member.name.to_string(),
            phone: member.addresses.phone().map(|phone| phone.as_str().to_owned()),
            email: member.addresses.email().map(|email| email.as_str().to_owned()),
            role: member.grant.role().name(),
            seller_id: member.grant.seller().map(ToString::to_string),
            status: member.status().name(),
            disabled: member.disabled,
            created_at: Some(member.created_at.into()),
            version: member.version,
        }
    }
}
