//! Filters of order lists, alone and combined, compared with a search through all orders.

use docket_domain::{OneLine, Order, Phase, Priority};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};

use docket_tests::generated_orders::{GeneratedOrders, PHONES, SELLERS};

type Test = Box<dyn Fn(&Order, Days) -> bool>;

/// The time zone of a list's days: the seller's or UTC.
#[derive(Debug, Clone, Copy)]
enum Days {
    Seller,
    Utc,
}

impl Days {
    fn of(self, order: &Order) -> Date {
        match self {
            Self::Seller => order.placed_on,
            Self::Utc => order.placed_at.to_zoned(TimeZone::UTC).date(),
        }
    }
}

/// A part of a query, and the test that an order must pass.
struct Filter {
    query: String,
    test: Test,
}

fn filter(query: impl Into<String>, test: impl Fn(&Order) -> bool + 'static) -> Filter {
    Filter { query: query.into(), test: Box::new(move |order, _| test(order)) }
}

/// A filter on the day on which an order was placed.
fn on_days(query: String, test: impl Fn(Date) -> bool + 'static) -> Filter {
    Filter { query, test: Box::new(move |order, days| test(days.of(order))) }
}

fn total(order: &Order) -> u64 {
    order.grand_total().minor()
}

fn has_text<const N: usize>(text: Option<&OneLine<N>>, wanted: &str) -> bool {
    text.is_some_and(|text| text.as_str() == wanted)
}

fn driven(by: &'static str) -> impl Fn(&Order) -> bool {
    move |order| {
        let driver = order.delivery.as_ref().and_then(|it| it.driver.as_ref());
        driver.is_some_and(|driver| driver.as_str() == by)
    }
}

fn of_statuses() -> Vec<Filter> {
    vec![
        filter("status=preparing", |it| it.status.name == "preparing"),
        filter("status=cancelled", |it| it.status.name == "cancelled"),
        filter("status=DELIVERED", |it| it.status.name == "DELIVERED"),
        filter("status=awaiting_verification", |it| it.status.phase == Phase::Unverified),
        filter("status=preparing&status=DELIVERED&status=preparing", |it| {
            ["preparing", "DELIVERED"].contains(&it.status.name)
        }),
    ]
}

fn of_phases() -> Vec<Filter> {
    vec![
        filter("phase=open", |it| it.status.phase == Phase::Open),
        filter("phase=done", |it| it.status.phase == Phase::Done),
        filter("phase=in_transit", |it| it.status.phase == Phase::InTransit),
        filter("phase=failed", |it| it.status.phase == Phase::Failed),
        filter("phase=open&phase=done&phase=failed", |it| {
            [Phase::Open, Phase::Done, Phase::Failed].contains(&it.status.phase)
        }),
    ]
}

