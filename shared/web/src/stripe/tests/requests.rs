//! Tests of the exact bytes of requests. The forms are those that the provider's official library
//! for Node sends in this version of the API. They correspond to the curl examples in its reference
//! (docs.stripe.com/api), for example:
//!
//! ```text
//! curl https://api.stripe.com/v1/payment_intents \
//!   -u "sk_test_…:" -d amount=2000 -d currency=usd -d "automatic_payment_methods[enabled]"=true
//! curl https://api.stripe.com/v1/payment_intents/pi_…/capture -d amount_to_capture=750
//! curl https://api.stripe.com/v1/refunds -d payment_intent=pi_… -d amount=1000
//! curl -G https://api.stripe.com/v1/refunds -d limit=3
//! ```

use docket_platform::payments::{
    AccountId, Capture, CaptureMethod, IntentChange, IntentId, NewIntent, NewRefund,
    PaymentProvider, RefundOwner, Step,
};
use serde_json::json;

use super::{
    Server, amount, dispute, intent, key, new_intent, owner, reference, refund, server::Reply,
    stripe, with,
};

const INTENT: &str = "pi_3MtwBwLkdIwHu7ix28a3tqPa";
/// The headers of every request.
const ALWAYS: &str = concat!(
    "authorization: Bearer sk_test_BQokikJOvBiI2HlWgH4olfQ2\r\nuser-agent: docket/",
    env!("CARGO_PKG_VERSION"),
    "\r\nstripe-version: 2026-10-28.endive\r\n",
);

