//! A day without a time is a day of the seller's time zone, in lists and in figures.

use docket_local::Options;
use docket_tests::{Docket, Person, Reply};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, date},
    tz::TimeZoneDatabase,
};
use serde_json::{Value, json};

const KITCHEN: &str = "far-kitchen";
const BUYER: &str = "+12025550142";
const DRIVER: &str = "+12025550173";

/// A kitchen in a time zone, with one order and its batch.
struct World {
    docket: Docket,
    admin: String,
    driver: String,
    driver_id: String,
    order: String,
    batch: String,
}

impl World {
    /// Opens the kitchen, and places the order within seconds after a moment.
    async fn open(zone: &str, at: Timestamp) -> Self {
        let docket = Docket::with(Options { start: Some(at), ..Options::default() }).await;
        let admin = docket.sign_in(Person::Admin).await;
        let post = async |path: &str, body: Value| {
            docket.post(path).bearer(&admin).json(&body).send().await.expect(201)
        };
        let kitchen = json!({
            "id": KITCHEN, "name": "Far Kitchen", "lifecycle": "kitchen", "currency": "USD",
            "timezone": zone,
        });
        post("/api/sellers", kitchen).await;
        let soup = json!({"sellerId": KITCHEN, "name": "Soup", "price": 900, "stock": 9});
        let soup = docket.add_product(&admin, &soup).await;
        let member = json!({"name": "Eve", "phone": DRIVER, "role": "driver", "sellerId": KITCHEN});
        let driver_id = post("/api/members", member).await.text_at("/member/id");
        let driver = docket.token(DRIVER).await;
        let driver = docket.accept(&driver, &driver_id).await.expect(200).text_at("/accessToken");
        let order = json!({
            "sellerId": KITCHEN,
            "items": [{"productId": soup, "quantity": 1}],
            "customer": {"name": "Ada", "phone": BUYER},
            "fulfilment": {"method": "delivery", "address": {
                "line1": "12 Harbour Street", "city": "Boston", "state": "MA", "postalCode": "02110",
                "country": "US",
            }},
        });
        let order = docket.order(&order).await.expect(201).text_at("/order/id");
        docket.confirm(&order, BUYER).await.expect(200);
        for status in ["ACCEPTED", "READY"] {
            docket.set_status(&admin, &order, status).await.expect(200);
        }
        let batch = json!({"sellerId": KITCHEN, "orderIds": [order], "driverId": driver_id});
        let batch = post("/api/delivery/batches", batch).await.text_at("/batch/id");
        docket.running.settle().await.unwrap();
        Self { docket, admin, driver, driver_id, order, batch }
    }

    async fn get(&self, token: &str, path: &str) -> Reply {
        self.docket.get(path).bearer(token).send().await.expect(200)
    }

    /// Whether each answer about a day has the order or its batch, by the name of the answer.
    async fn seen_on(&self, day: Date, zone: &str) -> Vec<(&'static str, bool)> {
        let days = json!({"basis": "seller", "timezone": zone, "sellerId": KITCHEN});
        let check_days = |reply: &Reply| assert_eq!(reply.at("/days"), days, "{}", reply.text);
        let lists = |reply: &Reply, rows: &str, id: &str| {
            check_days(reply);
            assert_eq!(reply.header("docket-days"), zone);
            reply.at(rows).as_array().unwrap().iter().any(|row| row["id"] == id)
        };
        let orders = format!("/api/orders?sellerId={KITCHEN}&dateFrom={day}&dateTo={day}");
        let list = self.get(&self.admin, &orders).await;
        let of_driver =
            format!("/api/orders?driverId={}&dateFrom={day}&dateTo={day}", self.driver_id);
        let of_driver = self.get(&self.admin, &of_driver).await;
        let table = self.docket.get(&orders).bearer(&self.admin).header("accept", "text/csv");
        let table = table.send().await.expect(200);
        assert_eq!(table.header("docket-days"), zone);
        let urgent = self.get(&self.admin, &format!("{orders}&sort=urgency")).await;
        let stats =
            format!("/api/orders/admin/stats?sellerId={KITCHEN}&dateFrom={day}&dateTo={day}");
        let stats = self.get(&self.admin, &stats).await;
        check_days(&stats);
        let report = format!("/api/reports/sales?sellerId={KITCHEN}&from={day}&to={day}");
        let report = self.get(&self.admin, &report).await;
        check_days(&report);
        let batches = format!("/api/delivery/batches?date={day}");
        let of_kitchen = self.get(&self.admin, &format!("{batches}&sellerId={KITCHEN}")).await;
        let for_admin = format!("{batches}&driverId={}", self.driver_id);
        let for_admin = self.get(&self.admin, &for_admin).await;
        let own = self.get(&self.driver, &format!("{batches}&orders=true")).await;
        vec![
            ("list", lists(&list, "/orders", &self.order)),
            ("list of a driver's orders", lists(&of_driver, "/orders", &self.order)),
            ("table", table.text.contains(&self.order)),
            ("most urgent", lists(&urgent, "/orders", &self.order)),
            ("statistics", stats.at("/stats/orders") == 1),
            ("report", report.at("/sales/0/orders") == 1),
            ("batches", lists(&of_kitchen, "/batches", &self.batch)),
            ("driver's batches", lists(&for_admin, "/batches", &self.batch)),
            ("driver's day", lists(&own, "/batches", &self.batch)),
        ]
    }
}

