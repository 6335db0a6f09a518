//! Tests payment intents through their statuses.

use serde_json::json;

use super::{HOLD, Provider, is_error, text};

const DAY: i64 = 24 * 3600;

#[tokio::test]
async fn intent_is_made_confirmed_and_read_with_its_charge() {
    let provider = Provider::open().await;
    let intent = provider.intent(&[("metadata[order]", "ORD-1"), ("description", "Honey")]).await;
    assert_eq!(text(&intent, "status"), "requires_payment_method");
    assert_eq!(intent["metadata"], json!({"order": "ORD-1"}));
    assert!(
        text(&intent, "client_secret").starts_with(&format!("{}_secret_", text(&intent, "id")))
    );
    let path = format!("payment_intents/{}", text(&intent, "id"));
    let confirm = format!("{path}/confirm");
    let paid = provider.post(&confirm, &[("payment_method", "pm_card_visa")]).await.expect(200);
    assert_eq!(paid.text_at("/status"), "succeeded");
    assert_eq!(paid.at("/amount_received"), json!(1250));
    let read = provider.with_charge(text(&intent, "id")).await;
    let charge = &read["latest_charge"];
    assert_eq!(
        (charge["captured"].clone(), charge["amount_captured"].clone()),
        (json!(true), json!(1250))
    );
    assert_eq!(charge["metadata"], json!({"order": "ORD-1"}));
    assert_eq!(charge["payment_method_details"]["card"]["last4"], "4242");
    let movement = provider
        .read(&format!("balance_transactions/{}", text(charge, "balance_transaction")))
        .await;
    assert_eq!((movement["amount"].clone(), text(&movement, "type")), (json!(1250), "charge"));
    let again = provider.post(&confirm, &[("payment_method", "pm_card_visa")]).await;
    is_error(&again, 400, "invalid_request_error", "payment_intent_unexpected_state");
    assert_eq!(again.text_at("/error/payment_intent/status"), "succeeded");
}

#[tokio::test]
async fn intent_accepts_another_card_after_a_decline() {
    let provider = Provider::open().await;
    let intent = provider.intent(&[]).await;
    let confirm = format!("payment_intents/{}/confirm", text(&intent, "id"));
    for (method, code, reason) in [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
    ] {
        let refused = provider.post(&confirm, &[("payment_method", method)]).await;
        is_error(&refused, 402, "card_error", code);
        assert_eq!(refused.text_at("/error/decline_code"), reason);
        let shown = refused.at("/error/payment_intent");
        assert_eq!(text(&shown, "status"), "requires_payment_method");
        assert_eq!(shown["last_payment_error"]["code"], code);
        assert_eq!(shown["payment_method"], json!(null));
        let charge = provider.read(&format!("charges/{}", text(&shown, "latest_charge"))).await;
        assert_eq!((text(&charge, "status"), text(&charge, "failure_code")), ("failed", code));
    }
    let paid = provider.post(&confirm, &[("payment_method", "pm_card_visa")]).await.expect(200);
    assert_eq!(paid.at("/last_payment_error"), json!(null));
    assert_eq!(
        provider
            .get("charges", &[("payment_intent", text(&intent, "id"))])
            .await
            .at("/data")
            .as_array()
            .unwrap()
            .len(),
        4
    );
}

