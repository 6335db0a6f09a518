//! Which lists of orders each caller may read.

use jiff::SignedDuration;
use serde_json::Value;

use docket_tests::{
    generated_orders::{GeneratedOrders, PHONES, SELLERS},
    pickup,
};

fn ids<'a>(orders: impl Iterator<Item = &'a docket_domain::Order>) -> Vec<String> {
    orders.map(|order| order.id.to_string()).collect()
}

#[tokio::test]
async fn each_role_reads_its_own_order_lists() {
    let generated = GeneratedOrders::open(120, SignedDuration::from_secs(10)).await;
    let (lists, all) = ("/api/orders", "/api/orders/admin/all");
    for path in [lists, all, "/api/orders/my-orders"] {
        generated.docket.get(path).send().await.problem(401, "unauthenticated");
    }
    for token in [&generated.buyers[0], &generated.driver] {
        for path in [lists, all, "/api/orders?sellerId=spice-kitchen"] {
            generated.get(token, path).await.problem(403, "forbidden");
        }
    }
    assert_eq!(generated.walk(&generated.admin, all, 100).await, ids(generated.orders.iter()));
    for (at, (seller, _)) in SELLERS.iter().enumerate() {
        let token = &generated.staff[at];
        generated.get(token, all).await.problem(403, "forbidden");
        let own = ids(generated.orders.iter().filter(|order| order.seller.as_str() == *seller));
        assert_eq!(generated.walk(token, lists, 100).await, own, "{seller}");
        let named = format!("{lists}?kitchenId={seller}");
        assert_eq!(generated.walk(token, &named, 100).await, own, "{seller}");
        let (other, _) = SELLERS[(at + 1) % SELLERS.len()];
        generated.get(token, &format!("{lists}?sellerId={other}")).await.problem(404, "not_found");
        // Neither an order's id nor a customer's phone finds orders of another seller.
        let foreign = generated.orders.iter().find(|it| it.seller.as_str() == other).unwrap();
        let by_number = format!("{lists}?q={}", foreign.id);
        assert_eq!(generated.walk(token, &by_number, 100).await, Vec::<String>::new());
        let phone = PHONES[0].replace('+', "%2B");
        let of_phone = generated.orders.iter().filter(|it| it.customer.phone.as_str() == PHONES[0]);
        let of_phone = ids(of_phone.filter(|it| it.seller.as_str() == *seller));
        let by_phone = format!("{lists}?phone={phone}");
        assert_eq!(generated.walk(token, &by_phone, 100).await, of_phone);
        let customer = format!("/api/orders/customer/{phone}");
        assert_eq!(generated.walk(token, &customer, 100).await, of_phone);
    }
}

#[tokio::test]
async fn my_orders_lists_the_orders_of_the_callers_phone() {
    let generated = GeneratedOrders::open(120, SignedDuration::from_secs(10)).await;
    let mine = "/api/orders/my-orders";
    for (phone, token) in PHONES.iter().zip(&generated.buyers) {
        let own = ids(generated.orders.iter().filter(|it| it.customer.phone.as_str() == *phone));
        assert!(own.len() > 1);
        assert_eq!(generated.walk(token, mine, 2).await, own);
        let path = format!("/api/orders/customer/{}", phone.replace('+', "%2B"));
        assert_eq!(generated.walk(token, &path, 100).await, own);
    }
    // Members order with the phone that signs them in.
    for (token, phone) in [
        (&generated.admin, "+12025550100"),
        (&generated.staff[0], "+12025550101"),
        (&generated.driver, "+12025550105"),
    ] {
        assert_eq!(generated.walk(token, mine, 10).await, Vec::<String>::new());
        let body = pickup("corner-shop", phone, &[("cs-bread", 1)]);
        let placed =
            generated.docket.post("/api/orders").bearer(&generated.admin).json(&body).send().await;
        let id = placed.expect(201).text_at("/order/id");
        assert_eq!(generated.walk(token, mine, 10).await, [id]);
    }
    let reply = generated.get(&generated.buyers[0], "/api/orders/my-orders?status=pending").await;
    reply.problem(400, "invalid_request");
    let page =
        generated.get(&generated.buyers[0], "/api/orders/my-orders?limit=1").await.expect(200);
    assert_eq!(page.at("/pagination/limit"), 1);
    assert!(page.at("/pagination/nextCursor").is_string());
    assert_eq!(page.at("/pagination/total"), Value::Null);
}

#[tokio::test]
async fn list_by_ids_omits_orders_that_the_caller_may_not_read() {
    let generated = GeneratedOrders::open(120, SignedDuration::from_secs(10)).await;
    let named: Vec<_> = generated.orders.iter().take(98).collect();
    let query = named.iter().map(|order| format!("id={}", order.id));
    // One id twice, and one unknown id with another day.
    let other_day = named[0].id.to_string().replacen("ORD-2", "ORD-3", 1);
    let others = [format!("id={}", named[0].id), format!("id={other_day}")];
    let query: Vec<_> = query.chain(others).collect();
    let path = format!("/api/orders?{}", query.join("&"));
    let page = |reply: &docket_tests::Reply| -> Vec<String> {
        let orders = reply.at("/orders").as_array().unwrap().clone();
        orders.iter().map(|order| order["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = generated.get(&generated.admin, &path).await.expect(200);
    assert_eq!(page(&all), ids(named.iter().copied()));
    assert_eq!(all.at("/pagination"), serde_json::json!({"limit": 100, "nextCursor": null}));
    for ((seller, _), token) in SELLERS.iter().zip(&generated.staff) {
        let own = named.iter().copied().filter(|order| order.seller.as_str() == *seller);
        let listed = generated.get(token, &path).await.expect(200);
        assert_eq!(page(&listed), ids(own), "{seller}");
        // Filters apply too, and so does another sort order.
        let own = named.iter().filter(|order| order.seller.as_str() == *seller);
        let done = own.filter(|it| it.status.phase == docket_domain::Phase::Done);
        let listed = generated.get(token, &format!("{path}&phase=done")).await.expect(200);
        assert_eq!(page(&listed), ids(done.copied()), "{seller}");
    }
    let urgent = format!("{path}&sellerId=spice-kitchen&sort=urgency&limit=100");
    let listed = generated.get(&generated.admin, &urgent).await.expect(200);
    let mut found = page(&listed);
    found.sort_unstable();
    let open = named.iter().copied().filter(|it| !it.status.phase.is_closed());
    let mut open = ids(open.filter(|it| it.seller.as_str() == "spice-kitchen"));
    open.sort_unstable();
    assert_eq!(found, open);
    generated.get(&generated.buyers[0], &path).await.problem(403, "forbidden");
}
