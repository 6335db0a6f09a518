use async_trait::async_trait;
use aws_config::SdkConfig;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, MessageHeader, MessageTag};
use aws_sdk_sns::types::MessageAttributeValue;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use docket_domain::Contact;
use docket_platform::{MailParts, Message, MessageError, Messenger};

use crate::reason::reason;

/// What an SMS says of who sends it, where a country asks for it.
#[derive(Debug, Clone, Default)]
pub struct SmsSender {
    /// The name that phones show where carriers allow it.
    pub sender_id: Option<String>,
    /// The number or short code that messages come from.
    pub origination_number: Option<String>,
    /// In India, who is registered for sending.
    pub entity_id: Option<String>,
    /// In India, the text that is registered.
    pub template_id: Option<String>,
}

impl SmsSender {
    /// Those that are set, as SNS names them.
    fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("AWS.SNS.SMS.SenderID", &self.sender_id),
            ("AWS.MM.SMS.OriginationNumber", &self.origination_number),
            ("AWS.MM.SMS.EntityId", &self.entity_id),
            ("AWS.MM.SMS.TemplateId", &self.template_id),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}

/// Amazon SNS for phones, Amazon SES for e-mail.
#[derive(Debug, Clone)]
pub struct AwsMessenger {
    sns: aws_sdk_sns::Client,
    ses: aws_sdk_sesv2::Client,
    sms: SmsSender,
    mail: MailSender,
}

/// Who an e-mail comes from.
#[derive(Debug, Clone, Default)]
pub struct MailSender {
    /// The verified SES identity.
    pub from: Option<String>,
    /// The configuration set, by which SES reports what came back.
    pub configuration_set: Option<String>,
}

impl AwsMessenger {
    /// `sms` is who sends to phones, `mail` who sends e-mail.
    #[must_use]
    pub fn new(config: &SdkConfig, sms: SmsSender, mail: MailSender) -> Self {
        Self {
            sns: aws_sdk_sns::Client::new(config),
            ses: aws_sdk_sesv2::Client::new(config),
            sms,
            mail,
        }
    }

    async fn send_sms(&self, phone: &str, text: String) -> Result<(), MessageError> {
        let mut request = self
            .sns
            .publish()
            .phone_number(phone)
            .message(text)
            .message_attributes("AWS.SNS.SMS.SMSType", string_attribute("Transactional")?);
        for (name, value) in self.sms.attributes() {
            request = request.message_attributes(name, string_attribute(value)?);
        }
        request.send().await.map(drop).map_err(|error| failure(&error))
    }

    async fn send_email(&self, address: &str, message: &Message) -> Result<(), MessageError> {
        let from = self
            .mail
            .from
            .as_deref()
            .ok_or_else(|| MessageError::NotNow("MAIL_FROM is not set".to_owned()))?;
        let content = |text: &str| {
            Content::builder()
                .data(text)
                .charset("UTF-8")
                .build()
                .map_err(|error| MessageError::Refused(error.to_string()))
        };
        let MailParts { subject, html, unsubscribe, tags } = &message.mail;
        let html = html.as_deref().map(content).transpose()?;
        let body = Body::builder().text(content(&message.text)?).set_html(html).build();
        let mut mail =
            aws_sdk_sesv2::types::Message::builder().subject(content(&header(subject))?).body(body);
        if let Some(address) = unsubscribe {
            // RFC 8058: mail programs end the messages by one POST to it.
            mail = mail
                .headers(mail_header("List-Unsubscribe", &format!("<{address}>"))?)
                .headers(mail_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?);
        }
        let tags = tags.iter().map(|(name, value)| {
            let tag = MessageTag::builder().name(*name).value(value).build();
            tag.map_err(|error| MessageError::Refused(error.to_string()))
        });
        self.ses
            .send_email()
            .from_email_address(from)
            .destination(Destination::builder().to_addresses(address).build())
            .content(EmailContent::builder().simple(mail.build()).build())
            .set_configuration_set_name(self.mail.configuration_set.clone())
            .set_email_tags(Some(tags.collect::<Result<Vec<_>, _>>()?).filter(|it| !it.is_empty()))
            .send()
            .await
            .map(drop)
            .map_err(|error| failure(&error))
    }
}

#[async_trait]
impl Messenger for AwsMessenger {
    async fn send(&self, message: Message) -> Result<(), MessageError> {
        match &message.to {
            Contact::Phone(phone) => self.send_sms(phone.as_str(), message.text.clone()).await,
            Contact::Email(email) => self.send_email(email.as_str(), &message).await,
        }
    }

    fn sends_email(&self) -> bool {
        self.mail.from.is_some()
    }
}

/// A text as it may stand in a header: without the line breaks and control
/// characters by which it could end there and begin another.
fn header(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect()
}

fn mail_header(name: &str, value: &str) -> Result<MessageHeader, MessageError> {
    let built = MessageHeader::builder().name(name).value(header(value)).build();
    built.map_err(|error| MessageError::Refused(error.to_string()))
}

fn string_attribute(value: &str) -> Result<MessageAttributeValue, MessageError> {
    MessageAttributeValue::builder()
        .data_type("String")
        .string_value(value)
        .build()
        .map_err(|error| MessageError::Refused(error.to_string()))
}

/// Codes of SNS `Publish` and SES `SendEmail` for messages that they will not
/// take, however often they are asked.
const NEVER: [&str; 7] = [
    "BadRequestException",
    "EndpointDisabled",
    "InvalidParameter",
    "InvalidParameterValue",
    "MessageRejected",
    "ParameterValueInvalid",
    "ValidationException",
];

/// What a failed call says about the message.
fn failure<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> MessageError {
    let reason = reason(error);
    match error {
        SdkError::ConstructionFailure(_) => MessageError::Refused(reason),
        SdkError::ServiceError(context) if context.raw().status().is_client_error() => {
            if is_opted_out(context.err()) {
                MessageError::OptedOut
            } else if context.err().code().is_some_and(|code| NEVER.contains(&code)) {
                MessageError::Refused(reason)
            } else {
                MessageError::NotNow(reason)
            }
        }
        // A connection may break after the message went through it; and the
        // SDK's enum may grow.
        _ => MessageError::Unknown(reason),
    }
}

/// Whether the phone's holder wants no messages. SNS says so by a code of its own, or by
/// `InvalidParameter` with these words (its API reference names the first, its answers to
/// `Publish` have the second).
fn is_opted_out(error: &impl ProvideErrorMetadata) -> bool {
    let says = |text: &str| text.to_ascii_lowercase().contains("opted out");
    error.code() == Some("OptedOut") || error.message().is_some_and(says)
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn a_header_is_one_line() {
        assert_eq!(header("Rye\r\nBcc: eve\u{2028}\0\u{85}x"), "Rye  Bcc: eve   x");
        assert_eq!(header("Grüße, 🍅"), "Grüße, 🍅");
    }
}