#[tokio::test]
async fn partial_capture_releases_the_rest_of_the_authorization() {
    let provider = Provider::open().await;
    let held = provider.intent(HOLD).await;
    let id = text(&held, "id");
    assert_eq!(
        (text(&held, "status"), held["amount_capturable"].clone()),
        ("requires_capture", json!(1250))
    );
    let read = provider.with_charge(id).await;
    let before = read["latest_charge"]["payment_method_details"]["card"]["capture_before"].as_i64();
    assert_eq!(before.unwrap() - held["created"].as_i64().unwrap(), 7 * DAY);
    assert_eq!(provider.book().await["held"], 1250);

    let capture = format!("payment_intents/{id}/capture");
    let refused = provider.post(&capture, &[("amount_to_capture", "1251")]).await;
    is_error(&refused, 400, "invalid_request_error", "amount_too_large");
    let taken = provider.post(&capture, &[("amount_to_capture", "1000")]).await.expect(200).json();
    assert_eq!(text(&taken, "status"), "succeeded");
    assert_eq!(
        [&taken["amount"], &taken["amount_received"], &taken["amount_capturable"]],
        [1250, 1000, 0]
    );
    let charge = provider.with_charge(id).await["latest_charge"].clone();
    assert_eq!([&charge["amount_captured"], &charge["amount_refunded"]], [1000, 250]);
    let again = provider.post(&capture, &[]).await;
    is_error(&again, 400, "invalid_request_error", "payment_intent_unexpected_state");

    // The released amount is shown as a refund that moves no balance, and cannot be refunded again.
    let refunds = provider.get("refunds", &[("payment_intent", id)]).await.at("/data");
    assert_eq!(
        (&refunds[0]["amount"], &refunds[0]["balance_transaction"]),
        (&json!(250), &json!(null))
    );
    let refused = provider.post("refunds", &[("payment_intent", id), ("amount", "1001")]).await;
    is_error(&refused, 400, "invalid_request_error", "");
    let book = provider.book().await;
    assert_eq!([&book["held"], &book["captured"], &book["refunded"]], [0, 1000, 0]);
}

