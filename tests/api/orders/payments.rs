//! Overriding a status and recording payments: stock and money balance.

use docket_tests::{Desk, Person, Reply, pickup};
use jiff::SignedDuration;
use serde_json::{Value, json};

const PHONE: &str = "+12025550142";

async fn placed(desk: &Desk, quantity: u32) -> String {
    let body = pickup("green-valley", PHONE, &[("gv-honey", quantity)]);
    let id = desk.order(&body).await.expect(201).text_at("/order/id");
    let _ = desk.confirm(&id, PHONE).await.expect(200);
    id
}

async fn force(desk: &Desk, token: &str, id: &str, status: &str) -> Reply {
    let body = json!({"status": status, "reason": "by phone"});
    desk.patch(&format!("/api/orders/admin/{id}/status")).bearer(token).json(&body).send().await
}

async fn pay(desk: &Desk, token: &str, id: &str, body: &Value, key: &str) -> Reply {
    let call = desk.post(&format!("/api/orders/{id}/payments")).bearer(token).json(body);
    call.key(key).send().await
}

#[tokio::test]
async fn override_sets_any_status_and_moves_the_stock() {
    let desk = Desk::open().await;
    let admin = desk.sign_in(Person::Admin).await;
    let before = desk.available("gv-honey").await;
    let id = placed(&desk, 3).await;

    let done = force(&desk, &admin, &id, "completed").await.expect(200);
    assert_eq!(done.text_at("/previousStatus"), "pending");
    assert_eq!(done.text_at("/newStatus"), "completed");
    let _ = force(&desk, &admin, &id, "pending").await.expect(200);
    let cancelled = force(&desk, &admin, &id, "cancelled").await.expect(200);
    assert_eq!(cancelled.at("/order/cancellation/cancelledBy"), "admin");
    assert_eq!(desk.available("gv-honey").await, before);
    let _ = force(&desk, &admin, &id, "ready").await.expect(200);
    assert_eq!(desk.available("gv-honey").await, before - 3);
}

#[tokio::test]
async fn override_is_refused_when_the_stock_is_gone() {
    let desk = Desk::open().await;
    let admin = desk.sign_in(Person::Admin).await;
    let id = placed(&desk, 3).await;
    let _ = force(&desk, &admin, &id, "cancelled").await.expect(200);
    let left = desk.available("gv-honey").await;
    let body = json!({"change": 2 - i64::try_from(left).unwrap(), "reason": "broken"});
    let _ = desk
        .post("/api/products/gv-honey/stock")
        .bearer(&admin)
        .json(&body)
        .send()
        .await
        .expect(200);
    let table = desk.table().await;
    let refused = force(&desk, &admin, &id, "ready").await.problem(409, "insufficient_stock");
    assert_eq!(refused.at("/stockIssues/0/requested"), 3);
    assert_eq!(refused.at("/stockIssues/0/available"), 2);
    desk.unchanged(&table).await;
}

#[tokio::test]
async fn override_is_refused_for_other_roles() {
    let desk = Desk::open().await;
    let id = placed(&desk, 1).await;
    let staff = desk.sign_in(Person::Producer).await;
    let other = desk.sign_in(Person::Shop).await;
    let table = desk.table().await;
    force(&desk, &staff, &id, "ready").await.problem(403, "forbidden");
    force(&desk, &other, &id, "ready").await.problem(404, "not_found");
    let admin = desk.sign_in(Person::Admin).await;
    force(&desk, &admin, &id, "brewing").await.problem(400, "invalid_status");
    force(&desk, &admin, &id, "pending").await.problem(400, "invalid_transition");
    // Only the administrator's sign-in was written.
    let same = desk.table().await.iter().filter(|item| table.contains(item)).count();
    assert_eq!(same, table.len());
}

#[tokio::test]
async fn override_to_unverified_requires_a_new_code() {
    let desk = Desk::open().await;
    let admin = desk.sign_in(Person::Admin).await;
    let id = placed(&desk, 1).await;
    let waiting = force(&desk, &admin, &id, "awaiting_verification").await.expect(200);
    assert_eq!(waiting.at("/order/phase"), "unverified");
    let verified = desk.confirm(&id, PHONE).await.expect(200);
    assert_eq!(verified.at("/order/status"), "pending");
}

