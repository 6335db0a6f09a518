//! A day under a lifecycle that delivers and has no status name of the kitchen's: the code does not
//! depend on the names of statuses.

use std::collections::BTreeMap;

use docket_tests::{Docket, Person, Reply, pickup, world::delivery::statuses};
use jiff::SignedDuration;
use serde_json::{Value, json};

const STAFF: &str = "+12025550150";
const DRIVER: &str = "+12025550151";
const SELLER: &str = "bread-round";

/// The bakery and its people, with valid tokens.
struct Bakery {
    docket: Docket,
    admin: String,
    staff: String,
    driver: String,
    /// The driver's id.
    vera: String,
    loaf: String,
}

impl Bakery {
    async fn open() -> Self {
        let docket = Docket::open().await;
        let admin = docket.sign_in(Person::Admin).await;
        let body = json!({
            "name": "Bread Round", "lifecycle": "bread_round", "currency": "USD",
            "timezone": "America/New_York", "charges": {"deliveryFee": 250},
            "prepTimeMinutes": 20, "deliveryTimeMinutes": 15,
            "acceptWithinMinutes": 10, "rejectAfterMinutes": 5,
            "slaTargets": [{"status": "in_the_oven", "normal": 40}],
        });
        let opened = docket.post("/api/sellers").bearer(&admin).json(&body).send().await;
        assert_eq!(opened.expect(201).at("/seller/id"), SELLER);
        let (_, staff) = hire(&docket, &admin, "seller", STAFF).await;
        let (vera, driver) = hire(&docket, &admin, "driver", DRIVER).await;
        let loaf = json!({"name": "Loaf", "price": 400, "stock": 100});
        let loaf = docket.add_product(&staff, &loaf).await;
        Self { docket, admin, staff, driver, vera, loaf }
    }

    /// Replaces the tokens with new ones before they expire.
    async fn sign_in_anew(&mut self) {
        self.admin = self.docket.sign_in(Person::Admin).await;
        self.staff = self.docket.token(STAFF).await;
        self.driver = self.docket.token(DRIVER).await;
    }

    /// A guest's confirmed order of two loaves.
    async fn ordered(&self, guest: u32, method: &str) -> String {
        let phone = format!("+1202555{:04}", 160 + guest);
        let mut body = pickup(SELLER, &phone, &[(&self.loaf, 2)]);
        body["fulfilment"]["method"] = json!(method);
        if method != "pickup" {
            body["fulfilment"]["address"] = json!({
                "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
                "postalCode": "02110", "country": "US",
            });
        }
        let id = self.docket.order(&body).await.expect(201).text_at("/order/id");
        let confirmed = self.docket.confirm(&id, &phone).await.expect(200);
        assert_eq!(confirmed.at("/order/status"), "ordered");
        id
    }

    /// An order that can be picked up.
    async fn baked(&self, guest: u32, method: &str) -> String {
        let id = self.ordered(guest, method).await;
        let accepted = self.decide(&id, "accept", &json!({})).await.expect(200);
        assert_eq!(accepted.at("/order/status"), "in_the_oven");
        self.docket.set_status(&self.staff, &id, "on_the_shelf").await.expect(200);
        id
    }

    /// The staff's decision on a new order.
    async fn decide(&self, id: &str, what: &str, body: &Value) -> Reply {
        let path = format!("/api/orders/{id}/{what}");
        self.docket.patch(&path).bearer(&self.staff).json(body).send().await
    }

    /// A transition of one order that the driver makes.
    async fn step(&self, id: &str, status: &str) -> Reply {
        let path = format!("/api/delivery/orders/{id}/status");
        self.docket.patch(&path).bearer(&self.driver).json(&json!({"status": status})).send().await
    }

    /// A batch of these orders, assigned to Vera.
    async fn batch(&self, orders: &[&str]) -> String {
        let body = json!({"orderIds": orders, "driverId": self.vera});
        let made = self.docket.post("/api/delivery/batches").bearer(&self.staff).json(&body);
        let made = made.send().await.expect(201);
        assert_eq!(made.at("/batch/status"), "ASSIGNED");
        made.text_at("/batch/id")
    }

