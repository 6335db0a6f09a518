//! A stream of changes without a table: orders that live, and the records
//! that they leave in shards.

use docket_domain::{Actor, Amount, Command, Order, Stamp};
use docket_store::{RequestMark, StoredOrder};
use docket_tests::Generator;
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The same numbers every time.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// Below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// A record as Lambda hands it over.
pub fn record(number: usize, old: Option<&Order>, new: &Order) -> Value {
    let image = |order: &Order| {
        let mark = RequestMark { caller: [0; 16], body: [0; 16] };
        let item = StoredOrder { order: order.clone(), mark }.item(4).unwrap();
        serde_json::to_value(serde_dynamo::Item::from(item)).unwrap()
    };
    let mut change = json!({
        "SequenceNumber": number.to_string(),
        "Keys": {"pk": {"S": format!("O#{}", new.id.suffix().as_str())}, "sk": {"S": "O"}},
        "NewImage": image(new),
    });
    if let Some(old) = old {
        change["OldImage"] = image(old);
    }
    json!({"eventID": format!("e-{number}"), "eventName": "MODIFY", "dynamodb": change})
}

/// The next version of an order, or none when it was asked for too much.
pub fn change(order: &Order, dice: &mut Dice) -> Option<Order> {
    let statuses = order.lifecycle.statuses;
    let to = statuses[dice.roll(statuses.len())].name.to_owned();
    let command = match dice.roll(5) {
        0 => Command::RecordPayment { amount: Amount::new(100).unwrap(), note: None },
        _ => Command::Override { to, note: None, reason: None, nonce: [7; 16] },
    };
    let wait = SignedDuration::from_secs(i64::try_from(dice.roll(5_000)).unwrap());
    let admin = Actor::Admin("m-generator".parse().unwrap());
    let change = format!("c{}-{}", order.version, dice.roll(1_000_000)).parse().unwrap();
    let stamp = Stamp::new(order.updated_at() + wait, change);
    order.apply(&command, &admin, &stamp).ok().map(|change| change.order)
}

/// The shards of a stream, each with its records in their order. Half way
/// every shard is closed and goes on in two others.
pub struct Shards {
    pub orders: Vec<Order>,
    /// The first ones, and those that follow them.
    pub closed: Vec<Vec<Value>>,
    pub open: Vec<Vec<Value>>,
}

impl Shards {
    /// So many orders, and so many changes in all.
    pub fn of(generator: &Generator, orders: usize, changes: usize, dice: &mut Dice) -> Self {
        const SHARDS: usize = 4;
        let mut lives: Vec<Order> = Vec::new();
        let mut closed = vec![Vec::new(); SHARDS];
        let mut open = vec![Vec::new(); 2 * SHARDS];
        let mut made = 0;
        while made < changes {
            let (at, old, new) = if lives.len() < orders && dice.roll(3) == 0 {
                let age = i32::try_from(lives.len()).unwrap();
                (lives.len(), None, Some(generator.order(age)))
            } else if lives.is_empty() {
                continue;
            } else {
                let at = dice.roll(lives.len());
                (at, Some(lives[at].clone()), change(&lives[at], dice))
            };
            let Some(new) = new else { continue };
            made += 1;
            let shard = if made <= changes / 2 {
                &mut closed[at % SHARDS]
            } else {
                &mut open[at % (2 * SHARDS)]
            };
            // Numbers grow, and in length, too.
            shard.push(record(95 + made, old.as_ref(), &new));
            if at == lives.len() {
                lives.push(new);
            } else {
                lives[at] = new;
            }
        }
        Self { orders: lives, closed, open }
    }
}
