//! The one way of a notice to its recipient.

use docket_domain::{
    Contact, NoticeState, NoticeSubject, Preferences, Role, UndeliverableReason, WithheldReason,
};
use docket_platform::{
    KeyError, MessageError,
    metrics::{Metric, count},
};
use docket_store::{Claim, StoreError};
use jiff::Timestamp;

use super::{
    Source,
    budget::Budget,
    marked::marked,
    notice::{Notice, Way},
    send::{NotSent, send},
};
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

/// What came of a notice of which nothing more is to be done, now or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivered {
    /// It was sent, is held, or never will be sent.
    Done,
    /// None of the person's browsers is subscribed any more.
    NoBrowser,
}

/// Sends a notice once, holds it for quiet hours, or records why it is not sent.
///
/// The budgets are reserved by plain conditional updates before the channel is
/// asked. A crash in between leaves the notice counted, and the next try counts
/// it again: fewer are sent then, never more.
///
/// # Errors
///
/// [`Undelivered`] when it was not sent yet and may be sent by another try.
pub(super) async fn deliver(app: &App, notice: &Notice<'_>) -> Result<Delivered, Undelivered> {
    let stamp = app.stamp()?;
    let Notice { key, facts, news, way, .. } = notice;
    let facts = *facts;
    if let Some(reason) = forbidden(app, way, stamp.now) {
        if notice.is_released {
            return conclude(app, notice, NoticeState::Withheld(reason)).await;
        }
        app.store.withhold_notice(key, facts, reason, stamp.now).await?;
        report_withheld(notice, reason);
        return Ok(Delivered::Done);
    }
    if let Some(until) = held_until(notice, stamp.now) {
        app.store.hold_notice(key, facts, until, stamp.now).await?;
        return Ok(Delivered::Done);
    }
    let reserved = match app.store.claim_notice(key, facts, &stamp.change, stamp.now).await? {
        Claim::Done => return Ok(Delivered::Done),
        Claim::Held => return Err(Undelivered::Held),
        Claim::Ours { reserved } => reserved,
    };
    if is_superseded(app, notice).await? {
        return conclude(app, notice, NoticeState::Superseded).await;
    }
    let limits = app.settings.notices.as_ref().ok_or(Undelivered::NoLimits)?;
    let counted = &way.recipient().counted;
    let (source, seller) = (&news.source, &news.seller.id);
    let budget = Budget::new(limits, way.channel(), counted, source, seller, stamp.now);
    if !reserved && let Err(reason) = budget.reserve(&app.store).await? {
        return conclude(app, notice, NoticeState::Withheld(reason)).await;
    }
    let error = match send(app, notice).await {
        Ok(()) => return conclude(app, notice, NoticeState::Sent).await,
        Err(error) => error,
    };
    // What an earlier try has reserved stays: it may have been sent then.
    if error.is_definite() && !reserved {
        budget.give_back(&app.store).await?;
    }
    match error {
        NotSent::NoBrowser => {
            conclude(app, notice, NoticeState::Withheld(WithheldReason::NoBrowser)).await?;
            Ok(Delivered::NoBrowser)
        }
        NotSent::Failed(MessageError::Refused(reason)) => {
            let channel = way.channel().name();
            tracing::warn!(event = news.event, channel, reason, "a notice was refused");
            conclude(app, notice, NoticeState::Withheld(WithheldReason::Refused)).await
        }
        NotSent::Failed(MessageError::OptedOut) => {
            let reason = UndeliverableReason::OptedOut;
            let mark = docket_domain::Undeliverable { reason, at: stamp.now };
            app.store.mark_undeliverable(&way.recipient().key, mark).await?;
            conclude(app, notice, NoticeState::Withheld(WithheldReason::OptedOut)).await
        }
        NotSent::Failed(error @ MessageError::NotNow(_)) => Err(failed(error)),
        NotSent::Failed(error @ MessageError::Unknown(_)) => {
            if !reserved {
                marked(app.store.mark_notice_reserved(key).await);
            }
            Err(failed(error))
        }
    }
}

fn failed(error: MessageError) -> Undelivered {
    count(Metric::NoticesFailed);
    error.into()
}

/// Why the recipient may not be informed at all.
fn forbidden(app: &App, way: &Way<'_>, now: Timestamp) -> Option<WithheldReason> {
    let Way::Contact(to, known) = way else { return None };
    match &to.contact {
        Contact::Phone(phone) if !app.settings.allows(phone) => {
            return Some(WithheldReason::Country);
        }
        Contact::Phone(phone) if phone.costs_extra() => return Some(WithheldReason::NumberKind),
        Contact::Email(_) if !app.messenger.sends_email() => {
            return Some(WithheldReason::NoEmailSender);
        }
        Contact::Phone(_) | Contact::Email(_) => {}
    }
    // Which members are informed is decided where they are listed.
    if to.role == Role::Buyer && !known.is_confirmed(now) {
        return Some(WithheldReason::NotConfirmed);
    }
    known.stopped().map(WithheldReason::from)
}

/// Until when quiet hours hold a notice. The answer to what somebody did just now is not held.
fn held_until(notice: &Notice<'_>, now: Timestamp) -> Option<Timestamp> {
    let Notice { news, way, .. } = notice;
    if notice.is_released {
        return None;
    }
    let until = notice.preferences.held_until(news.group?, now, &news.seller.zone)?;
    let is_answer = now.duration_since(news.at) <= Preferences::ANSWERED_WITHIN
        && news.source == Source::customer(&way.recipient().key);
    (!is_answer).then_some(until)
}

/// Whether a newer notice about the same order reached the person on this channel, or is held for
/// it. There can be one only where the order has changed since the event.
async fn is_superseded(app: &App, notice: &Notice<'_>) -> Result<bool, StoreError> {
    let (version, newest) = notice.news.versions;
    match &notice.key.subject {
        NoticeSubject::Order(suffix) if version < newest => {
            let others = app.store.notices(*suffix).await?;
            Ok(others.iter().any(|other| other.supersedes(&notice.key, version)))
        }
        NoticeSubject::Order(_)
        | NoticeSubject::Product(_)
        | NoticeSubject::Batch(_)
        | NoticeSubject::Template(_) => Ok(false),
    }
}

/// Records that nothing more is done for a notice that was begun.
async fn conclude(
    app: &App,
    notice: &Notice<'_>,
    state: NoticeState,
) -> Result<Delivered, Undelivered> {
    let outcome = app.store.end_notice(&notice.key, state).await;
    match state {
        NoticeState::Sent => {
            count(Metric::NoticesSent);
            marked(outcome);
        }
        NoticeState::Withheld(reason) => {
            outcome?;
            report_withheld(notice, reason);
        }
        NoticeState::Superseded => outcome?,
        NoticeState::Sending
        | NoticeState::Held(_)
        | NoticeState::Bounced
        | NoticeState::Complained => {}
    }
    Ok(Delivered::Done)
}

/// Counts and logs that a notice is not sent, without the contact and the text.
fn report_withheld(notice: &Notice<'_>, reason: WithheldReason) {
    count(Metric::NoticesWithheld);
    tracing::warn!(
        event = notice.news.event,
        to = notice.facts.to.name(),
        channel = notice.way.channel().name(),
        reason = reason.name(),
        "a notice was withheld"
    );
}
