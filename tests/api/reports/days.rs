//! The default days of reports that name none.

use docket_local::Options;
use docket_tests::{Docket, Person, pickup};
use jiff::Timestamp;
use serde_json::json;

/// The demo's sellers are in New York; a day begins in Tokyo at 15:00 UTC, on Kiritimati at 10:00
/// UTC and in New York at 04:00 or 05:00 UTC.
#[tokio::test]
async fn report_ends_on_the_latest_day_begun_in_its_sellers_time_zones() {
    for (moment, zone, seller_day, latest_day) in [
        ("2027-06-01T22:30:00Z", "Asia/Tokyo", "2027-06-02", "2027-06-02"),
        ("2027-06-01T14:30:00Z", "Asia/Tokyo", "2027-06-01", "2027-06-02"),
        ("2027-12-31T10:01:00Z", "Pacific/Kiritimati", "2028-01-01", "2028-01-01"),
        ("2028-02-28T10:01:00Z", "Pacific/Kiritimati", "2028-02-29", "2028-02-29"),
        ("2028-03-01T09:00:00Z", "Pacific/Pago_Pago", "2028-02-29", "2028-03-01"),
    ] {
        let moment: Timestamp = moment.parse().unwrap();
        let docket = Docket::with(Options { start: Some(moment), ..Options::default() }).await;
        let admin = docket.sign_in(Person::Admin).await;
        let seller = json!({
            "id": "far-tea", "name": "Far Tea", "lifecycle": "shop", "currency": "JPY",
            "timezone": zone,
        });
        docket.post("/api/sellers").bearer(&admin).json(&seller).send().await.expect(201);
        let tea = json!({"sellerId": "far-tea", "name": "Sencha", "price": 1205, "stock": 9});
        let tea = docket.add_product(&admin, &tea).await;
        for (phone, seller, product) in [
            ("+12025550173", "far-tea", tea.as_str()),
            ("+12025550174", "green-valley", "gv-honey"),
        ] {
            let body = pickup(seller, phone, &[(product, 1)]);
            let id = docket.order(&body).await.expect(201).text_at("/order/id");
            docket.confirm(&id, phone).await.expect(200);
        }
        docket.running.settle().await.unwrap();
        let get = async |path: &str| docket.get(path).bearer(&admin).send().await.expect(200);
        for (query, last, orders) in [("", latest_day, 2), ("?sellerId=far-tea", seller_day, 1)] {
            let stats = get(&format!("/api/orders/admin/stats{query}")).await;
            let shown = (stats.text_at("/stats/to"), stats.at("/stats/orders"));
            assert_eq!(shown, (last.to_owned(), json!(orders)), "{moment} {query}");
            let report = get(&format!("/api/reports/sales{query}")).await;
            assert_eq!(report.text_at("/report/to"), last, "{moment} {query}");
            let rows = report.at("/sales");
            let rows = rows.as_array().unwrap();
            let sold: u64 = rows.iter().map(|row| row["orders"].as_u64().unwrap()).sum();
            assert_eq!(sold, orders, "{moment} {query}");
            // An order counts for the day in its seller's time zone.
            let yen = rows.iter().find(|row| row["currency"] == "JPY").unwrap();
            assert_eq!(yen["from"], seller_day, "{moment} {query}");
        }
    }
}
