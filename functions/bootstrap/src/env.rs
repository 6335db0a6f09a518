//! The app of a function on AWS: reads the function's environment once during the cold
//! start and connects the app to the AWS adapters.

use std::{
    env,
    sync::{Arc, OnceLock},
};

use aws_config::SdkConfig;
use docket_app::{Adapters, Failure, Serves, SharedApp, assemble};
use docket_aws::{
    AwsEventBus, AwsImageStore, AwsMessenger, AwsVault, MailSender, SmsSender, aws_calls,
};
use docket_domain::{Phone, PushOrigins};
use docket_platform::{
    Clock, EventBus, HttpClient, ImageStore, Messenger, Settings, SystemClock, Transport, Vault,
    payments::PaymentProvider,
    push::{PushContact, PushKeys, PushService},
};
use docket_store::Store;
use docket_web::{
    HttpsClient,
    push::WebPush,
    stripe::{ApiKey, Stripe},
};

/// Assembles the app of the function that this process runs.
///
/// # Errors
///
/// When a setting or a key is missing, malformed, or unsafe in production.
pub async fn app(serves: Serves) -> Result<SharedApp, Failure> {
    let aws = Aws { config: aws_calls().load().await, secrets: OnceLock::new() };
    let app = assemble(serves, |name| env::var(name).ok(), &aws).await?;
    refuse_demo(&app.settings)?;
    Ok(Arc::new(app))
}

/// Refuses the demo's administrator. The demo's phone numbers are fictional, so no code
/// sent to them is received, and only a reader of the demo's message log could sign in.
fn refuse_demo(settings: &Settings) -> Result<(), Failure> {
    if settings.admin_phone.as_ref().is_some_and(Phone::is_fictional) {
        return Err("ADMIN_PHONE is a fictional number like the demo's; set AdminPhone to a real \
                    one, or to nothing"
            .into());
    }
    Ok(())
}

/// The AWS adapters.
struct Aws {
    config: SdkConfig,
    /// Created when the first secret is read.
    secrets: OnceLock<aws_sdk_secretsmanager::Client>,
}

impl Adapters for Aws {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }

    fn table(&self, name: &str) -> Store {
        Store::new(aws_sdk_dynamodb::Client::new(&self.config), name)
    }

    fn bus(&self, name: &str) -> Arc<dyn EventBus> {
        Arc::new(AwsEventBus::new(&self.config, name.to_owned()))
    }

    fn messenger(&self, setting: &dyn Fn(&str) -> Option<String>) -> Arc<dyn Messenger> {
        let sms = SmsSender {
            sender_id: setting("SENDER_ID"),
            origination_number: setting("SMS_ORIGINATION_NUMBER"),
            entity_id: setting("SMS_ENTITY_ID"),
            template_id: setting("SMS_TEMPLATE_ID"),
        };
        let mail = MailSender {
            from: setting("MAIL_FROM"),
            configuration_set: setting("MAIL_CONFIGURATION_SET"),
        };
        Arc::new(AwsMessenger::new(&self.config, sms, mail))
    }

    fn images(&self, bucket: &str) -> Arc<dyn ImageStore> {
        Arc::new(AwsImageStore::new(&self.config, self.http(), bucket.to_owned()))
    }

    fn secret(&self, arn: &str) -> Arc<dyn Vault> {
        let client = self.secrets.get_or_init(|| aws_sdk_secretsmanager::Client::new(&self.config));
        Arc::new(AwsVault::new(client.clone(), arn.to_owned()))
    }

    fn payments(&self, key: &str, url: &str) -> Result<Arc<dyn PaymentProvider>, Failure> {
        Ok(Arc::new(Stripe::new(ApiKey::new(key)?, url, self.http())?))
    }

    fn push(&self, keys: PushKeys, contact: Option<PushContact>) -> Arc<dyn PushService> {
        Arc::new(WebPush::new(keys, contact, self.http(), self.clock()))
    }

    fn push_origins(&self) -> PushOrigins {
        PushOrigins::of_browsers()
    }

    fn http(&self) -> Arc<dyn HttpClient> {
        Arc::new(HttpsClient::default())
    }

    fn transport(&self) -> Transport {
        Transport::Secure
    }
}
