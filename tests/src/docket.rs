use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use docket_local::Options;
use jiff::{SignedDuration, Timestamp, civil::Date};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::{
    Reply, Table,
    canary::{self, Watched},
};

/// Time zone of the demo's sellers.
const DEMO_ZONE: &str = "America/New_York";

/// A running Docket and an HTTP client for it.
pub struct Docket {
    /// Docket in this process. Its output is searched for personal data when it ends.
    pub running: Watched,
    client: Client,
    /// Access tokens by phone, each with the time until which it is reused.
    tokens: Mutex<BTreeMap<&'static str, (String, Timestamp)>>,
}

/// A person of the demo data who can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// The administrator.
    Admin,
    /// Staff of `green-valley`, a producer.
    Producer,
    /// Staff of `corner-shop`, a shop.
    Shop,
    /// Staff of `spice-kitchen`, a kitchen.
    Kitchen,
    /// Staff of `craft-market`, a marketplace trader.
    Marketplace,
    /// A driver of `spice-kitchen`.
    Driver,
}

impl Person {
    /// The phone number that this person signs in with.
    #[must_use]
    pub const fn phone(self) -> &'static str {
        match self {
            Self::Admin => "+12025550100",
            Self::Producer => "+12025550101",
            Self::Shop => "+12025550102",
            Self::Kitchen => "+12025550103",
            Self::Marketplace => "+12025550104",
            Self::Driver => "+12025550105",
        }
    }
}

/// A request under construction.
#[must_use]
pub struct Call(RequestBuilder);

impl Call {
    /// Adds a bearer token.
    pub fn bearer(self, token: &str) -> Self {
        canary::sent_token(token);
        Self(self.0.bearer_auth(token))
    }

    /// Adds a bearer token unless it is empty.
    pub fn bearer_if(self, token: &str) -> Self {
        if token.is_empty() { self } else { self.bearer(token) }
    }

    /// Adds an `Idempotency-Key` header.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Adds a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// Sets a JSON body.
    pub fn json(self, body: &Value) -> Self {
        canary::sent(body);
        Self(self.0.json(body))
    }

    /// Sets a body of raw bytes with the content type of JSON.
    pub fn raw(self, body: impl Into<reqwest::Body>) -> Self {
        let body = body.into();
        canary::sent_raw(body.as_bytes().unwrap_or_default());
        Self(self.0.header("content-type", "application/json").body(body))
    }

    /// Sets an image file as the body.
    pub fn image(self, media_type: &str, file: &[u8]) -> Self {
        self.header("content-type", media_type).body(file.to_vec())
    }

    /// Sets a body of raw bytes, without a content type.
    pub fn body(self, body: impl Into<reqwest::Body>) -> Self {
        Self(self.0.body(body))
    }

    /// Sends the request. Panics when the connection breaks.
    pub async fn send(self) -> Reply {
        Reply::read(self.0.send().await.unwrap()).await.unwrap()
    }

    /// Sends the request.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub async fn try_send(self) -> reqwest::Result<Reply> {
        Reply::read(self.0.send().await?).await
    }
}

impl Docket {
    /// Starts Docket with its demo data, in memory.
    pub async fn open() -> Self {
        Self::with(Options::default()).await
    }

    /// Starts Docket with these options.
    pub async fn with(options: Options) -> Self {
        let has_limits = options.production_limits;
        let running = Watched::start(options).await;
        let client = Client::builder().redirect(reqwest::redirect::Policy::none());
        let docket = Self { running, client: client.build().unwrap(), tokens: Mutex::default() };
        if has_limits {
            // The limits count per clock hour, so the test starts early in one.
            docket.within(SignedDuration::from_hours(1)).await;
        }
        docket
    }

    /// A request.
    pub fn call(&self, method: &str, path: &str) -> Call {
        canary::sent_path(path);
        self.call_as(&self.client, method, path)
    }

    /// A request by a client of its own, for example at another address.
    pub fn call_as(&self, client: &Client, method: &str, path: &str) -> Call {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        Call(client.request(method, format!("{}{path}", self.running.url)))
    }

