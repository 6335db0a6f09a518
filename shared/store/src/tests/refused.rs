//! The outcome of a change when the condition of one of its parts fails.

use docket_domain::{
    Allowance, Change, CodeLimits, Contact, ContactState, Half, Order, OrderUpdate, Uses,
};

use super::world::{
    Cart, HONEY, JAM, MARK, World, cart, override_to, seller, staff, stamp, step, verify, voucher,
};
use crate::{
    Budget, Commit, Recorded, Saved, StoreError, StoredOrder, Together, UpdateOutcome, table::keys,
};

fn limits() -> CodeLimits {
    let few = Allowance { per_hour: Some(3), per_day: Some(3) };
    CodeLimits { per_contact: few, per_source: few, in_all: Allowance::UNLIMITED }
}

fn budget() -> Budget {
    let contact = Contact::Phone("+12025550142".parse().unwrap());
    let key = "ada".parse().unwrap();
    Budget::new(limits(), Half::General, &contact, &key, Some("here"), stamp(0).now)
}

/// The state of a phone, and the state with one more code counted.
fn contact() -> (ContactState, ContactState) {
    let phone = Contact::Phone("+12025550142".parse().unwrap());
    let state = ContactState::new("ada".parse().unwrap(), Half::General, phone);
    let next = state.clone().count_code(&limits(), stamp(0).now).unwrap();
    (state, next)
}

fn is_gone(error: &StoreError) -> bool {
    matches!(error, StoreError::Unavailable(why) if why == "a stock item is gone")
}

/// An update of an order to twice as much honey.
fn more_honey(old: &Order, world: &World, number: u32) -> Change {
    let cart = [docket_domain::CartLine {
        product: HONEY.parse().unwrap(),
        quantity: docket_domain::Quantity::new(old.lines[0].quantity.get() * 2).unwrap(),
        addons: [].into(),
    }];
    let update = OrderUpdate { cart: Some(cart.to_vec()), ..OrderUpdate::default() };
    let (seller, products) = (&seller(), world.products.as_slice());
    let catalogue = docket_domain::Catalogue { seller, products, vouchers: &[] };
    old.update(&update, Some(catalogue), &staff(), &stamp(number)).unwrap().unwrap()
}

#[tokio::test]
async fn order_that_changed_makes_the_change_stale_and_its_own_change_done() {
    let world = World::new(10).await;
    let order = world.place(&cart(1, &[(HONEY, 1)])).await;
    for change in [step(&order, "confirmed", 2), step(&order, "cancelled", 3)] {
        assert_eq!(
            world.store.commit(&order, &change).await.unwrap(),
            match change.order.status.name {
                "confirmed" => Commit::Done,
                _ => Commit::Stale,
            }
        );
    }
    // The response to this change was lost.
    let again = step(&order, "confirmed", 2);
    assert_eq!(world.store.commit(&order, &again).await.unwrap(), Commit::Done);
    let stopped = world.place(&cart(2, &[(HONEY, 1)])).await;
    world.done(&stopped, step(&stopped, "cancelled", 4)).await;
    let again = step(&stopped, "cancelled", 4);
    assert_eq!(world.store.commit(&stopped, &again).await.unwrap(), Commit::Done);
    assert_eq!(world.stock(HONEY, "rt"), 1);
}

#[tokio::test]
async fn order_that_changed_makes_an_update_stale_and_its_own_update_done() {
    let world = World::new(10).await;
    let order = world.place(&cart(1, &[(HONEY, 1)])).await;
    let update =
        || world.store.commit_update(&order, more_honey(&order, &world, 2), &world.products);
    assert!(matches!(update().await.unwrap(), UpdateOutcome::Done(_)));
    assert!(matches!(update().await.unwrap(), UpdateOutcome::Done(_)));
    let other = more_honey(&order, &world, 3);
    let other = world.store.commit_update(&order, other, &world.products).await.unwrap();
    assert!(matches!(other, UpdateOutcome::Stale), "{other:?}");
    assert_eq!(world.stock(HONEY, "ou"), 2);
}

