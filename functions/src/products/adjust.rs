use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use docket_app::{AppError, Faults, Granted, KeyOwner, Request, SharedApp, Shortfall};
use docket_domain::{Product, ProductId, Text};
use docket_store::{AdjustOutcome, Adjustment};
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
    key: Later<IdempotencyKey>,
    ApiPath(id): ApiPath<ProductId>,
    body: Body<AdjustStock>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (stored, _) = app.store.product(&id).await?.ok_or(AppError::NotFound)?;
    let product = &stored.product;
    let granted = Granted::only(actor.manages(&product.seller))?;
    let key = key.read(&granted)?;
    let Sent { value: (change, reason), digest } = body.read(&granted, AdjustStock::read)?;
    let ids = app.keys.ids()?;
    let route = "adjust-stock";
    let caller = KeyOwner::signed_in(actor).on(&id);
    let keyed = Request { ids, caller, route, key: &key, body: digest };
    let mark = keyed.mark()?;
    let stamp = app.stamp()?;
    let adjustment = Adjustment {
        product,
        change,
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
        AdjustOutcome::Taken(_) => return Err(AppError::Conflict.into()),
        AdjustOutcome::Short(available) => {
            return Err(AppError::InsufficientStock(vec![short(product, change, available)]).into());
        }
    };
    let level = app.store.stock_level(&id, product.buckets).await?;
    let body = ProductBody { product: ProductView::new(product, &level, Some(actor)) };
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

fn short(product: &Product, change: i64, available: u64) -> Shortfall {
    let requested = change.unsigned_abs();
    Shortfall {
        product: product.id.clone(),
        name: product.name.to_string(),
        requested,
        available,
        detail: format!("{requested} cannot be written off, {available} are there"),
    }
}
