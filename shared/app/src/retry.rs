//! Reading, deciding and committing again when somebody else was faster.

use std::ops::ControlFlow;

use crate::AppError;

/// How often a lost race is run again.
pub const TRIES: usize = 5;

/// Runs `attempt` until it breaks with an outcome. An attempt that lost a race
/// continues with the state that the next one starts from: what the caller has
/// read already, or nothing, so that the next one reads again.
///
/// `attempt` is a closure that returns a future, not an async closure: of the
/// latter's futures the compiler cannot see that they are `Send`, as handlers
/// have to be.
///
/// # Errors
///
/// What an attempt refuses; [`AppError::Conflict`] after [`TRIES`] lost races.
pub async fn retry_on_stale<S, T, A>(
    first: S,
    mut attempt: impl FnMut(S) -> A,
) -> Result<T, AppError>
where
    // No `AsyncFnMut`: a caller's future that awaits one is not known to be `Send`.
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
