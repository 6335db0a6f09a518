//! The scope of a report: one seller or all of them, and the days on which orders were placed.

use docket_domain::{Days, DaysError, Seller, SellerId, latest_day};
use jiff::civil::Date;

use crate::{App, AppError, Calendar, Fault};

/// The orders that a report counts: those of one seller or of all, placed on some days.
#[derive(Debug)]
pub struct Scope {
    /// The seller; absent for all sellers.
    seller: Option<Seller>,
    /// The days, in the time zone of each seller.
    pub days: Days,
}

/// The days that a request asks a report for.
#[derive(Debug, Clone, Copy)]
pub struct AskedDays {
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
    /// The name of the parameter for the last day; a fault in the days points to it.
    pub last_parameter: &'static str,
}

impl Scope {
    /// The orders of one seller, or of all, on the requested days; on the last thirty days when
    /// none are requested. This function checks no rights:
    /// [`shown_seller`](crate::shown_seller) does.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] when the seller does not exist, [`AppError::Invalid`] when no
    /// report covers the days.
    pub async fn read(
        app: &App,
        seller: Option<SellerId>,
        asked: AskedDays,
    ) -> Result<Self, AppError> {
        let seller = match seller {
            Some(id) => Some(app.store.seller(&id).await?.ok_or(AppError::NotFound)?),
            None => None,
        };
        let today = match &seller {
            Some(seller) => seller.timezone.day(app.now()),
            // An order counts for the day of its seller's time zone, which may be ahead of UTC.
            None => latest_day(app.now()),
        };
        let fault = |error: DaysError| Fault::parameter(asked.last_parameter, error);
        let days = Days::new(asked.first, asked.last, today).map_err(fault)?;
        Ok(Self { seller, days })
    }

    /// The calendar that the days are in.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.seller
            .as_ref()
            .map_or(Calendar::EachSeller, |seller| Calendar::Seller(Box::new(seller.clone())))
    }

    /// The seller's id; absent for all sellers.
    #[must_use]
    pub fn id(&self) -> Option<&SellerId> {
        self.seller.as_ref().map(|seller| &seller.id)
    }
}
