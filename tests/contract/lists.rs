//! Pages and cursors of lists.

use docket_tests::{
    pickup,
    world::{BUYER, OTHER, contract::Everybody},
};
use serde_json::json;

fn list(phone: &str) -> String {
    format!("/api/orders/customer/{}", phone.replace('+', "%2B"))
}

#[tokio::test]
async fn order_pages_list_each_earlier_order_once_while_orders_are_placed() {
    let world = Everybody::open().await;
    let mut earlier = Vec::new();
    for _ in 0..11 {
        world.docket.advance(jiff::SignedDuration::from_millis(5)).await;
        earlier.push(world.pending().await);
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{}?limit=3{cursor}", list(BUYER));
        let page = world.docket.get(&path).bearer(&world.buyer).send().await.expect(200);
        let orders = page.at("/orders");
        let orders = orders.as_array().unwrap();
        assert!(orders.len() <= 3);
        seen.extend(orders.iter().map(|order| order["id"].as_str().unwrap().to_owned()));
        match page.at("/pagination/nextCursor").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
        assert!(page.at("/pagination").get("nextCursor").is_some());
        world.docket.advance(jiff::SignedDuration::from_millis(5)).await;
        world.pending().await;
    }
    earlier.reverse();
    assert_eq!(seen, earlier);
}

#[tokio::test]
async fn product_pages_list_each_product_once() {
    let world = Everybody::open().await;
    let all = world.docket.get("/api/products?sellerId=craft-market").send().await.expect(200);
    let all: Vec<_> = all.at("/products").as_array().unwrap().clone();
    let mut seen = Vec::new();
    let mut cursor = String::new();
    while seen.len() <= all.len() {
        let path = format!("/api/products?sellerId=craft-market&limit=1{cursor}");
        let page = world.docket.get(&path).send().await.expect(200);
        seen.extend(page.at("/products").as_array().unwrap().clone());
        match page.at("/pagination/nextCursor").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, all);
}

#[tokio::test]
async fn cursor_is_refused_for_another_list_or_caller_or_when_damaged() {
    let world = Everybody::open().await;
    for _ in 0..3 {
        world.pending().await;
    }
    let body = pickup("green-valley", OTHER, &[("gv-eggs", 1)]);
    for _ in 0..3 {
        world
            .docket
            .post("/api/orders")
            .bearer(&world.stranger)
            .json(&body)
            .send()
            .await
            .expect(201);
    }
    let orders = list(BUYER);
    let cursor = |path: String, token: String| {
        let call = world.docket.get(&path).bearer(&token).send();
        async { call.await.expect(200).text_at("/pagination/nextCursor") }
    };
    let mine = cursor(format!("{orders}?limit=1"), world.buyer.clone()).await;
    let theirs = cursor(format!("{}?limit=1", list(OTHER)), world.stranger.clone()).await;
    let admins = cursor(format!("{orders}?limit=1"), world.admin.clone()).await;
    let products =
        cursor("/api/products?sellerId=green-valley&limit=1".to_owned(), world.buyer.clone()).await;
    assert!([&mine, &theirs, &admins, &products].iter().all(|cursor| !cursor.is_empty()));
    // A cursor of the same list and caller continues the list, also with another limit.
    let path = format!("{orders}?limit=2&cursor={mine}");
    world.docket.get(&path).bearer(&world.buyer).send().await.expect(200);
    let flipped = |at: usize| {
        let mut bytes = mine.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap()
    };
    let cut = &mine[..mine.len() - 4];
    let mut bad = vec![
        theirs,
        admins,
        products,
        cut.to_owned(),
        format!("{mine}AAAA"),
        format!("{mine}="),
        format!("{mine}!"),
        format!("%20{mine}"),
        mine[4..].to_owned(),
        "A".repeat(16),
        "A".repeat(4_000),
    ];
    bad.extend((0..mine.len() - 1).step_by(5).map(flipped));
    for cursor in bad {
        let path = format!("{orders}?cursor={cursor}");
        let reply = world.docket.get(&path).bearer(&world.buyer).send().await;
        let reply = reply.problem(400, "invalid_request");
        assert_eq!(reply.at("/errors/0/parameter"), "cursor");
    }
    let path = format!("/api/products?sellerId=craft-market&cursor={mine}");
    world.docket.get(&path).bearer(&world.buyer).send().await.problem(400, "invalid_request");
}

#[tokio::test]
async fn seller_lists_only_its_own_orders_of_a_customer() {
    let world = Everybody::open().await;
    let own = world.pending().await;
    let body = pickup("corner-shop", BUYER, &[("cs-soap", 1)]);
    let placed = world.docket.post("/api/orders").bearer(&world.buyer).json(&body).send().await;
    let other = placed.expect(201).text_at("/order/id");
    let read = |token: String| {
        let call = world.docket.get(&list(BUYER)).bearer(&token).send();
        async {
            let page = call.await.expect(200).at("/orders");
            let ids = page.as_array().unwrap().iter().map(|it| it["id"].clone());
            ids.collect::<Vec<_>>()
        }
    };
    assert_eq!(read(world.staff.clone()).await, [json!(own)]);
    assert_eq!(read(world.other_staff.clone()).await, [json!(other)]);
    assert_eq!(read(world.buyer.clone()).await.len(), 2);
    assert_eq!(read(world.admin.clone()).await.len(), 2);
}
