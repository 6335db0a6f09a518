//! Pagination: the page that a request asks for, and the position of a page in its list.

use docket_app::PageRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::openapi::words;

/// The page of a list that has no filters.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageQuery {
    /// The maximum number of items on the page, 1 to 100. Defaults to 50.
    #[param(inline, value_type = Option<words::PageSize>)]
    pub limit: Option<u32>,
    /// The `nextCursor` of the previous page. It is valid only for the list and the caller that it
    /// came from.
    #[param(inline, value_type = Option<words::Cursor>)]
    pub cursor: Option<String>,
}

/// The position of a page in its list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"limit": 50, "nextCursor": null}))]
pub struct Pagination {
    /// The maximum number of items on this page.
    #[schema(value_type = words::PageSize)]
    pub limit: u32,
    /// The cursor of the next page, to be sent as `cursor`. Null on the last page.
    #[schema(value_type = Option<words::Cursor>, required)]
    pub next_cursor: Option<String>,
    /// The number of items on all pages. Present only in lists whose total is known without
    /// counting.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 150)]
    pub total: Option<u64>,
}

impl Pagination {
    /// The position of the requested page; the next page begins after `next`.
    #[must_use]
    pub fn of(requested: &PageRequest<'_>, next: Option<&str>) -> Self {
        let next_cursor = next.map(|place| requested.cursor(place));
        Self { limit: requested.limit(), next_cursor, total: None }
    }
}
