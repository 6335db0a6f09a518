//! The text of a notice to an order's buyer.

use docket_domain::{
    Amount, Entry, EntryKind, MethodKind, NoticeGroup, Order, OrderEvent, OrderEventKind, Phase,
    Role,
};
use docket_texts::{Link, Money, Text, When};
use jiff::Timestamp;

use super::NoticeSeller;

/// The notice to the buyer about an event: a new status, a change that somebody else made, or a
/// payment or refund. `None` while the buyer has not confirmed the order.
pub(super) fn buyer_news(
    event: &OrderEvent<'_>,
    seller: &NoticeSeller,
    link: Option<&Link>,
    now: Timestamp,
) -> Option<(NoticeGroup, Text)> {
    let (order, entry) = (event.order, event.entry);
    if !order.was_verified() || entry.status.phase == Phase::Unverified {
        return None;
    }
    let id = order.id.to_string();
    let amount = || money(order, entry.amount.unwrap_or_default());
    match event.kind() {
        OrderEventKind::Placed
        | OrderEventKind::Verified
        | OrderEventKind::StatusChanged
        | OrderEventKind::Stopped => {
            is_last_step(event).then(|| moved(order, entry, seller, link, now))?
        }
        OrderEventKind::PromiseMoved(promise) => is_last_step(event).then(|| {
            let when = seller.when(promise.to, now);
            (NoticeGroup::OrderChanged, Text::order_promise_moved(&id, when, link))
        }),
        OrderEventKind::Updated => is_change_by_others(event).then(|| {
            let total = money(order, order.grand_total());
            // The history line contains the address and notes, so the text leaves it out and the
            // order's page shows the order as it is now.
            (NoticeGroup::OrderChanged, Text::order_changed(&id, total, None, link))
        }),
        OrderEventKind::SplitInto(other) => {
            let text = Text::order_split(&id, &other.to_string(), link);
            Some((NoticeGroup::OrderChanged, text))
        }
        OrderEventKind::MergedInto(other) => {
            let text = Text::order_merged(&id, &other.to_string(), link);
            Some((NoticeGroup::OrderChanged, text))
        }
        OrderEventKind::Paid => {
            Some((NoticeGroup::Payment, Text::payment_received(&id, amount(), link)))
        }
        OrderEventKind::RefundSettled => {
            let why = entry.why().map(docket_domain::Text::as_str);
            Some((NoticeGroup::Refund, Text::refund_made(&id, amount(), why, link)))
        }
        OrderEventKind::RefundFailed => {
            Some((NoticeGroup::ProblemWithMoney, Text::refund_failed(&id, amount(), link)))
        }
        OrderEventKind::PaymentFailed => {
            Some((NoticeGroup::ProblemWithMoney, Text::order_unpaid(&id, amount(), link)))
        }
        OrderEventKind::RefundRequested
        | OrderEventKind::RefundWithdrawn
        | OrderEventKind::PaymentAuthorized
        | OrderEventKind::PaymentReleased
        | OrderEventKind::PaymentExpiring
        | OrderEventKind::DisputeOpened
        | OrderEventKind::DisputeClosed
        | OrderEventKind::Escalated
        | OrderEventKind::TargetMissed
        | OrderEventKind::SplitFrom(_)
        | OrderEventKind::MergedFrom(_) => None,
    }
}

/// Whether an event is the last step of its change, so that a change with several automatic
/// transitions is one message.
fn is_last_step(event: &OrderEvent<'_>) -> bool {
    let backwards = event.order.timeline.iter().rev();
    let mut of_change = backwards.filter(|it| it.version == event.entry.version);
    of_change.find(|it| it.kind.is_status() || it.kind.promise().is_some()) == Some(event.entry)
}

/// Whether somebody other than the buyer changed what the buyer sees of the order. Of several
/// history lines about one change, only the first counts.
fn is_change_by_others(event: &OrderEvent<'_>) -> bool {
    let by_others = match event.entry.role {
        Role::Seller | Role::Admin => event.entry.on_behalf_of_role != Some(Role::Buyer),
        Role::Buyer | Role::Driver | Role::System => false,
    };
    let of_change = event.order.timeline.iter().filter(|it| it.version == event.entry.version);
    let mut seen = of_change.filter(|it| it.kind == EntryKind::Updated && !it.is_for_staff_alone());
    by_others && seen.next() == Some(event.entry)
}

/// The notice about an order's transition to another status.
fn moved(
    order: &Order,
    entry: &Entry,
    seller: &NoticeSeller,
    link: Option<&Link>,
    now: Timestamp,
) -> Option<(NoticeGroup, Text)> {
    let (id, method) = (order.id.to_string(), order.fulfilment.method.kind());
    let to = entry.status.phase;
    let group = NoticeGroup::of_move(order.lifecycle, method, phase_before(order, entry), to)?;
    let total = || money(order, order.grand_total());
    let text = match to {
        Phase::Unverified => return None,
        Phase::Open if order.awaits_payment() => Text::order_unpaid(&id, total(), link),
        Phase::Open => Text::order_received(&id, Some(&seller.name), total(), link),
        Phase::Accepted | Phase::Working => {
            Text::order_accepted(&id, expected(order, seller, now), link)
        }
        Phase::Ready if method == MethodKind::Pickup => Text::order_ready(&id, link),
        Phase::Ready => Text::order_status(&id, &status_name(entry), None, link),
        Phase::InTransit => Text::order_on_the_way(&id, expected(order, seller, now), link),
        Phase::Done => Text::order_done(&id, link),
        Phase::Cancelled => Text::order_cancelled(&id, entry.words(), link),
        Phase::Rejected => Text::order_rejected(&id, entry.words(), link),
        Phase::Failed => Text::order_failed(&id, entry.words(), link),
    };
    Some((group, text))
}

/// The phase that an order was in before the change of a history line; `None` for the first line.
fn phase_before(order: &Order, entry: &Entry) -> Option<Phase> {
    let mut backwards = order.timeline.iter().rev().filter(|it| it.version < entry.version);
    Some(backwards.find(|it| it.kind.is_status())?.status.phase)
}

/// When the order is promised; `None` when that time has passed.
fn expected(order: &Order, seller: &NoticeSeller, now: Timestamp) -> Option<When> {
    let at = order.promised_at().filter(|at| *at > now)?;
    Some(seller.when(at, now))
}

/// The name of a status in a sentence: in lower case, with spaces.
pub(super) fn status_name(entry: &Entry) -> String {
    entry.status.name.replace('_', " ").to_lowercase()
}

/// An amount in an order's currency.
pub(super) fn money(order: &Order, amount: Amount) -> Money {
    let digits = u8::try_from(order.currency.decimals()).unwrap_or_default();
    Money::new(amount.minor(), digits, order.currency.code())
}
