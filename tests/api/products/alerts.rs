//! Low-stock alerts: who gets them, and how often.

use std::sync::Arc;

use docket_tests::{
    Person, pickup,
    world::changes::{FARM, Farm, phone},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// The low-stock events about a product.
async fn events(world: &Farm, product: &str) -> Vec<Value> {
    world.docket.running.settle().await.unwrap();
    let events = world.docket.running.events().into_iter();
    let low = events.filter(|event| event.detail_type == "StockLow");
    low.map(|event| event.detail).filter(|it| it["product"]["id"] == product).collect()
}

/// The number of messages to a person about a product.
fn message_count(world: &Farm, who: &str, product: &str) -> usize {
    let messages = world.docket.running.messages(Some(who)).into_iter();
    messages.filter(|message| message.text.contains(product)).count()
}

async fn order(world: &Farm, product: &str, count: u32) -> Value {
    let body = pickup(FARM, &phone(), &[(product, count)]);
    let placed = world.docket.post("/api/orders").bearer(&world.staff).json(&body).send().await;
    placed.expect(201).at("/order")
}

#[tokio::test(flavor = "multi_thread")]
async fn thousand_orders_below_the_limit_raise_one_event_and_message() {
    for (buckets, each) in [(1, 10), (5, 50)] {
        let world = Arc::new(Farm::open().await);
        let more = json!({"lowStockAt": 100, "stockBuckets": buckets});
        let product = world.product(20 * each, &more).await;
        let mut asked = JoinSet::new();
        for lane in 0..20 {
            let (world, product) = (world.clone(), product.clone());
            asked.spawn(async move {
                for _ in 0..each {
                    let body = pickup(FARM, &format!("+1415556{lane:04}"), &[(&product, 1)]);
                    loop {
                        let call = world.docket.post("/api/orders").bearer(&world.staff);
                        let status = call.json(&body).send().await.status;
                        if status == 201 {
                            break;
                        }
                        assert_eq!(status, 503);
                    }
                }
            });
        }
        asked.join_all().await;
        assert_eq!(world.docket.available(&product).await, 0);
        let events = events(&world, &product).await;
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!(events[0]["product"]["lowStockAt"], 100);
        assert!(events[0]["product"]["available"].as_u64().unwrap() <= 100);
        for person in [Person::Producer, Person::Admin] {
            assert_eq!(message_count(&world, person.phone(), &product), 1, "{person:?}");
        }
        for person in [Person::Shop, Person::Driver] {
            assert_eq!(message_count(&world, person.phone(), &product), 0, "{person:?}");
        }
    }
}

#[tokio::test]
async fn alert_is_raised_each_time_stock_falls_to_the_limit() {
    let world = Farm::open().await;
    for buckets in [1, 3] {
        let more = json!({"lowStockAt": 10, "stockBuckets": buckets});
        let product = world.product(30, &more).await;
        let count = async || {
            (
                events(&world, &product).await.len(),
                message_count(&world, Person::Admin.phone(), &product),
            )
        };
        order(&world, &product, 19).await;
        assert_eq!(count().await, (0, 0), "one above the mark");
        let low = order(&world, &product, 1).await;
        assert_eq!(count().await, (1, 1), "at the mark");
        order(&world, &product, 5).await;
        world.restock(&product, 5).await.expect(200);
        assert_eq!(count().await, (1, 1), "less, and as little as before");
        let id = low["id"].as_str().unwrap();
        world.docket.set_status(&world.staff, id, "cancelled").await.expect(200);
        assert_eq!(count().await, (1, 1), "what came back is above the mark");
        let again = order(&world, &product, 2).await;
        assert_eq!(count().await, (2, 2), "below it again");
        // A change of an order counts like an order.
        world.hold(&world.staff, &again, &[(&product, 1)]).await.expect(200);
        world.hold(&world.staff, &again, &[("gv-honey", 1)]).await.expect(200);
        assert_eq!(count().await, (2, 2));
        world.hold(&world.staff, &again, &[(&product, 9)]).await.expect(200);
        assert_eq!(count().await, (3, 3));
        // Writing off stock counts too.
        world.restock(&product, 40).await.expect(200);
        assert_eq!(count().await, (3, 3));
        world.restock(&product, -40).await.expect(200);
        assert_eq!(count().await.1, 4);
        let ids: std::collections::BTreeSet<_> = events(&world, &product)
            .await
            .iter()
            .map(|it| it["eventId"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), 4, "each has a name of its own");
    }
}

#[tokio::test]
async fn alert_is_sent_once_when_record_or_event_is_repeated() {
    let world = Farm::open().await;
    let product = world.product(12, &json!({"lowStockAt": 10})).await;
    order(&world, &product, 2).await;
    let low = events(&world, &product).await;
    assert_eq!((low.len(), message_count(&world, Person::Admin.phone(), &product)), (1, 1));
    // The stream record that raised the event, and another one, are processed again.
    let by = low[0]["correlationId"].as_str().unwrap();
    let record = |id: &str| {
        json!({
            "eventID": id, "eventName": "MODIFY",
            "dynamodb": {
                "SequenceNumber": "1",
                "Keys": {"pk": {"S": format!("P#{product}#0")}, "sk": {"S": "S"}},
                "NewImage": {"pk": {"S": format!("P#{product}#0")}, "sk": {"S": "S"}},
            },
        })
    };
    let before = world.docket.table().await;
    for id in [by, "another"] {
        let payload = json!({"Records": [record(id)]});
        let answer = world.docket.running.invoke("publish-order-events", payload).await.unwrap();
        assert_eq!(answer, json!({"batchItemFailures": []}));
    }
    let event = json!({"detail-type": "StockLow", "source": "docket", "detail": low[0]});
    world.docket.running.invoke("notify", event).await.unwrap();
    assert_eq!(events(&world, &product).await.len(), 1);
    assert_eq!(message_count(&world, Person::Admin.phone(), &product), 1);
    assert_eq!(message_count(&world, Person::Producer.phone(), &product), 1);
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn alert_is_sent_to_each_reachable_member() {
    let world = Farm::open().await;
    let member = async |body: Value| {
        let post = world.docket.post("/api/members").bearer(&world.admin).json(&body);
        let id = post.send().await.expect(201).text_at("/member/id");
        for address in ["phone", "email"].map(|name| body[name].as_str()).into_iter().flatten() {
            let token = world.docket.token(address).await;
            world.docket.accept(&token, &id).await.expect(200);
        }
        id
    };
    let with = |more: Value| {
        let mut body = json!({"name": "Eve", "sellerId": FARM, "role": "seller"});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let [both, gone, driver, invited] = [phone(), phone(), phone(), phone()];
    member(with(json!({"phone": both, "email": "both@example.com"}))).await;
    member(with(json!({"email": "mail@example.com"}))).await;
    member(with(json!({"phone": driver, "role": "driver"}))).await;
    let left = member(with(json!({"phone": gone}))).await;
    // A member who has not accepted gets no alerts.
    let listed = json!({"name": "Eve", "sellerId": FARM, "role": "seller", "phone": invited});
    let post = world.docket.post("/api/members").bearer(&world.admin).json(&listed);
    post.send().await.expect(201);
    let path = format!("/api/members/{left}");
    let off = world.docket.patch(&path).bearer(&world.admin).json(&json!({"disabled": true}));
    off.send().await.expect(200);
    let product = world.product(11, &json!({"lowStockAt": 10})).await;
    order(&world, &product, 4).await;
    assert_eq!(events(&world, &product).await.len(), 1);
    for (who, times) in [
        (both.as_str(), 1),
        ("both@example.com", 0),
        ("mail@example.com", 1),
        (&gone, 0),
        (&driver, 0),
        (&invited, 0),
        (Person::Producer.phone(), 1),
        (Person::Admin.phone(), 1),
    ] {
        assert_eq!(message_count(&world, who, &product), times, "{who}");
    }
    let message = world.docket.running.messages(Some(&both)).remove(0);
    assert_eq!(message.text, format!("Stock is low: 7 left of product {product}."));
    let mail = world.docket.running.messages(Some("mail@example.com")).remove(0);
    assert!(
        mail.text.starts_with("Stock is low: 7 left of Cider at Green Valley Farm."),
        "{}",
        mail.text
    );
}

#[tokio::test]
async fn alert_is_not_raised_when_a_product_begins_low_or_has_no_limit() {
    let world = Farm::open().await;
    let begins = world.product(4, &json!({"lowStockAt": 10})).await;
    assert_eq!(events(&world, &begins).await.len(), 0);
    order(&world, &begins, 1).await;
    let unmarked = world.product(1, &json!({})).await;
    order(&world, &unmarked, 1).await;
    assert_eq!(events(&world, &begins).await.len() + events(&world, &unmarked).await.len(), 0);
}
