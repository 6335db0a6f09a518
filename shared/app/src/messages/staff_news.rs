//! The text of a notice to a seller's staff and the administrators about a feed entry.

use docket_domain::{
    NoticeGroup, Notification, NotificationKind, NotificationSubject, OrderEvent, Role,
};
use docket_texts::{Link, Text};
use jiff::Timestamp;

use super::{
    NoticeSeller,
    buyer_news::{money, status_name},
};

/// The notice to staff about a feed entry. `None` when staff caused the event themselves, or when
/// the problem is resolved already.
pub(super) fn staff_news(
    event: &OrderEvent<'_>,
    entry: &Notification,
    seller: &NoticeSeller,
    link: Option<&Link>,
    now: Timestamp,
) -> Option<(NoticeGroup, Text)> {
    if event.entry.role == Role::Seller {
        return None;
    }
    let (order, line) = (event.order, event.entry);
    let (id, name) = (order.id.to_string(), seller.name.as_str());
    let amount = match entry.subject() {
        NotificationSubject::Order { amount, .. } => money(order, *amount),
        NotificationSubject::Product { .. } | NotificationSubject::Batch { .. } => return None,
    };
    let text = match entry.kind() {
        NotificationKind::NewOrder => Text::new_order(&id, name, amount, link),
        NotificationKind::OrderCancelled => {
            Text::order_cancelled_staff(&id, name, line.words(), link)
        }
        NotificationKind::AcceptLate => {
            let acceptance = order.acceptance()?;
            let waiting = minutes(order.since(), acceptance.escalated_at?);
            let end = acceptance.reject_at.map(|at| seller.when(at, now));
            Text::accept_late(&id, name, end, waiting)
        }
        NotificationKind::TargetMissed => {
            if order.status != line.status {
                return None;
            }
            Text::target_missed(&id, &status_name(line), name, minutes(order.since(), line.at))
        }
        NotificationKind::RefundFailed
        | NotificationKind::PaymentFailed
        | NotificationKind::PaymentExpiring
        | NotificationKind::DisputeOpened => {
            Text::money_problem(&id, name, amount, line.words(), link)
        }
        NotificationKind::StockLow
        | NotificationKind::BatchAssigned
        | NotificationKind::BatchCancelled => return None,
    };
    Some((entry.kind().group(), text))
}

fn minutes(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.duration_since(from).as_mins()).unwrap_or_default()
}
