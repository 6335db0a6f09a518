//! Renders the records as the API's JSON.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::{
    methods::TestMethod,
    objects::{
        Charge, ChargeStatus, Dispute, DisputeStatus, Event, Intent, IntentStatus, Movement,
        MovementKind, Refund,
    },
};

/// The version of the API that events have, and answers to requests that name none.
pub const API_VERSION: &str = "2026-10-28.endive";

/// The path of the pay page, before the payment intent's id. It is also where the payer's bank asks for confirmation.
pub const PAY_PAGE: &str = "/_local/pay/";

/// Seconds since 1970.
fn seconds(at: Timestamp) -> i64 {
    at.as_second()
}

/// A payment intent.
pub fn intent(intent: &Intent) -> Value {
    let method = intent.method.as_deref().and_then(TestMethod::find);
    let mut shown = json!({
        "id": intent.id,
        "object": "payment_intent",
        "amount": intent.amount,
        "amount_capturable": intent.capturable,
        "amount_details": {"tip": {}},
        "amount_received": intent.received,
        "application": null,
        "application_fee_amount": intent.application_fee,
        "automatic_payment_methods": {"allow_redirects": "always", "enabled": true},
        "canceled_at": intent.canceled_at.map(seconds),
        "cancellation_reason": intent.cancellation_reason,
        "capture_method": intent.capture,
        "client_secret": intent.client_secret,
        "confirmation_method": "automatic",
        "created": seconds(intent.created),
        "currency": intent.currency,
        "last_payment_error": intent.last_error,
        "latest_charge": intent.latest_charge,
        "livemode": false,
        "metadata": intent.metadata,
        "next_action": next_action(intent),
        "payment_method": intent.method,
        "payment_method_options": {},
        "payment_method_types": [method.map_or("card", TestMethod::kind)],
        "processing": null,
        "status": intent.status,
    });
    for name in INTENT_TEXTS {
        shown[name] = json!(intent.texts.get(name));
    }
    shown
}

/// The parameters of an intent that are stored and shown, and have no other effect.
pub const INTENT_TEXTS: [&str; 7] = [
    "customer",
    "description",
    "on_behalf_of",
    "receipt_email",
    "setup_future_usage",
    "statement_descriptor_suffix",
    "transfer_group",
];

/// The field `next_action`: the step that the payer has to take.
fn next_action(intent: &Intent) -> Value {
    if intent.status != IntentStatus::RequiresAction {
        return Value::Null;
    }
    let url = format!("{PAY_PAGE}{}#client_secret={}", intent.id, intent.client_secret);
    let return_url = &intent.return_url;
    json!({"type": "redirect_to_url", "redirect_to_url": {"url": url, "return_url": return_url}})
}

/// An attempt to pay.
pub fn charge(charge: &Charge) -> Value {
    let back = charge.released + charge.refunded;
    let failure = charge.failure.as_ref();
    json!({
        "id": charge.id,
        "object": "charge",
        "amount": charge.amount,
        "amount_captured": charge.amount_captured,
        "amount_refunded": back,
        "application_fee_amount": charge.application_fee,
        "balance_transaction": charge.movement,
        "captured": charge.captured,
        "created": seconds(charge.created),
        "currency": charge.currency,
        "customer": null,
        "disputed": charge.disputed,
        "failure_code": failure.map(|(code, _)| code),
        "failure_message": failure.map(|(_, message)| message),
        "livemode": false,
        "metadata": charge.metadata,
        "outcome": outcome(charge.status),
        "paid": charge.status == ChargeStatus::Succeeded,
        "payment_intent": charge.intent,
        "payment_method": charge.method,
        "payment_method_details": method_details(charge),
        "refunded": charge.amount > 0 && back == charge.amount,
        "status": charge.status,
    })
}

fn outcome(status: ChargeStatus) -> Value {
    match status {
        ChargeStatus::Pending => Value::Null,
        ChargeStatus::Succeeded => json!({
            "network_status": "approved_by_network", "type": "authorized", "risk_level": "normal",
        }),
        ChargeStatus::Failed => json!({
            "network_status": "declined_by_network", "type": "issuer_declined", "risk_level": "normal",
        }),
    }
}