#[tokio::test]
async fn update_returns_the_shortage_when_a_take_is_short() {
    let world = World::new(3).await;
    let order = world.place(&cart(1, &[(HONEY, 2)])).await;
    let change = more_honey(&order, &world, 2);
    let outcome = world.store.commit_update(&order, change, &world.products).await.unwrap();
    let UpdateOutcome::Short(short) = outcome else { panic!("{outcome:?}") };
    assert_eq!((short[0].requested, short[0].available), (2, 1));
    assert_eq!(world.stock(HONEY, "av"), 1);
}

#[tokio::test]
async fn commit_returns_the_shortage_when_a_retake_is_short() {
    let world = World::new(3).await;
    let order = world.place(&cart(1, &[(HONEY, 2)])).await;
    let stopped = world.done(&order, step(&order, "cancelled", 2)).await;
    world.place(&cart(2, &[(HONEY, 2)])).await;
    let revived = override_to(&stopped, "pending", 3);
    let outcome = world.store.commit(&stopped, &revived).await.unwrap();
    let Commit::Short(short) = outcome else { panic!("{outcome:?}") };
    assert_eq!((short.len(), short[0].requested, short[0].available), (1, 2, 1));
}

#[tokio::test]
async fn return_to_a_stock_item_that_is_gone_is_an_error() {
    let world = World::new(3).await;
    let order = world.place(&cart(1, &[(HONEY, 2)])).await;
    world.delete(&keys::bucket(&HONEY.parse().unwrap(), 0), keys::BUCKET);
    let gone = world.store.commit(&order, &step(&order, "cancelled", 2)).await.unwrap_err();
    assert!(is_gone(&gone), "{gone}");
}

#[tokio::test]
async fn release_in_a_stock_item_that_is_gone_is_an_error() {
    let world = World::new(10).await;
    let held = Cart { held: Some(50), ..cart(1, &[(HONEY, 2)]) };
    let order = world.place(&held).await;
    assert_eq!(world.stock(HONEY, "he"), 2);
    world.delete(&keys::bucket(&HONEY.parse().unwrap(), 0), keys::BUCKET);
    let gone = world.store.commit(&order, &verify(&order, 2)).await.unwrap_err();
    assert!(is_gone(&gone), "{gone}");
}

#[tokio::test]
async fn restore_of_more_uses_than_there_are_names_the_voucher() {
    let world = World::new(10).await;
    let voucher = voucher(Uses::Unlimited, None);
    world.store.create_voucher(&voucher, None, "voucher").await.unwrap();
    let order = Cart { vouchers: vec![voucher.clone()], ..cart(1, &[(HONEY, 1)]) };
    let order = world.place(&order).await;
    world.set(&keys::voucher(&voucher.id), keys::VOUCHER, "us", 0);
    let outcome = world.store.commit(&order, &step(&order, "cancelled", 2)).await.unwrap();
    assert_eq!(outcome, Commit::VoucherUses(voucher.id.code));
}

#[tokio::test]
async fn redeem_again_of_a_voucher_that_is_used_up_is_refused() {
    let world = World::new(10).await;
    let voucher = voucher(Uses::AtMost(std::num::NonZeroU32::MIN), Some(1));
    world.store.create_voucher(&voucher, None, "voucher").await.unwrap();
    let order = Cart { vouchers: vec![voucher.clone()], ..cart(1, &[(HONEY, 1)]) };
    let order = world.place(&order).await;
    let stopped = world.done(&order, step(&order, "cancelled", 2)).await;
    let revive = || override_to(&stopped, "pending", 3);
    world.set(&keys::voucher(&voucher.id), keys::VOUCHER, "us", 1);
    let gone = world.store.commit(&stopped, &revive()).await.unwrap();
    assert_eq!(gone, Commit::VoucherGone);
    world.set(&keys::voucher(&voucher.id), keys::VOUCHER, "us", 0);
    world.done(&stopped, revive()).await;
    assert_eq!(world.number(&keys::voucher(&voucher.id), keys::VOUCHER, "us"), 1);
}

#[tokio::test]
async fn history_is_an_error_when_it_exists_already() {
    let world = World::new(10).await;
    let mut order = world.place(&cart(1, &[(HONEY, 1)])).await;
    for number in 2.. {
        let to = if number % 2 == 0 { "confirmed" } else { "pending" };
        let change = override_to(&order, to, number);
        if change.archived.is_empty() {
            order = world.done(&order, change).await;
            continue;
        }
        let (pk, sk) = (keys::order(order.id.suffix()), keys::history(change.order.version));
        world.set(&pk, &sk, "v", 1);
        let failed = world.store.commit(&order, &change).await.unwrap_err();
        assert!(is_gone(&failed), "{failed}");
        world.delete(&pk, &sk);
        world.done(&order, change).await;
        break;
    }
}

