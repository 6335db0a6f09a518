//! Runs many requests concurrently and sorts their replies.

use std::{future::Future, sync::Arc};

use crate::{Call, Reply};
use serde_json::Value;
use tokio::{sync::Barrier, task::JoinSet};

/// The phone number of the guest with this number.
pub fn guest(number: u32) -> String {
    format!("+1202{:07}", 2_000_000 + number)
}

/// Runs all futures concurrently, started by one barrier. Returns the outcomes in the order given.
pub async fn at_once<F>(work: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let work: Vec<_> = work.into_iter().collect();
    let start = Arc::new(Barrier::new(work.len()));
    let mut tasks = JoinSet::new();
    for (at, work) in work.into_iter().enumerate() {
        let start = start.clone();
        tasks.spawn(async move {
            start.wait().await;
            (at, work.await)
        });
    }
    let mut done = tasks.join_all().await;
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

/// Sends all calls concurrently. Returns the replies in the order given.
pub async fn send_at_once(calls: impl IntoIterator<Item = Call>) -> Vec<Reply> {
    at_once(calls.into_iter().map(Call::send)).await
}

/// The number of replies with `status`.
pub fn count(replies: &[Reply], status: u16) -> usize {
    replies.iter().filter(|reply| reply.status == status).count()
}

/// Splits replies into placed orders (201) and stock issues. Panics unless each reply is a 201 or a
/// well-formed `insufficient_stock` problem.
#[track_caller]
pub fn placed_or_out_of_stock(replies: &[Reply]) -> (Vec<Value>, Vec<Value>) {
    let (mut placed, mut short) = (Vec::new(), Vec::new());
    for reply in replies {
        if reply.status == 201 {
            placed.push(reply.at("/order"));
        } else {
            short.push(reply.clone().problem(409, "insufficient_stock").at("/stockIssues"));
        }
    }
    (placed, short)
}
