//! A long history is complete, and the item of its order remains small.

use docket_tests::{
    Docket,
    world::history::{Item, JARS, LongHistory, PHONE, ROUND, size},
};
use serde_json::{Value, json};

const CHANGES: usize = 130;

#[tokio::test]
async fn long_history_is_complete_and_its_order_item_small() {
    let mut world = LongHistory::open(Docket::open().await).await;
    world.changes(CHANGES).await;

    // The history has every version in order, each with the status of then.
    let history = world.history().await;
    let mut statuses: Vec<(u64, &str)> = Vec::new();
    for line in &history {
        let (version, to) = (line["version"].as_u64().unwrap(), line["to"].as_str().unwrap());
        assert_eq!(line["from"].as_str(), statuses.last().map(|it| it.1));
        statuses.push((version, to));
    }
    statuses.dedup();
    let expected: Vec<_> = (1..).zip(world.expected.iter().map(String::as_str)).collect();
    assert_eq!(statuses, expected);
    let at = |line: &Value| line["at"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert!(history.is_sorted_by_key(at));

    // Each line was published as one event, in order.
    let mut ids: Vec<String> = Vec::new();
    for (at, line) in history.iter().enumerate() {
        let version = &line["version"];
        let before = history[..at].iter().filter(|it| it["version"] == *version).count();
        ids.push(format!("{}:{version}:{before}", world.id));
    }
    assert_eq!(world.events().await, ids);

    // The order's item has at most forty lines. The others are in items of their own.
    let (order, beside) = world.items().await;
    let lines = |item: &Item| item["tl"].as_l().unwrap().len();
    assert!(lines(&order) <= 40, "{}", lines(&order));
    assert!(size(&order) <= 5_000, "{} bytes", size(&order));
    assert!(beside.len() <= CHANGES / 10, "{} items", beside.len());
    assert_eq!(lines(&order) + beside.iter().map(lines).sum::<usize>(), history.len());

    // The staff's view of the order has the complete history too.
    let path = format!("/api/orders/{}/admin", world.id);
    let reply = world.docket.get(&path).bearer(&world.staff).send().await.expect(200);
    assert_eq!(reply.at("/audit"), json!(history));
    let money = reply.at("/payment/records");
    // Each round has one of each kind, and the last round may be incomplete.
    let rounds = CHANGES.div_ceil(ROUND.len());
    let of = |kind: &str| money.as_array().unwrap().iter().filter(|it| it["kind"] == kind).count();
    assert_eq!((of("payment"), of("refund_request")), (rounds, rounds));
    assert_eq!(reply.at("/order"), world.order().await);
}

#[tokio::test]
async fn long_history_keeps_the_first_times_and_the_stock() {
    let docket = Docket::open().await;
    let stock = docket.available("gv-honey").await;
    let mut world = LongHistory::open(docket).await;
    world.changes(ROUND.len()).await;
    let first = |order: &Value| {
        ["acceptedAt", "preparingAt", "readyAt"]
            .map(|name| order[name].as_str().unwrap().to_owned())
    };
    let early = first(&world.order().await);
    // A minute later, so that new transitions have other times.
    world.docket.advance(jiff::SignedDuration::from_mins(1)).await;
    world.changes(90).await;
    let order = world.order().await;
    assert_eq!(first(&order), early);
    assert_eq!(world.docket.available("gv-honey").await, stock - u64::from(JARS));
    let timeline = order["statusTimeline"].as_array().unwrap();
    assert_eq!(timeline[0]["status"], "awaiting_verification");
    let newest: Vec<_> =
        timeline.iter().rev().take(12).map(|it| it["status"].as_str().unwrap()).collect();
    let expected = ["pending", "ready", "cancelled", "preparing", "confirmed"];
    assert!(newest.iter().eq(expected.iter().cycle().take(12)), "{newest:?}");
}

#[tokio::test]
async fn refused_change_moves_no_history_lines() {
    let mut world = LongHistory::open(Docket::open().await).await;
    world.fill(40).await;
    let table = world.docket.table().await;
    world.force("brewing").await.problem(400, "invalid_status");
    world.force(world.expected.last().unwrap()).await.problem(400, "invalid_transition");
    let path = format!("/api/orders/admin/{}/status", world.id);
    let call = world.docket.patch(&path).bearer(&world.admin).header("if-match", "\"7\"");
    call.json(&json!({"status": "ready"})).send().await.problem(412, "precondition_failed");
    world.docket.unchanged(&table).await;
    assert!(world.items().await.1.is_empty());
    world.change("ready").await;
    assert_eq!(world.items().await.1.len(), 1);
}

#[tokio::test]
async fn guest_confirms_an_order_with_a_full_history() {
    let mut world = LongHistory::open(Docket::open().await).await;
    world.fill(39).await;
    world.change("awaiting_verification").await;
    assert!(world.items().await.1.is_empty());
    let _ = world.docket.confirm(&world.id, PHONE).await.expect(200);
    assert_eq!(world.items().await.1.len(), 1);
    assert_eq!(world.history().await.len(), 41);
}
