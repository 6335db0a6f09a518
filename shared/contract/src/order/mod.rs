//! The events about orders and their common members.

mod actor;
mod events;
mod facts;
mod money_events;

pub use actor::{Actor, Role};
pub use events::{
    MergeLink, OrderCancelled, OrderEscalated, OrderPlaced, OrderPromiseMoved, OrderSplit,
    OrderStatusChanged, OrderUpdated, OrderVerified, OrdersMerged, SlaBreached, SplitLink,
};
pub use facts::{AwaitingVerification, ChangedOrder, OrderDetail, OrderFacts, OrderLine, Phase};
pub use money_events::{
    DisputeClosed, DisputeOpened, PaymentAuthorized, PaymentExpiring, PaymentFailed,
    PaymentRecorded, PaymentReleased, RefundFailed, RefundRequested, RefundSettled,
    RefundWithdrawn,
};
