//! A cart is placed whole or not at all.

use docket_tests::{
    Docket, Person,
    books::Books,
    crowd::{guest, placed_or_out_of_stock, send_at_once},
    pickup,
};
use serde_json::json;

#[tokio::test]
async fn cart_is_refused_without_a_change_when_a_line_is_short() {
    let docket = Docket::open().await;
    let before = docket.table().await;
    for lines in [[("gv-honey", 201), ("gv-eggs", 1)], [("gv-honey", 1), ("gv-eggs", 301)]] {
        let refused = docket.order(&pickup("green-valley", &guest(1), &lines)).await;
        let refused = refused.problem(409, "insufficient_stock");
        let (product, requested) = lines.into_iter().max_by_key(|(_, count)| *count).unwrap();
        let issues = refused.at("/stockIssues");
        assert_eq!(issues.as_array().unwrap().len(), 1, "{issues}");
        assert_eq!(issues[0]["productId"], product);
        assert_eq!(issues[0]["requested"], requested);
        assert_eq!(issues[0]["available"], requested - 1);
        docket.unchanged(&before).await;
    }
    assert_eq!(docket.available("gv-honey").await, 200);
    assert_eq!(docket.available("gv-eggs").await, 300);
    docket.running.settle().await.unwrap();
    assert!(docket.running.messages(None).is_empty());
}

