//! An unconfirmed order holds its stock for fifteen minutes.

use std::time::Duration;

use docket_local::Options;
use docket_tests::{
    Docket, Person,
    faults::{ALWAYS, Fault, Faults, QUERY},
    guests::{HOLD, events_of, hold, holds, phone, resend, statuses},
    pickup,
};
use jiff::SignedDuration;

/// A seller, a product, and the status after the hold ended.
const EVERY_LIFECYCLE: [(&str, &str, &str); 4] = [
    ("green-valley", "gv-eggs", "cancelled"),
    ("corner-shop", "cs-bread", "cancelled"),
    ("spice-kitchen", "sk-curry", "CANCELLED"),
    ("craft-market", "cm-bowl", "cancelled"),
];

#[tokio::test]
async fn hold_ends_after_15_minutes_and_returns_the_stock() {
    let docket = Docket::open().await;
    for (number, (seller, product, cancelled)) in (20..).zip(EVERY_LIFECYCLE) {
        let guest = phone(number);
        let stock = docket.available(product).await;
        let placed = docket.order(&pickup(seller, &guest, &[(product, 3)])).await.expect(201);
        let id = placed.text_at("/order/id");
        let code = docket.code(&guest).await;
        assert_eq!(docket.available(product).await, stock - 3);

        docket.advance(HOLD).await;
        assert_eq!(docket.available(product).await, stock);
        let before = docket.table().await;
        docket.verify(&id, &code).await.problem(409, "verification_expired");
        resend(&docket, &id).await.problem(409, "verification_expired");
        docket.unchanged(&before).await;

        // The buyer got no token, so an administrator reads the order.
        let admin = docket.sign_in(Person::Admin).await;
        let order = docket.read_order(&admin, &id).await.expect(200).at("/order");
        assert_eq!(statuses(&order), ["awaiting_verification", cancelled]);
        assert_eq!(order["phase"], "cancelled");
        assert_eq!(order["statusTimeline"][1]["updatedBy"]["role"], "system");
        assert_eq!(order["cancellation"]["cancelledBy"], "system");
        assert_eq!(order["cancellation"]["reason"], "Not confirmed in time");
        assert_eq!(events_of(&docket, &id, "OrderCancelled"), [format!("{id}:2:0")]);
        assert_eq!(docket.product(&admin, product).await["stock"]["returned"], 3);
    }
}

#[tokio::test]
async fn hold_is_kept_for_15_minutes() {
    let docket = Docket::open().await;
    let guest = phone(25);
    let stock = docket.available("gv-honey").await;
    let id = hold(&docket, &guest).await;
    // The real clock moves some seconds too.
    docket.advance(HOLD - SignedDuration::from_secs(60)).await;
    assert_eq!(docket.available("gv-honey").await, stock - 1);
    resend(&docket, &id).await.expect(202);
    let verified = docket.confirm(&id, &guest).await.expect(200);
    assert_eq!(verified.at("/order/status"), "pending");

    docket.advance(HOLD * 4).await;
    let buyer = verified.text_at("/accessToken");
    let expired = docket.read_order(&buyer, &id).await.problem(401, "token_expired");
    assert_eq!(expired.header("www-authenticate"), "Bearer");
    let buyer = docket.token(&guest).await;
    let order = docket.read_order(&buyer, &id).await.expect(200).at("/order");
    assert_eq!(order["status"], "pending", "a confirmed order was cleaned up");
    assert_eq!(docket.available("gv-honey").await, stock - 1);
}

#[tokio::test]
async fn sixty_expired_holds_are_cancelled_and_their_stock_is_sold_again() {
    let docket = Docket::open().await;
    let stock = docket.available("gv-honey").await;
    holds(&docket, 30, 60).await;
    assert_eq!(docket.available("gv-honey").await, stock - 60);
    docket.advance(HOLD).await;
    assert_eq!(docket.available("gv-honey").await, stock);

    let all = u32::try_from(stock).unwrap();
    let body = pickup("green-valley", &phone(95), &[("gv-honey", all)]);
    docket.order(&body).await.expect(201);
    assert_eq!(docket.available("gv-honey").await, 0);
    let none = docket.order(&pickup("green-valley", &phone(96), &[("gv-honey", 1)])).await;
    none.problem(409, "insufficient_stock");
    docket.advance(HOLD).await;
    assert_eq!(docket.available("gv-honey").await, stock);
}

/// The clean-up fails, as when the index is unavailable.
#[tokio::test]
async fn expired_hold_cannot_be_confirmed_before_its_clean_up() {
    let options = Options { retry_for: Duration::ZERO, ..Options::default() };
    let (docket, faults) = Faults::with(options).await;
    let guest = phone(97);
    let stock = docket.available("gv-honey").await;
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    faults.inject(QUERY, "deadline", ALWAYS, Fault::Refuse(400, "ResourceNotFoundException"));
    docket.advance(HOLD).await;
    assert_eq!(docket.available("gv-honey").await, stock - 1, "nothing was cleaned up");
    let given_up = docket.running.dead_letters();
    assert!(given_up.iter().any(|it| it.function == "cleanup-unverified-orders"));

    let before = docket.table().await;
    docket.verify(&id, &code).await.problem(409, "verification_expired");
    resend(&docket, &id).await.problem(409, "verification_expired");
    docket.unchanged(&before).await;

    faults.clear();
    docket.advance(SignedDuration::from_mins(1)).await;
    assert_eq!(docket.available("gv-honey").await, stock);
    docket.verify(&id, &code).await.problem(409, "verification_expired");
}

#[tokio::test]
async fn expired_holds_make_room_for_new_ones() {
    let docket = Docket::with(Options { production_limits: true, ..Options::default() }).await;
    let body = pickup("green-valley", &phone(98), &[("gv-honey", 1)]);
    for _ in 0..5 {
        docket.order(&body).await.expect(201);
    }
    let refused = docket.order(&body).await.problem(429, "too_many_requests");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((840..=900).contains(&wait), "{wait}");
    // The holds have ended by then. The budget of codes is full again with the next hour.
    docket.advance(SignedDuration::from_secs(wait)).await;
    let refused = docket.order(&body).await.problem(429, "too_many_requests");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    docket.advance(SignedDuration::from_secs(wait)).await;
    docket.order(&body).await.expect(201);
}

#[tokio::test]
async fn staff_cancel_an_unverified_order_and_its_stock_returns_once() {
    let docket = Docket::open().await;
    let guest = phone(99);
    let stock = docket.available("gv-honey").await;
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    let staff = docket.sign_in(Person::Producer).await;
    docket.set_status(&staff, &id, "cancelled").await.expect(200);
    assert_eq!(docket.available("gv-honey").await, stock);
    docket.verify(&id, &code).await.problem(409, "verification_expired");
    docket.advance(HOLD).await;
    assert_eq!(docket.available("gv-honey").await, stock);
    let staff = docket.sign_in(Person::Producer).await;
    assert_eq!(docket.product(&staff, "gv-honey").await["stock"]["returned"], 1);
}
