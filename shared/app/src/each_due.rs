//! Working off what is due, a run a minute.

use docket_store::{Page, Store, StoreError};

use crate::Failure;

/// How many are read at a time.
pub const PAGE: i32 = 25;
/// How many pages of one part are worked off in one run; the next run comes in a
/// minute.
const PAGES: usize = 8;

/// Works off the items that are due, one part of the index after the other; answers how
/// many items. An item that fails stops no other item, but the run fails
/// in the end.
///
/// # Errors
///
/// The last failure of one of them, or the first to read a page.
pub async fn each_due<T, R, W>(
    read: impl Fn(u32, Option<String>) -> R,
    work: impl Fn(T) -> W,
) -> Result<usize, Failure>
where
    R: Future<Output = Result<Page<T>, StoreError>>,
    W: Future<Output = Result<(), Failure>>,
{
    let (mut done, mut failure) = (0, None);
    for part in 0..Store::DEADLINE_PARTS {
        let mut after: Option<String> = None;
        for _ in 0..PAGES {
            let page = read(part, after).await?;
            for item in page.items {
                match work(item).await {
                    Ok(()) => done += 1,
                    Err(error) => failure = Some(error),
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    failure.map_or(Ok(done), Err)
}
