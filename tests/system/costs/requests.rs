//! Checks the exact cost of requests, from `ConsumedCapacity` with the indexes included. A change
//! that costs more must update this file and docs/architecture.md.

use docket_local::Options;
use docket_tests::{Docket, Person, Reply, images::png, pickup};
use serde_json::{Value, json};

const PHONE: &str = "+12025550142";

/// The cost of one request.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost {
    round_trips: u64,
    read: f64,
    write: f64,
}

const fn cost(round_trips: u64, read: f64, write: f64) -> Cost {
    Cost { round_trips, read, write }
}

struct Meter {
    docket: Docket,
    function: &'static str,
    before: Cost,
}

impl Meter {
    async fn used(&self, function: &str) -> Cost {
        let all = self.docket.get("/_local/capacity").send().await.expect(200);
        let field = |name: &str| all.at(&format!("/functions/{function}/{name}"));
        Cost {
            round_trips: field("roundTrips").as_u64().unwrap(),
            read: field("readUnits").as_f64().unwrap(),
            write: field("writeUnits").as_f64().unwrap(),
        }
    }

    async fn begin(&mut self, function: &'static str) {
        self.function = function;
        self.before = self.used(function).await;
    }

    async fn end(&self) -> Cost {
        let now = self.used(self.function).await;
        Cost {
            round_trips: now.round_trips - self.before.round_trips,
            read: now.read - self.before.read,
            write: now.write - self.before.write,
        }
    }
}

async fn meter() -> Meter {
    Meter { docket: Docket::open().await, function: "", before: cost(0, 0.0, 0.0) }
}

fn body() -> Value {
    pickup("green-valley", PHONE, &[("gv-honey", 2)])
}

/// Places a guest's order. Returns its id and the cost.
async fn placed(meter: &mut Meter, body: &Value) -> (String, Cost) {
    meter.begin("create-order").await;
    let id = meter.docket.order(body).await.expect(201).text_at("/order/id");
    (id, meter.end().await)
}

async fn verified(meter: &mut Meter, id: &str) -> (Reply, Cost) {
    let code = meter.docket.code(PHONE).await;
    meter.begin("verify-order").await;
    let reply = meter.docket.verify(id, &code).await.expect(200);
    (reply, meter.end().await)
}

#[tokio::test]
async fn guest_order_costs_its_budget_from_placing_to_completion() {
    let mut meter = meter().await;
    let staff = meter.docket.sign_in(Person::Producer).await;

    let (id, placing) = placed(&mut meter, &body()).await;
    assert_eq!(placing, cost(2, 3.0, 10.0), "place as a guest: budget 2 calls, 10 WCU");

    let (reply, verifying) = verified(&mut meter, &id).await;
    assert_eq!(verifying, cost(4, 1.0, 5.0), "verify, and confirm the phone: budget 6 WCU");

    let mut moves = Vec::new();
    for status in ["confirmed", "preparing", "ready", "completed"] {
        meter.begin("update-order-status").await;
        let _ = meter.docket.set_status(&staff, &id, status).await.expect(200);
        moves.push(meter.end().await);
    }
    let plain = cost(2, 1.0, 2.0);
    assert_eq!(moves[..3], [plain; 3], "a plain move: budget 2 calls, 3 WCU");
    assert_eq!(moves[3], cost(2, 1.0, 3.0), "one that closes: another partition of the index");

    let life = placing.write + verifying.write + moves.iter().map(|it| it.write).sum::<f64>();
    assert!(life <= 30.0, "a guest's life: budget 30 WCU, {life} used");

    meter.begin("get-order").await;
    let _ = meter.docket.read_order(&reply.text_at("/accessToken"), &id).await.expect(200);
    assert_eq!(meter.end().await, cost(1, 1.0, 0.0), "read: budget 1 call, 1 RCU");
}

#[tokio::test]
async fn placing_costs_seven_write_units_when_signed_in() {
    let mut meter = meter().await;
    let token = meter.docket.token(PHONE).await;
    meter.begin("create-order").await;
    let call = meter.docket.post("/api/orders").bearer(&token).json(&body());
    let _ = call.send().await.expect(201);
    assert_eq!(meter.end().await, cost(2, 2.0, 7.0), "budget 2 calls, 7 WCU");
}

#[tokio::test]
async fn placing_costs_two_more_units_with_production_limits() {
    let docket = Docket::with(Options { production_limits: true, ..Options::default() }).await;
    let mut meter = Meter { docket, ..meter().await };
    let (_, placing) = placed(&mut meter, &body()).await;
    assert_eq!(placing, cost(2, 5.0, 12.0), "the address is counted, the count of all looked at");
}

