//! Rendering a notice for its channel and passing it to the channel's adapter.

use std::time::Duration;

use docket_domain::{
    Contact, CustomerKey, LanguageTag, NoticeGroup, NoticeSubject, PushSubscription,
};
use docket_platform::{
    MailParts, Message, MessageError,
    push::{PushError, PushMessage, Urgency},
};
use docket_texts::{Language, Mail, MailLinks};
use serde_json::json;

use super::{
    News,
    notice::{Notice, Way},
    pages,
    returned_mail::notice_tag,
    unsubscribe::unsubscribe_path,
};
use crate::App;

/// How long a push service keeps a notice for a browser that is offline.
const PUSH_KEPT: Duration = Duration::from_hours(24);
/// The version of declarative web push, in its payload.
const DECLARATIVE: u32 = 8030;

/// Why a notice was not sent.
#[derive(Debug)]
pub(super) enum NotSent {
    /// No browser is subscribed any more.
    NoBrowser,
    /// The channel's error.
    Failed(MessageError),
}

impl NotSent {
    /// Whether it is certain that the notice was not sent.
    pub(super) const fn is_definite(&self) -> bool {
        match self {
            Self::NoBrowser => true,
            Self::Failed(error) => error.is_definite(),
        }
    }
}

/// Sends a notice on its channel.
pub(super) async fn send(app: &App, notice: &Notice<'_>) -> Result<(), NotSent> {
    let language = language(notice);
    match notice.way {
        Way::Contact(to, _) => {
            let message = match &to.contact {
                contact @ Contact::Phone(_) => sms(notice, contact, language),
                contact @ Contact::Email(_) => Ok(mail(app, notice, contact, language)),
            };
            let sent = app.messenger.send(message.map_err(NotSent::Failed)?).await;
            sent.map_err(NotSent::Failed)
        }
        Way::Browsers(_, browsers) => push(app, notice, language, browsers).await,
    }
}

/// The recipient's language, else the order's, else the seller's, else English.
fn language(notice: &Notice<'_>) -> Language {
    let news = notice.news;
    let own = notice.preferences.language();
    let tags = [own, news.language.as_ref(), news.seller.language.as_ref()];
    Language::for_tags(tags.into_iter().flatten().map(LanguageTag::as_str))
}

fn sms(notice: &Notice<'_>, to: &Contact, language: Language) -> Result<Message, MessageError> {
    let text = notice.news.text.in_(language).sms;
    let text = text.ok_or_else(|| MessageError::Refused("there is no SMS of it".to_owned()))?;
    Ok(Message { to: to.clone(), text, mail: MailParts::default() })
}

fn mail(app: &App, notice: &Notice<'_>, to: &Contact, language: Language) -> Message {
    let news = notice.news;
    let choose = app.link(pages::preferences(notice.facts.to));
    let ends = |group| unsubscribe_path(app, &notice.key.person, group).ok();
    let unsubscribe = news.group.and_then(ends).and_then(|path| app.link(&path));
    let links = MailLinks {
        action: news.action.as_ref().map(|(action, link)| (*action, link)),
        choose: choose.as_ref(),
        unsubscribe: unsubscribe.as_ref(),
    };
    let Mail { subject, plain, html } = Mail::new(&news.text, language, &links);
    let mail = MailParts {
        subject,
        html: Some(html),
        unsubscribe: unsubscribe.map(|link| link.to_string()),
        tags: notice_tag(&notice.key).into_iter().collect(),
    };
    Message { to: to.clone(), text: plain, mail }
}

