//! Recounts: days of sellers whose orders are to be counted again.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Cell, OrderFilter, ProductLabel, Tally};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use crate::{
    Item, OrderList, Saved, Store, StoreError, Whose,
    statistics::{Additions, cell_name, cell_named, hash, name, named},
    table::{
        Cancelled, Expression, Refused, delete_action, key, keys, number, number_in, text,
        update_action,
    },
};

/// More than the largest offset of a time zone from UTC.
const FURTHEST: SignedDuration = SignedDuration::from_hours(15);
/// How many orders are read with one request.
const PAGE: u32 = 100;
/// The most waiting recounts that one run reads.
const WAITING: u32 = 1_000;

/// A day of a seller that is to be counted again, and the progress of the count.
#[derive(Debug, Clone, PartialEq)]
pub struct Recount {
    /// The seller and the day.
    pub cell: Cell,
    /// When the recount is due.
    pub due: Timestamp,
    /// The digest of the difference that was found last.
    pub seen: Option<String>,
    /// Whether the difference was reported.
    pub reported: bool,
    /// The counts so far, and the cursor in the list of orders at which counting continues.
    tally: Tally,
    after: Option<String>,
    /// The last change of the orders that were read so far.
    pub newest: Option<Timestamp>,
    /// The version for the optimistic lock.
    number: u64,
}

impl Recount {
    fn new(cell: Cell, due: Timestamp) -> Self {
        let tally = Tally::default();
        let (seen, after, newest) = (None, None, None);
        Self { cell, due, seen, reported: false, tally, after, newest, number: 0 }
    }

    /// This recount, restarted from the beginning at `due`.
    #[must_use]
    pub fn again(&self, due: Timestamp, seen: Option<String>, reported: bool) -> Self {
        Self { seen, reported, number: self.number, ..Self::new(self.cell.clone(), due) }
    }

    fn item(&self, number: u64) -> Item {
        let mut item =
            key(keys::RECONCILE.to_owned(), &keys::recount(&self.cell.seller, self.cell.day));
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("ce", AttributeValue::S(cell_name(&self.cell)));
        put("du", crate::table::number(self.due.as_millisecond()));
        put("n", crate::table::number(number));
        put("to", AttributeValue::Bool(self.reported));
        if let Some(seen) = &self.seen {
            put("sn", AttributeValue::S(seen.clone()));
        }
        if let Some(after) = &self.after {
            let counts = self.tally.iter();
            let counts =
                counts.map(|(counter, count)| (name(counter), crate::table::number(count)));
            put("ta", AttributeValue::M(counts.collect()));
            put("af", AttributeValue::S(after.clone()));
        }
        if let Some(newest) = self.newest {
            put("nw", crate::table::number(newest.as_millisecond()));
        }
        item
    }

    fn of(item: &Item) -> Option<Self> {
        let time = |name| Timestamp::from_millisecond(number_in(item, name)?).ok();
        let counts = match item.get("ta") {
            Some(AttributeValue::M(counts)) => counts.clone(),
            Some(_) | None => HashMap::new(),
        };
        let tally = counts
            .iter()
            .filter_map(|(name, value)| Some((named(name)?, value.as_n().ok()?.parse().ok()?)));
        Some(Self {
            cell: cell_named(text(item, "ce")?)?,
            due: time("du")?,
            seen: text(item, "sn").map(str::to_owned),
            reported: item.get("to")?.as_bool().is_ok_and(|reported| *reported),
            tally: tally.collect(),
            after: text(item, "af").map(str::to_owned),
            newest: time("nw"),
            number: number_in(item, "n")?,
        })
    }
}

impl Store {
    /// Requests a recount of a cell, unless there is one already.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn ask_recount(&self, cell: &Cell, due: Timestamp) -> Result<(), StoreError> {
        let item = Recount::new(cell.clone(), due).item(1);
        let put = self.put(item).condition_expression("attribute_not_exists(pk)");
        match self.write_put(put).await {
            Ok(()) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// The recounts that are due, the most overdue first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn recounts(&self, now: Timestamp) -> Result<Vec<Recount>, StoreError> {
        let to = format!("{}{}", keys::RECOUNT, keys::LAST);
        let pk = keys::RECONCILE.to_owned();
        let (items, _) = self.range_page(pk, keys::RECOUNT, &to, WAITING).await?;
        let mut due: Vec<_> = items.iter().filter_map(Recount::of).collect();
        due.retain(|recount| recount.due <= now);
        due.sort_by_key(|recount| recount.due);
        Ok(due)
    }

