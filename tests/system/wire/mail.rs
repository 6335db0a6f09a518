//! Tests the e-mails that SES receives.

use docket_platform::{MailParts, Message, Messenger};
use serde_json::{Value, json};

use crate::wire::{
    moto::moto,
    world::{FROM, Given, PHONE, adapters, checked_error_text, mail},
};

#[tokio::test]
async fn ses_receives_sender_recipient_subject_and_text_in_utf_8() {
    let (to, text) = ("ann@mail.example", "740193 signs you in — Grüße, 🍅\n\"quoted\"");
    moto().verify(FROM).await;
    let given = Given { mail_from: Some(FROM), ..Given::default() };
    let adapters = adapters(&moto().url, given).await;
    adapters.messenger.send(mail(to, text)).await.unwrap();

    let all = moto().held("ses", "Message").await;
    let sent: Vec<_> =
        all.iter().filter(|it| it["destinations"]["ToAddresses"] == json!([to])).collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["source"], FROM);
    assert_eq!(sent[0]["subject"], "Your code");
    assert_eq!(sent[0]["body"], text);

    let bodies = moto().bodies(to).await;
    assert_eq!(bodies.len(), 1);
    let request: Value = serde_json::from_str(&bodies[0]).unwrap();
    let content = json!({"Simple": {
        "Subject": {"Data": "Your code", "Charset": "UTF-8"},
        "Body": {"Text": {"Data": text, "Charset": "UTF-8"}},
    }});
    let destination = json!({"ToAddresses": [to]});
    let expected =
        json!({"FromEmailAddress": FROM, "Destination": destination, "Content": content});
    assert_eq!(request, expected);
}

#[tokio::test]
async fn notice_has_an_html_part_an_unsubscribe_header_and_a_tag() {
    let to = "news@mail.example";
    moto().verify(FROM).await;
    let given =
        Given { mail_from: Some(FROM), configuration_set: Some("reports"), ..Given::default() };
    let adapters = adapters(&moto().url, given).await;
    let parts = MailParts {
        subject: "Ready".to_owned(),
        html: Some("<p>Ready</p>".to_owned()),
        unsubscribe: Some("https://orders.example.com/api/unsubscribe/k.g.m".to_owned()),
        tags: vec![("notice", "T1".to_owned())],
    };
    // How the emulator handles a configuration set does not matter; the test checks the request.
    let _ = adapters.messenger.send(Message { mail: parts, ..mail(to, "Ready") }).await;
    let request: Value = serde_json::from_str(&moto().bodies(to).await[0]).unwrap();
    let sent = &request["Content"]["Simple"];
    assert_eq!(sent["Body"]["Html"]["Data"], "<p>Ready</p>");
    assert_eq!(
        sent["Headers"],
        json!([
            {"Name": "List-Unsubscribe",
             "Value": "<https://orders.example.com/api/unsubscribe/k.g.m>"},
            {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
        ])
    );
    assert_eq!(request["EmailTags"], json!([{"Name": "notice", "Value": "T1"}]));
    assert_eq!(request["ConfigurationSetName"], "reports");
}

#[tokio::test]
async fn subject_has_no_line_breaks_or_control_characters() {
    let to = "one.line@mail.example";
    moto().verify(FROM).await;
    let given = Given { mail_from: Some(FROM), ..Given::default() };
    let adapters = adapters(&moto().url, given).await;
    let subject = "Rye bread\r\nBcc: eve@mail.example\u{2028}\0is low".to_owned();
    let message = Message {
        mail: MailParts { subject, ..MailParts::default() },
        ..mail(to, "Two lines\nof text")
    };
    adapters.messenger.send(message).await.unwrap();
    let request: Value = serde_json::from_str(&moto().bodies(to).await[0]).unwrap();
    let sent = &request["Content"]["Simple"];
    assert_eq!(sent["Subject"]["Data"], "Rye bread  Bcc: eve@mail.example  is low");
    assert_eq!(sent["Body"]["Text"]["Data"], "Two lines\nof text");
}

#[tokio::test]
async fn email_is_not_sent_without_a_sender_address() {
    let to = "without.sender@mail.example";
    let adapters = adapters(&moto().url, Given::default()).await;
    let error = adapters.messenger.send(mail(to, "740193")).await.unwrap_err();
    assert_eq!(checked_error_text(error), "the message was not accepted: MAIL_FROM is not set");
    assert!(moto().bodies(to).await.is_empty());
}

#[tokio::test]
async fn unverified_sender_is_an_error_without_personal_data() {
    let given = Given { mail_from: Some("unverified@docket.example"), ..Given::default() };
    let adapters = adapters(&moto().url, given).await;
    let to = format!("{}@mail.example", &PHONE[1..]);
    let error = adapters.messenger.send(mail(&to, "740193")).await.unwrap_err();
    assert_eq!(checked_error_text(error), "the message was not accepted: MessageRejected");
}
