//! Notifications in responses.

use docket_domain::{Notification, NotificationSubject};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// A notification about an order, a product or a batch. It holds facts; the client writes the text.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Notification, example = json!({
    "id": "1795176000000#ORD-20261120-7ZK3M9QW2X:new", "kind": "new_order", "group": "new_order",
    "orderId": "ORD-20261120-7ZK3M9QW2X", "amount": 2500, "currency": "USD",
    "at": "2026-11-20T12:00:00.000Z",
}))]
pub struct NotificationView {
    /// The identifier of the notification. Identifiers sort in the sequence of the notifications.
    #[schema(value_type = words::NotificationId)]
    id: String,
    /// The kind of event that the notification is about.
    #[schema(value_type = words::NotificationKindName)]
    kind: &'static str,
    /// The group of the kind, by which members choose the channels of messages.
    #[schema(value_type = words::NotificationGroupName)]
    group: &'static str,
    /// The order that the notification is about. Absent for products and batches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    order_id: Option<String>,
    /// The total of the order, or for a problem with a payment or refund its amount, in minor units
    /// of `currency`. Absent for products and batches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Amount>)]
    amount: Option<u64>,
    /// The ISO 4217 currency of `amount`. Absent for products and batches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Currency>)]
    currency: Option<&'static str>,
    /// The product whose stock is low. Absent for orders and batches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::ProductId>)]
    product_id: Option<String>,
    /// The name that the product had at the time of the event. Absent for orders and batches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    product_name: Option<String>,
    /// The number of units of the product that could be ordered at the time of the event. Absent
    /// for orders and batches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    available: Option<u64>,
    /// The driver's delivery batch. Absent for orders and products.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BatchId>)]
    batch_id: Option<String>,
    /// The human-readable number of the batch. Absent for orders and products.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BatchNumber>)]
    batch_number: Option<String>,
    /// The number of orders in the batch at the time of the event. Absent for orders and products.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Count>)]
    order_count: Option<u64>,
    /// The time at which the event was recorded.
    #[schema(value_type = words::Moment)]
    at: Moment,
}

impl From<&Notification> for NotificationView {
    fn from(entry: &Notification) -> Self {
        let view = Self {
            id: entry.id().to_string(),
            kind: entry.kind().name(),
            group: entry.kind().group().name(),
            order_id: None,
            amount: None,
            currency: None,
            product_id: None,
            product_name: None,
            available: None,
            batch_id: None,
            batch_number: None,
            order_count: None,
            at: entry.at().into(),
        };
        match entry.subject() {
            NotificationSubject::Order { order, amount, currency } => Self {
                order_id: Some(order.to_string()),
                amount: Some(amount.minor()),
                currency: Some(currency.code()),
                ..view
            },
            NotificationSubject::Product { product, name, available } => Self {
                product_id: Some(product.to_string()),
                product_name: Some(name.to_string()),
                available: Some(*available),
                ..view
            },
            NotificationSubject::Batch { batch, number, driver: _, orders } => Self {
                batch_id: Some(batch.to_string()),
                batch_number: Some(number.clone()),
                order_count: Some(*orders),
                ..view
            },
        }
    }
}
