//! Tests the SMS that SNS receives.

use docket_aws::SmsSender;
use docket_platform::Messenger;

use crate::wire::{
    moto::{fields, moto},
    world::{Given, adapters, sms},
};

/// The attributes of the only SMS to `phone`: name, type and value.
async fn attributes(phone: &str) -> Vec<(String, String, String)> {
    let bodies = moto().bodies(&phone[1..]).await;
    assert_eq!(bodies.len(), 1, "one request for {phone}");
    let fields = fields(&bodies[0]);
    let value = |name: &str| {
        let field = fields.iter().find(|field| field.0 == name);
        field.map(|field| field.1.clone()).unwrap_or_default()
    };
    assert_eq!(value("Action"), "Publish");
    let names = fields.iter().filter_map(|(name, _)| name.strip_suffix(".Name"));
    let mut attributes: Vec<_> = names
        .map(|entry| {
            let part = |part: &str| value(&format!("{entry}.{part}"));
            (part("Name"), part("Value.DataType"), part("Value.StringValue"))
        })
        .collect();
    attributes.sort();
    attributes
}

fn attribute(name: &str, value: &str) -> (String, String, String) {
    (format!("AWS.{name}"), "String".to_owned(), value.to_owned())
}

#[tokio::test]
async fn sns_receives_number_and_text_unchanged() {
    let phone = "+12025550111";
    let text = "740193 confirms your order K7 & more. 100 % ünïcode — 🍅 = +1";
    let adapters = adapters(&moto().url, Given::default()).await;
    adapters.messenger.send(sms(phone, text)).await.unwrap();
    let all = moto().held("sns", "SMS").await;
    let sent: Vec<_> = all.iter().filter(|it| it["phone_number"] == phone).collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["message"], text);
}

#[tokio::test]
async fn sms_is_transactional_without_a_sender_by_default() {
    let phone = "+12025550112";
    let adapters = adapters(&moto().url, Given::default()).await;
    adapters.messenger.send(sms(phone, "740193")).await.unwrap();
    assert_eq!(attributes(phone).await, [attribute("SNS.SMS.SMSType", "Transactional")]);
}

#[tokio::test]
async fn sms_has_the_configured_sender_id() {
    let phone = "+12025550113";
    let own = |text: &str| Some(text.to_owned());
    let sender = SmsSender { sender_id: own("Docket"), ..SmsSender::default() };
    let given = Given { sms: sender, ..Given::default() };
    let adapters = adapters(&moto().url, given).await;
    adapters.messenger.send(sms(phone, "740193")).await.unwrap();
    let expected =
        [attribute("SNS.SMS.SMSType", "Transactional"), attribute("SNS.SMS.SenderID", "Docket")];
    assert_eq!(attributes(phone).await, expected);
}

#[tokio::test]
async fn sms_has_the_attributes_that_countries_require() {
    let phone = "+12025550114";
    let own = |text: &str| Some(text.to_owned());
    let sender = SmsSender {
        sender_id: None,
        origination_number: own("+18005550100"),
        entity_id: own("1101000000000012345"),
        template_id: own("1107000000000054321"),
    };
    let given = Given { sms: sender, ..Given::default() };
    let adapters = adapters(&moto().url, given).await;
    adapters.messenger.send(sms(phone, "740193")).await.unwrap();
    let expected = [
        attribute("MM.SMS.EntityId", "1101000000000012345"),
        attribute("MM.SMS.OriginationNumber", "+18005550100"),
        attribute("MM.SMS.TemplateId", "1107000000000054321"),
        attribute("SNS.SMS.SMSType", "Transactional"),
    ];
    assert_eq!(attributes(phone).await, expected);
}
