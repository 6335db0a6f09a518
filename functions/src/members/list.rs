use axum::{extract::State, response::Response};
use docket_app::{App, AppError, Fault, Granted, SharedApp};
use docket_domain::{Actor, MemberStatus, Role, SellerId};
use docket_store::MemberList;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{read::administrators, view::MemberView};
use crate::{
    http::{ApiError, Caller, Cursors, Limit, Pagination, Query, Shape, Table},
    openapi::words,
};

/// Which members, and which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberQuery {
    /// A seller's; the caller's own seller's unless given, for an admin all.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// `seller`, `driver` or `admin`. A filtered page may be short, even
    /// empty, and still have a next one.
    #[param(inline, value_type = Option<words::MemberRole>)]
    role: Option<String>,
    /// `invited`, `accepted` or `disabled`. A filtered page may be short, even
    /// empty, and still have a next one.
    #[param(inline, value_type = Option<words::MemberStatusName>)]
    status: Option<String>,
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of members.
#[derive(Serialize, ToSchema)]
pub struct MemberPage {
    /// Oldest first.
    members: Vec<MemberView>,
    /// Where the page stands.
    pagination: Pagination,
}

impl Table for MemberPage {
    const ROWS: &'static str = "members";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "phone",
        "email",
        "role",
        "sellerId",
        "status",
        "disabled",
        "createdAt",
        "version",
    ];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }
}

/// Members: all of them for an administrator, with those of the deployment's
/// settings first; a seller's own for its staff.
#[utoipa::path(
    get, path = "/api/members", tag = "Members", security(("bearer" = [])),
    params(MemberQuery),
    responses((status = OK, body = MemberPage), (status = FORBIDDEN)),
)]
pub async fn list_members(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<MemberQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let query = query.value(&Granted::only(actor.manages_people())?)?;
    let seller = seller_of(&query, actor)?;
    let role = query.role.as_deref().map(role).transpose()?;
    let status = query.status.as_deref().map(status).transpose()?;
    let limit = Limit::read(query.limit)?;
    let list = match (&seller, role) {
        (Some(seller), _) => MemberList::Of(seller),
        (None, Some(Role::Admin)) => MemberList::Admins,
        (None, _) => MemberList::All,
    };
    let named = [
        seller.as_ref().map_or("", SellerId::as_str),
        role.map_or("", Role::name),
        status.map_or("", MemberStatus::name),
    ];
    let cursors = Cursors {
        ids: app.keys.ids()?,
        caller: actor.id(),
        query: &["members", named[0], named[1], named[2]],
    };
    let after = cursors.read(query.cursor.as_deref())?;
    // They come first, and a place among them says how many have been shown.
    let (mut members, place) = match after.as_deref().map(|it| (it.strip_prefix(SHOWN), it)) {
        Some((None, place)) => (Vec::new(), Some(place)),
        Some((Some(shown), _)) => (of_deployment(&app, list, (role, status), shown)?, None),
        None => (of_deployment(&app, list, (role, status), "0")?, None),
    };
    let (shown, most) = (members.len(), limit.get() as usize);
    if shown >= most && place.is_none() && shown > 0 {
        let before = after.as_deref().and_then(|it| it.strip_prefix(SHOWN)).map_or(0, count);
        members.truncate(most);
        let next = format!("{SHOWN}{}", before + most);
        let pagination = cursors.pagination(limit, Some(&next));
        return shape.answer(&MemberPage { members, pagination });
    }
    let left = u32::try_from(most - shown).unwrap_or(1);
    let page = app.store.members(list, place, left).await?;
    let stored = page
        .items
        .iter()
        .filter(|member| role.is_none_or(|role| member.grant.role() == role))
        .filter(|member| status.is_none_or(|status| member.status() == status));
    members.extend(stored.map(MemberView::from));
    let pagination = cursors.pagination(limit, page.next.as_deref());
    shape.answer(&MemberPage { members, pagination })
}

/// What a place among the deployment's administrators begins with; no other
/// place does.
const SHOWN: &str = "@";

fn count(text: &str) -> usize {
    text.parse().unwrap_or(0)
}

/// The administrators of the deployment's settings, where a list has them, after
/// the first so many.
fn of_deployment(
    app: &App,
    list: MemberList<'_>,
    (role, status): (Option<Role>, Option<MemberStatus>),
    shown: &str,
) -> Result<Vec<MemberView>, AppError> {
    let listed = match list {
        MemberList::All | MemberList::Admins => true,
        MemberList::Of(_) => false,
    };
    let fits = role.is_none_or(|role| role == Role::Admin)
        && status.is_none_or(|status| status == MemberStatus::Accepted);
    if !listed || !fits {
        return Ok(Vec::new());
    }
    let all = administrators(app)?;
    let left = all.iter().skip(count(shown));
    Ok(left.map(|(id, contact)| MemberView::of_deployment(id, contact)).collect())
}

/// Whose members the caller asks for, if it may.
fn seller_of(query: &MemberQuery, actor: &Actor) -> Result<Option<SellerId>, AppError> {
    let parse = |id: &String| id.parse().map_err(|error| Fault::parameter("sellerId", error));
    let asked: Option<SellerId> = query.seller_id.as_ref().map(parse).transpose()?;
    match (asked, actor) {
        (Some(seller), _) if !actor.manages(&seller) => Err(AppError::Forbidden),
        (None, Actor::Seller { seller, .. }) => Ok(Some(seller.clone())),
        (asked, _) => Ok(asked),
    }
}

fn role(name: &str) -> Result<Role, Fault> {
    let detail = "must be seller, driver or admin";
    match Role::from_name(name) {
        Some(role @ (Role::Seller | Role::Driver | Role::Admin)) => Ok(role),
        Some(Role::Buyer | Role::System) | None => Err(Fault::parameter("role", detail)),
    }
}

fn status(name: &str) -> Result<MemberStatus, Fault> {
    let fault = || Fault::parameter("status", "must be invited, accepted or disabled");
    MemberStatus::from_name(name).ok_or_else(fault)
}
