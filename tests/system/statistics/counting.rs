//! The statistics count each change exactly once, however the stream delivers it.

use std::sync::Arc;

use docket_tests::{Docket, EventMute, Generator};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::statistics::{
    recount::Books,
    stream::{Dice, Shards},
};

const COUNTER: &str = "update-statistics";

fn batch(shard: &str, records: &[Value]) -> Value {
    json!({
        "Records": records,
        "shardId": shard,
        "state": {},
        "isFinalInvokeForWindow": false,
        "isWindowTerminatedEarly": false,
    })
}

/// Delivers one shard as Lambda may do: with repeated, cut and concurrent batches.
async fn deliver(docket: Arc<Docket>, shard: String, records: Vec<Value>, mut dice: Dice) {
    let mut delivered = 0;
    while delivered < records.len() {
        // Repeats some of the records that were delivered before.
        let from = delivered - dice.roll(delivered.min(40) + 1);
        let to = (delivered + 1 + dice.roll(120)).min(records.len());
        let event = batch(&shard, &records[from..to]);
        match dice.roll(4) {
            // Delivers the first half, and then the whole batch.
            0 => {
                let half = batch(&shard, &records[from..from + (to - from) / 2]);
                docket.running.invoke(COUNTER, half).await.unwrap();
            }
            // An invocation that timed out still runs beside its repetition.
            1 => {
                let (one, other) = tokio::join!(
                    docket.running.invoke(COUNTER, event.clone()),
                    docket.running.invoke(COUNTER, event.clone()),
                );
                one.unwrap();
                other.unwrap();
            }
            _ => {}
        }
        let answer = docket.running.invoke(COUNTER, event).await.unwrap();
        assert_eq!(answer, json!({"state": {}, "batchItemFailures": []}));
        delivered = to;
        if dice.roll(10) == 0 {
            // Repeats all records from the beginning.
            let all = batch(&shard, &records[..delivered]);
            docket.running.invoke(COUNTER, all).await.unwrap();
        }
    }
    // The final invocation of a window has no records.
    docket.running.invoke(COUNTER, batch(&shard, &[])).await.unwrap();
}

async fn deliver_all(
    docket: &Arc<Docket>,
    generation: &str,
    shards: &[Vec<Value>],
    dice: &mut Dice,
) {
    let mut running = JoinSet::new();
    for (at, records) in shards.iter().enumerate() {
        let shard = format!("shardId-{generation}-{at}");
        let dice = Dice(u64::try_from(dice.roll(1 << 20)).unwrap());
        running.spawn(deliver(docket.clone(), shard, records.clone(), dice));
    }
    running.join_all().await;
}

/// Set `DOCKET_CHANGES=10000` for the full test.
#[tokio::test(flavor = "multi_thread")]
async fn counters_equal_a_recount_when_batches_repeat_and_overlap() {
    let changes: usize =
        std::env::var("DOCKET_CHANGES").map_or(1_500, |changes| changes.parse().unwrap());
    let docket = Arc::new(Docket::open().await);
    let generator = Generator::new(&docket, Vec::new(), SignedDuration::from_mins(40)).await;
    let mut dice = Dice(11);
    let shards = Shards::of(&generator, changes / 8, changes, &mut dice);
    let began = std::time::Instant::now();
    deliver_all(&docket, "a", &shards.closed, &mut dice).await;
    deliver_all(&docket, "b", &shards.open, &mut dice).await;
    let orders = shards.orders.len();
    println!("{changes} changes of {orders} orders counted in {:?}", began.elapsed());
    Books::of(&shards.orders).check(&docket.running.store()).await;
}

/// Calls and WCU of the function so far.
fn used(docket: &Docket) -> (u64, f64) {
    let all = docket.running.capacity();
    let of = &all["functions"][COUNTER];
    (of["roundTrips"].as_u64().unwrap(), of["writeUnits"].as_f64().unwrap())
}

