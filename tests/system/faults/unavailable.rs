//! The database is unavailable. Every endpoint answers 503 with one problem, and nothing is half
//! done.

use std::time::{Duration, Instant};

use docket_local::Options;
use docket_tests::{
    Person,
    faults::{ALWAYS, ANY, Fault, Faults, SDK_TRIES},
    guests::{each, hold, phone},
    pickup, sign_in,
};
use serde_json::{Value, json};

/// Method, path and body of every endpoint that needs the database.
fn endpoints(order: &str, guest: &str, challenge: &str) -> Vec<(&'static str, String, Value)> {
    let at = |path: &str| path.replace("{id}", order).replace("{phone}", guest);
    vec![
        ("POST", at("/api/auth/codes"), json!({"phone": guest})),
        ("POST", at("/api/auth/tokens"), sign_in(challenge, guest, "123456")),
        ("POST", at("/api/auth/admin/login"), sign_in(challenge, guest, "123456")),
        ("GET", at("/api/products?sellerId=green-valley"), Value::Null),
        ("GET", at("/api/products/gv-honey"), Value::Null),
        (
            "POST",
            at("/api/products"),
            json!({"sellerId": "green-valley", "name": "Jam", "price": 500, "stock": 5}),
        ),
        ("POST", at("/api/products/gv-honey/stock"), json!({"change": 1, "reason": "found"})),
        ("POST", at("/api/orders"), pickup("green-valley", guest, &[("gv-honey", 1)])),
        ("POST", at("/api/orders/{id}/verification"), json!({"code": "123456"})),
        ("POST", at("/api/orders/{id}/verification/resend"), Value::Null),
        ("GET", at("/api/orders/{id}"), Value::Null),
        ("GET", at("/api/orders/customer/{phone}"), Value::Null),
        ("PATCH", at("/api/orders/{id}/status"), json!({"status": "confirmed"})),
        ("PUT", at("/api/orders/{id}/status"), json!({"status": "confirmed"})),
        ("GET", at("/api/health"), Value::Null),
    ]
}

/// The requests run concurrently, because the SDK waits between its attempts.
#[tokio::test(flavor = "multi_thread")]
async fn every_endpoint_answers_503_with_retry_after() {
    each(
        [
            Fault::LoseRequest,
            Fault::Refuse(400, "ProvisionedThroughputExceededException"),
            Fault::Refuse(400, "ThrottlingException"),
            Fault::Refuse(500, "InternalServerError"),
            Fault::Refuse(400, "ResourceNotFoundException"),
            Fault::Refuse(400, "AccessDeniedException"),
        ],
        |fault| async move {
            let options = Options { retry_for: Duration::ZERO, ..Options::default() };
            let (docket, faults) = Faults::with(options).await;
            let guest = phone(500);
            let id = hold(&docket, &guest).await;
            let staff = docket.sign_in(Person::Producer).await;
            let buyer = docket.token(&guest).await;
            let challenge = docket.challenge(&guest).await;
            docket.running.settle().await.unwrap();
            let before = docket.table().await;
            faults.inject(ANY, "", ALWAYS, fault.clone());
            let began = Instant::now();
            let endpoints = endpoints(&id, &guest, &challenge).into_iter();
            let mut endpoints: Vec<_> = endpoints.map(|it| (it, &staff)).collect();
            endpoints.push((("PUT", format!("/api/orders/{id}/cancel"), json!({})), &buyer));
            endpoints.push((("DELETE", format!("/api/orders/{id}"), Value::Null), &buyer));
            let mut calls = tokio::task::JoinSet::new();
            for ((method, path, body), token) in endpoints {
                let call = docket.call(method, &path).bearer(token);
                let call = if body.is_null() { call } else { call.json(&body) };
                calls.spawn(async move { (method, path, call.send().await) });
            }
            for (method, path, reply) in calls.join_all().await {
                println!("{fault:?} {method} {path}: {}", reply.status);
                reply.problem(503, "unavailable");
            }
            println!("{fault:?}: all endpoints in {:?}", began.elapsed());
            assert!(began.elapsed() < Duration::from_secs(10), "{fault:?}: {:?}", began.elapsed());
            assert_eq!(docket.table().await, before, "{fault:?} left something behind");

            faults.clear();
            docket.get("/api/health").send().await.expect(200);
        },
    )
    .await;
}

#[tokio::test]
async fn endpoints_without_database_access_still_answer() {
    let (docket, faults) = Faults::open().await;
    faults.inject(ANY, "", ALWAYS, Fault::LoseRequest);
    docket.get("/.well-known/jwks.json").send().await.expect(200);
    docket.get("/api/nowhere").send().await.problem(404, "not_found");
    docket.post("/api/orders").raw("{").send().await.problem(400, "invalid_request");
}

/// The SDK stops retrying when too many calls fail. It counts failures for each database
/// separately.
#[tokio::test(flavor = "multi_thread")]
async fn unavailable_database_uses_up_no_retries_of_another() {
    let (unavailable, faults) = Faults::open().await;
    let (docket, faults_of_other) = Faults::open().await;
    faults.inject(ANY, "", ALWAYS, Fault::LoseRequest);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..120 {
        calls.spawn(unavailable.get("/api/health").send());
    }
    for reply in calls.join_all().await {
        reply.problem(503, "unavailable");
    }
    let lost = faults_of_other.inject(ANY, "", SDK_TRIES - 1, Fault::LoseRequest);
    docket.get("/api/health").send().await.expect(200);
    assert_eq!(lost.count(), SDK_TRIES - 1);
}