    /// A change of a batch that the driver makes.
    async fn drive(&self, batch: &str, what: &str) -> Value {
        let path = format!("/api/delivery/batches/{batch}/{what}");
        let call = self.docket.patch(&path).bearer(&self.driver).json(&json!({}));
        call.send().await.expect(200).at("/batch")
    }

    async fn order(&self, id: &str) -> Value {
        self.docket.read_order(&self.admin, id).await.expect(200).at("/order")
    }

    async fn get(&self, token: &str, path: &str) -> Reply {
        self.docket.get(path).bearer(token).send().await.expect(200)
    }

    async fn minutes(&self, minutes: i64) {
        self.docket.advance(SignedDuration::from_mins(minutes)).await;
    }
}

/// A new member of the bakery: the id and a token.
async fn hire(docket: &Docket, admin: &str, role: &str, phone: &str) -> (String, String) {
    let body = json!({"name": "Vera", "phone": phone, "role": role, "sellerId": SELLER});
    let added = docket.post("/api/members").bearer(admin).json(&body).send().await;
    let id = added.expect(201).text_at("/member/id");
    let token = docket.token(phone).await;
    let accepted = docket.accept(&token, &id).await.expect(200);
    (id, accepted.text_at("/accessToken"))
}

/// The moments of an order that belong to no status.
const OTHERS: [&str; 2] = ["placedAt", "promisedAt"];

/// The names of an order's moments, each with the status of the timeline that was entered then.
fn moments(order: &Value) -> BTreeMap<&str, &str> {
    let fields = order.as_object().unwrap().iter();
    let fields =
        fields.filter(|(name, _)| name.ends_with("At") && !OTHERS.contains(&name.as_str()));
    let moments = fields.map(|(name, at)| {
        let timeline = order["statusTimeline"].as_array().unwrap().iter();
        let mut entered = timeline.filter(|entry| entry["timestamp"] == *at);
        // A status that follows by itself has the moment of the status before it.
        (name.as_str(), entered.next().unwrap()["status"].as_str().unwrap())
    });
    moments.collect()
}

fn names(order: &Value) -> Vec<&str> {
    moments(order).into_keys().collect()
}

