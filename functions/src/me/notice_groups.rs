//! Channels by group of messages, in requests and responses.

use docket_domain::{Channel, Channels, NoticeGroup};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::present;

/// A channel on which messages are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticeChannel {
    /// SMS: a text message to the person's confirmed phone.
    Sms,
    /// E-mail: a message to the person's confirmed e-mail address.
    Email,
    /// Push: a message to each browser that the person has subscribed.
    Push,
}

/// Channels by group of messages. A group that is absent has no choice; an empty list means that no
/// messages of the group are sent.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"order_received": ["email"], "order_done": []}))]
pub struct NoticeGroups {
    /// For the buyer: the seller has received an order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_received: Option<Vec<NoticeChannel>>,
    /// For the buyer: the seller has accepted an order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_accepted: Option<Vec<NoticeChannel>>,
    /// For the buyer: an order is ready to be picked up, or is ready and has no delivery status to
    /// follow.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_ready: Option<Vec<NoticeChannel>>,
    /// For the buyer: an order is on its way with a driver or a carrier.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_on_the_way: Option<Vec<NoticeChannel>>,
    /// For the buyer: an order was delivered or otherwise completed.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_done: Option<Vec<NoticeChannel>>,
    /// For the buyer: an order was cancelled or rejected, or has failed.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_stopped: Option<Vec<NoticeChannel>>,
    /// For the buyer: the content or the promised time of an order was changed.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_changed: Option<Vec<NoticeChannel>>,
    /// For the buyer: a payment for an order was received.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment: Option<Vec<NoticeChannel>>,
    /// For the buyer: money for an order is refunded.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    refund: Option<Vec<NoticeChannel>>,
    /// For the buyer: a payment or a refund has failed.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    problem_with_money: Option<Vec<NoticeChannel>>,
    /// For a seller's staff: the seller has received a new order.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    new_order: Option<Vec<NoticeChannel>>,
    /// For a seller's staff: an order was cancelled or rejected by somebody else.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_cancelled: Option<Vec<NoticeChannel>>,
    /// For a seller's staff and administrators: an order was not accepted in time.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accept_late: Option<Vec<NoticeChannel>>,
    /// For a seller's staff and administrators: an order has exceeded the time limit of its status.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    target_missed: Option<Vec<NoticeChannel>>,
    /// For a seller's staff and administrators: the stock of a product is low.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    stock_low: Option<Vec<NoticeChannel>>,
    /// For a seller's staff and administrators: a payment or a refund needs a decision.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    money_problem: Option<Vec<NoticeChannel>>,
    /// For a driver: a delivery batch was assigned, changed or cancelled.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    batch: Option<Vec<NoticeChannel>>,
}

impl NoticeGroups {
    /// The groups that are named, with their channels as they were written.
    pub fn chosen(mut self) -> impl Iterator<Item = (NoticeGroup, Vec<Channel>)> {
        let channels = |named: Vec<NoticeChannel>| named.into_iter().map(Channel::from).collect();
        NoticeGroup::ALL
            .into_iter()
            .filter_map(move |group| Some((group, self.of(group).take().map(channels)?)))
    }

    const fn of(&mut self, group: NoticeGroup) -> &mut Option<Vec<NoticeChannel>> {
        match group {
            NoticeGroup::OrderReceived => &mut self.order_received,
            NoticeGroup::OrderAccepted => &mut self.order_accepted,
            NoticeGroup::OrderReady => &mut self.order_ready,
            NoticeGroup::OrderOnTheWay => &mut self.order_on_the_way,
            NoticeGroup::OrderDone => &mut self.order_done,
            NoticeGroup::OrderStopped => &mut self.order_stopped,
            NoticeGroup::OrderChanged => &mut self.order_changed,
            NoticeGroup::Payment => &mut self.payment,
            NoticeGroup::Refund => &mut self.refund,
            NoticeGroup::ProblemWithMoney => &mut self.problem_with_money,
            NoticeGroup::NewOrder => &mut self.new_order,
            NoticeGroup::OrderCancelled => &mut self.order_cancelled,
            NoticeGroup::AcceptLate => &mut self.accept_late,
            NoticeGroup::TargetMissed => &mut self.target_missed,
            NoticeGroup::StockLow => &mut self.stock_low,
            NoticeGroup::MoneyProblem => &mut self.money_problem,
            NoticeGroup::Batch => &mut self.batch,
        }
    }
}

impl FromIterator<(NoticeGroup, Channels)> for NoticeGroups {
    fn from_iter<I: IntoIterator<Item = (NoticeGroup, Channels)>>(groups: I) -> Self {
        let mut all = Self::default();
        for (group, channels) in groups {
            *all.of(group) = Some(channels.iter().map(NoticeChannel::from).collect());
        }
        all
    }
}

impl From<NoticeChannel> for Channel {
    fn from(channel: NoticeChannel) -> Self {
        match channel {
            NoticeChannel::Sms => Self::Sms,
            NoticeChannel::Email => Self::Email,
            NoticeChannel::Push => Self::Push,
        }
    }
}

impl From<Channel> for NoticeChannel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Sms => Self::Sms,
            Channel::Email => Self::Email,
            Channel::Push => Self::Push,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn every_group_and_channel_has_its_own_name() {
        for group in NoticeGroup::ALL {
            for channel in Channel::ALL {
                let written: NoticeGroups =
                    [(group, Channels::NONE.with(channel))].into_iter().collect();
                let written: Value = serde_json::to_value(written).unwrap();
                assert_eq!(written, json!({group.name(): [channel.name()]}));
                let read: NoticeGroups = serde_json::from_value(written).unwrap();
                assert_eq!(read.chosen().collect::<Vec<_>>(), [(group, vec![channel])]);
            }
        }
    }
}
