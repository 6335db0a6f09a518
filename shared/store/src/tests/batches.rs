//! Committing batches with their orders.

use docket_domain::{Batch, BatchChange, BatchStatus, Names};

use super::world::{HONEY, MARK, World, cart, seller, stamp, step};
use crate::BatchCommit;

fn batch(id: &str, number: u32) -> Batch {
    Batch {
        id: id.parse().unwrap(),
        number: "BTH-20261120-001".to_owned(),
        seller: seller().id,
        zone: None,
        driver: None,
        status: BatchStatus::Pending,
        orders: Vec::new(),
        created_at: stamp(0).now,
        picked_up_at: None,
        completed_at: None,
        names: Names::default(),
        estimate: None,
        reason: None,
        version: 1,
        changed_at: stamp(number).now,
        change: stamp(number).change,
    }
}

#[tokio::test]
async fn create_batch_is_stale_when_the_count_changed_or_the_id_is_taken() {
    let world = World::new(10).await;
    let create = async |id, number, count| {
        let change = BatchChange { batch: batch(id, number), orders: Vec::new() };
        world.store.create_batch(&change, MARK, count).await.unwrap()
    };
    assert_eq!(create("one", 1, 0).await, BatchCommit::Done);
    assert_eq!(create("two", 2, 0).await, BatchCommit::Stale, "the count is 1");
    assert_eq!(create("one", 3, 1).await, BatchCommit::Stale, "the id is taken");
    assert_eq!(create("two", 4, 1).await, BatchCommit::Done);
}

#[tokio::test]
async fn commit_batch_is_stale_and_keeps_its_orders_when_the_batch_changed() {
    let world = World::new(10).await;
    let order = world.place(&cart(1, &[(HONEY, 1)])).await;
    let old = batch("one", 1);
    let made = BatchChange { batch: old.clone(), orders: Vec::new() };
    world.store.create_batch(&made, MARK, 0).await.unwrap();
    let change = |number, version| {
        let orders = vec![(order.clone(), step(&order, "confirmed", number))];
        BatchChange { batch: Batch { version, ..batch("one", number) }, orders }
    };
    let missed = Batch { version: 2, ..old.clone() };
    let outcome = world.store.commit_batch(&missed, &change(2, 3)).await.unwrap();
    assert_eq!(outcome, BatchCommit::Stale);
    assert_eq!(world.store.find_order(order.id).await.unwrap().unwrap().version, 1);
    assert_eq!(world.store.commit_batch(&old, &change(3, 2)).await.unwrap(), BatchCommit::Done);
    // Its order changed.
    let now = Batch { version: 2, ..old };
    assert_eq!(world.store.commit_batch(&now, &change(4, 3)).await.unwrap(), BatchCommit::Stale);
}

#[tokio::test]
async fn commit_batch_is_too_large_when_it_exceeds_a_transaction() {
    let world = World::new(10).await;
    let order = |number| cart(number, &[(HONEY, 1)]).order(&world.products);
    let changes =
        |count| (1..=count).map(|number| (order(number), step(&order(number), "confirmed", 200)));
    let old = batch("one", 1);
    let commit = async |count| {
        let batch = Batch { version: 2, ..batch("one", 2) };
        let change = BatchChange { batch, orders: changes(count).collect() };
        world.store.commit_batch(&old, &change).await.unwrap()
    };
    world.engine.writes();
    assert_eq!(commit(99).await, BatchCommit::Stale);
    assert_eq!(commit(100).await, BatchCommit::TooLarge);
    let writes = world.engine.writes();
    let sizes: Vec<_> =
        writes.iter().map(|(_, it)| it["TransactItems"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [100]);
}
