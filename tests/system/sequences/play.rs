//! Tries a script, and notes what was asked and what was answered.

use std::collections::BTreeMap;

use docket_domain::{Lifecycle, Role};
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};

use docket_tests::Dice;

use crate::sequences::{
    script::{Act, Script, Step, Tour, Wish},
    wire::Storm,
    world::{Answer, BUYERS, Call, DRIVERS, SELLER, VOUCHERS, Who, World},
};

/// A request with all its answers.
#[derive(Debug)]
pub struct Sent {
    /// Stands in what it writes: the order's notes, the timeline, the receipt.
    pub tag: String,
    pub about: About,
    /// Whether it has a key, so that all repeats of it are one.
    pub keyed: bool,
    call: Call,
    pub done: Vec<Done>,
    /// How often the answer was that it is not known what happened.
    pub unknown: usize,
}

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Placing,
    /// The order; a change that its timeline shows by the tag.
    Change(String),
    /// The order; a change of what it holds.
    Changing(String),
    Verifying(String),
    Paying(String),
    /// The product, and by how much.
    Stock(String, i64),
    /// The order of which a part is split off.
    Splitting(String),
    /// The orders of which the first takes in the others.
    Merging(Vec<String>),
    /// A new batch, of these orders.
    Batching(Vec<String>),
    /// A batch, and what is to happen to it.
    Driving(String, Tour),
}

/// A request was answered with success.
#[derive(Debug)]
pub struct Done {
    /// An earlier one was, and this is the answer to that.
    pub replayed: bool,
    /// The order and its version, where the answer has one.
    pub order: Option<(String, u64)>,
    /// The batch and its version, where the answer has one.
    pub batch: Option<(String, u64)>,
    /// How many orders of a batch moved by this.
    pub moved: u64,
}

/// An order as the one who tries things last saw it.
struct Known {
    id: String,
    buyer: usize,
    status: String,
}

/// A batch as it was last seen.
struct Tourers {
    id: String,
    orders: Vec<String>,
}

pub struct Play<'a> {
    world: &'a World,
    lifecycle: &'static Lifecycle,
    seed: u64,
    orders: Vec<Known>,
    batches: Vec<Tourers>,
    /// By the steps that first sent them.
    pub sent: BTreeMap<u32, Sent>,
}

impl<'a> Play<'a> {
    pub fn new(world: &'a World, lifecycle: &'static Lifecycle, script: &Script) -> Self {
        let (orders, batches, sent) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { world, lifecycle, seed: script.seed, orders, batches, sent }
    }

