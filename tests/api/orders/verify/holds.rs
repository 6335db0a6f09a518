//! An unconfirmed order holds its stock for fifteen minutes.

use std::time::Duration;

use docket_local::Options;
use docket_tests::{
    Desk, Person,
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
    let desk = Desk::open().await;
    for (number, (seller, product, cancelled)) in (20..).zip(EVERY_LIFECYCLE) {
        let guest = phone(number);
        let stock = desk.available(product).await;
        let placed = desk.order(&pickup(seller, &guest, &[(product, 3)])).await.expect(201);
        let id = placed.text_at("/order/id");
        let code = desk.code(&guest).await;
        assert_eq!(desk.available(product).await, stock - 3);

        desk.advance(HOLD).await;
        assert_eq!(desk.available(product).await, stock);
        let before = desk.table().await;
        desk.verify(&id, &code).await.problem(409, "verification_expired");
        resend(&desk, &id).await.problem(409, "verification_expired");
        desk.unchanged(&before).await;

        // The buyer got no token, so an administrator reads the order.
        let admin = desk.sign_in(Person::Admin).await;
        let order = desk.read_order(&admin, &id).await.expect(200).at("/order");
        assert_eq!(statuses(&order), ["awaiting_verification", cancelled]);
        assert_eq!(order["phase"], "cancelled");
        assert_eq!(order["statusTimeline"][1]["updatedBy"]["role"], "system");
        assert_eq!(order["cancellation"]["cancelledBy"], "system");
        assert_eq!(order["cancellation"]["reason"], "Not confirmed in time");
        assert_eq!(events_of(&desk, &id, "OrderCancelled"), [format!("{id}:2:0")]);
        assert_eq!(desk.product(&admin, product).await["stock"]["returned"], 3);
    }
}

#[tokio::test]
async fn hold_is_kept_for_15_minutes() {
    let desk = Desk::open().await;
    let guest = phone(25);
    let stock = desk.available("gv-honey").await;
    let id = hold(&desk, &guest).await;
    // The real clock moves some seconds too.
    desk.advance(HOLD - SignedDuration::from_secs(60)).await;
    assert_eq!(desk.available("gv-honey").await, stock - 1);
    resend(&desk, &id).await.expect(202);
    let verified = desk.confirm(&id, &guest).await.expect(200);
    assert_eq!(verified.at("/order/status"), "pending");

    desk.advance(HOLD * 4).await;
    let buyer = verified.text_at("/accessToken");
    let expired = desk.read_order(&buyer, &id).await.problem(401, "token_expired");
    assert_eq!(expired.header("www-authenticate"), "Bearer");
    let buyer = desk.token(&guest).await;
    let order = desk.read_order(&buyer, &id).await.expect(200).at("/order");
    assert_eq!(order["status"], "pending", "a confirmed order was cleaned up");
    assert_eq!(desk.available("gv-honey").await, stock - 1);
}

#[tokio::test]
async fn sixty_expired_holds_are_cancelled_and_their_stock_is_sold_again() {
    let desk = Desk::open().await;
    let stock = desk.available("gv-honey").await;
    holds(&desk, 30, 60).await;
    assert_eq!(desk.available("gv-honey").await, stock - 60);
    desk.advance(HOLD).await;
    assert_eq!(desk.available("gv-honey").await, stock);

    let all = u32::try_from(stock).unwrap();
    let body = pickup("green-valley", &phone(95), &[("gv-honey", all)]);
    desk.order(&body).await.expect(201);
    assert_eq!(desk.available("gv-honey").await, 0);
    let none = desk.order(&pickup("green-valley", &phone(96), &[("gv-honey", 1)])).await;
    none.problem(409, "insufficient_stock");
    desk.advance(HOLD).await;
    assert_eq!(desk.available("gv-honey").await, stock);
}

/// The clean-up fails, as when the index is unavailable.
#[tokio::test]
async fn expired_hold_cannot_be_confirmed_before_its_clean_up() {
    let options = Options { retry_for: Duration::ZERO, ..Options::default() };
    let (desk, faults) = Faults::with(options).await;
    let guest = phone(97);
    let stock = desk.available("gv-honey").await;
    let id = hold(&desk, &guest).await;
    let code = desk.code(&guest).await;
    faults.inject(QUERY, "deadline", ALWAYS, Fault::Refuse(400, "ResourceNotFoundException"));
    desk.advance(HOLD).await;
    assert_eq!(desk.available("gv-honey").await, stock - 1, "nothing was cleaned up");
    let given_up = desk.running.dead_letters();
    assert!(given_up.iter().any(|it| it.function == "cleanup-unverified-orders"));

    let before = desk.table().await;
    desk.verify(&id, &code).await.problem(409, "verification_expired");
    resend(&desk, &id).await.problem(409, "verification_expired");
    desk.unchanged(&before).await;

    faults.clear();
    desk.advance(SignedDuration::from_mins(1)).await;
    assert_eq!(desk.available("gv-honey").await, stock);
    desk.verify(&id, &code).await.problem(409, "verification_expired");
}

#[tokio::test]
async fn expired_holds_make_room_for_new_ones() {
    let desk = Desk::with(Options { production_limits: true, ..Options::default() }).await;
    let body = pickup("green-valley", &phone(98), &[("gv-honey", 1)]);
    for _ in 0..5 {
        desk.order(&body).await.expect(201);
    }
    let refused = desk.order(&body).await.problem(429, "too_many_requests");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((840..=900).contains(&wait), "{wait}");
    // The holds have ended by then. The budget of codes is full again with the next hour.
    desk.advance(SignedDuration::from_secs(wait)).await;
    let refused = desk.order(&body).await.problem(429, "too_many_requests");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    desk.advance(SignedDuration::from_secs(wait)).await;
    desk.order(&body).await.expect(201);
}

#[tokio::test]
async fn staff_cancel_an_unverified_order_and_its_stock_returns_once() {
    let desk = Desk::open().await;
    let guest = phone(99);
    let stock = desk.available("gv-honey").await;
    let id = hold(&desk, &guest).await;
    let code = desk.code(&guest).await;
    let staff = desk.sign_in(Person::Producer).await;
    desk.set_status(&staff, &id, "cancelled").await.expect(200);
    assert_eq!(desk.available("gv-honey").await, stock);
    desk.verify(&id, &code).await.problem(409, "verification_expired");
    desk.advance(HOLD).await;
    assert_eq!(desk.available("gv-honey").await, stock);
    let staff = desk.sign_in(Person::Producer).await;
    assert_eq!(desk.product(&staff, "gv-honey").await["stock"]["returned"], 1);
}
