//! Notices about an order's event.

use docket_domain::{NoticeGroup, NoticeSubject, Notification, Order, OrderEvent, Suffix};
use docket_texts::{Action, Link, Text};

use super::{
    News, NoticeSeller, Source,
    buyer_news::buyer_news,
    inform::inform_all,
    pages,
    people::{Candidate, staff},
    recipients::Recipients,
    staff_news::staff_news,
};
use crate::{App, Failure, notifications::record};

/// Informs the buyer and the staff of an event of an order, and records it in the feed. Returns
/// how many people were informed: 0 when the order no longer exists or has no such event.
///
/// # Errors
///
/// The store's; [`super::Undelivered`] when a message may be sent later.
pub(super) async fn inform_of_order(
    app: &App,
    suffix: Suffix,
    event: &str,
    recipients: Recipients<'_>,
) -> Result<usize, Failure> {
    let Some(stored) = app.store.order(suffix).await? else { return Ok(0) };
    let Some(event) = named(&stored.order, event) else { return Ok(0) };
    let order = event.order;
    let entry = Notification::of_order(&event);
    if let (Some(entry), Recipients::Everybody) = (&entry, recipients) {
        record(app, entry).await?;
    }
    let seller = NoticeSeller::read(app, &order.seller).await?;
    if !seller.sends {
        return Ok(0);
    }
    let subject = NoticeSubject::Order(suffix);
    let about = About { event: &event, seller: &seller, subject: &subject };
    // A failure for the buyer does not stop the messages to staff.
    let buyer = for_buyer(app, &about, recipients).await;
    let staff = match &entry {
        Some(entry) => for_staff(app, &about, entry, recipients).await,
        None => Ok(0),
    };
    Ok(buyer? + staff?)
}

/// The event with this id, or the event whose feed entry has it.
fn named<'a>(order: &'a Order, name: &str) -> Option<OrderEvent<'a>> {
    let matches = |event: &OrderEvent<'_>| {
        event.id() == name
            || Notification::of_order(event).is_some_and(|entry| entry.id().event() == name)
    };
    order.events_after(0).find(matches)
}

async fn for_buyer(
    app: &App,
    about: &About<'_>,
    recipients: Recipients<'_>,
) -> Result<usize, Failure> {
    let order = about.event.order;
    let link = app.link(&pages::tracking(order.id));
    let Some((group, text)) = buyer_news(about.event, about.seller, link.as_ref(), app.now())
    else {
        return Ok(0);
    };
    let action = link.map(|link| (Action::FollowOrder, link));
    let news = about.news(about.event.id(), group, text, action);
    let news = News { language: order.language.clone(), ..news };
    inform_all(app, &news, vec![Candidate::buyer(app, order)?], recipients).await
}

async fn for_staff(
    app: &App,
    about: &About<'_>,
    entry: &Notification,
    recipients: Recipients<'_>,
) -> Result<usize, Failure> {
    let link = app.link(&pages::order(about.event.order.id));
    let Some((group, text)) =
        staff_news(about.event, entry, about.seller, link.as_ref(), app.now())
    else {
        return Ok(0);
    };
    let action = link.map(|link| (Action::OpenOrder, link));
    // Several events may make one feed entry, and staff get one notice for it.
    let news = about.news(entry.id().event().to_owned(), group, text, action);
    let people = staff(app, &about.seller.id, group.audience()).await?;
    inform_all(app, &news, people, recipients).await
}

/// An event, and what all news about it have in common.
struct About<'a> {
    event: &'a OrderEvent<'a>,
    seller: &'a NoticeSeller,
    subject: &'a NoticeSubject,
}

impl<'a> About<'a> {
    fn news(
        &self,
        event: String,
        group: NoticeGroup,
        text: Text,
        action: Option<(Action, Link)>,
    ) -> News<'a> {
        let (order, entry) = (self.event.order, self.event.entry);
        News {
            event,
            subject: self.subject,
            versions: (entry.version, order.version),
            group: Some(group),
            source: Source::of(order, entry),
            at: entry.recorded_at.unwrap_or(entry.at),
            seller: self.seller,
            language: None,
            text,
            action,
        }
    }
}
