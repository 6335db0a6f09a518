//! Plays random commands on a database that loses requests and responses. Whatever happens, stock,
//! vouchers and money add up, and every order's history leads to its status.
//!
//! `DOCKET_SEQUENCES=10000` plays 10000 sequences of each lifecycle, and `DOCKET_SEQUENCE=17` only
//! the one with that seed.

mod audit;
mod batches;
mod history;
mod play;
mod regrouping;
mod runs;
mod script;
mod wire;
mod world;

use self::wire::Sabotage;

#[test]
fn orders_of_a_producer_add_up_after_random_sequences() {
    runs::all("producer");
}

#[test]
fn orders_of_a_shop_add_up_after_random_sequences() {
    runs::all("shop");
}

#[test]
fn orders_of_a_kitchen_add_up_after_random_sequences() {
    runs::all("kitchen");
}

#[test]
fn orders_of_a_marketplace_add_up_after_random_sequences() {
    runs::all("marketplace");
}

/// Breaks Docket on purpose, as the following tests do, to make sure that the check detects it.
#[test]
fn check_fails_when_stock_is_not_returned() {
    let why = runs::detected_fault(Sabotage::LeaveOutReturns);
    assert!(why.contains("taken and returned"), "{why}");
}

#[test]
fn check_fails_when_vouchers_are_not_restored() {
    let why = runs::detected_fault(Sabotage::LeaveOutRestores);
    assert!(why.contains("redemptions live"), "{why}");
}

#[test]
fn check_fails_when_a_revived_order_takes_no_stock() {
    let why = runs::detected_fault(Sabotage::LeaveOutTaking);
    assert!(why.contains("taken and returned"), "{why}");
}

#[test]
fn check_fails_when_an_order_lacks_its_batch() {
    let why = runs::detected_fault(Sabotage::LeaveOutPlaces);
    assert!(why.contains("its place is"), "{why}");
}

#[test]
fn check_fails_when_an_order_is_in_two_open_batches() {
    let why = runs::detected_fault(Sabotage::NoBatchConditions);
    let ways = ["its place is", "batch", "one change for two"];
    assert!(ways.iter().any(|way| why.contains(way)), "{why}");
}

#[test]
fn check_fails_when_writes_have_no_conditions() {
    runs::detected_fault(Sabotage::NoConditions);
}
