//! The actions of orders on vouchers.
//!
//! `us` is the number of uses of a voucher, and of each customer. `mx` is a voucher's maximal
//! number of uses.

use docket_domain::{Order, Redemption, Voucher, VoucherId};

use crate::table::{Action, Expression, Key, keys, number};

/// The actions that redeem a voucher of an order, on the conditions that the voucher and the
/// customer have uses left, and that the terms have not changed, if they are given.
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
    // A condition cannot subtract two attributes, so several uses are compared with a number.
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

/// The actions that give back an order's uses of a voucher, and those of them that count for the
/// customer.
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
