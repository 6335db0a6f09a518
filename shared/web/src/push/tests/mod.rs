//! Tests of the encryption and the token against the vectors of their RFCs and an independently
//! written browser, and of the adapter against an HTTP client with prepared responses.

mod browser;
mod sending;
mod tokens;
mod vectors;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_platform::{Clock, HttpClient, HttpError};
use http::{Request, Response};
use jiff::{SignedDuration, Timestamp};

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// A clock that only moves when a test moves it.
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new("2026-11-20T12:00:00Z".parse().unwrap())))
    }

    fn advance(&self, by: SignedDuration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// An HTTP client that sends nothing: it records the requests and gives one response to all.
pub struct RecordingClient {
    answer: Mutex<Result<Response<Vec<u8>>, HttpError>>,
    requests: Mutex<Vec<Request<Vec<u8>>>>,
}

impl RecordingClient {
    fn answering(answer: Result<Response<Vec<u8>>, HttpError>) -> Arc<Self> {
        Arc::new(Self { answer: Mutex::new(answer), requests: Mutex::default() })
    }

    fn with_status(status: u16) -> Arc<Self> {
        Self::answering(Ok(Response::builder().status(status).body(Vec::new()).unwrap()))
    }
}

#[async_trait]
impl HttpClient for RecordingClient {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        _: Option<usize>,
    ) -> Result<Response<Vec<u8>>, HttpError> {
        self.requests.lock().unwrap().push(request);
        self.answer.lock().unwrap().clone()
    }
}
