//! Plays a script, and records the requests and their responses.

use std::collections::BTreeMap;

use docket_domain::{Lifecycle, Role};
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};

use docket_tests::Dice;

use crate::sequences::{
    script::{Act, BatchChange, NewOrder, Script, Step},
    wire::RandomFaults,
    world::{Answer, BUYERS, Call, DRIVERS, SELLER, VOUCHERS, Who, World},
};

/// A request with all its responses.
#[derive(Debug)]
pub struct Sent {
    /// A tag in what the request writes: the order's notes, the timeline, or the receipt.
    pub tag: String,
    pub about: About,
    /// Whether it has an idempotency key, so that all repeats take effect once.
    pub keyed: bool,
    call: Call,
    pub done: Vec<Done>,
    /// The number of responses with an unknown outcome.
    pub unknown: usize,
}

/// The kind and the subject of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Placing,
    /// A change of an order that its timeline shows with the tag.
    Change(String),
    /// A change of the items of an order.
    Changing(String),
    Verifying(String),
    Paying(String),
    /// A stock adjustment: the product and the change.
    Stock(String, i64),
    /// A split of this order.
    Splitting(String),
    /// A merge of these orders into the first one.
    Merging(Vec<String>),
    /// A new batch of these orders.
    Batching(Vec<String>),
    /// A change of this batch.
    Driving(String, BatchChange),
}

/// A successful response.
#[derive(Debug)]
pub struct Done {
    /// Whether the response replays that of an earlier request.
    pub replayed: bool,
    /// The order and its version, if the response has one.
    pub order: Option<(String, u64)>,
    /// The batch and its version, if the response has one.
    pub batch: Option<(String, u64)>,
    /// The number of orders of a batch that this request moved.
    pub moved: u64,
}

/// An order as the last response showed it.
struct Known {
    id: String,
    buyer: usize,
    status: String,
}

/// A batch as the last response showed it.
struct KnownBatch {
    id: String,
    orders: Vec<String>,
}

pub struct Play<'a> {
    world: &'a World,
    lifecycle: &'static Lifecycle,
    seed: u64,
    orders: Vec<Known>,
    batches: Vec<KnownBatch>,
    /// Requests by the steps that first sent them.
    pub sent: BTreeMap<u32, Sent>,
}

impl<'a> Play<'a> {
    pub fn new(world: &'a World, lifecycle: &'static Lifecycle, script: &Script) -> Self {
        let (orders, batches, sent) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { world, lifecycle, seed: script.seed, orders, batches, sent }
    }

    /// Plays one step. Fails when a response may not be so.
    pub async fn step(&mut self, step: &Step) -> Result<(), String> {
        let of = match &step.act {
            Act::Wait { minutes } => {
                self.world.wait(SignedDuration::from_mins((*minutes).into()));
                return Ok(());
            }
            Act::CleanUp => {
                self.set_faults(step);
                let cleaned = async || {
                    // A failed cleanup is repeated a minute later.
                    self.world.invoke("cleanup-unverified-orders", json!({})).await.ok();
                };
                if step.twice {
                    tokio::join!(cleaned(), cleaned());
                } else {
                    cleaned().await;
                }
                self.world.set_faults(None);
                return Ok(());
            }
            Act::Repeat { of } => *of,
            act => {
                let Some(sent) = self.request(step.id, act).await else { return Ok(()) };
                self.sent.insert(step.id, sent);
                step.id
            }
        };
        let Some(sent) = self.sent.get(&of) else { return Ok(()) };
        let call = sent.call.clone();
        // There are no other clients. Without faults, a refused request changes nothing, except
        // that a guess at a code is always counted.
        let guess = matches!(sent.about, About::Verifying(_));
        let before = (step.faults == 0 && !step.twice && !guess).then(|| self.world.items());
        self.set_faults(step);
        let answers = if step.twice {
            let (one, other) = tokio::join!(self.world.call(&call), self.world.call(&call));
            vec![one, other]
        } else {
            vec![self.world.call(&call).await]
        };
        self.world.set_faults(None);
        if let (Some(before), [answer]) = (before, &*answers)
            && !(200..300).contains(&answer.status)
            && before != self.world.items()
        {
            return Err(format!("refused, and yet something changed: {call:?}, {answer:?}"));
        }
        answers.into_iter().try_for_each(|answer| self.record(of, answer))
    }