/// Sends to all browsers of a person, and deletes subscriptions that have ended. One successful
/// browser is enough, because a retry for the others would show the notice twice in that one.
async fn push(
    app: &App,
    notice: &Notice<'_>,
    language: Language,
    browsers: &[(&CustomerKey, &PushSubscription)],
) -> Result<(), NotSent> {
    let message = push_message(notice, language)?;
    let (mut is_sent, mut failure) = (false, None);
    for (contact, subscription) in browsers {
        match app.push.service.send(subscription, &message).await {
            Ok(()) => is_sent = true,
            Err(PushError::Gone) => {
                let token = app.stamp().map_err(|error| not_now(&error))?.change;
                let endpoint = subscription.endpoint();
                let forgotten =
                    app.store.delete_push_subscription(contact, endpoint, token.as_str()).await;
                forgotten.map_err(|error| not_now(&error))?;
            }
            Err(PushError::Refused(reason)) => {
                failure.get_or_insert(MessageError::Refused(reason));
            }
            Err(PushError::NotNow { reason, .. }) => failure = Some(MessageError::NotNow(reason)),
            Err(PushError::Unknown(reason)) => failure = Some(MessageError::Unknown(reason)),
        }
    }
    match failure {
        _ if is_sent => Ok(()),
        Some(failure) => Err(NotSent::Failed(failure)),
        None => Err(NotSent::NoBrowser),
    }
}

fn not_now(error: &dyn std::fmt::Display) -> NotSent {
    NotSent::Failed(MessageError::NotNow(error.to_string()))
}

/// The payload of declarative web push, which service workers read, too.
fn push_message(notice: &Notice<'_>, language: Language) -> Result<PushMessage, NotSent> {
    let words = notice.news.text.in_(language);
    let payload = json!({
        "web_push": DECLARATIVE,
        "notification": {
            "title": words.push_title,
            "body": words.push_body,
            "navigate": notice.news.action.as_ref().map(|(_, link)| link.as_str()),
            "lang": language.tag(),
            "dir": language.direction(),
            "tag": tag(notice.news),
            "silent": false,
        },
    });
    let payload = payload.to_string().into_bytes();
    let refused =
        |error: &dyn std::fmt::Display| NotSent::Failed(MessageError::Refused(error.to_string()));
    let message = PushMessage::new(payload, PUSH_KEPT, urgency(notice.news.group));
    let message = message.map_err(|error| refused(&error))?;
    // With a topic, the newest message about an order replaces one that was not delivered yet.
    Ok(match topic(notice.news).parse() {
        Ok(topic) => message.with_topic(topic),
        Err(_) => message,
    })
}

/// The tag of a notification: one for each order, product, batch or template. A browser replaces
/// the last notification that has it.
fn tag(news: &News<'_>) -> String {
    match news.subject {
        NoticeSubject::Order(suffix) => suffix.as_str().to_owned(),
        NoticeSubject::Product(id) => id.to_string(),
        NoticeSubject::Batch(id) => id.to_string(),
        NoticeSubject::Template(id) => id.suffix().as_str().to_owned(),
    }
}

/// The tag as a topic for push services: at most 32 characters, letters, digits and `-`.
fn topic(news: &News<'_>) -> String {
    let known = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    tag(news).chars().map(known).take(32).collect()
}

/// The urgency of a push message. A device with a low battery is woken only for notices that the
/// recipient waits for or must act on.
const fn urgency(group: Option<NoticeGroup>) -> Urgency {
    match group {
        Some(
            NoticeGroup::OrderReady
            | NoticeGroup::OrderOnTheWay
            | NoticeGroup::NewOrder
            | NoticeGroup::AcceptLate
            | NoticeGroup::Batch,
        ) => Urgency::High,
        Some(
            NoticeGroup::OrderReceived
            | NoticeGroup::OrderAccepted
            | NoticeGroup::OrderDone
            | NoticeGroup::OrderStopped
            | NoticeGroup::OrderChanged
            | NoticeGroup::Payment
            | NoticeGroup::Refund
            | NoticeGroup::ProblemWithMoney
            | NoticeGroup::OrderCancelled
            | NoticeGroup::TargetMissed
            | NoticeGroup::StockLow
            | NoticeGroup::MoneyProblem,
        )
        | None => Urgency::Normal,
    }
}
