//! The feed of members: one partition for each seller's staff, one for each of its drivers, and a
//! mark of how far each member has read.
//!
//! Entries are read with eventual consistency, because a reader polls. DynamoDB deletes expired
//! entries some time later, so every read leaves them out.

use aws_sdk_dynamodb::types::{AttributeValue, Select};
use docket_domain::{MemberId, Notification, NotificationId, SellerId};
use jiff::Timestamp;

use crate::{
    Page, Store, StoreError,
    records::{NotificationRecord, item, read},
    table::{Refused, key, keys, number, text},
};

/// Which entries are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotificationList {
    /// The entries of a seller's staff.
    Seller(SellerId),
    /// The entries of one of a seller's drivers.
    Driver(SellerId, MemberId),
}

impl NotificationList {
    /// The seller of the entries.
    #[must_use]
    pub const fn seller(&self) -> &SellerId {
        match self {
            Self::Seller(seller) | Self::Driver(seller, _) => seller,
        }
    }

    fn partition(&self) -> String {
        match self {
            Self::Seller(seller) => keys::notifications(seller, None),
            Self::Driver(seller, driver) => keys::notifications(seller, Some(driver)),
        }
    }
}

impl Store {
    /// Stores an entry once. A repeated event changes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn keep_notification(&self, entry: &Notification) -> Result<(), StoreError> {
        let put = self.put(item(&NotificationRecord::new(entry))?);
        match self.write_put(put.condition_expression("attribute_not_exists(pk)")).await {
            Ok(()) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// The id of the newest entry that is shown at `now`, if there is one. It costs a query for one
    /// item, half a read unit.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn newest_notification(
        &self,
        list: &NotificationList,
        now: Timestamp,
    ) -> Result<Option<NotificationId>, StoreError> {
        let query = self
            .range_query(list.partition(), &oldest(now), keys::LAST)
            .scan_index_forward(false)
            .limit(1);
        let (items, _) = self.fetch(query).await?;
        let newest = items.first().and_then(|item| text(item, keys::SK));
        Ok(newest.and_then(|id| id.parse().ok()))
    }

    /// A page of the entries that are shown at `now`, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn notifications(
        &self,
        list: &NotificationList,
        now: Timestamp,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Notification>, StoreError> {
        // DynamoDB refuses a start key outside of the requested range.
        if after.is_some_and(|id| id < oldest(now).as_str()) {
            return Ok(Page { items: Vec::new(), next: None });
        }
        let query = self
            .range_query(list.partition(), &oldest(now), keys::LAST)
            .scan_index_forward(false)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .set_exclusive_start_key(after.map(|id| key(list.partition(), id)));
        let (found, more) = self.fetch(query).await?;
        let mut items: Vec<Notification> = Vec::new();
        for found in found {
            items.push(read::<NotificationRecord, _>(found)?);
        }
        let next = items.last().filter(|_| more).map(|last| last.id().to_string());
        Ok(Page { items, next })
    }

    /// How many entries that are shown at `now` are newer than `after`, at most `most`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn count_notifications(
        &self,
        list: &NotificationList,
        now: Timestamp,
        after: Option<&NotificationId>,
        most: u32,
    ) -> Result<u32, StoreError> {
        // BETWEEN includes both ends, so the range begins with the key that sorts right after the
        // entry.
        let read = after.map(|id| format!("{id} "));
        let from = read.unwrap_or_default().max(oldest(now));
        let query = self
            .range_query(list.partition(), &from, keys::LAST)
            .select(Select::Count)
            .limit(i32::try_from(most).unwrap_or(i32::MAX));
        self.fetch_count(query).await
    }

    /// Up to which entry a member has read a feed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn read_mark(
        &self,
        member: &MemberId,
        list: &NotificationList,
    ) -> Result<Option<NotificationId>, StoreError> {
        // The read is strongly consistent, so that an entry that was just read is not shown as
        // unread.
        let found = self.get(keys::reader(member), &keys::read_mark(list.seller()), true).await?;
        Ok(found.as_ref().and_then(|item| text(item, "up")).and_then(|id| id.parse().ok()))
    }

    /// Records that a member has read a feed up to an entry. The mark never moves back, and is kept
    /// as long as any entry that it covers.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_read(
        &self,
        member: &MemberId,
        list: &NotificationList,
        up_to: &NotificationId,
    ) -> Result<(), StoreError> {
        let mut mark = key(keys::reader(member), &keys::read_mark(list.seller()));
        let value = AttributeValue::S(up_to.to_string());
        mark.insert("up".to_owned(), value.clone());
        let kept = up_to.at() + Notification::KEPT;
        mark.insert(keys::TTL.to_owned(), number(kept.as_second()));
        let put = self
            .put(mark)
            .condition_expression("attribute_not_exists(pk) OR #up < :up")
            .expression_attribute_names("#up", "up")
            .expression_attribute_values(":up", value);
        match self.write_put(put).await {
            Ok(()) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}

/// The sort key before all entries that are shown at `now`.
fn oldest(now: Timestamp) -> String {
    keys::by_time(keys::within(now - Notification::KEPT), "")
}
