use axum::{Json, extract::State, response::Response};
use docket_app::{Faults, Granted, SharedApp, members};
use docket_domain::{Edit, MemberChange, MemberId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{read, view::MemberBody};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, edit, present, tag},
    openapi::words,
};

/// What is to be changed of a member; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"name": "Ada King", "disabled": false}))]
pub struct UpdateMember {
    /// Up to 100 characters.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Name)]
    name: Option<String>,
    /// Another phone in E.164; null for none, if there is an e-mail address.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Edit<String>,
    /// Another e-mail address; null for none, if there is a phone.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Email>)]
    email: Edit<String>,
    /// `seller`, `driver` or `admin`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::MemberRole)]
    role: Option<String>,
    /// Another seller; who becomes an admin leaves the seller.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Edit<String>,
    /// Whether they may no longer sign in.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    disabled: Option<bool>,
}

/// Change a member.
///
/// Changes a member, by administrators, by staff of the same seller, and by the
/// member. A new phone or e-mail address is invited until its holder accepts.
/// The phone and e-mail address of a member who has accepted are changed by the
/// member and by administrators only. Another role, another seller, an accepted
/// address less, and disabling void the member's tokens within 30 seconds.
#[utoipa::path(
    patch, path = "/api/members/{id}", tag = "Members", security(("bearer" = [])),
    request_body = UpdateMember,
    params(
        ("id" = inline(words::MemberId), Path, description = "The member."),
        ("If-Match" = Option<String>, Header, description = "The version that is to be changed."),
    ),
    responses((status = OK, body = MemberBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn update_member(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<MemberId>,
    body: Body<UpdateMember>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let found = members::managed_member(&app, &id, actor).await?;
    let change = body.read(&Granted::to_all(), |it, faults| Some(it.read(faults)))?.value;
    let expected = conditions.expected();
    let update = members::UpdateMember { actor, found, expected, change: &change };
    let member = members::update_member(&app, update).await?;
    Ok(tag(member.version, Json(MemberBody { member: (&member).into() })))
}

impl UpdateMember {
    fn read(self, faults: &mut Faults) -> MemberChange {
        MemberChange {
            name: faults.maybe("/name", self.name.as_deref()),
            phone: faults.edit("/phone", self.phone),
            email: faults.edit("/email", self.email),
            role: faults.maybe_with("/role", self.role.as_deref(), read::role),
            seller: faults.edit("/sellerId", self.seller_id),
            disabled: self.disabled,
        }
    }
}
