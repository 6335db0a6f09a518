//! Random commands on a database that loses requests and answers: whatever
//! happens, stock, vouchers and money add up, and every order's history leads
//! to where it is.
//!
//! `DOCKET_SEQUENCES=10000` tries so many sequences of each lifecycle, and
//! `DOCKET_SEQUENCE=17` only the one of that seed.

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
fn orders_of_a_producer_add_up_whatever_happens() {
    runs::all("producer");
}

#[test]
fn orders_of_a_shop_add_up_whatever_happens() {
    runs::all("shop");
}

#[test]
fn orders_of_a_kitchen_add_up_whatever_happens() {
    runs::all("kitchen");
}

#[test]
fn orders_of_a_marketplace_add_up_whatever_happens() {
    runs::all("marketplace");
}

/// A check that notices nothing is none.
#[test]
fn stock_that_does_not_come_back_is_noticed() {
    let why = runs::notices(Sabotage::LeaveOutReturns);
    assert!(why.contains("taken and returned"), "{why}");
}

#[test]
fn vouchers_that_are_not_restored_are_noticed() {
    let why = runs::notices(Sabotage::LeaveOutRestores);
    assert!(why.contains("redemptions live"), "{why}");
}

#[test]
fn stock_that_is_not_taken_again_is_noticed() {
    let why = runs::notices(Sabotage::LeaveOutTaking);
    assert!(why.contains("taken and returned"), "{why}");
}

#[test]
fn an_order_that_does_not_know_its_batch_is_noticed() {
    let why = runs::notices(Sabotage::LeaveOutPlaces);
    assert!(why.contains("its place is"), "{why}");
}

#[test]
fn an_order_in_two_living_batches_is_noticed() {
    let why = runs::notices(Sabotage::BatchesAskNothing);
    let ways = ["its place is", "batch", "one change for two"];
    assert!(ways.iter().any(|way| why.contains(way)), "{why}");
}

#[test]
fn a_docket_that_makes_no_conditions_is_noticed() {
    runs::notices(Sabotage::AskNothing);
}
