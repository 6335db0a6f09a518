//! Overriding a status and recording payments: stock and money balance.

use docket_tests::{Docket, Person, Reply, pickup};
use jiff::SignedDuration;
use serde_json::{Value, json};

const PHONE: &str = "+12025550142";

async fn placed(docket: &Docket, quantity: u32) -> String {
    let body = pickup("green-valley", PHONE, &[("gv-honey", quantity)]);
    let id = docket.order(&body).await.expect(201).text_at("/order/id");
    let _ = docket.confirm(&id, PHONE).await.expect(200);
    id
}

async fn force(docket: &Docket, token: &str, id: &str, status: &str) -> Reply {
    let body = json!({"status": status, "reason": "by phone"});
    docket.patch(&format!("/api/orders/admin/{id}/status")).bearer(token).json(&body).send().await
}

async fn pay(docket: &Docket, token: &str, id: &str, body: &Value, key: &str) -> Reply {
    let call = docket.post(&format!("/api/orders/{id}/payments")).bearer(token).json(body);
    call.key(key).send().await
}

#[tokio::test]
async fn override_sets_any_status_and_moves_the_stock() {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    let before = docket.available("gv-honey").await;
    let id = placed(&docket, 3).await;

    let done = force(&docket, &admin, &id, "completed").await.expect(200);
    assert_eq!(done.text_at("/previousStatus"), "pending");
    assert_eq!(done.text_at("/newStatus"), "completed");
    let _ = force(&docket, &admin, &id, "pending").await.expect(200);
    let cancelled = force(&docket, &admin, &id, "cancelled").await.expect(200);
    assert_eq!(cancelled.at("/order/cancellation/cancelledBy"), "admin");
    assert_eq!(docket.available("gv-honey").await, before);
    let _ = force(&docket, &admin, &id, "ready").await.expect(200);
    assert_eq!(docket.available("gv-honey").await, before - 3);
}

#[tokio::test]
async fn override_is_refused_when_the_stock_is_gone() {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    let id = placed(&docket, 3).await;
    let _ = force(&docket, &admin, &id, "cancelled").await.expect(200);
    let left = docket.available("gv-honey").await;
    let body = json!({"change": 2 - i64::try_from(left).unwrap(), "reason": "broken"});
    let _ = docket
        .post("/api/products/gv-honey/stock")
        .bearer(&admin)
        .json(&body)
        .send()
        .await
        .expect(200);
    let table = docket.table().await;
    let refused = force(&docket, &admin, &id, "ready").await.problem(409, "insufficient_stock");
    assert_eq!(refused.at("/stockIssues/0/requested"), 3);
    assert_eq!(refused.at("/stockIssues/0/available"), 2);
    docket.unchanged(&table).await;
}

#[tokio::test]
async fn override_is_refused_for_other_roles() {
    let docket = Docket::open().await;
    let id = placed(&docket, 1).await;
    let staff = docket.sign_in(Person::Producer).await;
    let other = docket.sign_in(Person::Shop).await;
    let table = docket.table().await;
    force(&docket, &staff, &id, "ready").await.problem(403, "forbidden");
    force(&docket, &other, &id, "ready").await.problem(404, "not_found");
    let admin = docket.sign_in(Person::Admin).await;
    force(&docket, &admin, &id, "brewing").await.problem(400, "invalid_status");
    force(&docket, &admin, &id, "pending").await.problem(400, "invalid_transition");
    // Only the administrator's sign-in was written.
    let same = docket.table().await.iter().filter(|item| table.contains(item)).count();
    assert_eq!(same, table.len());
}

#[tokio::test]
async fn override_to_unverified_requires_a_new_code() {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    let id = placed(&docket, 1).await;
    let waiting = force(&docket, &admin, &id, "awaiting_verification").await.expect(200);
    assert_eq!(waiting.at("/order/phase"), "unverified");
    let verified = docket.confirm(&id, PHONE).await.expect(200);
    assert_eq!(verified.at("/order/status"), "pending");
}

