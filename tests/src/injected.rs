//! Makes the responses of a database that did not execute a request.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use docket_connector::answered;
use serde_json::{Value, json};

/// An error response of this status and type.
pub fn refused(status: u16, kind: &str) -> HttpResponse {
    let family = if kind == "ThrottlingException" {
        "com.amazon.coral.availability"
    } else {
        "com.amazonaws.dynamodb.v20120810"
    };
    answered(status, json!({"__type": format!("{family}#{kind}"), "message": "injected"}))
}

/// A cancelled transaction. Its last action has a reason, the others have none.
pub fn cancelled(body: &str, reason: &str) -> HttpResponse {
    let request: Value = serde_json::from_str(body).unwrap();
    let actions = request["TransactItems"].as_array().unwrap().len();
    let mut reasons = vec![json!({"Code": "None"}); actions - 1];
    reasons.push(json!({"Code": reason, "Message": "injected"}));
    let codes: Vec<_> = reasons.iter().map(|it| it["Code"].as_str().unwrap()).collect();
    let message = format!(
        "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
        codes.join(", ")
    );
    let kind = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    answered(400, json!({"__type": kind, "Message": message, "CancellationReasons": reasons}))
}

/// The response of a `BatchGetItem` that read nothing and lists all keys as unprocessed.
pub fn unprocessed(body: &str) -> HttpResponse {
    let request: Value = serde_json::from_str(body).unwrap();
    answered(200, json!({"Responses": {}, "UnprocessedKeys": request["RequestItems"]}))
}
