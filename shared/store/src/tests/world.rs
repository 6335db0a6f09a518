//! Test data: a seller with two products, and orders of one buyer.

use std::num::NonZeroU32;

use docket_domain::{
    Actor, Amount, CartLine, Change, Command, Customer, Fulfilment, Lifecycle, Method, Order,
    OrderId, Placement, Priority, Product, Quantity, RejectedVouchers, Seller, Share, Stamp,
    Suffix, Uses, Verification, Voucher, VoucherId, VoucherOffer, Worth,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::engine::{Engine, TABLE};
use crate::{
    Placing, RequestMark, Store, StoreError, StoredProduct, Unplaced, VoucherUse, table::keys,
};

/// A product with one stock item.
pub const HONEY: &str = "honey";
/// A product with four stock items.
pub const JAM: &str = "jam";
/// The mark of the requests that create test data.
pub const MARK: RequestMark = RequestMark { caller: [1; 16], body: [2; 16] };

pub struct World {
    pub engine: Engine,
    pub store: Store,
    pub products: Vec<Product>,
}

/// The stamp of the change of this number.
pub fn stamp(number: u32) -> Stamp {
    let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
    let change = format!("change-{number}").parse().unwrap();
    Stamp::new(now + SignedDuration::from_secs(number.into()), change)
}

pub fn seller() -> Seller {
    Seller::new(
        "bench".parse().unwrap(),
        "Bench".parse().unwrap(),
        Lifecycle::newest("producer").unwrap(),
        "USD".parse().unwrap(),
        "UTC".parse().unwrap(),
    )
}

pub fn product(id: &str, buckets: u32) -> Product {
    Product {
        id: id.parse().unwrap(),
        seller: seller().id,
        name: "Something".parse().unwrap(),
        price: Amount::new(1_000).unwrap(),
        currency: seller().currency,
        low_stock_at: None,
        is_main_course: false,
        addons: Vec::new(),
        display: docket_domain::ProductDisplay::default(),
        buckets,
        version: 1,
        created_at: stamp(0).now,
    }
}

pub fn voucher(uses: Uses, per_customer: Option<u32>) -> Voucher {
    Voucher {
        id: VoucherId { seller: seller().id, code: "TEN".parse().unwrap() },
        worth: Worth::Amount(Amount::new(100).unwrap()),
        min_subtotal: Amount::ZERO,
        uses,
        used: 0,
        per_customer: per_customer.map(|most| NonZeroU32::new(most).unwrap()),
        valid_from: None,
        valid_until: None,
        version: 1,
    }
}

pub fn staff() -> Actor {
    Actor::Seller { seller: seller().id, member: "m-1".parse().unwrap() }
}

/// An order to place.
#[derive(Debug, Clone, Default)]
pub struct Cart<'a> {
    pub number: u64,
    /// How often placing an order with this number was tried before.
    pub tries: u32,
    pub lines: Vec<(&'a str, u32)>,
    /// The maximal share of the stock that unverified orders hold, in percent, for a guest whose
    /// phone is not confirmed.
    pub held: Option<u32>,
    pub vouchers: Vec<Voucher>,
}

pub fn cart<'a>(number: u64, lines: &[(&'a str, u32)]) -> Cart<'a> {
    Cart { number, lines: lines.to_vec(), ..Cart::default() }
}

impl Cart<'_> {
    pub fn order(&self, products: &[Product]) -> Order {
        let lines = self.lines.iter().map(|&(product, quantity)| CartLine {
            product: product.parse().unwrap(),
            quantity: Quantity::new(quantity).unwrap(),
            addons: [].into(),
        });
        let lines: Vec<CartLine> = lines.collect();
        let offers = self.vouchers.iter().map(|voucher| VoucherOffer {
            code: voucher.id.code.clone(),
            voucher: Some(voucher.clone()),
            by_customer: 0,
        });
        let offers: Vec<VoucherOffer> = offers.collect();
        let suffix = Suffix::from_bytes((self.number << 14).to_be_bytes());
        let customer = Customer {
            key: "ada".parse().unwrap(),
            name: "Ada".parse().unwrap(),
            phone: "+12025550142".parse().unwrap(),
            email: None,
        };
        let placement = Placement {
            template: None,
            timing: docket_domain::Timing::Now,
            id: OrderId::new("2026-11-20".parse().unwrap(), suffix),
            seller: &seller(),
            products,
            cart: &lines,
            customer,
            fulfilment: Fulfilment { method: Method::Pickup, zone: None, requested_for: None },
            menu_type: None,
            meal_window: None,
            notes: None,
            priority: Priority::Normal,
            language: None,
            actor: &Actor::Buyer("ada".parse().unwrap()),
            verification: self.held.map_or(Verification::NotNeeded, |_| {
                Verification::Required([7; docket_domain::NONCE_BYTES])
            }),
            held_share: self.held.map_or(Share::ALL, |percent| Share::new(percent).unwrap()),
            vouchers: &offers,
            rejected_vouchers: RejectedVouchers::Refuse,
        };
        let change = 1_000 * (self.tries + 1) + u32::try_from(self.number).unwrap();
        Order::place(placement, &stamp(change)).unwrap()
    }
}

