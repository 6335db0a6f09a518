//! A Docket with generated orders, and the signed-in people who read them.

use crate::{Docket, EventMute, Generator, Person, Reply};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{CustomerKey, Order};
use jiff::SignedDuration;
use serde_json::Value;

/// Buyers who can sign in.
pub const PHONES: [&str; 3] = ["+12025550161", "+12025550162", "+12025550163"];

/// The sellers of the demo with their staff.
pub const SELLERS: [(&str, Person); 4] = [
    ("green-valley", Person::Producer),
    ("corner-shop", Person::Shop),
    ("spice-kitchen", Person::Kitchen),
    ("craft-market", Person::Marketplace),
];

/// Generated orders and the access tokens of the people who read them.
pub struct GeneratedOrders {
    /// Docket.
    pub docket: Docket,
    /// The generator of the orders.
    pub generator: Generator,
    /// All generated orders, the newest first.
    pub orders: Vec<Order>,
    /// The administrator's token.
    pub admin: String,
    /// Tokens of the staff of [`SELLERS`], in that order.
    pub staff: Vec<String>,
    /// Tokens of the buyers with [`PHONES`], in that order.
    pub buyers: Vec<String>,
    /// The token of the kitchen's driver.
    pub driver: String,
}

/// The subject (`sub`) of a token.
pub fn subject(token: &str) -> String {
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    claims["sub"].as_str().unwrap().to_owned()
}

impl GeneratedOrders {
    /// Starts Docket with this many orders, two every `gap`.
    pub async fn open(orders: i32, gap: SignedDuration) -> Self {
        let silence = EventMute::default();
        let docket = Docket::with(silence.options()).await;
        Self::fill(docket, &silence, orders, gap).await
    }

    /// Adds orders to a running Docket. Its events are dropped after the sign-ins.
    pub async fn fill(
        docket: Docket,
        silence: &EventMute,
        orders: i32,
        gap: SignedDuration,
    ) -> Self {
        let admin = docket.sign_in(Person::Admin).await;
        let driver = docket.sign_in(Person::Driver).await;
        let (mut staff, mut buyers, mut known) = (Vec::new(), Vec::new(), Vec::new());
        for (_, person) in SELLERS {
            staff.push(docket.sign_in(person).await);
        }
        for phone in PHONES {
            let token = docket.token(phone).await;
            let key: CustomerKey = subject(&token).parse().unwrap();
            known.push((key, phone.to_owned()));
            buyers.push(token);
        }
        silence.begin();
        let generator = Generator::new(&docket, known, gap).await;
        let mut generated =
            Self { docket, generator, orders: Vec::new(), admin, staff, buyers, driver };
        generated.add(orders).await;
        generated
    }

    /// Adds older orders until there are this many.
    pub async fn add(&mut self, orders: i32) {
        let there = i32::try_from(self.orders.len()).unwrap();
        self.generator.put(&self.docket, there..orders).await;
        self.orders.extend((there..orders).map(|age| self.generator.order(age)));
        // Two orders have equal times; their ids decide.
        self.orders.sort_by_key(|it| std::cmp::Reverse((it.placed_at, it.id.suffix())));
    }

    /// Sends a GET with this token.
    pub async fn get(&self, token: &str, path: &str) -> Reply {
        self.docket.get(path).bearer(token).send().await
    }

    /// Reads a list page by page and returns all ids.
    pub async fn walk(&self, token: &str, path: &str, limit: usize) -> Vec<String> {
        let mut pages = Pages::new(path, limit);
        let mut seen = Vec::new();
        while let Some(page) = pages.next(self, token).await {
            seen.extend(page);
        }
        seen
    }
}

/// Reads a list page by page.
pub struct Pages {
    path: String,
    limit: usize,
    cursor: Option<String>,
    count: usize,
}

impl Pages {
    /// Starts at the first page, with at most `limit` orders on each.
    pub fn new(path: &str, limit: usize) -> Self {
        let join = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{join}limit={limit}");
        Self { path, limit, cursor: Some(String::new()), count: 0 }
    }

    /// The ids on the next page, or `None` after the last page.
    pub async fn next(&mut self, generated: &GeneratedOrders, token: &str) -> Option<Vec<String>> {
        let cursor = self.cursor.take()?;
        self.count += 1;
        assert!(self.count < 1_000, "{} never ends", self.path);
        let reply = generated.get(token, &format!("{}{cursor}", self.path)).await.expect(200);
        let ids: Vec<_> = reply
            .at("/orders")
            .as_array()
            .unwrap()
            .iter()
            .map(|order| order["id"].as_str().unwrap().to_owned())
            .collect();
        assert!(ids.len() <= self.limit, "{}", self.path);
        assert_eq!(reply.at("/pagination/limit"), self.limit);
        let next = reply.at("/pagination/nextCursor");
        self.cursor = next.as_str().map(|next| format!("&cursor={next}"));
        Some(ids)
    }
}
