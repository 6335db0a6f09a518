//! Generates reproducible orders and writes them to the table directly, without the functions.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use aws_sdk_dynamodb::types::{PutRequest, WriteRequest};
use docket_domain::{
    Actor, Assignment, CartLine, ChangeId, Command, Customer, CustomerKey, Fulfilment, Method,
    NONCE_BYTES, OneLine, Order, OrderId, OrderState, Placement, Priority, Product, Quantity,
    Seller, Stamp, Status, Suffix, Verification,
};
use docket_local::{BusWrapper, Options};
use docket_platform::{BusError, BusEvent, EventBus};
use docket_store::{RequestMark, StoredOrder};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use crate::{Docket, Person, dice::mix};

/// Starts Docket with this many orders of the demo's sellers, two every `gap`.
pub async fn filled(orders: i32, gap: SignedDuration) -> (Docket, Vec<Order>) {
    let silence = EventMute::default();
    let docket = Docket::with(silence.options()).await;
    let generator = Generator::new(&docket, Vec::new(), gap).await;
    // The readers sign in first, because sending their codes needs events.
    for person in [Person::Admin, Person::Kitchen] {
        docket.signed_in(person).await;
    }
    silence.begin();
    generator.put(&docket, 0..orders).await;
    docket.running.settle().await.unwrap();
    let orders = (0..orders).map(|age| generator.order(age)).collect();
    (docket, orders)
}

/// The sellers of the demo with some of their products.
const SELLERS: [(&str, &[&str]); 4] = [
    ("green-valley", &["gv-honey", "gv-eggs", "gv-apples"]),
    ("corner-shop", &["cs-coffee", "cs-bread", "cs-olive-oil", "cs-soap"]),
    ("spice-kitchen", &["sk-thali", "sk-curry", "sk-lassi"]),
    ("craft-market", &["cm-bowl", "cm-scarf", "cm-candle"]),
];

const NAMES: [&str; 8] = ["Ada", "Ben", "Chloé", "Dora", "Émile", "Fatima", "Grace", "ada-Marie"];
const SURNAMES: [&str; 5] = ["Ash", "Birch", "Cedar", "Damson", "Elm"];

/// Delivery zones, menu types and meal windows of orders. Some orders have none.
const ZONES: [&str; 2] = ["north", "south"];
const MENUS: [&str; 2] = ["veg", "non-veg"];
const MEALS: [&str; 2] = ["lunch", "dinner"];
/// Drivers of the generated orders.
const DRIVERS: [&str; 2] = ["m-generated-1", "m-generated-2"];

/// Orders younger than this are in every status. Of the older ones, all but one in fifty are
/// closed.
const YOUNG: u32 = 1_000;
/// Only orders younger than this may await verification.
const UNVERIFIED: u32 = 40;
/// The number of customers who cannot sign in.
const STRANGERS: u64 = 200;
/// The most that one `BatchWriteItem` takes (service quota).
const BATCH: usize = 25;
/// How many batches are written concurrently.
const AT_ONCE: usize = 8;

/// Drops events once it has begun. Events of a thousand generated orders would send a thousand
/// messages.
#[derive(Debug, Clone, Default)]
pub struct EventMute(Arc<AtomicBool>);