#[tokio::test]
async fn bakery_lifecycle_with_other_status_names_works_like_the_kitchens() {
    let mut bakery = Bakery::open().await;

    // Orders are placed, accepted and baked. Staff reject one of them.
    let brought = bakery.ordered(1, "delivery").await;
    bakery.minutes(2).await;
    let accepted = bakery.decide(&brought, "accept", &json!({})).await.expect(200);
    assert_eq!(accepted.at("/order/phase"), "working");
    let timeline = accepted.at("/order/statusTimeline");
    assert_eq!(timeline[2]["notes"], "The bakery took the order on");
    let twice = bakery.decide(&brought, "accept", &json!({})).await.expect(200);
    assert_eq!(twice.at("/order/version"), accepted.at("/order/version"));
    let refused = bakery.ordered(2, "delivery").await;
    let reason = json!({"reason": "The oven is full."});
    let rejected = bakery.decide(&refused, "reject", &reason).await.expect(200);
    assert_eq!(rejected.at("/order/status"), "turned_down");
    assert_eq!(rejected.at("/order/cancellation/reason"), "The oven is full.");
    let order = bakery.order(&brought).await;
    let denied = order["deniedActions"].as_array().unwrap();
    let denied = denied.iter().find(|it| it["action"] == "reject-order").unwrap();
    assert_eq!(denied["status"], "turned_down");
    let rule =
        "An order is rejected when it is ordered. This one is in_the_oven: cancel it instead.";
    assert_eq!(denied["reason"], rule);
    bakery.minutes(3).await;
    bakery.docket.set_status(&bakery.staff, &brought, "on_the_shelf").await.expect(200);
    let lost = bakery.baked(3, "delivery").await;

    // The driver takes two orders. One is delivered, one is not.
    let batch = bakery.batch(&[&brought, &lost]).await;
    let foreign = bakery.step(&brought, "PICKED_UP").await.problem(400, "invalid_status");
    let steps = json!(["in_the_van", "on_the_round", "handed_over"]);
    assert_eq!(foreign.at("/allowed"), steps);
    let detail = "Drivers can set an order to in_the_van, on_the_round or handed_over only.";
    assert_eq!(foreign.at("/detail"), detail);
    assert_eq!(bakery.drive(&batch, "pickup").await["status"], "PICKED_UP");
    for id in [&brought, &lost] {
        assert_eq!(bakery.order(id).await["status"], "on_the_round");
    }
    bakery.minutes(1).await;
    assert_eq!(bakery.step(&brought, "handed_over").await.expect(200).at("/order/phase"), "done");
    bakery.docket.set_status(&bakery.driver, &lost, "went_wrong").await.expect(200);
    let completed = bakery.drive(&batch, "complete").await;
    assert_eq!(completed["status"], "COMPLETED");

    // Shipped and fetched orders have transitions of their own. An override puts one on the
    // driver's way.
    let sent = bakery.baked(4, "shipping").await;
    bakery.minutes(1).await;
    bakery.docket.set_status(&bakery.staff, &sent, "with_the_carrier").await.expect(200);
    bakery.minutes(1).await;
    bakery.docket.set_status(&bakery.staff, &sent, "handed_over").await.expect(200);
    let fetched = bakery.baked(5, "pickup").await;
    bakery.docket.set_status(&bakery.staff, &fetched, "handed_over").await.expect(200);
    bakery.sign_in_anew().await;
    let forced = bakery.ordered(6, "delivery").await;
    let path = format!("/api/orders/admin/{forced}/status");
    let body = json!({"status": "on_the_round", "reason": "Taken along without a word."});
    let call = bakery.docket.patch(&path).bearer(&bakery.admin).json(&body);
    assert_eq!(call.send().await.expect(200).at("/newStatus"), "on_the_round");
    bakery.minutes(1).await;
    bakery.docket.set_status(&bakery.admin, &forced, "handed_over").await.expect(200);

    // Nobody accepts the last order.
    let waiting = bakery.ordered(7, "delivery").await;
    bakery.minutes(10).await;
    bakery.sign_in_anew().await;
    assert!(bakery.order(&waiting).await["acceptance"]["escalatedAt"].is_string());
    bakery.minutes(5).await;
    let late = bakery.order(&waiting).await;
    assert_eq!((&late["status"], &late["phase"]), (&json!("turned_down"), &json!("rejected")));
    assert_eq!(late["cancellation"]["cancelledBy"], "system");

    timelines(&bakery, [&brought, &lost, &sent, &fetched, &forced]).await;
    figures(&bakery, &brought).await;
}

/// Checks the timelines of the orders.
async fn timelines(bakery: &Bakery, [brought, lost, sent, fetched, forced]: [&String; 5]) {
    let order = bakery.order(brought).await;
    let way = [
        "awaiting_verification",
        "ordered",
        "taken_on",
        "in_the_oven",
        "on_the_shelf",
        "in_the_van",
        "on_the_round",
        "handed_over",
    ];
    assert_eq!(statuses(&order), way);
    let expected = [
        ("acceptedAt", "taken_on"),
        ("completedAt", "handed_over"),
        ("deliveredAt", "handed_over"),
        ("outForDeliveryAt", "in_the_van"),
        ("pickedUpAt", "in_the_van"),
        ("preparingAt", "taken_on"),
        ("readyAt", "on_the_shelf"),
    ];
    assert_eq!(moments(&order), BTreeMap::from(expected));

    let order = bakery.order(lost).await;
    assert_eq!(order["phase"], "failed");
    let own =
        ["acceptedAt", "failedAt", "outForDeliveryAt", "pickedUpAt", "preparingAt", "readyAt"];
    assert_eq!(names(&order), own);

    let order = bakery.order(sent).await;
    let own = ["acceptedAt", "completedAt", "deliveredAt", "preparingAt", "readyAt", "shippedAt"];
    assert_eq!(names(&order), own);
    assert_eq!(moments(&order)["shippedAt"], "with_the_carrier");

    let order = bakery.order(fetched).await;
    assert_eq!(
        names(&order),
        ["acceptedAt", "completedAt", "deliveredAt", "preparingAt", "readyAt"]
    );

    let order = bakery.order(forced).await;
    assert_eq!(statuses(&order)[1..], ["ordered", "on_the_round", "handed_over"]);
    assert_eq!(names(&order), ["completedAt", "deliveredAt", "outForDeliveryAt"]);
    let path = format!("/api/orders/{forced}/history");
    let history = bakery.get(&bakery.admin, &path).await.at("/history");
    let bypassed = history.as_array().unwrap().iter().filter(|it| it["bypassedValidation"] == true);
    assert_eq!(bypassed.count(), 1);
}

