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

/// A member to be added.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateMember {
    /// Up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// The phone to sign in with, in E.164; this or `email` or both.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// The e-mail address to sign in with.
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
    /// `seller`, `driver` or `admin`.
    #[schema(value_type = words::MemberRole)]
    role: String,
    /// Of a `seller` or `driver`; the caller's own seller unless given.
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
}

/// Invite a member.
///
/// Invites a member: staff or a driver of a seller, or an administrator. A
/// seller's staff invites its own staff and drivers. No message is sent. The
/// member is `invited`, and nothing changes for anybody, until the holder of the
/// phone or e-mail address signs in with it and accepts. The answer is the same
/// whoever that is.
#[utoipa::path(
    post, path = "/api/members", tag = "Members", security(("bearer" = [])),
    request_body = CreateMember,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body add one member.")),
    responses((status = CREATED, body = MemberBody, headers(
        ("Location" = String, description = "The member's path."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request added it."),
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

    /// The grant that is asked for; of the caller's own seller, unless it names
    /// another.
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
