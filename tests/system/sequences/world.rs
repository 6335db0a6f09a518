//! One seller with its customers: the functions, their clock and their database in this process.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use async_trait::async_trait;
use axum::{Router, body::Body};
use docket_app::{App, SharedApp, auth::Revocations, names::Names};
use docket_contract::{CodeEventId, CodeRequested, CodeSubject, Event, Moment};
use docket_domain::{Contact, CustomerKey, Phone, moment_text};
use docket_functions::{function::Handler, registry, router::service};
use docket_platform::{
    BusError, BusEvent, Claims, Clock, EventBus, KeyMaterial, Keys, Message, MessageError,
    Messenger, Settings, TokenIssuer, TokenKind, TokenVerifier,
};
use docket_store::Store;
use dynoxide::Database;
use http::{Method, Request};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::sequences::wire::{RandomFaults, Sabotage, Wire};

pub const TABLE: &str = "docket";
pub const SELLER: &str = "bench";
/// The customers' phones.
pub const BUYERS: [&str; 2] = ["+12025550142", "+12025550143"];
/// The products: stock, and number of stock items.
pub const PRODUCTS: [(u32, u32); 3] = [(9, 1), (10, 4), (5, 1)];
/// The vouchers: code, uses, uses of one customer.
pub const VOUCHERS: [(&str, Option<u32>, Option<u32>); 3] =
    [("FEW", Some(2), None), ("ONCE-EACH", None, Some(1)), ("FREE", Some(3), Some(2))];
/// How long a cancellation by the buyer restores the vouchers.
pub const CUTOFF: SignedDuration = SignedDuration::from_mins(20);

/// The number of drivers.
pub const DRIVERS: usize = 2;

const FUNCTIONS: [&str; 21] = [
    "create-seller",
    "create-product",
    "create-voucher",
    "adjust-stock",
    "create-order",
    "verify-order",
    "update-order",
    "update-order-status",
    "override-order-status",
    "record-payment",
    "cancel-order",
    "create-member",
    "create-batch",
    "pick-up-batch",
    "complete-batch",
    "sequence-batch",
    "reassign-batch",
    "cancel-batch",
    "update-delivery-status",
    "split-order",
    "merge-orders",
];

/// Who sends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Nobody,
    Buyer(usize),
    Staff,
    Driver(usize),
    Admin,
}

/// A request to a function.
#[derive(Debug, Clone)]
pub struct Call {
    pub function: &'static str,
    pub method: Method,
    pub path: String,
    pub who: Who,
    pub key: Option<String>,
    pub body: Value,
}

/// A response.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    /// Whether the response replays that of an earlier request.
    pub replayed: bool,
    pub body: Value,
}

pub struct World {
    wire: Wire,
    database: Database,
    clock: Arc<SettableClock>,
    outbox: Arc<Outbox>,
    app: SharedApp,
    routers: BTreeMap<&'static str, Router>,
    issuer: TokenIssuer,
    /// The ids of [`PRODUCTS`], in that order.
    pub products: Vec<String>,
    /// The member ids of the drivers.
    pub drivers: Vec<String>,
}

impl World {
    /// Makes a world whose seller has this lifecycle. `table` is a database with an empty table.
    pub async fn new(lifecycle: &str, table: &Path, sabotage: Option<Sabotage>) -> Self {
        let database = Database::memory().unwrap();
        database.restore_from(table.to_str().unwrap()).unwrap();
        let wire = Wire::new(database.clone(), sabotage);
        let (clock, outbox) = (Arc::new(SettableClock::default()), Arc::new(Outbox::default()));
        let material = KeyMaterial::generate().unwrap();
        let issuer = material.issuer().unwrap();
        let keys = Keys::new(
            TokenVerifier::from_jwks(issuer.jwks()).unwrap(),
            Some(issuer.clone()),
            Some(material.codes().unwrap()),
            Some(material.ids().unwrap()),
        );
        let app = Arc::new(App {
            store: Store::new(wire.client(), TABLE),
            clock: clock.clone(),
            messenger: outbox.clone(),
            bus: outbox.clone(),
            images: Arc::new(docket_app::NotGranted),
            http: Arc::new(docket_web::HttpsClient::default()),
            keys,
            provider: None,
            push: docket_app::Push::default(),
            issuer: None,
            settings: Settings::read(setting).unwrap(),
            revocations: Revocations::default(),
            names: Names::default(),
        });
        let routers = FUNCTIONS.map(|name| match registry::find(name).unwrap().handler {
            Handler::Http(routes) => (name, service(name, routes, app.clone())),
            Handler::Event(_) => panic!("{name} takes no requests"),
        });
        let routers = routers.into();
        let (products, drivers) = (Vec::new(), Vec::new());
        let mut world =
            Self { wire, database, clock, outbox, app, routers, issuer, products, drivers };
        world.set_up(lifecycle).await;
        world
    }

