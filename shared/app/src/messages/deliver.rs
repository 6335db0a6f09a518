//! The one way of a notice to its recipient.

use docket_domain::{Channel, Contact, Role, WithheldNotice, WithheldReason};
use docket_platform::{
    KeyError, Message, MessageError,
    metrics::{Metric, count},
};
use docket_store::{Claim, StoreError};
use jiff::Timestamp;

use super::{Notice, budget::Budget, marked::marked};
use crate::App;

/// A notice was not sent yet, and may be sent when its event is tried again.
#[derive(Debug, thiserror::Error)]
pub enum Undelivered {
    /// Another sender has it, and may fail.
    #[error("another sender has this message; it is tried again later")]
    Held,
    /// The channel did not take it, or gave no answer.
    #[error(transparent)]
    Channel(#[from] MessageError),
    /// The table did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no randomness to name the claim with.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The function sends notices and its environment has no limits for them.
    #[error("the limits of notices (LIMIT_NOTICES_…) are not set")]
    NoLimits,
}

/// Sends a notice once, or records why it is not sent. Succeeds when nothing
/// more is to be done for it, now or later.
///
/// The budgets are reserved by plain conditional updates before the channel is
/// asked. A crash in between leaves the notice counted, and the next try counts
/// it again: fewer are sent then, never more.
///
/// # Errors
///
/// [`Undelivered`] when it was not sent yet and may be sent by another try.
pub async fn deliver(app: &App, notice: &Notice<'_>) -> Result<(), Undelivered> {
    let stamp = app.stamp()?;
    if let Some(reason) = forbidden(app, notice, stamp.now).await? {
        return Ok(withhold(app, notice, reason, stamp.now).await?);
    }
    let (event, person) = (notice.event, &notice.to.key);
    let reserved = match app.store.claim(event, person, &stamp.change, stamp.now).await? {
        Claim::Done => return Ok(()),
        Claim::Held => return Err(Undelivered::Held),
        Claim::Ours { reserved } => reserved,
    };
    let limits = app.settings.notices.as_ref().ok_or(Undelivered::NoLimits)?;
    let (channel, counted) = (channel(notice), &notice.to.counted);
    let budget = Budget::new(limits, channel, counted, notice.source, notice.seller, stamp.now);
    if !reserved && let Err(reason) = budget.reserve(&app.store).await? {
        return conclude(app, notice, reason, stamp.now).await;
    }
    let error = match app.messenger.send(message(notice)).await {
        Ok(()) => {
            count(Metric::NoticesSent);
            marked(app.store.mark_done(event, person).await);
            return Ok(());
        }
        Err(error) => error,
    };
    // What an earlier try has reserved stays: it may have been sent then.
    if error.is_definite() && !reserved {
        budget.give_back(&app.store).await?;
    }
    match error {
        MessageError::Refused(_) => {
            tracing::warn!(event, channel = channel.name(), %error, "a notice was refused");
            conclude(app, notice, WithheldReason::Refused, stamp.now).await
        }
        MessageError::NotNow(_) => Err(error.into()),
        MessageError::Unknown(_) => {
            if !reserved {
                marked(app.store.mark_reserved(event, person).await);
            }
            Err(error.into())
        }
    }
}

/// Why the recipient may not be told at all.
async fn forbidden(
    app: &App,
    notice: &Notice<'_>,
    now: Timestamp,
) -> Result<Option<WithheldReason>, StoreError> {
    match &notice.to.contact {
        Contact::Phone(phone) => {
            if !app.settings.allows(phone) {
                return Ok(Some(WithheldReason::Country));
            }
            if phone.costs_extra() {
                return Ok(Some(WithheldReason::NumberKind));
            }
        }
        Contact::Email(_) => {
            if !app.messenger.sends_email() {
                return Ok(Some(WithheldReason::NoEmailSender));
            }
        }
    }
    match notice.to.role {
        Role::Buyer if !app.store.is_confirmed(&notice.to.key, now).await? => {
            Ok(Some(WithheldReason::NotConfirmed))
        }
        // Which members are told is decided where they are listed.
        Role::Buyer | Role::Seller | Role::Driver | Role::Admin | Role::System => Ok(None),
    }
}

/// Records that a claimed notice is not sent, and that its claim is done.
async fn conclude(
    app: &App,
    notice: &Notice<'_>,
    reason: WithheldReason,
    at: Timestamp,
) -> Result<(), Undelivered> {
    withhold(app, notice, reason, at).await?;
    marked(app.store.mark_done(notice.event, &notice.to.key).await);
    Ok(())
}

/// Records that a notice is not sent: beside its order, if it is about one, as
/// a metric and in the log, without the contact and the text.
async fn withhold(
    app: &App,
    notice: &Notice<'_>,
    reason: WithheldReason,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (to, channel) = (notice.to.role, channel(notice));
    if let Some(order) = notice.order {
        let withheld = WithheldNotice { at, to, channel, reason };
        let (event, person) = (notice.event, &notice.to.key);
        app.store.record_withheld(order.suffix(), event, person, &withheld).await?;
    }
    count(Metric::NoticesWithheld);
    tracing::warn!(
        event = notice.event,
        to = to.name(),
        channel = channel.name(),
        reason = reason.name(),
        "a notice was withheld"
    );
    Ok(())
}

fn channel(notice: &Notice<'_>) -> Channel {
    Channel::of(&notice.to.contact)
}

fn message(notice: &Notice<'_>) -> Message {
    let words = notice.words;
    let (to, subject) = (notice.to.contact.clone(), words.subject.clone());
    let text = match &to {
        Contact::Phone(_) => words.sms.clone(),
        Contact::Email(_) => words.email.clone(),
    };
    Message { to, subject, text }
}