    /// Reads at most `pages` more pages of a cell's orders. Returns the number of pages that were
    /// read and, when the recount is complete, its difference from the counters.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn recount(
        &self,
        recount: &mut Recount,
        pages: usize,
        now: Timestamp,
    ) -> Result<(usize, Option<Tally>), StoreError> {
        let Cell { seller, day } = &recount.cell;
        let begins = day.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |day| day.timestamp());
        let ends = begins.saturating_add(SignedDuration::from_hours(24));
        let filter = OrderFilter {
            seller: Some(seller.clone()),
            from: begins.saturating_sub(FURTHEST).ok(),
            to: ends.and_then(|ends| ends.saturating_add(FURTHEST)).ok(),
            ..OrderFilter::default()
        };
        let list = OrderList { of: Whose::Seller(seller.clone()), filter, now };
        for read in 1..=pages {
            let page = self.list_orders(&list, recount.after.as_deref(), PAGE).await?;
            for order in page.items.iter().filter(|order| order.placed_on == *day) {
                recount.tally.add_all(&order.tally(), 1);
                recount.newest = recount.newest.max(Some(order.updated_at()));
            }
            recount.after = page.next;
            if recount.after.is_none() {
                let mut difference = recount.tally.clone();
                difference.add_all(&self.counted_in(&recount.cell).await?, -1);
                return Ok((read, Some(difference)));
            }
        }
        Ok((pages, None))
    }

    /// Saves the progress of a recount. It is stale when another run was faster.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn keep_recount(&self, recount: &Recount) -> Result<Saved, StoreError> {
        let put = self
            .put(recount.item(recount.number + 1))
            .condition_expression("n = :n")
            .expression_attribute_values(":n", number(recount.number));
        match self.write_put(put).await {
            Ok(()) => Ok(Saved::Done),
            Err(Refused::Condition(_)) => Ok(Saved::Stale),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Deletes a recount that is complete. It is stale when another run was faster.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn end_recount(&self, recount: &Recount, token: &str) -> Result<Saved, StoreError> {
        let sk = keys::recount(&recount.cell.seller, recount.cell.day);
        let pk = keys::RECONCILE.to_owned();
        let delete = delete_action(self.table(), pk, &sk, "n", number(recount.number))?;
        match self.transact(vec![delete], token).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// Adds a difference to the counters of a cell exactly once: the transaction also raises the
    /// version of the recount. A part of the difference that does not fit into one transaction is
    /// left to a later recount.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn repair(
        &self,
        recount: &Recount,
        difference: &Tally,
        token: &str,
    ) -> Result<Saved, StoreError> {
        let mut additions = Additions::default();
        for (counter, count) in difference.iter() {
            let mut labels = BTreeMap::new();
            if let Some(product) = counter.product()
                && let Some((stored, _)) = self.product(product).await?
            {
                let (name, currency) = (stored.product.name, stored.product.currency);
                labels.insert(product.clone(), ProductLabel { name, currency });
            }
            let one = Tally::from_iter([(counter.clone(), count)]);
            additions.add(&recount.cell, &one, &labels, 0);
        }
        let mut guard = Expression::default();
        guard.set("n", number(recount.number + 1)).only_if("n", "=", number(recount.number));
        guard.remove("sn");
        let sk = keys::recount(&recount.cell.seller, recount.cell.day);
        let pk = keys::RECONCILE.to_owned();
        let mut actions = vec![update_action(self.table(), pk, &sk, guard)?];
        actions.extend(additions.actions(self.table())?);
        match self.transact(actions, token).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// How much of a product's stock the counted orders have drawn.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn drawn(&self, product: &docket_domain::Product) -> Result<i64, StoreError> {
        self.counted_drawn(&product.seller, &product.id).await
    }
}

/// The hash of a difference as text. Equal differences have equal digests.
#[must_use]
pub fn digest(difference: &Tally) -> String {
    let counts = difference.iter().map(|(counter, count)| format!("{}={count};", name(counter)));
    format!("{:016x}", hash(&counts.collect::<String>()))
}

/// A difference for the log: the counters that are wrong, and by how much.
#[must_use]
pub fn describe(difference: &Tally) -> String {
    const MOST: usize = 20;
    let counts = difference.iter().map(|(counter, count)| format!("{} {count:+}", name(counter)));
    let text = counts.take(MOST).collect::<Vec<_>>().join(", ");
    let more = difference.iter().count().saturating_sub(MOST);
    if more > 0 { format!("{text} and {more} more") } else { text }
}
