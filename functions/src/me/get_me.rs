use axum::{Json, extract::State};
use docket_app::{
    SharedApp,
    me::{self, OpenInvitation},
};
use docket_domain::{Contact, Seller};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{ApiError, Caller, Moment},
    members::view::MemberView,
    openapi::words,
};

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub struct Me {
    /// The role of this session.
    #[schema(value_type = words::RoleName)]
    role: &'static str,
    /// The member of this session; null for a buyer and for an administrator of
    /// the deployment's settings.
    #[schema(required)]
    member: Option<MemberView>,
    /// The seller of this session; null for a buyer and for an administrator.
    #[schema(required)]
    seller: Option<SellerName>,
    /// The phone or e-mail address that this sign-in proved; null when it is
    /// not on record.
    #[schema(required)]
    contact: Option<ContactView>,
    /// The invitations of that phone or e-mail address, the oldest first.
    invitations: Vec<InvitationView>,
}

/// A seller by name.
#[derive(Serialize, ToSchema)]
pub struct SellerName {
    /// The seller.
    #[schema(value_type = words::SellerId)]
    id: String,
    /// Its name.
    #[schema(value_type = words::Name)]
    name: String,
}

/// A phone or an e-mail address.
#[derive(Serialize, ToSchema)]
#[schema(as = ProvenContact)]
pub struct ContactView {
    /// E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// An e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
}

/// An invitation to be a member.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Invitation)]
pub struct InvitationView {
    /// Its id, which is the member's.
    #[schema(value_type = words::MemberId)]
    id: String,
    /// The role that accepting it gives.
    #[schema(value_type = words::MemberRole)]
    role: &'static str,
    /// The seller; null for an administrator.
    #[schema(required)]
    seller: Option<SellerName>,
    /// When it was made.
    #[schema(value_type = words::Moment)]
    invited_at: Moment,
    /// Until when it can be accepted.
    #[schema(value_type = words::Moment)]
    expires_at: Moment,
}

/// Get the signed-in person.
///
/// Who is signed in, and which memberships wait for them. An invitation is
/// shown to the holder of its phone or e-mail address only.
#[utoipa::path(
    get, path = "/api/me", tag = "Me", security(("bearer" = [])),
    responses((status = OK, body = Me)),
)]
pub async fn get_me(State(app): State<SharedApp>, caller: Caller) -> Result<Json<Me>, ApiError> {
    let me = me::read_me(&app, &caller).await?;
    Ok(Json(Me {
        role: me.role.name(),
        member: me.member.as_ref().map(MemberView::from),
        seller: me.seller.as_ref().map(SellerName::from),
        contact: me.contact.as_ref().map(ContactView::from),
        invitations: me.invitations.iter().map(InvitationView::from).collect(),
    }))
}

impl From<&Seller> for SellerName {
    fn from(seller: &Seller) -> Self {
        Self { id: seller.id.to_string(), name: seller.name.to_string() }
    }
}

impl From<&OpenInvitation> for InvitationView {
    fn from(invitation: &OpenInvitation) -> Self {
        Self {
            id: invitation.member.id.to_string(),
            role: invitation.member.grant.role().name(),
            seller: invitation.seller.as_ref().map(SellerName::from),
            invited_at: invitation.invited_at.into(),
            expires_at: invitation.expires_at.into(),
        }
    }
}

impl From<&Contact> for ContactView {
    fn from(contact: &Contact) -> Self {
        match contact {
            Contact::Phone(phone) => Self { phone: Some(phone.as_str().to_owned()), email: None },
            Contact::Email(email) => Self { phone: None, email: Some(email.as_str().to_owned()) },
        }
    }
}
