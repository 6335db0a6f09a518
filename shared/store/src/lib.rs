//! The table: its keys, its items and its transactions.
//!
//! Nothing above this crate knows a key or an attribute's name, and nothing
//! in it decides what may happen to an order: it commits what the domain has
//! decided, under conditions that make the decision still true, and reads a
//! refused condition back into domain words.

mod actions;
mod batches;
mod budgets;
mod catalog;
mod challenges;
mod changes;
mod checkouts;
mod claims;
mod codes;
mod committing;
mod contacts;
mod creation;
mod db;
mod error;
mod heartbeat;
mod held;
mod invitations;
mod keys;
mod lists;
mod low;
mod merge;
mod orders;
mod people;
mod placing;
mod quota;
mod reconcile;
mod records;
mod sellers;
mod sessions;
mod statistics;
mod stock;
mod template_places;
mod templates;
mod together;
mod updating;
mod urgent;
mod vouchers;
mod withheld;

pub use batches::{BatchCommit, BatchList, BatchScene};
pub use budgets::Budget;
pub use catalog::CreateOutcome;
pub use challenges::{Asked, Asking};
pub use claims::Claim;
pub use codes::{Attempt, ClaimedCode, CodeClaim, Subject};
pub use committing::{Commit, Recorded, Saved};
pub use contacts::HeldOrder;
pub use creation::{Creation, CreationReceipt};
pub use db::{Item, Store, Usage};
pub use error::StoreError;
pub use heartbeat::is_heartbeat;
pub use invitations::{Acceptance, Invitation};
pub use keys::Due;
pub use lists::{OrderList, Whose};
pub use low::{LowMark, Watched, stocked_product};
pub use orders::Page;
pub use people::{Identity, MemberCommit, MemberList, MemberOutcome, MemberUpdate};
pub use placing::{Placing, Shortage, Situation, Unplaced, Wanted};
pub use quota::Quota;
pub use reconcile::{Progress, Recount, describe, digest};
pub use records::{
    RequestMark, StoredBatch, StoredMember, StoredOrder, StoredProduct, StoredTemplate, StreamImage,
};
pub use sessions::{Exchange, Revoked, Rotation};
pub use statistics::{ProductRow, ProductRows, Step};
pub use stock::{AdjustOutcome, Adjustment, StockChange, StockLevel};
pub use templates::{TemplateList, TemplateOutcome};
pub use together::Together;
pub use updating::UpdateOutcome;
pub use vouchers::{VoucherSave, VoucherUse};
