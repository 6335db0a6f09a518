//! The parts of a transaction: their roles, their sequence, and combining parts for one item.

use docket_domain::{Draw, Redemption, VoucherCode};

use super::*;
use crate::tests::world::{HONEY, cart, product, step};

fn draw(product: &str, bucket: u32) -> Draw {
    Draw { product: product.parse().unwrap(), bucket, quantity: 2 }
}

fn redemption(code: &str) -> Redemption {
    let discount = docket_domain::Amount::ZERO;
    Redemption { code: code.parse().unwrap(), discount, uses: 1, counted: 1 }
}

/// A change with every kind of effect.
fn change() -> (Order, Change) {
    let order = cart(1, &[(HONEY, 1)]).order(&[product(HONEY, 1)]);
    let plain = step(&order, "confirmed", 2);
    let change = Change {
        returned: vec![draw("back", 0), draw("both", 1)],
        released: vec![draw("both", 1), draw("free", 2)],
        taken: vec![draw("new", 0)],
        retaken: vec![draw("again", 0)],
        restored: vec![redemption("OLD")],
        redeemed: vec![redemption("NEW")],
        archived: order.timeline.clone(),
        ..plain
    };
    (order, change)
}

fn whole() -> Transaction {
    let (order, change) = change();
    Transaction::of("name").change(&order, &change, Bounds::default()).unwrap()
}

#[test]
fn change_has_a_part_for_each_effect_in_a_fixed_sequence() {
    let (id, code) = (change().0.id, |code: &str| code.parse::<VoucherCode>().unwrap());
    let roles: Vec<_> = whole().parts.into_iter().map(|part| part.roles).collect();
    assert_eq!(
        roles,
        [
            vec![Role::Order(id)],
            vec![Role::Take(id, draw("new", 0))],
            vec![Role::Return],
            vec![Role::Return, Role::Release],
            vec![Role::Retake(draw("again", 0))],
            vec![Role::Restore(code("OLD"))],
            vec![Role::Restore(code("OLD"))],
            vec![Role::Redeem(code("NEW"))],
            vec![Role::Redeem(code("NEW"))],
            vec![Role::Release],
            vec![Role::History],
        ]
    );
}

#[test]
fn change_names_every_field_of_a_change() {
    let source = include_str!("../transaction.rs");
    let (_, rest) = source.split_once("let Change {").unwrap();
    let (fields, after) = rest.split_once('}').unwrap();
    assert!(after.trim_start().starts_with("= change;"), "{after:.40}");
    assert!(!fields.contains("..") && !fields.contains('_'), "{fields}");
    assert!(!rest.contains("let Change {") && source.contains("#[deny(unused_variables)]"));
}

#[test]
fn history_is_written_by_an_update_of_a_missing_item() {
    let Action::Update(key, expression) = whole().parts.pop().unwrap().action else { panic!() };
    assert!(key.sk.starts_with("H#"), "{key:?}");
    assert_eq!(expression.render().condition, "attribute_not_exists(#pk)");
}

#[test]
fn second_adds_a_part_after_the_order() {
    let item = crate::table::key("I#1".to_owned(), "I");
    let transaction = whole().second(Role::Receipt, Action::Create(item)).unwrap();
    assert_eq!(transaction.parts[1].roles, [Role::Receipt]);
    assert_eq!(transaction.parts.len(), 12);
}

#[test]
fn parts_for_one_item_are_an_error_when_they_cannot_be_combined() {
    let (order, change) = change();
    let twice = whole().change(&order, &change, Bounds::default());
    assert!(matches!(twice, Err(StoreError::Unavailable(_))));
    let item = || Action::Create(crate::table::key("I#1".to_owned(), "I"));
    let receipts = Transaction::of("name").part(Role::Receipt, item()).unwrap();
    assert!(receipts.part(Role::Receipt, item()).is_err());
}

#[test]
fn token_contains_change_and_plan_and_fits_the_quota() {
    let tokens = [0, 7].map(|plan| Transaction::of("fQ8x_-3kT0aB").token(plan));
    assert_eq!(tokens, ["fQ8x_-3kT0aB-0", "fQ8x_-3kT0aB-7"]);
    assert!(tokens.iter().all(|token| token.len() <= 36));
}
