//! One order in figures, and the days that orders count for.

use docket_tests::{Desk, Person, pickup};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

async fn placed(desk: &Desk, phone: &str, seller: &str, lines: &[(&str, u32)]) -> (String, String) {
    let id = desk.order(&pickup(seller, phone, lines)).await.expect(201).text_at("/order/id");
    let token = desk.confirm(&id, phone).await.expect(200).text_at("/accessToken");
    (id, token)
}

#[tokio::test]
async fn an_order_in_figures_says_what_is_in_it_and_how_long_what_took() {
    let desk = Desk::open().await;
    let phone = "+12025550171";
    let body = pickup("green-valley", phone, &[("gv-honey", 3), ("gv-eggs", 2)]);
    let id = desk.order(&body).await.expect(201).text_at("/order/id");
    desk.advance(SignedDuration::from_secs(60)).await;
    let buyer = desk.confirm(&id, phone).await.expect(200).text_at("/accessToken");
    let staff = desk.sign_in(Person::Producer).await;
    desk.advance(SignedDuration::from_secs(120)).await;
    desk.set_status(&staff, &id, "confirmed").await.expect(200);
    desk.advance(SignedDuration::from_secs(30)).await;

    let path = format!("/api/orders/{id}/statistics");
    let figures = desk.get(&path).bearer(&buyer).send().await.expect(200);
    let figures = figures.at("/statistics");
    let order = desk.read_order(&buyer, &id).await.expect(200).at("/order");
    let subtotal = order["subtotal"].as_u64().unwrap();
    assert_eq!(figures["orderId"], id);
    assert_eq!((&figures["itemCount"], &figures["totalQuantity"]), (&json!(2), &json!(5)));
    assert_eq!(figures["averageQuantity"], 2.5);
    assert_eq!(figures["averageUnitPrice"], (subtotal + 2) / 5);
    assert_eq!(figures["averageItemTotal"], subtotal.div_ceil(2));
    for name in ["subtotal", "grandTotal", "currency"] {
        assert_eq!(figures[name], order[name]);
    }
    assert_eq!(figures["secondsToCompletion"], Value::Null);
    let times = figures["timeInStatus"].as_array().unwrap();
    let time = |at: usize| {
        (times[at]["status"].as_str().unwrap(), times[at]["seconds"].as_u64().unwrap() / 10 * 10)
    };
    assert_eq!([time(0), time(1)], [("awaiting_verification", 60), ("pending", 120)]);
    assert_eq!((time(2).0, &times[2]["current"]), ("confirmed", &json!(true)));

    for status in ["preparing", "ready", "completed"] {
        desk.set_status(&staff, &id, status).await.expect(200);
    }
    desk.advance(SignedDuration::from_hours(5)).await;
    let staff = desk.sign_in(Person::Producer).await;
    let figures = desk.get(&path).bearer(&staff).send().await.expect(200).at("/statistics");
    let seconds = figures["secondsToCompletion"].as_u64().unwrap();
    assert!((210..300).contains(&seconds), "{seconds}");
    let stranger = desk.token("+12025550172").await;
    desk.get(&path).bearer(&stranger).send().await.problem(404, "not_found");
}

/// New York's clocks go back on the first of November 2026, so that its day has
/// 25 hours: from four o'clock UTC until five of the next day.
#[tokio::test]
async fn an_order_counts_for_the_day_that_it_is_where_its_seller_is() {
    let desk = Desk::open().await;
    let staff = desk.sign_in(Person::Producer).await;
    let to = async |moment: &str| {
        let moment: Timestamp = moment.parse().unwrap();
        let wait = moment.duration_since(desk.running.now());
        assert!(wait.is_positive(), "{moment} is over");
        desk.advance(wait).await;
    };
    let mut at = 0;
    for moment in [
        "2027-11-07T03:59:00Z",
        "2027-11-07T04:01:00Z",
        "2027-11-08T04:59:00Z",
        "2027-11-08T05:01:00Z",
    ] {
        to(moment).await;
        at += 1;
        let phone = format!("+1202555018{at}");
        placed(&desk, &phone, "green-valley", &[("gv-honey", 1)]).await;
    }
    desk.running.settle().await.unwrap();
    let path = "/api/reports/sales?from=2027-11-01&to=2027-11-30";
    let token = desk.token("+12025550101").await;
    drop(staff);
    let report = desk.get(path).bearer(&token).send().await.expect(200);
    let rows: Vec<_> = report
        .at("/sales")
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["from"].as_str().unwrap().to_owned(), row["orders"].as_u64().unwrap()))
        .collect();
    let day = |day: u32, orders: u64| (format!("2027-11-{day:02}"), orders);
    assert_eq!(rows, [day(6, 1), day(7, 2), day(8, 1)]);
}

/// Whatever a currency's minor unit is, nothing is added up across currencies.
#[tokio::test]
async fn currencies_are_told_apart_and_yen_have_no_cents() {
    let desk = Desk::open().await;
    let admin = desk.sign_in(Person::Admin).await;
    let seller = json!({
        "id": "tokyo-tea", "name": "Tokyo Tea", "lifecycle": "shop", "currency": "JPY",
        "timezone": "Asia/Tokyo",
    });
    desk.post("/api/sellers").bearer(&admin).json(&seller).send().await.expect(201);
    let tea = json!({"sellerId": "tokyo-tea", "name": "Sencha", "price": 1205, "stock": 9});
    let tea = desk.add_product(&admin, &tea).await;
    placed(&desk, "+12025550173", "tokyo-tea", &[(&tea, 2)]).await;
    placed(&desk, "+12025550174", "green-valley", &[("gv-honey", 1)]).await;
    desk.running.settle().await.unwrap();
    let stats = desk.get("/api/orders/admin/stats").bearer(&admin).send().await.expect(200);
    let sales = stats.at("/stats/sales");
    let sales: Vec<_> = sales.as_array().unwrap().iter().collect();
    assert_eq!(sales.len(), 2, "{sales:?}");
    let yen = json!({
        "currency": "JPY", "orders": 1, "revenue": 2410, "averageValue": 2410, "discount": 0,
        "refunded": 0,
    });
    assert_eq!(sales[0], &yen);
    assert_eq!((&sales[1]["currency"], &sales[1]["orders"]), (&json!("USD"), &json!(1)));
}