fn method_details(charge: &Charge) -> Value {
    let Some(method) = TestMethod::find(&charge.method) else {
        return Value::Null;
    };
    let mut details = json!({"last4": method.last4});
    if let Some(brand) = method.brand {
        details["brand"] = json!(brand);
        details["amount_authorized"] = json!(charge.amount);
        // The provider shows it only on holds.
        if let Some(before) = charge.capture_before {
            details["capture_before"] = json!(seconds(before));
        }
    }
    let mut shown = Map::new();
    shown.insert("type".to_owned(), json!(method.kind()));
    shown.insert(method.kind().to_owned(), details);
    Value::Object(shown)
}

/// A refund.
pub fn refund(refund: &Refund) -> Value {
    let mut shown = json!({
        "id": refund.id,
        "object": "refund",
        "amount": refund.amount,
        "balance_transaction": refund.movement,
        "charge": refund.charge,
        "created": seconds(refund.created),
        "currency": refund.currency,
        "destination_details": {"type": "card", "card": {"type": "refund"}},
        "metadata": refund.metadata,
        "payment_intent": refund.intent,
        "reason": refund.reason,
        "receipt_number": null,
        "status": refund.status,
    });
    for (name, value) in [
        ("failure_balance_transaction", &refund.failure_movement),
        ("failure_reason", &refund.failure_reason),
        ("pending_reason", &refund.pending_reason),
    ] {
        if let Some(value) = value {
            shown[name] = json!(value);
        }
    }
    shown
}

/// How long the seller can respond to a dispute: between seven and 21 days, depending on the card
/// network.
const TO_ANSWER: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A dispute.
pub fn dispute(dispute: &Dispute) -> Value {
    json!({
        "id": dispute.id,
        "object": "dispute",
        "amount": dispute.amount,
        "balance_transactions": dispute.movements,
        "charge": dispute.charge,
        "created": seconds(dispute.created),
        "currency": dispute.currency,
        "evidence": {},
        "evidence_details": {
            "due_by": seconds(dispute.created + TO_ANSWER),
            "has_evidence": false,
            "past_due": false,
            "submission_count": 0,
        },
        "is_charge_refundable": dispute.status == DisputeStatus::Won,
        "livemode": false,
        "metadata": {},
        "payment_intent": dispute.intent,
        "reason": dispute.reason,
        "status": dispute.status,
    })
}

/// A movement of the balance, which the API calls a balance transaction.
pub fn movement(movement: &Movement) -> Value {
    let (kind, category) = match movement.kind {
        MovementKind::Charge => ("charge", "charge"),
        MovementKind::Refund => ("refund", "refund"),
        MovementKind::RefundFailure => ("refund_failure", "refund_failure"),
        MovementKind::Dispute => ("adjustment", "dispute"),
        MovementKind::DisputeReversal => ("adjustment", "dispute_reversal"),
    };
    json!({
        "id": movement.id,
        "object": "balance_transaction",
        "amount": movement.amount,
        "created": seconds(movement.created),
        "currency": movement.currency,
        "fee": movement.fee,
        "net": movement.amount.saturating_sub_unsigned(movement.fee),
        "reporting_category": category,
        "source": movement.source,
        "status": "available",
        "type": kind,
    })
}

/// An event. `waiting` is the number of its deliveries that were not accepted yet.
pub fn event(event: &Event, waiting: usize) -> Value {
    let (request, key) =
        event.request.as_ref().map_or((None, None), |(request, key)| (Some(request), key.as_ref()));
    let mut shown = json!({
        "id": event.id,
        "object": "event",
        "api_version": API_VERSION,
        "created": seconds(event.created),
        "data": {"object": event.object},
        "livemode": false,
        "pending_webhooks": waiting,
        "request": {"id": request, "idempotency_key": key},
        "type": event.kind,
    });
    if event.account.is_connected() {
        shown["account"] = json!(event.account.to_string());
    }
    shown
}