impl EventMute {
    /// Drops all events from now on.
    pub fn begin(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Options of a Docket whose events can be dropped.
    pub fn options(&self) -> Options {
        let silence = self.clone();
        let bus =
            BusWrapper::new(move |inner| Arc::new(QuietBus { inner, silence: silence.clone() }));
        Options { bus: Some(bus), ..Options::default() }
    }
}

struct QuietBus {
    inner: Arc<dyn EventBus>,
    silence: EventMute,
}

#[async_trait]
impl EventBus for QuietBus {
    async fn put(&self, events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        if self.silence.0.load(Ordering::SeqCst) {
            return Ok(events.iter().map(|_| Ok(())).collect());
        }
        self.inner.put(events).await
    }
}

/// Makes orders by their age, where 0 is the newest. An order follows from its age alone, so the
/// newest thousand orders are equal whatever the total.
#[derive(Debug, Clone)]
pub struct Generator {
    sellers: Vec<(Seller, Vec<Product>)>,
    /// Keys and phones of the customers who can sign in.
    known: Vec<(CustomerKey, String)>,
    newest: Timestamp,
    gap: SignedDuration,
}

impl Generator {
    /// Makes orders of the demo's sellers, two at each time and `gap` between these times. One
    /// order in five belongs to a customer in `known`.
    pub async fn new(
        docket: &Docket,
        known: Vec<(CustomerKey, String)>,
        gap: SignedDuration,
    ) -> Self {
        let store = docket.running.store();
        let mut sellers = Vec::new();
        for (id, ids) in SELLERS {
            let seller = store.seller(&id.parse().unwrap()).await.unwrap().unwrap();
            let mut products = Vec::new();
            for id in ids {
                let (stored, _) = store.product(&id.parse().unwrap()).await.unwrap().unwrap();
                products.push(stored.product);
            }
            sellers.push((seller, products));
        }
        let newest = Timestamp::from_millisecond(docket.running.now().as_millisecond()).unwrap();
        Self { sellers, known, newest, gap }
    }

    /// The order of this age. Negative ages are orders in the future.
    pub fn order(&self, age: i32) -> Order {
        let dice = |salt: u64, sides: usize| {
            let mixed = mix(mix(salt) ^ u64::from(age.cast_unsigned()));
            usize::try_from(mixed % sides as u64).unwrap()
        };
        let placed_at = self.newest - self.gap * age.div_euclid(2);
        let (seller, products) = &self.sellers[dice(1, self.sellers.len())];
        let status = status(seller, age, &dice);
        let cart: Vec<CartLine> = (0..=dice(2, products.len()).min(products.len() - 1))
            .map(|at| CartLine {
                product: products[at].id.clone(),
                quantity: Quantity::new(u32::try_from(dice(3 + at as u64, 5)).unwrap() + 1)
                    .unwrap(),
                addons: std::collections::BTreeMap::new(),
            })
            .collect();
        let customer = self.customer(age, &dice);
        let buyer = Actor::Buyer(customer.key.clone());
        let waiting = status.name == docket_domain::AWAITING_VERIFICATION;
        let stamp = stamp(age, 0, placed_at);
        let placement = Placement {
            timing: docket_domain::Timing::Now,
            template: None,
            id: id(age, placed_at),
            seller,
            products,
            cart: &cart,
            customer,
            fulfilment: Fulfilment { method: Method::Pickup, zone: None, requested_for: None },
            menu_type: one_of(MENUS, dice(22, 3)),
            meal_window: one_of(MEALS, dice(23, 3)),
            notes: None,
            priority: Priority::Normal,
            language: None,
            actor: &buyer,
            held_share: docket_domain::Share::ALL,
            verification: if waiting {
                Verification::Required([7; NONCE_BYTES])
            } else {
                Verification::NotNeeded
            },
            vouchers: &[],
            rejected_vouchers: docket_domain::RejectedVouchers::Refuse,
        };
        let order = Order::place(placement, &stamp).unwrap();
        // The zone and the batch need not exist: reading orders does not look them up.
        let zone = one_of(ZONES, dice(24, 4));
        let driver: Option<OneLine<100>> = one_of(DRIVERS, dice(25, 6));
        let delivery = driver.map(|driver| Assignment {
            batch: "BAT-0000000000".parse().unwrap(),
            driver: Some(driver.as_str().parse().unwrap()),
            sequence: 1,
        });
        let hours = SignedDuration::from_hours(i64::try_from(dice(27, 48)).unwrap() + 1);
        let requested_for = (dice(26, 3) > 0).then(|| order.placed_at + hours);
        let fulfilment = Fulfilment { zone, requested_for, ..order.fulfilment.clone() };
        // Staff may give any order a priority.
        let priority = if dice(20, 3) > 0 { Priority::Normal } else { Priority::ALL[dice(21, 4)] };
        let state = OrderState { fulfilment, delivery, priority, ..order.into_state() };
        let order = Order::restore(state);
        if order.status == status {
            return order;
        }
        // One override reaches the status, whatever the lifecycle. Only the final status matters.
        let nonce = [7; NONCE_BYTES];
        let command =
            Command::Override { to: status.name.to_owned(), note: None, reason: None, nonce };
        let admin = Actor::Admin("m-generator".parse().unwrap());
        let stamp = self::stamp(age, 1, placed_at + SignedDuration::from_mins(3));
        order.apply(&command, &admin, &stamp).unwrap().order
    }

