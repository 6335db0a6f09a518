use axum::{extract::State, response::Response};
use docket_app::{Granted, Limit, PageRequest, SharedApp, actor_seller, vouchers};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::VoucherView;
use crate::{
    http::{ApiError, Caller, Pagination, Query, Shape, Table},
    openapi::words,
};

/// Whose vouchers, and which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VoucherQuery {
    /// The seller; the caller's own unless given.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of vouchers.
#[derive(Serialize, ToSchema)]
pub struct VoucherPage {
    /// By code.
    vouchers: Vec<VoucherView>,
    /// Where the page stands.
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
/// Returns a seller's vouchers by their codes, a page at a time. The seller's staff and
/// administrators may read them.
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
