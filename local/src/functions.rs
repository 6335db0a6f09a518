//! The functions of the template, ready to be invoked. Each has its own keys and capacity meter,
//! and only what its environment and its rights grant.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Context, Result, bail};
use aws_sdk_dynamodb::Client;
use axum::{
    Json, Router,
    extract::Request,
    response::{IntoResponse, Response},
};
use docket_app::{Adapters, App, Failure, Serves, SharedApp};
use docket_domain::PushOrigins;
use docket_functions::{
    function::{self, Handler},
    registry, router,
};
use docket_platform::{
    Clock, EventBus, HttpClient, ImageStore, KeyMaterial, Messenger, Transport, Vault,
    payments::PaymentProvider,
    push::{PushContact, PushKeys, PushService},
};
use docket_store::{Store, Usage};
use docket_web::{
    push::WebPush,
    stripe::{ApiKey, Stripe},
};
use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::{
    clock::MovableClock,
    engine::TABLE,
    keys::KeptSecret,
    push::{LocalPush, PushStandIn},
    rights::{Ledger, guarded, guarded_images},
    template::FunctionSpec,
};

/// The maximum number of HTTP requests that are processed at a time. The database executes one call
/// after another, so requests wait here, before the SDK's timeouts begin.
const CONCURRENCY: usize = 64;

/// What all functions share: the local adapters, keys and settings.
pub struct Surroundings {
    /// The client of the database.
    pub client: Client,
    /// The clock.
    pub clock: Arc<MovableClock>,
    /// The event bus.
    pub bus: Arc<dyn EventBus>,
    /// SMS and e-mail.
    pub messenger: Arc<dyn Messenger>,
    /// The store of image files.
    pub images: Arc<dyn ImageStore>,
    /// The client for requests to the external issuer.
    pub http: Arc<dyn HttpClient>,
    /// All keys.
    pub keys: KeyMaterial,
    /// The payment provider's keys as JSON; empty when payments are off.
    pub payment_keys: String,
    /// The public halves of the token keys, a JWKS.
    pub public_keys: String,
    /// The stand-in for the push services of browsers.
    pub push: Arc<PushStandIn>,
    /// Values that replace the template's settings.
    pub overrides: Vec<(&'static str, String)>,
    /// The table's logical id in the template.
    pub table: String,
    /// The ledger that records the rights that functions use.
    pub ledger: Ledger,
    /// Whether limits are so high that they never apply, instead of the template's.
    pub relaxed: bool,
}

/// One function.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    app: SharedApp,
    requests: AtomicU64,
    kind: Kind,
}

enum Kind {
    Http { router: Router, with_tokens: bool, concurrency: Arc<Semaphore> },
    Event(function::EventHandler),
}

impl Function {
    /// Prepares an HTTP function for its first request. Only functions that read tokens read the
    /// revocations.
    pub async fn warm(&self) {
        if let Kind::Http { with_tokens: true, .. } = self.kind
            && let Err(error) = self.app.warm().await
        {
            // It reads again when a request needs it.
            tracing::warn!(function = self.name, %error, "could not be warmed");
        }
    }

    /// The app that the function runs on.
    #[must_use]
    pub const fn app(&self) -> &SharedApp {
        &self.app
    }

    /// The number of invocations.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// The capacity that it has used.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.app.store.meter()
    }

    /// Checks that the template and the registry agree on whether the function serves HTTP requests
    /// or events.
    ///
    /// # Errors
    ///
    /// Names the function when they disagree.
    pub fn check_http(&self, by_route: bool) -> Result<()> {
        let name = self.name;
        match (&self.kind, by_route) {
            (Kind::Http { .. }, true) | (Kind::Event(_), false) => Ok(()),
            (Kind::Http { .. }, false) => {
                bail!("template.yaml gives {name} an event, but it answers HTTP requests only")
            }
            (Kind::Event(_), true) => {
                bail!("template.yaml gives {name} a route, but it takes events only")
            }
        }
    }

    /// Invokes the function with the payload of a stream, a rule or a schedule.
    ///
    /// # Errors
    ///
    /// The function's error, or that it panicked.
    pub async fn invoke(&self, payload: Value) -> Result<Value, String> {
        let Kind::Event(handler) = &self.kind else {
            // `check_http` refuses this case at the start.
            return Err("not a function that takes events".to_owned());
        };
        self.requests.fetch_add(1, Ordering::Relaxed);
        // Runs in a separate task, so that a panic ends only this invocation.
        match tokio::spawn(handler(self.app.clone(), payload)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(failure)) => Err(chain(failure.as_ref())),
            Err(_) => Err("the function crashed".to_owned()),
        }
    }

    /// Answers an HTTP request.
    ///
    /// As in Lambda, the function runs to its end even when the client has gone, and a panic is
    /// answered as API Gateway answers a crash.
    pub async fn answer(&self, request: Request) -> Result<Response, Infallible> {
        let Kind::Http { router, concurrency, .. } = &self.kind else {
            return Ok(gateway_error());
        };
        let Ok(permit) = concurrency.clone().acquire_owned().await else {
            return Ok(gateway_error());
        };
        self.requests.fetch_add(1, Ordering::Relaxed);
        let router = router.clone();
        let answer = tokio::spawn(async move {
            let answer = router.oneshot(request).await;
            drop(permit);
            answer
        });
        answer.await.unwrap_or_else(|_| Ok(gateway_error()))
    }
}

