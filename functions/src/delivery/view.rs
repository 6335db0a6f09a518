//! Delivery batches and their orders in responses.

use docket_app::names::People;
use docket_domain::{Actor, Batch, BatchDriver, Order, OrderId};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::words,
    orders::view::{AddressView, CustomerView, NamedSeller, NamedZone, ProblemView, address},
};

/// A delivery batch: orders of one seller and one zone that a driver delivers in one tour.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Batch)]
pub struct BatchView {
    /// The identifier of the batch, used in request paths. `batchNumber` is the human-readable
    /// number.
    #[schema(value_type = words::BatchId)]
    id: String,
    /// The human-readable number of the batch: the UTC day of its creation, and a count of the
    /// seller's batches of that day.
    #[schema(value_type = words::BatchNumber)]
    batch_number: String,
    /// The seller whose orders the batch contains.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// The seller of the batch, with the name that it had when the batch was created.
    seller: NamedSeller,
    /// The delivery zone of all orders of the batch. Null for orders without a zone.
    #[schema(value_type = Option<words::ZoneId>, required)]
    zone_id: Option<String>,
    /// The delivery zone with its name. Null for orders without a zone.
    #[schema(required)]
    zone: Option<NamedZone>,
    /// The member who drives the batch. Null until a driver is assigned.
    #[schema(value_type = Option<words::MemberId>, required)]
    driver_id: Option<String>,
    /// The driver with name and, for staff and administrators, phone. Null until a driver is
    /// assigned.
    #[schema(required)]
    driver: Option<DriverView>,
    /// The progress of the batch from `PENDING` to `COMPLETED` or `CANCELLED`.
    #[schema(value_type = words::BatchStatus)]
    status: &'static str,
    /// The orders of the batch in delivery sequence. A cancelled batch still lists the orders that
    /// it had.
    #[schema(value_type = Vec<words::OrderId>)]
    order_ids: Vec<String>,
    /// The number of orders in the batch.
    #[schema(value_type = words::Count)]
    order_count: usize,
    /// The orders of the batch with addresses and customers, in delivery sequence. Absent in lists
    /// unless the request has `orders=true`. A cancelled batch still lists the orders that it had.
    #[serde(skip_serializing_if = "Option::is_none")]
    orders: Option<Vec<StopView>>,
    /// The time at which the last order of the batch is expected at its address. Absent if no order
    /// has an estimate. In lists without `orders` it is the estimate of the batch's last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    estimated_delivery_time: Option<Moment>,
    /// The time at which the batch was created.
    #[schema(value_type = words::Moment)]
    created_at: Moment,
    /// The time at which the batch, or the first of its orders, was picked up. Absent before that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    pickup_time: Option<Moment>,
    /// The time at which the batch was completed. Absent before that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    completed_at: Option<Moment>,
    /// The reason that was given for the cancellation. Absent if the batch is not cancelled or no
    /// reason was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
    /// The version of the batch, for optimistic locking. It starts at 1, increases with each
    /// change, and begins the `ETag`.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// The driver of a delivery batch.
#[derive(Serialize, ToSchema)]
pub struct DriverView {
    /// The identifier of the driver, who is a member of the seller.
    #[schema(value_type = words::MemberId)]
    id: String,
    /// The name that the driver had when the batch was assigned.
    #[schema(value_type = words::Name)]
    name: String,
    /// The driver's phone in E.164. Present only in the responses of `get_batch`, `list_batches`
    /// and `track_order`, for staff and administrators, if the driver signs in with a phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
}

/// An order of a delivery batch: one stop of the tour.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StopView {
    /// The identifier of the order, used in request paths.
    #[schema(value_type = words::OrderId)]
    id: String,
    /// The order number for people. It is equal to `id`.
    #[schema(value_type = words::OrderId)]
    order_number: String,
    /// The address to deliver to. For the driver, address, customer and notes are absent from 24
    /// hours after the order has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_address: Option<AddressView>,
    /// The customer to contact on delivery. Absent for the driver from 24 hours after the order has
    /// ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
    /// The buyer's notes for the order. Absent if there are none, and for the driver from 24 hours
    /// after the order has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// The time for which the buyer wants the order. Absent if the buyer wants it as soon as
    /// possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    requested_for: Option<Moment>,
    /// The order's status in its lifecycle.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// The newest problem that the driver reported. Null if none was reported, and once the order
    /// is no longer out for delivery.
    #[schema(required)]
    delivery_problem: Option<ProblemView>,
    /// The order's place in the delivery sequence, from 1.
    #[schema(value_type = words::Count)]
    delivery_sequence: u32,
}

