//! Reports of sales and statistics: their figures, and who may read them.

use std::collections::BTreeMap;

use docket_domain::{Order, Phase};
use docket_tests::{Docket, Person, filled};
use jiff::{SignedDuration, civil::Date};
use serde_json::{Value, json};

async fn get(docket: &Docket, person: Person, path: &str) -> Value {
    let token = docket.signed_in(person).await;
    docket.get(path).bearer(&token).send().await.expect(200).json()
}

fn kitchens(orders: &[Order]) -> Vec<&Order> {
    orders.iter().filter(|order| order.seller.as_str() == "spice-kitchen").collect()
}

#[tokio::test]
async fn statistics_of_a_seller_match_its_orders() {
    let (docket, orders) = filled(400, SignedDuration::from_mins(20)).await;
    let orders = kitchens(&orders);
    let stats = get(&docket, Person::Kitchen, "/api/orders/admin/stats").await["stats"].clone();
    assert_eq!(stats["sellerId"], "spice-kitchen");
    assert_eq!(stats["orders"], orders.len());
    let mut statuses: BTreeMap<&str, u64> = BTreeMap::new();
    for order in &orders {
        *statuses.entry(order.status.name).or_default() += 1;
    }
    let counts: BTreeMap<&str, u64> = stats["byStatus"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["status"].as_str().unwrap(), it["count"].as_u64().unwrap()))
        .collect();
    assert_eq!(counts, statuses);
    for phase in Phase::ALL {
        let count = orders.iter().filter(|order| order.status.phase == phase).count();
        let phases = stats["byPhase"].as_array().unwrap();
        let counted = phases.iter().find(|it| it["phase"] == phase.name());
        assert_eq!(
            counted.map_or(0, |it| it["count"].as_u64().unwrap()),
            count as u64,
            "{phase:?}"
        );
    }
    let sold: Vec<_> = orders.iter().filter(|order| order.is_sale()).collect();
    let revenue: u64 = sold.iter().map(|order| order.grand_total().minor()).sum();
    let average = (revenue + sold.len() as u64 / 2) / sold.len() as u64;
    assert_eq!(
        stats["sales"],
        json!([{
            "currency": "USD", "orders": sold.len(), "revenue": revenue, "averageValue": average,
            "discount": 0, "refunded": 0,
        }])
    );
    let confirmed = |order: &&&Order| order.was_verified();
    let stopped = orders.iter().filter(|it| it.status.phase.is_stopped()).filter(confirmed);
    let (stopped, confirmed) = (stopped.count(), orders.iter().filter(confirmed).count());
    assert_eq!(stats["stopped"], stopped);
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let rate = stopped as f64 / confirmed as f64;
    assert!((stats["cancellationRate"].as_f64().unwrap() - rate).abs() < 0.0001);
    // Every one of these orders changed its status after three minutes.
    let times = stats["timeInStatus"].as_array().unwrap();
    let placed = times.iter().find(|it| it["status"] == "PLACED").unwrap();
    let median = placed["medianSeconds"].as_u64().unwrap();
    assert!((170..=192).contains(&median), "{median}");

    let mut products: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for line in sold.iter().flat_map(|order| &order.lines) {
        let row = products.entry(line.product.as_str()).or_default();
        row.0 += u64::from(line.quantity.get());
        row.1 += line.total.minor();
    }
    let mut best: Vec<_> = products.into_iter().collect();
    best.sort_by_key(|(_, row)| std::cmp::Reverse((row.1, row.0)));
    let listed: Vec<_> = stats["topProducts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let number = |name: &str| it[name].as_u64().unwrap();
            assert_eq!(it["currency"], "USD");
            (it["productId"].as_str().unwrap(), (number("quantity"), number("revenue")))
        })
        .collect();
    assert_eq!(listed, best);
}

