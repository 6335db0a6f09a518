//! Tests of the parsing of responses.

use docket_platform::payments::{
    Amount, DisputeStatus, ErrorCode, Intent, IntentStatus, Mode, PaymentProvider, ProviderError,
    RefundStatus, ReportedAmount, Step,
};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Server, dispute, intent, key, new_intent, owner, refund, server::Reply, stripe, with};

/// Reads an intent from this response.
async fn read(answer: Value) -> Result<Intent, ProviderError> {
    let server = Server::replying(vec![Reply::ok(&answer)]);
    stripe(&server).read_intent(&"pi_3MtwBwLkdIwHu7ix28a3tqPa".parse().unwrap(), None).await
}

#[tokio::test]
async fn new_intent_is_unconfirmed_has_its_owner_and_hides_its_secret() {
    let server = Server::replying(vec![Reply::ok(&intent())]);
    let stripe = stripe(&server);
    let intent =
        stripe.create_intent(&key(Step::Create), &new_intent(&stripe), None).await.unwrap();
    assert_eq!(intent.id.as_str(), "pi_3MtwBwLkdIwHu7ix28a3tqPa");
    assert_eq!((intent.status, intent.mode), (IntentStatus::Unconfirmed, Mode::Test));
    assert_eq!(stripe.amount_of(intent.amount), Ok(Amount::new(2000).unwrap()));
    assert_eq!(intent.amount, ReportedAmount::from(new_intent(&stripe).amount));
    assert_eq!(stripe.amount_of(intent.received), Ok(Amount::ZERO));
    assert_eq!((&intent.charge, &intent.decline), (&None, &None));
    assert_eq!(intent.owner, Some(owner()));
    assert!(!format!("{intent:?}").contains("_secret_"), "{intent:?}");
    let secret = intent.client_secret.unwrap();
    assert_eq!(secret.reveal(), "pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH");
}

#[tokio::test]
async fn held_intent_has_its_capture_deadline() {
    let held = with(
        intent(),
        json!({
            "status": "requires_capture",
            "amount_capturable": 2000,
            "latest_charge": {
                "id": "ch_1",
                "object": "charge",
                "payment_method_details": {
                    "type": "card",
                    "card": {"brand": "visa", "capture_before": 1_681_405_304}
                }
            }
        }),
    );
    let intent = read(held).await.unwrap();
    assert_eq!((intent.status, intent.capturable.units), (IntentStatus::Held, 2000));
    assert_eq!(intent.charge, Some("ch_1".parse().unwrap()));
    assert_eq!(intent.capture_before, Some(Timestamp::from_second(1_681_405_304).unwrap()));
}

#[tokio::test]
async fn charge_is_read_as_an_id_or_as_an_object_of_any_method() {
    for (charge, expected) in [
        (json!("ch_2"), "ch_2"),
        (json!({"id": "py_3", "payment_method_details": {"ideal": {"bank": "ing"}}}), "py_3"),
        (json!({"id": "ch_4", "payment_method_details": null}), "ch_4"),
    ] {
        let intent = read(with(intent(), json!({ "latest_charge": charge }))).await.unwrap();
        assert_eq!(intent.charge, Some(expected.parse().unwrap()));
        assert_eq!(intent.capture_before, None);
    }
}

#[tokio::test]
async fn every_status_of_an_intent_has_a_meaning() {
    for (status, expected) in [
        ("requires_payment_method", IntentStatus::Unconfirmed),
        ("requires_confirmation", IntentStatus::Unconfirmed),
        ("requires_action", IntentStatus::AwaitsBuyer),
        ("processing", IntentStatus::Processing),
        ("requires_capture", IntentStatus::Held),
        ("succeeded", IntentStatus::Captured),
        ("canceled", IntentStatus::Cancelled),
        ("requires_something_new", IntentStatus::Unfamiliar),
    ] {
        let intent = read(with(intent(), json!({ "status": status }))).await.unwrap();
        assert_eq!(intent.status, expected, "{status}");
    }
}

#[tokio::test]
async fn decline_has_its_codes_and_drops_unsafe_text() {
    let declined = |error: Value| read(with(intent(), json!({ "last_payment_error": error })));
    let error = json!({
        "type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds",
        "message": "Your card has insufficient funds.",
    });
    let decline = declined(error).await.unwrap().decline.unwrap();
    assert_eq!(decline.code, ErrorCode::new("card_declined"));
    assert_eq!(decline.decline_code, ErrorCode::new("insufficient_funds"));
    let hostile = json!({"type": "card_error", "code": "<b>\n", "decline_code": "x".repeat(101)});
    let decline = declined(hostile).await.unwrap().decline.unwrap();
    assert_eq!((decline.code, decline.decline_code), (None, None));
}

