//! What there is to be said of an event, to some people, in no language yet.

use docket_domain::{LanguageTag, NoticeGroup, NoticeSubject, Seller, SellerId, TimeZoneName};
use docket_store::StoreError;
use docket_texts::{Action, Link, Text, When};
use jiff::Timestamp;

use super::Source;
use crate::App;

/// What there is to be said of an event.
#[derive(Debug)]
pub struct News<'a> {
    /// The event. Each person gets it once on each channel.
    pub event: String,
    /// What it is about.
    pub subject: &'a NoticeSubject,
    /// The version of the order that it tells of, and that the order has now; 0 for what
    /// is about no order.
    pub versions: (u32, u32),
    /// What people chose channels for; none for what nobody can turn off, which goes to the first
    /// contact of each.
    pub group: Option<NoticeGroup>,
    /// Whose act it follows from, and when that was.
    pub source: Source,
    pub at: Timestamp,
    /// The seller whose order, product, batch or template it is about.
    pub seller: &'a NoticeSeller,
    /// The language of the order.
    pub language: Option<LanguageTag>,
    /// What it says.
    pub text: Text,
    /// What the recipient can do next, and where.
    pub action: Option<(Action, Link)>,
}

/// A seller, as messages name it.
#[derive(Debug)]
pub struct NoticeSeller {
    /// Its id.
    pub id: SellerId,
    /// What it is called.
    pub name: String,
    /// Its time zone, in which times are said.
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

    /// A seller that is not in the table.
    fn unknown(id: &SellerId) -> Self {
        Self {
            id: id.clone(),
            name: id.to_string(),
            zone: TimeZoneName::utc(),
            language: None,
            sends: true,
        }
    }

    /// A moment by its clock.
    pub(super) fn when(&self, at: Timestamp, now: Timestamp) -> When {
        When::new(self.zone.there(at), self.zone.day(now))
    }
}
