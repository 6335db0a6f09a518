//! A change that moves lines of the history out of the order's item is made exactly once, even when
//! requests or responses are lost.

use docket_tests::{
    faults::{Fault, Faults, SDK_TRIES, TRANSACT},
    world::history::LongHistory,
};

/// Makes an order whose next change moves lines out of it.
async fn full() -> (LongHistory, Faults) {
    let (docket, faults) = Faults::open().await;
    let mut world = LongHistory::open(docket).await;
    world.fill(40).await;
    assert!(world.items().await.1.is_empty());
    (world, faults)
}

async fn assert_made_once(world: &LongHistory) {
    let (_, beside) = world.items().await;
    assert_eq!(beside.len(), 1);
    let history = world.history().await;
    let versions: Vec<_> = history.iter().map(|line| line["version"].as_u64().unwrap()).collect();
    assert!(versions.iter().copied().eq(1..=41), "{versions:?}");
    let ids: Vec<_> = versions.iter().map(|version| format!("{}:{version}:0", world.id)).collect();
    assert_eq!(world.events().await, ids);
}

#[tokio::test]
async fn change_succeeds_when_one_response_is_lost() {
    let (world, faults) = full().await;
    let lost = faults.inject(TRANSACT, "H#", 1, Fault::LoseAnswer);
    let reply = world.force("ready").await.expect(200);
    assert_eq!(lost.count(), 1);
    assert_eq!(reply.at("/order/version"), 41);
    assert_made_once(&world).await;
}

#[tokio::test]
async fn change_is_made_once_when_all_responses_are_lost() {
    let (world, faults) = full().await;
    let lost = faults.inject(TRANSACT, "H#", SDK_TRIES, Fault::LoseAnswer);
    world.force("ready").await.problem(503, "unavailable");
    assert_eq!(lost.count(), SDK_TRIES);
    world.force("ready").await.problem(400, "invalid_transition");
    assert_made_once(&world).await;
}

#[tokio::test]
async fn change_moves_no_history_when_all_requests_are_lost() {
    let (world, faults) = full().await;
    let table = world.docket.table().await;
    faults.inject(TRANSACT, "H#", SDK_TRIES, Fault::LoseRequest);
    world.force("ready").await.problem(503, "unavailable");
    world.docket.unchanged(&table).await;
    let _ = world.force("ready").await.expect(200);
    assert_made_once(&world).await;
}
