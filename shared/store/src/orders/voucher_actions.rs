//! What orders do to the vouchers that they redeem.
//!
//! `us` counts the uses, of a voucher and of each customer; `mx` is the most of
//! a voucher.

use docket_domain::{Order, Redemption, Voucher, VoucherId};

use crate::table::{Action, Expression, Key, keys, number};

/// The actions that redeem a voucher of an order: it has its uses left, its
/// terms are those that are given, if any, and the customer has uses left too.
pub(super) fn redeem(
    order: &Order,
    redemption: &Redemption,
    terms: Option<&Voucher>,
) -> Vec<Action> {
    let times = redemption.uses;
    if times == 0 {
        return Vec::new();
    }
    let pk = pk(order, redemption);
    let mut uses = Expression::default();
    uses.add("us", times).only_if_below("us", "mx");
    // An item cannot be asked for several uses that are left but by a number.
    if let Some(most) = terms.filter(|_| times > 1).and_then(|terms| terms.uses.most()) {
        uses.only_if("us", "<=", number(i64::from(most) - i64::from(times)));
    }
    if let Some(terms) = terms {
        uses.only_if("v", "=", number(terms.version));
    }
    let mut actions = vec![Action::Update(Key::new(pk.clone(), keys::VOUCHER), uses)];
    let counted = redemption.counted;
    if counted > 0 {
        let mut own = Expression::default();
        own.add_up("us", counted);
        match terms.and_then(|terms| terms.per_customer) {
            Some(most) => own.only_if_room("us", counted, most.get()),
            None => own.only_if_any(&[("us", ">=", number(0))]),
        };
        actions.push(Action::Update(customers(pk, order), own));
    }
    actions
}

/// The actions that give a voucher of an order back: all its uses, and those
/// of them that count against the customer.
pub(super) fn restore(order: &Order, redemption: &Redemption) -> Vec<Action> {
    let pk = pk(order, redemption);
    let uses = Key::new(pk.clone(), keys::VOUCHER);
    let fewer = |(key, times): (Key, u32)| {
        let mut fewer = Expression::default();
        fewer.subtract("us", times).only_if_enough("us", times);
        Action::Update(key, fewer)
    };
    [(uses, redemption.uses), (customers(pk, order), redemption.counted)]
        .into_iter()
        .filter(|(_, times)| *times > 0)
        .map(fewer)
        .collect()
}

fn customers(pk: String, order: &Order) -> Key {
    Key::new(pk, keys::customer_uses(&order.customer.key))
}

fn pk(order: &Order, redemption: &Redemption) -> String {
    keys::voucher(&VoucherId { seller: order.seller.clone(), code: redemption.code.clone() })
}
