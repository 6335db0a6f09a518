//! A function's surroundings on AWS, read once while it starts.

use std::{cell::LazyCell, env, sync::Arc};

use async_trait::async_trait;
use aws_config::SdkConfig;
use docket_app::{App, Failure, SharedApp, auth::Revocations, names::Names};
use docket_aws::{AwsEventBus, AwsMessenger, AwsVault, SmsSender, aws_calls};
use docket_domain::Phone;
use docket_platform::{
    BusError, BusEvent, Clock, EventBus, ExternalIssuer, HttpClient, KeyMaterial, Keys, Message,
    MessageError, Messenger, Settings, SystemClock, TokenVerifier, Transport, Vault,
};
use docket_store::Store;
use docket_web::HttpsClient;

/// What a function is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serves {
    /// Requests to the API, of which some come with access tokens, or none.
    Requests { with_tokens: bool },
    /// Events: nothing that comes carries a token.
    Events,
}

/// The app of the function that this process runs. For one that takes access
/// tokens it reads what was revoked, so that the first request finds that done
/// and the connection to the table open.
///
/// # Errors
///
/// When a setting or a key is missing, malformed, or not fit for production.
pub async fn app(serves: Serves) -> Result<SharedApp, Failure> {
    let config = aws_calls().load().await;
    // No client is made in vain: each takes its part of a cold start.
    let messenger: Arc<dyn Messenger> = match env::var_os("MAIL_FROM") {
        Some(_) => {
            let sms = SmsSender {
                sender_id: setting("SENDER_ID"),
                origination_number: setting("SMS_ORIGINATION_NUMBER"),
                entity_id: setting("SMS_ENTITY_ID"),
                template_id: setting("SMS_TEMPLATE_ID"),
            };
            Arc::new(AwsMessenger::new(&config, sms, setting("MAIL_FROM")))
        }
        None => Arc::new(NotGranted),
    };
    let bus: Arc<dyn EventBus> = match setting("EVENT_BUS") {
        Some(bus) => Arc::new(AwsEventBus::new(&config, bus)),
        None => Arc::new(NotGranted),
    };
    let settings = Settings::read(setting)?;
    refuse_demo(&settings)?;
    let trusted = settings.oidc.clone();
    let http: Arc<dyn HttpClient> = Arc::new(HttpsClient::default());
    let issuer =
        trusted.map(|it| ExternalIssuer::new(it, Transport::Secure, http.clone())).transpose()?;
    let store = Store::new(aws_sdk_dynamodb::Client::new(&config), required("TABLE_NAME")?);
    let revocations = Revocations::default();
    let warm = async {
        if serves == (Serves::Requests { with_tokens: true })
            && let Err(error) = revocations.read(&store, SystemClock.now()).await
        {
            // It will read again when it must.
            tracing::warn!(%error, "could not be warmed");
        }
    };
    let (keys, ()) = tokio::join!(keys(&config, serves), warm);
    let keys = keys?;
    let clock = Arc::new(SystemClock);
    Ok(Arc::new(App {
        store,
        clock,
        messenger,
        bus,
        http,
        keys,
        settings,
        issuer,
        revocations,
        names: Names::default(),
    }))
}

/// A setting; empty is as good as absent.
fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn required(name: &str) -> Result<String, Failure> {
    setting(name).ok_or_else(|| format!("the environment variable {name} is not set").into())
}

/// The demo's people have numbers that nobody has, so nobody but who is near
/// the demo's messages could sign in as this administrator.
fn refuse_demo(settings: &Settings) -> Result<(), Failure> {
    if settings.admin_phone.as_ref().is_some_and(Phone::is_fictional) {
        return Err("ADMIN_PHONE is a fictional number like the demo's; set AdminPhone to a real \
                    one, or to nothing"
            .into());
    }
    Ok(())
}

async fn keys(config: &SdkConfig, serves: Serves) -> Result<Keys, Failure> {
    let verifier = verifier(setting("PUBLIC_KEYS").as_deref(), serves)?;
    let client = LazyCell::new(|| aws_sdk_secretsmanager::Client::new(config));
    let vault = |arn| AwsVault::new(client.clone(), arn);
    let secret = async |name: &str| -> Result<Option<String>, Failure> {
        let Some(arn) = setting(name) else { return Ok(None) };
        let value = vault(arn).read().await.map_err(|error| format!("{name}: {error}"))?;
        Ok(Some(value.unwrap_or_default()))
    };
    let (token, code, id) = tokio::try_join!(
        secret("TOKEN_KEY_ARN"),
        secret("CODE_SECRET_ARN"),
        secret("ID_SECRET_ARN")
    )?;
    let granted = [token.is_some(), code.is_some(), id.is_some()];
    let material = KeyMaterial {
        token: token.unwrap_or_default(),
        code: code.unwrap_or_default(),
        id: id.unwrap_or_default(),
    };
    let [token, code, id] = granted;
    let issuer = token.then(|| material.issuer()).transpose()?;
    let issuer = issuer.map(|it| it.known_to(&verifier)).transpose()?;
    let codes = code.then(|| material.codes()).transpose()?;
    let ids = id.then(|| material.ids()).transpose()?;
    let keys = Keys::new(verifier, issuer, codes, ids);
    Ok(match setting("TOKEN_VAULT_ARN") {
        Some(arn) => keys.with_vault(Arc::new(vault(arn))),
        None => keys,
    })
}

/// Checks tokens. Only what takes no request may do without: the function that
/// makes the keys starts before there are any.
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

/// Stands where a function's environment names no bus or no sender.
struct NotGranted;

#[async_trait]
impl Messenger for NotGranted {
    async fn send(&self, _: Message) -> Result<(), MessageError> {
        Err(MessageError::NotNow("this function was not given a sender".to_owned()))
    }
}

#[async_trait]
impl EventBus for NotGranted {
    async fn put(&self, _: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        Err(BusError::Unavailable("this function was not given a bus".to_owned()))
    }
}
