//! Templates: saved orders, which a person or a schedule places again.

mod change;
mod create;
mod draft;
mod list;
mod order;
mod read;

pub use change::{delete_template, update_template};
pub use create::{CreateTemplate, create_template};
pub use draft::{DraftEdit, ScheduleDraft, TemplateDraft, TemplateEdit};
pub use list::{SelectedTemplates, list_templates};
pub use order::{TemplateOrder, order_from_template};
pub use read::own_template;
