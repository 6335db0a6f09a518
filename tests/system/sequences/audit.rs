//! Checks the table against the requests and their responses. Reads the table item by item, and
//! uses none of Docket's own bookkeeping.

use std::collections::{BTreeMap, BTreeSet};

use docket_domain::{Lifecycle, Phase};
use serde_json::Value;

use crate::sequences::{
    batches::{self, Batch, Place},
    history::{History, Line, Times, ensure},
    play::{About, Sent},
    regrouping,
    world::{PRODUCTS, SELLER, VOUCHERS, World},
};

/// An order as its item has it, with its history.
pub struct Found {
    pub id: String,
    tag: String,
    pub lines: Vec<Line>,
    pub history: History,
    draws: BTreeMap<(String, u64), u64>,
    /// Voucher codes, each with the number of uses that the order holds.
    vouchers: Vec<(String, u64)>,
    /// Whether the order was split off another order.
    is_part: bool,
    customer: String,
    /// Whether its stock counts towards the limit of stock held for guests.
    counts_as_held: bool,
    /// The order's place in a batch.
    pub place: Option<Place>,
}

/// All checked items of the table.
#[derive(Default)]
struct Books {
    orders: Vec<Found>,
    batches: Vec<Batch>,
    /// Counters of each bucket: available, received, written off, taken, returned, held for guests.
    buckets: BTreeMap<(String, u64), [u64; 6]>,
    vouchers: BTreeMap<String, u64>,
    /// Uses by voucher and customer.
    uses: BTreeMap<(String, String), u64>,
    /// Receipts of stock adjustments: product, tag, change.
    adjusted: Vec<(String, String, i64)>,
    /// The number of payment receipts by order.
    paid: BTreeMap<String, usize>,
}

/// The overrides of a lifecycle that occurred: from, to.
pub type Overrides = BTreeSet<(&'static str, &'static str)>;

/// Checks the whole table. Returns the overrides in the histories, or the first fault.
pub fn audit<'a>(
    world: &World,
    lifecycle: &'static Lifecycle,
    sent: impl Iterator<Item = &'a Sent>,
) -> Result<Overrides, String> {
    let mut books = Books::default();
    for item in world.items() {
        books.read(&plain(item), lifecycle)?;
    }
    books.check_stock(world)?;
    books.check_vouchers(world)?;
    let sent: Vec<&Sent> = sent.collect();
    books.check_orders(&sent)?;
    books.check_changes(&sent)?;
    batches::check(&books.batches, &books.orders, &sent)?;
    regrouping::check(&books.orders, &sent)?;
    Ok(books.orders.iter().flat_map(|order| order.history.overrides.iter().copied()).collect())
}

/// Removes the type names of `DynamoDB` from a value.
fn plain(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    if fields.len() == 1 {
        let (kind, inner) = fields.into_iter().next().unwrap();
        return match (&*kind, inner) {
            ("N", Value::String(number)) => Value::Number(number.parse().unwrap()),
            ("L", Value::Array(list)) => list.into_iter().map(plain).collect(),
            ("M", Value::Object(map)) => map.into_iter().map(|(k, v)| (k, plain(v))).collect(),
            ("NULL", _) => Value::Null,
            (_, inner) => inner,
        };
    }
    fields.into_iter().map(|(name, value)| (name, plain(value))).collect()
}

fn text(item: &Value, name: &str) -> String {
    item[name].as_str().unwrap_or_default().to_owned()
}

fn number(item: &Value, name: &str) -> Result<u64, String> {
    item[name].as_u64().ok_or_else(|| format!("{name} is no count in {item}"))
}

impl Books {
    fn read(&mut self, item: &Value, lifecycle: &'static Lifecycle) -> Result<(), String> {
        let (pk, sk) = (text(item, "pk"), text(item, "sk"));
        let key = |prefix: &str| pk.strip_prefix(prefix).unwrap().to_owned();
        match &*sk {
            "O" => {
                let order = order(item, lifecycle).map_err(|why| format!("{why}\nin {item}"))?;
                self.orders.push(order);
            }
            "S" => {
                let bucket = key("P#");
                let (product, bucket) = bucket.split_once('#').unwrap();
                let mut counts = [0; 6];
                for (count, name) in counts.iter_mut().zip(["av", "rc", "wo", "ou", "rt", "he"]) {
                    *count = number(item, name)?;
                }
                self.buckets.insert((product.to_owned(), bucket.parse().unwrap()), counts);
            }
            "B" => self.batches.push(Batch::read(key("B#"), item)),
            "V" => {
                self.vouchers.insert(key(&format!("V#{SELLER}~")), number(item, "us")?);
            }
            "I" if item["no"] == "merge" => {}
            "HB" => {}
            "I" if item["ch"] == 0 => *self.paid.entry(text(item, "pd")).or_default() += 1,
            "I" => {
                let change = item["ch"].as_i64().unwrap();
                self.adjusted.push((text(item, "pd"), text(item, "no"), change));
            }
            other => {
                ensure!(!other.starts_with('H'), "a history too long for this check");
                if let Some(customer) = other.strip_prefix("U#") {
                    let voucher = key(&format!("V#{SELLER}~"));
                    self.uses.insert((voucher, customer.to_owned()), number(item, "us")?);
                }
            }
        }
        Ok(())
    }

