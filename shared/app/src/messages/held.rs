//! Sending notices whose quiet hours have ended, a run a minute.

use docket_domain::{NoticeKey, NoticeState, WithheldReason};
use jiff::SignedDuration;

use super::notify::inform_again;
use crate::{
    App, Failure,
    each_due::{PAGE, each_due},
};

/// After how long it is too late for a notice that no channel takes.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);

/// Sends every notice whose quiet hours have ended, as what it is about is now, and of several
/// about an order the newest only; answers how many it looked at.
///
/// # Errors
///
/// As [`each_due`].
pub async fn send_held(app: &App) -> Result<usize, Failure> {
    let now = app.now();
    let read = |part, after: Option<String>| async move {
        app.store.due_notices(part, now, after.as_deref(), PAGE).await
    };
    let send = |key: NoticeKey| async move {
        release(app, &key).await.inspect_err(|error| {
            tracing::warn!(event = key.event, %error, "a held notice is tried again");
        })
    };
    each_due(read, send).await
}

async fn release(app: &App, key: &NoticeKey) -> Result<(), Failure> {
    // The index follows the table in a moment.
    let Some(record) = app.store.notice(key).await?.filter(|it| !it.state.has_ended()) else {
        return Ok(());
    };
    let end = async |reason| Ok(app.store.end_notice(key, NoticeState::Withheld(reason)).await?);
    if record.due.is_some_and(|due| due + PATIENCE <= app.now()) {
        return end(WithheldReason::Late).await;
    }
    match inform_again(app, key).await? {
        0 => end(WithheldReason::Unwanted).await,
        _ => Ok(()),
    }
}
