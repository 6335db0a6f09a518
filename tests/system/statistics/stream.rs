//! Makes a stream of order changes without a table: orders, and their records in shards.

use docket_domain::{Actor, Amount, Command, Order, Stamp};
use docket_store::{RequestMark, StoredOrder};
use docket_tests::Generator;
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A pseudo-random generator with a fixed seed.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// A stream record in the form in which Lambda delivers it.
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

/// The next version of an order, or `None` when the drawn command is refused.
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

/// The shards of a stream, each with its records in order. After half of the changes, every shard
/// is closed and continues in two new shards.
pub struct Shards {
    pub orders: Vec<Order>,
    /// The first shards. `open` has the shards that follow them.
    pub closed: Vec<Vec<Value>>,
    pub open: Vec<Vec<Value>>,
}

impl Shards {
    /// Makes at most this many orders, and this many changes in all.
    pub fn of(generator: &Generator, orders: usize, changes: usize, dice: &mut Dice) -> Self {
        const SHARDS: usize = 4;
        let mut orders_now: Vec<Order> = Vec::new();
        let mut closed = vec![Vec::new(); SHARDS];
        let mut open = vec![Vec::new(); 2 * SHARDS];
        let mut made = 0;
        while made < changes {
            let (at, old, new) = if orders_now.len() < orders && dice.roll(3) == 0 {
                let age = i32::try_from(orders_now.len()).unwrap();
                (orders_now.len(), None, Some(generator.order(age)))
            } else if orders_now.is_empty() {
                continue;
            } else {
                let at = dice.roll(orders_now.len());
                (at, Some(orders_now[at].clone()), change(&orders_now[at], dice))
            };
            let Some(new) = new else { continue };
            made += 1;
            let shard = if made <= changes / 2 {
                &mut closed[at % SHARDS]
            } else {
                &mut open[at % (2 * SHARDS)]
            };
            // Sequence numbers grow, also in their number of digits.
            shard.push(record(95 + made, old.as_ref(), &new));
            if at == orders_now.len() {
                orders_now.push(new);
            } else {
                orders_now[at] = new;
            }
        }
        Self { orders: orders_now, closed, open }
    }
}
