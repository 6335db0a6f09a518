//! The progress of `reconcile`: its positions in the journal and in the list of products, the days
//! that are to be counted again, and the products whose stock did not add up at the last check.

mod recounts;

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Cell, ProductId, SellerId};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};

use crate::{
    Saved, Store, StoreError,
    statistics::cell_named,
    table::{Refused, key, keys, number, number_in, text},
};

pub use recounts::{Recount, describe, digest};

/// The number of parts of the journal; see [`Progress`].
const PARTS: usize = keys::COUNTER_PARTS as usize;
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How long the journal is kept.
const OLDEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How far `reconcile` has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The key of the last line that was read of each part of the journal.
    journal: [String; PARTS],
    /// The seller whose products were checked last, and the last of these.
    pub stock: Option<(SellerId, Option<String>)>,
    version: u64,
}

impl Store {
    /// Reads how far `reconcile` has come.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn progress(&self) -> Result<Progress, StoreError> {
        let found = self.get(keys::RECONCILE.to_owned(), keys::PLACE, true).await?;
        let Some(found) = found else { return Ok(Progress::default()) };
        let mut progress = Progress {
            version: number_in(&found, "v").unwrap_or(0),
            stock: text(&found, "se").and_then(|seller| {
                Some((seller.parse().ok()?, text(&found, "pd").map(str::to_owned)))
            }),
            ..Progress::default()
        };
        for (part, place) in progress.journal.iter_mut().enumerate() {
            text(&found, &format!("j{part}")).unwrap_or_default().clone_into(place);
        }
        Ok(progress)
    }

    /// Saves how far `reconcile` has come. It is stale when another run was faster.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn keep_progress(&self, progress: &Progress) -> Result<Saved, StoreError> {
        let mut item = key(keys::RECONCILE.to_owned(), keys::PLACE);
        let text = |text: &str| AttributeValue::S(text.to_owned());
        item.insert("v".to_owned(), number(progress.version + 1));
        for (part, place) in progress.journal.iter().enumerate() {
            item.insert(format!("j{part}"), text(place));
        }
        if let Some((seller, product)) = &progress.stock {
            item.insert("se".to_owned(), text(seller.as_str()));
            if let Some(product) = product {
                item.insert("pd".to_owned(), text(product));
            }
        }
        let put = self
            .put(item)
            .condition_expression("attribute_not_exists(pk) OR v = :v")
            .expression_attribute_values(":v", number(progress.version));
        match self.write_put(put).await {
            Ok(()) => Ok(Saved::Done),
            Err(Refused::Condition(_)) => Ok(Saved::Stale),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Continues to read the journal: at most `limit` lines of each part, and no line later than
    /// `until`. Returns the cells whose counters changed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn read_journal(
        &self,
        progress: &mut Progress,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Cell>, StoreError> {
        let oldest = keys::by_time(until - OLDEST, "");
        let yesterday = keys::by_time(until - DAY, "");
        let to = keys::by_time(until, "");
        let last_day = until.to_zoned(TimeZone::UTC).date();
        let mut cells = Vec::new();
        for (part, place) in progress.journal.iter_mut().enumerate() {
            let part = u32::try_from(part).unwrap_or(0);
            // The first run starts a day ago. The position of a part without new lines is kept at
            // most a day old, see below.
            let known = if place.is_empty() { yesterday.clone() } else { format!("{place}~") };
            let mut from = known.max(oldest.clone());
            let mut left = limit;
            let mut day = keys::time_in(&from).unwrap_or(until).to_zoned(TimeZone::UTC).date();
            while day <= last_day && left > 0 {
                let (items, more) =
                    self.range_page(keys::journal(part, day), &from, &to, left).await?;
                left = left.saturating_sub(u32::try_from(items.len()).unwrap_or(left));
                for item in &items {
                    if let Some(AttributeValue::L(names)) = item.get("ce") {
                        let names = names.iter().filter_map(|name| name.as_s().ok());
                        cells.extend(names.filter_map(|name| cell_named(name)));
                    }
                }
                if let Some(last) = items.last().and_then(|item| text(item, keys::SK)) {
                    last.clone_into(place);
                    from = format!("{last}~");
                }
                if !more {
                    day = day.saturating_add(1.day());
                }
            }
            if left > 0 && !place.is_empty() && *place < yesterday {
                yesterday.clone_into(place);
            }
        }
        cells.sort_unstable();
        cells.dedup();
        Ok(cells)
    }

    /// By how much a product's stock did not add up at the last check.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn suspicion(&self, product: &ProductId) -> Result<Option<i64>, StoreError> {
        let pk = keys::RECONCILE.to_owned();
        let found = self.get(pk, &keys::suspect(product), true).await?;
        Ok(found.and_then(|item| number_in(&item, "d")))
    }

    /// Stores by how much a product's stock does not add up; 0 when it does.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn suspect(&self, product: &ProductId, by: i64) -> Result<(), StoreError> {
        let mut item = key(keys::RECONCILE.to_owned(), &keys::suspect(product));
        item.insert("d".to_owned(), number(by));
        match self.write_put(self.put(item)).await {
            Ok(()) => Ok(()),
            Err(Refused::Condition(_)) => Err(StoreError::Busy),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}
