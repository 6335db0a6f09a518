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

/// A change of stock by hand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"change": 24, "reason": "Two crates from the farm"}))]
pub struct AdjustStock {
    /// What comes in; or, negative, what is written off.
    #[schema(minimum = -100_000_000, maximum = 100_000_000, example = 24)]
    change: i64,
    /// Why, up to 255 characters.
    #[schema(value_type = words::Reason)]
    reason: String,
}

/// Adjust stock.
///
/// Takes stock in, or writes it off with a negative `change`. A write-off of more than
/// is available is refused, so that stock never falls below zero. The seller's staff
/// and administrators may call it. The same `Idempotency-Key` and body change the stock
/// once.
#[utoipa::path(
    post, path = "/api/products/{id}/stock", tag = "Products", security(("bearer" = [])),
    request_body = AdjustStock,
    params(
        ("id" = inline(words::ProductId), Path, description = "The product."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body change the stock once."),
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
