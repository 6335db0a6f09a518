//! Tests of splitting and merging: the sums of money and stock never change.

use proptest::prelude::*;

use super::*;

/// The sums over orders: subtotal, discount, charges, total, paid, refunded and the discounts of
/// vouchers.
fn sums(orders: &[&Order]) -> [u64; 9] {
    let sum = |of: &dyn Fn(&Order) -> u64| orders.iter().map(|order| of(order)).sum();
    [
        sum(&|it| it.subtotal().minor()),
        sum(&|it| it.discount.minor()),
        sum(&|it| it.charges.delivery_fee.minor()),
        sum(&|it| it.charges.packaging_fee.minor()),
        sum(&|it| it.charges.tax.minor()),
        sum(&|it| it.grand_total().minor()),
        sum(&|it| it.payment.paid.minor()),
        sum(&|it| it.payment.refunded.minor()),
        sum(&|it| it.vouchers.iter().map(|voucher| voucher.discount.minor()).sum()),
    ]
}

/// The quantities that were drawn from each stock item, sorted.
fn drawn(orders: &[&Order]) -> Vec<(ProductId, u32, u32)> {
    let mut sums: Vec<(ProductId, u32, u32)> = Vec::new();
    for draw in orders.iter().flat_map(|order| &order.draws) {
        match sums.iter_mut().find(|it| it.0 == draw.product && it.1 == draw.bucket) {
            Some(sum) => sum.2 += draw.quantity,
            None => sums.push((draw.product.clone(), draw.bucket, draw.quantity)),
        }
    }
    sums.sort();
    sums
}

fn new_id() -> OrderId {
    parse("ORD-20261120-ABCDEFGHJK")
}

fn items(parts: &[u32]) -> Vec<SplitItem> {
    let item = |(line, &count): (usize, &u32)| {
        Quantity::new(count)
            .ok()
            .map(|quantity| SplitItem { which: SplitWhich::Line(line), quantity })
    };
    parts.iter().enumerate().filter_map(item).collect()
}

/// Whether an order is consistent: it has drawn what it sells, and no part of its money exceeds the
/// whole.
fn is_sound(order: &Order) -> bool {
    let sold: u32 = order.lines.iter().map(|line| line.quantity.get()).sum();
    let drawn: u32 = order.draws.iter().map(|draw| draw.quantity).sum();
    let vouchers: u64 = order.vouchers.iter().map(|it| it.discount.minor()).sum();
    sold == drawn
        && order.discount <= order.subtotal()
        && vouchers == order.discount.minor()
        && order.payment.refunded <= order.payment.paid
        && order.total().is_some()
}

prop_compose! {
    /// An order of any prices, in a currency with or without decimals.
    fn any_order()(
        lines in prop::collection::vec((0..200_000_i64, 1..40_u32, 0..4_u32), 1..6),
        discounts in prop::collection::vec(0..10_000_u64, 0..4),
        fees in (0..5_000_i64, 0..5_000_i64, 0..90_000_i64),
        paid in 0..12_000_u64,
        refunded in 0..10_000_u64,
        currency in prop::sample::select(vec!["USD", "JPY", "KWD"]),
    ) -> Order {
        let mut order = Order(OrderState { delivery: None, ..placed("shop", SIGNED_IN).0 });
        order.0.currency = parse(currency);
        order.0.lines.clear();
        order.0.draws.clear();
        for (at, &(price, count, bucket)) in lines.iter().enumerate() {
            let product: ProductId = parse(&format!("p-{at}"));
            order.0.lines.push(Line {
                id: LineId::placed(at),
                product: product.clone(),
                name: parse("Thing"),
                quantity: quantity(count),
                unit_price: money(price),
                addons: Vec::new(),
                is_main_course: false,
                total: money(price * i64::from(count)),
            });
            // From one stock item, or from two.
            let first = count.div_ceil(bucket + 1);
            order.0.draws.push(Draw { product: product.clone(), bucket, quantity: first });
            if first < count {
                order.0.draws.push(Draw { product, bucket: bucket + 1, quantity: count - first });
            }
        }
        let mut left = order.subtotal().minor();
        for (at, share) in discounts.into_iter().enumerate() {
            let discount = left * share / 10_000;
            left -= discount;
            order.0.vouchers.push(Redemption {
                code: parse(&format!("V-{at}")),
                discount: money(discount.cast_signed()),
                uses: 1,
                counted: 0,
            });
            order.0.discount = order.discount.plus(money(discount.cast_signed())).unwrap();
        }
        order.0.charges = Charges {
            delivery_fee: money(fees.0),
            packaging_fee: money(fees.1),
            tax: money(if left == 0 { 0 } else { fees.2 }),
        };
        // Not paid, in part, in full, or more than that.
        let paid = (order.grand_total().minor() * paid.min(11_000)).div_ceil(10_000);
        order.0.payment.paid = money(paid.cast_signed());
        order.0.payment.refunded = money((paid * refunded / 10_000).cast_signed());
        order
    }
}

