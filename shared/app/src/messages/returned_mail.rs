//! E-mails that bounced, or that their recipients reported as spam.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{Contact, NoticeKey, NoticeState, Undeliverable, UndeliverableReason};
use docket_platform::metrics::{Metric, count};
use docket_store::{notice_at, notice_path};

use crate::{App, Failure};

/// The name of the e-mail tag that contains the notice's key. Reports of the mail service include
/// it.
pub const NOTICE_TAG: &str = "notice";
/// The most characters of a tag's value (SES API v2, `MessageTag`).
const LONGEST_TAG: usize = 256;

/// A bounce or complaint that the mail service reports.
#[derive(Debug)]
pub struct ReturnedMail {
    /// Whether the e-mail bounced or the recipient complained.
    pub reason: UndeliverableReason,
    /// The addresses that bounced or complained.
    pub addresses: Vec<String>,
    /// The value of the notice's tag; absent for e-mails with codes.
    pub notice: Option<String>,
}

/// The tag of a notice's e-mail; `None` when the key is longer than a tag's value may be.
pub(super) fn notice_tag(key: &NoticeKey) -> Option<(&'static str, String)> {
    let name = URL_SAFE_NO_PAD.encode(notice_path(key));
    (name.len() <= LONGEST_TAG).then_some((NOTICE_TAG, name))
}

fn named(tag: &str) -> Option<NoticeKey> {
    notice_at(std::str::from_utf8(&URL_SAFE_NO_PAD.decode(tag).ok()?).ok()?)
}

/// Records that notices no longer go to these addresses, and that the notice bounced or led to a
/// complaint. A repeated report changes nothing.
///
/// # Errors
///
/// The store's; when this function was not given the id key.
pub async fn record_returned(app: &App, mail: &ReturnedMail) -> Result<(), Failure> {
    let now = app.now();
    for address in &mail.addresses {
        // Docket sends to valid addresses only, so another string is skipped.
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
