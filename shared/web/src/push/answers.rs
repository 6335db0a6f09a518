//! Interprets the responses of push services.

use docket_platform::{HttpError, push::PushError};
use http::{HeaderMap, StatusCode, header};
use jiff::{SignedDuration, Timestamp};

/// The maximum wait that is accepted from a response.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// The outcome of a message from the response to it, received at `now`.
///
/// Bodies are not read: they are written for people, and some contain the endpoint.
pub fn outcome(status: StatusCode, headers: &HeaderMap, now: Timestamp) -> Result<(), PushError> {
    match status.as_u16() {
        // RFC 8030, section 5, specifies 201; some services answer 200 or 202.
        200..=299 => Ok(()),
        404 | 410 => Err(PushError::Gone),
        // 408 and 425 mean that the request was not processed.
        408 | 425 | 429 | 503 => Err(PushError::NotNow {
            retry_after: retry_after(headers, now),
            reason: answered(status),
        }),
        // 400 and 413 refuse the message, 401 and 403 the key. Redirects are not followed.
        300..=499 => Err(PushError::Refused(answered(status))),
        _ => Err(PushError::Unknown(answered(status))),
    }
}

/// The outcome of a message without a response. The error texts of the connection are left out,
/// because they may contain the endpoint.
pub fn not_answered(error: &HttpError) -> PushError {
    match error {
        HttpError::Address => PushError::Refused("the endpoint is no https URL".to_owned()),
        HttpError::NotReached(_) => PushError::Unknown("it was not reached".to_owned()),
        HttpError::Interrupted(_) => PushError::Unknown("its answer broke off".to_owned()),
        HttpError::TooLarge(_) => PushError::Unknown("its answer is too long".to_owned()),
    }
}

fn answered(status: StatusCode) -> String {
    format!("the push service answered {}", status.as_u16())
}

/// The wait that the response asks for, at most a day: in seconds, or until a time (RFC 9110,
/// section 10.2.3).
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?;
    let wait = if let Ok(seconds) = text.parse::<u32>() {
        SignedDuration::from_secs(seconds.into())
    } else {
        let until = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
        until.duration_since(now).max(SignedDuration::ZERO)
    };
    Some(wait.min(LONGEST_WAIT))
}