    /// A GET.
    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    /// The time this many days from now, truncated to the second.
    #[must_use]
    pub fn in_days(&self, days: i64) -> String {
        let at = self.running.now() + SignedDuration::from_hours(24 * days);
        Timestamp::from_second(at.as_second()).unwrap().to_string()
    }

    /// A POST.
    pub fn post(&self, path: &str) -> Call {
        self.call("POST", path)
    }

    /// A PATCH.
    pub fn patch(&self, path: &str) -> Call {
        self.call("PATCH", path)
    }

    /// The newest verification code that was sent to a phone. Panics when there is none.
    pub async fn code(&self, phone: &str) -> String {
        self.running.settle().await.unwrap();
        let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|it| it.is_ascii_digit());
        let messages = self.running.messages(Some(phone));
        let mut codes = messages.iter().filter_map(|it| it.text.split(' ').next().filter(is_code));
        codes.next().unwrap_or_else(|| panic!("no code was sent to {phone}")).to_owned()
    }

    /// Requests a verification code for a phone or an e-mail address.
    pub async fn ask(&self, to: &str) -> Reply {
        self.post("/api/auth/codes").json(&addressed(to)).send().await
    }

    /// Requests a verification code and returns the challenge.
    pub async fn challenge(&self, to: &str) -> String {
        self.ask(to).await.expect(202).text_at("/challenge")
    }

    /// Submits a code for a challenge, to get tokens.
    pub async fn give(&self, challenge: &str, to: &str, code: &str) -> Reply {
        self.post("/api/auth/tokens").json(&sign_in(challenge, to, code)).send().await
    }

    /// Requests a code, waits for it, and returns the body of the request for tokens.
    pub async fn asked(&self, to: &str) -> Value {
        let challenge = self.challenge(to).await;
        sign_in(&challenge, to, &self.code(to).await)
    }

    /// Signs in by phone or e-mail address. Returns the reply with the tokens and the device
    /// secret.
    pub async fn sign_in_reply(&self, to: &str) -> Reply {
        let body = self.asked(to).await;
        self.post("/api/auth/tokens").json(&body).send().await.expect(200)
    }

    /// Signs in by phone or e-mail address and returns the access token.
    pub async fn token(&self, to: &str) -> String {
        self.sign_in_reply(to).await.text_at("/accessToken")
    }

    /// Signs in a person of the demo data and returns the access token.
    pub async fn sign_in(&self, person: Person) -> String {
        self.token(person.phone()).await
    }

    /// Returns an access token of a person of the demo data. Reuses the last token for 10 minutes,
    /// because codes are sent at most every 30 seconds.
    pub async fn signed_in(&self, person: Person) -> String {
        let (phone, now) = (person.phone(), self.running.now());
        let kept = self.tokens.lock().unwrap_or_else(PoisonError::into_inner).get(phone).cloned();
        if let Some((token, until)) = kept
            && now < until
        {
            return token;
        }
        let token = self.token(phone).await;
        let until = now + SignedDuration::from_mins(10);
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.insert(phone, (token.clone(), until));
        token
    }

    /// Accepts an invitation with the token of the invited person.
    pub async fn accept(&self, token: &str, invitation: &str) -> Reply {
        let path = format!("/api/me/invitations/{invitation}/accept");
        self.post(&path).bearer(token).send().await
    }

    /// Places a guest's order.
    pub async fn order(&self, body: &Value) -> Reply {
        self.post("/api/orders").json(body).send().await
    }

    /// Verifies a guest's order with the code from the newest message.
    pub async fn confirm(&self, order: &str, phone: &str) -> Reply {
        let code = self.code(phone).await;
        self.verify(order, &code).await
    }

    /// Submits a verification code for a guest's order.
    pub async fn verify(&self, order: &str, code: &str) -> Reply {
        let path = format!("/api/orders/{order}/verification");
        self.post(&path).json(&json!({"code": code})).send().await
    }

    /// Requests a transition of an order to `status`.
    pub async fn set_status(&self, token: &str, order: &str, status: &str) -> Reply {
        let path = format!("/api/orders/{order}/status");
        self.patch(&path).bearer(token).json(&json!({"status": status})).send().await
    }

    /// Reads an order with this token.
    pub async fn read_order(&self, token: &str, order: &str) -> Reply {
        self.get(&format!("/api/orders/{order}")).bearer(token).send().await
    }

    /// Reads a product with this token. Staff also get its stock accounting.
    pub async fn product(&self, token: &str, product: &str) -> Value {
        let path = format!("/api/products/{product}");
        self.get(&path).bearer(token).send().await.expect(200).at("/product")
    }

    /// The quantity of a product that can be ordered, read without a token.
    pub async fn available(&self, product: &str) -> u64 {
        let reply = self.get(&format!("/api/products/{product}")).send().await.expect(200);
        reply.at("/product/available").as_u64().unwrap()
    }

    /// Adds a product and returns its id.
    pub async fn add_product(&self, token: &str, body: &Value) -> String {
        let reply = self.post("/api/products").bearer(token).json(body).send().await;
        reply.expect(201).text_at("/product/id")
    }

    /// Moves the clock forward, runs the schedules that are due, and waits until the stream is
    /// drained.
    pub async fn advance(&self, time: SignedDuration) {
        self.running.advance(time).await.unwrap();
    }

    /// The current date in the time zone of the demo's sellers.
    #[must_use]
    pub fn today(&self) -> Date {
        self.running.now().in_tz(DEMO_ZONE).unwrap().date()
    }

    /// Moves the clock to the next day of the demo's sellers if it is past noon. For tests that
    /// must finish within one day.
    pub async fn within_a_day(&self) {
        let now = self.running.now().in_tz(DEMO_ZONE).unwrap();
        if now.hour() >= 12 {
            let next = now.tomorrow().unwrap().start_of_day().unwrap();
            // The clock moves by whole seconds. One more second makes sure that the day has begun.
            let wait = next.timestamp().duration_since(now.timestamp());
            self.advance(wait + SignedDuration::from_secs(1)).await;
        }
    }

    /// Moves the clock by one calendar day of the demo's sellers, which has 23,
    /// 24 or 25 hours.
    pub async fn next_day(&self) {
        let now = self.running.now().in_tz(DEMO_ZONE).unwrap();
        self.advance(now.tomorrow().unwrap().duration_since(&now)).await;
    }

    /// Moves the clock to the start of the next period of this length, unless at least half of the
    /// current one is left.
    pub async fn within(&self, period: SignedDuration) {
        let period = period.as_secs();
        let left = period - self.running.now().as_second().rem_euclid(period);
        if left < period / 2 {
            self.advance(SignedDuration::from_secs(left)).await;
        }
    }

    /// Asserts that a request is refused with this problem and changes nothing in the table.
    pub async fn refused(
        &self,
        request: impl Future<Output = Reply>,
        status: u16,
        code: &str,
    ) -> Reply {
        let before = self.table().await;
        let reply = request.await.problem(status, code);
        self.unchanged(&before).await;
        reply
    }

    /// Reads the table after all pending work has finished.
    pub async fn table(&self) -> Table {
        self.running.settle().await.unwrap();
        Table::read(&self.running.client(), self.running.table()).await
    }

    /// Asserts that the table has not changed since `before`.
    pub async fn unchanged(&self, before: &Table) {
        self.table().await.is(before);
    }
}

/// A request body with a phone or an e-mail address.
#[must_use]
pub fn addressed(to: &str) -> Value {
    let name = if to.contains('@') { "email" } else { "phone" };
    json!({name: to})
}

/// The body of a request for tokens.
#[must_use]
pub fn sign_in(challenge: &str, to: &str, code: &str) -> Value {
    let mut body = addressed(to);
    body["challenge"] = json!(challenge);
    body["code"] = json!(code);
    body
}

/// The body of a guest's pickup order.
#[must_use]
pub fn pickup(seller: &str, phone: &str, lines: &[(&str, u32)]) -> Value {
    let items: Vec<_> = lines
        .iter()
        .map(|(product, quantity)| json!({"productId": product, "quantity": quantity}))
        .collect();
    json!({
        "sellerId": seller,
        "items": items,
        "customer": {"name": "Ada Guest", "phone": phone},
        "fulfilment": {"method": "pickup"},
    })
}
