//! Every action in `allowedActions` succeeds, and every action in `deniedActions` is refused with
//! the code that it names, for each lifecycle, status and caller.

use docket_domain::{Lifecycle, Status};
use docket_tests::{
    Person, Reply, pickup,
    world::{BUYER, DRIVER, World, contract::Everybody},
};
use serde_json::{Value, json};

/// A seller of a lifecycle, with its staff and a product.
struct Place {
    lifecycle: &'static str,
    seller: &'static str,
    product: &'static str,
    person: Person,
}

const PRODUCER: Place = Place {
    lifecycle: "producer",
    seller: "green-valley",
    product: "gv-eggs",
    person: Person::Producer,
};
const SHOP: Place =
    Place { lifecycle: "shop", seller: "corner-shop", product: "cs-soap", person: Person::Shop };
const KITCHEN: Place = Place {
    lifecycle: "kitchen",
    seller: "spice-kitchen",
    product: "sk-lassi",
    person: Person::Kitchen,
};
const MARKET: Place = Place {
    lifecycle: "marketplace",
    seller: "craft-market",
    product: "cm-candle",
    person: Person::Marketplace,
};

/// A caller who reads an order and requests the actions in the answer.
struct Caller {
    name: &'static str,
    token: String,
}

/// The number of requested actions.
#[derive(Default)]
struct Seen {
    allowed: u32,
    denied: u32,
}

/// A seller with its people.
struct Scene {
    world: Everybody,
    place: &'static Place,
    staff: String,
    method: &'static str,
    /// Whether the scene puts its orders into a batch of the driver.
    driven: bool,
}

impl Scene {
    async fn open(place: &'static Place, method: &'static str) -> Self {
        let world = Everybody::open().await;
        // More stock than the demo has, because every allowed action takes a new order.
        let stock = json!({"change": 100_000, "reason": "for the test"});
        let path = format!("/api/products/{}/stock", place.product);
        world.docket.post(&path).bearer(&world.admin).json(&stock).send().await.expect(200);
        let staff = world.docket.signed_in(place.person).await;
        Self { world, place, staff, method, driven: false }
    }

    fn callers(&self) -> Vec<Caller> {
        let caller = |name, token: &str| Caller { name, token: token.to_owned() };
        let mut callers = vec![
            caller("the buyer", &self.world.buyer),
            caller("staff", &self.staff),
            caller("an admin", &self.world.admin),
        ];
        if self.driven {
            callers.push(caller("the driver", &self.world.driver));
        }
        callers
    }

    /// Places an order, sets its status by an override, and returns its id.
    async fn order(&self, status: &'static Status) -> String {
        let World { docket, admin, .. } = &*self.world;
        let mut body = pickup(self.place.seller, BUYER, &[(self.place.product, 3)]);
        if self.method != "pickup" {
            body["fulfilment"] = json!({"method": self.method, "address": {
                "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
                "postalCode": "02110", "country": "US",
            }});
        }
        if status.name == "awaiting_verification" {
            return docket.order(&body).await.expect(201).text_at("/order/id");
        }
        let id = self.world.placed_order(&body).await;
        if self.driven {
            docket.set_status(&self.staff, &id, "ACCEPTED").await.expect(200);
            let batch = json!({"orderIds": [id], "driverId": DRIVER});
            let batch = docket.post("/api/delivery/batches").bearer(&self.staff).json(&batch);
            batch.send().await.expect(201);
        }
        if docket.read_order(admin, &id).await.text_at("/order/status") != status.name {
            let path = format!("/api/orders/admin/{id}/status");
            let forced = json!({"status": status.name, "reason": "by phone"});
            docket.patch(&path).bearer(admin).json(&forced).send().await.expect(200);
        }
        id
    }

    /// Sends the request of an entry of `allowedActions` or `deniedActions`.
    async fn ask(
        &self,
        action: &Value,
        caller: &Caller,
        id: &str,
        status: &'static Status,
    ) -> Reply {
        let text = |name: &str| action[name].as_str().unwrap_or_default();
        let body = match text("action") {
            "verify-order" => json!({"code": self.world.docket.code(BUYER).await}),
            "resend-verification" | "accept-order" => json!({}),
            "update-order-status" => json!({"status": text("status")}),
            "override-order-status" => {
                let mut others = self.statuses().into_iter().filter(|it| it.name != status.name);
                json!({"status": others.nth(1).unwrap().name, "reason": "by phone"})
            }
            "update-order" => json!({"notes": "Ring twice"}),
            "record-payment" => json!({"amount": 1, "method": "cash"}),
            "refund-order" => json!({"amount": 1, "reason": "A lid was broken."}),
            "move-promise" => {
                let soon = self.world.docket.running.now() + jiff::SignedDuration::from_mins(50);
                json!({"promisedAt": soon.to_string(), "reason": "The oven is full."})
            }
            "add-note" => json!({"text": "Leave it with the neighbour."}),
            "split-order" => {
                json!({"items": [{"productId": self.place.product, "quantity": 1}]})
            }
            "merge-orders" => json!({"orderIds": [id, self.order(status).await]}),
            "reject-order"
            | "cancel-order"
            | "cancel-order-as-seller"
            | "cancel-order-as-admin" => json!({"reason": "sold out"}),
            other => panic!("{other} is new: say here how it is asked for"),
        };
        let call = self.world.docket.call(text("method"), text("path"));
        call.bearer(&caller.token).json(&body).send().await
    }