    /// Checks that received = available + held by open orders + sold + written off in every bucket,
    /// and that every manual adjustment has its receipt.
    fn check_stock(&self, world: &World) -> Result<(), String> {
        for ((product, bucket), counts) in &self.buckets {
            let [available, received, written_off, taken, returned, held] = *counts;
            let (mut out, mut back, mut waits) = (0, 0, 0);
            // For orders whose items changed, only the difference of taken and returned is known.
            let mut changed = false;
            for order in &self.orders {
                let drawn = order.draws.get(&(product.clone(), *bucket)).copied().unwrap_or(0);
                out += drawn * order.history.taken;
                back += drawn * order.history.returned;
                waits += if order.counts_as_held { drawn } else { 0 };
                changed |= order.history.updated > 0 || order.history.regrouped > 0;
            }
            let of = format!("{product}#{bucket} {counts:?}, orders: {out} out, {back} back");
            let moved = if changed { (taken - returned, 0) } else { (taken, returned) };
            let expected = if changed { (out - back, 0) } else { (out, back) };
            ensure!(moved == expected, "taken and returned: {of}");
            ensure!(held == waits, "held: {of}, {waits} wait for their guests");
            ensure!(received == available + out - back + written_off, "received: {of}");
        }
        for (id, (stock, buckets)) in world.products.iter().zip(PRODUCTS) {
            let of_product = || self.buckets.iter().filter(|((product, _), _)| product == id);
            ensure!(of_product().count() == buckets as usize, "{id} has lost a bucket");
            let sum = |at: usize| -> u64 { of_product().map(|(_, counts)| counts[at]).sum() };
            let own = || self.adjusted.iter().filter(|(product, ..)| product == id);
            let by_hand = |sign: i64| -> u64 {
                own().map(|(.., change)| (change * sign).max(0).unsigned_abs()).sum()
            };
            let (in_all, off) = (u64::from(stock) + by_hand(1), by_hand(-1));
            ensure!((sum(1), sum(2)) == (in_all, off), "{id}: {in_all} came in, {off} went off");
        }
        let known = |(product, _): &(String, u64)| world.products.contains(product);
        let drawn = self.orders.iter().flat_map(|order| order.draws.keys());
        ensure!(drawn.clone().all(|key| self.buckets.contains_key(key)), "drawn on nothing");
        ensure!(self.buckets.keys().all(known), "a product that nobody added");
        Ok(())
    }

    /// Checks that the counted uses equal the redemptions that were not restored, for each voucher
    /// and for each customer, and stay within the limits.
    fn check_vouchers(&self, world: &World) -> Result<(), String> {
        for (code, most, each) in VOUCHERS {
            let with = || {
                self.orders.iter().filter(|order| order.vouchers.iter().any(|(it, _)| it == code))
            };
            let uses = |order: &Found| -> u64 {
                let own = order.vouchers.iter().filter(|(name, _)| name == code);
                own.map(|(_, uses)| uses).sum()
            };
            let redeemed_uses =
                |order: &Found| (order.history.redeemed - order.history.restored) * uses(order);
            let (counted, expected) = (self.vouchers[code], with().map(redeemed_uses).sum::<u64>());
            ensure!(counted == expected, "{code}: {counted} uses, {expected} redemptions live");
            ensure!(most.is_none_or(|most| counted <= most.into()), "{code}: {counted} uses");
            for buyer in 0..crate::sequences::world::BUYERS.len() {
                let customer = world.customer(buyer).to_string();
                let own = with().filter(|order| order.customer == customer);
                let expected = own.map(redeemed_uses).sum::<u64>();
                let counted = self.uses.get(&(code.to_owned(), customer)).copied().unwrap_or(0);
                // Uses by customer are counted only where they are limited.
                let counts = if each.is_some() { expected } else { 0 };
                ensure!(counted == counts, "{code} of {buyer}: {counted} uses, {expected} live");
                ensure!(
                    each.is_none_or(|each| counted <= each.into()),
                    "{code} of {buyer}: used {counted} times"
                );
            }
        }
        Ok(())
    }

