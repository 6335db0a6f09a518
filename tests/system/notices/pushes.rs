//! Push replaces SMS: a person with a subscribed browser gets no SMS, and gets SMS again when no
//! browser is left.

use docket_tests::{
    Browser, Person,
    world::{
        DRIVER,
        messages::{Notices, UNLIMITED, phone},
    },
};
use serde_json::{Value, json};

/// A person's browser that is subscribed at the stand-in for its push service.
struct Subscribed {
    browser: Browser,
    id: String,
}

impl Subscribed {
    async fn of(world: &Notices, token: &str, id: &str) -> Self {
        let browser = Browser::new();
        let endpoint = format!("{}/_local/push/{id}", world.docket.running.url);
        let body = browser.subscription(&endpoint);
        let call = world.docket.call("PUT", "/api/preferences/push").bearer(token).json(&body);
        call.send().await.expect(204);
        Self { browser, id: id.to_owned() }
    }

    /// The decrypted messages that were sent to this browser.
    async fn shown(&self, world: &Notices) -> Vec<Value> {
        world.docket.running.settle().await.unwrap();
        let reply = world.docket.get(&format!("/_local/push/{}", self.id)).send().await.expect(200);
        let bodies = reply.at("/messages");
        let bodies = bodies.as_array().unwrap().iter().map(|it| it["body"].as_str().unwrap());
        let read = |body| serde_json::from_slice(&self.browser.read(body).unwrap()).unwrap();
        bodies.map(read).collect()
    }

    async fn end(&self, world: &Notices) {
        let path = format!("/_local/push/{}", self.id);
        world.docket.call("DELETE", &path).send().await.expect(204);
    }
}

#[tokio::test]
async fn notice_is_pushed_and_is_sent_by_sms_when_the_browser_is_gone() {
    let world = Notices::open(&UNLIMITED).await;
    let buyer = phone(300);
    let token = world.docket.token(&buyer).await;
    let browser = Subscribed::of(&world, &token, "one").await;
    let order = world.place(&token, &buyer).await;
    let shown = browser.shown(&world).await;
    let [shown] = &shown[..] else { panic!("one message, not {shown:?}") };
    let suffix = order.rsplit('-').next().unwrap();
    assert_eq!(shown["web_push"], 8030);
    assert_eq!(shown["notification"]["title"], "Order received");
    let total = shown["notification"]["body"].as_str().unwrap();
    assert!(total.starts_with(&format!("Your order {order} was received. Total: $")), "{total}");
    let link = format!("{}/t/{order}", world.docket.running.url);
    assert_eq!(shown["notification"]["navigate"], json!(link));
    assert_eq!(
        (&shown["notification"]["lang"], &shown["notification"]["tag"]),
        (&json!("en"), &json!(suffix))
    );
    assert_eq!(world.notices(&buyer), [""; 0]);

    browser.end(&world).await;
    let order = world.place(&token, &buyer).await;
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.notices(&buyer).len(), 1, "by SMS");
    assert_eq!(world.reasons(&order).await, ["no_browser"]);
    // The subscription is deleted and not used again.
    let order = world.place(&token, &buyer).await;
    assert!(world.reasons(&order).await.is_empty());
    assert_eq!(world.notices(&buyer).len(), 2);
}

#[tokio::test]
async fn unsubscribing_from_emails_does_not_end_pushes() {
    const READER: &str = "reader@mail.example";
    let world = Notices::open(&UNLIMITED).await;
    let buyer = phone(303);
    let token = world.docket.token(&buyer).await;
    let browser = Subscribed::of(&world, &token, "kept").await;
    world.docket.order_with_email(&buyer, READER).await;
    assert_eq!(browser.shown(&world).await.len(), 1);
    let path = world.docket.unsubscribe_path(&world.docket.notices(READER)[0]);
    world.docket.post(&path).send().await.expect(200);
    world.docket.order_with_email(&buyer, READER).await;
    assert_eq!(browser.shown(&world).await.len(), 2);
    assert_eq!(world.docket.notices(READER).len(), 1);
    assert_eq!(world.notices(&buyer), [""; 0]);
}

#[tokio::test]
async fn repeated_event_pushes_once_when_one_of_two_browsers_is_gone() {
    let world = Notices::open(&UNLIMITED).await;
    let buyer = phone(301);
    let token = world.docket.token(&buyer).await;
    let gone = Subscribed::of(&world, &token, "gone").await;
    gone.end(&world).await;
    let there = Subscribed::of(&world, &token, "there").await;
    let order = world.place(&token, &buyer).await;
    world.docket.running.settle().await.unwrap();
    for _ in 0..10 {
        world.again("notify", "OrderPlaced", &order).await.unwrap();
    }
    assert_eq!(there.shown(&world).await.len(), 1);
    assert_eq!(world.notices(&buyer), [""; 0]);
}

#[tokio::test]
async fn staff_are_notified_of_a_new_order_and_a_driver_of_a_batch() {
    let world = Notices::open(&UNLIMITED).await;
    let kitchen = world.docket.sign_in(Person::Kitchen).await;
    let driver = world.docket.sign_in(Person::Driver).await;
    let (docket, phone_of_driver) = (
        Subscribed::of(&world, &kitchen, "desk").await,
        Subscribed::of(&world, &driver, "driver").await,
    );
    let buyer = phone(302);
    let token = world.docket.token(&buyer).await;
    let mut body = docket_tests::world::kitchen::delivered();
    body["customer"]["phone"] = json!(buyer);
    let placed = world.docket.post("/api/orders").bearer(&token).json(&body).send().await;
    let order = placed.expect(201).text_at("/order/id");
    let shown = docket.shown(&world).await;
    assert_eq!(shown[0]["notification"]["title"], "New order");
    for status in ["ACCEPTED", "READY"] {
        world.docket.set_status(&kitchen, &order, status).await.expect(200);
    }
    let batch = json!({"orderIds": [order], "driverId": DRIVER});
    let call = world.docket.post("/api/delivery/batches").bearer(&kitchen).json(&batch);
    call.send().await.expect(201);
    let shown = phone_of_driver.shown(&world).await;
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["notification"]["title"], "A batch waits for you");
    assert_eq!(
        shown[0]["notification"]["navigate"],
        json!(format!("{}/desk/drive", world.docket.running.url))
    );
}
