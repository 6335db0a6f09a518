//! What every HTTP function does the same way.

mod body;
mod caller;
mod days;
mod denials;
pub(crate) mod edge;
mod error;
mod etag;
mod extract;
mod fields;
mod formula;
mod gate;
mod idempotency;
mod later;
mod moment;
mod paging;
mod patch;
mod seller_name;
mod source;
mod table;

pub use body::{Body, ImageBody, Query, Sent, names};
pub use caller::Caller;
pub use days::{DaysView, day};
pub use edge::{BasePath, RequestId};
pub use error::{ApiError, FieldError, Problem, Shortfall};
pub use etag::{Conditions, Version, tag};
pub use extract::{ApiPath, ApiPathPair};
pub use fields::remarks;
pub use gate::{Tokens, gated};
pub use idempotency::{IdempotencyKey, created, recorded};
pub use later::Later;
pub use moment::{Moment, MomentError};
pub use paging::{PageQuery, Pagination};
pub use patch::{edit, present};
pub use seller_name::named_seller;
pub use source::Source;
pub use table::{CSV, Shape, Table, sheet};