/// The expected bytes of a change.
fn post(path: &str, key: &str, account: Option<&str>, body: &str) -> String {
    let account = account.map_or(String::new(), |id| format!("stripe-account: {id}\r\n"));
    format!(
        "POST /_local/stripe/v1/{path} HTTP/1.1\r\n{ALWAYS}\
         content-type: application/x-www-form-urlencoded\r\nidempotency-key: {key}\r\n{account}\
         host: HOST\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The expected bytes of a read.
fn get(path: &str, account: Option<&str>) -> String {
    let account = account.map_or(String::new(), |id| format!("stripe-account: {id}\r\n"));
    format!("GET /_local/stripe/v1/{path} HTTP/1.1\r\n{ALWAYS}{account}host: HOST\r\n\r\n")
}

fn intent_id() -> IntentId {
    INTENT.parse().unwrap()
}

#[tokio::test]
async fn create_intent_sends_the_documented_request() {
    let server = Server::replying(vec![Reply::ok(&intent())]);
    let stripe = stripe(&server);
    stripe.create_intent(&key(Step::Create), &new_intent(&stripe), None).await.unwrap();
    let body = "amount=2000&currency=usd&capture_method=automatic\
        &automatic_payment_methods[enabled]=true&metadata[docket_deployment]=docket-prod\
        &metadata[docket_payment]=PAY-7&expand[0]=latest_charge";
    let expected = post("payment_intents", "docket-prod/PAY-7/create/2", None, body);
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn create_intent_offers_only_cards_and_names_the_account_when_capture_is_manual() {
    let server = Server::replying(vec![Reply::ok(&with(intent(), json!({"currency": "isk"})))]);
    let stripe = stripe(&server);
    let new = NewIntent {
        owner: owner(),
        amount: amount(&stripe, "ISK", 1500),
        capture: CaptureMethod::Manual,
        fee: Some(amount(&stripe, "ISK", 30)),
    };
    let account: AccountId = "acct_1032D82eZvKYlo2C".parse().unwrap();
    stripe.create_intent(&key(Step::Create), &new, Some(&account)).await.unwrap();
    let body = "amount=150000&currency=isk&capture_method=manual&allowed_payment_method_types[0]=card\
        &application_fee_amount=3000&metadata[docket_deployment]=docket-prod\
        &metadata[docket_payment]=PAY-7&expand[0]=latest_charge";
    let expected =
        post("payment_intents", "docket-prod/PAY-7/create/2", Some(account.as_str()), body);
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn intent_calls_send_the_documented_requests() {
    let replies = (0..4).map(|_| Reply::ok(&intent())).collect();
    let server = Server::replying(replies);
    let stripe = stripe(&server);
    let id = intent_id();
    let account: AccountId = "acct_1".parse().unwrap();
    stripe.read_intent(&id, Some(&account)).await.unwrap();
    let change =
        IntentChange { amount: amount(&stripe, "USD", 2500), fee: Some(amount(&stripe, "USD", 5)) };
    stripe.change_intent(&key(Step::Change), &id, &change, None).await.unwrap();
    let capture = Capture { amount: amount(&stripe, "USD", 750), fee: None };
    stripe.capture_intent(&key(Step::Capture), &id, &capture, Some(&account)).await.unwrap();
    stripe.cancel_intent(&key(Step::Cancel), &id, None).await.unwrap();
    let path = format!("payment_intents/{INTENT}");
    let expected = [
        get(&format!("{path}?expand[0]=latest_charge"), Some("acct_1")),
        post(
            &path,
            "docket-prod/PAY-7/change/2",
            None,
            "amount=2500&application_fee_amount=5&expand[0]=latest_charge",
        ),
        post(
            &format!("{path}/capture"),
            "docket-prod/PAY-7/capture/2",
            Some("acct_1"),
            "amount_to_capture=750&expand[0]=latest_charge",
        ),
        post(
            &format!("{path}/cancel"),
            "docket-prod/PAY-7/cancel/2",
            None,
            "expand[0]=latest_charge",
        ),
    ];
    assert_eq!(server.requests(), expected);
}

#[tokio::test]
async fn refund_and_dispute_calls_send_the_documented_requests() {
    let server = Server::replying(vec![
        Reply::ok(&refund()),
        Reply::ok(&refund()),
        Reply::ok(&refund()),
        Reply::ok(&json!({"object": "list", "data": [refund()], "has_more": false})),
        Reply::ok(&dispute()),
    ]);
    let stripe = stripe(&server);
    let account: AccountId = "acct_1".parse().unwrap();
    let new = NewRefund {
        owner: RefundOwner { deployment: reference("docket-prod"), refund: reference("Z#17.0.1") },
        intent: intent_id(),
        amount: amount(&stripe, "USD", 1000),
        returns_fee: false,
    };
    stripe.create_refund(&key(Step::Refund), &new, None).await.unwrap();
    let new = NewRefund { returns_fee: true, ..new };
    stripe.create_refund(&key(Step::Refund), &new, Some(&account)).await.unwrap();
    let id = "re_1Nispe2eZvKYlo2Cd31jOCgZ".parse().unwrap();
    stripe.read_refund(&id, Some(&account)).await.unwrap();
    stripe.list_refunds(&intent_id(), Some(&account)).await.unwrap();
    let id = "du_1MtJUT2eZvKYlo2CNaw2HvEv".parse().unwrap();
    stripe.read_dispute(&id, None).await.unwrap();
    let metadata = "metadata[docket_deployment]=docket-prod&metadata[docket_refund]=Z%2317.0.1";
    let body = |fee: &str| format!("payment_intent={INTENT}&amount=1000{fee}&{metadata}");
    let expected = [
        post("refunds", "docket-prod/PAY-7/refund/2", None, &body("")),
        post(
            "refunds",
            "docket-prod/PAY-7/refund/2",
            Some("acct_1"),
            &body("&refund_application_fee=true"),
        ),
        get("refunds/re_1Nispe2eZvKYlo2Cd31jOCgZ", Some("acct_1")),
        get(&format!("refunds?payment_intent={INTENT}&limit=100"), Some("acct_1")),
        get("disputes/du_1MtJUT2eZvKYlo2CNaw2HvEv", None),
    ];
    assert_eq!(server.requests(), expected);
}