    fn set_faults(&self, step: &Step) {
        let dice = Dice::new(self.seed, 1_000 + u64::from(step.id));
        self.world.set_faults(Some(RandomFaults::new(dice, step.faults)));
    }

    fn record(&mut self, of: u32, answer: Answer) -> Result<(), String> {
        let Some(sent) = self.sent.get_mut(&of) else { return Ok(()) };
        match answer.status {
            200 | 201 => {
                let versioned = |name: &str| {
                    let id = answer.body[name]["id"].as_str().map(str::to_owned);
                    id.zip(answer.body[name]["version"].as_u64())
                };
                let moved = ["ordersUpdated", "ordersDelivered"];
                let moved = moved.iter().filter_map(|name| answer.body[*name].as_u64()).sum();
                let (order, batch) = (versioned("order"), versioned("batch"));
                // A repeated transition is answered with the current order, which has no further
                // line with this tag.
                let step = matches!(sent.about, About::Change(_));
                let lines = answer.body["order"]["statusTimeline"].as_array();
                let own = |line: &&Value| {
                    [&line["notes"], &line["reason"]].into_iter().any(|it| *it == *sent.tag)
                };
                let with_tag = lines.into_iter().flatten().filter(own).count();
                if !step || with_tag > sent.done.len() {
                    let replayed = answer.replayed || step;
                    sent.done.push(Done { replayed, order, batch, moved });
                }
                self.record_order(&answer.body["order"]);
                self.record_batch(&answer.body["batch"]);
                self.record_order(&answer.body["splitOrder"]);
                for merged in answer.body["mergedOrders"].as_array().into_iter().flatten() {
                    self.record_order(merged);
                }
                Ok(())
            }
            503 => {
                sent.unknown += 1;
                Ok(())
            }
            400..500 => Ok(()),
            _ => Err(format!("{:?}: {answer:?}", sent.call)),
        }
    }

    fn record_order(&mut self, order: &Value) {
        let Some(id) = order["id"].as_str() else { return };
        let status = order["status"].as_str().unwrap().to_owned();
        if let Some(known) = self.orders.iter_mut().find(|known| known.id == id) {
            known.status = status;
            return;
        }
        let phone = &order["customer"]["phone"];
        let buyer = BUYERS.iter().position(|buyer| phone == buyer).unwrap();
        self.orders.push(Known { id: id.to_owned(), buyer, status });
    }

    fn record_batch(&mut self, batch: &Value) {
        let Some(id) = batch["id"].as_str() else { return };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        for order in batch["orders"].as_array().unwrap() {
            let known = self.orders.iter_mut().find(|known| order["id"] == *known.id);
            known.unwrap().status = text(&order["status"]);
        }
        let orders = batch["orderIds"].as_array().unwrap().iter().map(text).collect();
        match self.batches.iter_mut().find(|known| known.id == id) {
            Some(known) => known.orders = orders,
            None => self.batches.push(KnownBatch { id: id.to_owned(), orders }),
        }
    }

    fn order(&self, number: usize) -> Option<&Known> {
        self.orders.get(number % self.orders.len().max(1))
    }

