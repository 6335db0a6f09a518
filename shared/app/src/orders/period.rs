//! The period in which the orders of a list were placed.

use docket_domain::{OrderFilter, TimeZoneName};
use jiff::{Timestamp, civil::Date};

use crate::{App, AppError, Calendar, Fault};

/// One end of a period: a moment, or a whole day.
#[derive(Debug, Clone, Copy)]
pub enum Bound {
    /// A moment.
    Moment(Timestamp),
    /// A day of the list's calendar.
    Day(Date),
}

/// The period in which orders were placed, including both ends.
#[derive(Debug, Clone, Copy, Default)]
pub struct Period {
    /// The beginning; absent for no limit.
    pub from: Option<Bound>,
    /// The end; absent for no limit.
    pub to: Option<Bound>,
}

impl Period {
    /// Restricts a filter to the period. Returns the calendar of the period's days, if it has any:
    /// that of the list's seller, or else UTC.
    pub(super) async fn narrow(
        self,
        app: &App,
        filter: &mut OrderFilter,
    ) -> Result<Option<Calendar>, AppError> {
        let names_days =
            [self.from, self.to].iter().any(|bound| matches!(bound, Some(Bound::Day(_))));
        let calendar = if names_days {
            Some(Calendar::of_list(app, filter.seller.as_ref(), filter.driver.as_ref()).await?)
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
            // Days are compared as dates, because a day that a time zone skips ends when it begins.
            (Some(Bound::Day(from)), Some(Bound::Day(to))) => from > to,
            _ => begins.zip(ends).is_some_and(|(begins, ends)| begins > ends),
        };
        if is_backwards {
            return Err(Fault::parameter("dateTo", "must not be before `dateFrom`").into());
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