/// The change of a transition by staff.
pub fn step(order: &Order, to: &str, number: u32) -> Change {
    let command = Command::Move { to: to.to_owned(), note: None, reason: None };
    order.apply(&command, &staff(), &stamp(number)).unwrap()
}

/// The change of an administrator's override.
pub fn override_to(order: &Order, to: &str, number: u32) -> Change {
    let nonce = [8; docket_domain::NONCE_BYTES];
    let command = Command::Override { to: to.to_owned(), note: None, reason: None, nonce };
    order.apply(&command, &Actor::Admin("m-2".parse().unwrap()), &stamp(number)).unwrap()
}

/// The change of confirming an order with its code.
pub fn verify(order: &Order, number: u32) -> Change {
    let buyer = Actor::Buyer(order.customer.key.clone());
    order.apply(&Command::Verify, &buyer, &stamp(number)).unwrap()
}

impl World {
    /// A world with this stock of both products.
    pub async fn new(stock: u32) -> Self {
        let engine = Engine::start();
        let store = engine.store();
        let products = vec![product(HONEY, 1), product(JAM, 4)];
        for product in &products {
            let stored = StoredProduct { product: product.clone(), mark: MARK };
            store.create_product(&stored, stock, product.id.as_str()).await.unwrap();
        }
        Self { engine, store, products }
    }

    pub fn placing<'a>(&'a self, order: Order, vouchers: &'a [VoucherUse]) -> Placing<'a> {
        let products = &self.products;
        Placing { order, mark: MARK, products, contact: None, budget: None, vouchers, shards: 1 }
    }

    pub async fn try_to_place(
        &self,
        cart: &Cart<'_>,
    ) -> Result<Result<Order, Unplaced>, StoreError> {
        let known = |voucher: &Voucher| VoucherUse { voucher: voucher.clone(), by_customer: 0 };
        let vouchers: Vec<VoucherUse> = cart.vouchers.iter().map(known).collect();
        self.store.place(self.placing(cart.order(&self.products), &vouchers)).await
    }

    pub async fn place(&self, cart: &Cart<'_>) -> Order {
        self.try_to_place(cart).await.unwrap().unwrap()
    }

    /// Commits a change, and returns the changed order.
    pub async fn done(&self, old: &Order, change: Change) -> Order {
        assert_eq!(self.store.commit(old, &change).await.unwrap(), crate::Commit::Done);
        change.order
    }

    /// Sets a number of an item without the store; the item may be new.
    pub fn set(&self, pk: &str, sk: &str, name: &str, value: i64) {
        self.engine.call(
            "UpdateItem",
            &json!({
                "TableName": TABLE,
                "Key": {"pk": {"S": pk}, "sk": {"S": sk}},
                "UpdateExpression": "SET #name = :value",
                "ExpressionAttributeNames": {"#name": name},
                "ExpressionAttributeValues": {":value": {"N": value.to_string()}},
            }),
        );
    }

    /// Deletes an item of the table.
    pub fn delete(&self, pk: &str, sk: &str) {
        let key = json!({"pk": {"S": pk}, "sk": {"S": sk}});
        self.engine.call("DeleteItem", &json!({"TableName": TABLE, "Key": key}));
    }

    /// A number of an item; 0 if it is absent.
    pub fn number(&self, pk: &str, sk: &str, name: &str) -> i64 {
        let key = json!({"pk": {"S": pk}, "sk": {"S": sk}});
        let found: Value = self.engine.call("GetItem", &json!({"TableName": TABLE, "Key": key}));
        found["Item"][name]["N"].as_str().map_or(0, |number| number.parse().unwrap())
    }

    /// The sum of a counter over all buckets of a product.
    pub fn stock(&self, product: &str, name: &str) -> i64 {
        let product = self.products.iter().find(|it| it.id.as_str() == product).unwrap();
        let bucket = |number| self.number(&keys::bucket(&product.id, number), keys::BUCKET, name);
        (0..product.buckets).map(bucket).sum()
    }
}