    /// Checks that each order was requested, and that each acknowledged order exists exactly once.
    fn check_orders(&self, sent: &[&Sent]) -> Result<(), String> {
        let mut explained = 0;
        for sent in sent.iter().filter(|sent| sent.about == About::Placing) {
            let there = self.orders.iter().filter(|order| order.tag == sent.tag && !order.is_part);
            let there: BTreeSet<&str> = there.map(|order| &*order.id).collect();
            counted(sent, there.len())?;
            let acknowledged = sent.done.iter().filter_map(|done| Some(&*done.order.as_ref()?.0));
            for id in acknowledged {
                ensure!(there.contains(id), "{id} was placed, and is gone: {sent:?}");
            }
            explained += there.len();
        }
        let parts = self.orders.iter().filter(|order| order.is_part).count();
        ensure!(explained + parts == self.orders.len(), "orders that nobody asked for");
        Ok(())
    }

    /// Counts the history lines of a request that changes the items of an order. A repeated request
    /// adds another line only if another change came in between.
    fn changed(&self, id: &str, sent: &Sent) -> Result<usize, String> {
        let order = self.orders.iter().find(|order| order.id == *id).ok_or("an order is gone")?;
        let own = order.lines.iter().filter(|line| line.note.as_ref() == Some(&sent.tag));
        for done in &sent.done {
            let there = |line: &Line| done.order.as_ref().is_some_and(|it| line.version <= it.1);
            ensure!(own.clone().any(there), "nothing of {sent:?}");
        }
        let (there, most) = (own.count(), sent.done.len() + sent.unknown);
        ensure!(there <= most, "{there} times, not {most}: {sent:?}");
        Ok(there)
    }

    /// Checks that each change was requested, and that each acknowledged change was made exactly
    /// once.
    fn check_changes(&self, sent: &[&Sent]) -> Result<(), String> {
        let mut explained = 0;
        for sent in sent {
            let (id, verifying) = match &sent.about {
                About::Placing
                | About::Batching(_)
                | About::Driving(..)
                | About::Splitting(_)
                | About::Merging(_) => continue,
                About::Stock(product, change) => {
                    let receipt = (product.clone(), sent.tag.clone(), *change);
                    let there = self.adjusted.iter().filter(|it| **it == receipt).count();
                    explained += there;
                    counted(sent, there)?;
                    continue;
                }
                About::Changing(id) => {
                    explained += self.changed(id, sent)?;
                    continue;
                }
                About::Change(id) | About::Paying(id) => (id, false),
                About::Verifying(id) => (id, true),
            };
            let order =
                self.orders.iter().find(|order| order.id == *id).ok_or("an order is gone")?;
            let own = |line: &&Line| {
                if verifying { line.kind == "v" } else { line.note.as_ref() == Some(&sent.tag) }
            };
            let there = order.lines.iter().filter(own);
            for done in &sent.done {
                let Some((_, version)) = done.order else { continue };
                // A repeated request is answered with the current order.
                let shown = |line: &Line| {
                    if done.replayed { line.version <= version } else { line.version == version }
                };
                ensure!(there.clone().any(shown), "version {version} has nothing of {sent:?}");
            }
            // Verifications have no tag, so all of an order are counted together below.
            if !verifying {
                explained += there.clone().count();
                counted(sent, there.count())?;
            }
        }
        for order in &self.orders {
            let mut of_this =
                order.lines.iter().filter(|line| line.kind == "v" && line.version > 0);
            let about = About::Verifying(order.id.clone());
            let guesses = || sent.iter().filter(|sent| sent.about == about);
            let acknowledged: usize = guesses().map(|sent| sent.done.len()).sum();
            let unknown: usize = guesses().map(|sent| sent.unknown).sum();
            let there = of_this.by_ref().count();
            ensure!(
                (acknowledged..=acknowledged + unknown).contains(&there),
                "{} verified {there} times",
                order.id
            );
            // Lines of the cleanup and lines of a whole batch have no tag either.
            let by_itself =
                |line: &&Line| matches!(&*line.kind, "p" | "a" | "r" | "v") || line.note.is_none();
            let own = order.lines.iter().filter(|line| line.version > 0);
            let tagged = own.filter(|line| !by_itself(line)).count();
            explained = explained.checked_sub(tagged).ok_or("a change that nobody asked for")?;
            let payments = order.lines.iter().filter(|line| line.kind == "$").count();
            let receipts = self.paid.get(&order.id).copied().unwrap_or(0);
            ensure!(payments == receipts, "{}: {payments} payments, {receipts} receipts", order.id);
        }
        ensure!(explained == self.adjusted.len(), "stock changed that nobody asked for");
        Ok(())
    }
}