proptest! {
    #[test]
    fn the_parts_of_an_order_are_the_whole(
        order in any_order(),
        shares in prop::collection::vec(0..=100_u32, 6),
    ) {
        let part = |(at, line): (usize, &Line)| line.quantity.get() * shares[at] / 100;
        let parts: Vec<u32> = order.lines.iter().enumerate().map(part).collect();
        match order.split(&items(&parts), new_id(), &staff(), &after_minutes(1)) {
            Err(refusal) => {
                let all = order.lines.iter().zip(&parts).all(|(it, part)| it.quantity.get() == *part);
                let expected = if all { SplitRefusal::Everything } else { SplitRefusal::Nothing };
                prop_assert_eq!(refusal, expected);
            }
            Ok(Split { kept, made }) => {
                let whole = [&order];
                let both = [&kept.order, &made];
                prop_assert_eq!(sums(&both), sums(&whole));
                prop_assert_eq!(drawn(&both), drawn(&whole));
                prop_assert!(is_sound(&kept.order) && is_sound(&made));
                for (line, part) in order.lines.iter().zip(&parts) {
                    let of = |order: &Order| -> u32 {
                        let same = order.lines.iter().filter(|it| it.product == line.product);
                        same.map(|it| it.quantity.get()).sum()
                    };
                    prop_assert_eq!((of(&kept.order), of(&made)), (line.quantity.get() - part, *part));
                }
                // Both parts of a fully paid order are fully paid.
                if order.payment.kept() == order.grand_total() {
                    prop_assert!(both.iter().all(|it| it.payment.kept() == it.grand_total()));
                }
                prop_assert_eq!(kept.order.vouchers.iter().map(|it| it.uses).sum::<u32>(),
                    order.vouchers.iter().map(|it| it.uses).sum::<u32>());
                prop_assert!(made.vouchers.iter().all(|it| it.uses == 0));
                // And they can be one again.
                let orders = [kept.order.clone(), made.clone()];
                let merged = Order::merge(&orders, &staff(), &after_minutes(2)).unwrap();
                let merged: Vec<&Order> = merged.iter().map(|it| &it.order).collect();
                prop_assert_eq!(sums(&merged[..1]), sums(&whole));
                prop_assert_eq!(drawn(&merged), drawn(&whole));
                prop_assert!(is_sound(merged[0]));
                prop_assert_eq!(merged[1].payment, PaymentTotals::default());
            }
        }
    }

    #[test]
    fn orders_that_are_merged_are_their_sum(orders in prop::collection::vec(any_order(), 2..=10)) {
        let named = |(at, order): (usize, Order)| {
            Order(OrderState { id: parse(&format!("ORD-20261120-000000000{at}")), currency: parse("USD"), ..order.0 })
        };
        let orders: Vec<Order> = orders.into_iter().enumerate().map(named).collect();
        let all: Vec<&Order> = orders.iter().collect();
        let changes = Order::merge(&orders, &staff(), &after_minutes(1)).unwrap();
        let after: Vec<&Order> = changes.iter().map(|it| &it.order).collect();
        let (whole, before) = (sums(&after[..1]), sums(&all));
        prop_assert_eq!((&whole[..6], whole[8]), (&before[..6], before[8]));
        prop_assert_eq!(drawn(&after), drawn(&all));
        // Refunded money remains with the order of its refunds; the rest moves.
        prop_assert_eq!(&sums(&after)[6..8], &before[6..8]);
        let kept = |orders: &[&Order]| -> u64 {
            orders.iter().map(|it| it.payment.kept().minor()).sum()
        };
        prop_assert_eq!(kept(&after[..1]), kept(&all));
        let uses = |orders: &[&Order]| -> u32 {
            orders.iter().flat_map(|it| &it.vouchers).map(|it| it.uses).sum()
        };
        prop_assert_eq!(uses(&after), uses(&all));
        for gone in &after[1..] {
            prop_assert_eq!(gone.links.merged_into, Some(orders[0].id));
            prop_assert!(gone.status.phase == Phase::Cancelled && gone.draws.is_empty());
            prop_assert_eq!(gone.payment.kept(), Amount::ZERO);
        }
    }
}

