use axum::{extract::State, response::Response};
use docket_app::{
    Fault, Granted, Limit, PageRequest, SharedApp,
    members::{self, MemberFilter},
};
use docket_domain::{MemberStatus, Role, SellerId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::MemberView;
use crate::{
    http::{ApiError, Caller, Pagination, Query, Shape, Table},
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

/// List members.
///
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
    let granted = Granted::to_managers_of_people(actor)?;
    let query = query.value(&granted)?;
    let asked = query.seller_id.as_deref().map(seller).transpose()?;
    let filter = MemberFilter {
        seller: members::listed_seller(asked, actor)?,
        role: query.role.as_deref().map(role).transpose()?,
        status: query.status.as_deref().map(status).transpose()?,
    };
    let limit = Limit::read(query.limit)?;
    let [seller, role, status] = filter.parts();
    let parts = ["members", seller, role, status];
    let requested = PageRequest::read(&app, limit, (actor.id(), &parts), query.cursor.as_deref())?;
    let page = members::list_members(&app, &granted, &filter, &requested).await?;
    let members = page.items.iter().map(MemberView::from).collect();
    let pagination = Pagination::of(&requested, page.next.as_deref());
    shape.answer(&MemberPage { members, pagination })
}

fn seller(id: &str) -> Result<SellerId, Fault> {
    id.parse().map_err(|error| Fault::parameter("sellerId", error))
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
