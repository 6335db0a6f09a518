use axum::{Json, extract::State, response::Response};
use docket_app::{
    SharedApp,
    members::{self, AnyMember},
};
use docket_domain::MemberId;

use super::view::{MemberBody, MemberView};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// Get a member.
///
/// Returns a member: staff or a driver of a seller, or an administrator.
///
/// Administrators, staff of the member's seller and the member may call it. Staff get 404
/// `not_found` for other members; drivers and buyers get 403 `forbidden`. Administrators who are
/// named in the deployment's settings can be read by administrators only.
#[utoipa::path(
    get, path = "/api/members/{id}", tag = "Members", security(("bearer" = [])),
    params(("id" = inline(words::MemberId), Path, description = "The identifier (`id`) of the member.")),
    responses((status = OK, body = MemberBody), (status = FORBIDDEN)),
)]
pub async fn get_member(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<MemberId>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let member = members::read_member(&app, &id, actor).await?;
    let version = match &member {
        AnyMember::Stored(member) => member.version,
        AnyMember::OfDeployment(..) => MemberView::VERSION_OF_DEPLOYMENT,
    };
    Ok(conditions.answer(version, Json(MemberBody { member: (&member).into() })))
}