/// An order that is in no batch.
fn plain(lifecycle: &str) -> Order {
    Order(OrderState { delivery: None, ..placed(lifecycle, SIGNED_IN).0 })
}

#[test]
fn merged_order_refuses_further_commands() {
    for lifecycle in crate::LIFECYCLES {
        let first = plain(lifecycle.name);
        let second = Order(OrderState { id: new_id(), ..plain(lifecycle.name).0 });
        let changes = Order::merge(&[first.clone(), second], &staff(), &after_minutes(1)).unwrap();
        let gone = &changes[1].order;
        for status in lifecycle.statuses {
            for actor in everyone() {
                let nonce = NONCE;
                let name = status.name.to_owned();
                let force = Command::Override { to: name, note: None, reason: None, nonce };
                for command in [to(status.name), force, CANCEL, Command::Expire] {
                    let refused = gone.apply(&command, &actor, &after_minutes(2));
                    let expected = if gone.visible_to(&actor) {
                        Refusal::Merged(first.id)
                    } else {
                        Refusal::Forbidden
                    };
                    assert_eq!(refused, Err(expected));
                }
                assert!(gone.allowed_actions(&actor, &after_minutes(2)).is_empty());
            }
        }
        assert!(gone.cancellation().is_none() && gone.stop.is_none());
    }
}

#[test]
fn only_actors_who_manage_the_seller_may_split_and_merge() {
    let order = plain("shop");
    let other = Order(OrderState { id: new_id(), ..plain("shop").0 });
    for actor in everyone().iter().chain(&strangers()) {
        let split = order.split(&items(&[1]), new_id(), actor, &after_minutes(1));
        let merged = Order::merge(&[order.clone(), other.clone()], actor, &after_minutes(1));
        if actor.manages(&order.seller) {
            assert!(split.is_ok() && merged.is_ok(), "{actor:?}");
        } else {
            assert_eq!(split.unwrap_err(), SplitRefusal::Forbidden, "{actor:?}");
            assert_eq!(merged.unwrap_err(), MergeRefusal::Forbidden, "{actor:?}");
        }
    }
}

#[test]
fn closed_or_unverified_order_is_not_split_in_any_lifecycle() {
    for (lifecycle, status) in every_status() {
        let order = Order(OrderState { delivery: None, ..in_status(lifecycle, status).0 });
        let split = order.split(&items(&[1]), new_id(), &staff(), &after_minutes(1));
        let expected = match status.phase {
            Phase::Unverified => Err(Unfit::Unverified),
            phase if phase.is_closed() => Err(Unfit::Over(status.name)),
            _ => Ok(()),
        };
        match (split, expected) {
            (Ok(split), Ok(())) => assert_eq!(split.made.status, status),
            (Err(refusal), Err(why)) => assert_eq!(refusal, why.into()),
            (split, expected) => panic!("{}: {split:?}, {expected:?}", status.name),
        }
        // An order in a batch is not split either.
        let in_batch = Order(OrderState { delivery: Some(by_driver()), ..order.0 });
        assert!(in_batch.split(&items(&[1]), new_id(), &staff(), &after_minutes(1)).is_err());
    }
}

