//! The table as the service sees it: expressions and actions.

mod action;
mod expression;
mod page;
mod saved;

pub use page::Page;
pub use saved::Saved;

pub(crate) use action::{
    Action, Key, create_action, delete_action, put_action, remove_action, update_action,
};
pub(crate) use expression::{Expression, Rendered};
