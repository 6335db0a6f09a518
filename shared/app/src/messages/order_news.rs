//! Informing people of an order's event.

use docket_domain::{NoticeGroup, NoticeSubject, Notification, Order, OrderEvent, Suffix};
use docket_texts::{Action, Link, Text};

use super::{
    News, NoticeSeller, Source,
    buyer_news::buyer_news,
    inform::inform_all,
    pages,
    people::{Candidate, staff},
    staff_news::staff_news,
    whom::Whom,
};
use crate::{App, Failure, notifications::record};

/// Informs those whom an event of an order concerns, and records it in the feed; answers how
/// many they were. An order that is gone and an event that it does not know say nothing.
///
/// # Errors
///
/// The store's; [`super::Undelivered`] when a message may be sent later.
pub(super) async fn inform_of_order(
    app: &App,
    suffix: Suffix,
    event: &str,
    whom: Whom<'_>,
) -> Result<usize, Failure> {
    let Some(stored) = app.store.order(suffix).await? else { return Ok(0) };
    let Some(event) = named(&stored.order, event) else { return Ok(0) };
    let order = event.order;
    let entry = Notification::of_order(&event);
    if let (Some(entry), Whom::Everybody) = (&entry, whom) {
        record(app, entry).await?;
    }
    let seller = NoticeSeller::read(app, &order.seller).await?;
    if !seller.sends {
        return Ok(0);
    }
    let subject = NoticeSubject::Order(suffix);
    let about = About { event: &event, seller: &seller, subject: &subject };
    // Who cannot be informed stops nobody else's message.
    let buyer = for_buyer(app, &about, whom).await;
    let staff = match &entry {
        Some(entry) => for_staff(app, &about, entry, whom).await,
        None => Ok(0),
    };
    Ok(buyer? + staff?)
}

/// The event of this name, or the one that the entry of the feed with this name follows from.
fn named<'a>(order: &'a Order, name: &str) -> Option<OrderEvent<'a>> {
    let is_it = |event: &OrderEvent<'_>| {
        event.id() == name
            || Notification::of_order(event).is_some_and(|entry| entry.id().event() == name)
    };
    order.events_after(0).find(is_it)
}

async fn for_buyer(app: &App, about: &About<'_>, whom: Whom<'_>) -> Result<usize, Failure> {
    let order = about.event.order;
    let link = app.link(&pages::tracking(order.id));
    let Some((group, text)) = buyer_news(about.event, about.seller, link.as_ref(), app.now())
    else {
        return Ok(0);
    };
    let action = link.map(|link| (Action::FollowOrder, link));
    let news = about.news(about.event.id(), group, text, action);
    let news = News { language: order.language.clone(), ..news };
    inform_all(app, &news, vec![Candidate::buyer(app, order)?], whom).await
}

async fn for_staff(
    app: &App,
    about: &About<'_>,
    entry: &Notification,
    whom: Whom<'_>,
) -> Result<usize, Failure> {
    let link = app.link(&pages::order(about.event.order.id));
    let Some((group, text)) =
        staff_news(about.event, entry, about.seller, link.as_ref(), app.now())
    else {
        return Ok(0);
    };
    let action = link.map(|link| (Action::OpenOrder, link));
    // Several events may make one entry.
    let news = about.news(entry.id().event().to_owned(), group, text, action);
    let people = staff(app, &about.seller.id, group.audience()).await?;
    inform_all(app, &news, people, whom).await
}

/// An event, and what else all news of it have.
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
