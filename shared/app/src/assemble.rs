//! Wiring of an [`App`] from a function's environment and a set of adapters. Lambda functions and
//! the local program both use it, so that tests run the wiring that is deployed.

use std::sync::Arc;

use async_trait::async_trait;
use docket_domain::PushOrigins;
use docket_platform::{
    BusError, BusEvent, Clock, EventBus, ExternalIssuer, HttpClient, ImageStore, ImageStoreError,
    Keys, Message, MessageError, Messenger, SecretKey, Settings, TokenKeys, TokenVerifier,
    Transport, Vault,
    payments::{PaymentKeys, PaymentProvider},
    push::{PushContact, PushKeys, PushService},
};
use docket_store::Store;

use crate::{App, Failure, auth::Revocations, names::Names, payments::Provider, push::Push};

/// What invokes a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serves {
    /// Requests to the API.
    Requests {
        /// Whether to read the revocations during start-up, so that the first request with a token
        /// does not wait for them and the connection to the table is open.
        warm: bool,
    },
    /// Events. They contain no tokens.
    Events,
}

/// The adapters of an app. A method is called only when the function's environment names what it
/// makes, because each client of an AWS service lengthens the cold start.
pub trait Adapters {
    /// The clock.
    fn clock(&self) -> Arc<dyn Clock>;

    /// The table with this name.
    fn table(&self, name: &str) -> Store;

    /// The event bus with this name.
    fn bus(&self, name: &str) -> Arc<dyn EventBus>;

    /// SMS and e-mail. `setting` reads the names of the senders.
    fn messenger(&self, setting: &dyn Fn(&str) -> Option<String>) -> Arc<dyn Messenger>;

    /// The bucket with this name, which stores image files.
    fn images(&self, bucket: &str) -> Arc<dyn ImageStore>;

    /// The secret with this ARN.
    fn secret(&self, arn: &str) -> Arc<dyn Vault>;

    /// The payment provider at this URL, with this secret key.
    ///
    /// # Errors
    ///
    /// When the key or the URL is malformed.
    fn payments(&self, key: &str, url: &str) -> Result<Arc<dyn PaymentProvider>, Failure>;

    /// The client of browsers' push services, which signs with these keys. `contact` is the address
    /// that a push service may write to.
    fn push(&self, keys: PushKeys, contact: Option<PushContact>) -> Arc<dyn PushService>;

    /// The origins at which a browser's subscription may be.
    fn push_origins(&self) -> PushOrigins;

    /// The client for HTTP requests to services outside AWS.
    fn http(&self) -> Arc<dyn HttpClient>;

    /// Which URLs an external issuer may have.
    fn transport(&self) -> Transport;
}

/// Makes the app of a function whose environment `lookup` reads.
///
/// An empty setting counts as absent. The exception is `MAIL_FROM`: a function that has it, even
/// empty, may send messages to phones.
///
/// # Errors
///
/// When a setting or a key is missing, malformed, or not fit for production.
pub async fn assemble(
    serves: Serves,
    lookup: impl Fn(&str) -> Option<String>,
    with: &impl Adapters,
) -> Result<App, Failure> {
    let setting = |name: &str| lookup(name).filter(|value| !value.is_empty());
    let settings = Settings::read(setting)?;
    let http = with.http();
    let issuer = settings
        .oidc
        .clone()
        .map(|trusted| ExternalIssuer::new(trusted, with.transport(), http.clone()))
        .transpose()?;
    let name = setting("TABLE_NAME").ok_or("the environment variable TABLE_NAME is not set")?;
    let (store, clock) = (with.table(&name), with.clock());
    let revocations = Revocations::default();
    let warm = async {
        if serves == (Serves::Requests { warm: true })
            && let Err(error) = revocations.read(&store, clock.now()).await
        {
            // The first request that needs the revocations reads them.
            tracing::warn!(%error, "could not be warmed");
        }
    };
    let (keys, provider, push, ()) = tokio::join!(
        keys(serves, &setting, with),
        provider(&setting, with),
        push(&settings, &setting, with),
        warm
    );
    Ok(App {
        keys: keys?,
        provider: provider?,
        push: push?,
        messenger: match lookup("MAIL_FROM") {
            Some(_) => with.messenger(&setting),
            None => Arc::new(NotGranted),
        },
        bus: setting("EVENT_BUS").map_or_else(|| Arc::new(NotGranted) as _, |bus| with.bus(&bus)),
        images: setting("IMAGES_BUCKET")
            .map_or_else(|| Arc::new(NotGranted) as _, |bucket| with.images(&bucket)),
        store,
        clock,
        http,
        settings,
        issuer,
        revocations,
        names: Names::default(),
    })
}

