//! Races for one order: one request wins, and the other is refused.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use docket_tests::world::kitchen::Kitchen;

const ROUNDS: usize = 20;

/// Both requests change the first version of the order. The second one finds a changed order.
#[tokio::test(flavor = "multi_thread")]
async fn accepting_and_rejecting_have_one_winner() {
    let world = Arc::new(Kitchen::open().await);
    let stock = world.docket.available("sk-thali").await;
    let mut accepted = 0;
    for _ in 0..ROUNDS {
        let id = world.placed().await;
        let mut both = JoinSet::new();
        for (action, body) in [
            ("accept", json!({"estimatedPrepTime": 20})),
            ("reject", json!({"reason": "sold out"})),
        ] {
            let (world, id) = (world.clone(), id.clone());
            both.spawn(async move { world.request_action(&world.staff, &id, action, body).await });
        }
        let mut replies = both.join_all().await;
        replies.sort_by_key(|reply| reply.status);
        let [won, lost] = replies.as_slice() else { panic!("two came") };
        let status = won.clone().expect(200).text_at("/order/status");
        lost.clone().problem(400, "invalid_transition");
        let now = world.docket.read_order(&world.admin, &id).await.expect(200);
        assert_eq!(now.text_at("/order/status"), status);
        assert_eq!(now.at("/order/version"), 2);
        accepted += u64::from(status == "PREPARING");
    }
    assert_eq!(world.docket.available("sk-thali").await, stock - 2 * accepted);
}

/// A buyer may cancel an order that was just accepted, but a kitchen cannot accept a cancelled
/// order. In both sequences the order ends as cancelled. Its stock is returned once, unless the
/// kitchen had begun.
#[tokio::test(flavor = "multi_thread")]
async fn cancelled_order_is_never_accepted_when_both_race() {
    let world = Arc::new(Kitchen::open().await);
    let mut stock = world.docket.available("sk-thali").await;
    for _ in 0..ROUNDS {
        let id = world.placed().await;
        let accept = {
            let (world, id) = (world.clone(), id.clone());
            tokio::spawn(async move {
                world.request_action(&world.staff, &id, "accept", json!({})).await
            })
        };
        let cancel =
            world.request_action(&world.buyer, &id, "customer-cancel", json!({})).await.expect(200);
        let accept = accept.await.unwrap();
        let begun = accept.status == 200;
        if !begun {
            accept.clone().problem(400, "invalid_transition");
        }
        assert_eq!(cancel.text_at("/order/status"), "CANCELLED");
        let now = world.docket.read_order(&world.admin, &id).await.expect(200);
        let line = now.at("/order/statusTimeline");
        let names: Vec<_> =
            line.as_array().unwrap().iter().map(|it| it["status"].as_str().unwrap()).collect();
        let expected: &[_] = if begun {
            &["PLACED", "ACCEPTED", "PREPARING", "CANCELLED"]
        } else {
            &["PLACED", "CANCELLED"]
        };
        assert_eq!(names, expected);
        stock -= if begun { 2 } else { 0 };
        assert_eq!(world.docket.available("sk-thali").await, stock);
    }
}

/// With `If-Match`, a caller changes only the version that they have read.
#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_requests_wins_when_both_match_the_same_version() {
    let world = Arc::new(Kitchen::open().await);
    for _ in 0..ROUNDS {
        let id = world.placed().await;
        let mut both = JoinSet::new();
        for (action, token) in
            [("accept", world.staff.clone()), ("customer-cancel", world.buyer.clone())]
        {
            let (world, path) = (world.clone(), format!("/api/orders/{id}/{action}"));
            both.spawn(async move {
                let call = world.docket.patch(&path).bearer(&token).header("if-match", "\"1\"");
                call.json(&json!({})).send().await
            });
        }
        let mut replies = both.join_all().await;
        replies.sort_by_key(|reply| reply.status);
        let [won, lost] = replies.as_slice() else { panic!("two came") };
        won.clone().expect(200);
        lost.clone().problem(412, "precondition_failed");
    }
}
