//! DynamoDB refuses a write temporarily, because of conflicts or throttling.

use std::time::{Duration, Instant};

use docket_tests::{
    Person,
    faults::{ALWAYS, BATCH_GET, Fault, Faults, ORDER_VERSION, TRANSACT, UPDATE},
    guests::{NEXT_CODE, each, hold, item, phone, resend, statuses, suffix},
    pickup,
};
use serde_json::json;

/// A limit below the timeout of the functions.
const IN_TIME: Duration = Duration::from_secs(10);
const CONFLICT: Fault = Fault::Cancel("TransactionConflict");

#[tokio::test]
async fn request_succeeds_after_a_few_conflicts() {
    let (docket, faults) = Faults::open().await;
    let guest = phone(400);
    let stock = docket.available("gv-honey").await;
    let placing = faults.inject(TRANSACT, &guest, 3, CONFLICT);
    let body = pickup("green-valley", &guest, &[("gv-honey", 2), ("gv-eggs", 1)]);
    let id = docket.order(&body).await.expect(201).text_at("/order/id");
    assert_eq!((placing.count(), docket.available("gv-honey").await), (3, stock - 2));

    docket.advance(NEXT_CODE).await;
    let resending = faults.inject(TRANSACT, &item(&id), 3, Fault::Cancel("ThrottlingError"));
    resend(&docket, &id).await.expect(202);
    let code = docket.code(&guest).await;
    let verifying =
        faults.inject(UPDATE, suffix(&id), 3, Fault::Refuse(400, "TransactionConflictException"));
    let verified = docket.verify(&id, &code).await.expect(200);
    assert_eq!((resending.count(), verifying.count()), (3, 3));

    let staff = docket.sign_in(Person::Producer).await;
    let moving =
        faults.inject(UPDATE, ORDER_VERSION, 3, Fault::Refuse(400, "TransactionConflictException"));
    docket.set_status(&staff, &id, "confirmed").await.expect(200);
    let cancelling = faults.inject(TRANSACT, &item(&id), 3, CONFLICT);
    let buyer = verified.text_at("/accessToken");
    let path = format!("/api/orders/{id}/cancel");
    docket.call("PUT", &path).bearer(&buyer).json(&json!({})).send().await.expect(200);
    assert_eq!((moving.count(), cancelling.count()), (3, 3));

    let order = docket.read_order(&staff, &id).await.expect(200).at("/order");
    let expected = ["awaiting_verification", "pending", "confirmed", "cancelled"];
    assert_eq!(statuses(&order), expected);
    assert_eq!(docket.available("gv-honey").await, stock);

    let adjusting = faults.inject(TRANSACT, "I#", 3, CONFLICT);
    let body = json!({"change": 5, "reason": "delivery"});
    let path = "/api/products/gv-honey/stock";
    docket.post(path).bearer(&staff).json(&body).send().await.expect(200);
    let caller = phone(401);
    let asking = faults.inject(TRANSACT, &caller, 3, CONFLICT);
    docket.ask(&caller).await.expect(202);
    assert_eq!((adjusting.count(), asking.count()), (3, 3));
    assert_eq!(docket.available("gv-honey").await, stock + 5);
}

#[tokio::test]
async fn placing_fails_in_time_and_changes_nothing_when_conflicts_never_end() {
    each(
        [
            CONFLICT,
            Fault::Cancel("ThrottlingError"),
            Fault::Cancel("ProvisionedThroughputExceeded"),
            Fault::Refuse(400, "ProvisionedThroughputExceededException"),
            Fault::Refuse(400, "ThrottlingException"),
            Fault::Refuse(400, "RequestLimitExceeded"),
            Fault::Refuse(400, "TransactionInProgressException"),
            Fault::Refuse(500, "InternalServerError"),
        ],
        |fault| async move {
            let (docket, faults) = Faults::open().await;
            let guest = phone(402);
            let before = docket.table().await;
            let body = pickup("green-valley", &guest, &[("gv-honey", 2)]);
            let attempts = faults.inject(TRANSACT, &guest, ALWAYS, fault.clone());
            let began = Instant::now();
            docket.order(&body).await.problem(503, "unavailable");
            println!("{fault:?}: {} attempts in {:?}", attempts.count(), began.elapsed());
            assert!(began.elapsed() < IN_TIME, "{fault:?}: {:?}", began.elapsed());
            assert!(attempts.count() >= 3, "{fault:?}");
            assert_eq!(docket.table().await, before, "{fault:?}");
            faults.clear();
            docket.order(&body).await.expect(201);
        },
    )
    .await;
}

#[tokio::test]
async fn transition_fails_in_time_when_updates_are_always_refused() {
    each(
        ["TransactionConflictException", "ProvisionedThroughputExceededException"],
        |kind| async move {
            let (docket, faults) = Faults::open().await;
            let guest = phone(403);
            let id = hold(&docket, &guest).await;
            docket.confirm(&id, &guest).await.expect(200);
            let staff = docket.sign_in(Person::Producer).await;
            docket.running.settle().await.unwrap();
            let before = docket.table().await;
            let attempts = faults.inject(UPDATE, ORDER_VERSION, ALWAYS, Fault::Refuse(400, kind));
            let began = Instant::now();
            docket.set_status(&staff, &id, "confirmed").await.problem(503, "unavailable");
            println!("{kind}: {} attempts in {:?}", attempts.count(), began.elapsed());
            assert!(began.elapsed() < IN_TIME, "{kind}: {:?}", began.elapsed());
            assert_eq!(docket.table().await, before, "{kind}");
            faults.clear();
            docket.set_status(&staff, &id, "confirmed").await.expect(200);
        },
    )
    .await;
}

#[tokio::test]
async fn unprocessed_items_are_read_again_when_a_batch_read_omits_them() {
    let (docket, faults) = Faults::open().await;
    let guest = phone(404);
    let left_out = faults.inject(BATCH_GET, "gv-honey", 3, Fault::Unprocessed);
    let body = pickup("green-valley", &guest, &[("gv-honey", 1)]);
    docket.order(&body).await.expect(201);
    assert_eq!(left_out.count(), 3);

    docket.running.settle().await.unwrap();
    let before = docket.table().await;
    faults.inject(BATCH_GET, "gv-honey", ALWAYS, Fault::Unprocessed);
    let began = Instant::now();
    docket.order(&body).await.problem(503, "unavailable");
    assert!(began.elapsed() < IN_TIME, "{:?}", began.elapsed());
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn requests_succeed_when_the_database_is_slow() {
    let (docket, faults) = Faults::open().await;
    let slow = faults.inject("", "", ALWAYS, Fault::Delay(Duration::from_millis(120)));
    let guest = phone(405);
    let id = hold(&docket, &guest).await;
    docket.confirm(&id, &guest).await.expect(200);
    assert!(slow.count() > 4);
}