#[test]
fn order_with_an_open_refund_is_neither_split_nor_merged() {
    let mut order = plain("shop");
    order.0.payment =
        PaymentTotals { paid: money(500), requested: money(1), ..PaymentTotals::default() };
    let split = order.split(&items(&[1]), new_id(), &staff(), &after_minutes(1));
    assert_eq!(split.unwrap_err(), Unfit::RefundUnderWay.into());
}

#[test]
fn split_part_has_a_short_history_and_raises_its_events_only_once() {
    let mut order = plain("kitchen");
    for status in ["ACCEPTED", "READY"] {
        order = order.apply(&to(status), &staff(), &after_minutes(5)).unwrap().order;
    }
    let split = order.split(&items(&[1]), new_id(), &staff(), &after_minutes(9)).unwrap();
    let names: Vec<_> = split.made.timeline.iter().map(|it| (it.version, it.status.name)).collect();
    let way = [(0, "PLACED"), (0, "ACCEPTED"), (0, "PREPARING"), (0, "READY"), (1, "READY")];
    assert_eq!(names, way);
    let events: Vec<_> = split.made.events_after(0).map(|it| it.kind()).collect();
    assert_eq!(events, [OrderEventKind::SplitFrom(order.id)]);
    assert_eq!(split.made.first_in(Phase::Accepted), order.first_in(Phase::Accepted));
    assert_eq!(split.made.id, new_id());
}

#[test]
fn both_parts_keep_the_language_and_a_merged_order_takes_the_first_that_is_known() {
    let of = |id: OrderId, language: Option<&str>| {
        let language = language.map(parse);
        Order(OrderState { id, language, delivery: None, ..placed("shop", SIGNED_IN).0 })
    };
    let order = of(new_id(), Some("de-AT"));
    let id = parse("ORD-20261120-0000000001");
    let split = order.split(&items(&[1]), id, &staff(), &after_minutes(1)).unwrap();
    assert_eq!(split.kept.order.language, order.language);
    assert_eq!(split.made.language, order.language);
    let first = of(parse("ORD-20261120-0000000002"), None);
    let french = of(parse("ORD-20261120-0000000003"), Some("fr"));
    let german = of(parse("ORD-20261120-0000000004"), Some("de"));
    let orders = [first, german.clone(), french.clone()];
    let merged = Order::merge(&orders, &staff(), &after_minutes(1)).unwrap();
    let languages: Vec<_> = merged.iter().map(|it| &it.order.language).collect();
    assert_eq!(languages, [&german.language, &german.language, &french.language]);
    let orders = [french.clone(), german];
    let merged = Order::merge(&orders, &staff(), &after_minutes(1)).unwrap();
    assert_eq!(merged[0].order.language, french.language);
}

#[test]
fn guests_code_verifies_only_orders_of_its_own_checkout() {
    let one = placed("shop", GUEST);
    let follower = Order(OrderState { id: new_id(), ..placed("shop", Verification::ByAnother).0 });
    let mut both = [one, follower];
    assert!(!both[1].is_confirmed_with(&both[0], &after_minutes(1)));
    Order::place_together(&mut both);
    let [one, follower] = &both;
    assert!(follower.is_confirmed_with(one, &after_minutes(1)));
    assert!(!one.is_confirmed_with(follower, &after_minutes(1)));
    assert!(!follower.is_confirmed_with(one, &after(HOLD)));
    let other = Order(OrderState {
        customer: Customer { key: parse("eve"), ..one.customer.clone() },
        ..one.clone().0
    });
    assert!(!follower.is_confirmed_with(&other, &after_minutes(1)));
    assert_eq!(one.links.group_id(), follower.links.group_id());
}
