//! Views of one order for its seller, its buyer and other callers.

use docket_tests::{Docket, Person, Reply, pickup};
use serde_json::{Value, json};

const PHONE: &str = "+12025550142";

struct World {
    docket: Docket,
    admin: String,
    staff: String,
    stranger_staff: String,
    driver: String,
    owner: String,
    stranger: String,
    id: String,
}

async fn world() -> World {
    let docket = Docket::open().await;
    let body = pickup("green-valley", PHONE, &[("gv-honey", 2)]);
    let id = docket.order(&body).await.expect(201).text_at("/order/id");
    docket.confirm(&id, PHONE).await.expect(200);
    let admin = docket.sign_in(Person::Admin).await;
    let staff = docket.sign_in(Person::Producer).await;
    let stranger_staff = docket.sign_in(Person::Shop).await;
    let driver = docket.sign_in(Person::Driver).await;
    docket.advance(jiff::SignedDuration::from_secs(31)).await;
    let owner = docket.token(PHONE).await;
    let stranger = docket.token("+12025550143").await;
    World { docket, admin, staff, stranger_staff, driver, owner, stranger, id }
}

impl World {
    async fn get(&self, token: &str, view: &str) -> Reply {
        let path = format!("/api/orders/{}/{view}", self.id);
        self.docket.get(&path).bearer_if(token).send().await
    }
}

#[tokio::test]
async fn staff_view_of_an_order_is_for_its_seller_and_administrators() {
    let world = world().await;
    for view in ["admin", "history"] {
        world.get("", view).await.problem(401, "unauthenticated");
        world.get(&world.owner, view).await.problem(403, "forbidden");
        for token in [&world.stranger, &world.stranger_staff, &world.driver] {
            world.get(token, view).await.problem(404, "not_found");
        }
        for token in [&world.staff, &world.admin] {
            let reply = world.get(token, view).await.expect(200);
            assert_eq!(reply.header("etag"), "\"2\"");
            let path = format!("/api/orders/{}/{view}", world.id);
            let again = world.docket.get(&path).bearer(token).header("if-none-match", "\"2\"");
            again.send().await.expect(304);
        }
    }
    world.get("", "track").await.problem(401, "unauthenticated");
    for token in [&world.stranger, &world.stranger_staff, &world.driver] {
        world.get(token, "track").await.problem(404, "not_found");
    }
    let path = "/api/orders/ORD-20261120-0000000000/history";
    world.docket.get(path).bearer(&world.admin).send().await.problem(404, "not_found");
}

#[tokio::test]
async fn history_lists_actor_action_time_statuses_and_reason() {
    let world = world().await;
    world.docket.set_status(&world.staff, &world.id, "confirmed").await.expect(200);
    let path = format!("/api/orders/admin/{}/status", world.id);
    let body = json!({"status": "completed", "reason": "collected by phone"});
    world.docket.patch(&path).bearer(&world.admin).json(&body).send().await.expect(200);

    let reply = world.get(&world.staff, "history").await.expect(200);
    assert_eq!(reply.text_at("/orderId"), world.id);
    let history = reply.at("/history");
    let lines: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap_or("-").to_owned();
            let bypassed = line["bypassedValidation"].as_bool().unwrap();
            (
                text("action"),
                line["by"]["role"].as_str().unwrap().to_owned(),
                text("from"),
                text("to"),
                text("reason"),
                bypassed,
            )
        })
        .collect();
    let line = |action: &str, role: &str, from: &str, to: &str, reason: &str, bypassed| {
        (action.into(), role.into(), from.into(), to.into(), reason.into(), bypassed)
    };
    let waiting = "awaiting_verification";
    assert_eq!(
        lines,
        [
            line("placed", "buyer", "-", waiting, "-", false),
            line("verified", "buyer", waiting, "pending", "-", false),
            line("moved", "seller", "pending", "confirmed", "-", false),
            line("overridden", "admin", "confirmed", "completed", "collected by phone", true),
        ]
    );
    let versions: Vec<_> =
        history.as_array().unwrap().iter().map(|it| it["version"].clone()).collect();
    assert_eq!(versions, [1, 2, 3, 4]);
    for line in history.as_array().unwrap() {
        assert!(line["at"].as_str().unwrap().ends_with('Z'));
        assert!(!line["by"]["id"].as_str().unwrap().is_empty());
        assert!(!line["by"]["id"].as_str().unwrap().contains("+1202"));
    }
}

#[tokio::test]
async fn staff_view_has_audit_payments_and_delivery() {
    let world = world().await;
    let path = format!("/api/orders/{}/payments", world.id);
    let body = json!({"amount": 500, "method": "cash", "reference": "till 4"});
    world.docket.post(&path).bearer(&world.staff).json(&body).send().await.expect(201);
    let reply = world.get(&world.staff, "admin").await.expect(200);
    let order = world.docket.read_order(&world.staff, &world.id).await.expect(200).at("/order");
    assert_eq!(reply.at("/order"), order);
    assert_eq!(reply.at("/audit"), world.get(&world.staff, "history").await.at("/history"));
    let payment = reply.at("/payment");
    assert_eq!(payment["status"], "partly_paid");
    assert_eq!(payment["amountPaid"], 500);
    assert_eq!(payment["grandTotal"], 1_900);
    assert_eq!(payment["amountDue"], 1_400);
    assert_eq!(payment["currency"], "USD");
    assert_eq!(payment["records"][0]["kind"], "payment");
    assert_eq!(payment["records"][0]["amount"], 500);
    assert_eq!(payment["records"][0]["note"], "cash, till 4");
    let delivery = reply.at("/delivery");
    assert_eq!(delivery["method"], "pickup");
    assert_eq!(delivery["recipient"], json!({"name": "Ada Guest", "phone": PHONE}));
    assert_eq!(delivery["address"], Value::Null);
}

#[tokio::test]
async fn tracking_shows_the_status_to_the_buyer_and_the_customer_to_staff() {
    let world = world().await;
    let buyers = world.get(&world.owner, "track").await.expect(200);
    assert_eq!(buyers.text_at("/order/id"), world.id);
    assert_eq!(buyers.text_at("/order/status"), "pending");
    assert_eq!(buyers.at("/order/statusTimeline").as_array().unwrap().len(), 2);
    assert_eq!((buyers.at("/driver"), buyers.at("/batch")), (Value::Null, Value::Null));
    assert!(buyers.json().as_object().unwrap().contains_key("driver"));
    assert!(!buyers.text.contains(PHONE) && !buyers.text.contains("Ada Guest"));
    for token in [&world.staff, &world.admin] {
        let reply = world.get(token, "track").await.expect(200);
        assert_eq!(reply.at("/customer/phone"), PHONE);
        assert_eq!(reply.at("/customer"), reply.at("/order/customer"));
    }
}
