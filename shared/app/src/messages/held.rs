//! Sending notices whose quiet hours have ended, a run a minute.

use docket_domain::{NoticeKey, NoticeState, NoticeSubject, WithheldReason};
use docket_store::Store;
use jiff::SignedDuration;

use super::notify::inform_again;
use crate::{App, Failure};

/// How many are read at a time.
const PAGE: i32 = 25;
/// How many pages of one part are worked off in one run; the next run comes in a minute.
const PAGES: usize = 8;
/// After how long it is too late for a notice that no channel takes.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);

/// Sends every notice whose quiet hours have ended, as what it is about is now, and of several
/// about an order the newest only; answers how many it looked at. One that fails stops no other,
/// but the run fails in the end.
///
/// # Errors
///
/// The last failure of one of them, or the first to read a page.
pub async fn send_held(app: &App) -> Result<usize, Failure> {
    let (mut done, mut failure) = (0, None);
    for part in 0..Store::DEADLINE_PARTS {
        let mut after: Option<String> = None;
        for _ in 0..PAGES {
            let page = app.store.due_notices(part, app.now(), after.as_deref(), PAGE).await?;
            for key in page.items {
                match release(app, &key).await {
                    Ok(()) => done += 1,
                    Err(error) => {
                        tracing::warn!(event = key.event, %error, "a held notice is tried again");
                        failure = Some(error);
                    }
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    failure.map_or(Ok(done), Err)
}

async fn release(app: &App, key: &NoticeKey) -> Result<(), Failure> {
    // The index follows the table in a moment.
    let Some(record) = app.store.notice(key).await?.filter(|it| !it.state.has_ended()) else {
        return Ok(());
    };
    let now = app.now();
    let end = async |state| Ok(app.store.end_notice(key, state).await?);
    if record.due.is_some_and(|due| due + PATIENCE <= now) {
        return end(NoticeState::Withheld(WithheldReason::Late)).await;
    }
    if let NoticeSubject::Order(suffix) = &key.subject {
        let others = app.store.notices(*suffix).await?;
        if others.iter().any(|other| other.supersedes(key, record.facts.version)) {
            return end(NoticeState::Superseded).await;
        }
    }
    match inform_again(app, key).await? {
        0 => end(NoticeState::Withheld(WithheldReason::Unwanted)).await,
        _ => Ok(()),
    }
}