    async fn set_up(&mut self, lifecycle: &str) {
        self.make(
            "create-seller",
            "/api/sellers",
            json!({
                "id": SELLER, "name": "Bench", "lifecycle": lifecycle, "currency": "USD",
                "timezone": "UTC", "cancelWindowMinutes": 10,
                "voucherCutoffMinutes": CUTOFF.as_mins(),
            }),
        )
        .await;
        for (at, (stock, buckets)) in PRODUCTS.into_iter().enumerate() {
            let made = self.make(
                "create-product",
                "/api/products",
                json!({
                    "sellerId": SELLER, "name": format!("Product {at}"), "price": 300 + 50 * at,
                    "stock": stock, "stockBuckets": buckets,
                }),
            );
            self.products.push(made.await["product"]["id"].as_str().unwrap().to_owned());
        }
        for at in 0..DRIVERS {
            let made = self.make(
                "create-member",
                "/api/members",
                json!({
                    "name": format!("Driver {at}"), "phone": format!("+1202555016{at}"),
                    "role": "driver", "sellerId": SELLER,
                }),
            );
            self.drivers.push(made.await["member"]["id"].as_str().unwrap().to_owned());
        }
        for (code, uses, each) in VOUCHERS {
            let mut terms = json!({"code": code, "sellerId": SELLER, "percent": 10});
            if let Some(uses) = uses {
                terms["usesLeft"] = json!(uses);
            }
            if let Some(each) = each {
                terms["perCustomer"] = json!(each);
            }
            self.make("create-voucher", "/api/vouchers", terms).await;
        }
    }

    async fn make(&self, function: &'static str, path: &str, body: Value) -> Value {
        let (path, key) = (path.to_owned(), None);
        let call = Call { function, method: Method::POST, path, who: Who::Admin, key, body };
        let answer = self.call(&call).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body
    }

    /// Saves the database to a file, to reset the world to it.
    pub fn save(&self, file: &Path) {
        self.database.vacuum_into(file.to_str().unwrap()).unwrap();
    }

    /// Resets the world to a saved database.
    pub fn reset_to(&self, file: &Path) {
        self.wire.set_faults(None);
        self.database.restore_from(file.to_str().unwrap()).unwrap();
        self.clock.0.store(0, Ordering::Relaxed);
        self.outbox.lock().clear();
    }

    pub fn set_faults(&self, faults: Option<RandomFaults>) {
        self.wire.set_faults(faults);
    }

    /// The number of database calls that got a fault.
    pub fn faults(&self) -> usize {
        self.wire.fault_count()
    }

    pub fn wait(&self, time: SignedDuration) {
        let millis = i64::try_from(time.as_millis()).unwrap();
        self.clock.0.fetch_add(millis, Ordering::Relaxed);
    }

