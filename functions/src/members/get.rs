use axum::{Json, extract::State, response::Response};
use docket_domain::MemberId;

use super::{read, view::MemberBody};
use crate::{
    SharedApp,
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// A member, for administrators, staff of the same seller, and the member.
#[utoipa::path(
    get, path = "/api/members/{id}", tag = "Members", security(("bearer" = [])),
    params(("id" = inline(words::MemberId), Path, description = "The member.")),
    responses((status = OK, body = MemberBody), (status = FORBIDDEN)),
)]
pub async fn get_member(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<MemberId>,
) -> Result<Response, ApiError> {
    let member = read::managed(&app, &id, caller.signed_in()?).await?;
    let body = MemberBody { member: (&member).into() };
    Ok(conditions.answer(member.version, Json(body)))
}
