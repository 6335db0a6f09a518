use axum::{extract::State, response::Response};
use docket_app::{Granted, Limit, PageRequest, SharedApp, actor_seller, vouchers};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::VoucherView;
use crate::{
    http::{ApiError, Caller, Pagination, Query, Shape, Table},
    openapi::words,
};

/// Query that selects a seller and a page of its vouchers.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VoucherQuery {
    /// Identifier of the seller whose vouchers are listed. Required from administrators; for staff
    /// it defaults to their own seller.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// Most vouchers on the page, 1 to 100. Default 50.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// `nextCursor` of the former page. The first page is returned without it.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// One page of a seller's vouchers.
#[derive(Serialize, ToSchema)]
pub struct VoucherPage {
    /// Vouchers in the order of their codes.
    vouchers: Vec<VoucherView>,
    /// Page size and cursor of the next page.
    pagination: Pagination,
}

impl Table for VoucherPage {
    const ROWS: &'static str = "vouchers";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "code",
        "sellerId",
        "percent",
        "amount",
        "minSubtotal",
        "usesLeft",
        "ended",
        "used",
        "perCustomer",
        "validFrom",
        "validUntil",
        "version",
    ];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }
}

/// List vouchers.
///
/// Returns a page of a seller's vouchers in the order of their codes, ended and expired ones
/// included. The seller's own staff and administrators may call it. With `Accept: text/csv` the
/// page is returned as CSV.
///
/// Errors:
/// - 400 `invalid_request`: `sellerId` is malformed or missing in a request by an administrator, or
///   `limit` or `cursor` is not valid.
/// - 403 `forbidden`: the caller does not manage the seller.
#[utoipa::path(
    get, path = "/api/vouchers", tag = "Vouchers", security(("bearer" = [])),
    params(VoucherQuery),
    responses((status = OK, body = VoucherPage), (status = FORBIDDEN)),
)]
pub async fn list_vouchers(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<VoucherQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (seller, query) = query.read(&Granted::to_staff(actor)?, |query, faults| {
        Some((actor_seller(query.seller_id.as_deref(), actor, "/sellerId", faults)?, query))
    })?;
    let granted = Granted::to_managers(actor, &seller)?;
    let limit = Limit::read(query.limit)?;
    let requested = PageRequest::read(
        &app,
        limit,
        (actor.id(), &["vouchers", seller.as_str()]),
        query.cursor.as_deref(),
    )?;
    let page = vouchers::list_vouchers(&app, &granted, &seller, &requested).await?;
    let vouchers = page.items.iter().map(VoucherView::from).collect();
    let pagination = Pagination::of(&requested, page.next.as_deref());
    shape.answer(&VoucherPage { vouchers, pagination })
}
