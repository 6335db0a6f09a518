//! Tests of placing an order: prices, charges, stock and refusals.

use proptest::prelude::*;

use super::*;

/// The positions or the reason for which a cart is refused.
fn refused(products: &[Product], cart: &[CartLine]) -> PlaceRefusal {
    place(&seller("shop"), products, cart).unwrap_err()
}

fn placed_from(products: &[Product], cart: &[CartLine]) -> Order {
    place(&seller("shop"), products, cart).unwrap()
}

fn pizza() -> Product {
    let addons = vec![addon("cheese", 150), addon("olives", 75)];
    Product { addons, is_main_course: true, ..product("pizza", 1_000) }
}

#[test]
fn an_order_is_priced_from_the_catalogue() {
    let products = [product("honey", 1_250), product("bread", 400)];
    let cart = [cart_line("honey", 2, &[]), cart_line("bread", 3, &[])];
    let order = placed_from(&products, &cart);
    let totals: Vec<_> = order.lines.iter().map(|line| line.total.minor()).collect();
    assert_eq!(totals, [2_500, 1_200]);
    assert_eq!(order.subtotal(), money(3_700));
    assert_eq!(order.grand_total(), money(3_700));
    assert_eq!((order.version, order.currency.code()), (1, "USD"));
}

#[test]
fn the_quantities_of_extras_are_for_each_one_of_the_line() {
    let cart = [cart_line("pizza", 3, &[("cheese", 2), ("olives", 1)])];
    let order = placed_from(&[pizza()], &cart);
    let line = &order.lines[0];
    assert_eq!(line.unit_price, money(1_000));
    assert_eq!(line.total, money(3 * (1_000 + 2 * 150 + 75)));
    assert!(line.is_main_course);
    let extras: Vec<_> = line.addons.iter().map(|it| (it.id.as_str(), it.quantity.get())).collect();
    assert_eq!(extras, [("cheese", 2), ("olives", 1)]);
}

#[test]
fn equal_lines_become_one() {
    let cart = [
        cart_line("pizza", 1, &[("cheese", 1)]),
        cart_line("honey", 1, &[]),
        cart_line("pizza", 2, &[("cheese", 1)]),
        cart_line("honey", 4, &[]),
    ];
    let order = placed_from(&[pizza(), product("honey", 500)], &cart);
    let lines: Vec<_> =
        order.lines.iter().map(|line| (line.product.as_str(), line.quantity.get())).collect();
    assert_eq!(lines, [("pizza", 3), ("honey", 5)]);
}

#[test]
fn lines_with_different_extras_are_separate_but_share_one_stock_draw() {
    let cart = [
        cart_line("pizza", 1, &[]),
        cart_line("pizza", 2, &[("cheese", 1)]),
        cart_line("pizza", 4, &[("cheese", 2)]),
    ];
    let order = placed_from(&[pizza()], &cart);
    assert_eq!(order.lines.len(), 3);
    assert_eq!(order.draws, [Draw { product: parse("pizza"), bucket: 0, quantity: 7 }]);
}

#[test]
fn stock_is_drawn_from_the_bucket_that_the_orders_id_selects() {
    let products = [Product { buckets: 20, ..product("honey", 1) }, product("bread", 1)];
    let cart = [cart_line("honey", 2, &[]), cart_line("bread", 1, &[])];
    let order = placed_from(&products, &cart);
    let bucket = order.id.suffix().shard(20);
    assert_eq!(
        order.draws,
        [
            Draw { product: parse("honey"), bucket, quantity: 2 },
            Draw { product: parse("bread"), bucket: 0, quantity: 1 },
        ]
    );
}

#[test]
fn charges_are_the_sellers_and_delivery_is_paid_for_deliveries_only() {
    let rules =
        ChargeRules { delivery_fee: money(300), packaging_fee: money(50), tax_basis_points: 750 };
    let seller = Seller { charges: rules, ..seller("shop") };
    let (products, cart, owner) =
        ([product("honey", 1_000)], [cart_line("honey", 1, &[])], owner());
    for (method, fee) in
        [(Method::Pickup, 0), (Method::Delivery(address()), 300), (Method::Shipping(address()), 0)]
    {
        let placement = placement(&seller, &products, &cart, &owner);
        let fulfilment = Fulfilment { method, ..placement.fulfilment.clone() };
        let order = Order::place(Placement { fulfilment, ..placement }, &at_start()).unwrap();
        let charges =
            Charges { delivery_fee: money(fee), packaging_fee: money(50), tax: money(75) };
        assert_eq!(order.charges, charges);
        assert_eq!(order.grand_total(), money(1_000 + fee + 50 + 75));
    }
}

