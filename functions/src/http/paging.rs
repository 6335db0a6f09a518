//! Cursors: opaque, signed, and bound to the query and the caller they came
//! from.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_app::Fault;
use docket_platform::SecretKey;
use serde::Serialize;

use super::ApiError;

use crate::openapi::words;

/// Bytes of a cursor's signature.
const SIGNATURE: usize = 12;

/// How many a page holds: 1 to 100, 50 unless asked.
#[derive(Debug, Clone, Copy)]
pub struct Limit(u32);

impl Limit {
    /// Reads the `limit` parameter.
    ///
    /// # Errors
    ///
    /// [`docket_app::AppError::Invalid`].
    pub fn read(limit: Option<u32>) -> Result<Self, ApiError> {
        Self::within(100, limit.unwrap_or(50))
    }

    /// Reads it where a page holds fewer.
    ///
    /// # Errors
    ///
    /// [`docket_app::AppError::Invalid`].
    pub fn up_to(most: u32, limit: Option<u32>) -> Result<Self, ApiError> {
        Self::within(most, limit.unwrap_or(most))
    }

    fn within(most: u32, limit: u32) -> Result<Self, ApiError> {
        if (1..=most).contains(&limit) {
            return Ok(Self(limit));
        }
        let detail = format!("must be between 1 and {most}");
        Err(Fault::parameter("limit", detail).into())
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// Where a page stands in its list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
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

/// Makes and reads the cursors of one query by one caller.
#[derive(Debug)]
pub struct Cursors<'a> {
    /// Signs.
    pub ids: &'a SecretKey,
    /// Who asks.
    pub caller: &'a str,
    /// What they ask, without limit and cursor.
    pub query: &'a [&'a str],
}

impl Cursors<'_> {
    /// The cursor of a place in the list.
    #[must_use]
    pub fn write(&self, place: &str) -> String {
        let signature = &self.sign(place)[..SIGNATURE];
        URL_SAFE_NO_PAD.encode([signature, place.as_bytes()].concat())
    }

    /// The place that a cursor of this query names.
    ///
    /// # Errors
    ///
    /// [`docket_app::AppError::Invalid`] when it is damaged, or of another query or caller.
    pub fn read(&self, cursor: Option<&str>) -> Result<Option<String>, ApiError> {
        let Some(cursor) = cursor else { return Ok(None) };
        let refusal = || Fault::parameter("cursor", "is not a cursor of this list");
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refusal())?;
        let (signature, place) = bytes.split_at_checked(SIGNATURE).ok_or_else(refusal)?;
        let place = std::str::from_utf8(place).map_err(|_| refusal())?;
        let good = aws_lc_rs::constant_time::verify_slices_are_equal(
            signature,
            &self.sign(place)[..SIGNATURE],
        );
        good.map_err(|_| refusal())?;
        Ok(Some(place.to_owned()))
    }

    /// The pagination of a page whose successor begins after `next`.
    #[must_use]
    pub fn pagination(&self, limit: Limit, next: Option<&str>) -> Pagination {
        Pagination {
            limit: limit.get(),
            next_cursor: next.map(|place| self.write(place)),
            total: None,
        }
    }

    fn sign(&self, place: &str) -> [u8; docket_platform::MAC_BYTES] {
        let mut parts: Vec<&[u8]> = vec![b"cursor", self.caller.as_bytes(), place.as_bytes()];
        parts.extend(self.query.iter().map(|part| part.as_bytes()));
        self.ids.mac(&parts)
    }
}
