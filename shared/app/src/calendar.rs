//! Whose calendar the days of a request are of.

use docket_domain::{MemberId, Seller, SellerId, TimeZoneName};
use docket_store::StoreError;

use crate::App;

/// Whose calendar the days of a request and of its answer are of.
#[derive(Debug)]
pub enum Calendar {
    /// That of one seller, in its time zone.
    Seller(Box<Seller>),
    /// That of UTC, where several sellers may be concerned.
    Utc,
    /// Each order's day is that of its own seller.
    EachSeller,
}

impl Calendar {
    /// The calendar of a list: that of the seller whose orders or batches it
    /// is of, or of the seller that its driver drives for.
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

    /// The time zone, where there is one.
    #[must_use]
    pub fn timezone(&self) -> Option<TimeZoneName> {
        match self {
            Self::Seller(seller) => Some(seller.timezone.clone()),
            Self::Utc => Some(TimeZoneName::utc()),
            Self::EachSeller => None,
        }
    }
}