#[test]
fn a_discount_is_taken_off_the_total() {
    let order = placed("shop", SIGNED_IN);
    assert_eq!((order.subtotal(), order.grand_total()), (money(2_900), money(2_900)));
    let order = Order(OrderState { discount: money(900), ..order.0 });
    assert_eq!((order.subtotal(), order.grand_total()), (money(2_900), money(2_000)));
}

#[test]
fn tax_is_of_the_whole_subtotal_and_rounded_half_up() {
    for (price, basis_points, tax) in
        [(100, 750, 8), (100, 749, 7), (10, 500, 1), (9, 500, 0), (333, 1_000, 33), (0, 2_000, 0)]
    {
        let charges = ChargeRules { tax_basis_points: basis_points, ..ChargeRules::default() };
        let seller = Seller { charges, ..seller("shop") };
        let order = place(&seller, &[product("honey", price)], &[cart_line("honey", 1, &[])]);
        assert_eq!(order.unwrap().charges.tax, money(tax), "{basis_points} of {price}");
    }
}

#[test]
fn every_unknown_product_is_named() {
    let cart = [("honey", 1), ("bread", 1), ("jam", 1)].map(|(id, n)| cart_line(id, n, &[]));
    let refusal = refused(&[product("bread", 400)], &cart);
    assert_eq!(refusal, PlaceRefusal::UnknownProducts(vec![0, 2]));
}

#[test]
fn every_product_of_another_seller_is_named() {
    let foreign = |id| Product { seller: parse("corner-shop"), ..product(id, 400) };
    let products = [product("honey", 1), foreign("bread"), foreign("jam")];
    let cart = ["bread", "honey", "jam", "bread"].map(|id| cart_line(id, 1, &[]));
    assert_eq!(refused(&products, &cart), PlaceRefusal::MixedSellers(vec![0, 2, 3]));
}

#[test]
fn every_line_with_an_unknown_extra_is_named() {
    let cart = [
        cart_line("pizza", 1, &[("honey", 1)]),
        cart_line("pizza", 1, &[("cheese", 1)]),
        cart_line("bread", 1, &[("cheese", 1)]),
    ];
    let refusal = refused(&[pizza(), product("bread", 400)], &cart);
    assert_eq!(refusal, PlaceRefusal::UnknownAddons(vec![0, 2]));
}

#[test]
fn one_order_holds_at_most_ten_thousand_of_a_product_over_all_its_lines() {
    let products = [pizza(), product("bread", 1)];
    let cart = |last| {
        [
            cart_line("pizza", 6_000, &[]),
            cart_line("bread", 10_000, &[]),
            cart_line("pizza", last, &[("cheese", 1)]),
        ]
    };
    assert_eq!(refused(&products, &cart(4_001)), PlaceRefusal::TooMany(vec![2]));
    let both = [cart(4_001).as_slice(), &[cart_line("bread", 1, &[])]].concat();
    assert_eq!(refused(&products, &both), PlaceRefusal::TooMany(vec![2, 3]));
    assert_eq!(placed_from(&products, &cart(4_000)).draws[0].quantity, 10_000);
}

#[test]
fn a_total_out_of_range_is_refused() {
    let max = i64::try_from(Amount::MAX.minor()).unwrap();
    let one = [cart_line("gem", 1, &[])];
    let two = [cart_line("gem", 2, &[])];
    assert_eq!(placed_from(&[product("gem", max)], &one).grand_total(), Amount::MAX);
    assert_eq!(refused(&[product("gem", max)], &two), PlaceRefusal::TotalTooLarge);

    let both = [cart_line("gem", 1, &[]), cart_line("ring", 1, &[])];
    let products = [product("gem", max), product("ring", 1)];
    assert_eq!(refused(&products, &both), PlaceRefusal::TotalTooLarge);

    let gold = Product { addons: vec![addon("gold", max)], ..product("gem", 1) };
    let golden = [cart_line("gem", 1, &[("gold", 1)])];
    assert_eq!(refused(&[gold], &golden), PlaceRefusal::TotalTooLarge);
}

