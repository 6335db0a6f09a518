//! A checkout over several sellers places all of its orders or none.

use std::collections::BTreeSet;

use docket_tests::{
    Reply,
    world::{
        BUYER, OTHER,
        parts::{Shop, ids, three},
    },
};
use serde_json::{Value, json};

const PRODUCTS: [&str; 3] = ["gv-honey", "cs-coffee", "cm-bowl"];

async fn stock(world: &Shop) -> Vec<u64> {
    let mut stock = Vec::new();
    for product in PRODUCTS {
        stock.push(world.docket.available(product).await);
    }
    stock
}

#[tokio::test]
async fn checkout_makes_an_order_per_seller_and_sends_one_code() {
    let world = Shop::open().await;
    let before = stock(&world).await;
    let reply = world.check_out(&three(OTHER)).await.expect(201);
    let orders = ids(&reply);
    assert_eq!(orders.len(), 3);
    assert_eq!(orders.iter().collect::<BTreeSet<_>>().len(), 3);
    assert_eq!(reply.header("location"), format!("/api/orders/{}", orders[0]));
    let group = reply.text_at("/checkout/groupId");
    assert_eq!(group, format!("GRP-{}", orders[0].rsplit('-').next().unwrap()));
    assert_eq!(reply.at("/verification/required"), true);
    let end = reply.text_at("/verification/expiresAt");
    for (at, (seller, total, id)) in
        [("green-valley", 1900), ("corner-shop", 890), ("craft-market", 8400)]
            .into_iter()
            .zip(&orders)
            .map(|((seller, total), id)| (seller, total, id))
            .enumerate()
    {
        let order = reply.at(&format!("/checkout/orders/{at}"));
        assert_eq!((&order["sellerId"], &order["grandTotal"]), (&json!(seller), &json!(total)));
        assert_eq!(order["status"], "awaiting_verification");
        assert_eq!(order["groupId"], group);
        assert_eq!(order["customer"]["phone"], OTHER);
        assert_eq!(world.order(id).await["groupId"], group);
        assert_eq!(world.events(id).await, ["OrderPlaced"]);
    }
    assert!(end.parse::<jiff::Timestamp>().unwrap() > world.docket.running.now());
    let taken: Vec<_> = before.iter().zip(stock(&world).await).map(|(a, b)| a - b).collect();
    assert_eq!(taken, [2, 1, 3]);
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.docket.running.messages(Some(OTHER)).len(), 1);
}

#[tokio::test]
async fn checkout_needs_no_code_when_the_buyer_is_signed_in() {
    let world = Shop::open().await;
    let body = three(BUYER);
    let reply = world.docket.post("/api/checkouts").bearer(&world.buyer).json(&body).send().await;
    let reply = reply.expect(201);
    assert_eq!(reply.at("/verification"), json!({"required": false}));
    let statuses = ["pending", "pending", "received"];
    for (at, status) in statuses.into_iter().enumerate() {
        assert_eq!(reply.at(&format!("/checkout/orders/{at}/status")), status);
    }
    // Staff of one seller are a guest of the other sellers.
    let call = world.docket.post("/api/checkouts").bearer(&world.staff).json(&three(OTHER));
    assert_eq!(call.send().await.expect(201).at("/verification/required"), true);
    let call = world.docket.post("/api/checkouts").bearer(&world.admin).json(&three(OTHER));
    assert_eq!(call.send().await.expect(201).at("/verification/required"), false);
}

#[tokio::test]
async fn checkout_changes_nothing_when_a_line_is_short() {
    let world = Shop::open().await;
    let mut body = three(OTHER);
    body["sellers"][1]["items"][0]["quantity"] = json!(151);
    let reply = world.docket.refused(world.check_out(&body), 409, "insufficient_stock").await;
    assert_eq!(
        reply.at("/stockIssues"),
        json!([{
            "productId": "cs-coffee", "productName": "Ground coffee, 250 g", "requested": 151,
            "available": 150, "detail": "151 of Ground coffee, 250 g were ordered, 150 are in stock.",
        }])
    );
    // The refusal names every short line of every seller.
    body["sellers"][0]["items"] = json!([{"productId": "gv-honey", "quantity": 201}, {"productId": "gv-eggs", "quantity": 301}]);
    body["sellers"][2]["items"][0]["quantity"] = json!(101);
    let reply = world.docket.refused(world.check_out(&body), 409, "insufficient_stock").await;
    assert_eq!(short(&reply), ["cm-bowl", "cs-coffee", "gv-eggs", "gv-honey"]);
}

fn short(reply: &Reply) -> Vec<String> {
    let issues = reply.at("/stockIssues");
    let product = |it: &Value| it["productId"].as_str().unwrap().to_owned();
    let mut short: Vec<_> = issues.as_array().unwrap().iter().map(product).collect();
    short.sort();
    short
}

