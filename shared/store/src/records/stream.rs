use docket_domain::{Batch, Challenge, Order};
use serde::{Deserialize, Deserializer};

use super::{BatchRecord, ChallengeRecord, OrderRecord, ReportedRecord, StoredOrder, read};
use crate::{
    Item, StoreError,
    payments::Reported,
    table::{keys, text},
};

/// An image of the table's stream, of a kind of item that leads to events.
#[derive(Debug, Clone, PartialEq)]
pub enum StreamImage {
    /// An order.
    Order(Box<Order>),
    /// A batch.
    Batch(Box<Batch>),
    /// A challenge with its code.
    Challenge(Box<Challenge>),
    /// A report of the payment provider.
    Reported(Box<Reported>),
}

impl StreamImage {
    /// Reads an image in the stream's form, such as the JSON that Lambda delivers. `None` for kinds
    /// of items that lead to no events.
    ///
    /// # Errors
    ///
    /// What is wrong with the image. The text contains no stored values.
    pub fn deserialize<'de, D: Deserializer<'de>>(image: D) -> Result<Option<Self>, String> {
        // serde's message could contain stored values.
        let item = serde_dynamo::Item::deserialize(image)
            .map_err(|_| "an image is not in the form of the stream".to_owned())?;
        Self::read(Item::from(item)).map_err(|error| error.to_string())
    }

    /// Reads an image. `None` for kinds of items that lead to no events.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] when the item is not of the kind that its key says.
    pub fn read(image: Item) -> Result<Option<Self>, StoreError> {
        match text(&image, keys::SK) {
            Some(keys::ORDER) => read::<OrderRecord, StoredOrder>(image)
                .map(|stored| Some(Self::Order(Box::new(stored.order)))),
            Some(keys::BATCH) => {
                read::<BatchRecord, Batch>(image).map(|batch| Some(Self::Batch(Box::new(batch))))
            }
            Some(keys::CHALLENGE) => read::<ChallengeRecord, Challenge>(image)
                .map(|challenge| Some(Self::Challenge(Box::new(challenge)))),
            Some(keys::REPORTED) => read::<ReportedRecord, Reported>(image)
                .map(|reported| Some(Self::Reported(Box::new(reported)))),
            Some(_) | None => Ok(None),
        }
    }
}
