//! The list of all events with the versions of their schemas.
//!
//! An event that is not listed cannot be published, and every listed event must have a schema.

use crate::{
    BatchChanged, CodeRequested, DisputeClosed, DisputeOpened, OrderCancelled, OrderEscalated,
    OrderPlaced, OrderPromiseMoved, OrderSplit, OrderStatusChanged, OrderUpdated, OrderVerified,
    OrdersMerged, PaymentAuthorized, PaymentExpiring, PaymentFailed, PaymentRecorded,
    PaymentReleased, PaymentReported, RefundFailed, RefundRequested, RefundSettled,
    RefundWithdrawn, SlaBreached, StockLow,
    event::{Event, Listed},
};

macro_rules! events {
    ($($event:ident { $($id:ident).+ } version $version:literal;)+) => {
        $(
            impl Listed for $event {}

            impl Event for $event {
                const NAME: &'static str = stringify!($event);
                const VERSION: u32 = $version;

                fn id(&self) -> &str {
                    self.$($id).+.as_str()
                }
            }
        )+

        /// The JSON Schema (draft 2020-12) of every event, by the event's name.
        #[cfg(feature = "schemas")]
        #[must_use]
        pub fn schemas() -> std::collections::BTreeMap<&'static str, serde_json::Value> {
            [$(($event::NAME, crate::schemas::schema::<$event>())),+].into()
        }
    };
}

events! {
    OrderPlaced { detail.event_id } version 1;
    OrderVerified { detail.event_id } version 1;
    OrderStatusChanged { detail.event_id } version 1;
    OrderCancelled { detail.event_id } version 1;
    OrderUpdated { detail.event_id } version 1;
    OrderEscalated { detail.event_id } version 1;
    SlaBreached { detail.event_id } version 1;
    OrderPromiseMoved { detail.event_id } version 1;
    PaymentRecorded { detail.event_id } version 1;
    RefundRequested { detail.event_id } version 1;
    RefundWithdrawn { detail.event_id } version 1;
    PaymentAuthorized { detail.event_id } version 1;
    PaymentReleased { detail.event_id } version 1;
    PaymentExpiring { detail.event_id } version 1;
    PaymentFailed { detail.event_id } version 1;
    RefundSettled { detail.event_id } version 1;
    RefundFailed { detail.event_id } version 1;
    DisputeOpened { detail.event_id } version 1;
    DisputeClosed { detail.event_id } version 1;
    OrderSplit { detail.event_id } version 1;
    OrdersMerged { detail.event_id } version 1;
    BatchChanged { event_id } version 1;
    StockLow { event_id } version 1;
    CodeRequested { event_id } version 1;
    PaymentReported { event_id } version 1;
}
