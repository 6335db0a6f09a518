//! Calendar days in requests, and whose they are.

use docket_app::{Calendar, Fault};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// The day that a parameter names.
///
/// # Errors
///
/// [`Fault`] where it names none: jiff alone would also take the day of a
/// whole date and time, and other spellings.
pub fn day(parameter: &str, text: &str) -> Result<Date, Fault> {
    let day = text.parse().ok().filter(|_| text.len() == "2026-11-20".len());
    day.ok_or_else(|| Fault::parameter(parameter, "must be a day like 2026-11-20"))
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
    /// Of a calendar.
    #[must_use]
    pub fn of(calendar: &Calendar) -> Self {
        let (basis, seller_id) = match calendar {
            Calendar::Seller(seller) => ("seller", Some(seller.id.to_string())),
            Calendar::Utc => ("utc", None),
            Calendar::EachSeller => ("each_seller", None),
        };
        Self { basis, timezone: calendar.timezone().map(|it| it.to_string()), seller_id }
    }

    /// As a header tells it: the time zone, or `each_seller`.
    #[must_use]
    pub fn header(&self) -> &str {
        self.timezone.as_deref().unwrap_or(self.basis)
    }
}
