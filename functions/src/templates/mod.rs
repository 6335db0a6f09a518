//! Templates: orders that are kept, to be placed again by somebody or by
//! themselves.

pub mod create_template;
pub mod delete_template;
pub mod get_template;
pub mod list_templates;
pub mod order_from_template;
mod request;
pub mod update_template;
mod view;
