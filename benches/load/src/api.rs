//! A client of Docket's HTTP API with the requests that a guest checkout needs.
//! Opening it signs the demo's staff in and creates the product that guests order.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use reqwest::{Client, Method};
use serde_json::{Value, json};

/// The phone number of the demo seller's staff member who creates the product.
const STAFF: &str = "+12025550101";
const SELLER: &str = "green-valley";
/// How often the message log is read for a code before the guest fails, and the pause between
/// two reads.
const MESSAGE_READS: u32 = 1_000;
const PAUSE: Duration = Duration::from_millis(10);

/// A running Docket with the demo data, and a product whose stock does not run out.
pub struct Api {
    client: Client,
    url: String,
    product: String,
    guests: AtomicU32,
}

impl Api {
    pub async fn open(url: &str, stock_buckets: u32) -> Result<Self> {
        let url = url.trim_end_matches('/').to_owned();
        let (client, guests) = (Client::new(), AtomicU32::new(0));
        let mut api = Self { client, url, product: String::new(), guests };
        let token = api.sign_in_staff().await.context("the demo's staff cannot sign in")?;
        let product = json!({
            "sellerId": SELLER, "name": "Load probe", "price": 450, "stock": 1_000_000,
            "stockBuckets": stock_buckets,
        });
        let created =
            api.request(Method::POST, "/api/products", Some(&product), &token, 201).await?;
        text(&created, "/product/id")?.clone_into(&mut api.product);
        Ok(api)
    }

    async fn sign_in_staff(&self) -> Result<String> {
        let (contact, seen) = (json!({"phone": STAFF}), self.messages(STAFF).await?.len());
        let challenge =
            self.request(Method::POST, "/api/auth/codes", Some(&contact), "", 202).await?;
        let code = self.code(STAFF, seen).await?;
        let body =
            json!({"phone": STAFF, "challenge": text(&challenge, "/challenge")?, "code": code});
        let tokens = self.request(Method::POST, "/api/auth/tokens", Some(&body), "", 200).await?;
        Ok(text(&tokens, "/accessToken")?.to_owned())
    }

    /// A phone number that no earlier guest of this process has used.
    pub fn another_phone(&self) -> String {
        let number = self.guests.fetch_add(1, Ordering::Relaxed);
        format!("+1212{:03}{:04}", 200 + number / 10_000, number % 10_000)
    }

    /// Places an order for pickup with one line item and returns the order's id.
    pub async fn place(&self, phone: &str) -> Result<String> {
        let body = json!({
            "sellerId": SELLER,
            "items": [{"productId": self.product, "quantity": 1}],
            "customer": {"name": "Ada", "phone": phone},
            "fulfilment": {"method": "pickup"},
        });
        let placed = self.request(Method::POST, "/api/orders", Some(&body), "", 201).await?;
        Ok(text(&placed, "/order/id")?.to_owned())
    }

    /// Waits until the phone has more than `seen` messages and returns the six-digit code at the
    /// beginning of the newest one. Fails after `MESSAGE_READS` reads.
    pub async fn code(&self, phone: &str, seen: usize) -> Result<String> {
        for _ in 0..MESSAGE_READS {
            let messages = self.messages(phone).await?;
            let newest = messages.first().filter(|_| messages.len() > seen);
            let code = newest.and_then(|text| text.split(' ').next());
            if let Some(code) = code.filter(|it| it.len() == 6) {
                return Ok(code.to_owned());
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("no code came")
    }

    /// The texts of the messages sent to a phone, newest first.
    async fn messages(&self, phone: &str) -> Result<Vec<String>> {
        let path = format!("/_local/messages?to={}", phone.replace('+', "%2B"));
        let sent = self.request(Method::GET, &path, None, "", 200).await?;
        let all = sent["messages"].as_array().into_iter().flatten();
        Ok(all.filter_map(|it| Some(it["text"].as_str()?.to_owned())).collect())
    }

    pub async fn confirm(&self, order: &str, code: &str) -> Result<()> {
        let path = format!("/api/orders/{order}/verification");
        let body = json!({"code": code});
        self.request(Method::POST, &path, Some(&body), "", 200).await.map(drop)
    }

    async fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        token: &str,
        status: u16,
    ) -> Result<Value> {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(body) = body {
            request = request.json(body);
        }
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await?;
        let actual_status = answer.status().as_u16();
        let body: Value = answer.json().await?;
        ensure!(actual_status == status, "{actual_status}: {}", body["code"]);
        Ok(body)
    }
}

fn text<'a>(body: &'a Value, pointer: &str) -> Result<&'a str> {
    body.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer}"))
}
