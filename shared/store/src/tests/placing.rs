//! Placing orders: the stock that is taken, and the reasons why nothing is placed.

use std::num::NonZeroU32;

use docket_domain::{Allowance, CodeLimits, Contact, ContactState, Half, Uses};

use super::world::{Cart, HONEY, JAM, World, cart, seller, stamp, voucher};
use crate::{Budget, Unplaced, VoucherUse, table::keys};

const LIMITS: CodeLimits = CodeLimits {
    per_contact: Allowance { per_hour: Some(3), per_day: Some(3) },
    per_source: Allowance { per_hour: Some(3), per_day: Some(3) },
    in_all: Allowance::UNLIMITED,
};

#[tokio::test]
async fn place_returns_the_existing_order_when_the_id_is_taken() {
    let world = World::new(1).await;
    let placed = world.place(&cart(1, &[(HONEY, 1)])).await;
    // A taken id is reported rather than a shortage.
    let again = Cart { tries: 1, ..cart(1, &[(HONEY, 1)]) };
    let again = world.try_to_place(&again).await.unwrap().unwrap_err();
    let Unplaced::Taken(stored) = again else { panic!("{again:?}") };
    assert_eq!(stored.order, placed);
}

#[tokio::test]
async fn take_that_is_short_names_every_product_of_all_orders() {
    let world = World::new(2).await;
    let orders = [cart(1, &[(HONEY, 3)]), cart(2, &[(JAM, 4)])];
    let placings: Vec<_> =
        orders.iter().map(|it| world.placing(it.order(&world.products), &[])).collect();
    let short = world.store.place_all(&placings).await.unwrap().unwrap_err();
    let Unplaced::Short(short) = short else { panic!("{short:?}") };
    let short: Vec<_> =
        short.iter().map(|it| (it.product.as_str(), it.requested, it.available)).collect();
    assert_eq!(short, [(HONEY, 3, 2), (JAM, 4, 2)]);
    assert_eq!((world.stock(HONEY, "av"), world.stock(JAM, "av")), (2, 2));
}

#[tokio::test]
async fn take_goes_to_other_stock_items_under_a_new_token() {
    let world = World::new(8).await;
    world.engine.writes();
    let order = world.place(&cart(1, &[(JAM, 7)])).await;
    assert_eq!(order.draws.iter().map(|draw| draw.quantity).sum::<u32>(), 7);
    assert_eq!((world.stock(JAM, "av"), world.stock(JAM, "ou")), (1, 7));
    let writes = world.engine.writes();
    let tokens: Vec<_> = writes.iter().map(|(_, it)| it["ClientRequestToken"].clone()).collect();
    assert_eq!(tokens, ["change-1001-0", "change-1001-1"]);
}

#[tokio::test]
async fn hold_beyond_the_share_is_refused() {
    let world = World::new(8).await;
    let held = |number, quantity| Cart { held: Some(50), ..cart(number, &[(JAM, quantity)]) };
    world.place(&held(1, 4)).await;
    assert_eq!((world.stock(JAM, "he"), world.stock(JAM, "av")), (4, 4));
    let out = world.try_to_place(&held(2, 1)).await.unwrap().unwrap_err();
    assert!(matches!(&out, Unplaced::HeldOut(product) if product.as_str() == JAM), "{out:?}");
}

#[tokio::test]
async fn redeem_of_a_voucher_that_changed_or_is_used_up_is_stale() {
    let world = World::new(8).await;
    let terms = voucher(Uses::AtMost(NonZeroU32::new(2).unwrap()), Some(1));
    world.store.create_voucher(&terms, None, "voucher").await.unwrap();
    let order = |number| Cart { vouchers: vec![terms.clone()], ..cart(number, &[(HONEY, 1)]) };
    world.place(&order(1)).await;
    let stale = async |number| {
        let outcome = world.try_to_place(&order(number)).await.unwrap().unwrap_err();
        assert!(matches!(outcome, Unplaced::Stale), "{outcome:?}");
    };
    // First the customer's only use is spent, then the voucher's last use, then the terms change.
    stale(2).await;
    let pk = keys::voucher(&terms.id);
    let own = keys::customer_uses(&"ada".parse().unwrap());
    world.delete(&pk, &own);
    world.set(&pk, keys::VOUCHER, "us", 2);
    stale(3).await;
    world.set(&pk, keys::VOUCHER, "us", 0);
    world.set(&pk, keys::VOUCHER, "v", 2);
    stale(4).await;
    assert_eq!(world.stock(HONEY, "ou"), 1);
    assert_eq!(seller().id, terms.id.seller);
}

#[tokio::test]
async fn contact_or_budget_that_changed_is_stale() {
    let world = World::new(8).await;
    let phone = Contact::Phone("+12025550142".parse().unwrap());
    let (key, now) = ("ada".parse().unwrap(), stamp(0).now);
    let budget = Budget::new(LIMITS, Half::General, &phone, &key, Some("here"), now);
    let state = ContactState::new(key.clone(), Half::General, phone);
    let counted = state.count_code(&LIMITS, now).unwrap();
    let place = async |number| {
        let order = Cart { held: Some(99), ..cart(number, &[(HONEY, 1)]) };
        let vouchers: [VoucherUse; 0] = [];
        let mut placing = world.placing(order.order(&world.products), &vouchers);
        placing.contact = Some((None, counted.clone()));
        placing.budget = Some(&budget);
        world.store.place(placing).await.unwrap()
    };
    world.set(&keys::contact(&key), keys::CONTACT, "rv", 7);
    assert!(matches!(place(1).await, Err(Unplaced::Stale)));
    world.delete(&keys::contact(&key), keys::CONTACT);
    let source = budget.count_source().unwrap().key();
    world.set(&source.pk, &source.sk, "n", 3);
    assert!(matches!(place(1).await, Err(Unplaced::Stale)));
    world.delete(&source.pk, &source.sk);
    place(1).await.unwrap();
    assert_eq!((world.stock(HONEY, "av"), world.stock(HONEY, "he")), (7, 1));
}
