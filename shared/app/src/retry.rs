//! Retrying a use case (read, decide, commit) when a concurrent change was faster.

use std::ops::ControlFlow;

use crate::AppError;

/// How many attempts are made.
pub const TRIES: usize = 5;

/// Runs `attempt` until it breaks with an outcome. An attempt whose commit was stale continues with
/// the state that the next attempt starts from.
///
/// # Errors
///
/// The error of an attempt; [`AppError::Conflict`] after [`TRIES`] stale attempts.
pub async fn retry_on_stale<S, T, A>(
    first: S,
    mut attempt: impl FnMut(S) -> A,
) -> Result<T, AppError>
where
    // This is no `AsyncFnMut`, because the compiler does not know that its future is `Send`, and
    // handlers require that.
    A: Future<Output = Result<ControlFlow<T, S>, AppError>>,
{
    let mut state = first;
    for _ in 0..TRIES {
        // Boxed, because the future of an attempt contains whole orders.
        match Box::pin(attempt(state)).await? {
            ControlFlow::Break(outcome) => return Ok(outcome),
            ControlFlow::Continue(next) => state = next,
        }
    }
    Err(AppError::Conflict)
}

/// Runs `attempt` with `found`, and with the result of `read` after each stale attempt, until it
/// breaks with an outcome.
///
/// # Errors
///
/// The error of an attempt or of `read`; [`AppError::Conflict`] after [`TRIES`] stale attempts.
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
        // Boxed, because the future of an attempt contains whole orders.
        match Box::pin(attempt(state)).await? {
            ControlFlow::Break(outcome) => return Ok(outcome),
            ControlFlow::Continue(()) => {}
        }
    }
    Err(AppError::Conflict)
}
