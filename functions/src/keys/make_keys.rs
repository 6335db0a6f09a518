use std::time::Duration;

use docket_app::{
    App, Failure, SharedApp,
    keys::{NotKept, keep_push_keys, keep_token_keys},
};
use docket_platform::{KeyError, answer_cloudformation};
use serde_json::{Value, json};

/// Longest time for making keys. Together with sending the answer it is below the function's
/// timeout, so that `CloudFormation` always gets an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Physical identifier of the resource in `CloudFormation`. It is constant: after a change
/// `CloudFormation` would delete the resource of the old name.
const NAME: &str = "token-keys";

/// Why no keys were made. The text appears in the stack's events, so it holds no secret.
#[derive(Debug, thiserror::Error)]
enum NotMade {
    #[error("the event's {0} is missing or malformed")]
    Malformed(&'static str),
    #[error(transparent)]
    NotKept(#[from] NotKept),
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Public halves of the stored keys.
struct Public {
    /// Public halves of the token keys in use, as a JWKS.
    tokens: String,
    /// Public half of the key pair for web push.
    push: String,
}

/// Handles an event of the custom resource `TokenKeys`: creates the token keys of the requested
/// generation and the key pair for web push unless they exist, and answers the public halves of all
/// keys in use.
pub async fn make_keys(app: SharedApp, event: Value) -> Result<(), Failure> {
    // Without an address there is nobody to be answered.
    let url = event["ResponseURL"].as_str().ok_or(NotMade::Malformed("ResponseURL"))?;
    let made = tokio::time::timeout(PATIENCE, public_keys(&app, &event)).await;
    let made = made.unwrap_or(Err(NotKept::Late.into()));
    if let Err(error) = &made {
        tracing::error!(%error, "no keys were made");
    }
    Ok(answer_cloudformation(app.http.as_ref(), url, &answer(&event, made)).await?)
}

fn answer(event: &Value, made: Result<Option<Public>, NotMade>) -> Value {
    let mut answer = json!({
        "PhysicalResourceId": event["PhysicalResourceId"].as_str().unwrap_or(NAME),
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": false,
    });
    match made {
        Ok(keys) => {
            answer["Status"] = json!("SUCCESS");
            if let Some(keys) = keys {
                answer["Data"] = json!({"PublicKeys": keys.tokens, "PushKey": keys.push});
            }
        }
        Err(error) => {
            answer["Status"] = json!("FAILED");
            answer["Reason"] = json!(error.to_string());
        }
    }
    answer
}

/// The public halves after a create or update event; none after a delete event.
async fn public_keys(app: &App, event: &Value) -> Result<Option<Public>, NotMade> {
    match event["RequestType"].as_str() {
        Some("Create" | "Update") => {
            let request = event["RequestId"].as_str().ok_or(NotMade::Malformed("RequestId"))?;
            let keys = keep_token_keys(app, generation(event)?, request).await?;
            let push = keep_push_keys(app, request).await?.public_key();
            Ok(Some(Public { tokens: keys.jwks()?.to_string(), push }))
        }
        // The secrets go with the stack, or stay with the rest of it.
        Some("Delete") => Ok(None),
        _ => Err(NotMade::Malformed("RequestType")),
    }
}

/// Reads the requested generation. `CloudFormation` sends all properties as strings.
fn generation(event: &Value) -> Result<u32, NotMade> {
    let text = match &event["ResourceProperties"]["Generation"] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.parse().ok().filter(|it| *it > 0).ok_or(NotMade::Malformed("Generation"))
}
