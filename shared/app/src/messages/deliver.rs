//! Delivering a notice to its recipient. No other module sends one.

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

/// Why a notice was not sent yet. A retry of its event may send it.
#[derive(Debug, thiserror::Error)]
pub enum Undelivered {
    /// Another sender has claimed it, and may fail.
    #[error("another sender has this message; it is tried again later")]
    Held,
    /// The channel did not accept it, or gave no answer.
    #[error(transparent)]
    Channel(#[from] MessageError),
    /// The table did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No random number could be generated for the name of the claim.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The function sends notices and its environment has no limits for them.
    #[error("the limits of notices (LIMIT_NOTICES_…) are not set")]
    NoLimits,
}

/// The outcome of a notice that needs no further try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivered {
    /// It was sent, is held, or never will be sent.
    Done,
    /// None of the person's browsers is subscribed any more.
    NoBrowser,
}

/// Sends a notice once, holds it for quiet hours, or records why it is not sent.
///
/// The budgets are reserved by conditional updates before the channel is called. A crash in
/// between leaves the notice counted, and the next try counts it again: the budgets then allow
/// fewer notices, never more.
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
    // A reservation of an earlier try is not returned: that try may have sent the notice.
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

/// Why the recipient must not get any notice on this channel; `None` when they may.
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
    // For members, `people` decides who is informed.
    if to.role == Role::Buyer && !known.is_confirmed(now) {
        return Some(WithheldReason::NotConfirmed);
    }
    known.stopped().map(WithheldReason::from)
}

/// Until when quiet hours hold a notice. A notice that answers the recipient's own act of a moment
/// ago is not held.
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

/// Whether a newer notice about this order was sent to the person on this channel, or is held for
/// quiet hours. Only an order that has changed since the event can have one.
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

/// Records the final state of a notice that was claimed or held.
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
