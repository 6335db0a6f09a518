//! The stored form of feed entries.

use docket_domain::{
    Amount, Currency, Notification, NotificationId, NotificationKind, NotificationSubject, OneLine,
};
use serde::{Deserialize, Serialize};

use super::Malformed;
use crate::table::keys;

/// An entry of the feed. It is smaller than a quarter of a kilobyte, which is what a write unit
/// covers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct NotificationRecord {
    /// The feed: the seller, and the driver for a driver's feed.
    pub(crate) pk: String,
    /// The entry's id.
    pub(crate) sk: String,
    /// The kind of event.
    kd: String,
    /// The order, the product or the batch.
    id: String,
    /// An order's amount and its currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    am: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cy: Option<String>,
    /// A product's name, or a batch's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    nm: Option<String>,
    /// How many of the product are left, or how many orders are in the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    ct: Option<u64>,
    ttl: i64,
}

impl NotificationRecord {
    pub(crate) fn new(entry: &Notification) -> Self {
        let (id, money, name, count) = match entry.subject() {
            NotificationSubject::Order { order, amount, currency } => {
                (order.to_string(), Some((*amount, *currency)), None, None)
            }
            NotificationSubject::Product { product, name, available } => {
                (product.to_string(), None, Some(name.to_string()), Some(*available))
            }
            NotificationSubject::Batch { batch, number, driver: _, orders } => {
                (batch.to_string(), None, Some(number.clone()), Some(*orders))
            }
        };
        Self {
            pk: keys::notifications(entry.seller(), entry.driver()),
            sk: entry.id().to_string(),
            kd: entry.kind().name().to_owned(),
            id,
            am: money.map(|(amount, _)| amount.minor()),
            cy: money.map(|(_, currency)| currency.code().to_owned()),
            nm: name,
            ct: count,
            ttl: (entry.at() + Notification::KEPT).as_second(),
        }
    }
}

impl TryFrom<NotificationRecord> for Notification {
    type Error = Malformed;

    fn try_from(record: NotificationRecord) -> Result<Self, Malformed> {
        let NotificationRecord { pk, sk, kd, id, am, cy, nm, ct, ttl: _ } = record;
        let of = || Malformed::new("pk", "not a feed's");
        let (seller, driver) = keys::notifications_of(&pk).ok_or_else(of)?;
        let kind = NotificationKind::from_name(&kd);
        let kind = kind.ok_or_else(|| Malformed::new("kd", "unknown kind"))?;
        let missing = |field: &str| Malformed::new(field, "missing");
        let subject = match (driver, am) {
            (Some(driver), _) => NotificationSubject::Batch {
                batch: id.parse().map_err(|error| Malformed::new("id", error))?,
                number: nm.ok_or_else(|| missing("nm"))?,
                driver,
                orders: ct.ok_or_else(|| missing("ct"))?,
            },
            (None, Some(minor)) => NotificationSubject::Order {
                order: id.parse().map_err(|error| Malformed::new("id", error))?,
                amount: amount(minor)?,
                currency: currency(cy.as_deref())?,
            },
            (None, None) => NotificationSubject::Product {
                product: id.parse().map_err(|error| Malformed::new("id", error))?,
                name: OneLine::from_stored(nm.as_deref().unwrap_or_default())
                    .map_err(|error| Malformed::new("nm", error))?,
                available: ct.ok_or_else(|| missing("ct"))?,
            },
        };
        let id: NotificationId = sk.parse().map_err(|error| Malformed::new("sk", error))?;
        Self::restore(seller, id, kind, subject)
            .ok_or_else(|| Malformed::new("kd", "not about such a thing"))
    }
}

fn amount(minor: u64) -> Result<Amount, Malformed> {
    let minor = i64::try_from(minor).map_err(|error| Malformed::new("am", error))?;
    Amount::new(minor).map_err(|error| Malformed::new("am", error))
}

fn currency(code: Option<&str>) -> Result<Currency, Malformed> {
    let code = code.ok_or_else(|| Malformed::new("cy", "missing"))?;
    Currency::from_stored(code).map_err(|error| Malformed::new("cy", error))
}
