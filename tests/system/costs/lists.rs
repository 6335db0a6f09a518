//! Checks that the cost of a page of orders does not grow with the number of orders.

use std::time::Instant;

use docket_domain::TimeZoneName;
use jiff::SignedDuration;

use docket_tests::{
    Docket, EventMute, Reply,
    generated_orders::{GeneratedOrders, PHONES},
};

/// A small number of orders. Each seller still has more open and more closed ones than one read
/// takes.
const FEW: i32 = 1_500;

/// Queries that an index serves, with and without a date. Ten matches are among the newest orders
/// of each.
fn flat() -> Vec<String> {
    let phone = PHONES[0].replace('+', "%2B");
    vec![
        String::new(),
        "sellerId=green-valley".to_owned(),
        "sellerId=green-valley&phase=open".to_owned(),
        "sellerId=corner-shop&status=pending".to_owned(),
        "sellerId=corner-shop&status=delivered".to_owned(),
        "sellerId=spice-kitchen&phase=done".to_owned(),
        "sellerId=spice-kitchen&dateTo={day}".to_owned(),
        "sellerId=spice-kitchen&zoneId=north".to_owned(),
        "sellerId=spice-kitchen&driverId=m-generated-1".to_owned(),
        "sellerId=spice-kitchen&menuType=veg&mealWindow=lunch".to_owned(),
        "dateTo={day}".to_owned(),
        format!("phone={phone}"),
        format!("q={phone}"),
        format!("phone={phone}&dateTo={{day}}"),
    ]
}

/// Makes two orders every half a minute, and reads within one hour. A list begins with the current
/// month, and a month that has just begun costs reading the month before as well.
async fn open(orders: i32) -> GeneratedOrders {
    let silence = EventMute::default();
    let docket = Docket::with(silence.options()).await;
    docket.within(SignedDuration::from_hours(1)).await;
    GeneratedOrders::fill(docket, &silence, orders, SignedDuration::from_secs(30)).await
}

struct Used {
    round_trips: u64,
    read: f64,
}

async fn used(generated: &GeneratedOrders) -> Used {
    let all = generated.docket.get("/_local/capacity").send().await.expect(200);
    let field = |name: &str| all.at(&format!("/functions/list-orders/{name}"));
    Used {
        round_trips: field("roundTrips").as_u64().unwrap(),
        read: field("readUnits").as_f64().unwrap(),
    }
}

/// The cost of the first page of a list.
#[derive(Debug, PartialEq)]
struct Cost {
    query: String,
    read: f64,
    calls: u64,
}

fn paths(generated: &GeneratedOrders) -> Vec<String> {
    let day = generated.orders[20].placed_at.to_string();
    let query = |query: String| query.replace("{day}", &day);
    flat().into_iter().map(|it| format!("/api/orders?limit=10&{}", query(it))).collect()
}

async fn costs(generated: &GeneratedOrders) -> Vec<Cost> {
    let mut costs = Vec::new();
    for query in paths(generated) {
        let (page, (read, calls)) = cost(generated, &generated.admin, &query).await;
        assert_eq!(page.at("/orders").as_array().unwrap().len(), 10, "{query}");
        costs.push(Cost { query, read, calls });
    }
    costs
}

/// A page, and its cost in RCU and calls. Revoked tokens are read again every 25 seconds, so at
/// most one of two requests includes that read.
async fn cost(generated: &GeneratedOrders, token: &str, path: &str) -> (Reply, (f64, u64)) {
    let mut both = Vec::new();
    for _ in 0..2 {
        let before = used(generated).await;
        let page = generated.get(token, path).await.expect(200);
        let after = used(generated).await;
        both.push((page, (after.read - before.read, after.round_trips - before.round_trips)));
    }
    both.into_iter().min_by(|(_, one), (_, other)| one.0.total_cmp(&other.0)).unwrap()
}

#[tokio::test]
async fn indexed_query_costs_the_same_with_few_orders_and_twenty_thousand() {
    let mut generated = open(FEW).await;
    let few = costs(&generated).await;
    generated.add(20_000).await;
    let many = costs(&generated).await;
    assert_eq!(few, many);
    for cost in many {
        // Ten orders in strongly consistent reads, the index rows, and the items that rows of a
        // list show.
        assert!(cost.read <= 16.0, "{cost:?}");
    }
}

