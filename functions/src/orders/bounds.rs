//! From when until when the orders of a list were placed.

use docket_app::{App, AppError, Calendar, Fault};
use docket_domain::{OrderFilter, SellerId, TimeZoneName};
use jiff::{Timestamp, civil::Date};

use crate::http::{Moment, day};

/// One end of a time: a moment, or a day with all of it.
#[derive(Debug, Clone, Copy)]
enum Bound {
    Moment(Timestamp),
    Day(Date),
}

/// From when until when orders were placed.
#[derive(Debug)]
pub struct Bounds {
    from: Option<Bound>,
    to: Option<Bound>,
}

impl Bounds {
    /// What a query says of it.
    pub fn read(from: Option<&str>, to: Option<&str>) -> Result<Self, Fault> {
        let bound = |name, text: Option<&str>| text.map(|text| bound(name, text)).transpose();
        let (from, to) = (bound("dateFrom", from)?, bound("dateTo", to)?);
        Ok(Self { from, to })
    }

    /// Narrows the list of one seller, or of all, to it. Where it names days,
    /// they are of the calendar that is answered.
    pub async fn narrow(
        &self,
        app: &App,
        seller: Option<&SellerId>,
        filter: &mut OrderFilter,
    ) -> Result<Option<Calendar>, AppError> {
        let names_days =
            [self.from, self.to].iter().any(|bound| matches!(bound, Some(Bound::Day(_))));
        let calendar = if names_days {
            Some(Calendar::of_list(app, seller, filter.driver.as_ref()).await?)
        } else {
            None
        };
        let zone = calendar.as_ref().and_then(Calendar::timezone).unwrap_or_else(TimeZoneName::utc);
        let begins = self.from.map(|bound| match bound {
            Bound::Moment(at) => at,
            Bound::Day(day) => zone.begins(day),
        });
        let ends = self.to.map(|bound| match bound {
            Bound::Moment(at) => at,
            Bound::Day(day) => zone.ends(day),
        });
        let is_backwards = match (self.from, self.to) {
            // A day that a zone left out ends when it begins.
            (Some(Bound::Day(from)), Some(Bound::Day(to))) => from > to,
            _ => begins.zip(ends).is_some_and(|(begins, ends)| begins > ends),
        };
        if is_backwards {
            return Err(Fault::parameter("dateTo", "must not be before dateFrom").into());
        }
        (filter.from, filter.to) = (begins, ends);
        if let Some(Calendar::Seller(seller)) = &calendar {
            if let Some(Bound::Day(day)) = self.from {
                (filter.from, filter.first_day) = (Some(seller.earliest_on(day)), Some(day));
            }
            if let Some(Bound::Day(day)) = self.to {
                (filter.to, filter.last_day) = (Some(seller.latest_on(day)), Some(day));
            }
        }
        Ok(calendar)
    }
}

/// A moment; or a day.
fn bound(name: &str, text: &str) -> Result<Bound, Fault> {
    let refusal = || {
        let detail = "must be a day like 2026-11-20, or a moment like 2026-11-20T12:00:00Z";
        Fault::parameter(name, detail)
    };
    if text.len() > "2026-11-20".len() {
        let moment: Timestamp = text.parse().map_err(|_| refusal())?;
        return Ok(Bound::Moment(Moment::from(moment).into()));
    }
    day(name, text).map(Bound::Day).map_err(|_| refusal())
}