    fn customer(&self, age: i32, dice: &impl Fn(u64, usize) -> usize) -> Customer {
        let name = format!("{} {}", NAMES[dice(30, NAMES.len())], SURNAMES[dice(31, 5)]);
        let (key, phone) = if dice(32, 5) == 0 && !self.known.is_empty() {
            self.known[dice(33, self.known.len())].clone()
        } else {
            let stranger = mix(u64::from(age.cast_unsigned())) % STRANGERS;
            let key = format!("stranger-{stranger}").parse().unwrap();
            (key, format!("+1202556{stranger:04}"))
        };
        let phone = phone.parse().unwrap();
        Customer { key, name: name.parse().unwrap(), phone, email: None }
    }

    /// Writes the orders of these ages to the table.
    pub async fn put(&self, docket: &Docket, ages: Range<i32>) {
        let mut batches = tokio::task::JoinSet::new();
        let ages: Vec<i32> = ages.collect();
        for ages in ages.chunks(BATCH) {
            let orders = ages.iter().map(|&age| self.order(age));
            let requests: Vec<_> = orders.map(write_request).collect();
            let (client, table) = (docket.running.client(), docket.running.table());
            if batches.len() == AT_ONCE {
                batches.join_next().await;
            }
            batches.spawn(async move {
                let call = client.batch_write_item().request_items(table, requests);
                let answer = call.send().await.unwrap();
                assert!(answer.unprocessed_items().is_none_or(std::collections::HashMap::is_empty));
            });
        }
        batches.join_all().await;
    }
}

fn status(seller: &Seller, age: i32, dice: &impl Fn(u64, usize) -> usize) -> &'static Status {
    let old = age >= YOUNG.cast_signed();
    let open = dice(10, 50) == 0;
    let fits = |status: &&Status| {
        let waiting = status.name == docket_domain::AWAITING_VERIFICATION;
        let kept = !waiting || age < UNVERIFIED.cast_signed();
        kept && (!old || status.phase.is_closed() != open)
    };
    let statuses: Vec<_> = seller.lifecycle.statuses.iter().filter(fits).collect();
    statuses[dice(11, statuses.len())]
}

/// The entry of `of` at the index `thrown`, or none when `thrown` is 2 or more.
fn one_of<const N: usize>(of: [&str; 2], thrown: usize) -> Option<OneLine<N>> {
    of.get(thrown).map(|it| it.parse().unwrap())
}

fn write_request(order: Order) -> WriteRequest {
    let mark = RequestMark { caller: [0; 16], body: [0; 16] };
    let item = StoredOrder { order, mark }.item(4).unwrap();
    let put = PutRequest::builder().set_item(Some(item)).build().unwrap();
    WriteRequest::builder().put_request(put).build()
}

fn id(age: i32, placed_at: Timestamp) -> OrderId {
    let suffix = Suffix::from_bytes(mix(u64::from(age.cast_unsigned())).to_be_bytes());
    OrderId::new(placed_at.to_zoned(TimeZone::UTC).date(), suffix)
}

fn stamp(age: i32, step: u32, now: Timestamp) -> Stamp {
    let change: ChangeId = format!("g{}-{step}", age.cast_unsigned()).parse().unwrap();
    Stamp::new(now, change)
}
