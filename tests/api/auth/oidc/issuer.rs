//! An OpenID issuer for tests, which runs in the test's process.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::auth::oidc::signing::{EC, ED, Key, RSA};

/// A running issuer. Dropping it stops it.
pub struct Issuer {
    pub url: String,
    state: Shared,
    server: JoinHandle<()>,
}

/// How the issuer answers requests.
#[derive(Clone)]
pub enum Behaviour {
    /// Correctly.
    Well,
    /// With this status, to every request.
    Status(u16),
    /// With a redirect to the right answer.
    Moved,
    /// Not at all: the connection stays open without an answer.
    Silent,
    /// With this body, to every request.
    Body(String),
    /// With a configuration in which one member has this value.
    Configured(&'static str, Value),
    /// With this key set.
    Keys(Value),
}

struct Inner {
    behaviour: Behaviour,
    keys: Vec<Value>,
    requests: usize,
}

type Shared = Arc<(String, Mutex<Inner>)>;

impl Issuer {
    /// Starts an issuer with a key of each type.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let keys = [&*RSA, &*EC, &*ED].map(Key::jwk).to_vec();
        let inner = Inner { behaviour: Behaviour::Well, keys, requests: 0 };
        let state: Shared = Arc::new((url.clone(), Mutex::new(inner)));
        let router = Router::new().fallback(answer).with_state(state.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, state, server }
    }

    /// Changes how the issuer answers from now on.
    pub fn set(&self, behaviour: Behaviour) {
        self.state.1.lock().unwrap().behaviour = behaviour;
    }

    /// Replaces the keys that the issuer publishes.
    pub fn rotate(&self, keys: &[&Key]) {
        self.state.1.lock().unwrap().keys = keys.iter().map(|key| key.jwk()).collect();
    }

    /// Stops the server.
    pub fn stop(&self) {
        self.server.abort();
    }

    /// The number of requests that the issuer has received.
    pub fn requests(&self) -> usize {
        self.state.1.lock().unwrap().requests
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn answer(State(state): State<Shared>, request: Request) -> Response {
    let (url, inner) = &*state;
    let (behaviour, keys) = {
        let mut inner = inner.lock().unwrap();
        inner.requests += 1;
        (inner.behaviour.clone(), inner.keys.clone())
    };
    let mut configuration = json!({"issuer": url, "jwks_uri": format!("{url}/keys?v=1")});
    let path = request.uri().path();
    let keys = match &behaviour {
        Behaviour::Status(status) => return StatusCode::from_u16(*status).unwrap().into_response(),
        Behaviour::Silent => std::future::pending().await,
        Behaviour::Moved if !path.starts_with("/moved") => {
            let to = format!("{url}/moved{path}");
            return (StatusCode::FOUND, [(header::LOCATION, to)]).into_response();
        }
        Behaviour::Body(text) => return text.clone().into_response(),
        Behaviour::Configured(member, value) => {
            configuration[member] = value.clone();
            json!(keys)
        }
        Behaviour::Keys(keys) => keys.clone(),
        Behaviour::Well | Behaviour::Moved => json!(keys),
    };
    match path.trim_start_matches("/moved") {
        "/.well-known/openid-configuration" => configuration.to_string().into_response(),
        "/keys" => json!({"keys": keys}).to_string().into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
