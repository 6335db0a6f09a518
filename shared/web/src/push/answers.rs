//! What the answer of a push service means.

use docket_platform::{HttpError, push::PushError};
use http::{HeaderMap, StatusCode, header};
use jiff::{SignedDuration, Timestamp};

/// The longest wait that an answer may ask for.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// What became of a message that was answered like this at `now`.
///
/// Bodies are not read: what they say is for people, and some repeat the endpoint.
pub fn outcome(status: StatusCode, headers: &HeaderMap, now: Timestamp) -> Result<(), PushError> {
    match status.as_u16() {
        // 201 by RFC 8030, section 5; some services answer 200 or 202.
        200..=299 => Ok(()),
        404 | 410 => Err(PushError::Gone),
        // 408 and 425: the request was not looked at.
        408 | 425 | 429 | 503 => Err(PushError::NotNow {
            retry_after: retry_after(headers, now),
            reason: answered(status),
        }),
        // 400 and 413 are about the message, 401 and 403 about the key; a redirect is not followed.
        300..=499 => Err(PushError::Refused(answered(status))),
        _ => Err(PushError::Unknown(answered(status))),
    }
}

/// What the lack of an answer means. The words of the connection's errors are left out: they may
/// repeat the endpoint.
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

/// How long the answer asks to wait, a day at most: in seconds, or until a time (RFC 9110,
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
