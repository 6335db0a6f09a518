use axum::{extract::State, response::Response};
use docket_app::{Granted, Limit, PageRequest, SharedApp, sellers};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::SellerView;
use crate::http::{ApiError, Caller, PageQuery, Pagination, Query, Shape, Table};

/// One page of sellers with their settings.
#[derive(Serialize, ToSchema)]
pub struct SellerPage {
    /// Sellers in the order of their identifiers.
    sellers: Vec<SellerView>,
    /// Page size and cursor of the next page.
    pagination: Pagination,
}

impl Table for SellerPage {
    const ROWS: &'static str = "sellers";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "lifecycle",
        "currency",
        "timezone",
        "language",
        "zones",
        "charges.deliveryFee",
        "charges.packagingFee",
        "charges.taxBasisPoints",
        "cancelWindowMinutes",
        "voucherCutoffMinutes",
        "prepTimeMinutes",
        "deliveryTimeMinutes",
        "verifyFirst",
        "sendsMessages",
        "heldShareMax",
        "acceptWithinMinutes",
        "rejectAfterMinutes",
        "slaTargets",
        "description",
        "phone",
        "address.line1",
        "address.line2",
        "address.locality",
        "address.city",
        "address.state",
        "address.postalCode",
        "address.country",
        "methods",
        "hours",
        "minimumOrder",
        "pausedUntil",
        "extraPrepMinutes",
        "extraPrepUntil",
        "payments.capture",
        "payments.required",
        "payments.payWithinMinutes",
        "payments.account",
        "payments.feeBasisPoints",
        "version",
    ];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }
}

/// List sellers.
///
/// Returns a page of all sellers in the order of their identifiers. Anybody may call it. The
/// payment account and the fee of a seller are shown only to its own staff and administrators. With
/// `Accept: text/csv` the page is returned as CSV.
///
/// Error 400 `invalid_request`: `limit` or `cursor` is not valid.
#[utoipa::path(
    get, path = "/api/sellers", tag = "Sellers", security((), ("bearer" = [])),
    params(PageQuery),
    responses((status = OK, body = SellerPage)),
)]
pub async fn list_sellers(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<PageQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.actor();
    let query = query.value(&Granted::to_all())?;
    let limit = Limit::read(query.limit)?;
    let requested = PageRequest::read(
        &app,
        limit,
        (actor.map_or("", |actor| actor.id()), &["sellers"]),
        query.cursor.as_deref(),
    )?;
    let page = sellers::list_sellers(&app, &requested).await?;
    let sellers = page.items.iter().map(|it| SellerView::new(it, actor)).collect();
    let pagination = Pagination::of(&requested, page.next.as_deref());
    shape.answer(&SellerPage { sellers, pagination })
}
