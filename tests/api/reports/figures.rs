//! The figures of one order, and the days that orders count for.

use docket_tests::{Docket, Person, pickup};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use serde_json::{Value, json};

async fn placed(
    docket: &Docket,
    phone: &str,
    seller: &str,
    lines: &[(&str, u32)],
) -> (String, String) {
    let id = docket.order(&pickup(seller, phone, lines)).await.expect(201).text_at("/order/id");
    let token = docket.confirm(&id, phone).await.expect(200).text_at("/accessToken");
    (id, token)
}

#[tokio::test]
async fn order_figures_have_amounts_and_durations() {
    let docket = Docket::open().await;
    let phone = "+12025550171";
    let body = pickup("green-valley", phone, &[("gv-honey", 3), ("gv-eggs", 2)]);
    let id = docket.order(&body).await.expect(201).text_at("/order/id");
    docket.advance(SignedDuration::from_secs(60)).await;
    let buyer = docket.confirm(&id, phone).await.expect(200).text_at("/accessToken");
    let staff = docket.sign_in(Person::Producer).await;
    docket.advance(SignedDuration::from_secs(120)).await;
    docket.set_status(&staff, &id, "confirmed").await.expect(200);
    docket.advance(SignedDuration::from_secs(30)).await;

    let path = format!("/api/orders/{id}/statistics");
    let figures = docket.get(&path).bearer(&buyer).send().await.expect(200);
    let figures = figures.at("/statistics");
    let order = docket.read_order(&buyer, &id).await.expect(200).at("/order");
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
        docket.set_status(&staff, &id, status).await.expect(200);
    }
    docket.advance(SignedDuration::from_hours(5)).await;
    let staff = docket.sign_in(Person::Producer).await;
    let figures = docket.get(&path).bearer(&staff).send().await.expect(200).at("/statistics");
    let seconds = figures["secondsToCompletion"].as_u64().unwrap();
    assert!((210..300).contains(&seconds), "{seconds}");
    let stranger = docket.token("+12025550172").await;
    docket.get(&path).bearer(&stranger).send().await.problem(404, "not_found");
}

/// The day on which New York's clocks go back, the first Sunday of November, has 25 hours: from
/// 04:00 UTC to 05:00 UTC of the next day.
#[tokio::test]
async fn order_counts_for_the_day_in_its_sellers_time_zone() {
    let docket = Docket::open().await;
    let sunday = next_sunday_of_25_hours(docket.running.now());
    let (eve, monday) = (sunday - 1.day(), sunday + 1.day());
    for (at, (day, hour, minute)) in
        [(sunday, 3, 59), (sunday, 4, 1), (monday, 4, 59), (monday, 5, 1)].into_iter().enumerate()
    {
        let moment = day.at(hour, minute, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
        let wait = moment.duration_since(docket.running.now());
        assert!(wait.is_positive(), "{moment} is over");
        docket.advance(wait).await;
        let phone = format!("+1202555018{at}");
        placed(&docket, &phone, "green-valley", &[("gv-honey", 1)]).await;
    }
    docket.running.settle().await.unwrap();
    let (first, last) = (sunday.first_of_month(), sunday.last_of_month());
    let path = format!("/api/reports/sales?from={}&to={last}", first.min(eve));
    let token = docket.sign_in(Person::Producer).await;
    let report = docket.get(&path).bearer(&token).send().await.expect(200);
    let rows: Vec<_> = report
        .at("/sales")
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["from"].as_str().unwrap().to_owned(), row["orders"].as_u64().unwrap()))
        .collect();
    assert_eq!(rows, [(eve, 1), (sunday, 2), (monday, 1)].map(|(day, it)| (day.to_string(), it)));
}

/// The next 25-hour day in New York that has not begun, and whose day before has not ended.
fn next_sunday_of_25_hours(now: Timestamp) -> Date {
    let today = now.to_zoned(TimeZone::UTC).date();
    let sundays = [0, 1].map(|years| {
        let november = Date::new(today.year() + years, 11, 1).unwrap();
        november.nth_weekday_of_month(1, Weekday::Sunday).unwrap()
    });
    sundays.into_iter().find(|sunday| today < *sunday).unwrap()
}

/// Amounts of different currencies are not added.
#[tokio::test]
async fn reports_separate_currencies_and_their_minor_units() {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    let seller = json!({
        "id": "tokyo-tea", "name": "Tokyo Tea", "lifecycle": "shop", "currency": "JPY",
        "timezone": "Asia/Tokyo",
    });
    docket.post("/api/sellers").bearer(&admin).json(&seller).send().await.expect(201);
    let tea = json!({"sellerId": "tokyo-tea", "name": "Sencha", "price": 1205, "stock": 9});
    let tea = docket.add_product(&admin, &tea).await;
    placed(&docket, "+12025550173", "tokyo-tea", &[(&tea, 2)]).await;
    placed(&docket, "+12025550174", "green-valley", &[("gv-honey", 1)]).await;
    docket.running.settle().await.unwrap();
    let stats = docket.get("/api/orders/admin/stats").bearer(&admin).send().await.expect(200);
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
