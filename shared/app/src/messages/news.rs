//! News: the content of the notices about one event, before it is put into a language.

use docket_domain::{LanguageTag, NoticeGroup, NoticeSubject, Seller, SellerId, TimeZoneName};
use docket_store::StoreError;
use docket_texts::{Action, Link, Text, When};
use jiff::Timestamp;

use super::Source;
use crate::App;

/// The content of the notices about one event to one audience.
#[derive(Debug)]
pub struct News<'a> {
    /// The id of the event. Each person gets it once on each channel.
    pub event: String,
    /// The order, product, batch or template that it is about.
    pub subject: &'a NoticeSubject,
    /// The version of the order that the event reports, and the order's current version; 0 for
    /// other subjects.
    pub versions: (u32, u32),
    /// The group that people choose channels for. `None` for notices that nobody can turn off;
    /// they go to each person's first contact.
    pub group: Option<NoticeGroup>,
    /// The person who caused the event, and when that was.
    pub source: Source,
    pub at: Timestamp,
    /// The seller whose order, product, batch or template it is about.
    pub seller: &'a NoticeSeller,
    /// The language of the order.
    pub language: Option<LanguageTag>,
    /// The text, in all languages.
    pub text: Text,
    /// What the recipient can do next, and where.
    pub action: Option<(Action, Link)>,
}

/// A seller, as messages mention it.
#[derive(Debug)]
pub struct NoticeSeller {
    /// Its id.
    pub id: SellerId,
    /// Its name.
    pub name: String,
    /// Its time zone; messages give times in it.
    pub zone: TimeZoneName,
    /// Its language.
    pub language: Option<LanguageTag>,
    /// Whether notices about its orders, products and batches are sent at all: neither the seller
    /// nor the deployment has turned them off.
    pub sends: bool,
}

impl NoticeSeller {
    /// Reads a seller.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn read(app: &App, id: &SellerId) -> Result<Self, StoreError> {
        let found = app.store.seller(id).await?;
        let seller = found.map_or_else(|| Self::unknown(id), |seller| Self::of(&seller));
        Ok(Self { sends: seller.sends && app.settings.sends_notices, ..seller })
    }

    fn of(seller: &Seller) -> Self {
        Self {
            id: seller.id.clone(),
            name: seller.name.as_str().to_owned(),
            zone: seller.timezone.clone(),
            language: seller.language.clone(),
            sends: seller.sends_messages,
        }
    }

    /// A placeholder for a seller that is not in the table.
    fn unknown(id: &SellerId) -> Self {
        Self {
            id: id.clone(),
            name: id.to_string(),
            zone: TimeZoneName::utc(),
            language: None,
            sends: true,
        }
    }

    /// A moment in the seller's time zone.
    pub(super) fn when(&self, at: Timestamp, now: Timestamp) -> When {
        When::new(self.zone.there(at), self.zone.day(now))
    }
}
