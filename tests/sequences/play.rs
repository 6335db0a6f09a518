//! Tries a script, and notes what was asked and what was answered.

use std::collections::BTreeMap;

use docket_domain::{Lifecycle, Role};
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{
    dice::Dice,
    script::{Act, Script, Step, Wish},
    wire::Storm,
    world::{Answer, BUYERS, Call, SELLER, VOUCHERS, Who, World},
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
    Verifying(String),
    Paying(String),
    /// The product, and by how much.
    Stock(String, i64),
}

/// A request was answered with success.
#[derive(Debug)]
pub struct Done {
    /// An earlier one was, and this is the answer to that.
    pub replayed: bool,
    /// The order and its version, where the answer has one.
    pub order: Option<(String, u64)>,
}

/// An order as the one who tries things last saw it.
struct Known {
    id: String,
    buyer: usize,
    status: String,
}

pub struct Play<'a> {
    world: &'a World,
    lifecycle: &'static Lifecycle,
    seed: u64,
    orders: Vec<Known>,
    /// By the steps that first sent them.
    pub sent: BTreeMap<u32, Sent>,
}

impl<'a> Play<'a> {
    pub fn new(world: &'a World, lifecycle: &'static Lifecycle, script: &Script) -> Self {
        let (orders, sent) = (Vec::new(), BTreeMap::new());
        Self { world, lifecycle, seed: script.seed, orders, sent }
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
                let order = &answer.body["order"];
                let id = order["id"].as_str().map(str::to_owned);
                let order = id.zip(order["version"].as_u64());
                sent.done.push(Done { replayed: answer.replayed, order });
                self.see(of, &answer.body["order"]);
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

    fn see(&mut self, of: u32, order: &Value) {
        let Some(id) = order["id"].as_str() else { return };
        let status = order["status"].as_str().unwrap().to_owned();
        if let Some(known) = self.orders.iter_mut().find(|known| known.id == id) {
            known.status = status;
            return;
        }
        let phone = &self.sent[&of].call.body["customer"]["phone"];
        let buyer = BUYERS.iter().position(|buyer| phone == buyer).unwrap();
        self.orders.push(Known { id: id.to_owned(), buyer, status });
    }

    fn order(&self, number: usize) -> Option<&Known> {
        self.orders.get(number % self.orders.len().max(1))
    }

    /// The request that a step sends, if there is an order yet.
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
                    Role::Driver => Who::Driver,
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
            Act::Wait { .. } | Act::CleanUp | Act::Repeat { .. } => None,
        }
    }

    fn cart(&self, wish: &Wish, tag: &str) -> Value {
        let line = |&(product, quantity): &(usize, u32)| json!({"productId": self.world.products[product], "quantity": quantity});
        let vouchers: Vec<&str> = wish.vouchers.iter().map(|&at| VOUCHERS[at].0).collect();
        json!({
            "sellerId": SELLER,
            "items": wish.lines.iter().map(line).collect::<Vec<_>>(),
            "customer": {"name": "Ada Guest", "phone": BUYERS[wish.buyer]},
            "fulfilment": {"method": "pickup"},
            "vouchers": vouchers,
            "notes": tag,
        })
    }
}
