//! The table: its keys, its items and its transactions.
//!
//! Nothing above this crate knows a key or an attribute's name, and nothing
//! in it decides what may happen to an order: it commits what the domain has
//! decided, under conditions that make the decision still true, and reads a
//! refused condition back into domain words.

mod batches;
mod budgets;
mod catalog;
mod challenges;
mod claims;
mod codes;
mod contacts;
mod creation;
mod db;
mod error;
mod heartbeat;
mod invitations;
mod keys;
mod lists;
mod low;
mod merge;
mod orders;
mod people;
mod quota;
mod reconcile;
mod records;
mod sellers;
mod sessions;
mod statistics;
mod stock;
mod table;
mod template_places;
mod templates;
#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
mod tests;
mod urgent;
mod vouchers;
mod withheld;

pub use batches::{BatchCommit, BatchList, BatchScene};
pub use budgets::Budget;
pub use catalog::CreateOutcome;
pub use challenges::{Asked, Asking};
pub use claims::Claim;
pub use codes::{Attempt, ClaimedCode, CodeClaim, Subject};
pub use contacts::HeldOrder;
pub use creation::{Creation, CreationReceipt};
pub use db::{Item, Store, Usage};
pub use error::StoreError;
pub use heartbeat::is_heartbeat;
pub use invitations::{Acceptance, Invitation};
pub use keys::Due;
pub use lists::{OrderList, Whose};
pub use low::{LowMark, Watched, stocked_product};
pub use orders::{
    Commit, Placing, Recorded, Shortage, Situation, Together, Unplaced, UpdateOutcome, Wanted,
};
pub use people::{Identity, MemberCommit, MemberList, MemberOutcome, MemberUpdate};
pub use quota::Quota;
pub use reconcile::{Progress, Recount, describe, digest};
pub use records::{
    RequestMark, StoredBatch, StoredMember, StoredOrder, StoredProduct, StoredTemplate, StreamImage,
};
pub use sessions::{Exchange, Revoked, Rotation};
pub use statistics::{ProductRow, ProductRows, Step};
pub use stock::{AdjustOutcome, Adjustment, StockChange, StockLevel};
pub use table::{Page, Saved};
pub use templates::{TemplateList, TemplateOutcome};
pub use vouchers::{VoucherSave, VoucherUse};