    /// All statuses of the lifecycle, the wait for the code included.
    fn statuses(&self) -> Vec<&'static Status> {
        Lifecycle::newest(self.place.lifecycle).unwrap().statuses.iter().collect()
    }

    /// Requests every allowed and every denied action, as each caller in every status.
    async fn all(&self) -> Seen {
        let mut seen = Seen::default();
        for status in self.statuses() {
            for caller in self.callers() {
                self.request_actions(status, &caller, &mut seen).await;
            }
        }
        seen
    }

    /// Requests every action that one caller is allowed or denied in one status.
    async fn request_actions(&self, status: &'static Status, caller: &Caller, seen: &mut Seen) {
        let World { docket, admin, .. } = &*self.world;
        let cell = format!("{} {}: {}", self.method, status.name, caller.name);
        let id = self.order(status).await;
        let read = docket.read_order(&caller.token, &id).await;
        if read.status == 404 {
            // The override took the order out of the driver's batch.
            assert_eq!(caller.name, "the driver", "{cell}");
            return;
        }
        let read = read.expect(200).at("/order");
        let list = |name: &str| read[name].as_array().unwrap().clone();
        let before = docket.read_order(admin, &id).await.expect(200).at("/order");
        for denied in list("deniedActions") {
            let reply = self.ask(&denied, caller, &id, status).await;
            assert_eq!(reply.at("/code"), denied["code"], "{cell}: {denied} {}", reply.text);
            let after = docket.read_order(admin, &id).await.expect(200).at("/order");
            assert_eq!(after, before, "{cell}: {denied}");
            seen.denied += 1;
        }
        for allowed in list("allowedActions") {
            let id = self.order(status).await;
            // The action of another order in this status, with its id replaced.
            let text = allowed.to_string().replace(before["id"].as_str().unwrap(), &id);
            let action = serde_json::from_str(&text).unwrap();
            if allowed["action"] == "resend-verification" {
                docket.advance(jiff::SignedDuration::from_secs(31)).await;
            }
            let reply = self.ask(&action, caller, &id, status).await;
            assert!((200..300).contains(&reply.status), "{cell}: {allowed} {}", reply.text);
            seen.allowed += 1;
        }
    }
}

async fn check_offered_actions(place: &'static Place, method: &'static str) {
    let seen = Scene::open(place, method).await.all().await;
    // A lower bound, about a fifth of the present numbers, so that the test cannot pass without
    // requests.
    assert!(seen.allowed >= 15 && seen.denied >= 15, "{} and {}", seen.allowed, seen.denied);
}

#[tokio::test]
async fn producer_order_allows_exactly_its_offered_actions() {
    check_offered_actions(&PRODUCER, "pickup").await;
}

#[tokio::test]
async fn shop_order_allows_exactly_its_offered_actions() {
    check_offered_actions(&SHOP, "shipping").await;
}

#[tokio::test]
async fn marketplace_order_allows_exactly_its_offered_actions() {
    check_offered_actions(&MARKET, "shipping").await;
}

#[tokio::test]
async fn kitchen_pickup_order_allows_exactly_its_offered_actions() {
    check_offered_actions(&KITCHEN, "pickup").await;
}

#[tokio::test]
async fn kitchen_shipping_order_allows_exactly_its_offered_actions() {
    check_offered_actions(&KITCHEN, "shipping").await;
}

#[tokio::test]
async fn kitchen_delivery_order_allows_exactly_its_offered_actions() {
    let mut scene = Scene::open(&KITCHEN, "delivery").await;
    let free = scene.all().await;
    scene.driven = true;
    // Only a confirmed order can be put into a batch.
    let mut driven = Seen::default();
    for status in scene.statuses().into_iter().filter(|it| it.name != "awaiting_verification") {
        for caller in scene.callers() {
            scene.request_actions(status, &caller, &mut driven).await;
        }
    }
    for seen in [free, driven] {
        assert!(seen.allowed >= 30 && seen.denied >= 30, "{} and {}", seen.allowed, seen.denied);
    }
}