/// The delivery batch of a tracked order, without details of its other orders.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchSummary {
    /// The identifier of the batch.
    #[schema(value_type = words::BatchId)]
    id: String,
    /// The human-readable number of the batch: the UTC day of its creation, and a count of the
    /// seller's batches of that day.
    #[schema(value_type = words::BatchNumber)]
    batch_number: String,
    /// The progress of the batch, from its creation to its completion or cancellation.
    #[schema(value_type = words::BatchStatus)]
    status: &'static str,
    /// The number of orders in the batch.
    #[schema(value_type = words::Count)]
    order_count: usize,
}

/// A response with one delivery batch.
#[derive(Serialize, ToSchema)]
pub struct BatchBody {
    /// The delivery batch with its orders in delivery sequence.
    pub batch: BatchView,
}

impl BatchView {
    /// The batch with its orders as `actor` may see them. `orders` may contain orders of other
    /// batches; they are ignored.
    pub fn new(batch: &Batch, orders: &[Order], actor: &Actor, now: Timestamp) -> Self {
        Self::named(batch, orders, (actor, now), &People::new())
    }

    /// The batch with its orders, and with the driver's phone if `people` knows the driver.
    pub fn named(
        batch: &Batch,
        orders: &[Order],
        (actor, now): (&Actor, Timestamp),
        people: &People,
    ) -> Self {
        let found = |id: &OrderId| orders.iter().find(|order| order.id == *id);
        let own: Vec<&Order> = batch.orders.iter().filter_map(found).collect();
        let place = |order: &&Order| batch.sequence(order.id);
        let shown =
            |order: &&Order| Some(stop(order, place(order)?, order.shows_contact_to(actor, now)));
        let stops = own.iter().filter_map(shown).collect();
        Self {
            orders: Some(stops),
            estimated_delivery_time: batch.estimate(orders).map(Into::into),
            ..Self::row(batch, people)
        }
    }

    /// The batch without its orders; with the driver's phone if `people` knows the driver.
    pub fn row(batch: &Batch, people: &People) -> Self {
        Self {
            id: batch.id.to_string(),
            batch_number: batch.number.clone(),
            seller_id: batch.seller.to_string(),
            seller: NamedSeller {
                id: batch.seller.to_string(),
                name: batch.names.seller.as_ref().map(ToString::to_string),
            },
            zone_id: batch.zone.as_ref().map(ToString::to_string),
            zone: batch.zone.as_ref().map(|it| NamedZone::new(it, batch.names.zone.as_ref())),
            driver_id: batch.driver.as_ref().map(|driver| driver.id.to_string()),
            driver: batch.driver.as_ref().map(|driver| DriverView::new(driver, people)),
            status: batch.status.name(),
            order_ids: batch.orders.iter().map(ToString::to_string).collect(),
            order_count: batch.orders.len(),
            orders: None,
            estimated_delivery_time: batch.estimate.map(Into::into),
            created_at: batch.created_at.into(),
            pickup_time: batch.picked_up_at.map(Into::into),
            completed_at: batch.completed_at.map(Into::into),
            reason: batch.reason.as_ref().map(ToString::to_string),
            version: batch.version,
        }
    }
}

impl DriverView {
    /// A batch's driver, with the phone if `people` knows the driver.
    pub fn new(driver: &BatchDriver, people: &People) -> Self {
        Self {
            id: driver.id.to_string(),
            name: driver.name.to_string(),
            phone: people.get(&driver.id).and_then(|known| known.phone.clone()),
        }
    }
}

impl BatchSummary {
    /// The part of a batch that the buyer of one of its orders may see.
    pub fn new(batch: &Batch) -> Self {
        Self {
            id: batch.id.to_string(),
            batch_number: batch.number.clone(),
            status: batch.status.name(),
            order_count: batch.orders.len(),
        }
    }
}

/// An order as a stop of a tour at `place`. Address, customer and notes are included only if
/// `shows_contact` is true.
pub fn stop(order: &Order, place: u32, shows_contact: bool) -> StopView {
    let id = order.id.to_string();
    let address_of_buyer = order.fulfilment.method.address().filter(|_| shows_contact);
    StopView {
        order_number: id.clone(),
        id,
        delivery_address: address_of_buyer.map(address),
        customer: shows_contact.then(|| CustomerView::new(order)),
        notes: order.notes.as_ref().filter(|_| shows_contact).map(ToString::to_string),
        requested_for: order.fulfilment.requested_for.map(Into::into),
        status: order.status.name,
        delivery_problem: order.delivery_problem().map(Into::into),
        delivery_sequence: place,
    }
}