#[tokio::test]
async fn statistics_are_empty_without_orders() {
    let docket = Docket::open().await;
    let stats = get(&docket, Person::Kitchen, "/api/orders/admin/stats").await["stats"].clone();
    assert_eq!(stats["orders"], 0);
    assert_eq!(stats["cancellationRate"], Value::Null);
    for list in ["byStatus", "byPhase", "sales", "timeInStatus", "topProducts"] {
        assert_eq!(stats[list], json!([]), "{list}");
    }
    let all = get(&docket, Person::Admin, "/api/orders/admin/stats").await["stats"].clone();
    assert_eq!((&all["sellerId"], &all["topProducts"]), (&Value::Null, &Value::Null));
}

/// The `(from, to, orders, revenue)` of each row.
type Row = (String, String, u64, u64);

fn rows(report: &Value) -> Vec<Row> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let number = |row: &Value, name: &str| row[name].as_u64().unwrap();
    let row = |row: &Value| {
        (text(row, "from"), text(row, "to"), number(row, "orders"), number(row, "revenue"))
    };
    report["sales"].as_array().unwrap().iter().map(row).collect()
}

#[tokio::test]
async fn sales_by_day_week_and_month_match_the_orders() {
    let (docket, orders) = filled(400, SignedDuration::from_hours(9)).await;
    let orders: Vec<_> = kitchens(&orders).into_iter().filter(|it| it.is_sale()).collect();
    let last = orders.iter().map(|order| order.placed_on).max().unwrap();
    let first = orders.iter().map(|order| order.placed_on).min().unwrap();
    let monday = |day: Date| {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        day - jiff::Span::new().days(back)
    };
    let begins: [(&str, &dyn Fn(Date) -> Date); 3] =
        [("day", &|day| day), ("week", &monday), ("month", &|day: Date| day.first_of_month())];
    for (by, begin) in begins {
        let mut expected: BTreeMap<Date, (u64, u64)> = BTreeMap::new();
        for order in &orders {
            let row = expected.entry(begin(order.placed_on).max(first)).or_default();
            *row = (row.0 + 1, row.1 + order.grand_total().minor());
        }
        let path = format!("/api/reports/sales?from={first}&to={last}&by={by}");
        let report = get(&docket, Person::Kitchen, &path).await;
        assert_eq!(
            report["report"],
            json!({"sellerId": "spice-kitchen", "from": first, "to": last, "by": by})
        );
        let found =
            rows(&report).into_iter().filter(|row| row.2 > 0).map(|row| (row.0, row.2, row.3));
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(day, (count, revenue))| (day.to_string(), count, revenue))
            .collect();
        assert_eq!(found.collect::<Vec<_>>(), expected, "{by}");
    }
    // A part of the days as CSV.
    let token = docket.signed_in(Person::Kitchen).await;
    let path = format!("/api/reports/sales?from={last}&to={last}");
    let table = docket.get(&path).bearer(&token).header("accept", "text/csv").send().await;
    let table = table.expect(200);
    assert!(table.header("content-type").starts_with("text/csv"));
    let of_day: Vec<_> = orders.iter().filter(|order| order.placed_on == last).collect();
    let revenue: u64 = of_day.iter().map(|order| order.grand_total().minor()).sum();
    let average = (revenue + of_day.len() as u64 / 2) / of_day.len() as u64;
    let count = of_day.len();
    assert_eq!(
        table.text,
        format!(
            "\u{feff}from,to,currency,orders,revenue,averageValue,discount,refunded\r\n\
             {last},{last},USD,{count},{revenue},{average},0,0\r\n"
        )
    );
}