    /// The request of a step, or `None` when there is no order for it yet.
    #[expect(clippy::too_many_lines, reason = "an arm for each act, and nothing else")]
    async fn request(&self, step: u32, act: &Act) -> Option<Sent> {
        let tag = format!("t{step}");
        let sent = |about, keyed: bool, function, method, path, who, body| {
            let key = keyed.then(|| format!("key-{step}"));
            let call = Call { function, method, path, who, key, body };
            Some(Sent { tag: tag.clone(), about, keyed, call, done: Vec::new(), unknown: 0 })
        };
        match act {
            Act::Place { order, keyed } => {
                let (path, body) = ("/api/orders".to_owned(), self.cart(order, &tag));
                sent(About::Placing, *keyed, "create-order", Method::POST, path, order.who, body)
            }
            Act::Verify { order, right } => {
                let id = &self.order(*order)?.id;
                let code = if *right { self.world.code(id).await } else { None };
                let body = json!({"code": code.unwrap_or_else(|| "000000".to_owned())});
                let path = format!("/api/orders/{id}/verification");
                let about = About::Verifying(id.clone());
                sent(about, false, "verify-order", Method::POST, path, Who::Nobody, body)
            }
            Act::Follow { order, way, by } => {
                let order = self.order(*order)?;
                let ways = self.lifecycle.status(&order.status)?.moves;
                let way = ways.get(way % ways.len().max(1))?;
                let who = match way.by.get(by % way.by.len().max(1))? {
                    Role::Buyer => Who::Buyer(order.buyer),
                    Role::Seller => Who::Staff,
                    Role::Driver => Who::Driver(by % DRIVERS),
                    Role::Admin | Role::System => Who::Admin,
                };
                let body = json!({"status": way.to, "notes": tag});
                let path = format!("/api/orders/{}/status", order.id);
                let about = About::Change(order.id.clone());
                sent(about, false, "update-order-status", Method::PATCH, path, who, body)
            }
            Act::Jump { order, status, who } => {
                let id = &self.order(*order)?.id;
                let body = json!({"status": self.lifecycle.statuses[*status].name, "notes": tag});
                let path = format!("/api/orders/{id}/status");
                let about = About::Change(id.clone());
                sent(about, false, "update-order-status", Method::PATCH, path, *who, body)
            }
            Act::Cancel { order } => {
                let order = self.order(*order)?;
                let path = format!("/api/orders/{}/cancel", order.id);
                let (about, who) = (About::Change(order.id.clone()), Who::Buyer(order.buyer));
                let body = json!({"reason": tag});
                sent(about, false, "cancel-order", Method::PUT, path, who, body)
            }
            Act::Override { order, status } => {
                let id = &self.order(*order)?.id;
                let body = json!({"status": self.lifecycle.statuses[*status].name, "notes": tag});
                let path = format!("/api/orders/admin/{id}/status");
                let about = About::Change(id.clone());
                sent(about, false, "override-order-status", Method::PATCH, path, Who::Admin, body)
            }
            Act::Change { order, lines, who } => {
                let id = &self.order(*order)?.id;
                let body = json!({"items": self.items(lines), "internalNotes": tag});
                let path = format!("/api/orders/{id}");
                let about = About::Changing(id.clone());
                sent(about, false, "update-order", Method::PUT, path, *who, body)
            }
            Act::Pay { order, amount, keyed } => {
                let id = &self.order(*order)?.id;
                let body = json!({"amount": amount, "method": tag});
                let path = format!("/api/orders/{id}/payments");
                let about = About::Paying(id.clone());
                sent(about, *keyed, "record-payment", Method::POST, path, Who::Staff, body)
            }
            Act::Adjust { product, change, keyed } => {
                let id = &self.world.products[*product];
                let body = json!({"change": change, "reason": tag});
                let path = format!("/api/products/{id}/stock");
                let about = About::Stock(id.clone(), (*change).into());
                sent(about, *keyed, "adjust-stock", Method::POST, path, Who::Staff, body)
            }
            Act::Batch { orders, driver, keyed } => {
                let (orders, body) = self.plan(orders, *driver);
                let (about, path) = (About::Batching(orders), "/api/delivery/batches".to_owned());
                sent(about, *keyed, "create-batch", Method::POST, path, Who::Staff, body)
            }
            Act::Drive { batch, change, who } => {
                let batch = self.batches.get(batch % self.batches.len().max(1))?;
                let (function, path, body) = self.change(batch, *change);
                let about = About::Driving(batch.id.clone(), *change);
                sent(about, false, function, Method::PATCH, path, *who, body)
            }
            Act::Deliver { order, status, who } => {
                let id = &self.order(*order)?.id;
                let body = json!({"status": status, "notes": tag});
                let path = format!("/api/delivery/orders/{id}/status");
                let about = About::Change(id.clone());
                sent(about, false, "update-delivery-status", Method::PATCH, path, *who, body)
            }
            Act::Split { order, quantity, keyed } => {
                let (about, path, body) = self.splitting(*order, *quantity)?;
                sent(about, *keyed, "split-order", Method::POST, path, Who::Staff, body)
            }
            Act::Merge { order, other, keyed } => {
                let (about, path, body) = self.merging(*order, *other)?;
                sent(about, *keyed, "merge-orders", Method::POST, path, Who::Admin, body)
            }
            Act::Wait { .. } | Act::CleanUp | Act::Repeat { .. } => None,
        }
    }

