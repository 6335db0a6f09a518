//! What a database answers that did not do what it was asked.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use docket_connector::answered;
use serde_json::{Value, json};

/// An error without an effect.
pub fn refused(status: u16, kind: &str) -> HttpResponse {
    let family = if kind == "ThrottlingException" {
        "com.amazon.coral.availability"
    } else {
        "com.amazonaws.dynamodb.v20120810"
    };
    answered(status, json!({"__type": format!("{family}#{kind}"), "message": "injected"}))
}

/// A cancelled transaction: its last action has a reason, the others have none.
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

/// A `BatchGetItem` that read nothing, and says so.
pub fn unprocessed(body: &str) -> HttpResponse {
    let request: Value = serde_json::from_str(body).unwrap();
    answered(200, json!({"Responses": {}, "UnprocessedKeys": request["RequestItems"]}))
}
