//! What every HTTP function does the same way.

mod body;
mod days;
mod denials;
pub(crate) mod edge;
mod error;
mod etag;
mod extract;
mod formula;
mod gate;
mod idempotency;
mod moment;
mod paging;
mod patch;
mod principal;
mod rights;
mod source;
mod table;

pub use body::{Body, Query, Sent, names};
pub use days::{Calendar, DaysView, day};
pub use edge::{BasePath, RequestId};
pub use error::{ApiError, Faults, FieldError, Problem, Shortfall};
pub use etag::{Conditions, Version, tag};
pub use extract::ApiPath;
pub use gate::{Tokens, gated};
pub use idempotency::{IdempotencyKey, KeyOwner, Request, created, recorded};
pub use moment::{Moment, MomentError};
pub use paging::{Cursors, Limit, Pagination};
pub use patch::{edit, present};
pub use principal::{Caller, actor_seller, named_seller};
pub use rights::{Granted, Later};
pub use source::Source;
pub use table::{CSV, Shape, Table, sheet};
