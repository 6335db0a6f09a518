//! Calendar days in requests, and whose they are.

use docket_domain::{MemberId, Seller, SellerId, TimeZoneName};
use docket_store::StoreError;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::FieldError;
use crate::{App, openapi::words};

/// The day that a parameter names.
///
/// # Errors
///
/// [`FieldError`] where it names none: jiff alone would also take the day of a
/// whole date and time, and other spellings.
pub fn day(parameter: &str, text: &str) -> Result<Date, FieldError> {
    let day = text.parse().ok().filter(|_| text.len() == "2026-11-20".len());
    day.ok_or_else(|| FieldError::parameter(parameter, "must be a day like 2026-11-20"))
}

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

    /// As answers tell it.
    #[must_use]
    pub fn view(&self) -> DaysView {
        let (basis, seller_id) = match self {
            Self::Seller(seller) => ("seller", Some(seller.id.to_string())),
            Self::Utc => ("utc", None),
            Self::EachSeller => ("each_seller", None),
        };
        DaysView { basis, timezone: self.timezone().map(|it| it.to_string()), seller_id }
    }
}

/// Which calendar the days of the request and of this answer are of. Tables
/// tell it in the header `Docket-Days`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DayCalendar)]
#[schema(example = json!({
    "basis": "seller", "timezone": "America/New_York", "sellerId": "spice-kitchen",
}))]
pub struct DaysView {
    /// `seller`: calendar days of one seller; `utc`: calendar days of UTC;
    /// `each_seller`: each order counts for its own seller's calendar day.
    #[schema(value_type = words::DayBasis)]
    basis: &'static str,
    /// The time zone of the days; null where each seller has its own.
    #[schema(value_type = Option<words::TimeZone>, required)]
    timezone: Option<String>,
    /// The seller whose days they are, where they are one seller's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
}

impl DaysView {
    /// As a header tells it: the time zone, or `each_seller`.
    #[must_use]
    pub fn header(&self) -> &str {
        self.timezone.as_deref().unwrap_or(self.basis)
    }
}
