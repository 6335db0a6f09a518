//! Events about orders: what they have in common, and each of them.

mod actor;
mod events;
mod facts;

pub use actor::{Actor, Role};
pub use events::{
    DisputeClosed, DisputeOpened, MergeLink, OrderCancelled, OrderEscalated, OrderPlaced,
    OrderPromiseMoved, OrderSplit, OrderStatusChanged, OrderUpdated, OrderVerified, OrdersMerged,
    PaymentAuthorized, PaymentExpiring, PaymentFailed, PaymentRecorded, PaymentReleased,
    RefundFailed, RefundRequested, RefundSettled, RefundWithdrawn, SlaBreached, SplitLink,
};
pub use facts::{AwaitingVerification, ChangedOrder, OrderDetail, OrderFacts, OrderLine, Phase};