#[tokio::test]
async fn commit_once_is_stale_when_the_receipt_exists() {
    let world = World::new(10).await;
    let (actor, now) = (&staff(), stamp(2).now);
    let recorded = Recorded { receipt: "payment", mark: MARK, actor, now };
    let order = world.place(&cart(1, &[(HONEY, 1)])).await;
    let change = step(&order, "confirmed", 2);
    let once = |order, change| world.store.commit_once(order, change, &recorded);
    assert_eq!(once(&order, &change).await.unwrap(), Saved::Done);
    assert_eq!(once(&order, &change).await.unwrap(), Saved::Done, "its answer was lost");
    let next = step(&change.order, "preparing", 3);
    assert_eq!(
        world.store.commit_once(&change.order, &next, &recorded).await.unwrap(),
        Saved::Stale
    );
    assert_eq!(world.store.find_order(order.id).await.unwrap().unwrap().version, 2);
}

#[tokio::test]
async fn orders_change_together_or_not_at_all() {
    let world = World::new(10).await;
    let one = world.place(&cart(1, &[(HONEY, 1)])).await;
    let other = world.place(&cart(2, &[(JAM, 1)])).await;
    let both = || {
        let change = |order: &Order| (order.clone(), step(order, "confirmed", 5));
        [change(&one), change(&other)]
    };
    let commit = async |changes: &[(Order, Change)], made, tries| {
        let together = Together { changes, made, recorded: None, tries };
        world.store.commit_together(&together).await.unwrap()
    };
    let made = StoredOrder { order: cart(3, &[(HONEY, 1)]).order(&world.products), mark: MARK };
    // Another order has the new order's id.
    world.place(&Cart { tries: 1, ..cart(3, &[(HONEY, 1)]) }).await;
    assert_eq!(commit(&both(), Some((&made, 1)), 0).await, Saved::Stale);
    let changed = world.done(&other, step(&other, "confirmed", 6)).await;
    assert_eq!(commit(&both(), None, 1).await, Saved::Stale);
    assert_eq!(world.store.find_order(one.id).await.unwrap().unwrap().version, 1);
    // The change has the former name and other contents.
    let now = [
        (one.clone(), step(&one, "confirmed", 5)),
        (changed.clone(), step(&changed, "preparing", 5)),
    ];
    assert_eq!(commit(&now, None, 2).await, Saved::Done);
    assert_eq!(commit(&now, None, 3).await, Saved::Done, "its answer was lost");
}

#[tokio::test]
async fn resend_is_stale_when_order_contact_or_budget_changed() {
    let world = World::new(10).await;
    let held = Cart { held: Some(99), ..cart(1, &[(HONEY, 1)]) };
    let order = world.place(&held).await;
    let hold = order.hold.unwrap();
    let next =
        |nonce| docket_domain::Hold { send: hold.send.next([nonce; 16], stamp(70).now), ..hold };
    let (unknown, counted) = contact();
    let budget = budget();
    let resend = async |contact: (Option<&ContactState>, &ContactState), token: &str| {
        let hold = next(9);
        world.store.resend(&order, &hold, contact, &budget, token, stamp(70).now).await.unwrap()
    };
    let source = budget.count_source().unwrap().key();
    world.set(&source.pk, &source.sk, "n", 3);
    assert_eq!(resend((None, &counted), "one").await, Saved::Stale);
    world.delete(&source.pk, &source.sk);
    world.set(&keys::contact(&unknown.key), keys::CONTACT, "rv", 7);
    assert_eq!(resend((None, &counted), "two").await, Saved::Stale);
    world.delete(&keys::contact(&unknown.key), keys::CONTACT);
    assert_eq!(resend((None, &counted), "three").await, Saved::Done);
    let more = counted.clone().count_code(&limits(), stamp(1).now).unwrap();
    assert_eq!(resend((Some(&counted), &more), "four").await, Saved::Stale);
    assert_eq!(world.number(&source.pk, &source.sk, "n"), 1);
}
