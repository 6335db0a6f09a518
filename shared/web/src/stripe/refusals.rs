use docket_platform::payments::{ErrorCode, ProviderError, Refusal, RefusalReason};
use http::{HeaderMap, StatusCode};
use jiff::SignedDuration;
use serde::Deserialize;

/// The longest wait that an answer may ask for, in seconds.
const LONGEST_WAIT: i64 = 3600;

/// The body of an answer that is no success, as far as it is read.
#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorObject,
}

/// All but `type` are absent from some answers. The `message` is not read: it
/// quotes what was sent.
#[derive(Deserialize)]
struct ErrorObject {
    r#type: String,
    code: Option<String>,
    decline_code: Option<String>,
    param: Option<String>,
}

/// What an answer with another status than 200 means.
///
/// A 4xx is a refusal only when its body says so in Stripe's form. Others may
/// come from whatever stands between us and Stripe, and tell nothing.
pub fn error_of(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> ProviderError {
    let busy = || ProviderError::Busy { retry_after: retry_after(headers) };
    match status.as_u16() {
        401 => return ProviderError::Misconfigured("the key is not accepted"),
        409 | 429 => return busy(),
        // 424: somebody whom Stripe depends on failed, with whatever effect.
        status @ (424 | 500..=599) => {
            let replayed = headers.get("idempotent-replayed").is_some_and(|it| it == "true");
            return ProviderError::ServerError { status, replayed };
        }
        400..=499 => {}
        _ => return ProviderError::Unknown("its answer has an unexpected status"),
    }
    let Ok(ErrorBody { error }) = serde_json::from_slice(body) else {
        return ProviderError::Unknown("its answer is not understood");
    };
    let code = error.code.as_deref().unwrap_or_default();
    match (code, error.r#type.as_str(), status) {
        ("rate_limit" | "lock_timeout" | "idempotency_key_in_use", _, _) => busy(),
        ("resource_missing", _, _) | (_, _, StatusCode::NOT_FOUND) => ProviderError::NotFound,
        ("account_invalid", _, _) => {
            ProviderError::Misconfigured("the key may not use this account")
        }
        (
            "api_key_expired"
            | "platform_api_key_expired"
            | "secret_key_required"
            | "livemode_mismatch"
            | "testmode_charges_only"
            | "platform_account_required",
            _,
            _,
        ) => ProviderError::Misconfigured("the key is not good for this"),
        (_, _, StatusCode::FORBIDDEN) => ProviderError::Misconfigured("the key may not do this"),
        (code, kind, _) => ProviderError::Refused(Refusal {
            reason: reason(code, kind),
            code: ErrorCode::new(code),
            decline_code: error.decline_code.as_deref().and_then(ErrorCode::new),
            parameter: error.param.as_deref().and_then(ErrorCode::new),
            request: text(headers, "request-id").and_then(ErrorCode::new),
        }),
    }
}

/// What an error's code and, if that says nothing, its type mean (both lists:
/// docs.stripe.com/error-codes, docs.stripe.com/api/errors).
fn reason(code: &str, kind: &str) -> RefusalReason {
    match (code, kind) {
        (
            "payment_intent_unexpected_state"
            | "intent_invalid_state"
            | "charge_already_captured"
            | "charge_expired_for_capture"
            | "capture_charge_authorization_expired"
            | "capture_unauthorized_payment",
            _,
        ) => RefusalReason::OtherState,
        ("charge_already_refunded", _) => RefusalReason::AlreadyRefunded,
        ("charge_disputed" | "refund_disputed_payment", _) => RefusalReason::Disputed,
        ("balance_insufficient" | "insufficient_funds", _) => RefusalReason::BalanceTooLow,
        ("amount_too_small", _) => RefusalReason::AmountTooSmall,
        ("amount_too_large", _) => RefusalReason::AmountTooLarge,
        (_, "idempotency_error") => RefusalReason::KeyReused,
        (_, "card_error") => RefusalReason::Declined,
        (_, _) => RefusalReason::Other,
    }
}

/// How many seconds the answer asks to wait, at most an hour. A date is not
/// read; Stripe sends none.
fn retry_after(headers: &HeaderMap) -> Option<SignedDuration> {
    let seconds: u32 = text(headers, "retry-after")?.parse().ok()?;
    Some(SignedDuration::from_secs(i64::from(seconds).min(LONGEST_WAIT)))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
