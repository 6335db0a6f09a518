//! Tests of every documented class of failures, and of undocumented ones.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use docket_platform::payments::{
    ErrorCode, PaymentProvider, ProviderError, Refusal, RefusalReason, Step,
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{KEY, Server, intent, key, new_intent, server::Reply, stripe};
use crate::{
    HttpsClient,
    stripe::{ApiKey, BASE_URL, Stripe, StripeError},
};

/// The error of a change that gets this response.
async fn failure(reply: Reply) -> ProviderError {
    let server = Server::replying(vec![reply]);
    let stripe = stripe(&server).with_timeout(Duration::from_millis(1500));
    let error = stripe.create_intent(&key(Step::Create), &new_intent(&stripe), None).await;
    let error = error.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("sk_test") && !shown.contains("BQok"), "{shown}");
    assert!(server.requests().len() <= 1, "nothing is repeated");
    error
}

fn refused(reason: RefusalReason, code: &str) -> ProviderError {
    ProviderError::Refused(Refusal {
        reason,
        code: ErrorCode::new(code),
        decline_code: None,
        parameter: None,
        request: ErrorCode::new("req_oMl7Jf8"),
    })
}

#[tokio::test]
async fn refusal_reason_follows_from_the_error_code() {
    use RefusalReason as Reason;
    let invalid = "invalid_request_error";
    for (status, kind, code, expected) in [
        (402, "card_error", "card_declined", Reason::Declined),
        (402, "card_error", "expired_card", Reason::Declined),
        (400, invalid, "payment_intent_unexpected_state", Reason::OtherState),
        (400, invalid, "charge_already_captured", Reason::OtherState),
        (400, invalid, "charge_expired_for_capture", Reason::OtherState),
        (400, invalid, "charge_already_refunded", Reason::AlreadyRefunded),
        (400, invalid, "charge_disputed", Reason::Disputed),
        (400, invalid, "refund_disputed_payment", Reason::Disputed),
        (400, invalid, "balance_insufficient", Reason::BalanceTooLow),
        (402, invalid, "insufficient_funds", Reason::BalanceTooLow),
        (400, invalid, "amount_too_small", Reason::AmountTooSmall),
        (400, invalid, "amount_too_large", Reason::AmountTooLarge),
        (400, "idempotency_error", "", Reason::KeyReused),
        (400, invalid, "parameter_unknown", Reason::Other),
        (400, invalid, "", Reason::Other),
        (422, "api_error", "", Reason::Other),
    ] {
        let error = failure(Reply::error(status, json!({"type": kind, "code": code}))).await;
        assert_eq!(error, refused(expected, code), "{status} {code}");
        assert!(error.is_definite());
    }
}

#[tokio::test]
async fn decline_has_the_issuers_code_and_the_request_id() {
    let error = json!({
        "type": "card_error", "code": "card_declined", "decline_code": "lost_card",
        "param": "payment_method", "message": "Your card was declined.",
        "payment_intent": intent(),
    });
    let expected = ProviderError::Refused(Refusal {
        reason: RefusalReason::Declined,
        code: ErrorCode::new("card_declined"),
        decline_code: ErrorCode::new("lost_card"),
        parameter: ErrorCode::new("payment_method"),
        request: ErrorCode::new("req_oMl7Jf8"),
    });
    assert_eq!(failure(Reply::error(402, error)).await, expected);
}

#[tokio::test]
async fn busy_has_the_wait_of_the_retry_after_header() {
    let answer = |status, headers, error: Value| {
        Reply::Answer(status, headers, json!({ "error": error }).to_string().into_bytes())
    };
    let in_use = json!({"type": "idempotency_error", "code": "idempotency_key_in_use"});
    let limited = json!({"type": "invalid_request_error", "code": "rate_limit"});
    let wait = |seconds| Some(SignedDuration::from_secs(seconds));
    for (reply, retry_after) in [
        (answer(409, vec![], in_use.clone()), None),
        (answer(400, vec![], in_use), None),
        (answer(429, vec![("Retry-After", "2")], limited.clone()), wait(2)),
        (answer(400, vec![("retry-after", "999999")], limited.clone()), wait(3600)),
        (answer(429, vec![("retry-after", "-1")], limited.clone()), None),
        (answer(429, vec![("retry-after", "soon")], limited), None),
        (answer(429, vec![], json!({"type": "card_error", "code": "lock_timeout"})), None),
        (Reply::Answer(429, vec![], b"<html>slow down</html>".to_vec()), None),
    ] {
        assert_eq!(failure(reply).await, ProviderError::Busy { retry_after });
    }
}

#[tokio::test]
async fn server_error_says_whether_the_answer_was_replayed() {
    for (status, headers, replayed) in [
        (500, vec![], false),
        (500, vec![("Idempotent-Replayed", "true")], true),
        (502, vec![("idempotent-replayed", "false")], false),
        (503, vec![], false),
        (504, vec![], false),
        (599, vec![], false),
        (424, vec![], false),
    ] {
        let error = failure(Reply::Answer(status, headers, b"{}".to_vec())).await;
        assert_eq!(error, ProviderError::ServerError { status, replayed });
        assert!(!error.is_definite());
    }
}