    /// Tries one step. An error says what no answer may be.
    pub async fn step(&mut self, step: &Step) -> Result<(), String> {
        let of = match &step.act {
            Act::Wait { minutes } => {
                self.world.wait(SignedDuration::from_mins((*minutes).into()));
                return Ok(());
            }
            Act::CleanUp => {
                self.storm(step);
                let cleaned = async || {
                    // What fails is tried again a minute later.
                    self.world.invoke("cleanup-unverified-orders", json!({})).await.ok();
                };
                if step.twice {
                    tokio::join!(cleaned(), cleaned());
                } else {
                    cleaned().await;
                }
                self.world.storm(None);
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
        // Nobody else is there: without faults what is refused changes nothing
        // at all. (A guess at a code is counted, whatever becomes of it.)
        let guess = matches!(sent.about, About::Verifying(_));
        let before = (step.faults == 0 && !step.twice && !guess).then(|| self.world.items());
        self.storm(step);
        let answers = if step.twice {
            let (one, other) = tokio::join!(self.world.call(&call), self.world.call(&call));
            vec![one, other]
        } else {
            vec![self.world.call(&call).await]
        };
        self.world.storm(None);
        if let (Some(before), [answer]) = (before, &*answers)
            && !(200..300).contains(&answer.status)
            && before != self.world.items()
        {
            return Err(format!("refused, and yet something changed: {call:?}, {answer:?}"));
        }
        answers.into_iter().try_for_each(|answer| self.note(of, answer))
    }

    fn storm(&self, step: &Step) {
        let dice = Dice::new(self.seed, 1_000 + u64::from(step.id));
        self.world.storm(Some(Storm::new(dice, step.faults)));
    }

    fn note(&mut self, of: u32, answer: Answer) -> Result<(), String> {
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
                // A step that was made already is answered as the order is: with no line more
                // of its own.
                let step = matches!(sent.about, About::Change(_));
                let lines = answer.body["order"]["statusTimeline"].as_array();
                let own = |line: &&Value| {
                    [&line["notes"], &line["reason"]].into_iter().any(|it| *it == *sent.tag)
                };
                let told = lines.into_iter().flatten().filter(own).count();
                if !step || told > sent.done.len() {
                    let replayed = answer.replayed || step;
                    sent.done.push(Done { replayed, order, batch, moved });
                }
                self.see(&answer.body["order"]);
                self.see_batch(&answer.body["batch"]);
                self.see(&answer.body["splitOrder"]);
                for merged in answer.body["mergedOrders"].as_array().into_iter().flatten() {
                    self.see(merged);
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

    fn see(&mut self, order: &Value) {
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

    fn see_batch(&mut self, batch: &Value) {
        let Some(id) = batch["id"].as_str() else { return };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        for order in batch["orders"].as_array().unwrap() {
            let known = self.orders.iter_mut().find(|known| order["id"] == *known.id);
            known.unwrap().status = text(&order["status"]);
        }
        let orders = batch["orderIds"].as_array().unwrap().iter().map(text).collect();
        match self.batches.iter_mut().find(|known| known.id == id) {
            Some(known) => known.orders = orders,
            None => self.batches.push(Tourers { id: id.to_owned(), orders }),
        }
    }

    fn order(&self, number: usize) -> Option<&Known> {
        self.orders.get(number % self.orders.len().max(1))
    }

    /// The request that a step sends, if there is an order yet.
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
            Act::Drive { batch, tour, who } => {
                let batch = self.batches.get(batch % self.batches.len().max(1))?;
                let (function, path, body) = self.tour(batch, *tour);
                let about = About::Driving(batch.id.clone(), *tour);
                sent(about, false, function, Method::PATCH, path, *who, body)
            }
            Act::Bring { order, status, who } => {
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

    /// A part of an order's first line.
    fn splitting(&self, order: usize, quantity: u32) -> Option<(About, String, Value)> {
        let id = self.order(order)?.id.clone();
        let body = json!({"items": [{"line": 0, "quantity": quantity}]});
        let path = format!("/api/orders/{id}/split");
        Some((About::Splitting(id), path, body))
    }

    /// Two orders that are alike, as far as is known.
    fn merging(&self, order: usize, other: usize) -> Option<(About, String, Value)> {
        let one = self.order(order)?;
        let alike =
            |it: &&Known| it.id != one.id && it.buyer == one.buyer && it.status == one.status;
        let mut others = self.orders.iter().cycle().skip(other).take(self.orders.len());
        let ids = vec![one.id.clone(), others.find(alike)?.id.clone()];
        let (path, body) = ("/api/orders/merge".to_owned(), json!({"orderIds": ids}));
        Some((About::Merging(ids), path, body))
    }

    /// The orders of a batch, and the request for it.
    fn plan(&self, orders: &[usize], driver: Option<usize>) -> (Vec<String>, Value) {
        let orders = orders.iter().filter_map(|at| Some(self.orders.get(*at)?.id.clone()));
        let orders: Vec<String> = orders.collect();
        let mut body = json!({"orderIds": orders});
        if let Some(driver) = driver {
            body["driverId"] = json!(self.world.drivers[driver]);
        }
        (orders, body)
    }

    /// The function, its path and the body of a change of a batch.
    fn tour(&self, batch: &Tourers, tour: Tour) -> (&'static str, String, Value) {
        let (function, door, body) = match tour {
            Tour::PickUp { partial } => ("pick-up-batch", "pickup", json!({"partial": partial})),
            Tour::Complete => ("complete-batch", "complete", json!({})),
            Tour::Sequence { by } => {
                let count = batch.orders.len();
                let place = |(at, id): (usize, &String)| json!({"orderId": id, "sequence": (at + by) % count + 1});
                let places: Vec<Value> = batch.orders.iter().enumerate().map(place).collect();
                ("sequence-batch", "sequence", json!({"sequence": places}))
            }
            Tour::Reassign { driver } => {
                let driver = &self.world.drivers[driver];
                ("reassign-batch", "reassign", json!({"driverId": driver}))
            }
            Tour::Cancel => ("cancel-batch", "cancel", json!({})),
        };
        (function, format!("/api/delivery/batches/{}/{door}", batch.id), body)
    }

    fn items(&self, lines: &[(usize, u32)]) -> Value {
        let line = |&(product, quantity): &(usize, u32)| json!({"productId": self.world.products[product], "quantity": quantity});
        lines.iter().map(line).collect()
    }

    fn cart(&self, wish: &Wish, tag: &str) -> Value {
        let vouchers: Vec<&str> = wish.vouchers.iter().map(|&at| VOUCHERS[at].0).collect();
        let fulfilment = if wish.delivery {
            let address = json!({"line1": "1 Road", "city": "Boston", "state": "MA", "postalCode": "02110", "country": "US"});
            json!({"method": "delivery", "address": address})
        } else {
            json!({"method": "pickup"})
        };
        json!({
            "sellerId": SELLER,
            "items": self.items(&wish.lines),
            "customer": {"name": "Ada Guest", "phone": BUYERS[wish.buyer]},
            "fulfilment": fulfilment,
            "vouchers": vouchers,
            "notes": tag,
        })
    }
}