#[tokio::test]
async fn unindexed_query_reads_a_limited_amount_per_page() {
    let generated = open(2_000).await;
    for query in [
        "q=nobody",
        "minAmount=99999999",
        "phase=failed&sellerId=green-valley",
        "driverId=nobody",
        "sellerId=spice-kitchen&mealWindow=breakfast",
        "sellerId=corner-shop&q=nobody",
        "phone=%2B12025550161&q=nobody",
        "q=ORD-20261120-0000000000",
        "dateTo=2026-01-02",
    ] {
        let path = format!("/api/orders?{query}");
        let (page, (read, calls)) = cost(&generated, &generated.admin, &path).await;
        assert_eq!(page.at("/orders").as_array().unwrap().len(), 0, "{query}");
        assert!(read <= 230.0 && calls <= 50, "{query}: {read} RCU, {calls} calls");
        println!("{query}: {read} RCU, {calls} calls");
    }
}

/// Up to five hundred rows come from the index alone; no order is read.
#[tokio::test]
async fn page_of_rows_is_read_from_the_index_alone() {
    let generated = open(4_400).await;
    let open =
        "&phase=unverified&phase=open&phase=accepted&phase=working&phase=ready&phase=in_transit";
    for (query, calls) in [("", 3), (open, 2), ("&phase=done", 2)] {
        let path = format!("/api/orders?sellerId=spice-kitchen&view=row&limit=500{query}");
        let (page, (read, made)) = cost(&generated, &generated.admin, &path).await;
        let rows = page.at("/orders").as_array().unwrap().len();
        println!("{query}: {rows} rows, {read} RCU, {made} calls");
        assert!(read <= 25.0 && made <= calls, "{query}: {read} RCU, {made} calls");
    }
}

/// Resolving a day needs the seller's time zone, which is one read.
#[tokio::test]
async fn query_by_day_costs_one_seller_read_more_than_by_moment() {
    let generated = open(FEW).await;
    let day = generated.orders[20].placed_on;
    let ends = "America/New_York".parse::<TimeZoneName>().unwrap().ends(day);
    let (of, by) = (&generated.staff[2], &generated.admin);
    for (token, day, moment, read, calls) in [
        (of, format!("dateTo={day}"), format!("dateTo={ends}"), 1.0, 1),
        (by, "dateTo=2199-01-01".to_owned(), "dateTo=2199-01-01T12:00:00Z".to_owned(), 0.0, 0),
    ] {
        let mut costs = Vec::new();
        for query in [day, moment] {
            let path = format!("/api/orders?limit=10&{query}");
            let (page, cost) = cost(&generated, token, &path).await;
            assert_eq!(page.at("/orders").as_array().unwrap().len(), 10, "{path}");
            costs.push(cost);
        }
        let [days, moments] = costs[..] else { unreachable!() };
        assert_eq!(days, (moments.0 + read, moments.1 + calls));
    }
}

/// The size of a large deployment. Run with `--ignored --nocapture` on a quiet machine.
#[tokio::test]
#[ignore = "puts 100,000 orders"]
async fn page_costs_and_takes_the_same_with_few_orders_and_a_hundred_thousand() {
    const TIMES: usize = 100;
    let mut halls = [open(FEW).await, open(FEW).await];
    halls[1].add(100_000).await;
    for generated in &halls {
        generated.docket.running.settle().await.unwrap();
    }
    let [few, many] = &halls;
    let (few_costs, many_costs) = (costs(few).await, costs(many).await);
    let mut slow = Vec::new();
    for (at, query) in flat().into_iter().enumerate() {
        let (few_cost, many_cost) = (&few_costs[at], &many_costs[at]);
        assert_eq!((few_cost.read, few_cost.calls), (many_cost.read, many_cost.calls), "{query}");
        // Alternates between both, so that other load slows both down.
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..TIMES {
            for (generated, times) in halls.iter().zip(&mut times) {
                let path = &paths(generated)[at];
                let began = Instant::now();
                generated.get(&generated.admin, path).await.expect(200);
                times.push(began.elapsed());
            }
        }
        let [few, many] = times.map(|mut times| {
            times.sort();
            times[TIMES / 2]
        });
        println!(
            "{query}: {} RCU, {} calls, p50 {few:?} and {many:?}",
            many_cost.read, many_cost.calls
        );
        if many > few + few / 2 {
            slow.push(query);
        }
    }
    assert!(slow.is_empty(), "more than 1.5 times as long: {slow:?}");
}
