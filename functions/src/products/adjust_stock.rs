use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{Faults, Idempotent, KeyOwner, Request, SharedApp, products};
use docket_domain::{Product, ProductId, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{ProductBody, ProductView};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, IdempotencyKey, Later, Sent, recorded},
    openapi::words,
};

/// Body that takes stock in or writes it off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"change": 24, "reason": "Two crates from the farm"}))]
pub struct AdjustStock {
    /// Units to take in, or to write off when negative. From -100,000,000 to 100,000,000, and not
    /// 0.
    #[schema(minimum = -100_000_000, maximum = 100_000_000, example = 24)]
    change: i64,
    /// Reason for the adjustment, up to 255 characters. It is kept in the list of stock changes.
    #[schema(value_type = words::Reason)]
    reason: String,
}

/// Adjust a product's stock.
///
/// Takes units in, or writes units off with a negative `change`, and returns the product with its
/// new stock. The seller's own staff and administrators may call it. Stock never falls below zero,
/// and the version of the product does not change.
///
/// Errors:
/// - 400 `invalid_request`: `change` is 0 or out of range, or `reason` is missing or too long.
/// - 403 `forbidden`: the caller does not manage the product's seller.
/// - 404 `not_found`: there is no product with this identifier.
/// - 409 `insufficient_stock`: more would be written off than is available; `stockIssues` says how
///   much is.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` came with another body before.
///
/// Without an `Idempotency-Key` each request changes the stock. With one, a repeat with the same
/// body changes nothing and returns the present stock.
#[utoipa::path(
    post, path = "/api/products/{id}/stock", tag = "Products", security(("bearer" = [])),
    request_body = AdjustStock,
    params(
        ("id" = inline(words::ProductId), Path, description = "Identifier of the product."),
        ("Idempotency-Key" = Option<String>, Header, description = "Key that makes the request \
            safe to repeat. It is bound to the product: a repeat with the same body changes the \
            stock once."),
    ),
    responses((status = OK, body = ProductBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn adjust_stock(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    ApiPath(id): ApiPath<ProductId>,
    body: Body<AdjustStock>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let ((stored, _), granted) = products::managed_product(&app, &id, actor).await?;
    let product = &stored.product;
    let key = key.read(&granted)?;
    let Sent { value: (change, reason), digest } = body.read(&granted, AdjustStock::read)?;
    let request = Request {
        ids: app.keys.ids()?,
        caller: KeyOwner::signed_in(actor).on(&id),
        route: "adjust-stock",
        key: &key,
        body: digest,
    };
    let adjust = products::AdjustStock { actor, product, change, reason: &reason };
    let Idempotent { value: level, replayed } =
        products::adjust_stock(&app, &request, adjust).await?;
    let body = ProductBody { product: ProductView::new(product, &level, Some(actor), app.now()) };
    Ok(recorded(Json(body).into_response(), replayed))
}

impl AdjustStock {
    fn read(self, faults: &mut Faults) -> Option<(i64, Text<255>)> {
        let most = i64::from(Product::MAX_STOCK);
        if self.change == 0 || !(-most..=most).contains(&self.change) {
            faults.add("/change", format!("must be between -{most} and {most}, and not 0"));
        }
        Some((self.change, faults.parse("/reason", &self.reason)?))
    }
}
