use docket_platform::payments::{ErrorCode, ProviderError, Refusal, RefusalReason};
use http::{HeaderMap, StatusCode};
use jiff::SignedDuration;
use serde::Deserialize;

/// The maximum wait that is accepted from a response, in seconds.
const LONGEST_WAIT: i64 = 3600;

/// The parts of an error response's body that are read.
#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorObject,
}

/// All fields but `type` may be absent. The `message` is not read, because it quotes the request.
#[derive(Deserialize)]
struct ErrorObject {
    r#type: String,
    code: Option<String>,
    decline_code: Option<String>,
    param: Option<String>,
}

/// The error for a response with a status other than 200.
///
/// A 4xx is a refusal only when its body has the form of Stripe's errors. Other bodies may come
/// from an intermediary between Docket and Stripe, so the effect of the call is unknown.
pub fn error_of(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> ProviderError {
    let busy = || ProviderError::Busy { retry_after: retry_after(headers) };
    match status.as_u16() {
        401 => return ProviderError::Misconfigured("the key is not accepted"),
        409 | 429 => return busy(),
        // 424: a service that Stripe depends on failed; the effect is unknown.
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

/// The reason for an error code or, if the code is not specific, for the error's type (documented
/// at docs.stripe.com/error-codes and docs.stripe.com/api/errors).
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

/// The wait that the response asks for, at most an hour. The date form is not parsed, because
/// Stripe does not send it.
fn retry_after(headers: &HeaderMap) -> Option<SignedDuration> {
    let seconds: u32 = text(headers, "retry-after")?.parse().ok()?;
    Some(SignedDuration::from_secs(i64::from(seconds).min(LONGEST_WAIT)))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
