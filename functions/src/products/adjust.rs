use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use docket_domain::{Product, ProductId, Text};
use docket_store::{AdjustOutcome, Adjustment};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{ProductBody, ProductView};
use crate::{
    SharedApp,
    http::{
        ApiError, ApiJson, ApiPath, Caller, FieldError, IdempotencyKey, KeyOwner, Request,
        Shortfall, recorded,
    },
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

/// Takes stock in or writes it off, never below zero.
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
    key: IdempotencyKey,
    ApiPath(id): ApiPath<ProductId>,
    ApiJson { value: request, digest }: ApiJson<AdjustStock>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (stored, _) = app.store.product(&id).await?.ok_or(ApiError::NotFound)?;
    let product = &stored.product;
    if !actor.manages(&product.seller) {
        return Err(ApiError::Forbidden);
    }
    let reason: Text<255> =
        request.reason.parse().map_err(|error| FieldError::at("/reason", error))?;
    let most = i64::from(Product::MAX_STOCK);
    if request.change == 0 || !(-most..=most).contains(&request.change) {
        let detail = format!("must be between -{most} and {most}, and not 0");
        return Err(FieldError::at("/change", detail).into());
    }
    let ids = app.keys.ids()?;
    let route = "adjust-stock";
    let caller = KeyOwner::signed_in(actor).on(&id);
    let keyed = Request { ids, caller, route, key: &key, body: digest };
    let mark = keyed.mark()?;
    let stamp = app.stamp()?;
    let adjustment = Adjustment {
        product,
        change: request.change,
        reason: reason.as_str(),
        actor,
        now: stamp.now,
        receipt: &keyed.receipt()?,
        token: stamp.change.as_str(),
        mark,
    };
    let replayed = match app.store.adjust(&adjustment).await? {
        AdjustOutcome::Adjusted => false,
        AdjustOutcome::Taken(before) if keyed.made(&before)? => true,
        AdjustOutcome::Taken(_) => return Err(ApiError::Conflict),
        AdjustOutcome::Short(available) => {
            return Err(ApiError::InsufficientStock(vec![short(product, &request, available)]));
        }
    };
    let level = app.store.stock_level(&id, product.buckets).await?;
    let body = ProductBody { product: ProductView::new(product, &level, Some(actor)) };
    Ok(recorded(Json(body).into_response(), replayed))
}

fn short(product: &Product, request: &AdjustStock, available: u64) -> Shortfall {
    let requested = request.change.unsigned_abs();
    Shortfall {
        product_id: product.id.to_string(),
        product_name: product.name.to_string(),
        requested,
        available,
        detail: format!("{requested} cannot be written off, {available} are there"),
    }
}
