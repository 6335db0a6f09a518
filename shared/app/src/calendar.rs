//! The calendar that the days of a request are in.

use docket_domain::{MemberId, Seller, SellerId, TimeZoneName};
use docket_store::StoreError;

use crate::App;

/// The calendar that the days of a request and its response are in.
#[derive(Debug)]
pub enum Calendar {
    /// One seller's time zone.
    Seller(Box<Seller>),
    /// UTC, when the list may contain orders of several sellers.
    Utc,
    /// Each order's day is in the time zone of its seller.
    EachSeller,
}

impl Calendar {
    /// The calendar of a list of orders or batches: that of the list's seller, or of the seller
    /// that the list's driver works for.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn of_list(
        app: &App,
        seller: Option<&SellerId>,
        driver: Option<&MemberId>,
    ) -> Result<Self, StoreError> {
        let seller = match (seller, driver) {
            (Some(seller), _) => Some(seller.clone()),
            (None, Some(driver)) => {
                let member = app.store.member(driver).await?;
                member.and_then(|member| member.grant.seller().cloned())
            }
            (None, None) => None,
        };
        let seller = match seller {
            Some(seller) => app.store.seller(&seller).await?,
            None => None,
        };
        Ok(seller.map_or(Self::Utc, |seller| Self::Seller(Box::new(seller))))
    }

    /// The time zone, if there is one for all orders.
    #[must_use]
    pub fn timezone(&self) -> Option<TimeZoneName> {
        match self {
            Self::Seller(seller) => Some(seller.timezone.clone()),
            Self::Utc => Some(TimeZoneName::utc()),
            Self::EachSeller => None,
        }
    }
}
