//! Tests the stand-in's refunds and disputes.

use docket_tests::Reply;
use serde_json::{Value, json};

use super::{HOLD, Provider, is_error, text};

impl Provider {
    async fn refund(&self, intent: &Value, amount: &str) -> Reply {
        self.post("refunds", &[("payment_intent", text(intent, "id")), ("amount", amount)]).await
    }

    async fn dispute(&self, intent: &Value, more: Value) -> Reply {
        let mut order = more;
        order["payment_intent"] = intent["id"].clone();
        self.docket.post("/_local/stripe/disputes").json(&order).send().await
    }
}

#[tokio::test]
async fn refunds_return_at_most_the_captured_amount() {
    let provider = Provider::open().await;
    let paid = provider.paid("pm_card_visa").await;
    let first = provider.refund(&paid, "400").await.expect(200).json();
    assert_eq!(
        (text(&first, "status"), text(&first, "payment_intent")),
        ("succeeded", text(&paid, "id"))
    );
    let too_much = provider.refund(&paid, "851").await;
    is_error(&too_much, 400, "invalid_request_error", "");
    assert_eq!(too_much.text_at("/error/param"), "amount");
    provider.refund(&paid, "0").await.expect(400);
    // A refund without an amount refunds the rest. It may name the charge instead of the intent.
    let charge = text(&paid, "latest_charge");
    let rest =
        provider.post("refunds", &[("charge", charge), ("reason", "duplicate")]).await.expect(200);
    assert_eq!((rest.at("/amount"), rest.text_at("/reason")), (json!(850), "duplicate".into()));
    is_error(
        &provider.refund(&paid, "1").await,
        400,
        "invalid_request_error",
        "charge_already_refunded",
    );
    let charge = provider.read(&format!("charges/{charge}")).await;
    assert_eq!((&charge["refunded"], &charge["amount_refunded"]), (&json!(true), &json!(1250)));
    assert_eq!(provider.book().await["balance"], 0);

    for wrong in [
        &[][..],
        &[("payment_intent", text(&paid, "id")), ("charge", "ch_1")],
        &[("charge", "ch_1")],
    ] {
        provider.post("refunds", wrong).await.expect(400);
    }
}

#[tokio::test]
async fn refund_is_refused_without_a_capture() {
    let provider = Provider::open().await;
    for parameters in [&[][..], HOLD] {
        let intent = provider.intent(parameters).await;
        let refused = provider.refund(&intent, "100").await;
        is_error(&refused, 400, "invalid_request_error", "");
        assert!(
            refused.text_at("/error/message").contains("successful charge"),
            "{}",
            refused.text
        );
    }
}

#[tokio::test]
async fn refund_may_be_pending_or_fail_later() {
    let provider = Provider::open().await;
    for (fault, status, pending, turned, reason) in [
        (
            json!({"kind": "refund_slow", "seconds": 600}),
            "pending",
            json!("processing"),
            "succeeded",
            json!(null),
        ),
        (
            json!({"kind": "refund_fails", "seconds": 600, "reason": "expired_or_canceled_card"}),
            "succeeded",
            json!(null),
            "failed",
            json!("expired_or_canceled_card"),
        ),
        (
            json!({"kind": "refund_unfunded", "seconds": 600}),
            "pending",
            json!("insufficient_funds"),
            "failed",
            json!("insufficient_funds"),
        ),
    ] {
        let paid = provider.paid("pm_card_visa").await;
        let before = provider.book().await;
        provider.fault(fault).await;
        let refund = provider.refund(&paid, "500").await.expect(200).json();
        assert_eq!((text(&refund, "status"), refund["pending_reason"].clone()), (status, pending));
        provider.advance(601).await;
        let path = format!("refunds/{}", text(&refund, "id"));
        let now = provider.read(&path).await;
        assert_eq!((text(&now, "status"), now["failure_reason"].clone()), (turned, reason));
        let left = if turned == "failed" { 1250 } else { 750 };
        let over = (left + 1).to_string();
        provider.refund(&paid, &over).await.expect(400);
        let after = provider.book().await;
        let given = before["balance"].as_i64().unwrap() - after["balance"].as_i64().unwrap();
        assert_eq!(given, 1250 - left);
    }
    provider.fault(json!({"kind": "refund_refused"})).await;
    let paid = provider.paid("pm_card_visa").await;
    is_error(
        &provider.refund(&paid, "500").await,
        400,
        "invalid_request_error",
        "balance_insufficient",
    );
    provider.refund(&paid, "500").await.expect(200);
}

#[tokio::test]
async fn test_cards_make_refunds_pending_or_failed() {
    let provider = Provider::open().await;
    for (card, first, later) in [
        ("pm_card_pendingRefund", "pending", "succeeded"),
        ("pm_card_refundFail", "succeeded", "failed"),
    ] {
        let paid = provider.paid(card).await;
        let refund = provider.refund(&paid, "500").await.expect(200).json();
        assert_eq!(text(&refund, "status"), first);
        provider.advance(3_601).await;
        assert_eq!(
            text(&provider.read(&format!("refunds/{}", text(&refund, "id"))).await, "status"),
            later
        );
    }
}

#[tokio::test]
async fn dispute_withholds_the_money_until_it_is_won() {
    let provider = Provider::open().await;
    for (outcome, balance) in [("won", 950), ("lost", 0)] {
        let before = provider.paid("pm_card_visa").await;
        let other: i64 = provider.book().await["balance"].as_i64().unwrap() - 1250;
        provider.refund(&before, "300").await.expect(200);
        provider.dispute(&before, json!({"amount": 951})).await.expect(400);
        let open = provider
            .dispute(&before, json!({"reason": "product_not_received"}))
            .await
            .expect(200)
            .json();
        assert_eq!((text(&open, "status"), &open["amount"]), ("needs_response", &json!(950)));
        assert_eq!(provider.book().await["balance"], other);
        is_error(
            &provider.refund(&before, "1").await,
            400,
            "invalid_request_error",
            "charge_disputed",
        );
        provider.dispute(&before, json!({"outcome": outcome, "seconds": 60})).await.expect(200);
        let path = format!("disputes/{}", text(&open, "id"));
        assert_eq!(text(&provider.read(&path).await, "status"), "needs_response");
        provider.advance(61).await;
        assert_eq!(text(&provider.read(&path).await, "status"), outcome);
        assert_eq!(provider.book().await["balance"], other + balance);
        let refund = provider.refund(&before, "1").await;
        refund.expect(if outcome == "won" { 200 } else { 400 });
    }
    let disputed = provider.paid("pm_card_createDispute").await;
    let list =
        provider.get("disputes", &[("payment_intent", text(&disputed, "id"))]).await.at("/data");
    assert_eq!(
        (list[0]["status"].as_str(), &list[0]["amount"]),
        (Some("needs_response"), &json!(1250))
    );
    assert_eq!(
        provider.with_charge(text(&disputed, "id")).await["latest_charge"]["disputed"],
        json!(true)
    );
}
