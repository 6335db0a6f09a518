//! A day of requests that writes items of every kind into the table.

use std::sync::atomic::{AtomicU32, Ordering};

use aws_sdk_dynamodb::types::AttributeValue;
use docket_local::Options;
use docket_tests::{
    Docket, Person, Reply, pickup,
    world::{BUYER, DRIVER},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Runs the day and returns the deployment after it.
pub async fn play() -> Docket {
    let start = "2026-11-20T15:00:00Z".parse().ok();
    // The limits of production, because their counters are items too.
    let options = Options { start, production_limits: true, ..Options::default() };
    let docket = Docket::with(options).await;
    let day = Day {
        shop: docket.sign_in(Person::Shop).await,
        kitchen: docket.sign_in(Person::Kitchen).await,
        buyer: docket.token(BUYER).await,
        sent: AtomicU32::new(0),
        docket,
    };
    let salt = day.settings().await;
    day.orders().await;
    day.checkout(&salt).await;
    day.deliveries().await;
    day.recurring().await;
    day.signing_in().await;
    day.unreadable_item().await;
    day.docket
}

struct Day {
    docket: Docket,
    shop: String,
    kitchen: String,
    buyer: String,
    /// Each request has its own idempotency key, so that the day writes receipts too.
    sent: AtomicU32,
}

impl Day {
    async fn send(&self, method: &str, path: &str, token: &str, body: Value, status: u16) -> Reply {
        let key = format!("key-{}", self.sent.fetch_add(1, Ordering::Relaxed));
        let call = self.docket.call(method, path).bearer_if(token).key(&key);
        call.json(&body).send().await.expect(status)
    }

    async fn order(&self, body: &Value, token: &str) -> String {
        self.send("POST", "/api/orders", token, body.clone(), 201).await.text_at("/order/id")
    }

    /// Creates vouchers, sellers, products, stock and members, and returns the id of a product.
    async fn settings(&self) -> String {
        let voucher = json!({
            "sellerId": "corner-shop", "code": "SPRING", "amount": 100, "usesLeft": 9,
            "perCustomer": 5, "minSubtotal": 1, "validUntil": "2026-12-24T00:00:00.000Z",
        });
        self.send("POST", "/api/vouchers", &self.shop, voucher, 201).await;
        let seller = json!({
            "cancelWindowMinutes": 10,
            "charges": {"deliveryFee": 300, "packagingFee": 20, "taxBasisPoints": 700},
        });
        self.docket
            .patch("/api/sellers/spice-kitchen")
            .bearer(&self.kitchen)
            .json(&seller)
            .send()
            .await
            .expect(200);
        let product = json!({
            "sellerId": "corner-shop", "name": "Salt", "price": 90, "stock": 12, "stockBuckets": 2,
            "lowStockAt": 10, "addons": [{"id": "bag", "name": "Bag", "price": 5}],
        });
        let salt = self
            .send("POST", "/api/products", &self.shop, product, 201)
            .await
            .text_at("/product/id");
        let stock = json!({"change": -3, "reason": "broken"});
        self.send("POST", &format!("/api/products/{salt}/stock"), &self.shop, stock, 200).await;
        let member = json!({
            "name": "Eve", "phone": "+14155553001", "email": "eve@example.com", "role": "driver",
            "sellerId": "spice-kitchen",
        });
        self.send("POST", "/api/members", &self.kitchen, member, 201).await;
        let preferences = json!({
            "language": "de-AT", "timezone": "Europe/Vienna",
            "quietHours": {"from": "22:00", "to": "07:00"},
            "groups": {"order_ready": ["push"]},
        });
        self.send("PUT", "/api/preferences", &self.buyer, preferences, 200).await;
        salt
    }

    /// Creates orders of the shop that are unconfirmed, paid, split, merged, changed and stopped.
    async fn orders(&self) {
        // The orders: one that waits for its code, one that is confirmed, one of another guest.
        let mut body = pickup("corner-shop", BUYER, &[("cs-coffee", 2), ("cs-soap", 3)]);
        body["vouchers"] = json!(["SPRING"]);
        body["customer"]["email"] = json!("ada@example.com");
        body["notes"] = json!("Ring twice");
        body["fulfilment"] = json!({
            "method": "shipping", "requestedFor": "2026-11-25T10:00:00.000Z",
            "address": {
                "line1": "12 Harbour Street", "line2": "Left", "city": "Boston", "state": "MA",
                "postalCode": "02110", "country": "US",
            },
        });
        let mut waits = body.clone();
        waits["customer"]["phone"] = json!("+12025550143");
        let waits = self.order(&waits, "").await;
        let gone = json!({"reason": "gone"});
        self.send("PATCH", &format!("/api/orders/{waits}/cancel"), &self.shop, gone, 200).await;
        // The customer of the shop's order has not confirmed the phone, so the message is withheld.
        let ordered_for = pickup("corner-shop", "+12025550147", &[("cs-soap", 1)]);
        self.order(&ordered_for, &self.shop).await;
        let first = self.order(&body, &self.buyer).await;
        let mut second = body.clone();
        second["items"] = json!([{"productId": "cs-bread", "quantity": 2}]);
        second["vouchers"] = json!([]);
        let second = self.order(&second, &self.buyer).await;
        let money = json!({"amount": 500, "method": "cash", "reference": "R-7"});
        self.send("POST", &format!("/api/orders/{first}/payments"), &self.shop, money, 201).await;
        let part = json!({"items": [{"productId": "cs-soap", "quantity": 1}]});
        self.send("POST", &format!("/api/orders/{first}/split"), &self.shop, part, 201).await;
        let both = json!({"orderIds": [first, second]});
        self.send("POST", "/api/orders/merge", &self.shop, both, 200).await;
        // So many changes that some lines of the history move into items of their own.
        for note in 0..60 {
            let body = json!({"notes": format!("Ring {note} times")});
            self.send("PUT", &format!("/api/orders/{first}"), &self.shop, body, 200).await;
        }
        self.send(
            "PATCH",
            &format!("/api/orders/{first}/cancel"),
            &self.shop,
            json!({"reason": "gone"}),
            200,
        )
        .await;
    }

    async fn checkout(&self, salt: &str) {
        let checkout = json!({
            "sellers": [
                {"sellerId": "green-valley", "items": [{"productId": "gv-eggs", "quantity": 1}],
                 "fulfilment": {"method": "pickup"}},
                {"sellerId": "corner-shop", "items": [{"productId": salt, "quantity": 1,
                 "addons": [{"addonId": "bag", "quantity": 1}]}], "fulfilment": {"method": "pickup"}},
            ],
            "customer": {"name": "Grace", "phone": "+12025550144"},
        });
        self.send("POST", "/api/checkouts", "", checkout, 201).await;
    }

    async fn deliveries(&self) {
        let mut brought = pickup("spice-kitchen", BUYER, &[("sk-thali", 1)]);
        brought["fulfilment"] = json!({"method": "delivery", "zoneId": "north", "address": {
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA", "postalCode": "02110",
            "country": "US",
        }});
        let brought = self.order(&brought, &self.buyer).await;
        let accept = json!({"estimatedPrepTime": 20});
        self.send("PATCH", &format!("/api/orders/{brought}/accept"), &self.kitchen, accept, 200)
            .await;
        let soon = self.docket.running.now() + SignedDuration::from_mins(50);
        let promise = json!({"promisedAt": soon.to_string(), "reason": "The oven is full."});
        let estimate = format!("/api/orders/{brought}/estimate");
        self.send("PATCH", &estimate, &self.kitchen, promise, 200).await;
        let note = json!({"text": "Leave it with the neighbour."});
        self.send("POST", &format!("/api/orders/{brought}/notes"), &self.kitchen, note, 201).await;
        let batch = json!({"orderIds": [brought], "driverId": DRIVER});
        self.send("POST", "/api/delivery/batches", &self.kitchen, batch, 201).await;
        self.docket.running.settle().await.unwrap();
        let feed = self.docket.get("/api/notifications").bearer(&self.kitchen).send().await;
        let newest = json!({"upTo": feed.expect(200).text_at("/notifications/0/id")});
        self.send("POST", "/api/notifications/read", &self.kitchen, newest, 200).await;
    }

    async fn recurring(&self) {
        let template = json!({
            "sellerId": "green-valley", "name": "Eggs each week",
            "items": [{"productId": "gv-eggs", "quantity": 1}], "fulfilment": {"method": "pickup"},
            "customer": {"name": "Ada Guest", "phone": BUYER},
            "schedule": {
                "rrule": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0", "startsAt": "2026-11-23T08:00",
                "timezone": "America/New_York", "onShortage": "skip",
            },
        });
        let made = self.send("POST", "/api/order-templates", &self.buyer, template, 201).await;
        let id = made.text_at("/template/id");
        self.send(
            "POST",
            &format!("/api/order-templates/{id}/orders"),
            &self.buyer,
            json!({}),
            201,
        )
        .await;
    }

    async fn signing_in(&self) {
        self.docket.challenge("+12025550145").await;
        let signed_in = self.docket.sign_in_reply("+12025550146").await;
        let refresh = json!({"refreshToken": signed_in.text_at("/refreshToken")});
        self.docket.post("/api/auth/tokens/refresh").json(&refresh).send().await.expect(200);
        let out = self.docket.post("/api/auth/logout").bearer(&signed_in.text_at("/accessToken"));
        out.send().await.expect(204);
        // A known device has its own budget of codes. Signing out everywhere ends all sessions.
        self.docket.advance(SignedDuration::from_secs(31)).await;
        let device = signed_in.text_at("/deviceSecret");
        let body = json!({"phone": "+12025550146", "deviceSecret": device});
        self.docket.post("/api/auth/codes").json(&body).send().await.expect(202);
        let again = self.docket.sign_in_reply("+12025550148").await;
        let out = self.docket.post("/api/auth/logout").bearer(&again.text_at("/accessToken"));
        out.json(&json!({"everywhere": true})).send().await.expect(204);
    }

    /// Writes an item that the stream's reader cannot parse, so that its record is set aside.
    async fn unreadable_item(&self) {
        let broken = [("pk", "O#0000000000"), ("sk", "O")];
        let broken =
            broken.map(|(name, text)| (name.to_owned(), AttributeValue::S(text.to_owned())));
        let client = self.docket.running.client();
        let put = client.put_item().table_name(self.docket.running.table());
        put.set_item(Some(broken.clone().into())).send().await.unwrap();
        self.docket.advance(SignedDuration::from_mins(31)).await;
        let delete = client.delete_item().table_name(self.docket.running.table());
        delete.set_key(Some(broken.into())).send().await.unwrap();
        self.docket.running.settle().await.unwrap();
    }
}
