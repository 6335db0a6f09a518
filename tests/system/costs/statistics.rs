//! Checks that the cost of lists, statistics and reports does not grow with the number of orders.

use std::time::Instant;

use docket_tests::{Docket, EventMute, Generator, Person};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// The number of days that the orders are spread over, whatever their number.
const DAYS: i64 = 30;

struct Hall {
    docket: Docket,
    admin: String,
    kitchen: String,
    /// The time in the middle of the newest thousand orders.
    middle: Timestamp,
}

/// Function, path, and whether an administrator asks or the kitchen.
type Question = (&'static str, &'static str, bool);

const QUESTIONS: &[Question] = &[
    ("list-orders", "/api/orders?limit=10", true),
    ("list-orders", "/api/orders?limit=10&sellerId=green-valley", true),
    ("list-orders", "/api/orders?limit=10&sellerId=green-valley&phase=open", true),
    ("list-orders", "/api/orders?limit=10&sellerId=corner-shop&status=delivered", true),
    ("list-orders", "/api/orders?limit=10&phase=done", false),
    ("list-orders", "/api/orders?limit=10&dateTo={middle}", true),
    ("list-orders", "/api/orders?limit=10&dateTo={middle}", false),
    ("order-stats", "/api/orders/admin/stats", true),
    ("order-stats", "/api/orders/admin/stats", false),
    ("sales-report", "/api/reports/sales", true),
    ("sales-report", "/api/reports/sales?by=week", false),
    ("sales-report", "/api/reports/sales?by=month", false),
    ("sales-report", "/api/reports/sales?by=product", false),
];

impl Hall {
    async fn open(orders: i32) -> Self {
        let silence = EventMute::default();
        let docket = Docket::with(silence.options()).await;
        // The newest thousand orders are in one month, whatever the time of the clock.
        let today = docket.running.now().to_zoned(TimeZone::UTC).date();
        let days = (i64::from(today.last_of_month().day() - today.day()) + 28) * 24;
        docket.advance(SignedDuration::from_hours(days)).await;
        let admin = docket.sign_in(Person::Admin).await;
        let kitchen = docket.sign_in(Person::Kitchen).await;
        silence.begin();
        let gap = SignedDuration::from_hours(DAYS * 24) * 2 / orders;
        let generator = Generator::new(&docket, Vec::new(), gap).await;
        let began = Instant::now();
        for from in (0..orders).step_by(10_000) {
            generator.put(&docket, from..(from + 10_000).min(orders)).await;
            docket.running.settle().await.unwrap();
        }
        println!("{orders} orders put and counted in {:?}", began.elapsed());
        let middle = generator.order(500).placed_at;
        Self { docket, admin, kitchen, middle }
    }

    async fn ask(&self, (_, path, by_admin): Question) -> String {
        let path = path.replace("{middle}", &self.middle.to_string());
        let token = if by_admin { &self.admin } else { &self.kitchen };
        self.docket.get(&path).bearer(token).send().await.expect(200).text
    }

    /// The cost of a question in RCU and calls.
    async fn cost(&self, question: Question) -> (f64, u64) {
        // Revoked tokens are read again every 25 seconds, so at most one of two requests includes
        // that read.
        let both = [self.cost_once(question).await, self.cost_once(question).await];
        both.into_iter().min_by(|one, other| one.0.total_cmp(&other.0)).unwrap()
    }

    async fn cost_once(&self, question: Question) -> (f64, u64) {
        let used = || {
            let all = self.docket.running.capacity();
            let of = &all["functions"][question.0];
            (of["readUnits"].as_f64().unwrap(), of["roundTrips"].as_u64().unwrap())
        };
        let before = used();
        self.ask(question).await;
        let after = used();
        (after.0 - before.0, after.1 - before.1)
    }
}

/// Run with `--ignored --nocapture` on a quiet machine. `DOCKET_ORDERS` sets another number of
/// orders.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "puts 200,000 orders"]
async fn lists_and_reports_cost_the_same_with_a_thousand_orders_and_with_many() {
    const TIMES: usize = 60;
    let orders = std::env::var("DOCKET_ORDERS").map_or(200_000, |it| it.parse().unwrap());
    let (few, many) = (Hall::open(1_000).await, Hall::open(orders).await);
    let mut worse = Vec::new();
    for question in QUESTIONS {
        let costs = (few.cost(*question).await, many.cost(*question).await);
        // Alternates between both, so that other load slows both down.
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..TIMES {
            for (hall, times) in [&few, &many].into_iter().zip(&mut times) {
                let began = Instant::now();
                hall.ask(*question).await;
                times.push(began.elapsed());
            }
        }
        let [fast, slow] = times.map(|mut times| {
            times.sort();
            times[TIMES / 2]
        });
        println!("{question:?}: {costs:?} (RCU, calls), p50 {fast:?} and {slow:?}");
        let ((few_read, few_calls), (many_read, many_calls)) = costs;
        // Larger numbers have more digits, which may cost one unit more.
        if many_calls != few_calls || many_read > few_read.mul_add(1.1, 1.0) {
            worse.push((question, "costs more"));
        }
        if slow > fast + fast / 2 {
            worse.push((question, "takes longer"));
        }
        assert!(many_read <= 60.0, "{question:?}");
    }
    assert!(worse.is_empty(), "{worse:?}");
}
