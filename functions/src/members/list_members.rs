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

/// The filters of a list of members, and the page of it. Filters can be combined.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberQuery {
    /// Returns only members of this seller. Defaults to the caller's own seller; for administrators
    /// to all members.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// Returns only members with this role: `seller`, `driver` or `admin`. A page that is filtered
    /// by role can have fewer rows than `limit`, even none, and still have a `nextCursor`.
    #[param(inline, value_type = Option<words::MemberRole>)]
    role: Option<String>,
    /// Returns only members with this status: `invited`, `accepted` or `disabled`. A page that is
    /// filtered by status can have fewer rows than `limit`, even none, and still have a
    /// `nextCursor`.
    #[param(inline, value_type = Option<words::MemberStatusName>)]
    status: Option<String>,
    /// The maximum number of members on the page, 1 to 100. Defaults to 50.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// The `nextCursor` of the previous page. It is valid only with unchanged filters and for the
    /// caller who received it.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of members: staff, drivers and administrators.
#[derive(Serialize, ToSchema)]
pub struct MemberPage {
    /// The members, oldest first. For administrators those of the deployment's settings come before
    /// them.
    members: Vec<MemberView>,
    /// The position of this page in the list.
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
/// Returns members, oldest first, one page at a time. Administrators see all members, beginning
/// with the administrators who are named in the deployment's settings; a seller's staff sees the
/// members of its own seller. With `Accept: text/csv` the page is returned as CSV.
///
/// Drivers and buyers get 403 `forbidden`, and so do staff who ask for another seller. 400
/// `invalid_request` names an invalid parameter: a malformed id, an unknown role or status, a
/// `limit` out of range, or a cursor of another list.
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