    /// The request that splits a part off an order's first line.
    fn splitting(&self, order: usize, quantity: u32) -> Option<(About, String, Value)> {
        let id = self.order(order)?.id.clone();
        let body = json!({"items": [{"line": 0, "quantity": quantity}]});
        let path = format!("/api/orders/{id}/split");
        Some((About::Splitting(id), path, body))
    }

    /// The request that merges two orders with equal buyer and status.
    fn merging(&self, order: usize, other: usize) -> Option<(About, String, Value)> {
        let one = self.order(order)?;
        let alike =
            |it: &&Known| it.id != one.id && it.buyer == one.buyer && it.status == one.status;
        let mut others = self.orders.iter().cycle().skip(other).take(self.orders.len());
        let ids = vec![one.id.clone(), others.find(alike)?.id.clone()];
        let (path, body) = ("/api/orders/merge".to_owned(), json!({"orderIds": ids}));
        Some((About::Merging(ids), path, body))
    }

    /// The orders of a new batch, and the body of the request for it.
    fn plan(&self, orders: &[usize], driver: Option<usize>) -> (Vec<String>, Value) {
        let orders = orders.iter().filter_map(|at| Some(self.orders.get(*at)?.id.clone()));
        let orders: Vec<String> = orders.collect();
        let mut body = json!({"orderIds": orders});
        if let Some(driver) = driver {
            body["driverId"] = json!(self.world.drivers[driver]);
        }
        (orders, body)
    }

    /// The function, path and body of a change of a batch.
    fn change(&self, batch: &KnownBatch, change: BatchChange) -> (&'static str, String, Value) {
        let (function, action, body) = match change {
            BatchChange::PickUp { partial } => {
                ("pick-up-batch", "pickup", json!({"partial": partial}))
            }
            BatchChange::Complete => ("complete-batch", "complete", json!({})),
            BatchChange::Sequence { by } => {
                let count = batch.orders.len();
                let place = |(at, id): (usize, &String)| json!({"orderId": id, "sequence": (at + by) % count + 1});
                let places: Vec<Value> = batch.orders.iter().enumerate().map(place).collect();
                ("sequence-batch", "sequence", json!({"sequence": places}))
            }
            BatchChange::Reassign { driver } => {
                let driver = &self.world.drivers[driver];
                ("reassign-batch", "reassign", json!({"driverId": driver}))
            }
            BatchChange::Cancel => ("cancel-batch", "cancel", json!({})),
        };
        (function, format!("/api/delivery/batches/{}/{action}", batch.id), body)
    }

    fn items(&self, lines: &[(usize, u32)]) -> Value {
        let line = |&(product, quantity): &(usize, u32)| json!({"productId": self.world.products[product], "quantity": quantity});
        lines.iter().map(line).collect()
    }

    fn cart(&self, order: &NewOrder, tag: &str) -> Value {
        let vouchers: Vec<&str> = order.vouchers.iter().map(|&at| VOUCHERS[at].0).collect();
        let fulfilment = if order.delivery {
            let address = json!({"line1": "1 Road", "city": "Boston", "state": "MA", "postalCode": "02110", "country": "US"});
            json!({"method": "delivery", "address": address})
        } else {
            json!({"method": "pickup"})
        };
        json!({
            "sellerId": SELLER,
            "items": self.items(&order.lines),
            "customer": {"name": "Ada Guest", "phone": BUYERS[order.buyer]},
            "fulfilment": fulfilment,
            "vouchers": vouchers,
            "notes": tag,
        })
    }
}
