//! Working off what is due, a run a minute.

use docket_domain::{Actor, Command, Refusal, Suffix};
use docket_store::{Commit, Due, Store};
use tokio::task::JoinSet;

use crate::{AppError, Failure, SharedApp};

/// How many orders are read at a time.
const PAGE: i32 = 50;
/// How many pages of one part are worked off in one run; the next run comes
/// in a minute.
const PAGES: usize = 20;

/// Something that befalls orders by themselves.
#[derive(Debug, Clone)]
pub(super) struct Sweep {
    /// The function that sees to it.
    pub(super) function: &'static str,
    /// What is due.
    pub(super) due: Due,
    /// What happens then; refused as not overdue where somebody was faster.
    pub(super) command: Command,
}

impl Sweep {
    /// Does it to every order for which it is due; answers to how many. An
    /// order that fails is named and stops no other, but the run has failed
    /// then, so that somebody looks at it.
    ///
    /// # Errors
    ///
    /// The first failure.
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

    /// Whether it was this run that changed the order: somebody else may do
    /// so in the same moment, and one of both wins.
    async fn order(&self, app: &SharedApp, suffix: Suffix) -> Result<bool, Failure> {
        let Some(stored) = app.store.order(suffix).await? else { return Ok(false) };
        let actor = Actor::System(self.function);
        let change = match stored.order.apply(&self.command, &actor, &app.stamp()?) {
            Ok(change) => change,
            // The index follows the table in a moment.
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
