//! The functions of the template, ready to be invoked: each with its own
//! keys, its own meter, and only what its environment grants.

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
    push::{AtHome, PushStandIn},
    rights::{Ledger, guarded, guarded_images},
    template::FunctionSpec,
};

/// The most HTTP requests that are worked on at a time. The database takes one
/// after another, so waiting belongs here, before the SDK's timeouts run.
const CONCURRENCY: usize = 64;

/// What all functions share.
pub struct Surroundings {
    /// The database.
    pub client: Client,
    /// The time.
    pub clock: Arc<MovableClock>,
    /// The event bus.
    pub bus: Arc<dyn EventBus>,
    /// SMS and e-mail.
    pub messenger: Arc<dyn Messenger>,
    /// The files of images.
    pub images: Arc<dyn ImageStore>,
    /// How the external issuer is reached.
    pub http: Arc<dyn HttpClient>,
    /// All keys.
    pub keys: KeyMaterial,
    /// The keys of the payment provider, JSON; empty where payments are off.
    pub payment_keys: String,
    /// The public halves of the token keys, a JWKS.
    pub public_keys: String,
    /// The stand-in for the push services of browsers.
    pub push: Arc<PushStandIn>,
    /// Values that take the place of the template's.
    pub overrides: Vec<(&'static str, String)>,
    /// What the template calls the table.
    pub table: String,
    /// Where used rights are written down.
    pub ledger: Ledger,
    /// Whether limits are out of reach, instead of what the template says.
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
    /// Readies a function of the API for its first request; those alone that
    /// read tokens may ask which are revoked.
    pub async fn warm(&self) {
        if let Kind::Http { with_tokens: true, .. } = self.kind
            && let Err(error) = self.app.warm().await
        {
            // It will read again when it must.
            tracing::warn!(function = self.name, %error, "could not be warmed");
        }
    }

    /// What it runs on.
    #[must_use]
    pub const fn app(&self) -> &SharedApp {
        &self.app
    }

    /// How often it was invoked.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// What it has used of the database.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.app.store.meter()
    }

    /// Checks that the template invokes it in the way that the registry says.
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

    /// Invokes it with the payload of a stream, a rule or a schedule.
    ///
    /// # Errors
    ///
    /// What the function answered, or that it crashed.
    pub async fn invoke(&self, payload: Value) -> Result<Value, String> {
        let Kind::Event(handler) = &self.kind else {
            // Refused at the start, by `check_http`.
            return Err("not a function that takes events".to_owned());
        };
        self.requests.fetch_add(1, Ordering::Relaxed);
        // A task of its own, so that a panic ends this invocation only.
        match tokio::spawn(handler(self.app.clone(), payload)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(failure)) => Err(chain(failure.as_ref())),
            Err(_) => Err("the function crashed".to_owned()),
        }
    }

    /// Answers an HTTP request.
    ///
    /// Like a Lambda it runs to its end when the caller has gone, and a crash
    /// answers what API Gateway would.
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

/// What each function has used of the database since the start.
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

/// What API Gateway says when a function crashed.
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

/// Makes the functions of the template.
///
/// # Errors
///
/// Names the function that the registry does not know, or whose environment
/// lacks something.
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

/// A limit that nobody reaches. Here everybody has the same address, so what
/// counts beyond one phone is off.
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

/// The environment variables that open something, with the right that must
/// come with each and on how many resources.
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
    // An identity, and the configuration set that it may have.
    ("MAIL_FROM", "ses:SendEmail", 2),
    // Empty or not, a function that has it sends to phones.
    ("MAIL_FROM", "sns:Publish", 1),
];

/// Checks that what a function's environment opens it may use, and the other
/// way round.
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
        // What the stack's own function would have made.
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
        // What was revoked is read when the demo's data are there.
        Handler::Http(_) => Serves::Requests { warm: false },
        Handler::Event(_) => Serves::Events,
    };
    let with = Here { function: found.name, spec, surroundings };
    // Boxed, so that it is no part of the type of everything that starts the program.
    let assembled = Box::pin(docket_app::assemble(serves, lookup, &with)).await;
    assembled.map_err(anyhow::Error::from_boxed)
}

/// What a function of the local program runs on.
struct Here<'a> {
    function: &'static str,
    spec: &'a FunctionSpec,
    surroundings: &'a Surroundings,
}

impl Adapters for Here<'_> {
    fn clock(&self) -> Arc<dyn Clock> {
        self.surroundings.clock.clone()
    }

    /// The database, through a client with no more rights than the template
    /// gives the function.
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

    /// The files of images, as far as the template gives the function rights to them.
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
        Arc::new(AtHome::new(push, self.surroundings.push.endpoints()))
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
