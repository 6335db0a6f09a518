//! A sweep: applying a command to every order whose deadline has passed. It runs once a minute.

use docket_domain::{Actor, Command, Refusal, Suffix};
use docket_store::{Commit, Due, Store};
use tokio::task::JoinSet;

use crate::{AppError, Failure, SharedApp};

/// How many orders are read with one request.
const PAGE: i32 = 50;
/// How many pages of one index partition are processed in one run. The next run begins in a minute.
const PAGES: usize = 20;

/// A command that is applied to orders when a deadline passes.
#[derive(Debug, Clone)]
pub(super) struct Sweep {
    /// The function that applies the command; it is the actor.
    pub(super) function: &'static str,
    /// Which deadline is looked at.
    pub(super) due: Due,
    /// The command. The domain refuses it as not overdue when another run was faster.
    pub(super) command: Command,
}

impl Sweep {
    /// Applies the command to every order whose deadline has passed. Returns how many changed. An
    /// order that fails is logged and does not stop the others, but the run then fails, so that an
    /// operator sees it.
    ///
    /// # Errors
    ///
    /// The first failure, after all other orders were processed.
    pub(super) async fn run(self, app: &SharedApp) -> Result<usize, Failure> {
        let mut parts = JoinSet::new();
        for part in 0..Store::DEADLINE_PARTS {
            let (sweep, app) = (self.clone(), app.clone());
            parts.spawn(async move { sweep.part(&app, part).await });
        }
        let (mut done, mut failure) = (0, None);
        while let Some(part) = parts.join_next().await {
            let (count, failed) = part?;
            done += count;
            failure = failure.or(failed);
        }
        failure.map_or(Ok(done), Err)
    }

    async fn part(&self, app: &SharedApp, part: u32) -> (usize, Option<Failure>) {
        let (mut done, mut failure, mut after) = (0, None, None::<String>);
        for _ in 0..PAGES {
            let due = app.store.overdue(self.due, part, app.now(), after.as_deref(), PAGE);
            let page = match due.await {
                Ok(page) => page,
                Err(error) => return (done, Some(error.into())),
            };
            for suffix in page.items {
                match self.order(app, suffix).await {
                    Ok(changed) => done += usize::from(changed),
                    Err(error) => {
                        let order = suffix.as_str();
                        tracing::error!(order, %error, "an order that is due was left as it is");
                        failure = Some(error);
                    }
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        (done, failure)
    }

    /// Applies the command to one order. Returns whether this run changed the order: the optimistic
    /// lock lets one of several concurrent changes win.
    async fn order(&self, app: &SharedApp, suffix: Suffix) -> Result<bool, Failure> {
        let Some(stored) = app.store.order(suffix).await? else { return Ok(false) };
        let actor = Actor::System(self.function);
        let change = match stored.order.apply(&self.command, &actor, &app.stamp()?) {
            Ok(change) => change,
            // The index is eventually consistent.
            Err(Refusal::NotOverdue) => return Ok(false),
            Err(refusal) => return Err(refusal.into()),
        };
        match app.store.commit(&stored.order, &change).await? {
            Commit::Done => Ok(true),
            Commit::VoucherUses(code) => Err(AppError::VoucherUses(code).into()),
            Commit::Stale | Commit::Short(_) | Commit::VoucherGone => Ok(false),
        }
    }
}
