//! Orders that a person places from a template.

use serde_json::json;

use docket_tests::world::{
    BUYER, OTHER,
    recurring::{RecurringOrders, TEMPLATES, dozen},
};

#[tokio::test]
async fn order_from_a_template_has_the_current_price_and_names_the_template() {
    let world = RecurringOrders::open().await;
    let id = world.make(&world.buyer, &dozen(BUYER)).await.expect(201).text_at("/template/id");
    let path = "/api/products/gv-eggs";
    let price = json!({"price": 655});
    world.docket.patch(path).bearer(&world.staff).json(&price).send().await.expect(200);
    let there = world.docket.available("gv-eggs").await;
    let placed = world.order_from(&world.buyer, &id).await.expect(201);
    assert_eq!(
        placed.at("/verification"),
        json!({"required": false}),
        "its owner has no code to give"
    );
    let order = placed.at("/order");
    assert_eq!((&order["templateId"], &order["grandTotal"]), (&json!(id), &json!(655)));
    assert_eq!((&order["status"], &order["occurrence"]), (&json!("pending"), &json!(null)));
    assert_eq!(placed.header("location"), format!("/api/orders/{}", order["id"].as_str().unwrap()));
    assert_eq!(world.docket.available("gv-eggs").await, there - 1);
    // The buyer and the seller see the order in their lists.
    let own =
        world.docket.get("/api/orders/my-orders").bearer(&world.buyer).send().await.expect(200);
    assert_eq!(own.at("/orders/0/templateId"), json!(id));
    assert_eq!(world.placed(&id).await.len(), 1);
}

#[tokio::test]
async fn order_from_a_template_is_placed_once_per_idempotency_key() {
    let world = RecurringOrders::open().await;
    let id = world.make(&world.buyer, &dozen(BUYER)).await.expect(201).text_at("/template/id");
    let other = world.make(&world.buyer, &dozen(BUYER)).await.expect(201).text_at("/template/id");
    let order = |template: &str| {
        let path = format!("{TEMPLATES}/{template}/orders");
        world.docket.post(&path).bearer(&world.buyer).key("today").send()
    };
    let first = order(&id).await.expect(201);
    let more = json!({"items": [{"productId": "gv-eggs", "quantity": 9}]});
    world.patch(&world.buyer, &id, &more).await.expect(200);
    let again = order(&id).await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.at("/order/id"), first.at("/order/id"));
    assert_eq!(again.at("/order/items/0/quantity"), 1);
    order(&other).await.problem(422, "idempotency_key_reused");
    assert_eq!(world.placed(&id).await.len() + world.placed(&other).await.len(), 1);
}

#[tokio::test]
async fn staff_order_for_a_customer_and_a_short_order_changes_nothing() {
    let world = RecurringOrders::open().await;
    let id = world.make(&world.staff, &dozen(OTHER)).await.expect(201).text_at("/template/id");
    let placed = world.order_from(&world.staff, &id).await.expect(201);
    assert_eq!(placed.at("/order/customer/phone"), OTHER);
    assert_eq!(placed.at("/order/status"), "pending");
    world.order_from(&world.admin, &id).await.expect(201);
    world.leave_eggs(0).await;
    let before = world.docket.table().await;
    let short = world.order_from(&world.staff, &id).await.problem(409, "insufficient_stock");
    assert_eq!(short.at("/stockIssues/0/productId"), "gv-eggs");
    world.docket.unchanged(&before).await;
}
