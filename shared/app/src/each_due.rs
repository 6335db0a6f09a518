//! Processing items that are due. It runs once a minute.

use docket_store::{Page, Store, StoreError};

use crate::Failure;

/// How many items are read with one request.
pub const PAGE: i32 = 25;
/// How many pages of one part of the index are processed in one run. The next run begins in a
/// minute.
const PAGES: usize = 8;

/// Processes the items that are due, one part of the index after the other. Returns how many there
/// were. An item that fails does not stop the others, but the run then fails.
///
/// # Errors
///
/// The last failure of an item, or the first failure of reading a page.
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
