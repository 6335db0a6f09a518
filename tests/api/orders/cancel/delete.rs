//! `DELETE` cancels an order and erases nothing.

use serde_json::json;

use docket_tests::world::changes::Farm;

#[tokio::test]
async fn delete_cancels_a_new_order_and_erases_nothing() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 2)]).await;
    let path = format!("/api/orders/{}", order["id"].as_str().unwrap());
    let delete = |token: &str| world.docket.call("DELETE", &path).bearer(token).send();
    world.docket.refused(delete(&world.staff), 403, "forbidden").await;
    world.docket.refused(delete(&world.other_staff), 404, "not_found").await;
    let reply = delete(&world.buyer).await.expect(200);
    assert_eq!(reply.at("/order/status"), "cancelled");
    assert_eq!(reply.at("/order/cancellation/cancelledBy"), "buyer");
    assert_eq!(world.docket.available("gv-honey").await, 200);
    // The order is readable, with all of its fields and its history.
    let read = world.read(&order).await;
    assert_eq!((&read["items"], &read["grandTotal"]), (&order["items"], &json!(1900)));
    let actions: Vec<_> =
        world.history_lines(&order).await.iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(actions, ["placed", "stopped"]);
    world
        .docket
        .refused(delete(&world.buyer), 409, "order_not_cancellable: status_not_cancellable")
        .await;
}

#[tokio::test]
async fn delete_is_refused_for_the_buyer_once_preparation_began() {
    let world = Farm::open().await;
    let order = world.placed(&[("gv-honey", 2)]).await;
    let id = order["id"].as_str().unwrap();
    for status in ["confirmed", "preparing"] {
        world.docket.set_status(&world.staff, id, status).await.expect(200);
    }
    let delete = world.docket.call("DELETE", &format!("/api/orders/{id}")).bearer(&world.buyer);
    world.docket.refused(delete.send(), 409, "order_not_cancellable: role_not_allowed").await;
}