    /// Sends a request and reads the answer.
    pub async fn call(&self, call: &Call) -> Answer {
        let mut request = Request::builder()
            .method(call.method.clone())
            .uri(&call.path)
            .header("content-type", "application/json");
        if let Some(token) = self.token(call.who) {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = &call.key {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(Body::from(call.body.to_string())).unwrap();
        let answer = self.routers[call.function].clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        let replayed = answer.headers().contains_key("idempotent-replayed");
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        Answer { status, replayed, body: serde_json::from_slice(&body).unwrap_or(Value::Null) }
    }

    /// Runs a function that takes events.
    pub async fn invoke(&self, function: &str, payload: Value) -> Result<Value, String> {
        let Handler::Event(handler) = registry::find(function).unwrap().handler else {
            panic!("{function} takes no events")
        };
        handler(self.app.clone(), payload).await.map_err(|error| error.to_string())
    }

    /// The newest code of this order. Sends it first if it was not sent yet.
    pub async fn code(&self, id: &str) -> Option<String> {
        let suffix = id.rsplit('-').next()?;
        let stored = self.app.store.order(suffix.parse().unwrap()).await.unwrap()?;
        let send = stored.order.hold?.send;
        let subject = format!("order:{suffix}");
        let detail = CodeRequested {
            event_id: CodeEventId::of(format!("{subject}:code:{}", send.number)),
            occurred_at: Moment::of(moment_text(send.at)),
            schema_version: CodeRequested::VERSION,
            subject: CodeSubject::of(subject),
            send_number: send.number,
        };
        self.invoke("send-verification-code", json!({"detail": detail})).await.unwrap();
        self.outbox.lock().get(suffix).cloned()
    }

    /// The key that identifies a customer.
    pub fn customer(&self, buyer: usize) -> CustomerKey {
        let phone: Phone = BUYERS[buyer].parse().unwrap();
        docket_app::customer_key(self.app.keys.ids().unwrap(), &Contact::Phone(phone))
    }

    fn token(&self, who: Who) -> Option<String> {
        let (role, sub, seller) = match who {
            Who::Nobody => return None,
            Who::Buyer(buyer) => ("buyer", self.customer(buyer).to_string(), None),
            Who::Staff => ("seller", "m-staff".to_owned(), Some(SELLER.to_owned())),
            Who::Driver(at) => ("driver", self.drivers[at].clone(), Some(SELLER.to_owned())),
            Who::Admin => ("admin", "m-admin".to_owned(), None),
        };
        let family = format!("f-{role}");
        let role = role.to_owned();
        let contact = (role == "buyer").then(|| sub.clone());
        let claims = Claims {
            sub,
            role,
            seller,
            family,
            seq: 0,
            epoch: 0,
            contact,
            contact_epoch: 0,
            external: false,
        };
        Some(self.issuer.issue(TokenKind::Access, &claims, self.clock.now()).unwrap())
    }

    /// Every item of the table, as it is.
    pub fn items(&self) -> Vec<Value> {
        let request = json!({"TableName": TABLE, "ConsistentRead": true});
        let answer = self.database.scan(serde_json::from_value(request).unwrap()).unwrap();
        let mut answer = serde_json::to_value(answer).unwrap();
        assert_eq!(answer["LastEvaluatedKey"], Value::Null, "more than one page");
        match answer["Items"].take() {
            Value::Array(items) => items,
            other => panic!("{other}"),
        }
    }
}

/// The functions' settings: guests may hold most of the stock, no other limit applies, and nobody
/// is an administrator by their phone.
fn setting(name: &str) -> Option<String> {
    let value = match name {
        "ADMIN_PHONE"
        | "ADMIN_EMAIL"
        | "PUBLIC_URL"
        | "OIDC_ISSUER"
        | "OIDC_AUDIENCE"
        | "DISTRIBUTION_SECRET" => {
            return None;
        }
        name if name.starts_with("LIMIT_NOTICES") => return None,
        "ALLOWED_COUNTRIES" => "*",
        "ORDER_SHARDS" => "4",
        "LIMIT_HELD_SHARE" => "80",
        _ => "1000000",
    };
    Some(value.to_owned())
}

/// Milliseconds since the world began.
#[derive(Default)]
struct SettableClock(AtomicI64);

impl Clock for SettableClock {
    fn now(&self) -> Timestamp {
        const BEGINNING: i64 = 1_795_000_000_000;
        Timestamp::from_millisecond(BEGINNING + self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// The newest code of each order.
#[derive(Default)]
struct Outbox(Mutex<BTreeMap<String, String>>);

impl Outbox {
    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Messenger for Outbox {
    async fn send(&self, message: Message) -> Result<(), MessageError> {
        // "123456 confirms your order SUFFIX. It is …"
        let words: Vec<&str> = message.text.split(' ').collect();
        let suffix = words[4].trim_end_matches('.');
        self.lock().insert(suffix.to_owned(), words[0].to_owned());
        Ok(())
    }
}

#[async_trait]
impl EventBus for Outbox {
    async fn put(&self, events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        Ok(events.iter().map(|_| Ok(())).collect())
    }
}
