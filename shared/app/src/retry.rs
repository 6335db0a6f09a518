//! Reading, deciding and committing again when somebody else was faster.

use std::ops::ControlFlow;

use crate::AppError;

/// How often a lost race is run again.
pub const TRIES: usize = 5;

/// Runs `attempt` until it breaks with an outcome, with what was found already
/// the first time. An attempt that lost a race continues, and the next one reads
/// again.
///
/// `attempt` is a closure that returns a future, not an async closure: of the
/// latter's futures the compiler cannot see that they are `Send`, as handlers
/// have to be.
///
/// # Errors
///
/// What an attempt refuses; [`AppError::Conflict`] after [`TRIES`] lost races.
pub async fn retry_on_stale<S, T, F>(
    found: S,
    mut attempt: impl FnMut(Option<S>) -> F,
) -> Result<T, AppError>
where
    F: Future<Output = Result<ControlFlow<T>, AppError>>,
{
    let mut found = Some(found);
    for _ in 0..TRIES {
        match attempt(found.take()).await? {
            ControlFlow::Break(outcome) => return Ok(outcome),
            ControlFlow::Continue(()) => {}
        }
    }
    Err(AppError::Conflict)
}
