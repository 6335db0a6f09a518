//! A batch as callers see it.

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

/// A batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Batch)]
pub struct BatchView {
    /// What requests name it by.
    #[schema(value_type = words::BatchId)]
    id: String,
    /// What people call it, counted by seller and day.
    #[schema(value_type = words::BatchNumber)]
    batch_number: String,
    /// Whose orders they are.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Whose orders they are, by name.
    seller: NamedSeller,
    /// Where they go; null for orders without a zone.
    #[schema(value_type = Option<words::ZoneId>, required)]
    zone_id: Option<String>,
    /// The same by name.
    #[schema(required)]
    zone: Option<NamedZone>,
    /// Who brings them.
    #[schema(value_type = Option<words::MemberId>, required)]
    driver_id: Option<String>,
    /// The same with the name; with the phone for staff and administrators.
    #[schema(required)]
    driver: Option<DriverView>,
    /// Where it is.
    #[schema(value_type = words::BatchStatus)]
    status: &'static str,
    /// The orders, as they are to be delivered.
    #[schema(value_type = Vec<words::OrderId>)]
    order_ids: Vec<String>,
    /// How many they are.
    #[schema(value_type = words::Count)]
    order_count: usize,
    /// The orders with their addresses; lists leave them out.
    #[serde(skip_serializing_if = "Option::is_none")]
    orders: Option<Vec<StopView>>,
    /// When the last of its orders should be there, where that is known; in lists
    /// as it was when the batch last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    estimated_delivery_time: Option<Moment>,
    /// When it was put together.
    #[schema(value_type = words::Moment)]
    created_at: Moment,
    /// When it was picked up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    pickup_time: Option<Moment>,
    /// When it was completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    completed_at: Option<Moment>,
    /// Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    reason: Option<String>,
    /// Rises with each change; the beginning of the `ETag`.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// Who brings a batch.
#[derive(Serialize, ToSchema)]
pub struct DriverView {
    /// The member.
    #[schema(value_type = words::MemberId)]
    id: String,
    /// Their name when the batch was given to them.
    #[schema(value_type = words::Name)]
    name: String,
    /// Their phone, for staff and administrators in get-batch, list-batches and
    /// track-order, if they sign in with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
}

/// An order of a batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StopView {
    /// The order.
    #[schema(value_type = words::OrderId)]
    id: String,
    /// The same.
    #[schema(value_type = words::OrderId)]
    order_number: String,
    /// Where to. Address, customer and notes are absent for the driver from 24
    /// hours after the order's end.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_address: Option<AddressView>,
    /// Who ordered, to be called at the door.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
    /// What the buyer wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// When it is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    requested_for: Option<Moment>,
    /// Where it is.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Why it was not delivered, while its driver has it and cannot deliver it.
    #[schema(required)]
    delivery_problem: Option<ProblemView>,
    /// Its place in the batch, from 1.
    #[schema(value_type = words::Count)]
    delivery_sequence: u32,
}

/// The batch of a tracked order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchSummary {
    /// The batch.
    #[schema(value_type = words::BatchId)]
    id: String,
    /// What people call it.
    #[schema(value_type = words::BatchNumber)]
    batch_number: String,
    /// Where it is.
    #[schema(value_type = words::BatchStatus)]
    status: &'static str,
    /// How many orders it has.
    #[schema(value_type = words::Count)]
    order_count: usize,
}

/// A batch under its own name.
#[derive(Serialize, ToSchema)]
pub struct BatchBody {
    /// The batch.
    pub batch: BatchView,
}

impl BatchView {
    /// The batch with its orders, which may be among others, as `actor` sees
    /// them.
    pub fn new(batch: &Batch, orders: &[Order], actor: &Actor, now: Timestamp) -> Self {
        Self::named(batch, orders, (actor, now), &People::new())
    }

    /// The same with the driver's phone, where people are given.
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

    /// The batch by itself; with its driver's phone where people are given.
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
    /// A batch's driver, with the phone where people are given.
    pub fn new(driver: &BatchDriver, people: &People) -> Self {
        Self {
            id: driver.id.to_string(),
            name: driver.name.to_string(),
            phone: people.get(&driver.id).and_then(|known| known.phone.clone()),
        }
    }
}

impl BatchSummary {
    /// What the buyer of one of its orders may know.
    pub fn new(batch: &Batch) -> Self {
        Self {
            id: batch.id.to_string(),
            batch_number: batch.number.clone(),
            status: batch.status.name(),
            order_count: batch.orders.len(),
        }
    }
}

/// An order in its place, with or without how to reach its buyer.
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
