//! The calls that write orders, and their costs.

use serde_json::Value;

use super::world::{Cart, HONEY, JAM, MARK, World, cart, staff, stamp, step, verify};
use crate::{Recorded, Together, UpdateOutcome};

/// The keys of a transaction's actions, in their sequence.
fn keys(request: &Value) -> Vec<String> {
    let key = |action: &Value| {
        let item =
            if action["Put"].is_null() { &action["Update"]["Key"] } else { &action["Put"]["Item"] };
        format!("{} {}", item["pk"]["S"].as_str().unwrap(), item["sk"]["S"].as_str().unwrap())
    };
    request["TransactItems"].as_array().unwrap().iter().map(key).collect()
}

#[tokio::test]
async fn single_order_is_written_with_one_update_for_half_the_price() {
    let world = World::new(10).await;
    let order = world.place(&cart(1, &[(HONEY, 1)])).await;
    world.engine.writes();
    let before = world.store.meter();
    let order = world.done(&order, step(&order, "confirmed", 2)).await;
    let lone = world.store.meter();
    assert_eq!(
        world.engine.writes().iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["UpdateItem"]
    );
    assert_eq!(lone.round_trips - before.round_trips, 1);
    let change = step(&order, "preparing", 3);
    let recorded = Recorded { receipt: "r", mark: MARK, actor: &staff(), now: stamp(3).now };
    world.store.commit_once(&order, &change, &recorded).await.unwrap();
    let twice = world.store.meter();
    assert_eq!(world.engine.writes()[0].0, "TransactWriteItems");
    // The order twice, and the receipt twice.
    let (one, two) = (lone.write_units - before.write_units, twice.write_units - lone.write_units);
    assert!(two >= 2.0 * one, "{one} and {two}");
}

#[tokio::test]
async fn single_order_of_a_group_is_written_with_one_update() {
    let world = World::new(10).await;
    let order = world.place(&cart(1, &[(HONEY, 1)])).await;
    let changes = [(order.clone(), step(&order, "confirmed", 2))];
    world.engine.writes();
    let together = Together { changes: &changes, made: None, recorded: None, tries: 0 };
    world.store.commit_together(&together).await.unwrap();
    assert_eq!(world.engine.writes()[0].0, "UpdateItem");
}

#[tokio::test]
async fn actions_of_a_transaction_have_a_fixed_sequence() {
    let world = World::new(40).await;
    let order = world.place(&cart(1, &[(HONEY, 2), (JAM, 1)])).await;
    let (pk, bucket) = (crate::table::keys::order(order.id.suffix()), order.draws[1].bucket);
    let placed = [format!("{pk} O"), "P#honey#0 S".to_owned(), format!("P#jam#{bucket} S")];
    assert_eq!(keys(&world.engine.writes().last().unwrap().1), placed);
    let recorded = Recorded { receipt: "r", mark: MARK, actor: &staff(), now: stamp(3).now };
    let change = step(&order, "confirmed", 3);
    world.store.commit_once(&order, &change, &recorded).await.unwrap();
    assert_eq!(keys(&world.engine.writes()[0].1), [format!("{pk} O"), "I#r I".to_owned()]);
    world.done(&change.order, step(&change.order, "cancelled", 4)).await;
    let request = world.engine.writes().pop().unwrap().1;
    assert_eq!(keys(&request), placed);
    assert_eq!(request["ClientRequestToken"], "change-4-0");
    let back = &request["TransactItems"][1]["Update"];
    assert_eq!(back["UpdateExpression"], "SET #av = #av + :0, #rt = #rt + :1 ");
    assert_eq!(back["ConditionExpression"], "#pk = :2");
}

#[tokio::test]
async fn return_and_release_of_stock_are_one_action() {
    let world = World::new(10).await;
    let held = Cart { held: Some(99), ..cart(1, &[(HONEY, 2)]) };
    let order = world.place(&held).await;
    let request = world.engine.writes().pop().unwrap().1;
    let take = &request["TransactItems"][1]["Update"];
    assert_eq!(
        take["UpdateExpression"],
        "SET #av = #av - :0, #ou = #ou + :1, #he = if_not_exists(#he, :3) + :4 "
    );
    let condition = "#av >= :2 AND (attribute_not_exists(#he) OR #he <= :5)";
    assert_eq!(take["ConditionExpression"], condition);
    world.done(&order, step(&order, "cancelled", 2)).await;
    let request = world.engine.writes().pop().unwrap().1;
    assert_eq!(keys(&request).len(), 2);
    let back = &request["TransactItems"][1]["Update"];
    assert_eq!(back["UpdateExpression"], "SET #av = #av + :0, #rt = #rt + :1, #he = #he - :2 ");
    assert_eq!(back["ConditionExpression"], "#pk = :3");
    assert_eq!((world.stock(HONEY, "av"), world.stock(HONEY, "he")), (10, 0));
    // Confirmed in time, its stock is sold.
    let order = world.place(&Cart { number: 2, ..held }).await;
    world.done(&order, verify(&order, 3)).await;
    assert_eq!((world.stock(HONEY, "av"), world.stock(HONEY, "he")), (8, 0));
}

#[tokio::test]
async fn place_reserves_an_action_for_the_history() {
    // Each of so many products is one action.
    let mut world = World::new(1).await;
    world.products =
        (0..99).map(|number| super::world::product(&format!("p{number}"), 1)).collect();
    for product in &world.products {
        let stored = crate::StoredProduct { product: product.clone(), mark: MARK };
        world.store.create_product(&stored, 5, product.id.as_str()).await.unwrap();
    }
    let ids: Vec<&str> = world.products.iter().map(|it| it.id.as_str()).collect();
    let lines: Vec<_> = ids.iter().map(|id| (*id, 1)).collect();
    let too_many = world.try_to_place(&cart(1, &lines)).await.unwrap().unwrap_err();
    assert!(matches!(too_many, crate::Unplaced::TooScattered), "{too_many:?}");
    let order = world.place(&cart(2, &lines[..98])).await;
    let request = world.engine.writes().pop().unwrap().1;
    assert_eq!(keys(&request).len(), 99);
    let stopped = world.done(&order, step(&order, "cancelled", 3)).await;
    assert_eq!(stopped.draws.len(), 98);
    let none: Result<UpdateOutcome, _> =
        world.store.commit_update(&order, step(&order, "cancelled", 4), &world.products).await;
    assert!(matches!(none, Ok(UpdateOutcome::Stale)), "{none:?}");
}
