//! Orders from before refunds were items of their own: their refund is settled by a person.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_tests::world::payments::Payments;
use serde_json::json;

#[tokio::test]
async fn refund_of_an_older_order_is_settled_once() {
    let world = Payments::open().await;
    let order = world.farm_order().await;
    let path = format!("/api/orders/{order}/payments");
    let cash = json!({"amount": 500, "method": "cash"});
    world.docket.post(&path).bearer(&world.admin).json(&cash).send().await.expect(201);
    world.force(&order, "cancelled").await.expect(200);
    // Restores the old form of the order, which has only the sum.
    let (client, table) = (world.docket.running.client(), world.docket.running.table());
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let pk = format!("O#{}", order.rsplit('-').next().unwrap());
    let id = world.refunds(&order).await[0]["id"].as_str().unwrap().to_owned();
    let delete = client.delete_item().table_name(table).key("pk", text(&pk));
    delete.key("sk", text(&format!("Z#{id}"))).send().await.unwrap();
    let update = client.update_item().table_name(table).key("pk", text(&pk)).key("sk", text("O"));
    update.update_expression("REMOVE rf").send().await.unwrap();

    let refunds = world.refunds(&order).await;
    assert_eq!((refunds.len(), &refunds[0]["amount"]), (1, &json!(500)));
    // When the order is revived, it keeps the money. When it is stopped again, it gets a refund
    // item.
    world.force(&order, "confirmed").await.expect(200);
    assert_eq!(world.money(&order).await["status"], "partly_paid");
    world.force(&order, "cancelled").await.expect(200);
    let update = client.update_item().table_name(table).key("pk", text(&pk)).key("sk", text("O"));
    update.update_expression("REMOVE rf").send().await.unwrap();
    let id = world.refunds(&order).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/orders/{order}/refunds/{id}/settle");
    let settle = || {
        let call = world.docket.post(&path).bearer(&world.admin);
        call.json(&json!({"reference": "till 3"})).send()
    };
    settle().await.expect(200);
    let money = world.money(&order).await;
    assert_eq!((&money["status"], &money["amountRefunded"]), (&json!("refunded"), &json!(500)));
    settle().await.problem(409, "conflict: refund_ended");
}
