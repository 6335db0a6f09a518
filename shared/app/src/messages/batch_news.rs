//! Notices to a driver about a batch.

use docket_domain::{
    Batch, BatchId, NoticeSubject, Notification, NotificationKind, NotificationSubject,
};
use docket_texts::{Action, Link, Text};

use super::{
    News, NoticeSeller, Source, inform::inform_all, pages, people::Candidate,
    recipients::Recipients,
};
use crate::{App, Failure, notifications::record};

/// Records in the feed of a batch's driver that the batch was assigned or cancelled, and informs
/// the driver of each at most once, because a tour is changed many times while it is planned.
/// Returns the number of people who were informed.
///
/// With a `version`, nothing is done unless it is the batch's current version: the event of the
/// later change reports the current state.
///
/// # Errors
///
/// The store's; [`super::Undelivered`] when a message may be sent later.
pub(super) async fn inform_of_batch(
    app: &App,
    id: &BatchId,
    version: Option<u32>,
    recipients: Recipients<'_>,
) -> Result<usize, Failure> {
    let Some(batch) = app.store.batch(id).await? else { return Ok(0) };
    if version.is_some_and(|version| batch.version != version) {
        return Ok(0);
    }
    let event = format!("{}:{}:0", batch.id, batch.version);
    let Some(entry) = Notification::of_batch(&batch, &event) else { return Ok(0) };
    if let Recipients::Everybody = recipients {
        record(app, &entry).await?;
    }
    let seller = NoticeSeller::read(app, &batch.seller).await?;
    let Some(driver) = batch.driver.as_ref().filter(|_| seller.sends) else { return Ok(0) };
    let event = format!("{}:{}:{}", batch.id, entry.kind().name(), driver.id);
    let Some(member) = app.store.member(&driver.id).await? else { return Ok(0) };
    let Some(driver) = Candidate::member(app, &member)? else { return Ok(0) };
    let link = app.link(pages::DRIVE);
    let Some(text) = text(&batch, &entry, &seller, link.as_ref()) else { return Ok(0) };
    let news = News {
        event,
        subject: &NoticeSubject::Batch(batch.id.clone()),
        versions: (0, 0),
        group: Some(entry.kind().group()),
        source: Source::Seller(batch.seller.clone()),
        at: batch.changed_at,
        seller: &seller,
        language: None,
        text,
        action: link.map(|link| (Action::OpenBatch, link)),
    };
    inform_all(app, &news, vec![driver], recipients).await
}

fn text(
    batch: &Batch,
    entry: &Notification,
    seller: &NoticeSeller,
    link: Option<&Link>,
) -> Option<Text> {
    let (NotificationSubject::Batch { orders, .. }, name) = (entry.subject(), &seller.name) else {
        return None;
    };
    match entry.kind() {
        NotificationKind::BatchAssigned => {
            let orders = u32::try_from(*orders).unwrap_or(u32::MAX);
            Some(Text::new_batch(&batch.number, name, orders, link))
        }
        NotificationKind::BatchCancelled => Some(Text::batch_cancelled(&batch.number, name, link)),
        NotificationKind::NewOrder
        | NotificationKind::OrderCancelled
        | NotificationKind::AcceptLate
        | NotificationKind::TargetMissed
        | NotificationKind::StockLow
        | NotificationKind::RefundFailed
        | NotificationKind::PaymentFailed
        | NotificationKind::PaymentExpiring
        | NotificationKind::DisputeOpened => None,
    }
}
