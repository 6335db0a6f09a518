//! The surroundings of make-keys: two secrets in memory, a clock that a test sets, and an HTTP
//! server in CloudFormation's place that receives the responses.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::StatusCode,
};
use docket_app::{App, auth::Revocations, names::Names};
use docket_functions::{function::Handler, registry};
use docket_platform::{
    BusError, BusEvent, Clock, EventBus, Keys, Message, MessageError, Messenger, Settings,
    TokenVerifier, Vault, VaultError, Written,
};
use docket_store::Store;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};

/// The path and query of the pre-signed URL for the response, with its exact encoding.
pub const RESPONSE_PATH: &str =
    "/arn%3Aaws%3Acloudformation/key%7C1?Signature=a%2Fb%3D&Expires=7200";

/// A secret in memory, which stores keys.
#[derive(Default)]
pub struct StoredSecret {
    pub value: Mutex<Option<String>>,
    /// The errors of the next calls. `None` lets a call succeed.
    pub failures: Mutex<VecDeque<Option<VaultError>>>,
    /// The value that the next read returns instead, because a read soon after a write may be
    /// stale.
    pub stale: Mutex<Option<String>>,
    names: Mutex<HashSet<String>>,
}

impl StoredSecret {
    /// The stored value.
    pub fn text(&self) -> Option<String> {
        self.value.lock().unwrap().clone()
    }

