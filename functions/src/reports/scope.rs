//! Whose orders a report is about, and of which days.

use docket_app::{App, AppError, Calendar, Fault};
use docket_domain::{Actor, Days, DaysError, Seller, SellerId, latest_day};

use crate::http::day;

/// Whose orders, and of which days.
pub struct Scope {
    /// One seller's, or all.
    pub seller: Option<Seller>,
    /// The days, where the sellers are.
    pub days: Days,
}

/// A day as a query names it.
pub struct Asked<'a> {
    /// The parameter.
    pub name: &'static str,
    /// Its value.
    pub value: Option<&'a str>,
}

impl Scope {
    /// What a caller asks for, if it may.
    pub async fn read(
        app: &App,
        actor: &Actor,
        seller: Option<&str>,
        from: Asked<'_>,
        to: Asked<'_>,
    ) -> Result<Self, AppError> {
        let asked: Option<SellerId> = seller
            .map(str::parse)
            .transpose()
            .map_err(|error| AppError::from(Fault::parameter("sellerId", error)))?;
        let id = match (actor, asked) {
            (Actor::Admin(_), asked) => asked,
            // There may be such a seller, and these callers are not told.
            (Actor::Seller { seller, .. }, Some(asked)) if *seller != asked => {
                return Err(AppError::NotFound);
            }
            (Actor::Seller { seller, .. }, _) => Some(seller.clone()),
            (Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_), _) => {
                return Err(AppError::Forbidden);
            }
        };
        let day = |asked: &Asked<'_>| asked.value.map(|text| day(asked.name, text)).transpose();
        let (first, last) = (day(&from)?, day(&to)?);
        let seller = match id {
            Some(id) => Some(app.store.seller(&id).await?.ok_or(AppError::NotFound)?),
            None => None,
        };
        let today = match &seller {
            Some(seller) => seller.timezone.day(app.now()),
            // The orders of each seller count for its own day, which may be ahead of UTC's.
            None => latest_day(app.now()),
        };
        let days = Days::new(first, last, today)
            .map_err(|error: DaysError| AppError::from(Fault::parameter(to.name, error)))?;
        Ok(Self { seller, days })
    }

    /// Whose days they are.
    pub fn calendar(&self) -> Calendar {
        self.seller
            .as_ref()
            .map_or(Calendar::EachSeller, |seller| Calendar::Seller(Box::new(seller.clone())))
    }

    /// The seller's id.
    pub fn id(&self) -> Option<&SellerId> {
        self.seller.as_ref().map(|seller| &seller.id)
    }
}
