//! Checking the counters against the orders.

use docket_domain::{OrderFilter, Tally};
use docket_platform::metrics::{Metric, count};
use docket_store::{OrderList, Progress, Recount, Whose, describe, digest};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::report::{LOOK_AFTER, PAGES, Report};
use crate::{App, Failure};

/// After how long the journal is complete.
const JOURNAL_LAG: SignedDuration = SignedDuration::from_mins(5);
/// How many lines of each part of the journal a run reads.
const JOURNAL_LINES: u32 = 200;
/// Changes of orders that are younger than this may not be counted yet.
const COUNTING: SignedDuration = SignedDuration::from_mins(2);
/// How old the last change must be before a difference is repaired. The stream keeps a record for a
/// day and may still deliver it; a repair before that would count the change twice.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(25);
/// How many of the newest orders are read.
const NEWEST: u32 = 100;

/// Finds the days that changed, from the journal and, in case the journal is not written any more,
/// from the newest orders.
pub(super) async fn gather(
    app: &App,
    progress: &mut Progress,
    now: Timestamp,
) -> Result<(), Failure> {
    let journal = app.store.read_journal(progress, now - JOURNAL_LAG, JOURNAL_LINES).await?;
    let filter = OrderFilter {
        from: Some(now - SignedDuration::from_hours(24)),
        to: Some(now - JOURNAL_LAG),
        ..OrderFilter::default()
    };
    let of = Whose::All { shards: app.settings.order_shards };
    let newest = app.store.list_orders(&OrderList { of, filter, now }, None, NEWEST).await?;
    let mut cells = journal;
    cells.extend(newest.items.iter().map(docket_domain::Order::cell));
    cells.sort_unstable();
    cells.dedup();
    for cell in &cells {
        app.store.ask_recount(cell, now + LOOK_AFTER).await?;
    }
    Ok(())
}

/// Counts the days again that are due.
pub(super) async fn recount(app: &App, report: &mut Report, now: Timestamp) -> Result<(), Failure> {
    let mut pages = PAGES;
    for mut recount in app.store.recounts(now).await? {
        if pages == 0 {
            break;
        }
        let (read, difference) = app.store.recount(&mut recount, pages, now).await?;
        pages -= read;
        match difference {
            // The progress is saved. If another run was faster, its progress is kept.
            None => {
                app.store.keep_recount(&recount).await?;
            }
            Some(difference) => {
                report.recounted += 1;
                settle(app, report, &recount, &difference, now).await?;
            }
        }
    }
    Ok(())
}

/// Decides whether a difference is rechecked, reported or repaired. If another run was faster, that
/// run has decided.
async fn settle(
    app: &App,
    report: &mut Report,
    recount: &Recount,
    difference: &Tally,
    now: Timestamp,
) -> Result<(), Failure> {
    let token = app.stamp()?.change;
    if difference.is_empty() {
        app.store.end_recount(recount, token.as_str()).await?;
        return Ok(());
    }
    let found = digest(difference);
    let moving = recount.newest.is_some_and(|newest| newest > now - COUNTING);
    if moving || recount.seen.as_ref() != Some(&found) {
        // The next run counts again.
        app.store.keep_recount(&recount.again(now, Some(found), recount.reported)).await?;
        return Ok(());
    }
    report.differing += 1;
    let (seller, day) = (recount.cell.seller.as_str(), recount.cell.day.to_string());
    let what = describe(difference);
    if !recount.reported {
        count(Metric::Differences);
        tracing::error!(seller, day, what, "counters differ from the orders that there are");
    }
    let last = recount.newest.unwrap_or_else(|| last_moment(recount));
    if last > now - FORGOTTEN {
        app.store.keep_recount(&recount.again(now + LOOK_AFTER, Some(found), true)).await?;
        return Ok(());
    }
    app.store.repair(recount, difference, token.as_str()).await?;
    report.repaired += 1;
    tracing::warn!(seller, day, what, "counters were repaired");
    Ok(())
}

/// The time by which a day without orders has ended in all time zones.
fn last_moment(recount: &Recount) -> Timestamp {
    let day = recount.cell.day.to_zoned(TimeZone::UTC);
    day.map_or(Timestamp::MIN, |day| day.timestamp()) + SignedDuration::from_hours(38)
}
