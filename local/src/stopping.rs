//! Ends background work when the program stops: waiting work immediately, and a running function
//! after at most two seconds.

use std::time::Duration;

use tokio::{sync::watch, task::JoinSet};

/// How long a running function may continue after the program begins to stop. A function that is
/// interrupted between sending a message and recording that it was sent sends the message again
/// after the next start.
const GRACE: Duration = Duration::from_secs(2);

/// Runs work as a task until `stop` changes or its sender is dropped.
pub fn until(
    stop: &watch::Receiver<bool>,
    work: impl Future<Output = ()> + Send + 'static,
    tasks: &mut JoinSet<()>,
) {
    let mut stop = stop.clone();
    tasks.spawn(async move {
        tokio::select! {
            _ = stop.changed() => {}
            () = work => {}
        }
    });
}

/// The result of work, which may continue for [`GRACE`] after `stop` changes or its sender is
/// dropped; `None` when it takes longer.
pub async fn finish<T>(stop: &watch::Receiver<bool>, work: impl Future<Output = T>) -> Option<T> {
    let mut stop = stop.clone();
    let over = async move {
        stop.changed().await.ok();
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        done = work => Some(done),
        () = over => None,
    }
}
