//! A change of a delivery batch is committed and its response is lost. The batch and its orders
//! change together, exactly once.

use docket_tests::{
    Docket, Person, Reply,
    faults::{Fault, Faults, SDK_TRIES, TRANSACT},
    guests::{each, events_of, statuses},
};
use serde_json::{Value, json};

pub const BUYER: &str = "+12025560650";
pub const DAN: &str = "demo-spice-kitchen-driver";
const READY: [&str; 4] = ["PLACED", "ACCEPTED", "PREPARING", "READY"];

/// The body of a delivery order of the kitchen.
pub fn delivery_order() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "items": [{"productId": "sk-thali", "quantity": 1}],
        "customer": {"name": "Ada", "phone": BUYER},
        "fulfilment": {"method": "delivery", "address": {
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": "US",
        }},
    })
}

/// A kitchen with two orders that wait for a driver.
struct World {
    docket: Docket,
    faults: Faults,
    admin: String,
    orders: Vec<String>,
}

impl World {
    async fn open() -> Self {
        let (docket, faults) = Faults::open().await;
        let (admin, buyer) = (docket.sign_in(Person::Admin).await, docket.token(BUYER).await);
        let mut orders = Vec::new();
        for _ in 0..2 {
            let placed =
                docket.post("/api/orders").bearer(&buyer).json(&delivery_order()).send().await;
            let id = placed.expect(201).text_at("/order/id");
            docket.set_status(&admin, &id, "ACCEPTED").await.expect(200);
            docket.set_status(&admin, &id, "READY").await.expect(200);
            orders.push(id);
        }
        Self { docket, faults, admin, orders }
    }

    async fn create(&self) -> Reply {
        let body = json!({"sellerId": "spice-kitchen", "orderIds": self.orders, "driverId": DAN});
        let call = self.docket.post("/api/delivery/batches").bearer(&self.admin).key("tour");
        call.json(&body).send().await
    }

    async fn change(&self, batch: &str, what: &str, body: &Value) -> Reply {
        let path = format!("/api/delivery/batches/{batch}/{what}");
        self.docket.patch(&path).bearer(&self.admin).json(body).send().await
    }

    async fn batch(&self, id: &str) -> Value {
        let path = format!("/api/delivery/batches/{id}");
        self.docket.get(&path).bearer(&self.admin).send().await.expect(200).at("/batch")
    }

    async fn orders(&self) -> Vec<Value> {
        let mut orders = Vec::new();
        for id in &self.orders {
            orders.push(self.docket.read_order(&self.admin, id).await.expect(200).at("/order"));
        }
        orders
    }
}

#[tokio::test]
async fn batch_is_created_once_when_responses_are_lost() {
    each([1, SDK_TRIES], |times| async move {
        let world = World::open().await;
        let lost = world.faults.inject(TRANSACT, "B#spice-kitchen#", times, Fault::LoseAnswer);
        let first = world.create().await;
        assert_eq!(lost.count(), times);
        if times > 1 {
            first.problem(503, "unavailable");
        }
        let again = world.create().await.expect(201);
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert!(again.text_at("/batch/batchNumber").ends_with("-001"));
        let id = again.at("/batch/id");
        for (order, sequence) in world.orders().await.iter().zip(1..) {
            assert_eq!((&order["batchId"], &order["driverId"]), (&id, &json!(DAN)));
            assert_eq!(order["deliverySequence"], sequence);
            assert_eq!(statuses(order), READY);
        }
        let all = world.docket.get("/api/delivery/batches?sellerId=spice-kitchen");
        let all = all.bearer(&world.admin).send().await.expect(200).at("/batches");
        assert_eq!(all.as_array().unwrap().len(), 1);
    })
    .await;
}

/// Each change of a batch loses one response or all of them. The last number is the status of the
/// repeated request.
#[tokio::test]
async fn batch_is_changed_once_when_responses_are_lost() {
    let changes = [
        ("sequence", Value::Null, 200),
        ("reassign", json!({"driverId": DAN}), 200),
        ("cancel", json!({}), 409),
        ("pickup", json!({}), 200),
        ("complete", json!({}), 200),
    ];
    let cases = changes.into_iter().flat_map(|it| [(it.clone(), 1), (it, SDK_TRIES)]);
    each(cases, |((what, body, repeated), times)| async move {
        let world = World::open().await;
        let id = world.create().await.expect(201).text_at("/batch/id");
        let mut expected: Vec<&str> = READY.to_vec();
        if ["pickup", "complete"].contains(&what) {
            expected.extend(["PICKED_UP", "OUT_FOR_DELIVERY"]);
        }
        if what == "complete" {
            world.change(&id, "pickup", &json!({})).await.expect(200);
            expected.push("DELIVERED");
        }
        let place = |at: usize, place: u32| json!({"orderId": world.orders[at], "sequence": place});
        let body = match what {
            "sequence" => json!({"sequence": [place(0, 2), place(1, 1)]}),
            _ => body,
        };
        let before = world.batch(&id).await["version"].as_u64().unwrap();
        let lost = world.faults.inject(TRANSACT, &format!("B#{id}"), times, Fault::LoseAnswer);
        let reply = world.change(&id, what, &body).await;
        assert_eq!(lost.count(), times, "{what}");
        if times == 1 {
            reply.expect(200);
        } else {
            reply.problem(503, "unavailable");
        }
        let batch = world.batch(&id).await;
        assert_eq!(batch["version"], before + 1, "{what}");
        let orders = world.orders().await;
        for order in &orders {
            let free = what == "cancel";
            assert_eq!(order["batchId"], if free { Value::Null } else { json!(id) });
            assert_eq!(statuses(order), expected, "{what}");
        }
        world.docket.running.settle().await.unwrap();
        let id_of = |order: &Value| order["id"].as_str().unwrap().to_owned();
        let moves = events_of(&world.docket, &id_of(&orders[0]), "OrderStatusChanged");
        // Accepting and picking up each make a second transition automatically.
        assert_eq!(moves.len(), expected.len() - 1, "{moves:?}");
        assert_eq!(world.change(&id, what, &body).await.status, repeated, "{what}");
        assert_eq!(
            world.orders().await.iter().map(statuses).collect::<Vec<_>>(),
            [expected.clone(), expected]
        );
    })
    .await;
}