#[tokio::test]
async fn override_to_unverified_allows_a_first_code() {
    let docket = Docket::open().await;
    let (admin, staff) =
        (docket.sign_in(Person::Admin).await, docket.sign_in(Person::Producer).await);
    let body = pickup("green-valley", PHONE, &[("gv-honey", 1)]);
    let placed = docket.post("/api/orders").bearer(&staff).json(&body).send().await.expect(201);
    let id = placed.text_at("/order/id");
    force(&docket, &admin, &id, "awaiting_verification").await.expect(200);
    docket.advance(SignedDuration::from_secs(30)).await;
    let resend = format!("/api/orders/{id}/verification/resend");
    docket.post(&resend).send().await.expect(202);
    docket.confirm(&id, PHONE).await.expect(200);
}

#[tokio::test]
async fn payment_is_recorded_once_and_refunded_when_the_order_stops() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let id = placed(&docket, 2).await;
    let body = json!({"amount": 1900, "method": "cash", "reference": "till 1"});
    let paid = pay(&docket, &staff, &id, &body, "p1").await.expect(201);
    assert_eq!(
        paid.at("/order/payment"),
        json!({"status": "paid", "amountDue": 0, "amountPaid": 1900, "amountRefunded": 0, "amountChargedBack": 0, "amountAuthorized": 0, "refunds": []})
    );
    let again = pay(&docket, &staff, &id, &body, "p1").await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.at("/order/payment/amountPaid"), 1900);
    let other = json!({"amount": 1, "method": "cash"});
    pay(&docket, &staff, &id, &other, "p1").await.problem(422, "idempotency_key_reused");

    let stopped = docket.set_status(&staff, &id, "cancelled").await.expect(200);
    assert_eq!(stopped.at("/order/payment/status"), "refund_requested");
    pay(&docket, &staff, &id, &other, "p2").await.problem(409, "conflict: status_takes_no_payment");
    docket.running.settle().await.unwrap();
    let events = docket.running.events();
    let of = |name: &str| events.iter().filter(|it| it.detail_type == name).collect::<Vec<_>>();
    assert_eq!(of("PaymentRecorded").len(), 1);
    assert_eq!(of("RefundRequested").len(), 1);
    assert_eq!(of("RefundRequested")[0].detail["amount"], 1900);
    let message = docket.running.messages(Some(PHONE)).first().unwrap().text.clone();
    assert!(message.contains("was cancelled"), "{message}");
}

#[tokio::test]
async fn payment_is_recorded_by_the_sellers_staff_only() {
    let docket = Docket::open().await;
    let id = placed(&docket, 1).await;
    let buyer = docket.token(PHONE).await;
    let (staff, other) =
        (docket.sign_in(Person::Producer).await, docket.sign_in(Person::Shop).await);
    let body = json!({"amount": 950, "method": "cash"});
    let table = docket.table().await;
    pay(&docket, &buyer, &id, &body, "a").await.problem(403, "forbidden");
    pay(&docket, &other, &id, &body, "a").await.problem(404, "not_found");
    for amount in [json!(0), json!(-1), json!(9_007_199_254_740_992_u64), json!(1.5), json!("1")] {
        let body = json!({"amount": amount, "method": "cash"});
        pay(&docket, &staff, &id, &body, "a").await.problem(400, "invalid_request");
    }
    docket.unchanged(&table).await;
}

#[tokio::test]
async fn concurrent_repeats_record_one_payment() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let staff = docket.sign_in(Person::Producer).await;
    let id = placed(&docket, 1).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (docket, staff, id) = (docket.clone(), staff.clone(), id.clone());
        all.spawn(async move {
            pay(&docket, &staff, &id, &json!({"amount": 950, "method": "cash"}), "same")
                .await
                .status
        });
    }
    assert!(all.join_all().await.iter().all(|status| *status == 201));
    let order = docket.read_order(&staff, &id).await.expect(200);
    assert_eq!(order.at("/order/payment/amountPaid"), 950);
}
