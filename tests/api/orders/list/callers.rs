//! Who sees which list.

use jiff::SignedDuration;
use serde_json::Value;

use docket_tests::{
    hall::{Hall, PHONES, SELLERS},
    pickup,
};

fn ids<'a>(orders: impl Iterator<Item = &'a docket_domain::Order>) -> Vec<String> {
    orders.map(|order| order.id.to_string()).collect()
}

#[tokio::test]
async fn every_role_gets_the_lists_that_are_its_own() {
    let hall = Hall::open(120, SignedDuration::from_secs(10)).await;
    let (lists, all) = ("/api/orders", "/api/orders/admin/all");
    for path in [lists, all, "/api/orders/my-orders"] {
        hall.desk.get(path).send().await.problem(401, "unauthenticated");
    }
    for token in [&hall.buyers[0], &hall.driver] {
        for path in [lists, all, "/api/orders?sellerId=spice-kitchen"] {
            hall.get(token, path).await.problem(403, "forbidden");
        }
    }
    assert_eq!(hall.walk(&hall.admin, all, 100).await, ids(hall.orders.iter()));
    for (at, (seller, _)) in SELLERS.iter().enumerate() {
        let token = &hall.staff[at];
        hall.get(token, all).await.problem(403, "forbidden");
        let own = ids(hall.orders.iter().filter(|order| order.seller.as_str() == *seller));
        assert_eq!(hall.walk(token, lists, 100).await, own, "{seller}");
        let named = format!("{lists}?kitchenId={seller}");
        assert_eq!(hall.walk(token, &named, 100).await, own, "{seller}");
        let (other, _) = SELLERS[(at + 1) % SELLERS.len()];
        hall.get(token, &format!("{lists}?sellerId={other}")).await.problem(404, "not_found");
        // Nor by naming one of its orders or customers.
        let foreign = hall.orders.iter().find(|it| it.seller.as_str() == other).unwrap();
        let by_number = format!("{lists}?q={}", foreign.id);
        assert_eq!(hall.walk(token, &by_number, 100).await, Vec::<String>::new());
        let phone = PHONES[0].replace('+', "%2B");
        let of_phone = hall.orders.iter().filter(|it| it.customer.phone.as_str() == PHONES[0]);
        let of_phone = ids(of_phone.filter(|it| it.seller.as_str() == *seller));
        let by_phone = format!("{lists}?phone={phone}");
        assert_eq!(hall.walk(token, &by_phone, 100).await, of_phone);
        let customer = format!("/api/orders/customer/{phone}");
        assert_eq!(hall.walk(token, &customer, 100).await, of_phone);
    }
}

#[tokio::test]
async fn everybody_has_the_orders_of_their_own_phone() {
    let hall = Hall::open(120, SignedDuration::from_secs(10)).await;
    let mine = "/api/orders/my-orders";
    for (phone, token) in PHONES.iter().zip(&hall.buyers) {
        let own = ids(hall.orders.iter().filter(|it| it.customer.phone.as_str() == *phone));
        assert!(own.len() > 1);
        assert_eq!(hall.walk(token, mine, 2).await, own);
        let path = format!("/api/orders/customer/{}", phone.replace('+', "%2B"));
        assert_eq!(hall.walk(token, &path, 100).await, own);
    }
    // Members order too, with the phone that they sign in with.
    for (token, phone) in [
        (&hall.admin, "+12025550100"),
        (&hall.staff[0], "+12025550101"),
        (&hall.driver, "+12025550105"),
    ] {
        assert_eq!(hall.walk(token, mine, 10).await, Vec::<String>::new());
        let body = pickup("corner-shop", phone, &[("cs-bread", 1)]);
        let placed = hall.desk.post("/api/orders").bearer(&hall.admin).json(&body).send().await;
        let id = placed.expect(201).text_at("/order/id");
        assert_eq!(hall.walk(token, mine, 10).await, [id]);
    }
    let reply = hall.get(&hall.buyers[0], "/api/orders/my-orders?status=pending").await;
    reply.problem(400, "invalid_request");
    let page = hall.get(&hall.buyers[0], "/api/orders/my-orders?limit=1").await.expect(200);
    assert_eq!(page.at("/pagination/limit"), 1);
    assert!(page.at("/pagination/nextCursor").is_string());
    assert_eq!(page.at("/pagination/total"), Value::Null);
}
