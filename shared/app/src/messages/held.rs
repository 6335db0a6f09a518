//! Sending notices whose quiet hours have ended. It runs once a minute.

use docket_domain::{NoticeKey, NoticeState, WithheldReason};
use jiff::SignedDuration;

use super::notify::inform_again;
use crate::{
    App, Failure,
    each_due::{PAGE, each_due},
};

/// How long after its due time a held notice is retried; then it is withheld as too late.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);

/// Sends every notice whose quiet hours have ended. The text describes the order, batch or product
/// as it is now, and of several notices about an order only the newest is sent. Returns how many
/// held notices were processed.
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
    // The index is eventually consistent: the notice may have ended already.
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
