//! A member as its managers see it.

use docket_app::{members::AnyMember, names::ADMINISTRATOR};
use docket_domain::{Contact, Member, MemberId, MemberStatus, Role};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// A person with a role of their own.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Member)]
pub struct MemberView {
    /// Their id.
    #[schema(value_type = words::MemberId)]
    id: String,
    /// Their name.
    #[schema(value_type = words::Name)]
    name: String,
    /// The phone they sign in with, in E.164.
    #[schema(value_type = Option<words::Phone>, required)]
    phone: Option<String>,
    /// The e-mail address they sign in with.
    #[schema(value_type = Option<words::Email>, required)]
    email: Option<String>,
    /// `seller`, `driver` or `admin`.
    #[schema(value_type = words::MemberRole)]
    role: &'static str,
    /// The seller whose staff or driver they are; null for an admin.
    #[schema(value_type = Option<words::SellerId>, required)]
    seller_id: Option<String>,
    /// `invited` until the holder of the phone or e-mail address accepts, then
    /// `accepted`; `disabled` when somebody disabled the member or the member
    /// left.
    #[schema(value_type = words::MemberStatusName)]
    status: &'static str,
    /// Whether they may no longer sign in.
    disabled: bool,
    /// When they were added. Absent of an administrator of the deployment's
    /// settings, who is there as long as those name the contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    created_at: Option<Moment>,
    /// Rises with each change.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// A member under its own name.
#[derive(Serialize, ToSchema)]
pub struct MemberBody {
    /// The member.
    pub member: MemberView,
}

impl MemberView {
    /// Of administrators of the deployment's settings: they never change.
    pub const VERSION_OF_DEPLOYMENT: u32 = 1;

    /// An administrator of the deployment's settings.
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
