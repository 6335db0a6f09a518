//! The events that Docket publishes on its event bus, as types.
//!
//! Every event is a type that implements [`Event`]. The publisher serializes it, a consumer
//! deserializes the same type, and the JSON Schemas in `infra/schemas` are generated from it
//! (feature `schemas`). No event contains a name, a phone number, an e-mail address, a postal
//! address or a verification code.
//!
//! The schemas are strict and the types are lenient: a consumer ignores members that it does not
//! know, reads an unknown enum value as `Unknown`, and accepts texts of any form. So an older
//! consumer reads the events of a newer publisher. The rules for texts are in the domain's types,
//! from which the publisher builds the events; this crate depends on no other crate of Docket.
//!
//! # Example
//!
//! The members that all events about an order have in common deserialize from each of them:
//!
//! ```
//! use docket_contract::{OrderDetail, Phase};
//!
//! let event = r#"{
//!     "eventId": "ORD-20261120-7K3M9QX2TB:1:0",
//!     "occurredAt": "2026-11-20T09:30:00.000Z",
//!     "schemaVersion": 1,
//!     "correlationId": "0b9d6c1e-5a57-4a86-9d3f-2f1f4f6f0c11",
//!     "order": {
//!         "id": "ORD-20261120-7K3M9QX2TB",
//!         "version": 1,
//!         "sellerId": "spice-kitchen",
//!         "status": "awaiting_verification",
//!         "phase": "unverified",
//!         "lifecycle": "kitchen@1",
//!         "grandTotal": 36750,
//!         "currency": "USD",
//!         "customerKey": "q5yVb1T0mJkXw3Zr8uHcEg",
//!         "lines": [{"productId": "thali", "quantity": 2}],
//!         "paymentOpen": false,
//!         "awaitsPayment": false
//!     },
//!     "actor": {"role": "buyer", "id": "q5yVb1T0mJkXw3Zr8uHcEg"},
//!     "aMemberOfALaterVersion": true
//! }"#;
//! let event: OrderDetail = serde_json::from_str(event)?;
//! assert_eq!(event.order.id.as_str(), "ORD-20261120-7K3M9QX2TB");
//! assert_eq!(event.order.phase, Phase::Unverified);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod batch;
mod code;
mod event;
mod list;
mod order;
mod payment;
mod product;
#[cfg(feature = "schemas")]
mod schemas;
mod text;

pub use batch::{BatchChanged, BatchFacts, BatchStatus};
pub use code::CodeRequested;
pub use event::Event;
#[cfg(feature = "schemas")]
pub use list::schemas;
pub use order::{
    Actor, AwaitingVerification, ChangedOrder, DisputeClosed, DisputeOpened, MergeLink,
    OrderCancelled, OrderDetail, OrderEscalated, OrderFacts, OrderLine, OrderPlaced,
    OrderPromiseMoved, OrderSplit, OrderStatusChanged, OrderUpdated, OrderVerified, OrdersMerged,
    PaymentAuthorized, PaymentExpiring, PaymentFailed, PaymentRecorded, PaymentReleased, Phase,
    RefundFailed, RefundRequested, RefundSettled, RefundWithdrawn, Role, SlaBreached, SplitLink,
};
pub use payment::{PaymentReported, ReportedKind};
pub use product::{ProductFacts, StockLow};
pub use text::{
    ActorId, BatchEventId, BatchId, CodeEventId, CodeSubject, CorrelationId, CurrencyCode,
    CustomerKey, LifecycleVersion, MemberId, Moment, OrderEventId, OrderId, PaymentId, ProductId,
    ProviderEventId, ProviderId, SellerId, StatusName, StockEventId,
};
