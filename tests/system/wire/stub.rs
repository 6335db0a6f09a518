//! A stub server that sends scripted answers, or none.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::HeaderMap,
    response::Response,
};
use futures_util::{StreamExt, stream};
use tokio::{net::TcpListener, task::JoinHandle};

/// A scripted answer.
#[derive(Clone)]
pub enum Answer {
    /// A status and a body.
    Says(u16, String),
    /// A body that stops in the middle, while the connection remains open.
    Halts(&'static str),
    /// No answer, while the connection remains open.
    Silent,
}

/// A received request.
#[derive(Clone)]
pub struct ReceivedRequest {
    pub method: String,
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// A running server. Dropping it stops the server.
pub struct Stub {
    pub url: String,
    inner: Arc<Inner>,
    server: JoinHandle<()>,
}

struct Inner {
    answers: Vec<Answer>,
    requests: Mutex<Vec<ReceivedRequest>>,
}

impl Stub {
    /// Starts a server with these answers in order. The last one repeats.
    pub async fn start(answers: &[Answer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inner = Arc::new(Inner { answers: answers.to_vec(), requests: Mutex::default() });
        let router = Router::new().fallback(answer).with_state(inner.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, inner, server }
    }

    /// The bodies of the requests so far, as text.
    pub fn requests(&self) -> Vec<String> {
        let text = |asked: ReceivedRequest| String::from_utf8(asked.body).unwrap();
        self.asked().into_iter().map(text).collect()
    }

    /// The requests so far.
    pub fn asked(&self) -> Vec<ReceivedRequest> {
        self.inner.requests.lock().unwrap().clone()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let asked = ReceivedRequest {
        method: parts.method.to_string(),
        path: parts.uri.to_string(),
        headers: parts.headers,
        body: body.to_vec(),
    };
    let number = {
        let mut requests = inner.requests.lock().unwrap();
        requests.push(asked);
        requests.len() - 1
    };
    let answer = inner.answers.get(number).or(inner.answers.last()).unwrap();
    let (status, body) = match answer.clone() {
        Answer::Says(status, body) => (status, Body::from(body)),
        Answer::Halts(begin) => {
            let begin = stream::iter([Ok::<_, std::convert::Infallible>(begin)]);
            (200, Body::from_stream(begin.chain(stream::pending())))
        }
        Answer::Silent => std::future::pending().await,
    };
    Response::builder().status(status).body(body).unwrap()
}
