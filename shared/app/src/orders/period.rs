//! From when until when the orders of a list were placed.

use docket_domain::{OrderFilter, TimeZoneName};
use jiff::{Timestamp, civil::Date};

use crate::{App, AppError, Calendar, Fault};

/// One end of a period: a moment, or a day with all of it.
#[derive(Debug, Clone, Copy)]
pub enum Bound {
    /// A moment.
    Moment(Timestamp),
    /// A day of the list's calendar.
    Day(Date),
}

/// From when until when orders were placed, both ends included.
#[derive(Debug, Clone, Copy, Default)]
pub struct Period {
    /// Then or later.
    pub from: Option<Bound>,
    /// Then or earlier.
    pub to: Option<Bound>,
}

impl Period {
    /// Narrows a list to it. Where it names days, they are of the calendar that
    /// is answered: that of the list's seller, if it has one.
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
            // A day that a zone left out ends when it begins.
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
