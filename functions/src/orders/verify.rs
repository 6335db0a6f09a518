use axum::{Json, extract::State, response::Response};
use docket_domain::{Actor, Command, Order, OrderId};
use docket_store::{Attempt, Commit, Subject};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::OrderView;
use crate::{
    App, SharedApp,
    auth::{
        codes::{self, Guess},
        tokens::{self, Bearer},
    },
    http::{ApiError, ApiJson, ApiPath, Conditions, tag},
    openapi::words,
};

/// The code of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyOrder {
    /// The six digits of the message.
    #[schema(value_type = words::Code)]
    code: String,
}

/// A confirmed order, and tokens to follow it with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// The order.
    order: OrderView,
    /// Opens the API as this phone's bearer.
    #[schema(value_type = words::AccessToken)]
    access_token: String,
    /// Is exchanged for a new pair, once.
    #[schema(value_type = words::RefreshToken)]
    refresh_token: String,
}

/// Confirms a guest's order with the code from the message.
#[utoipa::path(
    post, path = "/api/orders/{id}/verification", tag = "Orders", request_body = VerifyOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = Verified), (status = CONFLICT)),
)]
pub async fn verify_order(
    State(app): State<SharedApp>,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    ApiJson { value: request, .. }: ApiJson<VerifyOrder>,
) -> Result<Response, ApiError> {
    let guess = Guess::read(&request.code)?;
    if conditions.is_bound() {
        // Looked at beforehand: a guess at another version is not counted.
        let order = app.store.find_order(id).await?.ok_or(ApiError::NotFound)?;
        conditions.check(order.version)?;
    }
    let order = attempt(&app, id).await?;
    conditions.check(order.version)?;
    compare(&app, &order, &guess)?;
    let actor = Actor::Buyer(order.customer.key.clone());
    let stamp = app.stamp()?;
    let change = order.apply(&Command::Verify, &actor, &stamp)?;
    if app.store.commit(&order, &change).await? != Commit::Done {
        return Err(lost(&app, id).await?);
    }
    let tokens = tokens::issue(&app, &Bearer::Buyer(order.customer.key))?;
    let body = Verified {
        order: OrderView::new(&change.order, &actor, &stamp),
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
    };
    Ok(tag(change.order.version, Json(body)))
}

/// Counts a guess before it is compared.
async fn attempt(app: &App, id: OrderId) -> Result<Order, ApiError> {
    let stamp = app.stamp()?;
    let (order, counted) = match app.store.attempt_order(id.suffix(), stamp.now).await? {
        Attempt::Counted(order) => (order, true),
        Attempt::Refused(order) => (order, false),
        Attempt::Unknown => return Err(ApiError::NotFound),
    };
    if order.id != id {
        return Err(ApiError::NotFound);
    }
    order.may_verify(&stamp)?;
    match &order.hold {
        Some(hold) if !counted => {
            let refusal = hold.send.may_attempt(stamp.now).err();
            let detail = refusal.map_or_else(|| "try again".to_owned(), |it| it.to_string());
            Err(ApiError::CodeRejected { detail, attempts_left: 0 })
        }
        Some(_) | None => Ok(order),
    }
}

fn compare(app: &App, order: &Order, guess: &Guess) -> Result<(), ApiError> {
    let Some(hold) = &order.hold else { return Err(ApiError::Conflict) };
    let subject = Subject::Order(order.id.suffix());
    if guess.is(&codes::code(app.keys.codes()?, &subject, &hold.send)) {
        return Ok(());
    }
    let attempts_left = hold.send.attempts_left();
    Err(ApiError::CodeRejected { detail: "the code is wrong".to_owned(), attempts_left })
}

/// Why a right code came too late: the order was confirmed, cleaned up or
/// cancelled, or another code was sent, in that very moment.
async fn lost(app: &App, id: OrderId) -> Result<ApiError, ApiError> {
    let order = app.store.find_order(id).await?.ok_or(ApiError::NotFound)?;
    Ok(match order.may_verify(&app.stamp()?) {
        Err(refusal) => refusal.into(),
        Ok(()) => ApiError::CodeRejected {
            detail: "another code was sent; use that".to_owned(),
            attempts_left: order.hold.map_or(0, |hold| hold.send.attempts_left()),
        },
    })
}
