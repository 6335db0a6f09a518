use axum::{Json, extract::State};
use docket_app::{App, AppError, SharedApp};
use docket_domain::{Contact, Member, SellerId};
use docket_store::Invitation;
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

/// Who is signed in, and which memberships wait for them. An invitation is
/// shown to the holder of its phone or e-mail address only.
#[utoipa::path(
    get, path = "/api/me", tag = "Me", security(("bearer" = [])),
    responses((status = OK, body = Me)),
)]
pub async fn get_me(State(app): State<SharedApp>, caller: Caller) -> Result<Json<Me>, ApiError> {
    let actor = caller.signed_in()?;
    let member = match actor.id().parse() {
        Ok(id) if caller.buyer() != Some(actor) => app.store.member(&id).await?,
        Ok(_) | Err(_) => None,
    };
    let seller = match member.as_ref().and_then(|member| member.grant.seller()) {
        Some(id) => seller_name(&app, id).await?,
        None => None,
    };
    let mut invitations = Vec::new();
    if let Some(contact) = caller.contact() {
        for invitation in app.store.invitations(contact, app.now()).await? {
            invitations.extend(invitation_view(&app, invitation).await?);
        }
    }
    Ok(Json(Me {
        role: actor.role().name(),
        contact: contact(&app, &caller, member.as_ref()).await?,
        member: member.as_ref().map(MemberView::from),
        seller,
        invitations,
    }))
}

/// The proven contact itself: a token has its key only.
async fn contact(
    app: &App,
    caller: &Caller,
    member: Option<&Member>,
) -> Result<Option<ContactView>, AppError> {
    let Some(key) = caller.contact() else { return Ok(None) };
    let listed = member.into_iter().flat_map(|member| member.addresses.accepted());
    if let Some(contact) = app.with_key(listed.chain(app.settings.admins()), key)? {
        return Ok(Some(ContactView::new(&contact)));
    }
    let known = app.store.contact(key).await?;
    Ok(known.map(|known| ContactView::new(&known.contact)))
}

/// An invitation whose member is still there to be accepted.
async fn invitation_view(
    app: &App,
    invitation: Invitation,
) -> Result<Option<InvitationView>, AppError> {
    let Some(member) = app.store.member(&invitation.member).await? else { return Ok(None) };
    if member.disabled {
        return Ok(None);
    }
    let seller = match member.grant.seller() {
        Some(id) => seller_name(app, id).await?,
        None => None,
    };
    Ok(Some(InvitationView {
        id: member.id.to_string(),
        role: member.grant.role().name(),
        seller,
        invited_at: invitation.at.into(),
        expires_at: invitation.expires_at.into(),
    }))
}

async fn seller_name(app: &App, id: &SellerId) -> Result<Option<SellerName>, AppError> {
    let seller = app.store.seller(id).await?;
    Ok(seller.map(|it| SellerName { id: it.id.to_string(), name: it.name.to_string() }))
}

impl ContactView {
    fn new(contact: &Contact) -> Self {
        match contact {
            Contact::Phone(phone) => Self { phone: Some(phone.as_str().to_owned()), email: None },
            Contact::Email(email) => Self { phone: None, email: Some(email.as_str().to_owned()) },
        }
    }
}
