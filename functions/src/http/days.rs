//! Calendar days in requests, and the time zone in which they are meant.

use docket_app::{Calendar, Fault};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// Reads the calendar day in a parameter.
///
/// # Errors
///
/// [`Fault`] unless the text is exactly `YYYY-MM-DD`: jiff alone would also take the day of a whole
/// date and time, and other spellings.
pub fn day(parameter: &str, text: &str) -> Result<Date, Fault> {
    let day = text.parse().ok().filter(|_| text.len() == "2026-11-20".len());
    day.ok_or_else(|| Fault::parameter(parameter, "must be a calendar day like 2026-11-20"))
}

/// The calendar in which the days of the request and of this response are meant. In CSV responses
/// the header `Docket-Days` says it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DayCalendar)]
#[schema(example = json!({
    "basis": "seller", "timezone": "America/New_York", "sellerId": "spice-kitchen",
}))]
pub struct DaysView {
    /// The kind of calendar: `seller` for the days of one seller, `utc` for the days of UTC,
    /// `each_seller` if each order counts for the day of its own seller.
    #[schema(value_type = words::DayBasis)]
    basis: &'static str,
    /// The IANA time zone of the days. Null if `basis` is `each_seller`.
    #[schema(value_type = Option<words::TimeZone>, required)]
    timezone: Option<String>,
    /// The seller in whose time zone the days are. Present only if `basis` is `seller`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
}

impl DaysView {
    /// The view of a calendar.
    #[must_use]
    pub fn of(calendar: &Calendar) -> Self {
        let (basis, seller_id) = match calendar {
            Calendar::Seller(seller) => ("seller", Some(seller.id.to_string())),
            Calendar::Utc => ("utc", None),
            Calendar::EachSeller => ("each_seller", None),
        };
        Self { basis, timezone: calendar.timezone().map(|it| it.to_string()), seller_id }
    }

    /// The value of the header `Docket-Days`: the time zone, or `each_seller`.
    #[must_use]
    pub fn header(&self) -> &str {
        self.timezone.as_deref().unwrap_or(self.basis)
    }
}
