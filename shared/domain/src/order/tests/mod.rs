//! Tests of orders. This module has the fixtures; its submodules have the tests.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod allowed_actions;
mod balancing;
mod batching;
mod deadlines;
mod events;
mod filtering;
mod histories;
mod lifecycles;
mod other_words;
mod paying;
mod paying_first;
mod people;
mod placing;
mod properties;
mod regrouping;
mod stopping;
mod updating;
mod verifying;

use std::{fmt::Debug, str::FromStr};

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::{
    Addon, Address, AddressParts, Assignment, ChargeRules, HOLD, Lifecycle, NONCE_BYTES, OrderId,
    Priority, Product, ProductDisplay, ProductId, Quantity, Role, Seller, Share, Status, Text,
    Uses,
};

const NONCE: [u8; NONCE_BYTES] = [7; NONCE_BYTES];
const GUEST: Verification = Verification::Required(NONCE);
const SIGNED_IN: Verification = Verification::NotNeeded;
const CANCEL_WINDOW: SignedDuration = SignedDuration::from_mins(10);

fn parse<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn money(minor: i64) -> Amount {
    Amount::new(minor).unwrap()
}

/// How an order without payments is stopped.
fn stop(restocked: bool) -> Stop {
    Stop { restocked, vouchers_restored: true, refund: Amount::ZERO }
}

fn quantity(count: u32) -> Quantity {
    Quantity::new(count).unwrap()
}

/// The moment at which every order of the tests is placed.
fn start() -> Timestamp {
    parse("2026-11-20T12:00:00Z")
}

fn stamp(now: Timestamp) -> Stamp {
    Stamp::new(now, parse(&format!("change-{}", now.as_second())))
}

fn at_start() -> Stamp {
    stamp(start())
}

fn after(time: SignedDuration) -> Stamp {
    stamp(start() + time)
}

fn after_minutes(minutes: i64) -> Stamp {
    after(SignedDuration::from_mins(minutes))
}

fn owner() -> Actor {
    Actor::Buyer(parse("ada"))
}

fn staff() -> Actor {
    Actor::Seller { seller: parse("green-valley"), member: parse("m-staff") }
}

fn driver() -> Actor {
    Actor::Driver { seller: parse("green-valley"), member: parse("m-driver") }
}

fn admin() -> Actor {
    Actor::Admin(parse("m-admin"))
}

fn system() -> Actor {
    Actor::System("cleanup")
}

/// One actor of each role. Each of them may see the order.
fn everyone() -> [Actor; 5] {
    [owner(), staff(), driver(), admin(), system()]
}

/// Another buyer, another driver of the seller, and the people of another
/// seller.
fn strangers() -> [Actor; 4] {
    [
        Actor::Buyer(parse("eve")),
        Actor::Driver { seller: parse("green-valley"), member: parse("m-other") },
        Actor::Seller { seller: parse("corner-shop"), member: parse("m-staff") },
        Actor::Driver { seller: parse("corner-shop"), member: parse("m-driver") },
    ]
}

fn seller(lifecycle: &str) -> Seller {
    Seller {
        cancel_window: Some(CANCEL_WINDOW),
        ..Seller::new(
            parse("green-valley"),
            parse("Green Valley"),
            Lifecycle::newest(lifecycle).unwrap(),
            parse("USD"),
            parse("UTC"),
        )
    }
}

/// A product without extras, all of its stock in one item.
fn product(id: &str, price: i64) -> Product {
    Product {
        id: parse(id),
        seller: parse("green-valley"),
        name: parse(id),
        price: money(price),
        currency: parse("USD"),
        low_stock_at: None,
        is_main_course: false,
        addons: Vec::new(),
        display: ProductDisplay::default(),
        buckets: 1,
        version: 1,
        created_at: start(),
    }
}

fn addon(id: &str, price: i64) -> Addon {
    Addon { id: parse(id), name: parse(id), price: money(price) }
}

fn cart_line(product: &str, count: u32, addons: &[(&str, u32)]) -> CartLine {
    let addons = addons.iter().map(|&(id, count)| (parse(id), quantity(count))).collect();
    CartLine { product: parse(product), quantity: quantity(count), addons }
}

fn address() -> Address {
    Address::new(AddressParts {
        line1: parse("1 Mill Lane"),
        line2: None,
        locality: None,
        city: Some(parse("Springfield")),
        state: Some(parse("MA")),
        postal_code: Some(parse("12345")),
        country: parse("US"),
    })
    .unwrap()
}

/// Ada's request for some of the seller's products, for pickup.
fn placement<'a>(
    seller: &'a Seller,
    products: &'a [Product],
    cart: &'a [CartLine],
    actor: &'a Actor,
) -> Placement<'a> {
    Placement {
        template: None,
        timing: Timing::Now,
        id: parse("ORD-20261120-0123456789"),
        seller,
        products,
        cart,
        customer: Customer {
            key: parse("ada"),
            name: parse("Ada Lovelace"),
            phone: parse("+12025550100"),
            email: None,
        },
        fulfilment: Fulfilment { method: Method::Pickup, zone: None, requested_for: None },
        menu_type: None,
        meal_window: None,
        notes: None,
        priority: Priority::Normal,
        language: None,
        actor,
        verification: SIGNED_IN,
        held_share: Share::ALL,
        vouchers: &[],
        rejected_vouchers: RejectedVouchers::Refuse,
    }
}

fn place(seller: &Seller, products: &[Product], cart: &[CartLine]) -> Result<Order, PlaceRefusal> {
    Order::place(placement(seller, products, cart, &owner()), &at_start())
}

/// Ada's order of two honeys and a bread, which the driver delivers.
fn placed(lifecycle: &str, verification: Verification) -> Order {
    let (seller, owner) = (seller(lifecycle), owner());
    let products = [product("honey", 1_250), product("bread", 400)];
    let cart = [cart_line("honey", 2, &[]), cart_line("bread", 1, &[])];
    let placement = placement(&seller, &products, &cart, &owner);
    let order = Order::place(Placement { verification, ..placement }, &at_start()).unwrap();
    by(MethodKind::Delivery, Order(OrderState { delivery: Some(by_driver()), ..order.0 }))
}

/// The order with another fulfilment method.
fn by(method: MethodKind, order: Order) -> Order {
    let method = match method {
        MethodKind::Pickup => Method::Pickup,
        MethodKind::Delivery => Method::Delivery(address()),
        MethodKind::Shipping => Method::Shipping(address()),
    };
    Order(OrderState { fulfilment: Fulfilment { method, ..order.fulfilment.clone() }, ..order.0 })
}

/// An assignment to the driver's batch.
fn by_driver() -> Assignment {
    Assignment { batch: parse("BAT-0123456789"), driver: Some(parse("m-driver")), sequence: 1 }
}

/// Ada's order, put directly into a status.
fn in_status(lifecycle: &'static Lifecycle, status: &'static Status) -> Order {
    if status.phase == Phase::Unverified {
        return placed(lifecycle.name, GUEST);
    }
    Order(OrderState { status, ..placed(lifecycle.name, SIGNED_IN).0 })
}

fn to(status: &str) -> Command {
    Command::Move { to: status.to_owned(), note: None, reason: None }
}

const CANCEL: Command = Command::Cancel { reason: None, channel: CancellationChannel::Any };

/// Every status of every lifecycle.
fn every_status() -> impl Iterator<Item = (&'static Lifecycle, &'static Status)> {
    let statuses = |lifecycle: &'static Lifecycle| lifecycle.statuses.iter();
    crate::LIFECYCLES.iter().flat_map(move |it| statuses(it).map(move |status| (it, status)))
}
