//! Tests the stand-in's authentication, and connected accounts, which share no data.

use serde_json::json;

use super::{KEY, Provider, is_error, text};

const ACCOUNT: (&str, &str) = ("stripe-account", "acct_baker");

#[tokio::test]
async fn connected_account_has_its_own_payments_and_books() {
    let provider = Provider::open().await;
    let own = provider.paid("pm_card_visa").await;
    let parameters = [
        ("amount", "2000"),
        ("currency", "eur"),
        ("application_fee_amount", "150"),
        ("payment_method", "pm_card_visa"),
        ("confirm", "true"),
    ];
    let refused = provider.post("payment_intents", &parameters).await;
    is_error(&refused, 400, "invalid_request_error", "");
    assert_eq!(refused.text_at("/error/param"), "application_fee_amount");
    let made =
        provider.request("POST", "payment_intents", &parameters).header(ACCOUNT.0, ACCOUNT.1);
    let theirs = made.send().await.expect(200).json();
    assert_eq!(theirs["application_fee_amount"], json!(150));

    for (intent, header, expected) in
        [(&own, true, 404), (&theirs, false, 404), (&theirs, true, 200)]
    {
        let call = provider.request("GET", &format!("payment_intents/{}", text(intent, "id")), &[]);
        let call = if header { call.header(ACCOUNT.0, ACCOUNT.1) } else { call };
        let reply = call.send().await.expect(expected);
        assert!(expected == 200 || reply.text_at("/error/code") == "resource_missing");
    }
    let id = text(&theirs, "id");
    let refused = provider.post("refunds", &[("payment_intent", id)]).await;
    is_error(&refused, 400, "invalid_request_error", "resource_missing");
    let parameters =
        [("payment_intent", id), ("amount", "1000"), ("refund_application_fee", "true")];
    let refund = provider.request("POST", "refunds", &parameters).header(ACCOUNT.0, ACCOUNT.1);
    refund.send().await.expect(200);
    // The last refund returns the rest of the fee.
    let rest = [("payment_intent", id), ("amount", "333"), ("refund_application_fee", "true")];
    for parameters in [&rest[..], &[rest[0], rest[2]]] {
        let refund = provider.request("POST", "refunds", parameters).header(ACCOUNT.0, ACCOUNT.1);
        refund.send().await.expect(200);
    }
    for kind in ["payment_intents", "refunds", "events", "balance_transactions"] {
        let list = provider.get(kind, &[]).await.at("/data");
        assert!(list.as_array().unwrap().iter().all(|it| it.get("account").is_none()), "{list}");
        assert!(!list.to_string().contains(id), "{kind}");
    }
    let books = provider.docket.get("/_local/stripe/books").send().await.at("/books");
    let book = |account: &str| {
        books.as_array().unwrap().iter().find(|it| it["account"] == account).unwrap()
    };
    assert_eq!(book("acct_own")["balance"], json!(1250));
    let theirs = book("acct_baker");
    let fees = [&theirs["fees"], &theirs["feesRefunded"]];
    assert_eq!((fees, &theirs["balance"]), ([&json!(150), &json!(150)], &json!(0)));
}

#[tokio::test]
async fn invalid_keys_and_accounts_are_refused() {
    let provider = Provider::open().await;
    let read = || provider.bare("GET", "payment_intents", &[]);
    is_error(&read().send().await, 401, "invalid_request_error", "");
    for key in ["Bearer sk_live_docket", "Bearer sk_test_", "Bearer x", "Basic !", "sk_test_docket"]
    {
        is_error(
            &read().header("authorization", key).send().await,
            401,
            "invalid_request_error",
            "",
        );
    }
    // A user name of `sk_test_docket`, without a password.
    let basic = read().header("authorization", "Basic c2tfdGVzdF9kb2NrZXQ6");
    basic.send().await.expect(200);
    let foreign = read().header("authorization", KEY).header(ACCOUNT.0, "baker");
    is_error(&foreign.send().await, 403, "invalid_request_error", "account_invalid");
}

#[tokio::test]
async fn browser_can_only_confirm_the_payment_whose_secret_it_has() {
    let provider = Provider::open().await;
    let intent = provider.intent(&[]).await;
    let (id, secret) = (text(&intent, "id"), text(&intent, "client_secret"));
    let browser = |method: &str, path: &str, parameters: &[(&str, &str)]| {
        provider.bare(method, path, parameters).header("authorization", "Bearer pk_test_docket")
    };
    let path = format!("payment_intents/{id}");
    let confirm = format!("{path}/confirm");
    let refused = browser("GET", &path, &[]).send().await;
    is_error(&refused, 401, "invalid_request_error", "secret_key_required");
    let refused = browser("GET", &path, &[("client_secret", "guess")]).send().await;
    is_error(&refused, 400, "invalid_request_error", "payment_intent_invalid_parameter");
    for (method, path) in [("POST", "refunds"), ("GET", "events"), ("POST", path.as_str())] {
        let refused = browser(method, path, &[("client_secret", secret)]).send().await;
        is_error(&refused, 401, "invalid_request_error", "secret_key_required");
    }
    browser("GET", &path, &[("client_secret", secret)]).send().await.expect(200);
    let parameters = [("client_secret", secret), ("payment_method", "pm_card_visa")];
    let paid = browser("POST", &confirm, &parameters).send().await.expect(200);
    assert_eq!(paid.text_at("/status"), "succeeded");
}
