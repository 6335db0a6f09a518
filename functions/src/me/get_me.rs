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

/// The signed-in person and the open invitations of this person's contact.
#[derive(Serialize, ToSchema)]
pub struct Me {
    /// The role of this session: `buyer`, `seller`, `driver` or `admin`.
    #[schema(value_type = words::RoleName)]
    role: &'static str,
    /// The member of this session. Null for a buyer, and for an administrator who is named in the
    /// deployment's settings.
    #[schema(required)]
    member: Option<MemberView>,
    /// The seller of the member. Null for a buyer and for an administrator.
    #[schema(required)]
    seller: Option<SellerName>,
    /// The phone or e-mail address with which this session was started. Null if it is not on
    /// record.
    #[schema(required)]
    contact: Option<ContactView>,
    /// The open invitations to that phone or e-mail address, oldest first.
    invitations: Vec<InvitationView>,
}

/// A seller with its identifier and name.
#[derive(Serialize, ToSchema)]
pub struct SellerName {
    /// The identifier of the seller.
    #[schema(value_type = words::SellerId)]
    id: String,
    /// The seller's name, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
}

/// A phone or an e-mail address; exactly one of the two is present.
#[derive(Serialize, ToSchema)]
#[schema(as = ProvenContact)]
pub struct ContactView {
    /// The phone in E.164. Absent if the contact is an e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// The e-mail address. Absent if the contact is a phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
}

/// An invitation to become a member.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Invitation)]
pub struct InvitationView {
    /// The identifier of the invitation. It is also the identifier of the member.
    #[schema(value_type = words::MemberId)]
    id: String,
    /// The role that the holder gets by accepting: `seller`, `driver` or `admin`.
    #[schema(value_type = words::MemberRole)]
    role: &'static str,
    /// The seller that invites. Null for an invitation to become an administrator.
    #[schema(required)]
    seller: Option<SellerName>,
    /// The time at which the invitation was made.
    #[schema(value_type = words::Moment)]
    invited_at: Moment,
    /// The time from which the invitation can no longer be accepted: 30 days after it was made.
    #[schema(value_type = words::Moment)]
    expires_at: Moment,
}

/// Get the signed-in person.
///
/// Returns who is signed in: the role of the session, the member and its seller, the phone or
/// e-mail address that was proven by signing in, and the open invitations to it. Invitations are
/// shown only to the holder of the invited contact. Everybody who is signed in may call it.
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
