//! One code confirms all orders of a checkout, or none of them.

use docket_local::Options;
use docket_tests::{
    Docket,
    world::{
        OTHER,
        parts::{Shop, ids, three},
    },
};
use jiff::SignedDuration;
use serde_json::json;

async fn statuses(world: &Shop, orders: &[String]) -> Vec<String> {
    let mut statuses = Vec::new();
    for id in orders {
        statuses.push(world.order(id).await["status"].as_str().unwrap().to_owned());
    }
    statuses
}

const WAITING: [&str; 3] = ["awaiting_verification"; 3];
const BEGUN: [&str; 3] = ["pending", "pending", "received"];

#[tokio::test]
async fn checkout_code_is_accepted_at_any_of_its_orders() {
    let world = Shop::open().await;
    for at in 0..3 {
        let orders = ids(&world.check_out(&three(OTHER)).await.expect(201));
        let code = world.docket.code(OTHER).await;
        let reply = world.docket.verify(&orders[at], &code).await.expect(200);
        assert_eq!(reply.text_at("/order/id"), orders[at]);
        assert_eq!(reply.at("/order/status"), BEGUN[at]);
        let all: Vec<_> = (0..3).map(|nth| reply.text_at(&format!("/orders/{nth}/id"))).collect();
        assert_eq!(all, orders);
        assert_eq!(statuses(&world, &orders).await, BEGUN);
        // The token is valid for all of them.
        let token = reply.text_at("/accessToken");
        for id in &orders {
            world.docket.read_order(&token, id).await.expect(200);
            assert_eq!(world.events(id).await, ["OrderPlaced", "OrderVerified"]);
            let again = world.docket.verify(id, &code);
            world.docket.refused(again, 409, "already_verified").await;
        }
    }
}

#[tokio::test]
async fn checkout_guesses_are_counted_over_all_orders() {
    let world = Shop::open().await;
    let orders = ids(&world.check_out(&three(OTHER)).await.expect(201));
    let code = world.docket.code(OTHER).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for (guess, id) in orders.iter().cycle().take(5).enumerate() {
        let reply = world.docket.verify(id, wrong).await.problem(400, "code_rejected");
        assert_eq!(reply.at("/attemptsLeft"), 4 - guess);
    }
    for id in &orders {
        world.docket.verify(id, &code).await.problem(400, "code_rejected");
    }
    assert_eq!(statuses(&world, &orders).await, WAITING);
}

#[tokio::test]
async fn checkout_code_is_resent_at_any_of_its_orders() {
    let world = Shop::open().await;
    let orders = ids(&world.check_out(&three(OTHER)).await.expect(201));
    let first = world.docket.code(OTHER).await;
    let resend = async |id: &str| {
        world.docket.advance(SignedDuration::from_secs(31)).await;
        world.docket.post(&format!("/api/orders/{id}/verification/resend")).send().await
    };
    for id in &orders {
        let reply = resend(id).await.expect(202);
        assert_eq!(reply.at("/verification/required"), true);
    }
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.docket.running.messages(Some(OTHER)).len(), 4);
    // A checkout gets at most four codes.
    resend(&orders[1]).await.problem(429, "too_many_requests");
    let last = world.docket.code(OTHER).await;
    if first != last {
        world.docket.verify(&orders[2], &first).await.problem(400, "code_rejected");
    }
    world.docket.verify(&orders[2], &last).await.expect(200);
    assert_eq!(statuses(&world, &orders).await, BEGUN);
}

#[tokio::test]
async fn checkout_returns_all_stock_when_it_is_not_confirmed() {
    let world = Shop::open().await;
    let stock = world.docket.available("cm-bowl").await;
    let orders = ids(&world.check_out(&three(OTHER)).await.expect(201));
    let code = world.docket.code(OTHER).await;
    world.docket.advance(SignedDuration::from_mins(16)).await;
    assert_eq!(statuses(&world, &orders).await, ["cancelled"; 3]);
    assert_eq!(world.docket.available("cm-bowl").await, stock);
    for id in &orders {
        world.docket.refused(world.docket.verify(id, &code), 409, "verification_expired").await;
    }
}

#[tokio::test]
async fn checkout_orders_are_confirmed_without_a_cancelled_one() {
    let world = Shop::open().await;
    let orders = ids(&world.check_out(&three(OTHER)).await.expect(201));
    let code = world.docket.code(OTHER).await;
    let cancel = async |id: &str| {
        let call = world.docket.patch(&format!("/api/orders/{id}/admin-cancel"));
        let why = json!({"reason": "sold out"});
        call.bearer(&world.admin).json(&why).send().await.expect(200);
    };
    cancel(&orders[1]).await;
    world.docket.refused(world.docket.verify(&orders[1], &code), 409, "verification_expired").await;
    let reply = world.docket.verify(&orders[2], &code).await.expect(200);
    assert_eq!(reply.at("/orders").as_array().map(Vec::len), Some(2));
    assert_eq!(statuses(&world, &orders).await, ["pending", "cancelled", "received"]);

    // The code belongs to the first order. After its cancellation, the next request makes a new
    // code.
    let orders = ids(&world.check_out(&three(OTHER)).await.expect(201));
    let code = world.docket.code(OTHER).await;
    cancel(&orders[0]).await;
    let reply = world.docket.verify(&orders[2], &code).await.problem(400, "code_rejected");
    assert_eq!(reply.at("/attemptsLeft"), 0);
    world.docket.advance(SignedDuration::from_secs(31)).await;
    let path = format!("/api/orders/{}/verification/resend", orders[2]);
    world.docket.post(&path).send().await.expect(202);
    let code = world.docket.code(OTHER).await;
    world.docket.verify(&orders[1], &code).await.expect(200);
    assert_eq!(statuses(&world, &orders).await, ["cancelled", "pending", "received"]);
}

/// A checkout counts as one hold and one code of the phone, with any number of sellers.
#[tokio::test]
async fn checkout_counts_once_against_the_phone() {
    let options = Options { production_limits: true, ..Options::default() };
    let docket = Docket::with(options).await;
    let check_out = || docket.post("/api/checkouts").json(&three(OTHER)).send();
    for _ in 0..5 {
        check_out().await.expect(201);
    }
    let before = docket.table().await;
    check_out().await.problem(429, "too_many_requests");
    docket.unchanged(&before).await;
    assert_eq!(docket.running.messages(Some(OTHER)).len(), 5);
}
