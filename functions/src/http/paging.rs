//! Which page of a list a request asks for, and where an answer stands in it.

use docket_app::PageRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::openapi::words;

/// Which page, where a list has no filters.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageQuery {
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    pub limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    pub cursor: Option<String>,
}

/// Where a page stands in its list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"limit": 50, "nextCursor": null}))]
pub struct Pagination {
    /// The most that this page could hold.
    #[schema(value_type = words::PageSize)]
    pub limit: u32,
    /// Give it as `cursor` to get the next page; null on the last.
    #[schema(value_type = Option<words::Cursor>, required)]
    pub next_cursor: Option<String>,
    /// How many there are in all, where that is known without counting.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 150)]
    pub total: Option<u64>,
}

impl Pagination {
    /// Of the page that was asked for, whose successor begins after `next`.
    #[must_use]
    pub fn of(requested: &PageRequest<'_>, next: Option<&str>) -> Self {
        let next_cursor = next.map(|place| requested.cursor(place));
        Self { limit: requested.limit(), next_cursor, total: None }
    }
}