/// Checks the counters, the figures of one order, and lists by status.
async fn figures(bakery: &Bakery, brought: &str) {
    bakery.docket.running.settle().await.unwrap();
    let staff = &bakery.staff;
    let stats = bakery.get(staff, "/api/orders/admin/stats").await.at("/stats");
    let counted = |list: &str, name: &str| -> BTreeMap<String, u64> {
        let rows = stats[list].as_array().unwrap().iter();
        let rows = rows.filter(|it| it["count"] != 0);
        rows.map(|it| (it[name].as_str().unwrap().to_owned(), it["count"].as_u64().unwrap()))
            .collect()
    };
    let named = |rows: &[(&str, u64)]| -> BTreeMap<String, u64> {
        rows.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    };
    let by_status = [("handed_over", 4), ("turned_down", 2), ("went_wrong", 1)];
    assert_eq!(counted("byStatus", "status"), named(&by_status));
    let by_phase = [("done", 4), ("failed", 1), ("rejected", 2)];
    assert_eq!(counted("byPhase", "phase"), named(&by_phase));
    assert_eq!((&stats["orders"], &stats["stopped"]), (&json!(7), &json!(3)));
    // Two delivered orders with a fee; one shipped and one fetched order without.
    let revenue = 4 * 800 + 2 * 250;
    assert_eq!(stats["sales"][0]["orders"], 4);
    assert_eq!(stats["sales"][0]["revenue"], revenue);
    let rows = stats["timeInStatus"].as_array().unwrap();
    assert!(rows.iter().any(|it| it["status"] == "on_the_round"), "{rows:?}");

    let path = format!("/api/orders/{brought}/statistics");
    let order = bakery.get(staff, &path).await.at("/statistics");
    let times = order["timeInStatus"].as_array().unwrap().iter();
    let minutes = |it: &Value| it["seconds"].as_u64().unwrap() / 60;
    let times: Vec<_> = times.map(|it| (it["status"].as_str().unwrap(), minutes(it))).collect();
    let expected = [
        ("awaiting_verification", 0),
        ("ordered", 2),
        ("taken_on", 0),
        ("in_the_oven", 3),
        ("on_the_shelf", 0),
        ("in_the_van", 0),
        ("on_the_round", 1),
    ];
    assert_eq!(times[..7], expected);
    let targets = order["sla"]["targets"].as_array().unwrap();
    let oven = targets.iter().find(|it| it["status"] == "in_the_oven").unwrap();
    assert_eq!((&oven["targetSeconds"], &oven["met"]), (&json!(2400), &json!(true)));

    let listed = bakery.get(staff, "/api/orders?status=handed_over").await.at("/orders");
    assert_eq!(listed.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn test_lifecycle_is_not_offered_by_the_api() {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    let body = json!({
        "name": "Other", "lifecycle": "other", "currency": "USD", "timezone": "America/New_York",
    });
    let refused = docket.post("/api/sellers").bearer(&admin).json(&body).send().await;
    let refused = refused.problem(400, "invalid_request");
    assert!(!refused.text.contains("bread_round"), "{}", refused.text);
}
