//! The guest's order that the README describes.

use docket_tests::{Docket, Person, pickup};

const PHONE: &str = "+12025550142";

#[tokio::test]
async fn guest_order_is_placed_confirmed_and_served() {
    let docket = Docket::open().await;
    let before = docket.available("gv-honey").await;

    let placed = docket.order(&pickup("green-valley", PHONE, &[("gv-honey", 2)])).await.expect(201);
    let id = placed.text_at("/order/id");
    assert_eq!(placed.header("location"), format!("/api/orders/{id}"));
    assert_eq!(placed.at("/order/status"), "awaiting_verification");
    assert_eq!(placed.at("/verification/required"), true);
    assert_eq!(docket.available("gv-honey").await, before - 2);

    let verified = docket.confirm(&id, PHONE).await.expect(200);
    assert_eq!(verified.at("/order/status"), "pending");
    let buyer = verified.text_at("/accessToken");
    // A newer message replaces one that is not sent yet.
    docket.running.settle().await.unwrap();

    let staff = docket.sign_in(Person::Producer).await;
    for status in ["confirmed", "preparing", "ready", "completed"] {
        let moved = docket.set_status(&staff, &id, status).await.expect(200);
        assert_eq!(moved.at("/order/status"), status);
        docket.running.settle().await.unwrap();
    }
    let order = docket.read_order(&buyer, &id).await.expect(200).at("/order");
    let statuses: Vec<_> =
        order["statusTimeline"].as_array().unwrap().iter().map(|it| &it["status"]).collect();
    assert_eq!(
        statuses,
        ["awaiting_verification", "pending", "confirmed", "preparing", "ready", "completed"]
    );
    assert_eq!(order["phase"], "done");

    docket.running.settle().await.unwrap();
    let texts: Vec<_> =
        docket.running.messages(Some(PHONE)).into_iter().rev().map(|it| it.text).collect();
    assert_eq!(texts.len(), 3, "a code, that it was received and that it is ready: {texts:?}");
    assert!(texts[1].contains("was received") && texts[2].contains("is ready to be picked up"));
}
