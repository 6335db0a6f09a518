//! Changes of unconfirmed guest orders are limited by the share of stock that guests may hold.

use docket_tests::{
    pickup,
    world::changes::{FARM, Farm, phone},
};
use serde_json::{Value, json};

async fn limited(world: &Farm, percent: u32) {
    let change = json!({"heldShareMax": percent});
    let patch = world.docket.patch("/api/sellers/green-valley").bearer(&world.staff).json(&change);
    patch.send().await.expect(200);
}

/// The held quantity in the product's stock items.
async fn held(world: &Farm, product: &str) -> u64 {
    let items = world.docket.table().await;
    let buckets = items.iter().filter(|item| item.contains(&format!("P#{product}#")));
    let held = |item: &String| {
        let (_, rest) = item.split_once(r#"("he", N(""#).unwrap();
        rest.split_once('"').unwrap().0.parse::<u64>().unwrap()
    };
    buckets.map(held).sum()
}

async fn guest(world: &Farm, product: &str, count: u32) -> (Value, String) {
    let guest = phone();
    let placed = world.docket.order(&pickup(FARM, &guest, &[(product, count)])).await;
    (placed.expect(201).at("/order"), guest)
}

#[tokio::test]
async fn update_of_an_unconfirmed_order_adjusts_its_held_stock() {
    for buckets in [1, 3] {
        let world = Farm::open().await;
        limited(&world, 50).await;
        let product = world.product(12, &json!({"stockBuckets": buckets})).await;
        let (order, phone) = guest(&world, &product, 2).await;
        assert_eq!(held(&world, &product).await, 2);
        for count in [5, 3, 6, 1] {
            world.hold(&world.staff, &order, &[(&product, count)]).await.expect(200);
            let (there, holds) =
                (world.docket.available(&product).await, held(&world, &product).await);
            assert_eq!((there, holds), (12 - u64::from(count), count.into()), "{buckets}");
        }
        let over = [(&*product, 7)];
        let over = world.hold(&world.staff, &order, &over);
        world.docket.refused(over, 403, "phone_verification_required").await;
        let more = [(&*product, 13)];
        let more = world.hold(&world.staff, &order, &more);
        world.docket.refused(more, 409, "insufficient_stock").await;
        world.hold(&world.staff, &order, &[(&product, 4)]).await.expect(200);
        world.docket.confirm(order["id"].as_str().unwrap(), &phone).await.expect(200);
        assert_eq!(held(&world, &product).await, 0);
        // A confirmed order may take all of the stock.
        world.hold(&world.staff, &order, &[(&product, 12)]).await.expect(200);
        assert_eq!((world.docket.available(&product).await, held(&world, &product).await), (0, 0));
    }
}

#[tokio::test]
async fn expired_hold_returns_the_changed_quantities() {
    let world = Farm::open().await;
    limited(&world, 50).await;
    let product = world.product(12, &json!({"stockBuckets": 2})).await;
    let (order, _) = guest(&world, &product, 1).await;
    world.hold(&world.staff, &order, &[(&product, 6), ("gv-honey", 3)]).await.expect(200);
    world.docket.advance(jiff::SignedDuration::from_mins(15)).await;
    assert_eq!((world.docket.available(&product).await, held(&world, &product).await), (12, 0));
    assert_eq!(world.docket.available("gv-honey").await, 200);
}