#[test]
fn charges_that_lift_a_total_out_of_range_are_refused() {
    let max = i64::try_from(Amount::MAX.minor()).unwrap();
    let (products, cart) = ([product("gem", max)], [cart_line("gem", 1, &[])]);
    for charges in [
        ChargeRules { packaging_fee: money(1), ..ChargeRules::default() },
        ChargeRules { tax_basis_points: 1, ..ChargeRules::default() },
        ChargeRules { tax_basis_points: u32::MAX, ..ChargeRules::default() },
    ] {
        let refusal = place(&Seller { charges, ..seller("shop") }, &products, &cart);
        assert_eq!(refusal, Err(PlaceRefusal::TotalTooLarge));
    }
}

#[test]
fn a_seller_may_take_orders_of_verified_phones_only() {
    let seller = Seller { verify_first: true, ..seller("shop") };
    let (products, cart, owner) = ([product("honey", 1)], [cart_line("honey", 1, &[])], owner());
    let order = |verification| {
        let placement = placement(&seller, &products, &cart, &owner);
        Order::place(Placement { verification, ..placement }, &at_start())
    };
    assert_eq!(order(GUEST), Err(PlaceRefusal::VerifyFirst));
    assert_eq!(order(SIGNED_IN).unwrap().status.name, "pending");
}

#[test]
fn order_of_a_signed_in_buyer_starts_in_the_first_status() {
    for (lifecycle, first) in [
        ("producer", "pending"),
        ("shop", "pending"),
        ("kitchen", "PLACED"),
        ("marketplace", "received"),
    ] {
        let order = placed(lifecycle, SIGNED_IN);
        assert_eq!((order.status.name, order.status.phase), (first, Phase::Open));
        assert_eq!((order.hold, order.stop), (None, None));
    }
}

#[test]
fn the_timeline_begins_with_who_placed_the_order() {
    let (seller, staff) = (seller("shop"), staff());
    let (products, cart) = ([product("honey", 1)], [cart_line("honey", 1, &[])]);
    let order = Order::place(placement(&seller, &products, &cart, &staff), &at_start()).unwrap();
    let [entry] = order.timeline.as_slice() else { panic!("{:?}", order.timeline) };
    assert_eq!((entry.version, entry.kind), (1, EntryKind::Placed));
    assert_eq!((entry.role, entry.actor.as_str()), (Role::Seller, "m-staff"));
    assert_eq!((entry.at, order.updated_at()), (start(), start()));
}

#[test]
fn the_cancel_window_opens_when_the_order_is_placed() {
    assert_eq!(placed("kitchen", GUEST).cancel_until, Some(start() + CANCEL_WINDOW));
    let always = Seller { cancel_window: None, ..seller("kitchen") };
    let order = place(&always, &[product("honey", 1)], &[cart_line("honey", 1, &[])]).unwrap();
    assert_eq!(order.cancel_until, None);
}

fn carts() -> impl Strategy<Value = Vec<CartLine>> {
    let extras = prop::collection::btree_map(
        prop::sample::select(vec!["cheese", "olives"]),
        1..=3_u32,
        0..=2,
    );
    let line = (prop::sample::select(vec!["pizza", "calzone"]), 1..=200_u32, extras);
    let line = line.prop_map(|(product, count, extras)| {
        cart_line(product, count, &extras.into_iter().collect::<Vec<_>>())
    });
    prop::collection::vec(line, 1..=50)
}

proptest! {
    #[test]
    fn merging_changes_neither_the_price_nor_the_quantities(cart in carts()) {
        let products = [pizza(), Product { id: parse("calzone"), ..pizza() }];
        let order = placed_from(&products, &cart);

        let price = |line: &CartLine| {
            let extra = |id| line.addons.get(&parse(id)).map_or(0, |count| u64::from(count.get()));
            let one = 1_000 + 150 * extra("cheese") + 75 * extra("olives");
            u64::from(line.quantity.get()) * one
        };
        prop_assert_eq!(order.grand_total().minor(), cart.iter().map(price).sum::<u64>());

        for product in &products {
            let sum = |quantities: &mut dyn Iterator<Item = (&ProductId, u32)>| -> u32 {
                quantities.filter(|(id, _)| **id == product.id).map(|(_, count)| count).sum()
            };
            let wanted = sum(&mut cart.iter().map(|it| (&it.product, it.quantity.get())));
            let bought = sum(&mut order.lines.iter().map(|it| (&it.product, it.quantity.get())));
            let drawn = sum(&mut order.draws.iter().map(|it| (&it.product, it.quantity)));
            prop_assert_eq!((bought, drawn), (wanted, wanted));
        }
    }
}
