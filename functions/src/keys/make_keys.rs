use std::time::Duration;

use docket_app::{
    App, Failure, SharedApp,
    keys::{NotKept, keep_push_keys, keep_token_keys},
};
use docket_platform::{KeyError, answer_cloudformation};
use serde_json::{Value, json};

/// How long making keys may take. With the time to hand the answer in, this is
/// below the function's timeout, so that there always is an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The resource's name to `CloudFormation`. Always the same: with another one
/// it would delete what it takes for the resource of before.
const NAME: &str = "token-keys";

/// Why there are no keys. Ends up in the stack's events: no secret is in it.
#[derive(Debug, thiserror::Error)]
enum NotMade {
    #[error("the event's {0} is missing or malformed")]
    Malformed(&'static str),
    #[error(transparent)]
    NotKept(#[from] NotKept),
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// The public halves of what is kept.
struct Public {
    /// Those of the token keys that are in use, a JWKS.
    tokens: String,
    /// That of the key pair of web push.
    push: String,
}

/// Answers an event of the custom resource `TokenKeys`: makes the token keys of
/// the generation that it asks for, and the key pair of web push, unless they are
/// there, and answers the public halves of all that are in use.
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

/// The public halves after what the event asks for; none for its end.
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

/// `CloudFormation` makes texts of all properties.
fn generation(event: &Value) -> Result<u32, NotMade> {
    let text = match &event["ResourceProperties"]["Generation"] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.parse().ok().filter(|it| *it > 0).ok_or(NotMade::Malformed("Generation"))
}