/// The capacity that each function has used since the start.
#[must_use]
pub fn capacity(functions: &BTreeMap<&'static str, Arc<Function>>) -> Value {
    let functions: Map<_, _> = functions
        .iter()
        .map(|(name, function)| {
            let usage = function.usage();
            let used = json!({
                "requests": function.requests(), "roundTrips": usage.round_trips,
                "readUnits": usage.read_units, "writeUnits": usage.write_units,
            });
            ((*name).to_owned(), used)
        })
        .collect();
    json!({"functions": functions})
}

/// API Gateway's response to a crashed function.
fn gateway_error() -> Response {
    let body = Json(json!({"message": "Internal Server Error"}));
    (axum::http::StatusCode::INTERNAL_SERVER_ERROR, body).into_response()
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// Assembles the functions of the template.
///
/// # Errors
///
/// Names a function that the registry does not know, or whose environment is incomplete.
pub async fn assemble(
    specs: &[FunctionSpec],
    surroundings: &Surroundings,
) -> Result<BTreeMap<&'static str, Arc<Function>>> {
    let concurrency = Arc::new(Semaphore::new(CONCURRENCY));
    let mut functions = BTreeMap::new();
    for spec in specs {
        let found = registry::find(&spec.name).with_context(|| {
            format!(
                "template.yaml has the function {}, which the registry does not know",
                spec.name
            )
        })?;
        let app = Arc::new(
            app(found, spec, surroundings)
                .await
                .with_context(|| format!("template.yaml, the environment of {}", spec.name))?,
        );
        let kind = match found.handler {
            Handler::Http(routes) => Kind::Http {
                router: router::service(found.name, routes, app.clone()),
                with_tokens: (routes.take_tokens)(),
                concurrency: concurrency.clone(),
            },
            Handler::Event(handler) => Kind::Event(handler),
        };
        let function = Function { name: found.name, app, requests: AtomicU64::new(0), kind };
        if functions.insert(found.name, Arc::new(function)).is_some() {
            bail!("template.yaml has the function {} twice", spec.name);
        }
    }
    Ok(functions)
}

/// A limit that is never reached. All clients have one network address here, so limits beyond one
/// phone are turned off.
fn relaxed(name: &str) -> &'static str {
    match name {
        "LIMIT_CODES_PER_ADDRESS"
        | "LIMIT_CODES_PER_ADDRESS_PER_DAY"
        | "LIMIT_CODES_IN_ALL"
        | "LIMIT_CODES_IN_ALL_PER_DAY" => "0",
        "LIMIT_NOTICES_PER_CONTACT"
        | "LIMIT_NOTICES_PER_SOURCE"
        | "LIMIT_NOTICES_PER_SELLER"
        | "LIMIT_NOTICES_IN_ALL" => "0,0",
        "LIMIT_HELD_SHARE" => "100",
        _ => "1000000",
    }
}

/// The environment variables that require a right, with that right and the number of resources it
/// must cover.
const OPENED: [(&str, &str, usize); 12] = [
    ("TOKEN_KEY_ARN", "secretsmanager:GetSecretValue", 1),
    ("CODE_SECRET_ARN", "secretsmanager:GetSecretValue", 1),
    ("ID_SECRET_ARN", "secretsmanager:GetSecretValue", 1),
    ("PAYMENT_KEYS_ARN", "secretsmanager:GetSecretValue", 1),
    ("TOKEN_VAULT_ARN", "secretsmanager:GetSecretValue", 1),
    ("TOKEN_VAULT_ARN", "secretsmanager:PutSecretValue", 1),
    ("PUSH_KEY_ARN", "secretsmanager:GetSecretValue", 1),
    ("PUSH_VAULT_ARN", "secretsmanager:GetSecretValue", 1),
    ("PUSH_VAULT_ARN", "secretsmanager:PutSecretValue", 1),
    ("EVENT_BUS", "events:PutEvents", 1),
    // The identity and the configuration set.
    ("MAIL_FROM", "ses:SendEmail", 2),
    // A function with this variable, even an empty one, sends SMS.
    ("MAIL_FROM", "sns:Publish", 1),
];

