//! Listing batches: staff see those of their seller, drivers their own, administrators all.

use docket_domain::{Actor, Batch, BatchStatus, MemberId, OneLine, Order, SellerId, ZoneId};
use docket_store::{BatchList, Span, StoreError};
use jiff::{Timestamp, civil::Date};

use super::drivers::drivers;
use crate::{App, AppError, Calendar, PageRequest, names::People};

/// The batches that a request asks for.
#[derive(Debug, Clone, Default)]
pub struct BatchFilter {
    /// Batches in one of these statuses; in any status when the list is empty.
    pub statuses: Vec<BatchStatus>,
    /// Batches of this seller.
    pub seller: Option<SellerId>,
    /// Batches for this delivery zone.
    pub zone: Option<ZoneId>,
    /// Batches with this driver.
    pub driver: Option<MemberId>,
    /// Batches that were created on this calendar day.
    pub on: Option<Date>,
    /// Batches that were created at this time or later.
    pub from: Option<Timestamp>,
    /// Batches that were created at this time or earlier.
    pub to: Option<Timestamp>,
}

/// Batches that an actor may list.
#[derive(Debug)]
pub struct SelectedBatches<'a> {
    actor: &'a Actor,
    filter: BatchFilter,
    of: BatchList,
}

/// A page of batches, newest first.
#[derive(Debug)]
pub struct ListedBatches {
    /// The batches.
    pub batches: Vec<Batch>,
    /// Their orders, if requested.
    pub orders: Option<Vec<Order>>,
    /// Their drivers' names and phones, for staff and administrators.
    pub drivers: People,
    /// The calendar of the day that was asked for, if the request names a day.
    pub calendar: Option<Calendar>,
    /// The position after which the next page begins, if there may be more batches.
    pub next: Option<String>,
}

impl BatchFilter {
    /// The requested batches that `actor` may list.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for batches of another seller, for drivers who ask for another
    /// driver's batches, and for buyers.
    pub fn selected_by(self, actor: &Actor) -> Result<SelectedBatches<'_>, AppError> {
        let others = self.seller.as_ref().is_some_and(|seller| !actor.manages(seller));
        let of = match actor {
            Actor::Driver { seller, member } => {
                let own = self.seller.as_ref().is_none_or(|it| it == seller);
                let own = own && self.driver.as_ref().is_none_or(|it| it == member);
                if own { Ok(BatchList::Driver(member.clone())) } else { Err(AppError::Forbidden) }
            }
            Actor::Seller { seller, .. } if !others => Ok(BatchList::Seller(seller.clone())),
            Actor::Admin(_) => match (&self.seller, &self.driver) {
                (_, Some(driver)) => Ok(BatchList::Driver(driver.clone())),
                (Some(seller), None) => Ok(BatchList::Seller(seller.clone())),
                (None, None) => Ok(BatchList::All),
            },
            Actor::Buyer(_) | Actor::Seller { .. } | Actor::System(_) => Err(AppError::Forbidden),
        };
        Ok(SelectedBatches { actor, filter: self, of: of? })
    }

    /// All parts of the filter, which cursors are bound to.
    #[must_use]
    pub fn parts(&self) -> [String; 7] {
        let Self { statuses, seller, zone, driver, on, from, to } = self;
        let statuses: Vec<_> = statuses.iter().map(|it| it.name()).collect();
        let moment = |at: &Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
        [
            // Names of statuses contain no comma.
            statuses.join(","),
            seller.as_ref().map_or_else(String::new, ToString::to_string),
            zone.as_ref().map_or_else(String::new, ToString::to_string),
            driver.as_ref().map_or_else(String::new, ToString::to_string),
            on.map_or_else(String::new, |it| it.to_string()),
            moment(from),
            moment(to),
        ]
    }

    fn has(&self, batch: &Batch) -> bool {
        let driver = batch.driver.as_ref().map(|driver| &driver.id);
        let zone = batch.zone.as_ref().map(OneLine::as_str);
        (self.statuses.is_empty() || self.statuses.contains(&batch.status))
            && self.seller.as_ref().is_none_or(|seller| batch.seller == *seller)
            && self.zone.as_ref().is_none_or(|wanted| zone == Some(wanted.as_str()))
            && self.driver.as_ref().is_none_or(|wanted| driver == Some(wanted))
    }
}

/// A page of batches, with their orders if `with_orders` is true. A page that is filtered by
/// status, zone or driver may be short, even empty, and still have a next page.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn list_batches(
    app: &App,
    selected: &SelectedBatches<'_>,
    with_orders: bool,
    requested: &PageRequest<'_>,
) -> Result<ListedBatches, StoreError> {
    let SelectedBatches { actor, filter, of } = selected;
    let calendar = calendar(app, actor, filter).await?;
    let zone = calendar.as_ref().and_then(Calendar::timezone);
    let on = filter.on.zip(zone.as_ref());
    let day = on.map(|(day, zone)| Span { from: Some(zone.begins(day)), to: Some(zone.ends(day)) });
    let created = Span { from: filter.from, to: filter.to }.and(day.unwrap_or_default());
    let mut page = app.store.batches(of, created, requested.after(), requested.limit()).await?;
    page.items.retain(|batch| filter.has(batch));
    // On a day on which the time zone changed, the span may contain moments of other days.
    page.items.retain(|batch| on.is_none_or(|(day, zone)| zone.day(batch.created_at) == day));
    let batches = page.items;
    let drivers = drivers(app, &batches, std::slice::from_ref(*actor)).await;
    let orders =
        if with_orders { Some(app.store.orders_of_batches(&batches).await?) } else { None };
    Ok(ListedBatches { batches, orders, drivers, calendar, next: page.next })
}

/// The calendar of the requested day, if a day was requested.
async fn calendar(
    app: &App,
    actor: &Actor,
    filter: &BatchFilter,
) -> Result<Option<Calendar>, StoreError> {
    if filter.on.is_none() {
        return Ok(None);
    }
    let seller = match actor {
        Actor::Seller { seller, .. } | Actor::Driver { seller, .. } => Some(seller),
        Actor::Admin(_) | Actor::Buyer(_) | Actor::System(_) => filter.seller.as_ref(),
    };
    Calendar::of_list(app, seller, filter.driver.as_ref()).await.map(Some)
}