#[tokio::test]
async fn intent_has_no_owner_when_its_metadata_is_not_dockets() {
    for metadata in [
        json!(null),
        json!({}),
        json!({"docket_payment": "PAY-7"}),
        json!({"docket_deployment": "docket-prod"}),
        json!({"docket_deployment": "docket-prod", "docket_payment": "a b\n"}),
    ] {
        let intent = read(with(intent(), json!({ "metadata": metadata }))).await.unwrap();
        assert_eq!(intent.owner, None, "{metadata}");
    }
}

#[tokio::test]
async fn intent_is_refused_when_the_response_is_about_another_object_or_malformed() {
    for changes in [
        json!({"id": "pi_another"}),
        json!({"id": "../charges"}),
        json!({"object": "setup_intent"}),
        json!({"currency": "zzz"}),
        json!({"amount": -1}),
        json!({"amount": 20.5}),
        json!({"amount": "2000"}),
        json!({"amount_received": null}),
        json!({"status": 7}),
        json!({"latest_charge": 7}),
        json!({"latest_charge": {"id": "a/b"}}),
        json!({"latest_charge": {"id": "ch_1", "payment_method_details": {
            "card": {"capture_before": i64::MAX}
        }}}),
    ] {
        let answer = read(with(intent(), changes.clone())).await;
        assert_eq!(
            answer,
            Err(ProviderError::Unknown("its answer is not understood")),
            "{changes}"
        );
    }
}

#[tokio::test]
async fn intent_in_another_currency_is_reported_in_that_currency() {
    let intent = read(with(intent(), json!({"currency": "eur"}))).await.unwrap();
    assert_eq!(intent.amount, ReportedAmount { currency: "EUR".parse().unwrap(), units: 2000 });
}

#[tokio::test]
async fn every_status_of_a_refund_has_a_meaning() {
    for (status, expected) in [
        (json!("pending"), RefundStatus::Pending),
        (json!("requires_action"), RefundStatus::Pending),
        (json!("succeeded"), RefundStatus::Succeeded),
        (json!("failed"), RefundStatus::Failed),
        (json!("canceled"), RefundStatus::Cancelled),
        (json!("reversed"), RefundStatus::Unfamiliar),
        (json!(null), RefundStatus::Unfamiliar),
    ] {
        let answer = with(refund(), json!({"status": status, "failure_reason": "lost_card"}));
        let server = Server::replying(vec![Reply::ok(&answer)]);
        let id = "re_1Nispe2eZvKYlo2Cd31jOCgZ".parse().unwrap();
        let refund = stripe(&server).read_refund(&id, None).await.unwrap();
        assert_eq!(refund.status, expected, "{status}");
        assert_eq!(refund.failure, ErrorCode::new("lost_card"));
        assert_eq!(refund.created, Timestamp::from_second(1_692_942_318).unwrap());
        assert_eq!(refund.owner.unwrap().refund.as_str(), "Z#17.0.1");
        assert_eq!(refund.amount.units, 1000);
    }
}

#[tokio::test]
async fn every_status_of_a_dispute_has_a_meaning() {
    for (status, expected) in [
        ("warning_needs_response", DisputeStatus::Inquiry),
        ("warning_under_review", DisputeStatus::Inquiry),
        ("warning_closed", DisputeStatus::InquiryClosed),
        ("needs_response", DisputeStatus::Open),
        ("under_review", DisputeStatus::Open),
        ("appeal_needs_response", DisputeStatus::Appealed),
        ("appeal_under_review", DisputeStatus::Appealed),
        ("won", DisputeStatus::Won),
        ("lost", DisputeStatus::Lost),
        ("prevented", DisputeStatus::Prevented),
        ("forgotten", DisputeStatus::Unfamiliar),
    ] {
        let server = Server::replying(vec![Reply::ok(&with(dispute(), json!({"status": status})))]);
        let id = "du_1MtJUT2eZvKYlo2CNaw2HvEv".parse().unwrap();
        let dispute = stripe(&server).read_dispute(&id, None).await.unwrap();
        assert_eq!(dispute.status, expected, "{status}");
        assert_eq!(dispute.intent, Some("pi_3MtwBwLkdIwHu7ix28a3tqPa".parse().unwrap()));
        assert_eq!(dispute.reason, ErrorCode::new("general"));
        assert_eq!(dispute.evidence_due, Some(Timestamp::from_second(1_682_294_399).unwrap()));
    }
}
