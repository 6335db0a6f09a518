use std::{sync::Arc, time::Duration};

use docket_platform::{
    HttpClient, HttpError, Scheme, Transport,
    payments::{AccountId, IdempotencyKey, Mode, ProviderError},
};
use http::{Method, Request, StatusCode, header};

use super::{api_key::ApiKey, form::Form, refusals::error_of};

/// The API version of requests and responses: the newest stable one, which the official libraries
/// of 29 October 2026 use (stripe-node 23.1.0).
///
/// Webhooks have the version of their endpoint. Only ids and the mode are read from them.
pub const API_VERSION: &str = "2026-10-28.endive";
/// The base URL of Stripe's API.
pub const BASE_URL: &str = "https://api.stripe.com";

/// The default timeout of a request. Stripe answers within seconds. The slowest requests are
/// confirmations with a bank, which Docket does not make.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The maximum size of a response in bytes. A page of a hundred refunds has less than 200 KB.
const MAX_ANSWER: usize = 1024 * 1024;
/// The name of this program in Stripe's request log.
const USER_AGENT: &str = concat!("docket/", env!("CARGO_PKG_VERSION"));

/// A client of Stripe's API with one key.
pub struct Stripe {
    key: ApiKey,
    base: String,
    http: Arc<dyn HttpClient>,
    timeout: Duration,
}

/// The configuration of the client is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StripeError {
    /// The key must not be sent to this base URL.
    #[error("the base URL must be https, or http on this machine, without a query")]
    BaseUrl,
    /// A live key would be sent to a stand-in.
    #[error("a live key is only sent by https")]
    LiveKey,
}

/// One request.
pub struct Call<'a> {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path below the base URL.
    pub path: String,
    /// The parameters: the body of a `POST`, the query of a `GET`.
    pub form: Form,
    /// The idempotency key, by which Stripe recognises a retry. Every change has one.
    pub key: Option<&'a IdempotencyKey>,
}

impl Stripe {
    /// Makes a client of Stripe at `base`: [`BASE_URL`] except in the local program and tests.
    ///
    /// # Errors
    ///
    /// [`StripeError`].
    pub fn new(key: ApiKey, base: &str, http: Arc<dyn HttpClient>) -> Result<Self, StripeError> {
        let base = base.trim_end_matches('/');
        let scheme = Transport::SecureOrLoopback
            .scheme(base)
            .filter(|_| !base.contains('?'))
            .ok_or(StripeError::BaseUrl)?;
        match (scheme, key.mode()) {
            (Scheme::Loopback, Mode::Live) => Err(StripeError::LiveKey),
            (Scheme::Https, Mode::Live | Mode::Test) | (Scheme::Loopback, Mode::Test) => {
                Ok(Self { key, base: base.to_owned(), http, timeout: TIMEOUT })
            }
        }
    }

    /// This client with another timeout than ten seconds.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Whether its key moves real money.
    pub(super) const fn mode(&self) -> Mode {
        self.key.mode()
    }

    /// Sends a request in one attempt and returns the body of a success.
    pub(super) async fn call(
        &self,
        call: Call<'_>,
        account: Option<&AccountId>,
    ) -> Result<Vec<u8>, ProviderError> {
        let request = self.request(call, account)?;
        let sent = self.http.send(request, Some(MAX_ANSWER));
        let answer = tokio::time::timeout(self.timeout, sent)
            .await
            .map_err(|_| ProviderError::Unknown("it did not answer in time"))?
            .map_err(|error| not_answered(&error))?;
        match answer.status() {
            StatusCode::OK => Ok(answer.into_body()),
            status => Err(error_of(status, answer.headers(), answer.body())),
        }
    }

    fn request(
        &self,
        call: Call<'_>,
        account: Option<&AccountId>,
    ) -> Result<Request<Vec<u8>>, ProviderError> {
        let Call { method, path, form, key } = call;
        let is_post = method == Method::POST;
        let form = form.into_text();
        let query = if is_post || form.is_empty() { String::new() } else { format!("?{form}") };
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}{query}", self.base))
            .header(header::AUTHORIZATION, self.key.bearer())
            .header(header::USER_AGENT, USER_AGENT)
            .header("stripe-version", API_VERSION);
        if is_post {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key.as_str());
        }
        if let Some(account) = account {
            request = request.header("stripe-account", account.as_str());
        }
        let body = if is_post { form.into_bytes() } else { Vec::new() };
        request.body(body).map_err(|_| ProviderError::Misconfigured("its address is no URL"))
    }
}

/// The error for a request without a response. The error texts of the connection are left out,
/// because other code wrote them and they may quote the request.
fn not_answered(error: &HttpError) -> ProviderError {
    match error {
        HttpError::Address => ProviderError::Misconfigured("its address is no https URL"),
        HttpError::NotReached(_) => ProviderError::Unknown("it was not reached"),
        HttpError::Interrupted(_) => ProviderError::Unknown("its answer broke off"),
        HttpError::TooLarge(_) => ProviderError::Unknown("its answer is too long"),
    }
}