/// Checks that a request took effect as often as its responses say: once for each success, and at
/// most once for each unknown outcome. All requests with one key take effect once.
fn counted(sent: &Sent, there: usize) -> Result<(), String> {
    let fresh = sent.done.iter().filter(|done| !done.replayed).count();
    let (least, most) = if sent.keyed {
        (sent.done.len().min(1), (sent.done.len() + sent.unknown).min(1))
    } else {
        (sent.done.len(), sent.done.len() + sent.unknown)
    };
    ensure!((least..=most).contains(&there), "{there} times, not {least} to {most}: {sent:?}");
    ensure!(!sent.keyed || fresh <= 1, "two answers say that they were the first: {sent:?}");
    Ok(())
}

fn order(item: &Value, lifecycle: &'static Lifecycle) -> Result<Found, String> {
    let list = |name: &str| item[name].as_array().cloned().unwrap_or_default();
    let lines: Vec<Line> = list("tl").iter().map(|line| Line::read(line, lifecycle)).collect();
    let times = Times { cancel: item["cu"].as_i64(), vouchers: item["vu"].as_i64() };
    let mut history = History::follow(&lines, &times)?;
    ensure!(
        text(item, "st") == history.status.name,
        "its history leads to {}",
        history.status.name
    );
    ensure!(text(item, "ph") == history.status.phase.name(), "it is in another phase");
    let unseen = number(item, "v")?.checked_sub(history.version);
    history.silent +=
        unseen.ok_or_else(|| format!("its history has {} changes", history.version))?;
    let money =
        (history.paid > 0 || history.requested > 0).then_some([history.paid, 0, history.requested]);
    ensure!(item["pd"] == serde_json::json!(money), "its history has paid {money:?}");
    let stop = history.stop.map(|(restocked, restored)| [restocked, restored]);
    ensure!(item["sp"] == serde_json::json!(stop), "its history says stopped: {stop:?}");
    let waits = history.status.phase == Phase::Unverified;
    for hold in ["he", "sn", "gd", "dk"] {
        ensure!(item[hold].is_null() != waits, "{hold} of a hold");
    }
    let counts_as_held = !item["hs"].is_null();
    ensure!(waits || !counts_as_held, "it is held for nobody");
    let side = if history.status.phase.is_closed() { "closed" } else { "open" };
    ensure!(text(item, "gs") == format!("{SELLER}#{side}"), "its list is another");
    let mut ordered: BTreeMap<String, u64> = BTreeMap::new();
    let mut subtotal = 0;
    for line in list("it") {
        let (quantity, price) = (line[2].as_u64().unwrap(), line[3].as_u64().unwrap());
        *ordered.entry(line[0].as_str().unwrap().to_owned()).or_default() += quantity;
        subtotal += quantity * price;
    }
    let mut draws: BTreeMap<(String, u64), u64> = BTreeMap::new();
    for draw in list("dr") {
        let bucket = (draw[0].as_str().unwrap().to_owned(), draw[1].as_u64().unwrap());
        let before = draws.insert(bucket, draw[2].as_u64().unwrap());
        ensure!(before.is_none(), "it draws twice on one bucket");
    }
    if item["dr"].is_null() {
        draws = ordered.iter().map(|(product, count)| ((product.clone(), 0), *count)).collect();
    }
    let mut drawn: BTreeMap<String, u64> = BTreeMap::new();
    for ((product, _), count) in &draws {
        *drawn.entry(product.clone()).or_default() += count;
    }
    let sells = if history.gone { BTreeMap::new() } else { ordered };
    ensure!(drawn == sells, "it draws {drawn:?} and sells {sells:?}");
    let discount: u64 = list("vo").iter().map(|voucher| voucher[1].as_u64().unwrap()).sum();
    ensure!(item["di"].as_u64().unwrap_or(0) == discount, "its vouchers take off {discount}");
    ensure!(number(item, "gt")? == subtotal - discount, "it costs {subtotal} less {discount}");
    let uses = list("vn");
    let vouchers = list("vo").into_iter().enumerate().map(|(at, voucher)| {
        let uses = uses.get(at).map_or(1, |uses| uses.as_u64().unwrap());
        (voucher[0].as_str().unwrap().to_owned(), uses)
    });
    let suffix = text(item, "pk")[2..].to_owned();
    Ok(Found {
        id: format!("ORD-{}-{suffix}", text(item, "dy")),
        // The notes of merged orders follow the order's own notes.
        tag: text(item, "no").lines().next().unwrap_or_default().to_owned(),
        is_part: !item["sf"].is_null(),
        lines,
        history,
        draws,
        vouchers: vouchers.collect(),
        customer: text(item, "gc"),
        counts_as_held,
        place: Place::read(item),
    })
}