/// Checks that a function's environment variables and its rights correspond, in both directions.
fn check_rights(spec: &FunctionSpec) -> Result<()> {
    let opens = |variable: &str, action: &str| {
        let value = spec.environment.get(variable);
        value.is_some_and(|value| !value.is_empty() || action == "sns:Publish")
    };
    for (_, action, _) in OPENED {
        let opening = OPENED.iter().filter(|(_, it, _)| *it == action);
        let opening = opening.filter(|(variable, ..)| opens(variable, action));
        let opened: usize = opening.map(|(.., resources)| resources).sum();
        let granted = spec.rights.iter().filter(|right| right.action == action).count();
        if opened != granted {
            bail!("its environment has {opened} uses for {action}, its policies have {granted}");
        }
    }
    Ok(())
}

async fn app(
    found: &function::Function,
    spec: &FunctionSpec,
    surroundings: &Surroundings,
) -> Result<App> {
    check_rights(spec)?;
    let lookup = |name: &str| -> Option<String> {
        let declared = spec.environment.get(name)?;
        if surroundings.relaxed && name.starts_with("LIMIT_") {
            return Some(relaxed(name).to_owned());
        }
        // On AWS, the stack's own function makes this value.
        if declared == "TokenKeys.PublicKeys" {
            return Some(surroundings.public_keys.clone());
        }
        if declared == "TokenKeys.PushKey" {
            return Some(surroundings.push.public_key().to_owned());
        }
        let over = surroundings.overrides.iter().find(|(over, _)| *over == name);
        Some(over.map_or_else(|| declared.clone(), |(_, value)| value.clone()))
    };
    let serves = match found.handler {
        // The revocations are read after the demo's data are written.
        Handler::Http(_) => Serves::Requests { warm: false },
        Handler::Event(_) => Serves::Events,
    };
    let with = Here { function: found.name, spec, surroundings };
    // Boxed, so that the types of the callers' futures do not contain it.
    let assembled = Box::pin(docket_app::assemble(serves, lookup, &with)).await;
    assembled.map_err(anyhow::Error::from_boxed)
}

/// The local adapters for one function.
struct Here<'a> {
    function: &'static str,
    spec: &'a FunctionSpec,
    surroundings: &'a Surroundings,
}

impl Adapters for Here<'_> {
    fn clock(&self) -> Arc<dyn Clock> {
        self.surroundings.clock.clone()
    }

    /// The database, through a client with only the rights that the template gives the function.
    fn table(&self, _: &str) -> Store {
        let Surroundings { client, table, ledger, .. } = self.surroundings;
        let rights = self.spec.rights.clone();
        Store::new(guarded(client, self.function, table.clone(), rights, ledger.clone()), TABLE)
    }

    fn bus(&self, _: &str) -> Arc<dyn EventBus> {
        self.surroundings.bus.clone()
    }

    fn messenger(&self, _: &dyn Fn(&str) -> Option<String>) -> Arc<dyn Messenger> {
        self.surroundings.messenger.clone()
    }

    /// The image files, with only the rights that the template gives the function.
    fn images(&self, bucket: &str) -> Arc<dyn ImageStore> {
        let Surroundings { images, ledger, .. } = self.surroundings;
        let rights = self.spec.rights.clone();
        Arc::new(guarded_images(images.clone(), self.function, bucket, rights, ledger.clone()))
    }

    fn secret(&self, arn: &str) -> Arc<dyn Vault> {
        Arc::new(KeptSecret::new(&self.surroundings.keys, &self.surroundings.payment_keys, arn))
    }

    fn payments(&self, key: &str, url: &str) -> Result<Arc<dyn PaymentProvider>, Failure> {
        Ok(Arc::new(Stripe::new(ApiKey::new(key)?, url, self.http())?))
    }

    fn push(&self, keys: PushKeys, contact: Option<PushContact>) -> Arc<dyn PushService> {
        let push = WebPush::new(keys, contact, self.http(), self.clock());
        Arc::new(LocalPush::new(push, self.surroundings.push.endpoints()))
    }

    fn push_origins(&self) -> PushOrigins {
        PushOrigins::of_browsers().with_local(&self.surroundings.push.endpoints())
    }

    fn http(&self) -> Arc<dyn HttpClient> {
        self.surroundings.http.clone()
    }

    fn transport(&self) -> Transport {
        Transport::SecureOrLoopback
    }
}
