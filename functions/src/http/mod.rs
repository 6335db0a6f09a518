//! Parts that all HTTP functions share: authentication, request bodies, queries, errors, entity
//! tags, idempotency keys, pagination and CSV.

mod body;
mod caller;
mod days;
mod denials;
pub(crate) mod distribution;
pub(crate) mod edge;
mod error;
mod etag;
mod extract;
mod fields;
mod formula;
mod gate;
mod idempotency;
mod language;
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
pub use distribution::{DISTRIBUTION, VIEWER_ADDRESS};
pub use edge::{BasePath, RequestId};
pub use error::{ApiError, FieldError, Problem, Shortfall, sentence, status as problem_status};
pub use etag::{Conditions, Version, WeakTag, tag};
pub use extract::{ApiPath, ApiPathPair};
pub use fields::remarks;
pub use gate::{Tokens, gated};
pub use idempotency::{IdempotencyKey, created, recorded};
pub use language::Language;
pub use later::Later;
pub use moment::{Moment, MomentError};
pub use paging::{PageQuery, Pagination};
pub use patch::{edit, present};
pub use seller_name::named_seller;
pub use source::Source;
pub use table::{CSV, Shape, Table, sheet};