#[tokio::test]
async fn placing_costs_one_more_read_when_the_held_share_is_limited() {
    let mut meter = meter().await;
    let staff = meter.docket.sign_in(Person::Producer).await;
    let change = json!({"heldShareMax": 50});
    let patch = meter.docket.patch("/api/sellers/green-valley").bearer(&staff).json(&change);
    let _ = patch.send().await.expect(200);
    let (id, placing) = placed(&mut meter, &body()).await;
    assert_eq!(placing, cost(3, 4.0, 10.0));
    let (_, verifying) = verified(&mut meter, &id).await;
    assert_eq!(verifying, cost(4, 1.0, 8.0), "a transaction, as the stock item is in it");
}

#[tokio::test]
async fn placing_costs_one_more_read_unit_with_an_idempotency_key() {
    let mut meter = meter().await;
    meter.begin("create-order").await;
    let call = meter.docket.post("/api/orders").key("k").json(&body());
    let _ = call.send().await.expect(201);
    assert_eq!(meter.end().await, cost(2, 4.0, 10.0));
    meter.begin("create-order").await;
    let call = meter.docket.post("/api/orders").key("k").json(&body());
    let _ = call.send().await.expect(201);
    assert_eq!(meter.end().await, cost(1, 4.0, 0.0), "a replay writes nothing");
}

#[tokio::test]
async fn cancelling_with_stock_returned_costs_its_budget() {
    let mut meter = meter().await;
    let (id, _) = placed(&mut meter, &body()).await;
    let (reply, _) = verified(&mut meter, &id).await;
    meter.begin("cancel-order").await;
    let path = format!("/api/orders/{id}/cancel");
    let token = reply.text_at("/accessToken");
    let _ = meter.docket.call("PUT", &path).bearer(&token).send().await.expect(200);
    assert_eq!(meter.end().await, cost(2, 1.0, 6.0), "budget 2 calls, 9 WCU");
}

#[tokio::test]
async fn cleanup_costs_one_transaction_per_order() {
    let mut meter = meter().await;
    let _ = placed(&mut meter, &body()).await;
    meter.begin("cleanup-unverified-orders").await;
    meter.docket.advance(jiff::SignedDuration::from_mins(15)).await;
    let used = meter.end().await;
    let expected = (19, 8.0);
    assert_eq!(
        (used.round_trips, used.write),
        expected,
        "a heartbeat, 16 queries, a read, a transaction"
    );
}

#[tokio::test]
async fn reading_an_image_costs_a_product_read_and_storing_it_one_transaction() {
    let mut meter = meter().await;
    let staff = meter.docket.sign_in(Person::Producer).await;
    let path = "/api/products/gv-honey/image";
    // The first request with a token reads the revoked tokens.
    let _ = meter.docket.get(path).bearer(&staff).send().await.expect(200);
    let put = async |docket: &Docket, side: u32| {
        let call = docket.call("PUT", &format!("{path}?alt=A%20jar")).bearer(&staff);
        call.image("image/png", &png(side, side)).send().await.expect(200)
    };
    let _ = put(&meter.docket, 1).await;
    meter.begin("put-product-image").await;
    let _ = put(&meter.docket, 2).await;
    assert_eq!(meter.end().await, cost(2, 2.0, 3.0), "a transaction, and the index");
    meter.begin("put-product-image").await;
    let _ = put(&meter.docket, 2).await;
    assert_eq!(meter.end().await, cost(1, 2.0, 0.0), "the same again writes nothing");
    meter.begin("get-product-image").await;
    let _ = meter.docket.get(path).send().await.expect(200);
    assert_eq!(meter.end().await, cost(1, 2.0, 0.0), "budget 1 call, 2 RCU");
}

/// A producer's delivery order of one line fits into one kilobyte, the size of a write unit,
/// through all of its transitions.
#[tokio::test]
async fn delivery_order_costs_its_budget_through_all_transitions() {
    let mut meter = meter().await;
    let staff = meter.docket.sign_in(Person::Producer).await;
    let mut body = body();
    body["fulfilment"] = json!({
        "method": "delivery",
        "address": {
            "line1": "1600 Orchard Lane", "city": "Springfield", "state": "Vermont",
            "postalCode": "05156", "country": "United States",
        },
    });
    let (id, placing) = placed(&mut meter, &body).await;
    assert_eq!(placing, cost(2, 3.0, 10.0));
    let _ = verified(&mut meter, &id).await;
    for status in ["confirmed", "preparing", "ready"] {
        meter.begin("update-order-status").await;
        let _ = meter.docket.set_status(&staff, &id, status).await.expect(200);
        assert_eq!(meter.end().await, cost(2, 1.0, 2.0), "{status}");
    }
}
