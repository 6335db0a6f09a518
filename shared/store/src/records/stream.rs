use docket_domain::{Batch, Challenge, Order};
use serde::{Deserialize, Deserializer};

use super::{BatchRecord, ChallengeRecord, OrderRecord, ReportedRecord, StoredOrder, read};
use crate::{
    Item, StoreError,
    payments::Reported,
    table::{keys, text},
};

/// An item of the table's stream that events are made of.
#[derive(Debug, Clone, PartialEq)]
pub enum StreamImage {
    /// An order.
    Order(Box<Order>),
    /// A batch.
    Batch(Box<Batch>),
    /// A challenge with its code.
    Challenge(Box<Challenge>),
    /// What the payment provider reported.
    Reported(Box<Reported>),
}

impl StreamImage {
    /// Reads an image as the stream gives it, such as the JSON that Lambda
    /// delivers; `None` for kinds of items that make no events.
    ///
    /// # Errors
    ///
    /// What is wrong with it, without repeating what is there.
    pub fn deserialize<'de, D: Deserializer<'de>>(image: D) -> Result<Option<Self>, String> {
        // serde's own words would repeat what is there.
        let item = serde_dynamo::Item::deserialize(image)
            .map_err(|_| "an image is not in the form of the stream".to_owned())?;
        Self::read(Item::from(item)).map_err(|error| error.to_string())
    }

    /// Reads an image; `None` for kinds of items that make no events.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] when it does not read as what its key says.
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