/// The payment provider, if the environment names its keys and they have a value.
async fn provider(
    setting: &impl Fn(&str) -> Option<String>,
    with: &impl Adapters,
) -> Result<Option<Provider>, Failure> {
    let Some(arn) = setting("PAYMENT_KEYS_ARN") else { return Ok(None) };
    let failed = |error: &dyn std::fmt::Display| format!("PAYMENT_KEYS_ARN: {error}");
    let value = with.secret(&arn).read().await.map_err(|error| failed(&error))?;
    let keys = PaymentKeys::parse(&value.unwrap_or_default()).map_err(|error| failed(&error))?;
    let Some(keys) = keys else { return Ok(None) };
    let webhook_secrets = keys.secrets().map_err(|error| failed(&error))?;
    let missing = |name: &str| format!("the environment variable {name} is not set");
    let url = setting("PAYMENTS_URL").ok_or_else(|| missing("PAYMENTS_URL"))?;
    let deployment = setting("DEPLOYMENT").ok_or_else(|| missing("DEPLOYMENT"))?;
    Ok(Some(Provider {
        client: with.payments(&keys.secret_key, &url)?,
        publishable_key: keys.publishable_key,
        webhook_secrets,
        deployment: deployment.parse()?,
    }))
}

/// Web push: the public key, and the sender if the environment names the secret with its keys.
async fn push(
    settings: &Settings,
    setting: &impl Fn(&str) -> Option<String>,
    with: &impl Adapters,
) -> Result<Push, Failure> {
    let push = Push {
        origins: with.push_origins(),
        public_key: setting("PUSH_PUBLIC_KEY"),
        ..Push::default()
    };
    let Some(arn) = setting("PUSH_KEY_ARN") else { return Ok(push) };
    let value = with.secret(&arn).read().await.map_err(|error| format!("PUSH_KEY_ARN: {error}"))?;
    let keys = PushKeys::parse(&value.unwrap_or_default())?;
    Ok(Push { service: with.push(keys, contact(settings, setting)?), ..push })
}

/// The contact for push services: the deployment's public URL, else the address that its e-mail
/// comes from, else its administrator's address.
fn contact(
    settings: &Settings,
    setting: &impl Fn(&str) -> Option<String>,
) -> Result<Option<PushContact>, Failure> {
    let pages = settings.public_url.as_ref().filter(|url| url.is_secure());
    let pages = pages.map(|url| format!("https://{}", url.host()));
    let mail = || {
        let address = setting("MAIL_FROM").or_else(|| setting("ADMIN_EMAIL"));
        address.map(|address| format!("mailto:{address}"))
    };
    Ok(pages.or_else(mail).map(|text| text.parse()).transpose()?)
}

/// The keys whose secrets the environment names.
async fn keys(
    serves: Serves,
    setting: &impl Fn(&str) -> Option<String>,
    with: &impl Adapters,
) -> Result<Keys, Failure> {
    let verifier = verifier(setting("PUBLIC_KEYS").as_deref(), serves)?;
    let secret = async |name: &str| -> Result<Option<String>, Failure> {
        let Some(arn) = setting(name) else { return Ok(None) };
        let value = with.secret(&arn).read().await.map_err(|error| format!("{name}: {error}"))?;
        Ok(Some(value.unwrap_or_default()))
    };
    let (token, code, id) = tokio::try_join!(
        secret("TOKEN_KEY_ARN"),
        secret("CODE_SECRET_ARN"),
        secret("ID_SECRET_ARN")
    )?;
    let issuer = token.map(|text| TokenKeys::parse(&text)?.issuer()).transpose()?;
    let issuer = issuer.map(|it| it.known_to(&verifier)).transpose()?;
    let codes = code.map(|text| SecretKey::parse("code", &text)).transpose()?;
    let ids = id.map(|text| SecretKey::parse("id", &text)).transpose()?;
    let keys = Keys::new(verifier, issuer, codes, ids);
    let keys = match setting("TOKEN_VAULT_ARN") {
        Some(arn) => keys.with_vault(with.secret(&arn)),
        None => keys,
    };
    Ok(match setting("PUSH_VAULT_ARN") {
        Some(arn) => keys.with_push_vault(with.secret(&arn)),
        None => keys,
    })
}

/// The verifier of tokens. Only a function that serves no requests may have none: the function that
/// makes the keys starts before there are keys.
fn verifier(jwks: Option<&str>, serves: Serves) -> Result<TokenVerifier, Failure> {
    match (jwks, serves) {
        (Some(jwks), _) => {
            let jwks = serde_json::from_str(jwks).map_err(|_| "PUBLIC_KEYS is no JSON")?;
            Ok(TokenVerifier::from_jwks(&jwks)?)
        }
        (None, Serves::Events) => Ok(TokenVerifier::default()),
        (None, Serves::Requests { .. }) => Err("PUBLIC_KEYS is not set".into()),
    }
}

/// Placeholder for an adapter that the function's environment does not name. Each call fails.
#[derive(Debug, Clone, Copy)]
pub struct NotGranted;

#[async_trait]
impl Messenger for NotGranted {
    async fn send(&self, _: Message) -> Result<(), MessageError> {
        Err(MessageError::NotNow("MAIL_FROM is not in this function's environment".to_owned()))
    }
}

#[async_trait]
impl EventBus for NotGranted {
    async fn put(&self, _: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        Err(BusError::Unavailable("EVENT_BUS is not in this function's environment".to_owned()))
    }
}

#[async_trait]
impl ImageStore for NotGranted {
    async fn put(&self, _: &str, _: &'static str, _: Vec<u8>) -> Result<(), ImageStoreError> {
        Err(no_bucket())
    }

    async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, ImageStoreError> {
        Err(no_bucket())
    }
}

fn no_bucket() -> ImageStoreError {
    let reason = "IMAGES_BUCKET is not in this function's environment";
    ImageStoreError::Unavailable(reason.to_owned())
}
