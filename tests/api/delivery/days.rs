//! A driver's list of the day's batches.

use docket_tests::{
    Docket,
    world::{BUYER, delivery::Dispatch},
};
use serde_json::{Value, json};

#[tokio::test]
async fn driver_lists_the_days_batches_with_orders_in_sequence() {
    let docket = Docket::open().await;
    docket.within_a_day().await;
    let world = Dispatch::of(docket).await;
    let yesterday = world.ready(None).await;
    world.batch(std::slice::from_ref(&yesterday)).await;
    world.docket.next_day().await;
    let world = Dispatch::of(world.into_desk()).await;
    let noted = world.preparing_for(Some("north"), json!({"notes": "Ring twice"})).await;
    let north = [noted.clone(), world.ready(Some("north")).await];
    let morning = world.batch(&north).await;
    let noon = world.batch(&world.ready_orders(1).await).await;
    let (eve, _) = world.driver().await;
    let other = json!({"orderIds": [world.ready(None).await], "driverId": eve});
    world.create(&world.staff, &other).await.expect(201);
    let place = |at: usize, place: u32| json!({"orderId": north[at], "sequence": place});
    let turned = json!({"sequence": [place(0, 2), place(1, 1)]});
    world.change(&world.driver, &morning, "sequence", &turned).await.expect(200);

    let today = world.docket.today();
    let path = format!("/api/delivery/batches?date={today}&orders=true");
    let read = async |token: &str, path: &str| world.docket.get(path).bearer(token).send().await;
    let day = read(&world.driver, &path).await.expect(200);
    let ids: Vec<Value> =
        day.at("/batches").as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
    assert_eq!(ids, [noon.clone(), morning.clone()]);
    // Each batch is shown as it is by itself.
    for (at, id) in [noon, morning].iter().enumerate() {
        let batch = world.read(&world.driver, id).await.expect(200).at("/batch");
        assert_eq!(day.at(&format!("/batches/{at}")), batch);
    }
    let stop = day.at("/batches/1/orders/1");
    assert_eq!((&stop["id"], &stop["deliverySequence"]), (&json!(noted), &json!(2)));
    assert_eq!(stop["deliveryAddress"]["line1"], "12 Harbour Street");
    assert_eq!((&stop["customer"]["phone"], &stop["notes"]), (&json!(BUYER), &json!("Ring twice")));
    assert_eq!(day.at("/pagination/limit"), 10);

    // The orders are included only on request, and then the page is limited.
    let rows = read(&world.driver, &path.replace("&orders=true", "")).await.expect(200);
    assert_eq!(rows.at("/batches/1").get("orders"), None);
    let many = read(&world.driver, "/api/delivery/batches?orders=true&limit=11").await;
    assert_eq!(many.problem(400, "invalid_request").text_at("/errors/0/parameter"), "limit");
    // The list has pages, and shows no batches of other drivers.
    let one = read(&world.driver, &format!("{path}&limit=1")).await.expect(200);
    let next = one.text_at("/pagination/nextCursor");
    let two = read(&world.driver, &format!("{path}&limit=1&cursor={next}")).await.expect(200);
    assert_eq!(
        [one.at("/batches/0"), two.at("/batches/0")],
        [day.at("/batches/0"), day.at("/batches/1")]
    );
    read(&world.driver, &format!("{path}&driverId={eve}")).await.problem(403, "forbidden");
}
