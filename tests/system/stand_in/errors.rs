//! Tests errors, lists and headers of the stand-in's API.

use serde_json::json;

use super::{Provider, is_error};

#[tokio::test]
async fn wrong_parameters_are_refused_by_name() {
    let provider = Provider::open().await;
    for (parameters, code, name) in [
        (&[("currency", "eur")][..], "parameter_missing", "amount"),
        (&[("amount", "1250")], "parameter_missing", "currency"),
        (&[("amount", "12.5"), ("currency", "eur")], "parameter_invalid_integer", "amount"),
        (&[("amount", "-5"), ("currency", "eur")], "parameter_invalid_integer", "amount"),
        (&[("amount", "49"), ("currency", "eur")], "amount_too_small", "amount"),
        (&[("amount", "100000000"), ("currency", "eur")], "amount_too_large", "amount"),
        (&[("amount", "12345"), ("currency", "kwd")], "invalid_amount", "amount"),
        (&[("amount", "1250"), ("currency", "xau")], "", "currency"),
        (
            &[("amount", "1250"), ("currency", "eur"), ("captur_method", "manual")],
            "parameter_unknown",
            "captur_method",
        ),
        (
            &[("amount", "1250"), ("currency", "eur"), ("capture_method", "later")],
            "",
            "capture_method",
        ),
        (
            &[("amount", "1250"), ("currency", "eur"), ("payment_method", "pm_mine")],
            "resource_missing",
            "payment_method",
        ),
    ] {
        let refused = provider.post("payment_intents", parameters).await;
        is_error(&refused, 400, "invalid_request_error", code);
        assert_eq!(refused.text_at("/error/param"), name, "{parameters:?}");
    }
    assert_eq!(provider.get("payment_intents", &[]).await.at("/data"), json!([]));
}

#[tokio::test]
async fn missing_records_are_refused_as_missing() {
    let provider = Provider::open().await;
    for path in [
        "payment_intents/pi_1",
        "charges/ch_1",
        "refunds/re_1",
        "disputes/dp_1",
        "events/evt_1",
        "balance_transactions/txn_1",
    ] {
        is_error(&provider.get(path, &[]).await, 404, "invalid_request_error", "resource_missing");
    }
    // An id of another kind of record is not found.
    let intent = provider.intent(&[]).await;
    let path = format!("charges/{}", intent["id"].as_str().unwrap());
    is_error(&provider.get(&path, &[]).await, 404, "invalid_request_error", "resource_missing");
    for (method, path) in
        [("GET", "customers"), ("DELETE", "refunds"), ("POST", "payment_intents/pi_1/frobnicate")]
    {
        let refused = provider.request(method, path, &[]).send().await;
        is_error(&refused, 404, "invalid_request_error", "");
    }
}

#[tokio::test]
async fn lists_are_paged_forwards_and_backwards() {
    let provider = Provider::open().await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(provider.intent(&[]).await["id"].as_str().unwrap().to_owned());
    }
    made.reverse();
    let page = async |parameters: &[(&str, &str)]| {
        let page = provider.get("payment_intents", parameters).await.expect(200);
        let ids: Vec<_> = page
            .at("/data")
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect();
        (ids, page.at("/has_more").as_bool().unwrap())
    };
    assert_eq!(page(&[("limit", "2")]).await, (made[..2].to_vec(), true));
    assert_eq!(
        page(&[("limit", "2"), ("starting_after", &made[1])]).await,
        (made[2..4].to_vec(), true)
    );
    assert_eq!(
        page(&[("limit", "2"), ("starting_after", &made[3])]).await,
        (made[4..].to_vec(), false)
    );
    assert_eq!(
        page(&[("limit", "2"), ("ending_before", &made[4])]).await,
        (made[2..4].to_vec(), true)
    );
    assert_eq!(
        page(&[("limit", "9"), ("ending_before", &made[2])]).await,
        (made[..2].to_vec(), false)
    );
    for (parameter, value) in [("limit", "0"), ("limit", "101"), ("starting_after", "pi_none")] {
        let refused = provider.get("payment_intents", &[(parameter, value)]).await.expect(400);
        assert_eq!(refused.text_at("/error/param"), parameter);
    }
}

#[tokio::test]
async fn responses_have_a_request_id_and_the_requested_version() {
    let provider = Provider::open().await;
    let call =
        provider.request("GET", "refunds", &[]).header("stripe-version", "2025-09-30.clover");
    let reply = call.send().await.expect(200);
    assert_eq!(reply.header("stripe-version"), "2025-09-30.clover");
    assert!(reply.header("request-id").starts_with("req_"));
    assert_eq!(reply.at("/url"), json!("/v1/refunds"));
}
