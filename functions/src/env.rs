//! A function's surroundings on AWS, read once while it starts.

use std::{env, sync::Arc, time::Duration};

use async_trait::async_trait;
use aws_config::{BehaviorVersion, SdkConfig, retry::RetryConfig, timeout::TimeoutConfig};
use docket_platform::{
    AwsEventBus, AwsMessenger, BusError, BusEvent, EventBus, KeyMaterial, Keys, Settings,
    SystemClock, TokenVerifier,
};
use docket_store::Store;

use crate::{App, SharedApp, auth::Revocations, registry::Failure};

/// One call to AWS; far below the functions' own timeouts.
const ATTEMPT: Duration = Duration::from_millis(1500);
/// One operation with its repeats.
const OPERATION: Duration = Duration::from_secs(5);

/// The app of the function that this process runs.
///
/// # Errors
///
/// When a setting or a key is missing or malformed.
pub async fn app() -> Result<SharedApp, Failure> {
    let config = aws_config::defaults(BehaviorVersion::latest())
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(ATTEMPT)
                .operation_timeout(OPERATION)
                .build(),
        )
        .load()
        .await;
    let messenger = AwsMessenger::new(&config, setting("SENDER_ID"), setting("MAIL_FROM"));
    let bus: Arc<dyn EventBus> = match setting("EVENT_BUS") {
        Some(bus) => Arc::new(AwsEventBus::new(&config, bus)),
        None => Arc::new(NoBus),
    };
    Ok(Arc::new(App {
        store: Store::new(aws_sdk_dynamodb::Client::new(&config), required("TABLE_NAME")?),
        clock: Arc::new(SystemClock),
        messenger: Arc::new(messenger),
        bus,
        keys: keys(&config).await?,
        settings: Settings::read(setting)?,
        revocations: Revocations::default(),
    }))
}

/// A setting; empty is as good as absent.
fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn required(name: &str) -> Result<String, Failure> {
    setting(name).ok_or_else(|| format!("the environment variable {name} is not set").into())
}

async fn keys(config: &SdkConfig) -> Result<Keys, Failure> {
    let verifier = TokenVerifier::from_jwks(&serde_json::from_str(&required("PUBLIC_KEYS")?)?)?;
    let secrets = aws_sdk_secretsmanager::Client::new(config);
    let secret = async |name: &str| -> Result<Option<String>, Failure> {
        let Some(arn) = setting(name) else { return Ok(None) };
        let value = secrets.get_secret_value().secret_id(arn).send().await?;
        Ok(value.secret_string)
    };
    let (token, code, id) = (
        secret("TOKEN_KEY_ARN").await?,
        secret("CODE_SECRET_ARN").await?,
        secret("ID_SECRET_ARN").await?,
    );
    let granted = [token.is_some(), code.is_some(), id.is_some()];
    let material = KeyMaterial {
        token: token.unwrap_or_default(),
        code: code.unwrap_or_default(),
        id: id.unwrap_or_default(),
    };
    let [token, code, id] = granted;
    Ok(Keys::new(
        verifier,
        token.then(|| material.issuer()).transpose()?,
        code.then(|| material.codes()).transpose()?,
        id.then(|| material.ids()).transpose()?,
    ))
}

/// The bus of functions that publish nothing.
struct NoBus;

#[async_trait]
impl EventBus for NoBus {
    async fn put(&self, _: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        Err(BusError::Unavailable("this function was not given a bus".to_owned()))
    }
}
