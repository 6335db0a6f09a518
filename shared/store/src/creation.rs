//! Creating items whose ids clients choose. A chosen id does not show which request created the
//! item, so the transaction also writes a receipt of the request.

use docket_domain::IdError;
use jiff::{SignedDuration, Timestamp};

use crate::{
    Item, RequestMark, Store, StoreError,
    records::{Bytes, CreationReceiptRecord, item, record},
    table::{Cancelled, Outcome, create_action, keys},
};

/// How long a repeated request is recognized.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The outcome of creating an item.
#[derive(Debug)]
pub enum Creation<Id> {
    /// The item was created.
    Created,
    /// The request's receipt exists: an earlier try of the request created the item with this id.
    Repeated(Id, RequestMark),
    /// The id is taken by another item.
    Taken,
}

/// The receipt of a request that creates an item.
#[derive(Debug)]
pub struct CreationReceipt<'a> {
    /// Its name.
    pub name: &'a str,
    /// The mark that identifies the request.
    pub mark: RequestMark,
    /// The time.
    pub now: Timestamp,
}

impl Store {
    /// Creates the item of `id` and the receipt of the request in one transaction.
    pub(crate) async fn create<Id>(
        &self,
        id: &Id,
        new: Item,
        receipt: Option<&CreationReceipt<'_>>,
        token: &str,
    ) -> Result<Creation<Id>, StoreError>
    where
        Id: std::fmt::Display + std::str::FromStr<Err = IdError>,
    {
        let mut actions = vec![create_action(self.table(), new)?];
        if let Some(receipt) = receipt {
            let record = CreationReceiptRecord {
                pk: keys::receipt(receipt.name),
                sk: keys::RECEIPT.to_owned(),
                id: id.to_string(),
                ih: Bytes(receipt.mark.caller),
                rh: Bytes(receipt.mark.body),
                ttl: (receipt.now + KEPT).as_second(),
            };
            actions.push(create_action(self.table(), item(&record)?)?);
        }
        match self.transact(actions, token).await {
            Ok(()) => Ok(Creation::Created),
            Err(Cancelled::Other(error)) => Err(error),
            Err(Cancelled::Conditions(outcomes)) => match outcomes.into_iter().nth(1) {
                Some(Outcome::Failed(Some(found))) => repeated(found),
                Some(Outcome::Failed(None)) => {
                    Err(StoreError::Unavailable("a condition without its item".to_owned()))
                }
                Some(Outcome::Held) | None => Ok(Creation::Taken),
            },
        }
    }
}

fn repeated<Id: std::str::FromStr<Err = IdError>>(found: Item) -> Result<Creation<Id>, StoreError> {
    let corrupt = |problem: String| StoreError::Corrupt { key: "a receipt".to_owned(), problem };
    let record: CreationReceiptRecord = record(found).map_err(|error| corrupt(error.0))?;
    let id = record.id.parse().map_err(|error: IdError| corrupt(error.to_string()))?;
    let mark = RequestMark { caller: record.ih.0, body: record.rh.0 };
    Ok(Creation::Repeated(id, mark))
}
