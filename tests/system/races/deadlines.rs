//! Races between a person who acts and the schedule that ends the order at its deadline.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use docket_tests::world::deadlines::Deadlines;

const ROUNDS: usize = 8;
const RUNS: usize = 8;

fn terms() -> serde_json::Value {
    json!({"acceptWithinMinutes": 10, "rejectAfterMinutes": 5})
}

/// Many runs of the schedule and one acceptance happen concurrently. One of them wins, and the
/// stock shows which.
#[tokio::test(flavor = "multi_thread")]
async fn accepting_and_the_deadline_have_one_winner() {
    let world = Arc::new(Deadlines::open(terms()).await);
    let stock = world.docket.available("sk-thali").await;
    let mut accepted = 0;
    for _ in 0..ROUNDS {
        let id = world.placed().await;
        world.minutes(10).await;
        // The clock, the schedule and the acceptance all change the order concurrently.
        let staff = world.staff().await;
        let path = format!("/api/orders/{id}/accept");
        let accepting = {
            let world = world.clone();
            tokio::spawn(async move {
                let call = world.docket.patch(&path).bearer(&staff);
                call.json(&json!({})).send().await
            })
        };
        let advancing = {
            let world = world.clone();
            tokio::spawn(async move { world.minutes(5).await })
        };
        let mut runs = JoinSet::new();
        for _ in 0..RUNS {
            let world = world.clone();
            runs.spawn(async move { world.check().await });
        }
        advancing.await.unwrap();
        runs.join_all().await;
        world.check().await;
        let reply = accepting.await.unwrap();
        let actions = world.actions(&id).await;
        let order = world.order(&id).await;
        if order["status"] == "PREPARING" {
            reply.expect(200);
            assert_eq!(actions, ["placed", "escalated", "moved", "moved_automatically"]);
            accepted += 1;
        } else {
            assert_eq!(order["status"], "REJECTED");
            reply.problem(400, "invalid_transition");
            assert_eq!(actions, ["placed", "escalated", "stopped"]);
        }
        assert_eq!(world.events(&id, "OrderEscalated").await.len(), 1);
    }
    assert_eq!(world.docket.available("sk-thali").await, stock - 2 * accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_runs_escalate_and_reject_once() {
    let world = Arc::new(Deadlines::open(terms()).await);
    let stock = world.docket.available("sk-thali").await;
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(world.placed().await);
    }
    for minutes in [10, 5] {
        world.minutes(minutes).await;
        let mut runs = JoinSet::new();
        for _ in 0..RUNS {
            let world = world.clone();
            runs.spawn(async move { world.check().await });
        }
        runs.join_all().await;
    }
    for id in &ids {
        assert_eq!(world.actions(id).await, ["placed", "escalated", "stopped"]);
        for kind in ["OrderEscalated", "OrderCancelled"] {
            assert_eq!(world.events(id, kind).await.len(), 1, "{kind}");
        }
    }
    assert_eq!(world.docket.available("sk-thali").await, stock);
}