/// Groups of filters. Each group has its own parameter, so that filters of different groups can be
/// combined.
fn filters(orders: &[Order]) -> Vec<Vec<Filter>> {
    let (older, newer) = (orders[orders.len() * 3 / 4].placed_at, orders[40].placed_at);
    let day = orders[orders.len() / 2].placed_at.to_zoned(TimeZone::UTC).date();
    let middle = total(&orders[7]);
    let known = orders.iter().find(|it| it.customer.phone.as_str() == PHONES[1]).unwrap();
    let (key, number) = (known.customer.key.clone(), orders[99].id);
    let id = key.clone();
    let suffix = number.to_string().to_lowercase();
    let encoded = PHONES[0].replace('+', "%2B");
    // Generated names in lower case and without accents.
    let named = |beginnings: &'static [&'static str]| {
        move |it: &Order| {
            let name = it.customer.name.as_str().to_lowercase().replace('é', "e");
            let words: Vec<_> = name.split([' ', '-']).collect();
            beginnings.iter().all(|it| words.iter().any(|word| word.starts_with(it)))
        }
    };
    let ends =
        |digits: &'static str| move |it: &Order| it.customer.phone.as_str().ends_with(digits);
    vec![
        of_statuses(),
        of_phases(),
        vec![
            filter("sellerId=spice-kitchen", |it| it.seller.as_str() == "spice-kitchen"),
            filter("kitchenId=spice-kitchen", |it| it.seller.as_str() == "spice-kitchen"),
            filter("sellerId=nobody", |_| false),
        ],
        vec![
            filter(format!("userId={key}"), move |it| it.customer.key == key),
            filter("userId=stranger-7", |it| it.customer.key.as_str() == "stranger-7"),
            filter("userId=nobody", |_| false),
        ],
        vec![
            filter(format!("phone={encoded}"), |it| it.customer.phone.as_str() == PHONES[0]),
            filter("phone=%2B12025550199", |_| false),
        ],
        vec![
            filter(format!("dateFrom={older}"), move |it| it.placed_at >= older),
            on_days(format!("dateFrom={day}"), move |it| it >= day),
            filter("dateFrom=9999-12-31", |_| false),
            filter("dateFrom=1969-07-20", |_| true),
        ],
        vec![
            filter(format!("dateTo={newer}"), move |it| it.placed_at <= newer),
            on_days(format!("dateTo={day}"), move |it| it <= day),
            filter("dateTo=9999-12-31", |_| true),
        ],
        vec![filter(format!("minAmount={middle}"), move |it| total(it) >= middle)],
        vec![filter(format!("maxAmount={middle}"), move |it| total(it) <= middle)],
        vec![
            filter("priority=urgent", |it| it.priority == Priority::Urgent),
            filter("priority=normal", |it| it.priority == Priority::Normal),
        ],
        vec![
            filter("zoneId=north", |it| has_text(it.fulfilment.zone.as_ref(), "north")),
            filter("zoneId=south", |it| has_text(it.fulfilment.zone.as_ref(), "south")),
            filter("zoneId=nowhere", |_| false),
        ],
        vec![
            filter("driverId=m-generated-1", driven("m-generated-1")),
            filter("driverId=m-generated-2", driven("m-generated-2")),
        ],
        vec![
            filter("menuType=veg", |it| has_text(it.menu_type.as_ref(), "veg")),
            filter("menuType=VEG", |_| false),
        ],
        vec![
            filter("mealWindow=lunch", |it| has_text(it.meal_window.as_ref(), "lunch")),
            filter("mealWindow=dinner", |it| has_text(it.meal_window.as_ref(), "dinner")),
        ],
        vec![
            filter("q=ADA", named(&["ada"])),
            filter("q=%C3%A9mile%20b", named(&["emile", "b"])),
            filter("q=E%CC%81MI", named(&["emi"])),
            filter("q=cedar", named(&["cedar"])),
            filter("q=mar%20a", named(&["mar", "a"])),
            filter("q=zoe", named(&["zoe"])),
            filter("q=0162", ends("0162")),
            filter("q=(202)%20555-0162", ends("2025550162")),
            filter("q=%3F%21", |_| false),
            // An unknown order and an unknown name.
            filter("q=margaretha", |_| false),
            filter(format!("q={number}"), move |it| it.id == number),
            filter(format!("q={}", number.to_string().to_lowercase()), move |it| it.id == number),
            filter(format!("q={}", &suffix[13..]), move |it| it.id == number),
            filter(format!("q={}", PHONES[1]), move |it| it.customer.key == id),
            filter("q=%2B1%20202-555-0161", ends("2025550161")),
        ],
    ]
}

async fn check(generated: &GeneratedOrders, parts: &[&Filter], limit: usize) {
    let query: Vec<_> = parts.iter().map(|filter| filter.query.as_str()).collect();
    let query = query.join("&");
    let names_seller = query.contains("sellerId=") || query.contains("kitchenId=");
    let matching = |days: Days| {
        let matches = move |order: &&Order| parts.iter().all(|filter| (filter.test)(order, days));
        generated.orders.iter().filter(matches)
    };
    let all = matching(if names_seller { Days::Seller } else { Days::Utc });
    let all: Vec<_> = all.map(|order| order.id.to_string()).collect();
    let listed = generated.walk(&generated.admin, &format!("/api/orders?{query}"), limit).await;
    assert_eq!(listed, all, "{query}");
    for ((seller, _), token) in SELLERS.iter().zip(&generated.staff) {
        if names_seller && !query.contains(&format!("Id={seller}")) {
            continue;
        }
        let own = matching(Days::Seller).filter(|order| order.seller.as_str() == *seller);
        let own: Vec<_> = own.map(|order| order.id.to_string()).collect();
        let listed = generated.walk(token, &format!("/api/orders?{query}"), limit).await;
        assert_eq!(listed, own, "{seller}: {query}");
    }
}

