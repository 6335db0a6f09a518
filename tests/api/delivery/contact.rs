//! How long a driver sees a buyer's contact data.

use docket_tests::{
    Person, Reply,
    world::{BUYER, DRIVER, delivery::Dispatch},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

const STREET: &str = "12 Harbour Street";
const NAME: &str = "Ada Contact";
const NOTES: &str = "The key is under the mat";
const EMAIL: &str = "ada.contact@example.com";

/// An order of the buyer that can go into a batch, with all contact data.
async fn ready(world: &Dispatch) -> String {
    let more = json!({
        "customer": {"name": NAME, "phone": BUYER, "email": EMAIL}, "notes": NOTES,
    });
    let id = world.preparing_for(None, more).await;
    world.docket.set_status(&world.staff, &id, "READY").await.expect(200);
    id
}

/// The paths that show an order of a batch.
fn paths(order: &str, batch: &str) -> [String; 5] {
    [
        format!("/api/orders/{order}"),
        format!("/api/orders/{order}/track"),
        format!("/api/orders/{order}/statistics"),
        format!("/api/delivery/batches/{batch}"),
        "/api/delivery/batches?orders=true".to_owned(),
    ]
}

/// The contact data that an answer contains.
fn shown(reply: &Reply) -> Vec<&'static str> {
    [STREET, NAME, BUYER, NOTES, EMAIL].into_iter().filter(|it| reply.text.contains(it)).collect()
}

async fn read(world: &Dispatch, token: &str, path: &str) -> Reply {
    world.docket.get(path).bearer(token).send().await.expect(200)
}

#[tokio::test]
async fn driver_sees_contact_data_until_24_hours_after_delivery() {
    let world = Dispatch::open().await;
    let (order, late) = (ready(&world).await, ready(&world).await);
    let batch = world.batch(&[order.clone(), late.clone()]).await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    world.step(&world.driver, &order, "DELIVERED").await.expect(200);
    let [get, track, statistics, of_batch, list] = paths(&order, &batch);

    world.docket.advance(SignedDuration::from_hours(23)).await;
    let dan = world.docket.sign_in(Person::Driver).await;
    for path in [&get, &track, &of_batch, &list] {
        assert_eq!(shown(&read(&world, &dan, path).await).len(), 5, "{path}");
    }

    world.docket.advance(SignedDuration::from_hours(2)).await;
    let dan = world.docket.sign_in(Person::Driver).await;
    for path in [&get, &track, &statistics] {
        let reply = read(&world, &dan, path).await;
        assert_eq!(shown(&reply), [] as [&str; 0], "{path}: {}", reply.text);
    }
    let answer = read(&world, &dan, &get).await;
    assert_eq!(answer.text_at("/order/status"), "DELIVERED");
    assert_eq!(answer.at("/order/items/0/quantity"), 1);
    assert_eq!(answer.text_at("/order/fulfilment/method"), "delivery");
    let table = world.docket.get("/api/delivery/batches?orders=true").bearer(&dan);
    let table = table.header("accept", "text/csv").send().await.expect(200);
    assert_eq!(shown(&table), [] as [&str; 0]);

    // The other order of the batch is not delivered yet.
    let stop = |batch: &Value, of: &str| {
        let orders = batch["orders"].as_array().unwrap();
        orders.iter().find(|it| it["id"] == of).unwrap().clone()
    };
    let complete =
        world.change(&dan, &batch, "complete", &json!({})).await.expect(200).at("/batch");
    let listed = read(&world, &dan, &list).await.at("/batches/0");
    let read_again = read(&world, &dan, &of_batch).await.at("/batch");
    for batch in [complete, listed, read_again] {
        let (gone, there) = (stop(&batch, &order), stop(&batch, &late));
        for field in ["deliveryAddress", "customer", "notes"] {
            assert_eq!((gone.get(field), there.get(field).is_some()), (None, true), "{field}");
        }
        assert_eq!(gone["status"], "DELIVERED");
    }

    // Staff and administrators still see it.
    let (staff, admin) =
        (world.docket.sign_in(Person::Kitchen).await, world.docket.sign_in(Person::Admin).await);
    for path in [&get, &track, &of_batch] {
        assert_eq!(shown(&read(&world, &staff, path).await).len(), 5, "{path}");
        assert_eq!(shown(&read(&world, &admin, path).await).len(), 5, "{path}");
    }
    let buyer = world.docket.token(BUYER).await;
    assert_eq!(shown(&read(&world, &buyer, &get).await).len(), 5);
}

#[tokio::test]
async fn driver_sees_contact_data_until_24_hours_after_any_other_end() {
    let world = Dispatch::open().await;
    let order = ready(&world).await;
    let batch = world.batch(std::slice::from_ref(&order)).await;
    world.pick_up(&world.driver, &batch).await.expect(200);
    let path = format!("/api/orders/admin/{order}/status");
    let failed = json!({"status": "FAILED", "reason": "Nobody was there."});
    world.docket.patch(&path).bearer(&world.admin).json(&failed).send().await.expect(200);
    let get = format!("/api/orders/{order}");
    for (hours, count) in [(23, 5), (2, 0)] {
        world.docket.advance(SignedDuration::from_hours(hours)).await;
        let dan = world.docket.sign_in(Person::Driver).await;
        let read = world.docket.get(&get).bearer(&dan).send().await.expect(200);
        assert_eq!(read.text_at("/order/driverId"), DRIVER);
        assert_eq!(shown(&read).len(), count, "{}", read.text);
    }
    // An override puts the order on its way again, so the driver sees the data again.
    let admin = world.docket.sign_in(Person::Admin).await;
    let again = json!({"status": "OUT_FOR_DELIVERY", "reason": "The buyer called."});
    world.docket.patch(&path).bearer(&admin).json(&again).send().await.expect(200);
    let dan = world.docket.token(Person::Driver.phone());
    world.docket.advance(SignedDuration::from_secs(31)).await;
    let read = world.docket.get(&get).bearer(&dan.await).send().await.expect(200);
    assert_eq!(shown(&read).len(), 5, "{}", read.text);
}
