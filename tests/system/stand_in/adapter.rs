//! Tests Docket's adapter of the payment provider against the stand-in.

use std::sync::Arc;

use docket_platform::payments::{
    Amount, Capture, CaptureMethod, Currency, IdempotencyKey, IntentChange, IntentStatus,
    NewIntent, NewRefund, Owner, PaymentProvider, ProviderError, Purpose, Reference, RefundOwner,
    RefundStatus, Step,
};
use docket_web::{
    HttpsClient,
    stripe::{ApiKey, Stripe},
};
use jiff::SignedDuration;
use serde_json::json;

use super::{Provider, SECOND};

/// A stand-in and the adapter connected with it.
struct Connected {
    stand_in: Provider,
    adapter: Stripe,
}

fn name(text: &str) -> Reference {
    text.parse().unwrap()
}

fn key(subject: &str, step: Step, generation: u32) -> IdempotencyKey {
    IdempotencyKey::new(&name("here"), &name(subject), step, generation)
}

fn euros(cents: i64) -> (Currency, Amount) {
    ("EUR".parse().unwrap(), Amount::new(cents).unwrap())
}

impl Connected {
    async fn open() -> Self {
        let stand_in = Provider::open().await;
        let base = format!("{}/_local/stripe", stand_in.docket.running.url);
        let http = Arc::new(HttpsClient::default());
        let adapter = Stripe::new(ApiKey::new("sk_test_docket").unwrap(), &base, http).unwrap();
        Self { stand_in, adapter }
    }

    fn new_intent(&self, payment: &str, cents: i64, capture: CaptureMethod) -> NewIntent {
        let (currency, amount) = euros(cents);
        let amount = self.adapter.express(Purpose::Charge, currency, amount).unwrap();
        let owner = Owner { deployment: name("here"), payment: name(payment) };
        NewIntent { owner, amount, capture, fee: None }
    }

    fn part(&self, cents: i64) -> docket_platform::payments::ProviderAmount {
        let (currency, amount) = euros(cents);
        self.adapter.express(Purpose::Part, currency, amount).unwrap()
    }

    /// Pays on the provider's page as the buyer.
    async fn pays(&self, intent: &str, card: &str) -> u16 {
        let path = format!("payment_intents/{intent}/confirm");
        self.stand_in.post(&path, &[("payment_method", card)]).await.status
    }
}

#[tokio::test]
async fn payment_is_authorized_captured_in_part_and_refunded_once() {
    let it = Connected::open().await;
    let new_intent = it.new_intent("PAY-1", 1_250, CaptureMethod::Manual);
    let create = key("PAY-1", Step::Create, 1);
    let made = it.adapter.create_intent(&create, &new_intent, None).await.unwrap();
    assert_eq!(made.status, IntentStatus::Unconfirmed);
    assert!(made.client_secret.is_some());
    assert_eq!(made.owner.as_ref(), Some(&new_intent.owner));
    // A request that is repeated with its idempotency key returns the first intent.
    let again = it.adapter.create_intent(&create, &new_intent, None).await.unwrap();
    assert_eq!(again.id, made.id);
    let change = IntentChange { amount: it.part(1_400), fee: None };
    let next = key("PAY-1", Step::Change, 1);
    let changed = it.adapter.change_intent(&next, &made.id, &change, None).await.unwrap();
    assert_eq!(it.adapter.amount_of(changed.amount), Ok(euros(1_400).1));
    let id = made.id.to_string();
    assert_eq!(it.pays(&id, "pm_card_chargeDeclined").await, 402);
    let declined = it.adapter.read_intent(&made.id, None).await.unwrap();
    assert_eq!(declined.status, IntentStatus::Unconfirmed);
    assert!(declined.decline.is_some());
    assert_eq!(it.pays(&id, "pm_card_visa").await, 200);
    let held = it.adapter.read_intent(&made.id, None).await.unwrap();
    assert_eq!(held.status, IntentStatus::Held);
    let now = it.stand_in.docket.running.now();
    let left = held.capture_before.unwrap().duration_since(now);
    assert!(left > SignedDuration::from_hours(6 * 24), "{left}");
    let capture = Capture { amount: it.part(1_000), fee: None };
    let next = key("PAY-1", Step::Capture, 1);
    let captured = it.adapter.capture_intent(&next, &made.id, &capture, None).await.unwrap();
    assert_eq!(captured.status, IntentStatus::Captured);
    assert_eq!(it.adapter.amount_of(captured.received), Ok(euros(1_000).1));
    // A refund that is repeated with its idempotency key is made once.
    let refund = NewRefund {
        owner: RefundOwner { deployment: name("here"), refund: name("RF-1") },
        intent: made.id.clone(),
        amount: it.part(300),
        returns_fee: false,
    };
    let first =
        it.adapter.create_refund(&key("RF-1", Step::Refund, 1), &refund, None).await.unwrap();
    let second =
        it.adapter.create_refund(&key("RF-1", Step::Refund, 1), &refund, None).await.unwrap();
    assert_eq!((&first.id, first.status), (&second.id, RefundStatus::Succeeded));
    let listed = it.adapter.list_refunds(&made.id, None).await.unwrap();
    let ours: Vec<_> = listed.iter().filter(|refund| refund.owner.is_some()).collect();
    assert_eq!(ours.len(), 1);
    assert_eq!(ours[0].owner.as_ref(), Some(&refund.owner));
    // A refund of more than is left is refused for good.
    let more = NewRefund { amount: it.part(800), ..refund };
    let refused = it.adapter.create_refund(&key("RF-2", Step::Refund, 1), &more, None).await;
    assert!(refused.is_err_and(|error| error.is_definite()));
}

#[tokio::test]
async fn adapter_distinguishes_the_failures_of_the_provider() {
    let it = Connected::open().await;
    let new_intent = it.new_intent("PAY-2", 1_250, CaptureMethod::Automatic);
    let ordered = |fault: serde_json::Value| {
        it.stand_in.docket.post("/_local/stripe/faults").json(&fault).send()
    };
    ordered(json!({"kind": "answer_lost", "times": 1})).await.expect(200);
    let create = key("PAY-2", Step::Create, 1);
    let lost = it.adapter.create_intent(&create, &new_intent, None).await.unwrap_err();
    assert!(matches!(lost, ProviderError::Unknown(_)), "{lost:?}");
    let made = it.adapter.create_intent(&create, &new_intent, None).await.unwrap();
    // A stored failure is replayed for its idempotency key, and is marked as replayed.
    ordered(json!({"kind": "error", "times": 1})).await.expect(200);
    let cancel = key("PAY-2", Step::Cancel, 1);
    for replayed in [false, true] {
        let failed = it.adapter.cancel_intent(&cancel, &made.id, None).await.unwrap_err();
        assert_eq!(failed, ProviderError::ServerError { status: 500, replayed });
    }
    it.stand_in.docket.advance(SECOND).await;
    let cancelled = it.adapter.cancel_intent(&key("PAY-2", Step::Cancel, 2), &made.id, None).await;
    assert_eq!(cancelled.unwrap().status, IntentStatus::Cancelled);
    assert_eq!(
        it.adapter.read_intent(&"pi_missing".parse().unwrap(), None).await.unwrap_err(),
        ProviderError::NotFound
    );
}
