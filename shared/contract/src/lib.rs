//! What Docket publishes on its event bus, as types.
//!
//! Every event is a type that implements [`Event`]. The publisher makes one and
//! writes it as JSON, a consumer reads the same type, and the JSON Schemas in
//! `infra/schemas` are generated from it (feature `schemas`). No event has a
//! name, a phone number, an e-mail address, a postal address or a code.
//!
//! The schemas are strict and the types are not: a consumer ignores members
//! that it does not know, reads an unknown word of a list as `Unknown`, and
//! takes texts as they come. So an older consumer reads a newer publisher's
//! events. What holds the rules of the texts is the domain's types, which the
//! publisher makes them of; this crate depends on none of ours.
//!
//! # Example
//!
//! What all events about an order have in common reads from each of them:
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