#[tokio::test]
async fn order_placed_at_2330_is_on_its_sellers_day_in_every_answer() {
    for (zone, day) in [
        ("America/Los_Angeles", date(2027, 6, 15)),
        // Days of 23 and of 25 hours.
        ("America/Los_Angeles", date(2027, 3, 14)),
        ("America/Los_Angeles", date(2027, 11, 7)),
        ("Pacific/Kiritimati", date(2027, 12, 31)),
        ("Pacific/Pago_Pago", date(2028, 2, 29)),
        ("Asia/Kathmandu", date(2027, 7, 31)),
        ("Pacific/Chatham", date(2027, 9, 26)),
        ("America/St_Johns", date(2027, 1, 1)),
        ("Asia/Tokyo", date(2027, 6, 1)),
        ("Europe/Berlin", date(2027, 10, 31)),
        ("Australia/Lord_Howe", date(2027, 4, 4)),
        // The clock moves from midnight to one o'clock, at the end or the beginning of the day.
        ("America/Santiago", date(2027, 9, 4)),
        ("Asia/Beirut", date(2027, 3, 28)),
        // 23:30 or midnight occurs twice on this day.
        ("Africa/Cairo", date(2027, 10, 28)),
        ("America/Havana", date(2027, 11, 7)),
    ] {
        let place = TimeZoneDatabase::bundled().get(zone).unwrap();
        let at = place.to_ambiguous_timestamp(day.at(23, 30, 0, 0)).later().unwrap();
        let world = World::open(zone, at).await;
        for (day, is_there) in [(day - 1.day(), false), (day, true), (day + 1.day(), false)] {
            for (answer, seen) in world.seen_on(day, zone).await {
                assert_eq!(seen, is_there, "{zone}, {day}: {answer}");
            }
        }
    }
}

#[tokio::test]
async fn days_over_all_sellers_are_utc_in_lists_and_local_in_figures() {
    // 23:30 of the 15th in Los Angeles.
    let at = "2027-06-16T06:30:00Z".parse().unwrap();
    let world = World::open("America/Los_Angeles", at).await;
    for (day, in_list, in_figures) in [("2027-06-15", false, true), ("2027-06-16", true, false)] {
        let list = format!("/api/orders?dateFrom={day}&dateTo={day}");
        let list = world.get(&world.admin, &list).await;
        assert_eq!(list.at("/days"), json!({"basis": "utc", "timezone": "UTC"}));
        assert_eq!(!list.at("/orders").as_array().unwrap().is_empty(), in_list, "{day}");
        let stats = format!("/api/orders/admin/stats?dateFrom={day}&dateTo={day}");
        let stats = world.get(&world.admin, &stats).await;
        assert_eq!(stats.at("/days"), json!({"basis": "each_seller", "timezone": null}));
        assert_eq!(stats.at("/stats/orders") == 1, in_figures, "{day}");
    }
    // A filter with moments uses no time zone.
    let list = format!("/api/orders?sellerId={KITCHEN}&dateFrom=2027-06-16T06:30:00Z");
    let list = world.get(&world.admin, &list).await;
    assert_eq!((list.at("/days"), list.header("docket-days")), (Value::Null, ""));
    assert_eq!(list.at("/orders/0/id"), world.order);
    // An unknown seller has no time zone, so its days are in UTC.
    let list = world.get(&world.admin, "/api/orders?sellerId=nobody&dateFrom=2027-06-16").await;
    assert_eq!(list.at("/days/basis"), "utc");
}

#[tokio::test]
async fn orders_keep_their_days_when_the_sellers_time_zone_changes() {
    let at = "2027-06-16T06:30:00Z".parse().unwrap();
    let world = World::open("America/Los_Angeles", at).await;
    let moves = json!({"timezone": "Pacific/Kiritimati"});
    let path = format!("/api/sellers/{KITCHEN}");
    world.docket.patch(&path).bearer(&world.admin).json(&moves).send().await.expect(200);
    world.docket.advance(SignedDuration::from_hours(24)).await;
    let admin = world.docket.sign_in(Person::Admin).await;
    for (day, is_there) in [("2027-06-15", true), ("2027-06-16", false), ("2027-06-17", false)] {
        let list = format!("/api/orders?sellerId={KITCHEN}&dateFrom={day}&dateTo={day}");
        let list = world.get(&admin, &list).await;
        assert_eq!(list.at("/orders/0/id") == world.order, is_there, "{day}");
        let stats =
            format!("/api/orders/admin/stats?sellerId={KITCHEN}&dateFrom={day}&dateTo={day}");
        let stats = world.get(&admin, &stats).await;
        assert_eq!(stats.at("/stats/orders") == 1, is_there, "{day}");
        assert_eq!(list.at("/days"), stats.at("/days"));
    }
}

#[tokio::test]
async fn day_is_refused_in_other_notations() {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    for (path, parameter) in [
        ("/api/orders?dateFrom=", "dateFrom"),
        ("/api/orders?dateTo=", "dateTo"),
        ("/api/delivery/batches?sellerId=spice-kitchen&date=", "date"),
        ("/api/orders/admin/stats?dateFrom=", "dateFrom"),
        ("/api/reports/sales?to=", "to"),
    ] {
        for day in ["20261120", "2026-325", "2026-11-31", "2026-W47-5", "26-11-20", "2026-11-2", ""]
        {
            let reply = docket.get(&format!("{path}{day}")).bearer(&admin).send().await;
            let reply = reply.problem(400, "invalid_request");
            assert_eq!(reply.text_at("/errors/0/parameter"), parameter, "{path}{day}");
        }
    }
}
