//! Tests of updates: stock, money and history follow the content of the order.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{Edit, Voucher, Worth};

const PRODUCTS: [&str; 4] = ["honey", "bread", "jam", "milk"];

/// A product for every name, with several buckets, at the prices of a day.
fn offered(day: i64) -> Vec<Product> {
    let offer = |(at, id): (usize, &&str)| {
        let at = i64::try_from(at).unwrap();
        let price = 100 * (at + 1) + 7 * (day * (at + 1) % 3);
        Product { buckets: 1 + u32::try_from(at).unwrap(), ..product(id, price) }
    };
    PRODUCTS.iter().enumerate().map(offer).collect()
}

fn voucher(code: &str, worth: Worth, min_subtotal: i64) -> Voucher {
    Voucher {
        id: parse(&format!("green-valley~{code}")),
        worth,
        min_subtotal: money(min_subtotal),
        uses: Uses::Unlimited,
        used: 0,
        per_customer: None,
        valid_from: None,
        valid_until: None,
        version: 1,
    }
}

fn taxed() -> Seller {
    let charges =
        ChargeRules { delivery_fee: money(300), packaging_fee: money(45), tax_basis_points: 825 };
    Seller { charges, ..seller("producer") }
}

fn update(cart: Vec<CartLine>) -> OrderUpdate {
    OrderUpdate { cart: Some(cart), ..OrderUpdate::default() }
}

/// The quantity of each product in some lines or some draws.
fn sums<'a>(parts: impl Iterator<Item = (&'a ProductId, u32)>) -> BTreeMap<String, u32> {
    let mut sums = BTreeMap::new();
    for (product, quantity) in parts {
        *sums.entry(product.to_string()).or_default() += quantity;
    }
    sums
}

fn drawn(draws: &[Draw]) -> BTreeMap<(String, u32), u32> {
    let mut sums = BTreeMap::new();
    for draw in draws {
        *sums.entry((draw.product.to_string(), draw.bucket)).or_default() += draw.quantity;
    }
    sums
}

fn cart() -> impl Strategy<Value = Vec<CartLine>> {
    let line = (0..PRODUCTS.len(), 1..6_u32);
    prop::collection::vec(line, 1..6).prop_map(|lines| {
        lines.into_iter().map(|(at, count)| cart_line(PRODUCTS[at], count, &[])).collect()
    })
}

