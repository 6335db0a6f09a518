//! Tests that the stand-in keeps its records when the program is killed and started again.

use docket_tests::program::{Program, free_port};
use serde_json::{Value, json};
use tempfile::tempdir;

/// Sends a form with an idempotency key, because the client of [`Program`] sends only JSON. Returns
/// the status, whether the response is a replay, and the body.
async fn post(program: &Program, path: &str, body: &str, key: &str) -> (u16, bool, Value) {
    let client = reqwest::Client::new();
    let call = client
        .post(format!("{}/_local/stripe/v1/{path}", program.url))
        .header("authorization", super::KEY)
        .header("idempotency-key", key)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.to_owned());
    let reply = call.send().await.unwrap();
    let is_repeat = reply.headers().contains_key("idempotent-replayed");
    (reply.status().as_u16(), is_repeat, reply.json().await.unwrap())
}

#[tokio::test]
async fn payments_keys_faults_and_books_survive_a_kill() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    let port = free_port();
    let program = Program::start(&data, port).await;
    let body = "amount=1250&currency=eur&confirm=true&payment_method=pm_card_visa";
    let (status, is_repeat, intent) = post(&program, "payment_intents", body, "one").await;
    assert_eq!((status, is_repeat, &intent["status"]), (200, false, &json!("succeeded")));
    let fault = json!({"kind": "error", "operation": "create_refund"});
    program.post("/_local/stripe/faults", &fault).await.expect(200);
    let books = program.get("/_local/stripe/books").await.expect(200).text;
    program.kill();
    program.ended();

    let program = Program::start(&data, port).await;
    assert_eq!(program.get("/_local/stripe/books").await.expect(200).text, books);
    let (status, is_repeat, repeated) = post(&program, "payment_intents", body, "one").await;
    assert_eq!((status, is_repeat, &repeated), (200, true, &intent));
    let refund = format!("payment_intent={}", intent["id"].as_str().unwrap());
    let (status, ..) = post(&program, "refunds", &refund, "two").await;
    assert_eq!(status, 500, "the fault was forgotten");
    let (status, _, refund) = post(&program, "refunds", &refund, "three").await;
    assert_eq!((status, &refund["amount"]), (200, &json!(1250)));
}
