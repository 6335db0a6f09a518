use async_trait::async_trait;
use aws_config::SdkConfig;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, MessageHeader, MessageTag};
use aws_sdk_sns::types::MessageAttributeValue;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use docket_domain::Contact;
use docket_platform::{MailParts, Message, MessageError, Messenger};

use crate::reason::reason;

/// The sender of SMS messages, as far as the recipients' countries require it.
#[derive(Debug, Clone, Default)]
pub struct SmsSender {
    /// The sender name that phones display where carriers support it.
    pub sender_id: Option<String>,
    /// The number or short code that messages are sent from.
    pub origination_number: Option<String>,
    /// The registered entity id, required in India.
    pub entity_id: Option<String>,
    /// The registered template id, required in India.
    pub template_id: Option<String>,
}

impl SmsSender {
    /// The values that are set, with their SNS attribute names.
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

/// Sends SMS through Amazon SNS and e-mail through Amazon SES.
#[derive(Debug, Clone)]
pub struct AwsMessenger {
    sns: aws_sdk_sns::Client,
    ses: aws_sdk_sesv2::Client,
    sms: SmsSender,
    mail: MailSender,
}

/// The sender of e-mail.
#[derive(Debug, Clone, Default)]
pub struct MailSender {
    /// The verified SES identity.
    pub from: Option<String>,
    /// The SES configuration set, through which SES reports bounces and complaints.
    pub configuration_set: Option<String>,
}

impl AwsMessenger {
    /// Makes a messenger that sends SMS as `sms` and e-mail as `mail`.
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
            // RFC 8058: mail programs unsubscribe with one POST request to this URL.
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

/// Makes a text safe for a header: replaces line breaks and control characters, with which
/// the text could inject another header.
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

/// The error codes of SNS `Publish` and SES `SendEmail` for messages that they refuse
/// permanently.
const NEVER: [&str; 7] = [
    "BadRequestException",
    "EndpointDisabled",
    "InvalidParameter",
    "InvalidParameterValue",
    "MessageRejected",
    "ParameterValueInvalid",
    "ValidationException",
];

/// Converts a failed call into a [`MessageError`].
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
        // A connection may break after the message was transmitted. The SDK may also add
        // variants.
        _ => MessageError::Unknown(reason),
    }
}

/// Whether the phone's holder has opted out of messages. The API reference of SNS documents
/// a code of its own for this; actual responses to `Publish` have `InvalidParameter` with
/// these words.
fn is_opted_out(error: &impl ProvideErrorMetadata) -> bool {
    let says = |text: &str| text.to_ascii_lowercase().contains("opted out");
    error.code() == Some("OptedOut") || error.message().is_some_and(says)
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn header_text_is_reduced_to_one_line() {
        assert_eq!(header("Rye\r\nBcc: eve\u{2028}\0\u{85}x"), "Rye  Bcc: eve   x");
        assert_eq!(header("Grüße, 🍅"), "Grüße, 🍅");
    }
}
