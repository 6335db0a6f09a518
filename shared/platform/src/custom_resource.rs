use std::time::Duration;

use http::Request;
use serde_json::Value;

use crate::http_client::{HttpClient, HttpError, Transport};

/// The number of attempts to deliver a response, the timeout of one attempt, and
/// the pause before the next one. Together they take less than a minute.
const ATTEMPTS: usize = 3;
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(500);

/// A response did not reach `CloudFormation`. The error does not contain the
/// pre-signed URL: anyone who knows it can respond in the function's place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The response URL is neither https nor plain http to this machine.
    #[error("the ResponseURL is no https URL")]
    Address,
    /// No attempt was answered with a success status; the last attempt's problem.
    #[error("the answer to CloudFormation was not taken: {0}")]
    NotTaken(String),
}

/// Sends the response to a custom resource's event to the `ResponseURL` of the
/// event: by https, or by plain http to an emulator on this machine. Makes up to
/// three attempts.
///
/// # Errors
///
/// [`AnswerError`]; the invocation should then fail, so that Lambda retries it.
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
    // Only the status matters: the body of the response is not read.
    let sent = tokio::time::timeout(ATTEMPT_TIMEOUT, http.send(request, None)).await;
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