#[tokio::test]
async fn sales_by_product_are_paged_and_match_the_lines() {
    let (docket, orders) = filled(300, SignedDuration::from_hours(9)).await;
    let mut expected: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let sold: Vec<_> = kitchens(&orders).into_iter().filter(|it| it.is_sale()).collect();
    for line in sold.iter().flat_map(|order| &order.lines) {
        let row = expected.entry(line.product.as_str()).or_default();
        *row = (row.0 + u64::from(line.quantity.get()), row.1 + line.total.minor());
    }
    let first = sold.iter().map(|order| order.placed_on).min().unwrap();
    let (mut sales, mut cursor) = (BTreeMap::new(), String::new());
    let mut pages = 0;
    loop {
        let path = format!("/api/reports/sales?from={first}&by=product&limit=1{cursor}");
        let page = get(&docket, Person::Kitchen, &path).await;
        for row in page["products"].as_array().unwrap() {
            let number = |name: &str| row[name].as_u64().unwrap();
            let id = row["productId"].as_str().unwrap().to_owned();
            assert!(!row["name"].as_str().unwrap().is_empty());
            assert!(sales.insert(id, (number("quantity"), number("revenue"))).is_none());
        }
        pages += 1;
        match page["pagination"]["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert!(pages >= expected.len());
    let expected: BTreeMap<_, _> =
        expected.into_iter().map(|(id, row)| (id.to_owned(), row)).collect();
    assert_eq!(sales, expected);
}

#[tokio::test]
async fn reports_are_refused_for_other_callers() {
    let docket = Docket::open().await;
    let (admin, staff) =
        (docket.sign_in(Person::Admin).await, docket.sign_in(Person::Kitchen).await);
    for path in ["/api/orders/admin/stats", "/api/reports/sales"] {
        let ask =
            |token: &str, query: &str| docket.get(&format!("{path}{query}")).bearer(token).send();
        ask(&staff, "?sellerId=spice-kitchen").await.expect(200);
        ask(&staff, "?sellerId=corner-shop").await.problem(404, "not_found");
        ask(&staff, "?sellerId=nobody").await.problem(404, "not_found");
        ask(&admin, "?sellerId=corner-shop").await.expect(200);
        ask(&admin, "?sellerId=nobody").await.problem(404, "not_found");
        ask(&admin, "?sellerId=a%20b").await.problem(400, "invalid_request");
        ask(&admin, "?since=2026").await.problem(400, "invalid_request");
    }
    for (path, parameter) in [
        ("/api/orders/admin/stats?dateFrom=2026", "dateFrom"),
        ("/api/orders/admin/stats?dateTo=2026-11-20T00:00:00Z", "dateTo"),
        ("/api/orders/admin/stats?dateFrom=2026-11-20&dateTo=2026-11-19", "dateTo"),
        ("/api/reports/sales?from=2025-01-01&to=2026-11-19", "to"),
        ("/api/reports/sales?by=hour", "by"),
        ("/api/reports/sales?by=product", "sellerId"),
        ("/api/reports/sales?cursor=x", "cursor"),
        ("/api/reports/sales?limit=0", "limit"),
    ] {
        let refused = docket.get(path).bearer(&admin).send().await.problem(400, "invalid_request");
        assert_eq!(refused.at("/errors/0/parameter"), parameter, "{path}");
    }
}

/// Totals come from counters, so only lists with matching counters have them.
#[tokio::test]
async fn lists_by_seller_status_and_phase_have_totals() {
    let (docket, orders) = filled(300, SignedDuration::from_mins(1)).await;
    let total = async |person, query: &str| {
        get(&docket, person, &format!("/api/orders?limit=1{query}")).await["pagination"]["total"]
            .clone()
    };
    let count = |is: &dyn Fn(&Order) -> bool| orders.iter().filter(|it| is(it)).count();
    assert_eq!(total(Person::Admin, "").await, orders.len());
    let own = |order: &Order| order.seller.as_str() == "spice-kitchen";
    assert_eq!(total(Person::Kitchen, "").await, count(&own));
    assert_eq!(total(Person::Admin, "&sellerId=spice-kitchen").await, count(&own));
    assert_eq!(
        total(Person::Admin, "&status=pending").await,
        count(&|order| order.status.name == "pending")
    );
    assert_eq!(
        total(Person::Kitchen, "&status=READY").await,
        count(&|order| own(order) && order.status.name == "READY")
    );
    assert_eq!(
        total(Person::Admin, "&phase=done&sellerId=corner-shop").await,
        count(&|order| {
            order.seller.as_str() == "corner-shop" && order.status.phase == Phase::Done
        })
    );
    for query in ["&q=ada", "&dateTo=2027-01-01", "&minAmount=1", "&phone=%2B12025550142"] {
        assert_eq!(total(Person::Admin, query).await, Value::Null, "{query}");
    }
}
