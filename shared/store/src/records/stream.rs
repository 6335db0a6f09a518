use docket_domain::{Batch, Challenge, Order};

use super::{BatchRecord, ChallengeRecord, OrderRecord, StoredOrder, read};
use crate::{Item, StoreError, db::text, keys};

/// An item of the table's stream that events are made of.
#[derive(Debug, Clone, PartialEq)]
pub enum StreamImage {
    /// An order.
    Order(Box<Order>),
    /// A batch.
    Batch(Box<Batch>),
    /// A challenge with its code.
    Challenge(Box<Challenge>),
}

impl StreamImage {
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
            Some(_) | None => Ok(None),
        }
    }
}