#[tokio::test]
async fn missing_objects_and_bad_configuration_are_different_errors() {
    let invalid = |code: &str| json!({"type": "invalid_request_error", "code": code});
    assert_eq!(
        failure(Reply::error(404, invalid("resource_missing"))).await,
        ProviderError::NotFound
    );
    assert_eq!(
        failure(Reply::error(400, invalid("resource_missing"))).await,
        ProviderError::NotFound
    );
    assert_eq!(failure(Reply::error(404, invalid(""))).await, ProviderError::NotFound);
    for (status, code) in [
        (401, ""),
        (401, "api_key_expired"),
        (403, "account_invalid"),
        (403, ""),
        (400, "secret_key_required"),
        (400, "testmode_charges_only"),
    ] {
        let error = failure(Reply::error(status, invalid(code))).await;
        assert!(matches!(error, ProviderError::Misconfigured(_)), "{status} {code}: {error:?}");
    }
}

#[tokio::test]
async fn error_is_unknown_when_the_body_is_not_the_providers() {
    for (status, body) in [
        (403, "<html>blocked by the proxy</html>"),
        (404, ""),
        (400, "{}"),
        (400, r#"{"error": "bad request"}"#),
        (400, r#"{"error": {"message": "no type"}}"#),
        (302, r#"{"error": {"type": "card_error"}}"#),
        (204, ""),
    ] {
        let error = failure(Reply::Answer(status, Vec::new(), body.into())).await;
        assert!(matches!(error, ProviderError::Unknown(_)), "{status} {body}: {error:?}");
    }
}

#[tokio::test]
async fn error_drops_unsafe_text_of_the_response() {
    let hostile = format!("{KEY}\r\n\u{1b}[2J<script>alert(1)</script>");
    let error = json!({
        "type": hostile, "code": hostile, "decline_code": hostile, "param": hostile,
        "message": hostile, "doc_url": hostile,
    });
    let headers = vec![("request-id", "req 1\u{7f}<script>")];
    let body = json!({ "error": error }).to_string().into_bytes();
    for reply in [Reply::error(400, error), Reply::Answer(400, headers, body)] {
        let error = failure(reply).await;
        let shown = format!("{error} {error:?}");
        assert!(shown.chars().all(|c| !c.is_control()) && !shown.contains('<'), "{shown}");
        assert!(matches!(error, ProviderError::Refused(_) | ProviderError::Unknown(_)));
    }
}

#[tokio::test]
async fn error_is_unknown_when_a_success_cannot_be_parsed() {
    let whole = intent().to_string();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for body in [&whole[..whole.len() - 1], "", "null", "[]", "<html></html>", &deep] {
        let error = failure(Reply::Answer(200, Vec::new(), body.into())).await;
        assert_eq!(error, ProviderError::Unknown("its answer is not understood"));
    }
}

#[tokio::test]
async fn error_is_unknown_when_the_response_is_cut_huge_late_or_missing() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{\"id\": \"pi_".to_vec();
    let huge = Reply::Answer(200, Vec::new(), vec![b' '; 1024 * 1024 + 1]);
    let endless_head = [b"HTTP/1.1 200 OK\r\nx: ".to_vec(), vec![b'a'; 2_000_000]].concat();
    for (reply, what) in [
        (Reply::Bytes(cut), "its answer broke off"),
        (huge, "its answer is too long"),
        (Reply::Bytes(endless_head), "it was not reached"),
        (Reply::Bytes(b"HTTP/1.1 200".to_vec()), "it was not reached"),
        (Reply::Bytes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()), "it was not reached"),
        (Reply::Bytes(Vec::new()), "it was not reached"),
        (Reply::Silence(Duration::from_secs(3)), "it did not answer in time"),
    ] {
        assert_eq!(failure(reply).await, ProviderError::Unknown(what));
    }
}

#[tokio::test]
async fn call_gives_up_after_its_timeout() {
    let server = Server::replying(vec![Reply::Silence(Duration::from_secs(5))]);
    let stripe = stripe(&server).with_timeout(Duration::from_millis(200));
    let started_at = Instant::now();
    let error = stripe.read_intent(&"pi_1".parse().unwrap(), None).await;
    assert_eq!(error, Err(ProviderError::Unknown("it did not answer in time")));
    assert!(started_at.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn error_is_unknown_when_the_server_is_not_reached() {
    // The port is free again when the listener is dropped.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let http = Arc::new(HttpsClient::default());
    let url = format!("http://127.0.0.1:{port}");
    let stripe = Stripe::new(ApiKey::new(KEY).unwrap(), &url, http).unwrap();
    let error = stripe.read_intent(&"pi_1".parse().unwrap(), None).await;
    assert_eq!(error, Err(ProviderError::Unknown("it was not reached")));
}

#[test]
fn base_url_is_refused_when_a_key_must_not_be_sent_there() {
    let stripe = |key: &str, base: &str| {
        let key = ApiKey::new(key).unwrap();
        Stripe::new(key, base, Arc::new(HttpsClient::default())).map(|_| ())
    };
    assert_eq!(stripe("sk_live_a", BASE_URL), Ok(()));
    assert_eq!(stripe("sk_test_a", BASE_URL), Ok(()));
    assert_eq!(stripe("sk_test_a", "http://127.0.0.1:4100/_local/stripe/"), Ok(()));
    assert_eq!(stripe("sk_live_a", "http://127.0.0.1:4100"), Err(StripeError::LiveKey));
    for base in [
        "http://api.stripe.com",
        "https://user@api.stripe.com",
        "https://api.stripe.com?a=b",
        "https://api.stripe.com#a",
        "api.stripe.com",
        "",
    ] {
        assert_eq!(stripe("sk_test_a", base), Err(StripeError::BaseUrl), "{base}");
    }
}
