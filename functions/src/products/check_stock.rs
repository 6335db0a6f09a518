use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{Granted, SharedApp, actor_seller, products};
use docket_domain::{Actor, Product};
use docket_store::StockLevel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{ApiError, Caller, Moment, Query},
    openapi::words,
};

/// Query that limits the check to one seller.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StockQuery {
    /// Identifier of the seller to check. For staff it defaults to their own seller; administrators
    /// check all sellers without it.
    #[param(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
}

/// Products that are out of stock or low on stock.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"healthy": false, "outOfStock": [], "lowStock": [{"productId": "sk-thali", "name": "Vegetable thali", "sellerId": "spice-kitchen", "available": 8, "lowStockAt": 10}], "more": false, "checkedAt": "2026-11-20T12:00:00.000Z"}))]
pub struct StockCheck {
    /// `true` when no product is out of stock or low on stock.
    healthy: bool,
    /// Products of which no unit is left, the longest low first.
    out_of_stock: Vec<LowProduct>,
    /// Products whose stock is at or below their `lowStockAt`, the longest low first.
    low_stock: Vec<LowProduct>,
    /// Whether more of these products exist than the answer names. It names at most 100.
    more: bool,
    /// Time at which the stock was counted, UTC (RFC 3339).
    #[schema(value_type = words::Moment)]
    checked_at: Moment,
}

/// A product that is out of stock or low on stock.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LowProduct {
    /// Identifier of the product, as in its path.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Name of the product as buyers see it.
    #[schema(value_type = words::Name)]
    name: String,
    /// Identifier of the seller that offers the product.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Units in stock that no order holds, also while the product is inactive or off sale.
    #[schema(value_type = words::Total)]
    available: u64,
    /// Threshold of the low-stock alert, in units. Absent when the product has none; it is then
    /// listed only without any stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    low_stock_at: Option<u32>,
}

/// Check for low stock.
///
/// Returns the products of a seller that are out of stock or low on stock, at most 100. A seller's
/// staff may check their own seller, administrators any seller or all.
///
/// A product appears here, and leaves the list, within seconds after a sale or a restock. The
/// number of units of each listed product is counted for the answer.
///
/// Errors:
/// - 400 `invalid_request`: `sellerId` is malformed.
/// - 403 `forbidden`: the caller is neither staff nor an administrator, or named another seller
///   than their own.
#[utoipa::path(
    get, path = "/api/orders/health/stock-check", tag = "Products", security(("bearer" = [])),
    params(StockQuery),
    responses((status = OK, body = StockCheck), (status = FORBIDDEN)),
)]
pub async fn check_stock(
    State(app): State<SharedApp>,
    caller: Caller,
    query: Query<StockQuery>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let seller = query.read(&Granted::to_staff(actor)?, |query, faults| {
        match (query.seller_id.as_deref(), actor) {
            (None, Actor::Admin(_)) => Some(None),
            (named, _) => actor_seller(named, actor, "/sellerId", faults).map(Some),
        }
    })?;
    let products::StockCheck { out, low, more, checked_at } =
        products::check_stock(&app, actor, seller.as_ref()).await?;
    let body = StockCheck {
        healthy: out.is_empty() && low.is_empty() && !more,
        out_of_stock: out.iter().map(view).collect(),
        low_stock: low.iter().map(view).collect(),
        more,
        checked_at: checked_at.into(),
    };
    Ok(Json(body).into_response())
}

fn view((product, level): &(Product, StockLevel)) -> LowProduct {
    LowProduct {
        product_id: product.id.to_string(),
        name: product.name.to_string(),
        seller_id: product.seller.to_string(),
        available: level.available,
        low_stock_at: product.low_stock_at,
    }
}
