//! Whose orders a report is about, and of which days.

use docket_domain::{Days, DaysError, Seller, SellerId, latest_day};
use jiff::civil::Date;

use crate::{App, AppError, Calendar, Fault};

/// Whose orders, and of which days of placing.
#[derive(Debug)]
pub struct Scope {
    /// One seller's, or all.
    seller: Option<Seller>,
    /// The days, where the sellers are.
    pub days: Days,
}

/// The days that a report is asked for.
#[derive(Debug, Clone, Copy)]
pub struct AskedDays {
    /// The first one.
    pub first: Option<Date>,
    /// The last one.
    pub last: Option<Date>,
    /// The parameter that names the last one, for a fault.
    pub last_parameter: &'static str,
}

impl Scope {
    /// The orders of a seller, or of all, on some days: the last thirty unless
    /// asked for. That the caller may be shown them is for
    /// [`shown_seller`](crate::shown_seller) to judge.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] when there is no such seller, [`AppError::Invalid`]
    /// for days that no report is about.
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
            // The orders of each seller count for its own day, which may be ahead of UTC's.
            None => latest_day(app.now()),
        };
        let fault = |error: DaysError| Fault::parameter(asked.last_parameter, error);
        let days = Days::new(asked.first, asked.last, today).map_err(fault)?;
        Ok(Self { seller, days })
    }

    /// Whose days they are.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.seller
            .as_ref()
            .map_or(Calendar::EachSeller, |seller| Calendar::Seller(Box::new(seller.clone())))
    }

    /// The seller's id, where they are one seller's.
    #[must_use]
    pub fn id(&self) -> Option<&SellerId> {
        self.seller.as_ref().map(|seller| &seller.id)
    }
}