#[tokio::test]
async fn refusal_names_every_short_line_with_its_available_stock() {
    let docket = Docket::open().await;
    let before = docket.table().await;
    let lines = [("gv-honey", 500), ("gv-apples", 250), ("gv-eggs", 400)];
    let refused = docket.order(&pickup("green-valley", &guest(1), &lines)).await;
    let issues = refused.problem(409, "insufficient_stock").at("/stockIssues");
    assert_eq!(
        issues,
        json!([
            {
                "productId": "gv-honey",
                "productName": "Blossom honey, 500 g",
                "requested": 500,
                "available": 200,
                "detail": "500 of Blossom honey, 500 g were ordered, 200 are in stock.",
            },
            {
                "productId": "gv-eggs",
                "productName": "Free-range eggs, dozen",
                "requested": 400,
                "available": 300,
                "detail": "400 of Free-range eggs, dozen were ordered, 300 are in stock.",
            },
        ])
    );
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn refusal_names_every_short_line_of_spread_stock() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let mut products = Vec::new();
    for (name, buckets) in [("Plum", 1), ("Pear", 4), ("Fig", 8), ("Quince", 3)] {
        let body = json!({"name": name, "price": 100, "stock": 10, "stockBuckets": buckets});
        products.push(docket.add_product(&staff, &body).await);
    }
    let before = docket.table().await;
    let [plum, pear, fig, quince] = products.as_slice() else { unreachable!() };
    let lines = [(plum.as_str(), 11), (pear, 12), (fig, 10), (quince, 13)];
    let refused = docket.order(&pickup("green-valley", &guest(1), &lines)).await;
    let refused = refused.problem(409, "insufficient_stock");
    let named = refused.at("/stockIssues");
    let named: Vec<_> = named.as_array().unwrap().iter().map(|it| &it["productId"]).collect();
    assert_eq!(named, [plum, pear, quince]);
    for issue in refused.at("/stockIssues").as_array().unwrap() {
        assert_eq!(issue["available"], 10, "{issue}");
    }
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn cart_can_take_the_last_stock() {
    let docket = Docket::open().await;
    let lines = [("gv-honey", 200), ("gv-eggs", 300)];
    docket.order(&pickup("green-valley", &guest(1), &lines)).await.expect(201);
    assert_eq!(docket.available("gv-honey").await, 0);
    assert_eq!(docket.available("gv-eggs").await, 0);
    Books::check(&docket, &[("gv-honey", 200), ("gv-eggs", 300)]).await;
    let more = docket.order(&pickup("green-valley", &guest(2), &[("gv-honey", 1)])).await;
    let issues = more.problem(409, "insufficient_stock").at("/stockIssues");
    assert_eq!(issues[0]["available"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_crossing_carts_are_placed_whole() {
    let docket = Docket::open().await;
    let staff = docket.signed_in(Person::Producer).await;
    let mut ids = Vec::new();
    for name in ["Left", "Right"] {
        let body = json!({"name": name, "price": 100, "stock": 50});
        ids.push(docket.add_product(&staff, &body).await);
    }
    let (left, right) = (ids[0].as_str(), ids[1].as_str());
    // Both products are in every cart, in both sequences and with different quantities.
    let calls = (0..200).map(|number| {
        let lines = if number % 2 == 0 { [(left, 1), (right, 2)] } else { [(right, 1), (left, 2)] };
        docket.post("/api/orders").json(&pickup("green-valley", &guest(number), &lines))
    });
    let (placed, short) = placed_or_out_of_stock(&send_at_once(calls.collect::<Vec<_>>()).await);
    let books = Books::check(&docket, &[(left, 50), (right, 50)]).await;
    assert_eq!(books.orders, placed.len());
    assert_eq!(books.held(left) + books.held(right), 3 * placed.len() as u64);
    // The remaining stock is too small for any refused cart.
    let rest = [docket.available(left).await, docket.available(right).await];
    assert!(rest[0] < 2 || rest[1] < 2, "{rest:?} left, {} refused", short.len());
    // Each cart takes three of a hundred units. The fewest carts fit when one product is used up
    // first.
    assert!((25..=33).contains(&placed.len()), "{} placed", placed.len());
}

#[tokio::test]
async fn equal_products_in_a_cart_take_stock_together() {
    let docket = Docket::open().await;
    let lines = [("gv-honey", 2), ("gv-eggs", 1), ("gv-honey", 3)];
    let placed = docket.order(&pickup("green-valley", &guest(1), &lines)).await.expect(201);
    let items = placed.at("/order/items");
    assert_eq!(items.as_array().unwrap().len(), 2, "{items}");
    assert_eq!((&items[0]["productId"], &items[0]["quantity"]), (&json!("gv-honey"), &json!(5)));
    assert_eq!(items[0]["totalPrice"], 5 * 950);
    assert_eq!(placed.at("/order/grandTotal"), 5 * 950 + 620);
    let books = Books::check(&docket, &[("gv-honey", 200), ("gv-eggs", 300)]).await;
    assert_eq!((books.held("gv-honey"), books.held("gv-eggs")), (5, 1));

    // The two lines together exceed the stock, though neither does alone.
    let before = docket.table().await;
    let lines = [("gv-honey", 100), ("gv-honey", 96)];
    let refused = docket.order(&pickup("green-valley", &guest(2), &lines)).await;
    let issues = refused.problem(409, "insufficient_stock").at("/stockIssues");
    assert_eq!(issues.as_array().unwrap().len(), 1, "{issues}");
    assert_eq!((&issues[0]["requested"], &issues[0]["available"]), (&json!(196), &json!(195)));
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn lines_with_different_addons_are_separate_and_share_stock() {
    let docket = Docket::open().await;
    let mut body = pickup("spice-kitchen", &guest(1), &[("sk-thali", 2), ("sk-thali", 3)]);
    body["items"][1]["addons"] = json!([{"addonId": "naan", "quantity": 2}]);
    let placed = docket.order(&body).await.expect(201);
    assert_eq!(placed.at("/order/items").as_array().unwrap().len(), 2);
    assert_eq!(placed.at("/order/items/0/totalPrice"), 2 * 1_350);
    assert_eq!(placed.at("/order/items/1/totalPrice"), 3 * (1_350 + 2 * 250));
    let books = Books::check(&docket, &[("sk-thali", 500)]).await;
    assert_eq!(books.held("sk-thali"), 5);
}

#[tokio::test]
async fn addon_prices_come_from_the_catalogue() {
    let docket = Docket::open().await;
    let mut body = pickup("spice-kitchen", &guest(1), &[("sk-thali", 3), ("sk-lassi", 1)]);
    body["items"][0]["addons"] =
        json!([{"addonId": "naan", "quantity": 2}, {"addonId": "raita", "quantity": 1}]);
    let order = docket.order(&body).await.expect(201).at("/order");
    let thali = &order["items"][0];
    assert_eq!(thali["unitPrice"], 1_350);
    assert_eq!(thali["isMainCourse"], true);
    assert_eq!(
        thali["addons"],
        json!([
            {"addonId": "naan", "name": "Naan", "quantity": 2, "unitPrice": 250},
            {"addonId": "raita", "name": "Raita", "quantity": 1, "unitPrice": 180},
        ])
    );
    assert_eq!(thali["totalPrice"], 3 * (1_350 + 2 * 250 + 180));
    assert_eq!(order["subtotal"], 3 * (1_350 + 2 * 250 + 180) + 420);
    assert_eq!(order["grandTotal"], order["subtotal"]);
    assert_eq!(order["currency"], "USD");
}
