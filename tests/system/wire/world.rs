//! The adapters with the functions' configuration, at the URL of a stand-in.

use std::{fmt::Debug, fmt::Display, time::Duration};

use aws_config::SdkConfig;
use aws_sdk_dynamodb::config::{AsyncSleep, Credentials, Region, Sleep};
use docket_aws::{AwsEventBus, AwsMessenger, MailSender, SmsSender, aws_calls};
use docket_domain::Contact;
use docket_platform::{BusEvent, MailParts, Message};
use serde_json::json;

/// The factor by which waiting for a failing service is shortened.
pub const SPEEDUP: u32 = 3;
/// The sender address of e-mail.
pub const FROM: &str = "orders@docket.example";
/// A person's phone that errors must not contain.
pub const PHONE: &str = "+12025550187";
/// A person's e-mail address that errors must not contain.
pub const ADDRESS: &str = "canary.person@mail.example";
/// A text with a code that errors must not contain.
pub const TEXT: &str = "740193 confirms your order";

#[derive(Debug)]
struct FasterSleep;

impl AsyncSleep for FasterSleep {
    fn sleep(&self, duration: Duration) -> Sleep {
        Sleep::new(tokio::time::sleep(duration / SPEEDUP))
    }
}

/// The adapters, at `url`.
pub struct Adapters {
    pub messenger: AwsMessenger,
    pub bus: AwsEventBus,
}

/// A function's settings.
#[derive(Default)]
pub struct Given<'a> {
    pub sms: SmsSender,
    pub mail_from: Option<&'a str>,
    pub configuration_set: Option<&'a str>,
    pub bus: &'a str,
    /// Whether waiting is shortened by [`SPEEDUP`].
    pub hurried: bool,
}

/// The AWS configuration of the functions, with the stand-in at `url`.
pub async fn calls(url: &str, hurried: bool) -> SdkConfig {
    let calls = aws_calls()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .endpoint_url(url);
    if hurried { calls.sleep_impl(FasterSleep).load().await } else { calls.load().await }
}

/// The adapters with these settings and the functions' configuration.
pub async fn adapters(url: &str, given: Given<'_>) -> Adapters {
    let config = calls(url, given.hurried).await;
    Adapters {
        messenger: AwsMessenger::new(
            &config,
            given.sms,
            MailSender {
                from: given.mail_from.map(str::to_owned),
                configuration_set: given.configuration_set.map(str::to_owned),
            },
        ),
        bus: AwsEventBus::new(&config, given.bus.to_owned()),
    }
}

/// The adapters with shortened waiting, for a service that fails.
pub async fn hurried(url: &str) -> Adapters {
    let given = Given { mail_from: Some(FROM), bus: "bus", hurried: true, ..Given::default() };
    adapters(url, given).await
}

fn subject() -> MailParts {
    MailParts { subject: "Your code".to_owned(), ..MailParts::default() }
}

/// An SMS.
pub fn sms(to: &str, text: &str) -> Message {
    let to = Contact::Phone(to.parse().unwrap());
    Message { to, text: text.to_owned(), mail: subject() }
}

/// An e-mail.
pub fn mail(to: &str, text: &str) -> Message {
    let to = Contact::Email(to.parse().unwrap());
    Message { to, text: text.to_owned(), mail: subject() }
}

/// An event with a number.
pub fn event(number: usize) -> BusEvent {
    let detail = json!({"number": number, "note": TEXT, "phone": PHONE, "address": ADDRESS});
    BusEvent { detail_type: "OrderPlaced".to_owned(), detail }
}

/// Returns the text of an error. Asserts that it contains no personal data and no code.
pub fn checked_error_text<E: Display + Debug>(error: E) -> String {
    let (shown, debugged) = (error.to_string(), format!("{error:?}"));
    for text in [&shown, &debugged] {
        let found = [&PHONE[2..], ADDRESS, &TEXT[..6]].iter().any(|part| text.contains(part));
        assert!(!found, "an error tells too much: {text}");
    }
    shown
}
