//! Lists as CSV: one page of a list, for clients that ask for `text/csv`.
//!
//! The CSV is written from the JSON that the caller would get, so that it cannot contain anything
//! else: a column is a path in a row, and an absent value is an empty cell.

use std::convert::Infallible;

use axum::{
    Json,
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts};
use serde::Serialize;
use serde_json::Value;

use super::{ApiError, DaysView, Pagination, formula::inert};

/// The byte order mark of UTF-8. Without it spreadsheets read the file in another encoding.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The response header with the time zone of the days in a list.
const DAYS: HeaderName = HeaderName::from_static("docket-days");

/// The media type of a CSV response.
pub const CSV: &str = "text/csv; charset=utf-8; header=present";

/// A page of a list that can be written as CSV.
pub trait Table: Serialize {
    /// The property that contains the rows.
    const ROWS: &'static str;
    /// The columns: each is the path of a value in a row, with dots between properties.
    const COLUMNS: &'static [&'static str];

    /// The position of the page in its list.
    fn pagination(&self) -> &Pagination;

    /// The calendar of the days in the list, if it has any.
    fn days(&self) -> Option<&DaysView> {
        None
    }
}

/// The format in which a list is requested, and the query of the request.
#[derive(Debug)]
pub struct Shape {
    csv: bool,
    query: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Shape {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default().to_owned();
        Ok(Self { csv: prefers_csv(&parts.headers), query })
    }
}

impl Shape {
    /// Whether the request asks for CSV.
    #[must_use]
    pub const fn is_csv(&self) -> bool {
        self.csv
    }

    /// A page in the requested format, with a `Link` header to the next page.
    ///
    /// # Errors
    ///
    /// [`ApiError::Table`].
    pub fn answer<T: Table>(&self, page: &T) -> Result<Response, ApiError> {
        let mut answer = if self.csv {
            let page = serde_json::to_value(page).map_err(std::io::Error::from);
            let page = page.map_err(csv::Error::from).map_err(ApiError::Table)?;
            let rows = page[T::ROWS].as_array().map_or(&[][..], Vec::as_slice);
            let file = format!("attachment; filename=\"{}.csv\"", T::ROWS);
            (
                [(header::CONTENT_TYPE, CSV.to_owned()), (header::CONTENT_DISPOSITION, file)],
                sheet(T::COLUMNS, rows).map_err(ApiError::Table)?,
            )
                .into_response()
        } else {
            Json(page).into_response()
        };
        let mut put = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                answer.headers_mut().insert(name, value);
            }
        };
        put(header::VARY, "Accept");
        if let Some(days) = page.days() {
            put(DAYS, days.header());
        }
        if let Some(cursor) = &page.pagination().next_cursor {
            put(header::LINK, &format!("<{}>; rel=\"next\"", self.next(cursor)));
        }
        Ok(answer)
    }

    /// The next page, as seen from this one: whatever path or domain it was
    /// asked for under, the query is what differs.
    fn next(&self, cursor: &str) -> String {
        let others =
            self.query.split('&').filter(|part| !part.is_empty() && !part.starts_with("cursor="));
        // What would end the reference is written otherwise; a query is ASCII.
        let others = others.map(|part| part.replace('<', "%3C").replace('>', "%3E"));
        let parts: Vec<String> = others.chain([format!("cursor={cursor}")]).collect();
        format!("?{}", parts.join("&"))
    }
}

/// Rows as CSV (RFC 4180), with a byte order mark and a line of names before
/// them.
///
/// # Errors
///
/// [`csv::Error`], as of any writer; there is none when it writes to memory.
pub fn sheet(columns: &[&str], rows: &[Value]) -> Result<Vec<u8>, csv::Error> {
    let terminator = csv::Terminator::CRLF;
    let file = BYTE_ORDER_MARK.to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(file);
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| cell(at(row, column))))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn at<'a>(row: &'a Value, column: &str) -> &'a Value {
    column.split('.').fold(row, |value, name| &value[name])
}

/// A value as a cell. Lists and objects are JSON.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => inert(text),
        Value::Array(_) | Value::Object(_) => inert(&value.to_string()),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// Whether `Accept` asks for a table before JSON. Whoever asks for neither
/// gets JSON, as everywhere.
fn prefers_csv(headers: &HeaderMap) -> bool {
    let named = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<(&str, f32)> = named.flat_map(|value| value.split(',')).map(range).collect();
    // The most specific range that covers a type is the one that counts.
    let quality = |covering: [&str; 3]| {
        let of = |kind: &str| ranges.iter().find(|(range, _)| range.eq_ignore_ascii_case(kind));
        covering.into_iter().find_map(of).map_or(0.0, |(_, quality)| *quality)
    };
    let csv = quality(["text/csv", "text/*", "text/*"]);
    csv > 0.0 && csv > quality(["application/json", "application/*", "*/*"])
}

/// A media range and how much it is wanted.
fn range(text: &str) -> (&str, f32) {
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    (kind, quality.and_then(|quality| quality.parse().ok()).unwrap_or(1.0))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn csv_is_for_those_who_prefer_it_to_json() {
        for (accept, csv) in [
            (None, false),
            (Some("*/*"), false),
            (Some("text/csv"), true),
            (Some("TEXT/CSV; charset=utf-8"), true),
            (Some("text/csv;q=0"), false),
            (Some("text/csv, application/json"), false),
            (Some("text/csv, application/json;q=0.9"), true),
            (Some("application/json, text/csv;q=0.9"), false),
            (Some("text/csv, */*;q=0.1"), true),
            (Some("text/html, text/*"), true),
            (Some("text/html"), false),
            (Some("text/html, application/xhtml+xml, */*;q=0.8"), false),
        ] {
            let accept = accept.map(|it| (header::ACCEPT, HeaderValue::from_static(it)));
            assert_eq!(prefers_csv(&accept.into_iter().collect()), csv);
        }
    }

    #[test]
    fn a_cell_is_a_text_a_number_or_json() {
        for (value, expected) in [
            (json!("+12025550142"), "'+12025550142"),
            (json!("a=b"), "a=b"),
            (json!(-5), "-5"),
            (json!(true), "true"),
            (Value::Null, ""),
            (json!(["a", "b"]), r#"["a","b"]"#),
            (json!([{"name": "a;=1", "change": -5}]), r#"[{"change":-5,"name":"a;'=1"}]"#),
        ] {
            assert_eq!(cell(&value), expected);
        }
    }

    #[test]
    fn rows_keep_their_shape_whatever_is_in_them() {
        let rows = [
            json!({"id": 1, "customer": {"name": "Comma, \"Quote\"\r\nÉmile 東京"}}),
            json!({"id": 2, "secret": "x"}),
        ];
        let text = sheet(&["id", "customer.name"], &rows).unwrap();
        let expected =
            "\u{feff}id,customer.name\r\n1,\"Comma, \"\"Quote\"\"\r\nÉmile 東京\"\r\n2,\r\n";
        assert_eq!(String::from_utf8(text).unwrap(), expected);
    }

    #[test]
    fn the_next_page_is_the_same_query_with_another_cursor() {
        let next = |query: &str| Shape { csv: true, query: query.to_owned() }.next("NEXT");
        assert_eq!(next(""), "?cursor=NEXT");
        assert_eq!(next("limit=2&cursor=OLD&q=a%20b"), "?limit=2&q=a%20b&cursor=NEXT");
        assert_eq!(next("q=a>b"), "?q=a%3Eb&cursor=NEXT");
    }
}