/// Orders of several months, so that lists continue from one partition into the next.
async fn generated() -> GeneratedOrders {
    GeneratedOrders::open(360, SignedDuration::from_hours(9)).await
}

#[tokio::test]
async fn each_filter_lists_the_matching_orders_newest_first() {
    let generated = generated().await;
    check(&generated, &[], 50).await;
    check(&generated, &[], 7).await;
    for kind in filters(&generated.orders) {
        for filter in kind {
            check(&generated, &[&filter], 50).await;
        }
    }
    let all = generated.walk(&generated.admin, "/api/orders/admin/all?phase=done", 100).await;
    assert_eq!(all, generated.walk(&generated.admin, "/api/orders?phase=done", 13).await);
}

#[tokio::test]
async fn combined_filters_list_the_matching_orders() {
    let generated = generated().await;
    let kinds = filters(&generated.orders);
    // A filter of each pair of groups, then of every other group together.
    for (at, one) in kinds.iter().enumerate() {
        for other in &kinds[at + 1..] {
            let (one, other) = (&one[at % one.len()], &other[at % other.len()]);
            check(&generated, &[one, other], 100).await;
        }
    }
    for step in 2..5 {
        for start in 0..step {
            let some = kinds.iter().skip(start).step_by(step);
            let parts: Vec<_> = some.map(|kind| &kind[start % kind.len()]).collect();
            check(&generated, &parts, 100).await;
        }
    }
}

/// More orders than a read of any index returns.
#[tokio::test]
async fn rare_matches_are_found_among_many_orders() {
    let generated = GeneratedOrders::open(2_400, SignedDuration::from_secs(30)).await;
    for kind in filters(&generated.orders) {
        let own = filter("sellerId=green-valley", |it| it.seller.as_str() == "green-valley");
        if !kind[0].query.contains("sellerId") {
            check(&generated, &[&kind[0], &own], 60).await;
        }
    }
}

#[tokio::test]
async fn invalid_filter_is_refused_with_its_name() {
    let generated = GeneratedOrders::open(4, SignedDuration::from_secs(1)).await;
    let long = format!("q={}", "x".repeat(101));
    let many = ["id=ORD-20261120-0123456789"; 101].join("&");
    for (query, parameter) in [
        ("status=brewing", "status"),
        ("status=", "status"),
        ("phase=OPEN", "phase"),
        ("priority=extreme", "priority"),
        ("sellerId=a%20b", "sellerId"),
        ("kitchenId=", "kitchenId"),
        ("sellerId=green-valley&kitchenId=corner-shop", "kitchenId"),
        ("userId=a/b", "userId"),
        ("phone=12025550142", "phone"),
        ("dateFrom=yesterday", "dateFrom"),
        ("dateFrom=2026-13-01", "dateFrom"),
        ("dateTo=2026-11-20T12:00:00", "dateTo"),
        ("dateFrom=2026-11-02&dateTo=2026-11-01", "dateTo"),
        ("zoneId=", "zoneId"),
        ("zoneId=0.5", "zoneId"),
        ("driverId=a%20b", "driverId"),
        ("menuType=%20", "menuType"),
        ("mealWindow=", "mealWindow"),
        ("minAmount=-1", "minAmount"),
        ("maxAmount=9007199254740992", "maxAmount"),
        ("minAmount=2&maxAmount=1", "maxAmount"),
        ("q=%20", "q"),
        (&long, "q"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("cursor=x", "cursor"),
        ("minAmount=1.5", "minAmount"),
        ("page=2", "page"),
        ("status=pending&status=brewing", "status"),
        ("phase=open&phase=OPEN", "phase"),
        ("priority=low&priority=high", "priority"),
        ("limit=5&limit=5", "limit"),
        ("slaBreached=true&slaBreached=true", "slaBreached"),
        ("id=x", "id"),
        ("id=ORD-20261120-0123456789&cursor=x", "cursor"),
        ("id=ORD-20261120-0123456789&limit=101", "limit"),
        (&many, "id"),
    ] {
        let reply = generated.get(&generated.admin, &format!("/api/orders?{query}")).await;
        let reply = reply.problem(400, "invalid_request");
        assert_eq!(reply.text_at("/errors/0/parameter"), parameter, "{query}: {}", reply.text);
    }
}
