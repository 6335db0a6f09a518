//! Access to the DynamoDB table: its keys, expressions, and calls, which are metered, and retried
//! where that is safe.

mod action;
mod client;
mod counter_keys;
mod error;
mod expression;
mod item;
pub mod keys;
mod page;
mod reads;
mod refusals;
mod saved;
mod time_keys;
mod writes;

pub use client::{Store, Usage};
pub use error::StoreError;
pub use item::Item;
pub use page::Page;
pub use refusals::{Cancelled, Outcome, Refused};
pub use saved::Saved;

pub(crate) use action::{
    Action, Key, create_action, delete_action, put_action, remove_action, update_action,
};
pub(crate) use expression::{Expression, Rendered};
pub(crate) use item::{is_text, key, number, number_in, text};