/// The eight items are the position in the shard, the journal, and day, total and time in status
/// for the seller and for all sellers. A transaction doubles the cost of each.
#[tokio::test]
async fn single_transition_costs_sixteen_write_units() {
    let docket = Docket::open().await;
    let generator = Generator::new(&docket, Vec::new(), SignedDuration::from_secs(1)).await;
    let old = generator.order(700);
    let mut dice = Dice(1);
    let new = std::iter::from_fn(|| Some(crate::statistics::stream::change(&old, &mut dice)))
        .flatten()
        .find(|new| new.status != old.status && new.is_sale() == old.is_sale())
        .unwrap();
    let placed = crate::statistics::stream::record(1, None, &old);
    docket.running.invoke(COUNTER, batch("s", &[placed])).await.unwrap();
    let before = used(&docket);
    let moved = crate::statistics::stream::record(2, Some(&old), &new);
    docket.running.invoke(COUNTER, batch("s", &[moved])).await.unwrap();
    let after = used(&docket);
    let (calls, units) = (after.0 - before.0, after.1 - before.1);
    println!("{} to {}: {calls} calls, {units} WCU", old.status.name, new.status.name);
    assert_eq!(calls, 2);
    assert!((units - 16.0).abs() < 0.1, "{units} WCU");
}

/// Many changes in one batch share their counters, so they cost few writes.
#[tokio::test]
async fn batch_of_many_changes_is_one_transaction() {
    let docket = Docket::open().await;
    let generator = Generator::new(&docket, Vec::new(), SignedDuration::from_secs(1)).await;
    let shards = Shards::of(&generator, 200, 400, &mut Dice(3));
    let (mut calls, mut units, mut count) = (0, 0.0, 0);
    for (at, records) in shards.closed.iter().enumerate() {
        let before = used(&docket);
        docket.running.invoke(COUNTER, batch(&format!("s-{at}"), records)).await.unwrap();
        let after = used(&docket);
        calls += after.0 - before.0;
        units += after.1 - before.1;
        count += records.len();
    }
    println!("{count} changes: {calls} calls, {units} WCU");
    // One call reads the position; the changes of a shard are of few days and statuses.
    assert!(calls <= 4 * 3, "{calls} calls");
    let each = units / f64::from(u32::try_from(count).unwrap());
    assert!(each < 4.0, "{units} WCU for {count} changes");
}

/// The products of the order need more items than one transaction takes.
#[tokio::test]
async fn order_of_many_products_is_counted_in_several_transactions() {
    let docket = Docket::open().await;
    let generator = Generator::new(&docket, Vec::new(), SignedDuration::from_secs(1)).await;
    let mut order = generator.order(50).into_state();
    let line = order.lines[0].clone();
    let many = (0..120).map(|at| docket_domain::Line {
        id: docket_domain::LineId::placed(at),
        product: format!("product-{at:03}").parse().unwrap(),
        ..line.clone()
    });
    order.lines = many.collect();
    order.draws = order
        .lines
        .iter()
        .map(|line| docket_domain::Draw {
            product: line.product.clone(),
            bucket: 0,
            quantity: line.quantity.get(),
        })
        .collect();
    let order = docket_domain::Order::restore(order);
    let records = [crate::statistics::stream::record(7, None, &order)];
    for _ in 0..2 {
        docket.running.invoke(COUNTER, batch("s", &records)).await.unwrap();
    }
    Books::of([&order]).check(&docket.running.store()).await;
}

#[tokio::test]
async fn orders_in_the_table_are_counted_through_the_stream() {
    let silence = EventMute::default();
    let docket = Docket::with(silence.options()).await;
    silence.begin();
    let generator = Generator::new(&docket, Vec::new(), SignedDuration::from_hours(1)).await;
    generator.put(&docket, 0..300).await;
    docket.running.settle().await.unwrap();
    let orders: Vec<_> = (0..300).map(|age| generator.order(age)).collect();
    Books::of(&orders).check(&docket.running.store()).await;
}

/// Without windows, an event does not name its shard. With several concurrent batches of a shard,
/// their positions would overwrite each other.
#[test]
fn template_uses_windows_and_one_batch_of_a_shard_at_a_time() {
    let template: yaml_serde::Value =
        yaml_serde::from_str(include_str!("../../../template.yaml")).unwrap();
    let stream = &template["Resources"]["UpdateStatisticsFunction"]["Properties"]["Events"]["Changes"]
        ["Properties"];
    assert!(stream["TumblingWindowInSeconds"].as_u64() > Some(0));
    assert_eq!(stream["ParallelizationFactor"].as_u64(), Some(1));
}
