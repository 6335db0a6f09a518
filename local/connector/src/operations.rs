//! Executes the `DynamoDB` operations that the embedded database supports.

use aws_smithy_runtime_api::{
    client::orchestrator::{HttpRequest, HttpResponse},
    http::StatusCode,
};
use aws_smithy_types::body::SdkBody;
use dynoxide::{Database, errors::DynoxideError};
use serde::{Serialize, de::DeserializeOwned};

/// The name of the operation that a request calls.
#[must_use]
pub fn operation(request: &HttpRequest) -> &str {
    let target = request.headers().get("x-amz-target").unwrap_or_default();
    target.rsplit('.').next().unwrap_or_default()
}

/// Executes an operation with this body on `database` and returns its response.
#[must_use]
pub fn answer(database: &Database, operation: &str, body: &[u8]) -> HttpResponse {
    let done = match operation {
        "CreateTable" => run(body, |it| database.create_table(it)),
        "DescribeTable" => run(body, |it| database.describe_table(it)),
        "GetItem" => run(body, |it| database.get_item(it)),
        "BatchGetItem" => run(body, |it| database.batch_get_item(it)),
        "Query" => run(body, |it| database.query(it)),
        "Scan" => run(body, |it| database.scan(it)),
        "PutItem" => run(body, |it| database.put_item(it)),
        "UpdateItem" => run(body, |it| database.update_item(it)),
        "DeleteItem" => run(body, |it| database.delete_item(it)),
        "BatchWriteItem" => run(body, |it| database.batch_write_item(it)),
        "TransactWriteItems" => run(body, |it| database.transact_write_items(it)),
        "ListStreams" => run(body, |it| database.list_streams(it)),
        "DescribeStream" => run(body, |it| database.describe_stream(it)),
        "GetShardIterator" => run(body, |it| database.get_shard_iterator(it)),
        "GetRecords" => run(body, |it| database.get_records(it)),
        other => Err(DynoxideError::ValidationException(format!("nobody answers {other} here"))),
    };
    match done {
        Ok(text) => answered(200, text),
        Err(error) => answered(error.status_code(), error.to_json()),
    }
}

/// Whether a call of this operation may change items.
pub(crate) fn writes(operation: &str) -> bool {
    matches!(
        operation,
        "PutItem" | "UpdateItem" | "DeleteItem" | "BatchWriteItem" | "TransactWriteItems"
    )
}

fn run<Q: DeserializeOwned, A: Serialize>(
    body: &[u8],
    call: impl FnOnce(Q) -> Result<A, DynoxideError>,
) -> Result<String, DynoxideError> {
    let request = serde_json::from_slice(body)
        .map_err(|error| DynoxideError::SerializationException(error.to_string()))?;
    serde_json::to_string(&call(request)?)
        .map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

/// A response of the service with this status, in the form that the SDK's client reads.
///
/// # Panics
///
/// When `status` is not an HTTP status.
#[must_use]
#[expect(clippy::expect_used, reason = "callers name a status")]
pub fn answered(status: u16, body: impl ToString) -> HttpResponse {
    let status = StatusCode::try_from(status).expect("a status of HTTP");
    let mut answer = HttpResponse::new(status, SdkBody::from(body.to_string()));
    answer.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    answer
}