/// One seller limits what guests may hold, the others do not. The refusal names all short lines.
#[tokio::test]
async fn checkout_names_all_short_lines_when_a_seller_limits_held_stock() {
    let world = Shop::open().await;
    let share = json!({"heldShareMax": 50});
    let call = world.docket.patch("/api/sellers/corner-shop").bearer(&world.staff).json(&share);
    call.send().await.expect(200);
    let mut body = three(OTHER);
    body["sellers"][1]["items"][0]["quantity"] = json!(151);
    body["sellers"][2]["items"][0]["quantity"] = json!(101);
    let reply = world.docket.refused(world.check_out(&body), 409, "insufficient_stock").await;
    assert_eq!(short(&reply), ["cm-bowl", "cs-coffee"]);
    body["sellers"][1]["items"][0]["quantity"] = json!(76);
    body["sellers"][2]["items"][0]["quantity"] = json!(1);
    world.docket.refused(world.check_out(&body), 403, "phone_verification_required").await;
    body["sellers"][1]["items"][0]["quantity"] = json!(75);
    let reply = world.check_out(&body).await.expect(201);
    // Confirming the order releases the hold.
    let code = world.docket.code(OTHER).await;
    world.docket.verify(&ids(&reply)[2], &code).await.expect(200);
    let coffee = json!({"productId": "cs-coffee", "quantity": 37});
    body["sellers"][1]["items"] = json!([coffee]);
    world.check_out(&body).await.expect(201);
}

#[tokio::test]
async fn checkout_accepts_sellers_with_different_currencies() {
    let world = Shop::open().await;
    let seller = json!({
        "id": "tea-house", "name": "Tea house", "lifecycle": "shop", "currency": "JPY",
        "timezone": "Asia/Tokyo",
    });
    let call = world.docket.post("/api/sellers").bearer(&world.admin).json(&seller);
    call.send().await.expect(201);
    let tea = json!({"sellerId": "tea-house", "name": "Tea", "price": 1200, "stock": 5});
    let tea = world.docket.add_product(&world.admin, &tea).await;
    let mut body = three(OTHER);
    body["sellers"][1]["sellerId"] = json!("tea-house");
    body["sellers"][1]["items"][0]["productId"] = json!(tea);
    let reply = world.check_out(&body).await.expect(201);
    let order = reply.at("/checkout/orders/1");
    assert_eq!((&order["currency"], &order["grandTotal"]), (&json!("JPY"), &json!(1200)));
    assert_eq!(reply.at("/checkout/orders/0/currency"), "USD");
}

#[tokio::test]
async fn checkout_names_each_fault_with_its_pointer() {
    let world = Shop::open().await;
    let change = |pointer: &str, value: Value| {
        let mut body = three(OTHER);
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    for (body, code, pointers) in [
        (
            change("/sellers/1/items/0/productId", json!("nothing")),
            "unknown_product",
            vec!["/sellers/1/items/0/productId"],
        ),
        (
            change("/sellers/2/items/0/productId", json!("gv-honey")),
            "mixed_sellers",
            vec!["/sellers/2/items/0/productId"],
        ),
        (
            change("/sellers/1/sellerId", json!("nobody")),
            "invalid_request",
            vec!["/sellers/1/sellerId"],
        ),
        (
            change("/sellers/1/sellerId", json!("green-valley")),
            "invalid_request",
            vec!["/sellers/1/sellerId"],
        ),
        (change("/sellers", json!([])), "invalid_request", vec!["/sellers"]),
        (change("/customer/phone", json!("12")), "invalid_request", vec!["/customer/phone"]),
        (
            {
                let mut body = change("/sellers/0/items/0/quantity", json!(0));
                body["sellers"][2]["fulfilment"]["method"] = json!("delivery");
                body["customer"]["name"] = json!("");
                body
            },
            "invalid_request",
            vec!["/customer/name", "/sellers/0/items/0/quantity", "/sellers/2/fulfilment/address"],
        ),
        (
            {
                let mut body = three(OTHER);
                body["sellers"][1]["vouchers"] = json!(["NO-SUCH"]);
                body
            },
            "voucher_rejected",
            vec!["/sellers/1/vouchers/0"],
        ),
    ] {
        let reply = world.docket.refused(world.check_out(&body), 400, code).await;
        let errors = reply.at("/errors");
        let found: Vec<_> =
            errors.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
        assert_eq!(found, pointers, "{}", reply.text);
    }
}

#[tokio::test]
async fn checkout_is_refused_when_a_seller_requires_a_verified_phone() {
    let world = Shop::open().await;
    let call = world.docket.patch("/api/sellers/corner-shop").bearer(&world.staff);
    call.json(&json!({"verifyFirst": true})).send().await.expect(200);
    let body = three(OTHER);
    world.docket.refused(world.check_out(&body), 403, "phone_verification_required").await;
    let body = three(BUYER);
    let reply = world.docket.post("/api/checkouts").bearer(&world.buyer).json(&body).send().await;
    reply.expect(201);
}

/// A transaction has at most a hundred actions.
#[tokio::test]
async fn checkout_is_refused_when_it_exceeds_a_transaction() {
    let world = Shop::open().await;
    let mut items = [Vec::new(), Vec::new(), Vec::new()];
    for (seller, items) in
        ["green-valley", "corner-shop", "craft-market"].into_iter().zip(&mut items)
    {
        for at in 0..34 {
            let product =
                json!({"sellerId": seller, "name": format!("P {at}"), "price": 1, "stock": 9});
            let id = world.docket.add_product(&world.admin, &product).await;
            items.push(json!({"productId": id, "quantity": 1}));
        }
    }
    let mut body = three(OTHER);
    for (at, items) in items.into_iter().enumerate() {
        body["sellers"][at]["items"] = json!(items);
    }
    let reply = world.docket.refused(world.check_out(&body), 400, "invalid_request").await;
    assert!(reply.text_at("/detail").contains("too many"), "{}", reply.text);
    body["sellers"][2]["items"].as_array_mut().unwrap().truncate(20);
    world.check_out(&body).await.expect(201);
}
