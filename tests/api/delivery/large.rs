//! A change of a batch that needs more actions than a transaction may have is refused as a whole.

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::json;

use docket_tests::world::delivery::{Dispatch, statuses};

/// The batch, its orders and one history item for each order exceed a transaction.
const ORDERS: usize = 50;
/// The next line of a timeline this long moves older lines into an item of their own.
const LINES: usize = 40;

/// Fills an order's timeline to the number of lines that its item may hold.
async fn fill_timeline(world: &Dispatch, id: &str) {
    let (client, table) = (world.docket.running.client(), world.docket.running.table());
    let suffix = id.rsplit('-').next().unwrap();
    let key = |item: aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder| {
        let pk = AttributeValue::S(format!("O#{suffix}"));
        item.key("pk", pk).key("sk", AttributeValue::S("O".to_owned()))
    };
    let found = key(client.get_item().table_name(table)).consistent_read(true).send().await;
    let mut item = found.unwrap().item.unwrap();
    let mut lines = item["tl"].as_l().unwrap().clone();
    let last = lines.last().unwrap().as_l().unwrap().clone();
    let mut version: usize = item["v"].as_n().unwrap().parse().unwrap();
    while lines.len() < LINES {
        version += 1;
        let mut line = last.clone();
        line[0] = AttributeValue::N(version.to_string());
        lines.push(AttributeValue::L(line));
    }
    item.insert("tl".to_owned(), AttributeValue::L(lines));
    item.insert("v".to_owned(), AttributeValue::N(version.to_string()));
    client.put_item().table_name(table).set_item(Some(item)).send().await.unwrap();
}

#[tokio::test]
async fn batch_with_long_histories_is_refused_and_moved_order_by_order() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(ORDERS).await;
    let batch = world.batch(&orders).await;
    for id in &orders {
        fill_timeline(&world, id).await;
    }
    let refused = world
        .docket
        .refused(world.pick_up(&world.driver, &batch), 409, "conflict: histories_too_long")
        .await;
    assert!(refused.text_at("/detail").contains("histories"), "{}", refused.text);
    // After one order is moved by itself, the transaction has room for the others.
    world.step(&world.driver, &orders[0], "PICKED_UP").await.expect(200);
    let done = world.pick_up(&world.driver, &batch).await.expect(200);
    assert_eq!(done.at("/ordersUpdated"), json!(ORDERS - 1));
    for id in &orders {
        let order = world.order(id).await;
        assert_eq!(statuses(&order).last().unwrap(), "OUT_FOR_DELIVERY");
    }
}