#[tokio::test]
async fn authorization_expires_after_seven_days() {
    let provider = Provider::open().await;
    let held = provider.intent(HOLD).await;
    let id = text(&held, "id");
    provider.advance(7 * DAY - 60).await;
    assert_eq!(text(&provider.with_charge(id).await, "status"), "requires_capture");
    provider.advance(120).await;
    let ended = provider.with_charge(id).await;
    assert_eq!(
        (text(&ended, "status"), ended["amount_capturable"].clone()),
        ("canceled", json!(0))
    );
    assert_eq!(ended["canceled_at"].as_i64().unwrap() - held["created"].as_i64().unwrap(), 7 * DAY);
    assert_eq!(ended["latest_charge"]["captured"], json!(false));
    let late = provider.post(&format!("payment_intents/{id}/capture"), &[]).await;
    is_error(&late, 400, "invalid_request_error", "payment_intent_unexpected_state");
    let events = provider
        .get("events", &[("types[]", "charge.expired"), ("types[]", "payment_intent.canceled")])
        .await;
    assert_eq!(events.at("/data").as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn intent_can_be_canceled_unless_it_is_paid() {
    let provider = Provider::open().await;
    for parameters in [&[][..], &[("payment_method", "pm_card_visa")], HOLD] {
        let intent = provider.intent(parameters).await;
        let cancel = format!("payment_intents/{}/cancel", text(&intent, "id"));
        let canceled =
            provider.post(&cancel, &[("cancellation_reason", "abandoned")]).await.expect(200);
        assert_eq!(canceled.text_at("/status"), "canceled");
        assert_eq!(canceled.text_at("/cancellation_reason"), "abandoned");
        let again = provider.post(&cancel, &[]).await;
        is_error(&again, 400, "invalid_request_error", "payment_intent_unexpected_state");
        assert_eq!(again.text_at("/error/payment_intent/status"), "canceled");
    }
    let paid = provider.paid("pm_card_visa").await;
    let refused =
        provider.post(&format!("payment_intents/{}/cancel", text(&paid, "id")), &[]).await;
    is_error(&refused, 400, "invalid_request_error", "payment_intent_unexpected_state");
    assert_eq!(refused.text_at("/error/payment_intent/status"), "succeeded");
    let book = provider.book().await;
    assert_eq!([&book["held"], &book["captured"], &book["balance"]], [0, 1250, 1250]);
}

#[tokio::test]
async fn amount_can_be_changed_until_it_is_paid() {
    let provider = Provider::open().await;
    let intent = provider.intent(&[("metadata[a]", "1"), ("metadata[b]", "2")]).await;
    let path = format!("payment_intents/{}", text(&intent, "id"));
    let changed = provider
        .post(&path, &[("amount", "990"), ("metadata[a]", ""), ("metadata[c]", "3")])
        .await
        .expect(200);
    assert_eq!(changed.at("/amount"), json!(990));
    assert_eq!(changed.at("/metadata"), json!({"b": "2", "c": "3"}));
    assert_eq!(changed.at("/client_secret"), intent["client_secret"]);
    let confirm = format!("{path}/confirm");
    let asked =
        provider.post(&confirm, &[("payment_method", "pm_card_authenticationRequired")]).await;
    assert_eq!(asked.expect(200).text_at("/status"), "requires_action");
    // The change voids the authentication, because the payer was asked about another amount.
    let changed = provider.post(&path, &[("amount", "880")]).await.expect(200);
    assert_eq!(changed.text_at("/status"), "requires_confirmation");
    provider.post(&confirm, &[("payment_method", "pm_card_visa")]).await.expect(200);
    let refused = provider.post(&path, &[("amount", "770")]).await;
    is_error(&refused, 400, "invalid_request_error", "payment_intent_unexpected_state");
    provider.post(&path, &[("metadata[late]", "yes")]).await.expect(200);
    assert_eq!(provider.read(&path).await["amount_received"], json!(880));
}

#[tokio::test]
async fn authentication_at_the_bank_succeeds_or_fails() {
    let provider = Provider::open().await;
    for (agrees, status) in [(false, "requires_payment_method"), (true, "succeeded")] {
        let intent = provider.paid("pm_card_authenticationRequired").await;
        assert_eq!(text(&intent, "status"), "requires_action");
        let url = intent["next_action"]["redirect_to_url"]["url"].as_str().unwrap();
        assert!(url.starts_with("/_local/pay/pi_") && url.contains("#client_secret="), "{url}");
        let order = json!({"payment_intent": intent["id"], "agrees": agrees});
        let done = provider.docket.post("/_local/stripe/authentications").json(&order);
        assert_eq!(done.send().await.expect(200).text_at("/status"), status);
    }
    let at_once = [("payment_method", "pm_card_authenticationRequired"), ("confirm", "true")];
    let parameters = [&at_once[..], &[("amount", "1250"), ("currency", "eur")]].concat();
    let strict = [&parameters[..], &[("error_on_requires_action", "true")]].concat();
    let refused = provider.post("payment_intents", &strict).await;
    is_error(&refused, 402, "card_error", "authentication_required");
}

#[tokio::test]
async fn slow_method_succeeds_or_fails_within_an_hour() {
    let provider = Provider::open().await;
    let pays = provider.paid("pm_usBankAccount_success").await;
    let fails = provider.paid("pm_usBankAccount_insufficientFunds").await;
    for intent in [&pays, &fails] {
        assert_eq!(text(intent, "status"), "processing");
        let cancel = format!("payment_intents/{}/cancel", text(intent, "id"));
        let refused = provider.post(&cancel, &[]).await;
        is_error(&refused, 400, "invalid_request_error", "payment_intent_unexpected_state");
    }
    provider.advance(3_601).await;
    let pays = provider.with_charge(text(&pays, "id")).await;
    assert_eq!(
        (text(&pays, "status"), text(&pays["latest_charge"], "status")),
        ("succeeded", "succeeded")
    );
    let fails = provider.with_charge(text(&fails, "id")).await;
    assert_eq!(
        (text(&fails, "status"), text(&fails["latest_charge"], "status")),
        ("requires_payment_method", "failed")
    );
    let held = [
        ("capture_method", "manual"),
        ("payment_method", "pm_usBankAccount_success"),
        ("confirm", "true"),
    ];
    let parameters = [&held[..], &[("amount", "1250"), ("currency", "usd")]].concat();
    let refused = provider.post("payment_intents", &parameters).await;
    is_error(&refused, 400, "invalid_request_error", "payment_intent_invalid_parameter");
}
