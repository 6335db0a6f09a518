//! Two who want the same order at once: one wins, and the other is told so.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use docket_tests::world::kitchen::Kitchen;

const ROUNDS: usize = 20;

/// Both want the order as it stands; who is second finds another.
#[tokio::test(flavor = "multi_thread")]
async fn accepting_against_rejecting_has_one_winner() {
    let world = Arc::new(Kitchen::open().await);
    let stock = world.desk.available("sk-thali").await;
    let mut accepted = 0;
    for _ in 0..ROUNDS {
        let id = world.placed().await;
        let mut both = JoinSet::new();
        for (door, body) in [
            ("accept", json!({"estimatedPrepTime": 20})),
            ("reject", json!({"reason": "sold out"})),
        ] {
            let (world, id) = (world.clone(), id.clone());
            both.spawn(async move { world.knock(&world.staff, &id, door, body).await });
        }
        let mut replies = both.join_all().await;
        replies.sort_by_key(|reply| reply.status);
        let [won, lost] = replies.as_slice() else { panic!("two came") };
        let status = won.clone().expect(200).text_at("/order/status");
        lost.clone().problem(400, "invalid_transition");
        let now = world.desk.read_order(&world.admin, &id).await.expect(200);
        assert_eq!(now.text_at("/order/status"), status);
        assert_eq!(now.at("/order/version"), 2);
        accepted += u64::from(status == "PREPARING");
    }
    assert_eq!(world.desk.available("sk-thali").await, stock - 2 * accepted);
}

/// A buyer may cancel what was just accepted, and a kitchen never accepts what
/// was cancelled: whoever is first, the order ends cancelled, its stock
/// returned once if nobody had begun.
#[tokio::test(flavor = "multi_thread")]
async fn cancelling_against_accepting_never_leaves_a_cancelled_order_accepted() {
    let world = Arc::new(Kitchen::open().await);
    let mut stock = world.desk.available("sk-thali").await;
    for _ in 0..ROUNDS {
        let id = world.placed().await;
        let accept = {
            let (world, id) = (world.clone(), id.clone());
            tokio::spawn(async move { world.knock(&world.staff, &id, "accept", json!({})).await })
        };
        let cancel = world.knock(&world.buyer, &id, "customer-cancel", json!({})).await.expect(200);
        let accept = accept.await.unwrap();
        let begun = accept.status == 200;
        if !begun {
            accept.clone().problem(400, "invalid_transition");
        }
        assert_eq!(cancel.text_at("/order/status"), "CANCELLED");
        let now = world.desk.read_order(&world.admin, &id).await.expect(200);
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
        assert_eq!(world.desk.available("sk-thali").await, stock);
    }
}

/// With `If-Match` a caller changes only what they have seen.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_have_seen_the_same_order_one_wins() {
    let world = Arc::new(Kitchen::open().await);
    for _ in 0..ROUNDS {
        let id = world.placed().await;
        let mut both = JoinSet::new();
        for (door, token) in
            [("accept", world.staff.clone()), ("customer-cancel", world.buyer.clone())]
        {
            let (world, path) = (world.clone(), format!("/api/orders/{id}/{door}"));
            both.spawn(async move {
                let call = world.desk.patch(&path).bearer(&token).header("if-match", "\"1\"");
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
