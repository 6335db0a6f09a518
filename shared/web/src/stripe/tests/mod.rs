//! Tests of the adapter against a server that records the bytes of its requests and sends prepared
//! responses, valid and invalid ones.

mod answers;
mod failures;
mod pages;
mod requests;
mod server;

use std::{sync::Arc, time::Duration};

use docket_platform::payments::{
    Amount, CaptureMethod, IdempotencyKey, NewIntent, Owner, PaymentProvider, ProviderAmount,
    Purpose, Reference, Step,
};
use serde_json::{Value, json};

use self::server::Server;
use super::{ApiKey, Stripe};
use crate::HttpsClient;

const KEY: &str = "sk_test_BQokikJOvBiI2HlWgH4olfQ2";

fn stripe(server: &Server) -> Stripe {
    let key = ApiKey::new(KEY).unwrap();
    let http = Arc::new(HttpsClient::default());
    Stripe::new(key, &server.url(), http).unwrap().with_timeout(Duration::from_secs(5))
}

fn reference(text: &str) -> Reference {
    text.parse().unwrap()
}

fn key(step: Step) -> IdempotencyKey {
    IdempotencyKey::new(&reference("docket-prod"), &reference("PAY-7"), step, 2)
}

fn amount(stripe: &Stripe, currency: &str, minor: i64) -> ProviderAmount {
    let amount = Amount::new(minor).unwrap();
    stripe.express(Purpose::Part, currency.parse().unwrap(), amount).unwrap()
}

fn owner() -> Owner {
    Owner { deployment: reference("docket-prod"), payment: reference("PAY-7") }
}

fn new_intent(stripe: &Stripe) -> NewIntent {
    NewIntent {
        owner: owner(),
        amount: amount(stripe, "USD", 2000),
        capture: CaptureMethod::Automatic,
        fee: None,
    }
}

/// An intent in the form of the documentation, with fields that the adapter ignores.
fn intent() -> Value {
    json!({
        "id": "pi_3MtwBwLkdIwHu7ix28a3tqPa",
        "object": "payment_intent",
        "amount": 2000,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": null,
        "automatic_payment_methods": {"enabled": true},
        "capture_method": "automatic",
        "client_secret": "pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH",
        "created": 1_680_800_504,
        "currency": "usd",
        "last_payment_error": null,
        "latest_charge": null,
        "livemode": false,
        "metadata": {"docket_deployment": "docket-prod", "docket_payment": "PAY-7"},
        "payment_method_types": ["card", "link"],
        "status": "requires_payment_method",
        "a_field_of_tomorrow": {"of": ["any", "shape"]}
    })
}

fn refund() -> Value {
    json!({
        "id": "re_1Nispe2eZvKYlo2Cd31jOCgZ",
        "object": "refund",
        "amount": 1000,
        "balance_transaction": "txn_1Nispe2eZvKYlo2CYezqFhEx",
        "charge": "ch_1NirD82eZvKYlo2CIvbtLWuY",
        "created": 1_692_942_318,
        "currency": "usd",
        "destination_details": {"card": {"type": "refund"}, "type": "card"},
        "metadata": {"docket_deployment": "docket-prod", "docket_refund": "Z#17.0.1"},
        "payment_intent": "pi_3MtwBwLkdIwHu7ix28a3tqPa",
        "reason": null,
        "status": "succeeded"
    })
}

fn dispute() -> Value {
    json!({
        "id": "du_1MtJUT2eZvKYlo2CNaw2HvEv",
        "object": "dispute",
        "amount": 1000,
        "charge": "ch_1AZtxr2eZvKYlo2CJDX8whov",
        "created": 1_680_651_737,
        "currency": "usd",
        "evidence": {"customer_name": null},
        "evidence_details": {"due_by": 1_682_294_399, "has_evidence": false},
        "is_charge_refundable": true,
        "livemode": false,
        "payment_intent": "pi_3MtwBwLkdIwHu7ix28a3tqPa",
        "reason": "general",
        "status": "needs_response"
    })
}

/// `object` with the fields of `changes` replaced.
fn with(mut object: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        object[name] = value.clone();
    }
    object
}
