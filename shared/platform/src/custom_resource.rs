use std::time::Duration;

use http::Request;
use serde_json::Value;

use crate::http_client::{HttpClient, HttpError, Transport};

/// How often it is tried to hand an answer in, how long one attempt takes at
/// most, and the pause before the next; all together far below a minute.
const ATTEMPTS: usize = 3;
const ATTEMPT: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(500);

/// An answer did not reach `CloudFormation`. The address is not named: who
/// knows it can answer in the function's place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The address cannot be used.
    #[error("the ResponseURL is no https URL")]
    Address,
    /// Nobody took it.
    #[error("the answer to CloudFormation was not taken: {0}")]
    NotTaken(String),
}

/// Hands in the answer to a custom resource's event, at the address that the
/// event names: by https, or on this machine, where emulators are.
///
/// # Errors
///
/// [`AnswerError`]; whoever invoked the function is to do so again.
pub async fn answer_cloudformation(
    http: &dyn HttpClient,
    url: &str,
    answer: &Value,
) -> Result<(), AnswerError> {
    Transport::SecureOrLoopback.scheme(url).ok_or(AnswerError::Address)?;
    let mut outcome = put(http, url, answer).await;
    for _ in 1..ATTEMPTS {
        if outcome.is_ok() {
            break;
        }
        tokio::time::sleep(PAUSE).await;
        outcome = put(http, url, answer).await;
    }
    outcome
}

async fn put(http: &dyn HttpClient, url: &str, answer: &Value) -> Result<(), AnswerError> {
    let not_taken = |problem: String| AnswerError::NotTaken(problem);
    // No content type: the address is signed for a request without one.
    let body = answer.to_string().into_bytes();
    let request = Request::put(url).body(body).map_err(|_| AnswerError::Address)?;
    // What is said beside the status is of no use.
    let sent = tokio::time::timeout(ATTEMPT, http.send(request, None)).await;
    let response = sent.map_err(|_| not_taken("no response in time".to_owned()))?.map_err(
        |error| match error {
            HttpError::Address => AnswerError::Address,
            HttpError::NotReached(_) | HttpError::Interrupted(_) | HttpError::TooLarge(_) => {
                not_taken("no connection".to_owned())
            }
        },
    )?;
    let status = response.status();
    if status.is_success() { Ok(()) } else { Err(not_taken(status.as_str().to_owned())) }
}
