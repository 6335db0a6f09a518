//! More than a transaction may hold: nothing of it is done.

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::json;

use docket_tests::world::delivery::{Dispatch, statuses};

/// A batch, its orders and one history item for each are just too many.
const ORDERS: usize = 50;
/// A timeline of so many lines sheds some with its next.
const LINES: usize = 40;

/// Makes an order's history as long as it may be beside the order.
async fn grow_old(world: &Dispatch, id: &str) {
    let (client, table) = (world.desk.running.client(), world.desk.running.table());
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
async fn a_batch_whose_orders_have_long_histories_is_moved_order_by_order() {
    let world = Dispatch::open().await;
    let orders = world.ready_orders(ORDERS).await;
    let batch = world.batch(&orders).await;
    for id in &orders {
        grow_old(&world, id).await;
    }
    let refused = world
        .desk
        .refused(world.pick_up(&world.driver, &batch), 409, "conflict: histories_too_long")
        .await;
    assert!(refused.text_at("/detail").contains("histories"), "{}", refused.text);
    // One of them by itself, and the others are few enough then.
    world.step(&world.driver, &orders[0], "PICKED_UP").await.expect(200);
    let done = world.pick_up(&world.driver, &batch).await.expect(200);
    assert_eq!(done.at("/ordersUpdated"), json!(ORDERS - 1));
    for id in &orders {
        let order = world.order(id).await;
        assert_eq!(statuses(&order).last().unwrap(), "OUT_FOR_DELIVERY");
    }
}
