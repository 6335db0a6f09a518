//! The table: its keys, its items and its transactions.
//!
//! Only this crate knows keys and attribute names. It does not decide what may happen to an order:
//! it commits what the domain has decided, under conditions that keep the decision true, and
//! translates a failed condition into terms of the domain.

mod batches;
mod changes;
mod creation;
mod heartbeat;
mod low_stock;
mod notifications;
mod orders;
mod payments;
mod people;
mod products;
mod reconcile;
mod records;
mod sellers;
mod statistics;
mod stock;
mod table;
mod template_places;
mod templates;
#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
mod tests;
mod vouchers;

pub use batches::{BatchCommit, BatchList, BatchScene, Span};
pub use changes::{ChangedKind, FEED_KEPT, FeedChange, is_feed};
pub use creation::{Creation, CreationReceipt};
pub use heartbeat::is_heartbeat;
pub use low_stock::{LowMark, Watched, stocked_product};
pub use notifications::NotificationList;
pub use orders::{
    Commit, OrderList, Placing, Recorded, Shortage, Situation, Together, Unplaced, UpdateOutcome,
    Wanted, Whose,
};
pub use payments::{DuePayment, PaymentWrite, Reported, ReportedKind};
pub use people::{
    Acceptance, Asked, Asking, Attempt, Budget, Claim, ClaimedCode, CodeClaim, Exchange, HeldOrder,
    Identity, Invitation, MemberCommit, MemberList, MemberOutcome, MemberUpdate, NoticeContact,
    Quota, Revoked, Rotation, Subject, notice_at, notice_path,
};
pub use products::CreateOutcome;
pub use reconcile::{Progress, Recount, describe, digest};
pub use records::{
    RequestMark, StoredBatch, StoredMember, StoredOrder, StoredPreferences, StoredProduct,
    StoredPushSubscription, StoredTemplate, StreamImage,
};
pub use statistics::{ProductRow, ProductRows, Step};
pub use stock::{AdjustOutcome, Adjustment, StockChange, StockLevel};
pub use table::{Item, Page, Saved, Store, StoreError, Usage, keys::Due};
pub use templates::{TemplateList, TemplateOutcome};
pub use vouchers::{VoucherSave, VoucherUse};
