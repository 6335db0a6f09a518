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

/// Whose stock is looked at.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StockQuery {
    /// The seller; for administrators, all sellers unless given.
    #[param(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
}

/// Of what there is too little.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"healthy": false, "outOfStock": [], "lowStock": [{"productId": "sk-thali", "name": "Vegetable thali", "sellerId": "spice-kitchen", "available": 8, "lowStockAt": 10}], "more": false, "checkedAt": "2026-11-20T12:00:00.000Z"}))]
pub struct StockCheck {
    /// Whether there is enough of everything.
    healthy: bool,
    /// Products of which nothing is left.
    out_of_stock: Vec<LowProduct>,
    /// Products of which as little is left as their seller wants to hear of.
    low_stock: Vec<LowProduct>,
    /// Whether there are others: 100 are named at most, the longest low first.
    more: bool,
    /// When it was looked at.
    #[schema(value_type = words::Moment)]
    checked_at: Moment,
}

/// A product of which there is too little.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LowProduct {
    /// Its id.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Its name.
    #[schema(value_type = words::Name)]
    name: String,
    /// Who offers it.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// How many can be ordered now.
    #[schema(value_type = words::Total)]
    available: u64,
    /// The stock at which the seller is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    low_stock_at: Option<u32>,
}

/// Check stock.
///
/// Of what there is too little, for a seller's staff and administrators. It
/// follows sales in a moment; what it names is counted live.
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
