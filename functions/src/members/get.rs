use axum::{Json, extract::State, response::Response};
use docket_app::SharedApp;
use docket_domain::{Actor, MemberId};

use super::{
    read,
    view::{MemberBody, MemberView},
};
use crate::{
    http::{ApiError, ApiPath, Caller, Conditions},
    openapi::words,
};

/// A member, for administrators, staff of the same seller, and the member. An
/// administrator of the deployment's settings is read by administrators.
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
    let actor = caller.signed_in()?;
    if matches!(actor, Actor::Admin(_))
        && let Some((id, contact)) = read::administrators(&app)?.into_iter().find(|it| it.0 == id)
    {
        let body = MemberBody { member: MemberView::of_deployment(&id, &contact) };
        return Ok(conditions.answer(1, Json(body)));
    }
    let member = read::managed(&app, &id, actor).await?;
    let body = MemberBody { member: (&member).into() };
    Ok(conditions.answer(member.version, Json(body)))
}
