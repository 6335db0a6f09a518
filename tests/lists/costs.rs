//! What a page costs does not grow with the orders there are.

use std::time::{Duration, Instant};

use jiff::SignedDuration;

use crate::hall::{Hall, PHONES};

/// What an index serves, with and without a date. Ten are found among the
/// newest thousand of each.
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
        "dateTo={day}".to_owned(),
        format!("phone={phone}"),
        format!("q={phone}"),
        format!("phone={phone}&dateTo={{day}}"),
    ]
}

struct Used {
    round_trips: u64,
    read: f64,
}

async fn used(hall: &Hall) -> Used {
    let all = hall.desk.get("/_local/capacity").send().await.expect(200);
    let field = |name: &str| all.at(&format!("/functions/list-orders/{name}"));
    Used {
        round_trips: field("roundTrips").as_u64().unwrap(),
        read: field("readUnits").as_f64().unwrap(),
    }
}

/// The read units, the calls and the median time of the first page of each.
async fn measure(hall: &Hall, limit: u32, times: usize) -> Vec<(String, f64, u64, Duration)> {
    let day = hall.orders[20].placed_at.to_string();
    let mut costs = Vec::new();
    for query in flat() {
        let path = format!("/api/orders?limit={limit}&{}", query.replace("{day}", &day));
        // A token's revocations are read now and then; not in between.
        hall.get(&hall.admin, &path).await.expect(200);
        let before = used(hall).await;
        let mut durations = Vec::new();
        for _ in 0..times {
            let began = Instant::now();
            let page = hall.get(&hall.admin, &path).await.expect(200);
            durations.push(began.elapsed());
            assert_eq!(page.at("/orders").as_array().unwrap().len(), limit as usize, "{query}");
        }
        let after = used(hall).await;
        durations.sort();
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let read = (after.read - before.read) / times as f64;
        let calls = (after.round_trips - before.round_trips) / times as u64;
        costs.push((query, read, calls, durations[times / 2]));
    }
    costs
}

#[tokio::test]
async fn what_an_index_serves_costs_the_same_among_a_thousand_orders_and_twenty_thousand() {
    let mut hall = Hall::open(1_000, SignedDuration::from_secs(30)).await;
    let few = measure(&hall, 10, 1).await;
    hall.add(20_000).await;
    let many = measure(&hall, 10, 1).await;
    for (few, many) in few.iter().zip(&many) {
        assert_eq!((&few.0, few.1, few.2), (&many.0, many.1, many.2));
        // Ten orders, strongly read, and the index rows before them.
        assert!(few.1 <= 25.0, "{}: {} RCU", few.0, few.1);
    }
}

#[tokio::test]
async fn what_no_index_serves_reads_only_so_much_a_page() {
    let hall = Hall::open(2_000, SignedDuration::from_secs(30)).await;
    for query in [
        "q=nobody",
        "minAmount=99999999",
        "phase=failed&sellerId=green-valley",
        "sellerId=corner-shop&q=nobody",
        "phone=%2B12025550161&q=nobody",
        "q=ORD-20261120-0000000000",
        "dateTo=2026-01-02",
    ] {
        let path = format!("/api/orders?{query}");
        hall.get(&hall.admin, &path).await.expect(200);
        let before = used(&hall).await;
        let page = hall.get(&hall.admin, &path).await.expect(200);
        let after = used(&hall).await;
        assert_eq!(page.at("/orders").as_array().unwrap().len(), 0, "{query}");
        let (read, calls) = (after.read - before.read, after.round_trips - before.round_trips);
        assert!(read <= 230.0 && calls <= 50, "{query}: {read} RCU, {calls} calls");
        println!("{query}: {read} RCU, {calls} calls");
    }
}

/// The deployment's size: run with `--ignored --nocapture`.
#[tokio::test]
#[ignore = "puts 100,000 orders"]
async fn at_a_hundred_thousand_orders_a_page_costs_and_takes_what_it_did_at_a_thousand() {
    let mut hall = Hall::open(1_000, SignedDuration::from_secs(30)).await;
    let few = measure(&hall, 10, 60).await;
    hall.add(100_000).await;
    let many = measure(&hall, 10, 60).await;
    for (few, many) in few.iter().zip(&many) {
        println!("{}: {} RCU in {} calls, {:?} -> {:?}", many.0, many.1, many.2, few.3, many.3);
        assert_eq!((&few.0, few.1, few.2), (&many.0, many.1, many.2));
    }
    for (few, many) in few.iter().zip(&many) {
        let factor = many.3.as_secs_f64() / few.3.as_secs_f64();
        assert!(factor <= 1.5, "{}: {factor:.2} times as long", many.0);
    }
}
