//! Ids of line items: they are kept, and are unique in an order.

use serde_json::{Value, json};

use docket_tests::world::parts::{Shop, count};

/// The id, the product and the quantity of each line.
fn lines(order: &Value) -> Vec<(String, String, u64)> {
    let text = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
    let line = |it: &Value| (text(it, "id"), text(it, "productId"), count(it, "/quantity"));
    order["items"].as_array().unwrap().iter().map(line).collect()
}

fn names(order: &Value) -> Vec<String> {
    lines(order).into_iter().map(|(id, ..)| id).collect()
}

/// The order after its buyer replaced its lines.
async fn with_items(world: &Shop, id: &str, items: &[(&str, u32)]) -> Value {
    let item =
        |(product, quantity): &(&str, u32)| json!({"productId": product, "quantity": quantity});
    let body = json!({"items": items.iter().map(item).collect::<Vec<_>>()});
    let call = world.docket.call("PUT", &format!("/api/orders/{id}")).bearer(&world.buyer);
    call.json(&body).send().await.expect(200).at("/order")
}

#[tokio::test]
async fn line_keeps_its_id_through_changes() {
    let world = Shop::open().await;
    let id = world.placed(&[("cs-coffee", 1), ("cs-soap", 2)]).await;
    assert_eq!(names(&world.order(&id).await), ["1-1", "1-2"]);
    let more = with_items(&world, &id, &[("cs-coffee", 3), ("cs-soap", 2), ("cs-bread", 1)]).await;
    assert_eq!(names(&more), ["1-1", "1-2", "2-1"]);
    let fewer = with_items(&world, &id, &[("cs-soap", 2), ("cs-bread", 1)]).await;
    assert_eq!(names(&fewer), ["1-2", "2-1"], "the line before it went");
    let again = with_items(&world, &id, &[("cs-coffee", 3), ("cs-soap", 2)]).await;
    let coffee = lines(&again).into_iter().find(|it| it.1 == "cs-coffee").unwrap();
    assert_eq!(coffee.0, "4-1", "another line than the one that went");
    for (status, token) in [("confirmed", &world.staff), ("shipped", &world.staff)] {
        world.docket.set_status(token, &id, status).await.expect(200);
        assert_eq!(lines(&world.order(&id).await), lines(&again), "{status}");
    }
}

#[tokio::test]
async fn line_ids_are_unique_after_splitting_and_merging() {
    let world = Shop::open().await;
    let id = world.placed(&[("cs-coffee", 1)]).await;
    // The third version adds a line, which is then split off into another order.
    with_items(&world, &id, &[("cs-coffee", 2)]).await;
    let whole = with_items(&world, &id, &[("cs-coffee", 2), ("cs-soap", 2)]).await;
    assert_eq!(names(&whole), ["1-1", "3-1"]);
    let part = json!([{"productId": "cs-soap", "quantity": 2}]);
    let reply = world.split(&world.staff, &id, part).await.expect(201);
    assert_eq!(names(&reply.at("/order")), ["1-1"]);
    assert_eq!(names(&reply.at("/splitOrder")), ["1-1"], "it is a new order's first");
    let made = reply.text_at("/splitOrder/id");
    // The third version of the split order adds a line too.
    with_items(&world, &made, &[("cs-soap", 1)]).await;
    let grown = with_items(&world, &made, &[("cs-soap", 1), ("cs-bread", 1)]).await;
    assert_eq!(names(&grown), ["1-1", "3-1"]);
    let merged = world.merge(&world.staff, &[&id, &made]).await.expect(200).at("/order");
    let version = count(&merged, "/version");
    assert_eq!(names(&merged), ["1-1".to_owned(), format!("{version}-1"), format!("{version}-2")]);
    assert_eq!(names(&world.order(&id).await), names(&merged));
}
