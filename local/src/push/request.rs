//! Validates a request as a push service does (RFC 8030, RFC 8188, RFC 8291).

use axum::http::{HeaderMap, StatusCode};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::moment_text;
use jiff::Timestamp;
use serde::Serialize;

/// The maximum size of a body in bytes.
pub const LARGEST: usize = 4_096;
/// The header of a body in bytes: a salt, the size of a record, and the sender's key.
const HEAD: usize = 86;
/// The minimum size of a record in bytes: a delimiter and a tag.
const RECORD: usize = 17;

/// An accepted message. Only the subscription's holder can decrypt it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// When it was received.
    pub at: String,
    /// How long it is kept, in seconds.
    pub ttl: u64,
    /// Its urgency.
    pub urgency: String,
    /// Its topic: a newer message with an equal topic replaces it.
    pub topic: Option<String>,
    /// The contact that the service may use for problems.
    pub contact: Option<String>,
    /// The encrypted content, base64url.
    pub body: String,
}

/// Parses a request.
///
/// # Errors
///
/// The status of the response, and the reason.
pub fn read(
    headers: &HeaderMap,
    body: &[u8],
    contact: Option<String>,
    now: Timestamp,
) -> Result<Received, (StatusCode, &'static str)> {
    let bad = |why| (StatusCode::BAD_REQUEST, why);
    let header = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    let ttl = header("ttl").and_then(|text| text.parse().ok()).ok_or(bad("no TTL in seconds"))?;
    let urgency = header("urgency").unwrap_or("normal");
    if !["very-low", "low", "normal", "high"].contains(&urgency) {
        return Err(bad("an unknown urgency"));
    }
    let topic = header("topic");
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if topic.is_some_and(|it| it.is_empty() || it.len() > 32 || !it.bytes().all(is_known)) {
        return Err(bad("a topic that is not 1 to 32 characters of URL-safe base64"));
    }
    if header("content-encoding") != Some("aes128gcm") {
        return Err(bad("another content coding than aes128gcm"));
    }
    if body.len() > LARGEST {
        return Err((StatusCode::PAYLOAD_TOO_LARGE, "more than 4096 bytes"));
    }
    // The key id is the sender's public key, an uncompressed point.
    if body.len() < HEAD + RECORD || body[20] != 65 || body[21] != 4 {
        return Err(bad("no message that is encrypted by RFC 8291"));
    }
    Ok(Received {
        at: moment_text(now),
        ttl,
        urgency: urgency.to_owned(),
        topic: topic.map(str::to_owned),
        contact,
        body: URL_SAFE_NO_PAD.encode(body),
    })
}