#[tokio::test]
async fn override_to_unverified_allows_a_first_code() {
    let desk = Desk::open().await;
    let (admin, staff) = (desk.sign_in(Person::Admin).await, desk.sign_in(Person::Producer).await);
    let body = pickup("green-valley", PHONE, &[("gv-honey", 1)]);
    let placed = desk.post("/api/orders").bearer(&staff).json(&body).send().await.expect(201);
    let id = placed.text_at("/order/id");
    force(&desk, &admin, &id, "awaiting_verification").await.expect(200);
    desk.advance(SignedDuration::from_secs(30)).await;
    let resend = format!("/api/orders/{id}/verification/resend");
    desk.post(&resend).send().await.expect(202);
    desk.confirm(&id, PHONE).await.expect(200);
}

#[tokio::test]
async fn payment_is_recorded_once_and_refunded_when_the_order_stops() {
    let desk = Desk::open().await;
    let staff = desk.sign_in(Person::Producer).await;
    let id = placed(&desk, 2).await;
    let body = json!({"amount": 1900, "method": "cash", "reference": "till 1"});
    let paid = pay(&desk, &staff, &id, &body, "p1").await.expect(201);
    assert_eq!(
        paid.at("/order/payment"),
        json!({"status": "paid", "amountDue": 0, "amountPaid": 1900, "amountRefunded": 0, "amountChargedBack": 0, "amountAuthorized": 0, "refunds": []})
    );
    let again = pay(&desk, &staff, &id, &body, "p1").await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.at("/order/payment/amountPaid"), 1900);
    let other = json!({"amount": 1, "method": "cash"});
    pay(&desk, &staff, &id, &other, "p1").await.problem(422, "idempotency_key_reused");

    let stopped = desk.set_status(&staff, &id, "cancelled").await.expect(200);
    assert_eq!(stopped.at("/order/payment/status"), "refund_requested");
    pay(&desk, &staff, &id, &other, "p2").await.problem(409, "conflict: status_takes_no_payment");
    desk.running.settle().await.unwrap();
    let events = desk.running.events();
    let of = |name: &str| events.iter().filter(|it| it.detail_type == name).collect::<Vec<_>>();
    assert_eq!(of("PaymentRecorded").len(), 1);
    assert_eq!(of("RefundRequested").len(), 1);
    assert_eq!(of("RefundRequested")[0].detail["amount"], 1900);
    let message = desk.running.messages(Some(PHONE)).first().unwrap().text.clone();
    assert!(message.contains("was cancelled"), "{message}");
}

#[tokio::test]
async fn payment_is_recorded_by_the_sellers_staff_only() {
    let desk = Desk::open().await;
    let id = placed(&desk, 1).await;
    let buyer = desk.token(PHONE).await;
    let (staff, other) = (desk.sign_in(Person::Producer).await, desk.sign_in(Person::Shop).await);
    let body = json!({"amount": 950, "method": "cash"});
    let table = desk.table().await;
    pay(&desk, &buyer, &id, &body, "a").await.problem(403, "forbidden");
    pay(&desk, &other, &id, &body, "a").await.problem(404, "not_found");
    for amount in [json!(0), json!(-1), json!(9_007_199_254_740_992_u64), json!(1.5), json!("1")] {
        let body = json!({"amount": amount, "method": "cash"});
        pay(&desk, &staff, &id, &body, "a").await.problem(400, "invalid_request");
    }
    desk.unchanged(&table).await;
}

#[tokio::test]
async fn concurrent_repeats_record_one_payment() {
    let desk = std::sync::Arc::new(Desk::open().await);
    let staff = desk.sign_in(Person::Producer).await;
    let id = placed(&desk, 1).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (desk, staff, id) = (desk.clone(), staff.clone(), id.clone());
        all.spawn(async move {
            pay(&desk, &staff, &id, &json!({"amount": 950, "method": "cash"}), "same").await.status
        });
    }
    assert!(all.join_all().await.iter().all(|status| *status == 201));
    let order = desk.read_order(&staff, &id).await.expect(200);
    assert_eq!(order.at("/order/payment/amountPaid"), 950);
}
