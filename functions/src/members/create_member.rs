use axum::{Json, extract::State, response::Response};
use docket_app::{
    Faults, Granted, Idempotent, KeyOwner, Request, SharedApp,
    members::{self, NewMember},
};
use docket_domain::{Actor, Addresses, Grant, MemberRefusal};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{read, view::MemberBody};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Sent, created},
    openapi::words,
};

/// A member to invite. At least one of `phone` and `email` is required.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateMember {
    /// The member's name, 1 to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// The phone, in E.164, with which the member signs in. Required unless `email` is given.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// The e-mail address with which the member signs in. Required unless `phone` is given.
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
    /// The role of the member: `seller`, `driver` or `admin`.
    #[schema(value_type = words::MemberRole)]
    role: String,
    /// The seller for whom the member works. Defaults to the caller's own seller; administrators
    /// must name one for the roles `seller` and `driver`. It must be absent for `admin`.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
}

/// Invite a member.
///
/// Invites a member: staff or a driver of a seller, or an administrator. The member is `invited`
/// until the holder of the phone or e-mail address signs in with it and accepts with
/// `POST /api/me/invitations/{id}/accept`; until then nothing changes for anybody. No message is
/// sent. An invitation can be accepted for 30 days. The response does not reveal whether the
/// contact is known. Returns 201 with the member and a `Location` header.
///
/// Administrators may invite anybody. A seller's staff may invite staff and drivers of their own
/// seller. Everybody else gets 403 `forbidden`, as does staff for another seller or the role
/// `admin`.
///
/// With an `Idempotency-Key`, a repeated request with an equal body returns 201 with the first
/// member as it is now and `Idempotent-Replayed: true`, and invites nobody.
///
/// Errors:
///
/// - 400 `invalid_request`: a field is missing or malformed, there is neither `phone` nor `email`,
///   the seller does not exist, or the role needs a seller or cannot have one. `errors` names each
///   place.
/// - 422 `idempotency_key_reused`: the key was used with another body.
#[utoipa::path(
    post, path = "/api/members", tag = "Members", security(("bearer" = [])),
    request_body = CreateMember,
    params(("Idempotency-Key" = Option<String>, Header,
        description = "A client-generated key that makes the request safe to retry: requests of \
            one caller with an equal key and an equal body invite one member.")),
    responses((status = CREATED, body = MemberBody, headers(
        ("Location" = String, description = "The path of the new member."),
        ("Idempotent-Replayed" = String,
            description = "`true` if an earlier request invited the member. Absent otherwise."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn create_member(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    body: Body<CreateMember>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let granted = Granted::to_managers_of_people(actor)?;
    let key = key.read(&granted)?;
    let Sent { value: new, digest } = body.read(&granted, |it, faults| it.read(actor, faults))?;
    let request = Request {
        ids: app.keys.ids()?,
        caller: KeyOwner::signed_in(actor),
        route: "create-member",
        key: &key,
        body: digest,
    };
    let Idempotent { value: member, replayed } =
        members::create_member(&app, actor, &request, new).await?;
    let body = MemberBody { member: (&member).into() };
    Ok(created(member.version, &format!("/api/members/{}", member.id), Json(body), replayed))
}

impl CreateMember {
    fn read(self, actor: &Actor, faults: &mut Faults) -> Option<NewMember> {
        let name = faults.parse("/name", &self.name);
        let grant = self.grant(actor, faults);
        if self.phone.is_none() && self.email.is_none() {
            faults.add("/phone", MemberRefusal::Unreachable);
        }
        let phone = faults.maybe("/phone", self.phone.as_deref());
        let email = faults.maybe("/email", self.email.as_deref());
        let addresses = Addresses::new(phone, email).ok();
        Some(NewMember { name: name?, grant: grant?, addresses: addresses? })
    }

    /// The requested role, for the requested seller or by default the caller's own.
    fn grant(&self, actor: &Actor, faults: &mut Faults) -> Option<Grant> {
        let seller = faults.maybe("/sellerId", self.seller_id.as_deref());
        let role = faults.note_error("/role", read::role(&self.role))?;
        let own = match actor {
            Actor::Seller { seller, .. } => Some(seller.clone()),
            Actor::Buyer(_) | Actor::Driver { .. } | Actor::Admin(_) | Actor::System(_) => None,
        };
        match Grant::new(role, seller) {
            Err(MemberRefusal::NeedsSeller) => faults.refuse(Grant::new(role, own)),
            grant => faults.refuse(grant),
        }
    }
}
