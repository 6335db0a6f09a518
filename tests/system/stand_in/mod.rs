//! Tests of the stand-in for the payment provider, over its HTTP API.

mod accounts;
mod adapter;
mod books;
mod errors;
mod keys;
mod page;
mod payments;
mod refunds;
mod restarts;
mod webhooks;

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
};
use docket_local::Options;
use docket_tests::{Call, Docket, Reply};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};

/// The path of the API.
const API: &str = "/_local/stripe/v1";
/// A secret test key. The stand-in accepts any.
const KEY: &str = "Bearer sk_test_docket";
/// One second, in the type that moves the clock.
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// Names and values of a request's parameters.
type Parameters<'a> = [(&'a str, &'a str)];

/// Additional parameters of a payment intent that is authorized at once and captured later.
const HOLD: &Parameters<'_> =
    &[("capture_method", "manual"), ("payment_method", "pm_card_visa"), ("confirm", "true")];

/// A stand-in and a client for it.
struct Provider {
    docket: Docket,
}

impl Provider {
    /// Starts a stand-in in memory.
    async fn open() -> Self {
        Self {
            docket: Docket::with(Options { demo: false, payments: false, ..Options::default() })
                .await,
        }
    }

    /// A request without a key.
    fn bare(&self, method: &str, path: &str, parameters: &Parameters<'_>) -> Call {
        let pairs: Vec<_> =
            parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let parameters = pairs.join("&");
        if method == "GET" {
            return self.docket.get(&format!("{API}/{path}?{parameters}"));
        }
        let call = self.docket.call(method, &format!("{API}/{path}"));
        call.header("content-type", "application/x-www-form-urlencoded").body(parameters)
    }

    /// A request with the secret key.
    fn request(&self, method: &str, path: &str, parameters: &Parameters<'_>) -> Call {
        self.bare(method, path, parameters).header("authorization", KEY)
    }

    async fn post(&self, path: &str, parameters: &Parameters<'_>) -> Reply {
        self.request("POST", path, parameters).send().await
    }

    async fn get(&self, path: &str, parameters: &Parameters<'_>) -> Reply {
        self.request("GET", path, parameters).send().await
    }

    /// Makes a payment intent over 12.50 EUR with additional parameters.
    async fn intent(&self, more: &Parameters<'_>) -> Value {
        let parameters = [&[("amount", "1250"), ("currency", "eur")], more].concat();
        self.post("payment_intents", &parameters).await.expect(200).json()
    }

    /// Makes a payment intent and confirms it with this payment method.
    async fn paid(&self, method: &str) -> Value {
        self.intent(&[("payment_method", method), ("confirm", "true")]).await
    }

    /// Reads a record.
    async fn read(&self, path: &str) -> Value {
        self.get(path, &[]).await.expect(200).json()
    }

    /// Reads an intent with its latest charge.
    async fn with_charge(&self, intent: &str) -> Value {
        let path = format!("payment_intents/{intent}");
        self.get(&path, &[("expand[]", "latest_charge")]).await.expect(200).json()
    }

    /// Sets a fault.
    async fn fault(&self, order: Value) {
        self.docket.post("/_local/stripe/faults").json(&order).send().await.expect(200);
    }

    async fn advance(&self, seconds: i64) {
        self.docket.advance(SECOND * i32::try_from(seconds).unwrap()).await;
    }

    /// Reads the books, of which there must be one.
    async fn book(&self) -> Value {
        let books = self.docket.get("/_local/stripe/books").send().await.expect(200).at("/books");
        assert_eq!(books.as_array().unwrap().len(), 1, "{books}");
        books[0].clone()
    }
}

/// The text of a field.
#[track_caller]
fn text<'a>(record: &'a Value, name: &str) -> &'a str {
    record[name].as_str().unwrap_or_else(|| panic!("no {name} in {record}"))
}

/// Asserts that an answer is an error with this status, type and code.
#[track_caller]
fn is_error(reply: &Reply, status: u16, kind: &str, code: &str) {
    let error = (reply.text_at("/error/type"), reply.text_at("/error/code"));
    assert_eq!((reply.status, error), (status, (kind.into(), code.into())), "{}", reply.text);
    assert!(!reply.text_at("/error/message").is_empty(), "{}", reply.text);
}

/// A webhook endpoint.
struct Hook {
    inner: Arc<Inner>,
    server: JoinHandle<()>,
}

struct Inner {
    got: Mutex<Vec<(String, String)>>,
    /// The statuses of the next answers in reverse order; 200 afterwards.
    answers: Mutex<Vec<u16>>,
    /// A request that is sent while a webhook is handled. `answered` has its reply.
    meanwhile: Mutex<Option<Call>>,
    answered: Mutex<Option<Reply>>,
}

/// The secret of the endpoint.
const SECRET: &str = "whsec_of_the_tests";

impl Hook {
    /// Starts an endpoint and registers it at the stand-in.
    async fn of(provider: &Provider) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let inner = Arc::new(Inner {
            got: Mutex::default(),
            answers: Mutex::default(),
            meanwhile: Mutex::default(),
            answered: Mutex::default(),
        });
        let router = Router::new().fallback(take).with_state(inner.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let endpoint = json!({"url": url, "secret": SECRET});
        let set = provider.docket.post("/_local/stripe/webhook_endpoint").json(&endpoint);
        set.send().await.expect(200);
        Self { inner, server }
    }

    /// The webhooks since the last call: signature and body.
    async fn got(&self, provider: &Provider) -> Vec<(String, String)> {
        provider.docket.running.settle().await.unwrap();
        std::mem::take(&mut self.inner.got.lock().unwrap())
    }

    /// The types of the events since the last call.
    async fn types(&self, provider: &Provider) -> Vec<String> {
        types(&self.got(provider).await)
    }

    /// Answers the next webhooks with these statuses.
    fn answers(&self, statuses: &[u16]) {
        *self.inner.answers.lock().unwrap() = statuses.iter().rev().copied().collect();
    }
}

impl Drop for Hook {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// The types of the events in these webhooks.
fn types(webhooks: &[(String, String)]) -> Vec<String> {
    webhooks.iter().map(|(_, body)| text(&parsed(body), "type").to_owned()).collect()
}

fn parsed(body: &str) -> Value {
    serde_json::from_str(body).unwrap()
}

async fn take(State(inner): State<Arc<Inner>>, request: Request) -> (StatusCode, Body) {
    let signature = request.headers()["stripe-signature"].to_str().unwrap().to_owned();
    let body = to_bytes(request.into_body(), 1 << 20).await.unwrap();
    inner.got.lock().unwrap().push((signature, String::from_utf8(body.to_vec()).unwrap()));
    let meanwhile = inner.meanwhile.lock().unwrap().take();
    if let Some(call) = meanwhile {
        let reply = call.send().await;
        *inner.answered.lock().unwrap() = Some(reply);
    }
    let status = inner.answers.lock().unwrap().pop().unwrap_or(200);
    (StatusCode::from_u16(status).unwrap(), Body::empty())
}
