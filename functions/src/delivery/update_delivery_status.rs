use axum::{Json, extract::State, response::Response};
use docket_app::{App, AppError, ExpectedVersion, SharedApp};
use docket_domain::{Actor, Batch, BatchCommand, Command, Order, OrderId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::change::{TRIES, committed};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, tag},
    openapi::words,
    orders::{
        change::{Said, change, decide, found, visible},
        view::{OrderBody, OrderView},
    },
};

/// How far an order was brought.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryStep {
    /// `PICKED_UP`, which runs on to `OUT_FOR_DELIVERY`; `OUT_FOR_DELIVERY`,
    /// where an override left the order picked up; or `DELIVERED`.
    #[schema(value_type = words::DeliveryStatus)]
    status: String,
    /// For the timeline, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
}

/// Moves one order of a batch on, for its driver. The batch is in progress
/// from its first delivery, and over when it is completed. A step that was made
/// already answers 200 and changes nothing.
#[utoipa::path(
    patch, path = "/api/delivery/orders/{orderId}/status", tag = "Delivery", security(("bearer" = [])),
    request_body = DeliveryStep,
    params(
        ("orderId" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = OrderBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn update_delivery_status(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<DeliveryStep>,
) -> Result<Response, ApiError> {
    let (actor, who) = (caller.signed_in()?, caller.capacities()?);
    // The role decides here, and not the contact.
    let drives = matches!(actor, Actor::Driver { .. } | Actor::Admin(_));
    let (order, granted) = found(&app, id, who, |_, _| drives).await?;
    let request = body.read(&granted, |request, faults| {
        let said = Said::read(request.notes.as_deref(), None, faults);
        Some((request.status, said))
    });
    let (to, said) = request?.value;
    if !Batch::follows(&to) {
        return Err(docket_domain::BatchRefusal::NoStep.into());
    }
    let order = Box::pin(advance(&app, order, who, conditions.expected(), &to, said)).await?;
    let body = OrderBody { order: OrderView::new(&order, who, &app.stamp()?) };
    Ok(tag(order.version, Json(body)))
}

/// Moves an order to a status; with the batch that it is in, if that follows.
pub async fn advance(
    app: &App,
    found: Order,
    who: &[Actor],
    expected: &ExpectedVersion,
    to: &str,
    Said { note, reason }: Said,
) -> Result<Order, AppError> {
    let (id, mut found) = (found.id, Some(found));
    for _ in 0..TRIES {
        let order = match found.take() {
            Some(order) => order,
            None => visible(app, id, who).await?,
        };
        let batch = if Batch::follows(to) {
            expected.check(order.version)?;
            living(app, &order).await?
        } else {
            None
        };
        let Some(batch) = batch else {
            let command = Command::Move { to: to.to_owned(), note, reason };
            return change(app, order, who, expected, &command).await;
        };
        let (note, reason) = (note.clone(), reason.clone());
        let step = BatchCommand::Step { order: id, to: to.to_owned(), note, reason };
        let stamp = app.stamp()?;
        let orders = std::slice::from_ref(&order);
        let change = decide(&order, who, |actor| batch.apply(&step, orders, actor, &stamp))?;
        if committed(app.store.commit_batch(&batch, &change).await?)? {
            let moved = change.orders.into_iter().next();
            return Ok(moved.map_or(order, |(_, change)| change.order));
        }
    }
    Err(AppError::Conflict)
}

/// The batch that an order is in, unless it is over.
async fn living(app: &App, order: &Order) -> Result<Option<Batch>, AppError> {
    let Some(place) = &order.delivery else { return Ok(None) };
    let batch = app.store.batch(&place.batch).await?;
    Ok(batch.filter(|batch| batch.status.is_living()))
}
