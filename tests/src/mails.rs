//! Reads the e-mails that Docket sent and the links in them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_local::SentMessage;

use crate::{Docket, pickup};

impl Docket {
    /// The messages that were sent to a contact except verification codes, the oldest first.
    pub fn notices(&self, to: &str) -> Vec<SentMessage> {
        let sent = self.running.messages(Some(to));
        sent.into_iter().rev().filter(|it| !crate::channel::is_code(&it.text)).collect()
    }

    /// Places and verifies an order of honey with a phone and a confirmed e-mail address. Returns
    /// the order's id.
    pub async fn order_with_email(&self, phone: &str, email: &str) -> String {
        self.token(email).await;
        self.order_with_email_unconfirmed(phone, email).await
    }

    /// Places and verifies an order of honey whose e-mail address may be unconfirmed. Returns the
    /// order's id.
    pub async fn order_with_email_unconfirmed(&self, phone: &str, email: &str) -> String {
        let mut body = pickup("green-valley", phone, &[("gv-honey", 1)]);
        body["customer"]["email"] = email.into();
        let id = self.order(&body).await.expect(201).text_at("/order/id");
        self.confirm(&id, phone).await.expect(200);
        self.running.settle().await.unwrap();
        id
    }

    /// The tag by which SES's event reports identify the message about an order on a channel.
    pub async fn notice_tag(&self, order: &str, channel: &str) -> String {
        let suffix = order.rsplit('-').next().unwrap().parse().unwrap();
        let notices = self.running.store().notices(suffix).await.unwrap();
        let notice = notices.iter().find(|it| it.key.channel.name() == channel).unwrap();
        URL_SAFE_NO_PAD.encode(docket_store::notice_path(&notice.key))
    }

    /// The path of the link with which the recipient unsubscribes from e-mails of this kind.
    pub fn unsubscribe_path(&self, mail: &SentMessage) -> String {
        let link = mail.mail.as_ref().unwrap().unsubscribe.as_ref().unwrap();
        let (_, path) = link.split_once("/api/").unwrap();
        format!("/api/{path}")
    }
}
