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

/// The changes of a member. Fields that are absent are not changed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"name": "Ada King", "disabled": false}))]
pub struct UpdateMember {
    /// The member's new name, 1 to 100 characters.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Name)]
    name: Option<String>,
    /// The new phone in E.164, or null to remove the phone. One of phone and e-mail address must be
    /// left.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Edit<String>,
    /// The new e-mail address, or null to remove it. One of phone and e-mail address must be left.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Email>)]
    email: Edit<String>,
    /// The new role: `seller`, `driver` or `admin`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::MemberRole)]
    role: Option<String>,
    /// The new seller, or null to remove the seller. A member who becomes `admin` loses the seller
    /// automatically.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Edit<String>,
    /// Whether the member is disabled, so that nobody can sign in as this member. False enables the
    /// member again; if the member had left, the contacts are invited again.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    disabled: Option<bool>,
}

/// Change a member.
///
/// Changes the fields of a member that the body names. A new phone or e-mail address is invited
/// until its holder accepts. A change of role or seller, the removal of an accepted contact, and
/// disabling revoke the member's tokens; access tokens are refused within 30 seconds. A request
/// that changes nothing returns 200 and keeps the version.
///
/// Administrators, staff of the member's seller and the member may call it:
///
/// - Staff may give and take only the roles `seller` and `driver` of their own seller.
/// - The phone and e-mail address of a member who has accepted can be changed only by the member
///   and by administrators.
/// - Nobody can change their own role or seller, or disable themselves.
///
/// Staff get 404 `not_found` for other members; drivers and buyers get 403 `forbidden`.
/// Administrators who are named in the deployment's settings cannot be changed: 404 `not_found`.
///
/// Errors:
///
/// - 400 `invalid_request`: a field is malformed, no contact would be left (`/phone`), the seller
///   does not exist, or the role needs a seller or cannot have one (`/sellerId`).
/// - 403 `forbidden`: the change breaks one of the rules above; `detail` names it.
/// - 409 `conflict` with the reason `last_address`: the member would lose the last accepted
///   contact. Add the new one, sign in with it and accept it first.
/// - 409 `conflict` with the reason `changed_meanwhile`: other requests kept changing the member;
///   retry.
/// - 412 `precondition_failed`: the member no longer has the version that `If-Match` names.
#[utoipa::path(
    patch, path = "/api/members/{id}", tag = "Members", security(("bearer" = [])),
    request_body = UpdateMember,
    params(
        ("id" = inline(words::MemberId), Path, description = "The identifier (`id`) of the member."),
        ("If-Match" = Option<String>, Header),
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
