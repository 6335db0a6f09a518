//! Notices about orders that were not sent, one item each beside the order.
//!
//! An item names the role of the recipient, the channel, the reason and the
//! time. Its key holds the event and the recipient's keyed hash, so that a
//! repeated event records nothing twice.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Channel, CustomerKey, Role, Suffix, WithheldNotice, WithheldReason};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Item, Store, StoreError,
    table::{Refused, key, keys, number, number_in, text},
};

/// How long staff see it.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Store {
    /// Records that the notice about `event` to `person` was not sent.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn record_withheld(
        &self,
        order: Suffix,
        event: &str,
        person: &CustomerKey,
        notice: &WithheldNotice,
    ) -> Result<(), StoreError> {
        let WithheldNotice { at, to, channel, reason } = notice;
        let value = |text: &str| AttributeValue::S(text.to_owned());
        let sort = keys::notice(event, person.as_str(), channel.name());
        let mut item: Item = key(keys::order(order), &sort);
        item.insert("wa".to_owned(), number(at.as_millisecond()));
        item.insert("wr".to_owned(), value(to.name()));
        item.insert("wc".to_owned(), value(channel.name()));
        item.insert("ww".to_owned(), value(reason.name()));
        item.insert(keys::TTL.to_owned(), number((*at + KEPT).as_second()));
        let put = self.put(item).condition_expression("attribute_not_exists(pk)");
        match self.write_put(put).await {
            Ok(()) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// The notices about an order that were not sent in the last 30 days, the
    /// oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer, or an item is not
    /// readable.
    pub async fn withheld(&self, order: Suffix) -> Result<Vec<WithheldNotice>, StoreError> {
        let items = self.partition(keys::order(order), Some(keys::NOTICE)).await?;
        let mut notices = items.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        notices.sort_by_key(|notice| (notice.at, notice.channel, notice.to.name()));
        Ok(notices)
    }
}

fn read(item: &Item) -> Result<WithheldNotice, StoreError> {
    let notice = || {
        Some(WithheldNotice {
            at: Timestamp::from_millisecond(number_in(item, "wa")?).ok()?,
            to: Role::from_name(text(item, "wr")?)?,
            channel: Channel::from_name(text(item, "wc")?)?,
            reason: WithheldReason::from_name(text(item, "ww")?)?,
        })
    };
    notice().ok_or_else(|| StoreError::Corrupt {
        key: text(item, keys::PK).unwrap_or("without a key").to_owned(),
        problem: "a withheld notice is not readable".to_owned(),
    })
}
