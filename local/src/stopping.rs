//! What becomes of work when the program stops: some of it ends at once, and a function that runs may finish.

use std::time::Duration;

use tokio::{sync::watch, task::JoinSet};

/// How long a function that runs when everything stops may go on. What is cut off after it has sent a message, and
/// before it has said so, sends it again after the next start.
const GRACE: Duration = Duration::from_secs(2);

/// Does some work beside all else, until `stop` changes or its sender is gone.
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

/// What some work answers, which has a grace to finish once `stop` changes or its sender is gone; `None` where that was
/// not enough.
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
