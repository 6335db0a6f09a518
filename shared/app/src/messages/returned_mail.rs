//! E-mails that came back, or that their readers called unwanted.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{Contact, NoticeKey, NoticeState, Undeliverable, UndeliverableReason};
use docket_platform::metrics::{Metric, count};
use docket_store::{notice_at, notice_path};

use crate::{App, Failure};

/// The tag by which the mail service's reports name the notice that an e-mail is.
pub const NOTICE_TAG: &str = "notice";
/// The most characters of a tag's value (SES API v2, `MessageTag`).
const LONGEST_TAG: usize = 256;

/// What the mail service reports of an e-mail.
#[derive(Debug)]
pub struct ReturnedMail {
    /// Whether it came back or was called unwanted.
    pub reason: UndeliverableReason,
    /// The addresses that it is about.
    pub addresses: Vec<String>,
    /// The notice that it was, as its tag says; codes have none.
    pub notice: Option<String>,
}

/// The tag of a notice's e-mail; none where its name is longer than a tag.
pub(super) fn notice_tag(key: &NoticeKey) -> Option<(&'static str, String)> {
    let name = URL_SAFE_NO_PAD.encode(notice_path(key));
    (name.len() <= LONGEST_TAG).then_some((NOTICE_TAG, name))
}

fn named(tag: &str) -> Option<NoticeKey> {
    notice_at(std::str::from_utf8(&URL_SAFE_NO_PAD.decode(tag).ok()?).ok()?)
}

/// Remembers that notices no longer go to these addresses, and shows it beside the notice.
/// Again, it changes nothing.
///
/// # Errors
///
/// The store's; when this function was not given the id key.
pub async fn record_returned(app: &App, mail: &ReturnedMail) -> Result<(), Failure> {
    let now = app.now();
    for address in &mail.addresses {
        // What is no address was none of ours.
        let Ok(email) = address.parse() else { continue };
        let key = app.customer_key(&Contact::Email(email))?;
        app.store.mark_undeliverable(&key, Undeliverable { reason: mail.reason, at: now }).await?;
        count(Metric::MailReturned);
    }
    let state = match mail.reason {
        UndeliverableReason::Bounced | UndeliverableReason::OptedOut => NoticeState::Bounced,
        UndeliverableReason::Complained => NoticeState::Complained,
    };
    if let Some(key) = mail.notice.as_deref().and_then(named) {
        app.store.end_notice(&key, state).await?;
    }
    Ok(())
}
