//! Parts for one item are combined to their sum.

use docket_domain::{Change, Draw, Order};
use proptest::prelude::*;

use super::world::{HONEY, JAM, World, cart, step};
use crate::{
    Saved, Together,
    orders::{Committed, Transaction},
};

/// The counters of both products' stock items.
fn books(world: &World) -> Vec<i64> {
    let all = [HONEY, JAM]
        .into_iter()
        .flat_map(|product| ["av", "ou", "rt", "he"].map(|name| world.stock(product, name)));
    all.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Stopping orders in one transaction leaves the stock that stopping them one after the other
    /// leaves.
    #[test]
    fn orders_stopped_together_leave_the_stock_of_stopping_them_one_by_one(
        carts in prop::collection::vec((1_u32..4, 0_u32..4), 2..6),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (one_by_one, together) = (World::new(100).await, World::new(100).await);
            let mut changes: Vec<(Order, Change)> = Vec::new();
            for (number, (honey, jam)) in (1..).zip(&carts) {
                let mut lines = vec![(HONEY, *honey)];
                lines.extend((*jam > 0).then_some((JAM, *jam)));
                let order = one_by_one.place(&cart(number, &lines)).await;
                let same = together.place(&cart(number, &lines)).await;
                let change = step(&same, "cancelled", 100);
                let alone = 200 + u32::try_from(number).unwrap();
                one_by_one.done(&order, step(&order, "cancelled", alone)).await;
                changes.push((same, change));
            }
            together.engine.writes();
            let all = Together { changes: &changes, made: None, recorded: None, tries: 0 };
            assert_eq!(together.store.commit_together(&all).await.unwrap(), Saved::Done);
            assert_eq!(books(&one_by_one), books(&together));
            let request = together.engine.writes().pop().unwrap().1;
            let actions = request["TransactItems"].as_array().unwrap().len();
            assert!(actions <= carts.len() + 5, "{actions} actions");
        });
    }
}

#[tokio::test]
async fn takes_of_one_item_require_their_sum() {
    let world = World::new(5).await;
    let orders = [1, 2].map(|number| cart(number, &[(HONEY, 3)]).order(&world.products));
    let transaction = |orders: &[Order]| {
        let mut transaction = Transaction::of("together");
        for order in orders {
            let stored = crate::StoredOrder { order: order.clone(), mark: super::world::MARK };
            transaction = transaction.place(&stored, 1, &[]).unwrap();
        }
        transaction
    };
    // There is enough stock for each, but not for both.
    let refused = transaction(&orders).commit(&world.store, 0).await.unwrap();
    let Committed::Refused(failed) = refused else { panic!("{refused:?}") };
    let roles = &failed[0].roles;
    let draw = |order: &Order| Draw { quantity: 3, ..order.draws[0].clone() };
    let take = |order: &Order| crate::orders::Role::Take(order.id, draw(order));
    assert_eq!((failed.len(), roles.as_slice()), (1, orders.each_ref().map(take).as_slice()));
    assert_eq!(world.stock(HONEY, "av"), 5);
    let done = transaction(&orders[..1]).commit(&world.store, 1).await.unwrap();
    assert!(matches!(done, Committed::Done), "{done:?}");
    assert_eq!((world.stock(HONEY, "av"), world.stock(HONEY, "ou")), (2, 3));
}