proptest! {
    #[test]
    fn stock_and_money_follow_whatever_is_changed(
        first in cart(),
        changes in prop::collection::vec((cart(), 0..5_i64, 0..2_000_i64), 1..12),
    ) {
        let seller = taxed();
        let vouchers = [
            voucher("TEN", Worth::Percent(10), 0),
            voucher("FIFTY", Worth::Amount(money(50)), 900),
        ];
        let offer = |voucher: &Voucher| VoucherOffer {
            code: voucher.id.code.clone(),
            voucher: Some(voucher.clone()),
            by_customer: 0,
        };
        let (products, owner) = (offered(0), owner());
        // When the subtotal is too small from the start, without the second voucher.
        let offers: Vec<_> = vouchers.iter().map(offer).collect();
        let place = |offers: &[VoucherOffer]| {
            let placement = placement(&seller, &products, &first, &owner);
            Order::place(Placement { vouchers: offers, ..placement }, &at_start())
        };
        let mut order = place(&offers).or_else(|_| place(&offers[..1])).unwrap();
        for (minutes, (cart, day, paid)) in (1..).zip(changes) {
            let stamp = after_minutes(minutes);
            let amount = Amount::new(paid).map_or(Amount::ZERO, |it| it.min(order.amount_due()));
            if amount > Amount::ZERO {
                let payment = Command::RecordPayment { amount, note: None };
                order = order.apply(&payment, &staff(), &stamp).unwrap().order;
            }
            let products = offered(day);
            let catalogue = Catalogue { seller: &seller, products: &products, vouchers: &vouchers };
            let wanted = update(cart.clone());
            let changed = order.update(&wanted, Some(catalogue), &staff(), &stamp).unwrap();
            let Some(change) = changed else { continue };
            let after = &change.order;
            // The order has what was requested, and has drawn it.
            let asked = sums(cart.iter().map(|it| (&it.product, it.quantity.get())));
            prop_assert_eq!(&sums(after.lines.iter().map(|it| (&it.product, it.quantity.get()))), &asked);
            prop_assert_eq!(&sums(after.draws.iter().map(|it| (&it.product, it.quantity))), &asked);
            // The returned and taken stock is the difference, bucket by bucket.
            let mut moved = drawn(&order.draws);
            for (bucket, quantity) in drawn(&change.taken) {
                *moved.entry(bucket).or_default() += quantity;
            }
            for (bucket, quantity) in drawn(&change.returned) {
                let left = moved.get_mut(&bucket).unwrap();
                *left = left.checked_sub(quantity).unwrap();
            }
            moved.retain(|_, quantity| *quantity > 0);
            prop_assert_eq!(moved, drawn(&after.draws));
            let both = change.taken.iter().any(|it| change.returned.iter().any(|other| other.product == it.product));
            prop_assert!(!both, "taken and returned at once");
            // The money adds up.
            let discount = after.vouchers.iter().map(|it| it.discount.minor()).sum::<u64>();
            prop_assert_eq!(discount, after.discount.minor());
            let taxable = after.subtotal().minor() - discount;
            prop_assert_eq!(after.charges.tax.minor(), (taxable * 825 + 5_000) / 10_000);
            prop_assert_eq!(after.charges.packaging_fee, money(45));
            let PaymentTotals { paid, refunded, requested, .. } = after.payment;
            prop_assert_eq!((paid, refunded), (order.payment.paid, order.payment.refunded));
            prop_assert!(requested >= order.payment.requested && requested <= paid);
            if after.grand_total() < order.grand_total() {
                prop_assert!(after.payment.kept() <= after.grand_total());
            } else {
                prop_assert_eq!(requested, order.payment.requested);
            }
            prop_assert_eq!(after.version, order.version + 1);
            // A voucher is either kept or restored.
            prop_assert_eq!(change.restored.len() + after.vouchers.len(), order.vouchers.len());
            order = change.order;
        }
    }

    #[test]
    fn update_with_unchanged_lines_has_no_effect(first in cart(), second in cart(), day in 0..5_i64) {
        let (seller, old, new) = (taxed(), offered(0), offered(day));
        let order = place(&seller, &old, &first).unwrap();
        let catalogue = Catalogue { seller: &seller, products: &new, vouchers: &[] };
        let changed = order.update(&update(second), Some(catalogue), &owner(), &at_start()).unwrap();
        let order = changed.map_or(order, |change| change.order);
        let same = order.lines.iter().map(|line| CartLine {
            product: line.product.clone(),
            quantity: line.quantity,
            addons: BTreeMap::new(),
        });
        let again = update(same.collect());
        prop_assert_eq!(order.update(&again, Some(catalogue), &owner(), &at_start()).unwrap(), None);
    }
}

#[test]
fn removed_product_may_be_kept_but_not_added() {
    let (seller, products) = (taxed(), [product("honey", 1_250), product("bread", 400)]);
    let order = place(&seller, &products, &[cart_line("honey", 2, &[])]).unwrap();
    let left = [product("bread", 400)];
    let catalogue = Catalogue { seller: &seller, products: &left, vouchers: &[] };
    let change =
        |lines: Vec<CartLine>| order.update(&update(lines), Some(catalogue), &owner(), &at_start());
    let kept = change(vec![cart_line("bread", 1, &[]), cart_line("honey", 1, &[])]);
    assert!(kept.unwrap().is_some());
    let more = change(vec![cart_line("bread", 1, &[]), cart_line("honey", 3, &[])]);
    assert_eq!(more, Err(UpdateRefusal::Cart(PlaceRefusal::UnknownProducts(vec![1]))));
}

#[test]
fn history_cuts_long_texts_and_splits_long_lists_into_several_lines() {
    let seller = taxed();
    let many: Vec<String> = (0..50).map(|at| format!("{at:0>64}")).collect();
    let products: Vec<Product> = many.iter().map(|id| product(id, 100)).collect();
    let order = place(&seller, &products, &[cart_line(&many[0], 1, &[])]).unwrap();
    let cart = many.iter().map(|id| cart_line(id, 2, &[])).collect();
    let notes = Edit::Set(parse(&"x".repeat(1_000)));
    let wanted = OrderUpdate { notes, ..update(cart) };
    let catalogue = Catalogue { seller: &seller, products: &products, vouchers: &[] };
    let change =
        order.update(&wanted, Some(catalogue), &owner(), &after_minutes(1)).unwrap().unwrap();
    let lines: Vec<&str> = change.order.timeline[1..]
        .iter()
        .map(|entry| entry.note.as_ref().unwrap().as_str())
        .collect();
    let all = lines.join("; ");
    assert!(lines.len() > 1 && lines.iter().all(|line| line.chars().count() <= 1_000));
    assert!(many.iter().all(|id| all.contains(&format!("{id}: "))), "{all}");
    assert!(
        all.ends_with('…') && all.contains(&"x".repeat(299)) && !all.contains(&"x".repeat(300))
    );
}
