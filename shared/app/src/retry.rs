//! Reading, deciding and committing again when somebody else was faster.

use std::ops::ControlFlow;

use crate::AppError;

/// How often a lost race is run again.
pub const TRIES: usize = 5;

/// Runs `attempt` until it breaks with an outcome. An attempt that lost a race
/// continues with the state that the next one starts from: what the caller has
/// read already, or nothing, so that the next one reads again.
///
/// # Errors
///
/// What an attempt refuses; [`AppError::Conflict`] after [`TRIES`] lost races.
pub async fn retry_on_stale<S, T, A>(
    first: S,
    mut attempt: impl FnMut(S) -> A,
) -> Result<T, AppError>
where
    // No `AsyncFnMut`: a caller's future that awaits one is not known to be `Send`, as those of
    // handlers must be.
    A: Future<Output = Result<ControlFlow<T, S>, AppError>>,
{
    let mut state = first;
    for _ in 0..TRIES {
        // Boxed: attempts hold whole orders.
        match Box::pin(attempt(state)).await? {
            ControlFlow::Break(outcome) => return Ok(outcome),
            ControlFlow::Continue(next) => state = next,
        }
    }
    Err(AppError::Conflict)
}

/// Runs `attempt` on what was `found` until it breaks with an outcome, and on
/// what `read` finds after each lost race.
///
/// # Errors
///
/// What an attempt or reading refuses; [`AppError::Conflict`] after [`TRIES`]
/// lost races.
pub async fn retry_reading<S, T, R, A>(
    found: S,
    read: impl Fn() -> R,
    mut attempt: impl FnMut(S) -> A,
) -> Result<T, AppError>
where
    R: Future<Output = Result<S, AppError>>,
    A: Future<Output = Result<ControlFlow<T>, AppError>>,
{
    let mut found = Some(found);
    for _ in 0..TRIES {
        let state = match found.take() {
            Some(found) => found,
            None => Box::pin(read()).await?,
        };
        // Boxed: attempts hold whole orders.
        match Box::pin(attempt(state)).await? {
            ControlFlow::Break(outcome) => return Ok(outcome),
            ControlFlow::Continue(()) => {}
        }
    }
    Err(AppError::Conflict)
}
