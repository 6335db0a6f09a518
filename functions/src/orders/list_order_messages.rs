use axum::{Json, extract::State};
use docket_app::{SharedApp, orders};
use docket_domain::{NoticeRecord, NoticeState, OrderId, WithheldReason};
use serde::Serialize;
use utoipa::ToSchema;

use super::get_order_internal::WithheldRecipient;
use crate::{
    http::{ApiError, ApiPath, Caller, Moment},
    openapi::words,
};

/// The messages about an order.
#[derive(Serialize, ToSchema)]
pub struct OrderMessages {
    /// The oldest first.
    messages: Vec<OrderMessage>,
}

/// A message about an order, on one channel. It names neither the contact nor the text.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "event": "ORD-20261120-7ZK3M9QW2X:3:0", "group": "order_ready", "to": {"role": "buyer"},
    "channel": "sms", "state": "sent", "reason": null, "detail": null,
    "at": "2026-11-20T12:30:00.000Z", "heldUntil": null,
}))]
pub struct OrderMessage {
    /// The event that it tells of.
    #[schema(value_type = words::EventName)]
    event: String,
    /// What it tells of, as people choose channels for it; null for messages of before there was a
    /// choice.
    #[schema(value_type = Option<words::NoticeGroupName>, required)]
    group: Option<&'static str>,
    /// Who gets it.
    to: WithheldRecipient,
    /// By which way.
    #[schema(value_type = words::ChannelName)]
    channel: &'static str,
    /// What became of it.
    #[schema(value_type = words::MessageStateName)]
    state: &'static str,
    /// Why it was not sent; null for all others.
    #[schema(value_type = Option<words::WithheldReasonName>, required)]
    reason: Option<&'static str>,
    /// The same in a sentence.
    #[schema(required)]
    detail: Option<&'static str>,
    /// When it was tried last, held or not sent.
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// When the quiet hours end that hold it; null for all others.
    #[schema(value_type = Option<words::Moment>, required)]
    held_until: Option<Moment>,
}

/// List an order's messages.
///
/// What people were sent about an order in the last 90 days: on which channel, when, and what
/// became of it, for its seller's staff and administrators. Verification codes are not listed.
#[utoipa::path(
    get, path = "/api/orders/{id}/messages", tag = "Orders", security(("bearer" = [])),
    params(("id" = inline(words::OrderId), Path, description = "The order.")),
    responses((status = OK, body = OrderMessages), (status = FORBIDDEN)),
)]
pub async fn list_order_messages(
    State(app): State<SharedApp>,
    caller: Caller,
    ApiPath(id): ApiPath<OrderId>,
) -> Result<Json<OrderMessages>, ApiError> {
    let records = orders::order_messages(&app, id, caller.capacities()?).await?;
    Ok(Json(OrderMessages { messages: records.iter().map(message).collect() }))
}

fn message(record: &NoticeRecord) -> OrderMessage {
    let NoticeRecord { key, facts, at, state, due: _ } = record;
    let (reason, held_until) = match *state {
        NoticeState::Withheld(reason) => (Some(reason), None),
        NoticeState::Held(until) => (None, Some(until)),
        NoticeState::Sending
        | NoticeState::Sent
        | NoticeState::Superseded
        | NoticeState::Bounced
        | NoticeState::Complained => (None, None),
    };
    OrderMessage {
        event: key.event.clone(),
        group: facts.group.map(docket_domain::NoticeGroup::name),
        to: WithheldRecipient { role: facts.to.name() },
        channel: key.channel.name(),
        state: state.name(),
        reason: reason.map(WithheldReason::name),
        detail: reason.map(WithheldReason::sentence),
        at: (*at).into(),
        held_until: held_until.map(Into::into),
    }
}
