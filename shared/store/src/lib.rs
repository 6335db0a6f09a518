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
mod changes;
mod claims;
mod codes;
mod committing;
mod contacts;
mod db;
mod error;
mod held;
mod keys;
mod lists;
mod merge;
mod orders;
mod people;
mod placing;
mod records;
mod sellers;
mod sessions;
mod stock;
mod vouchers;

pub use batches::{BatchCommit, BatchList, BatchScene};
pub use budgets::Budget;
pub use catalog::CreateOutcome;
pub use claims::Claim;
pub use codes::{Attempt, CodeClaim, Subject};
pub use committing::{Commit, Recorded, Saved};
pub use db::{Item, Store, Usage};
pub use error::StoreError;
pub use lists::{OrderList, Whose};
pub use orders::Page;
pub use people::{MemberCommit, MemberList, MemberOutcome, MemberUpdate};
pub use placing::{PlaceOutcome, Placing, Shortage, Situation, Wanted};
pub use records::{
    RequestMark, StoredBatch, StoredMember, StoredOrder, StoredProduct, StoredVoucher, StreamImage,
};
pub use sellers::{SellerOutcome, SellerReceipt};
pub use sessions::{Exchange, Revoked, Rotation};
pub use stock::{AdjustOutcome, Adjustment, StockLevel};
pub use vouchers::{VoucherOutcome, VoucherUse};
