//! Handler of list-order-messages: what people were sent about an order.

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
    /// Messages of the last 90 days, oldest first.
    messages: Vec<OrderMessage>,
}

/// A message about an order to one recipient on one channel. It contains neither the recipient's
/// contact nor the text.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "event": "ORD-20261120-7ZK3M9QW2X:3:0", "group": "order_ready", "to": {"role": "buyer"},
    "channel": "sms", "state": "sent", "reason": null, "detail": null,
    "at": "2026-11-20T12:30:00.000Z", "heldUntil": null,
}))]
pub struct OrderMessage {
    /// Identifier of the event that the message is about. An event is sent once per recipient and
    /// channel.
    #[schema(value_type = words::EventName)]
    event: String,
    /// Message group, for which recipients choose their channels in their preferences; null for
    /// messages from before groups existed.
    #[schema(value_type = Option<words::NoticeGroupName>, required)]
    group: Option<&'static str>,
    /// Role of the person who receives the message.
    to: WithheldRecipient,
    /// Channel by which the message is sent, such as `sms`.
    #[schema(value_type = words::ChannelName)]
    channel: &'static str,
    /// State of the message.
    ///
    /// - `sending`: it is being sent, or will be retried.
    /// - `held`: it waits for the end of the recipient's quiet hours (`heldUntil`).
    /// - `sent`: the channel accepted it.
    /// - `not_sent`: it was not sent and will not be retried (`reason`).
    /// - `superseded`: a newer message about the order replaced it.
    /// - `bounced`: the mailbox returned it.
    /// - `complained`: the recipient marked it as unwanted.
    #[schema(value_type = words::MessageStateName)]
    state: &'static str,
    /// Stable code of the reason why the message was not sent; null in all other states.
    #[schema(value_type = Option<words::WithheldReasonName>, required)]
    reason: Option<&'static str>,
    /// The reason as a sentence for people; null in all other states.
    #[schema(required)]
    detail: Option<&'static str>,
    /// When the message was last tried, put on hold or given up (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// End of the quiet hours that hold the message (UTC, RFC 3339); null in all other states.
    #[schema(value_type = Option<words::Moment>, required)]
    held_until: Option<Moment>,
}

/// List an order's messages.
///
/// Returns the messages about an order of the last 90 days: to which role and on which channel each
/// was sent, when, and its state. The seller's staff and administrators may call it. Verification
/// codes are not listed. The list is not paginated.
///
/// Errors:
///
/// - 401 `unauthenticated` or `token_expired`: the access token is missing, invalid or expired.
/// - 403 `forbidden`: the caller may see the order, but is not the seller's staff or an
///   administrator.
/// - 404 `not_found`: the order does not exist, or the caller may not see it.
#[utoipa::path(
    get, path = "/api/orders/{id}/messages", tag = "Orders", security(("bearer" = [])),
    params(("id" = inline(words::OrderId), Path, description = "Identifier (`id`) of the order.")),
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
