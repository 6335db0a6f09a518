//! Items from earlier releases are readable although today's rules refuse their values: names with
//! line breaks, notes that override the direction of text, currencies that are not in use.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_tests::{
    pickup,
    world::{
        BUYER,
        contract::{Everybody, PRODUCT},
    },
};
use serde_json::json;

/// Writes a text into a stored item, without validation.
async fn store(world: &Everybody, (pk, sk): (&str, &str), name: &str, text: &str) {
    let running = &world.docket.running;
    let value = |text: &str| AttributeValue::S(text.to_owned());
    running
        .client()
        .update_item()
        .table_name(running.table())
        .key("pk", value(pk))
        .key("sk", value(sk))
        .update_expression("SET #name = :text")
        .condition_expression("attribute_exists(pk)")
        .expression_attribute_names("#name", name)
        .expression_attribute_values(":text", value(text))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn stored_name_with_a_line_break_is_read_as_one_line() {
    let world = Everybody::open().await;
    let id = world.pending().await;
    let order = format!("O#{}", id.rsplit('-').next().unwrap());
    store(&world, (&order, "O"), "cn", "Ada\r\nBcc: eve@example.com\u{202e}").await;
    store(&world, (&order, "O"), "no", "Ring\n\u{202e}twice").await;
    store(&world, ("R#green-valley", "R"), "nm", "Green\nValley").await;
    store(&world, (&format!("P#{PRODUCT}"), "P"), "nm", "Wild\u{2028}honey\t").await;

    let name = "Ada  Bcc: eve@example.com";
    let read = world.docket.read_order(&world.admin, &id).await.expect(200);
    assert_eq!(read.text_at("/order/customer/name"), name);
    assert_eq!(read.text_at("/order/notes"), "Ring\ntwice");
    let list = world.docket.get("/api/orders?sellerId=green-valley&q=ada").bearer(&world.admin);
    assert_eq!(list.send().await.expect(200).text_at("/orders/0/customer/name"), name);
    let seller = world.docket.get("/api/sellers/green-valley").send().await.expect(200);
    assert_eq!(seller.text_at("/seller/name"), "Green Valley");
    let product = world.docket.get(&format!("/api/products/{PRODUCT}")).send().await.expect(200);
    assert_eq!(product.text_at("/product/name"), "Wild honey");

    // An order of the product has a valid name.
    let body = pickup("green-valley", BUYER, &[(PRODUCT, 1)]);
    let placed = world.docket.post("/api/orders").bearer(&world.buyer).json(&body).send().await;
    assert_eq!(placed.expect(201).text_at("/order/items/0/name"), "Wild honey");
    world.docket.set_status(&world.staff, &id, "confirmed").await.expect(200);
    let changed = json!({"name": "Wild honey"});
    let path = format!("/api/products/{PRODUCT}");
    world.docket.patch(&path).bearer(&world.staff).json(&changed).send().await.expect(200);
}

#[tokio::test]
async fn seller_with_a_currency_that_is_refused_today_is_readable() {
    let world = Everybody::open().await;
    store(&world, ("R#green-valley", "R"), "cy", "XAU").await;
    let seller = world.docket.get("/api/sellers/green-valley").send().await.expect(200);
    assert_eq!(seller.text_at("/seller/currency"), "XAU");
    let body = pickup("green-valley", BUYER, &[(PRODUCT, 1)]);
    let placed = world.docket.post("/api/orders").bearer(&world.buyer).json(&body).send().await;
    assert_eq!(placed.expect(201).text_at("/order/currency"), "XAU");
}