    fn fail(&self) -> Result<(), VaultError> {
        self.failures.lock().unwrap().pop_front().flatten().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl Vault for StoredSecret {
    async fn read(&self) -> Result<Option<String>, VaultError> {
        self.fail()?;
        let stale = self.stale.lock().unwrap().take();
        Ok(stale.or_else(|| self.text()))
    }

    async fn write(&self, name: &str, value: &str) -> Result<Written, VaultError> {
        self.fail()?;
        if !self.names.lock().unwrap().insert(name.to_owned()) {
            return Ok(Written::Before);
        }
        *self.value.lock().unwrap() = Some(value.to_owned());
        Ok(Written::Now)
    }
}

/// A received response of make-keys.
pub struct ReceivedResponse {
    pub request: String,
    pub content_type: Option<String>,
    pub content_length: Option<String>,
    pub answer: Value,
}

#[derive(Default)]
struct Desk {
    /// The statuses of the next answers, instead of 200.
    statuses: VecDeque<StatusCode>,
    responses: Vec<ReceivedResponse>,
}

/// A stack that is being created.
pub struct Stack {
    pub stored: Arc<StoredSecret>,
    /// The secret that stores the key pair of web push.
    pub push: Arc<StoredSecret>,
    pub now: Arc<Mutex<Timestamp>>,
    url: String,
    docket: Arc<Mutex<Desk>>,
    server: JoinHandle<()>,
    app: Arc<App>,
}

impl Drop for Stack {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Stack {
    /// Makes a stack whose secrets have no value yet.
    pub async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}{RESPONSE_PATH}", listener.local_addr().unwrap());
        let docket: Arc<Mutex<Desk>> = Arc::default();
        let router = Router::new().fallback(take).with_state(docket.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let (stored, push) = (Arc::new(StoredSecret::default()), Arc::new(StoredSecret::default()));
        let now = Arc::new(Mutex::new("2026-11-20T12:00:00Z".parse().unwrap()));
        let app = Arc::new(app((stored.clone(), push.clone()), now.clone()));
        Self { stored, push, now, url, docket, server, app }
    }

    /// An event. Events with equal request numbers are repeats of one request.
    pub fn event(&self, kind: &str, request: u32, generation: u32) -> Value {
        json!({
            "RequestType": kind,
            "ResponseURL": self.url,
            "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/docket/1",
            "RequestId": format!("b2f7a3c4-6f1d-4a67-9d0e-{request:012}"),
            "ResourceType": "Custom::TokenKeys",
            "LogicalResourceId": "TokenKeys",
            "ResourceProperties": {"ServiceToken": "arn", "Generation": generation.to_string()},
        })
    }

    /// Invokes make-keys.
    pub async fn invoke(&self, event: &Value) -> Result<(), String> {
        let Handler::Event(handler) = registry::find("make-keys").unwrap().handler else {
            panic!("make-keys takes no events");
        };
        let outcome = handler(self.app.clone(), event.clone()).await;
        outcome.map(|_| ()).map_err(|error| error.to_string())
    }

    /// Invokes make-keys and returns its response.
    pub async fn answer(&self, event: &Value) -> Value {
        self.invoke(event).await.unwrap();
        self.responses().pop().unwrap().answer
    }

    /// Invokes make-keys and returns the public keys of its response, which must be a success.
    pub async fn keys(&self, event: &Value) -> Vec<Value> {
        let answer = self.answer(event).await;
        assert_eq!(answer["Status"], "SUCCESS", "{answer}");
        let text = answer["Data"]["PublicKeys"].as_str().unwrap();
        let keys: Value = serde_json::from_str(text).unwrap();
        TokenVerifier::from_jwks(&keys).unwrap();
        keys["keys"].as_array().unwrap().clone()
    }

    /// Invokes make-keys and returns the reason of its failure. Asserts that nothing was written
    /// and no data returned.
    pub async fn refusal(&self, event: &Value) -> String {
        let before = self.stored.text();
        let answer = self.answer(event).await;
        assert_eq!(answer["Status"], "FAILED", "{answer}");
        assert!(answer["Data"].is_null(), "{answer}");
        assert_eq!(self.stored.text(), before);
        answer["Reason"].as_str().unwrap().to_owned()
    }

    /// The responses received since the last call.
    pub fn responses(&self) -> Vec<ReceivedResponse> {
        std::mem::take(&mut self.docket.lock().unwrap().responses)
    }

    /// Answers the next responses with these statuses.
    pub fn refuse(&self, statuses: impl IntoIterator<Item = u16>) {
        let statuses = statuses.into_iter().map(|it| StatusCode::from_u16(it).unwrap());
        self.docket.lock().unwrap().statuses = statuses.collect();
    }

    /// Stops the server, so that nobody receives responses.
    pub async fn vanish(&mut self) {
        self.server.abort();
        (&mut self.server).await.unwrap_err();
    }
}

async fn take(State(docket): State<Arc<Mutex<Desk>>>, request: Request) -> StatusCode {
    let (parts, body) = request.into_parts();
    let header = |name: &str| parts.headers.get(name).map(|it| it.to_str().unwrap().to_owned());
    let body = to_bytes(body, 4096).await.unwrap();
    let response = ReceivedResponse {
        request: format!("{} {}", parts.method, parts.uri),
        content_type: header("content-type"),
        content_length: header("content-length"),
        answer: serde_json::from_slice(&body).unwrap(),
    };
    let mut docket = docket.lock().unwrap();
    docket.responses.push(response);
    docket.statuses.pop_front().unwrap_or(StatusCode::OK)
}

/// An app as make-keys has it on AWS: with both secrets, and without any other key.
fn app((stored, push): (Arc<StoredSecret>, Arc<StoredSecret>), now: Arc<Mutex<Timestamp>>) -> App {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .build();
    let settings = Settings::read(|name| match name {
        "ADMIN_PHONE" | "ADMIN_EMAIL" | "PUBLIC_URL" | "OIDC_ISSUER" | "OIDC_AUDIENCE" => None,
        "ALLOWED_COUNTRIES" => Some("*".to_owned()),
        name if name.starts_with("LIMIT_NOTICES") => None,
        _ => Some("4".to_owned()),
    });
    App {
        store: Store::new(aws_sdk_dynamodb::Client::from_conf(config), "docket"),
        clock: Arc::new(FixedClock(now)),
        messenger: Arc::new(Nobody),
        bus: Arc::new(Nobody),
        images: Arc::new(docket_app::NotGranted),
        http: Arc::new(docket_web::HttpsClient::default()),
        keys: Keys::new(TokenVerifier::default(), None, None, None)
            .with_vault(stored)
            .with_push_vault(push),
        settings: settings.unwrap(),
        provider: None,
        push: docket_app::Push::default(),
        issuer: None,
        revocations: Revocations::default(),
        names: Names::default(),
    }
}

struct FixedClock(Arc<Mutex<Timestamp>>);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

struct Nobody;

#[async_trait]
impl Messenger for Nobody {
    async fn send(&self, _: Message) -> Result<(), MessageError> {
        panic!("make-keys writes to nobody")
    }
}

#[async_trait]
impl EventBus for Nobody {
    async fn put(&self, _: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        panic!("make-keys publishes nothing")
    }
}
