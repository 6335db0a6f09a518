//! Checks stock accounting: the quantities that orders hold or have sold, read from the order items
//! of the table, must match the quantities that products report.

use std::collections::BTreeMap;

use crate::{Docket, Person};
use aws_sdk_dynamodb::types::AttributeValue;

type Item = std::collections::HashMap<String, AttributeValue>;

/// Stock quantities of all orders, by product.
#[derive(Debug, Default)]
pub struct Books {
    /// Number of orders in the table.
    pub orders: usize,
    /// Quantities by product in orders that are neither done nor stopped.
    pub held: BTreeMap<String, u64>,
    /// Quantities by product in orders that are done, or that were stopped without restocking.
    pub sold: BTreeMap<String, u64>,
    /// Quantities that orders took from each bucket and did not return.
    drawn: BTreeMap<(String, u64), u64>,
    /// Each bucket's own counters: available, received, written off.
    buckets: BTreeMap<(String, u64), [u64; 3]>,
    /// Manual stock adjustments by product: quantity added, quantity written off.
    by_hand: BTreeMap<String, [u64; 2]>,
}

impl Books {
    /// Reads the whole table with a consistent scan.
    pub async fn read(docket: &Docket) -> Self {
        let mut books = Self::default();
        let pages = docket.running.client().scan().table_name(docket.running.table());
        let mut items = pages.consistent_read(true).into_paginator().items().send();
        while let Some(item) = items.next().await {
            let item = item.unwrap();
            match text(&item, "sk") {
                "O" => books.order(&item),
                "S" => books.bucket(&item),
                "I" => books.receipt(&item),
                _ => {}
            }
        }
        books
    }

    /// Reads the table and checks that received = available + held + sold + written off, for each
    /// of `products` as a whole and for each bucket. Each pair has a product id and the stock that
    /// the product was created with.
    pub async fn check(docket: &Docket, products: &[(&str, u64)]) -> Self {
        let books = Self::read(docket).await;
        let admin = docket.signed_in(Person::Admin).await;
        for &(id, created) in products {
            let product = docket.product(&admin, id).await;
            let stock = &product["stock"];
            let count = |name: &str| stock[name].as_u64().unwrap();
            let (held, sold) = (books.held(id), books.sold(id));
            let of = format!("{id}: {held} held, {sold} sold, {stock}");
            let [taken_in, written_off] = books.by_hand.get(id).copied().unwrap_or_default();
            assert_eq!(count("received"), created + taken_in, "{of}");
            assert_eq!(count("writtenOff"), written_off, "{of}");
            assert_eq!(count("received"), count("available") + held + sold + written_off, "{of}");
            assert_eq!(product["available"], stock["available"], "{of}");
            assert_eq!(count("taken") - count("returned"), held + sold, "{of}");
        }
        books.check_buckets();
        books
    }

    /// Quantity of a product that open orders hold.
    pub fn held(&self, product: &str) -> u64 {
        self.held.get(product).copied().unwrap_or(0)
    }

    /// Quantity of a product that was sold.
    pub fn sold(&self, product: &str) -> u64 {
        self.sold.get(product).copied().unwrap_or(0)
    }

    /// Available quantity in each bucket of a product.
    pub fn available(&self, product: &str) -> Vec<u64> {
        let own = self.buckets.iter().filter(|((id, _), _)| id == product);
        own.map(|(_, [available, ..])| *available).collect()
    }

    fn check_buckets(&self) {
        for (bucket, [available, received, written_off]) in &self.buckets {
            let drawn = self.drawn.get(bucket).copied().unwrap_or(0);
            assert_eq!(*received, available + drawn + written_off, "{bucket:?}");
        }
        for bucket in self.drawn.keys() {
            assert!(self.buckets.contains_key(bucket), "an order drew on {bucket:?}");
        }
    }

    fn order(&mut self, item: &Item) {
        self.orders += 1;
        let stopped = matches!(text(item, "ph"), "cancelled" | "rejected" | "failed");
        let restocked = item.get("sp").map(|stop| *stop.as_l().unwrap()[0].as_bool().unwrap());
        assert_eq!(stopped, restocked.is_some(), "a stop is recorded with its order");
        let mut lines: BTreeMap<String, u64> = BTreeMap::new();
        for line in item["it"].as_l().unwrap() {
            let line = line.as_l().unwrap();
            *lines.entry(line[0].as_s().unwrap().clone()).or_default() += number(&line[2]);
        }
        let mut draws: BTreeMap<(String, u64), u64> = BTreeMap::new();
        match item.get("dr") {
            None => {
                draws.extend(lines.iter().map(|(id, count)| ((id.clone(), 0), *count)));
            }
            Some(list) => {
                for draw in list.as_l().unwrap() {
                    let draw = draw.as_l().unwrap();
                    let bucket = (draw[0].as_s().unwrap().clone(), number(&draw[1]));
                    let twice = draws.insert(bucket, number(&draw[2]));
                    assert_eq!(twice, None, "one draw for each bucket");
                }
            }
        }
        let mut in_all: BTreeMap<String, u64> = BTreeMap::new();
        for ((product, _), count) in &draws {
            *in_all.entry(product.clone()).or_default() += count;
        }
        assert_eq!(in_all, lines, "an order draws what its lines say");
        if restocked == Some(true) {
            return;
        }
        let over = stopped || text(item, "ph") == "done";
        let side = if over { &mut self.sold } else { &mut self.held };
        for (product, count) in lines {
            *side.entry(product).or_default() += count;
        }
        for (bucket, count) in draws {
            *self.drawn.entry(bucket).or_default() += count;
        }
    }

    fn bucket(&mut self, item: &Item) {
        let (product, bucket) = text(item, "pk")[2..].split_once('#').unwrap();
        let counts = ["av", "rc", "wo"].map(|name| number(&item[name]));
        self.buckets.insert((product.to_owned(), bucket.parse().unwrap()), counts);
    }

    fn receipt(&mut self, item: &Item) {
        let change: i64 = item["ch"].as_n().unwrap().parse().unwrap();
        let both = self.by_hand.entry(text(item, "pd").to_owned()).or_default();
        both[usize::from(change.is_negative())] += change.unsigned_abs();
    }
}

fn text<'a>(item: &'a Item, name: &str) -> &'a str {
    item[name].as_s().unwrap()
}

/// Reads a count. Panics when it is negative.
fn number(value: &AttributeValue) -> u64 {
    value.as_n().unwrap().parse().unwrap()
}
