use axum::{extract::State, response::Response};
use docket_app::{Granted, Limit, PageRequest, SharedApp, sellers};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::SellerView;
use crate::http::{ApiError, Caller, PageQuery, Pagination, Query, Shape, Table};

/// A page of sellers.
#[derive(Serialize, ToSchema)]
pub struct SellerPage {
    /// By their ids.
    sellers: Vec<SellerView>,
    /// Where the page stands.
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
/// Returns all sellers by their ids, a page at a time. Anybody may read them; where a
/// seller's money goes is shown to who manages the seller.
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
