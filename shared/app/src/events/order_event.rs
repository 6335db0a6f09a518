//! Events about orders. They contain no names, phones, addresses or codes.

use docket_contract::{
    Actor, ActorId, AwaitingVerification, ChangedOrder, CorrelationId, CurrencyCode, CustomerKey,
    DisputeClosed, DisputeOpened, Event, LifecycleVersion, MergeLink, Moment, OrderCancelled,
    OrderDetail, OrderEscalated, OrderEventId, OrderFacts, OrderId, OrderLine, OrderPlaced,
    OrderPromiseMoved, OrderSplit, OrderStatusChanged, OrderUpdated, OrderVerified, OrdersMerged,
    PaymentAuthorized, PaymentExpiring, PaymentFailed, PaymentRecorded, PaymentReleased, Phase,
    ProductId, RefundFailed, RefundRequested, RefundSettled, RefundWithdrawn, Role, SellerId,
    SlaBreached, SplitLink, StatusName,
};
use docket_domain::{Amount, Entry, OrderEvent, OrderEventKind, PromiseMove, moment_text};
use docket_platform::BusEvent;

use super::bus_event::bus_event;

/// An order's event for the bus: one type for each kind.
///
/// # Errors
///
/// As [`bus_event`].
pub(crate) fn order_event(event: &OrderEvent<'_>) -> Result<BusEvent, serde_json::Error> {
    let (order, amount) = (changed(event), amount(event.entry));
    // These events differ in their names only.
    macro_rules! money {
        ($event:ident) => {
            bus_event(&$event { detail: detail::<$event, _>(event, order), amount })
        };
    }
    match event.kind() {
        OrderEventKind::Placed => {
            bus_event(&OrderPlaced { detail: detail::<OrderPlaced, _>(event, order.facts) })
        }
        OrderEventKind::Verified => {
            let previous_status = AwaitingVerification::AwaitingVerification;
            let order = ChangedOrder { facts: order.facts, previous_status };
            bus_event(&OrderVerified { detail: detail::<OrderVerified, _>(event, order) })
        }
        OrderEventKind::StatusChanged => {
            bus_event(&OrderStatusChanged { detail: detail::<OrderStatusChanged, _>(event, order) })
        }
        OrderEventKind::Stopped => {
            bus_event(&OrderCancelled { detail: detail::<OrderCancelled, _>(event, order) })
        }
        OrderEventKind::Updated => {
            bus_event(&OrderUpdated { detail: detail::<OrderUpdated, _>(event, order) })
        }
        OrderEventKind::Escalated => {
            bus_event(&OrderEscalated { detail: detail::<OrderEscalated, _>(event, order) })
        }
        OrderEventKind::TargetMissed => {
            bus_event(&SlaBreached { detail: detail::<SlaBreached, _>(event, order) })
        }
        OrderEventKind::PromiseMoved(PromiseMove { from, to }) => bus_event(&OrderPromiseMoved {
            detail: detail::<OrderPromiseMoved, _>(event, order),
            promised_at: Moment::of(moment_text(to)),
            previously_promised_at: from.map(|from| Moment::of(moment_text(from))),
        }),
        OrderEventKind::Paid => money!(PaymentRecorded),
        OrderEventKind::RefundRequested => money!(RefundRequested),
        OrderEventKind::RefundWithdrawn => money!(RefundWithdrawn),
        OrderEventKind::PaymentAuthorized => money!(PaymentAuthorized),
        OrderEventKind::PaymentReleased => money!(PaymentReleased),
        OrderEventKind::PaymentExpiring => money!(PaymentExpiring),
        OrderEventKind::PaymentFailed => money!(PaymentFailed),
        OrderEventKind::RefundSettled => money!(RefundSettled),
        OrderEventKind::RefundFailed => money!(RefundFailed),
        OrderEventKind::DisputeOpened => money!(DisputeOpened),
        OrderEventKind::DisputeClosed => money!(DisputeClosed),
        OrderEventKind::SplitInto(other) => {
            split(event, order, amount, SplitLink::SplitInto(OrderId::of(other)))
        }
        OrderEventKind::SplitFrom(other) => {
            split(event, order, amount, SplitLink::SplitFrom(OrderId::of(other)))
        }
        OrderEventKind::MergedFrom(other) => {
            merged(event, order, amount, MergeLink::MergedFrom(OrderId::of(other)))
        }
        OrderEventKind::MergedInto(other) => {
            merged(event, order, amount, MergeLink::MergedInto(OrderId::of(other)))
        }
    }
}

fn split(
    event: &OrderEvent<'_>,
    order: ChangedOrder,
    amount: u64,
    link: SplitLink,
) -> Result<BusEvent, serde_json::Error> {
    bus_event(&OrderSplit { detail: detail::<OrderSplit, _>(event, order), amount, link })
}

fn merged(
    event: &OrderEvent<'_>,
    order: ChangedOrder,
    amount: u64,
    link: MergeLink,
) -> Result<BusEvent, serde_json::Error> {
    bus_event(&OrdersMerged { detail: detail::<OrdersMerged, _>(event, order), amount, link })
}

/// The fields that every event `E` about an order has.
fn detail<E: Event, O>(event: &OrderEvent<'_>, order: O) -> OrderDetail<O> {
    let entry = event.entry;
    OrderDetail {
        event_id: OrderEventId::of(event.id()),
        occurred_at: Moment::of(moment_text(entry.at)),
        schema_version: E::VERSION,
        correlation_id: CorrelationId::of(entry.change.as_str()),
        order,
        actor: Actor { role: role(entry.role), id: Some(ActorId::of(&entry.actor)) },
    }
}

/// The order after the history line that an event reports.
fn changed(event: &OrderEvent<'_>) -> ChangedOrder {
    let OrderEvent { order, entry, previous, .. } = event;
    let line = |line: &docket_domain::Line| OrderLine {
        product_id: ProductId::of(&line.product),
        quantity: line.quantity.get(),
    };
    let facts = OrderFacts {
        id: OrderId::of(order.id),
        version: entry.version,
        seller_id: SellerId::of(&order.seller),
        status: StatusName::of(entry.status.name),
        phase: phase(entry.status.phase),
        lifecycle: LifecycleVersion::of(format!(
            "{}@{}",
            order.lifecycle.name, order.lifecycle.version
        )),
        grand_total: order.grand_total().minor(),
        currency: CurrencyCode::of(order.currency.code()),
        customer_key: CustomerKey::of(&order.customer.key),
        lines: order.lines.iter().map(line).collect(),
        payment_open: order.open_payment().is_some(),
        awaits_payment: order.awaits_payment(),
    };
    // Only the first line has no previous one, and only `OrderPlaced` reports that line.
    let before = previous.unwrap_or(entry.status);
    ChangedOrder { facts, previous_status: StatusName::of(before.name) }
}

/// How much money a history line is about, in minor units. Every line about
/// money, a split or a merge has an amount.
fn amount(entry: &Entry) -> u64 {
    entry.amount.map_or(0, Amount::minor)
}

const fn phase(phase: docket_domain::Phase) -> Phase {
    match phase {
        docket_domain::Phase::Unverified => Phase::Unverified,
        docket_domain::Phase::Open => Phase::Open,
        docket_domain::Phase::Accepted => Phase::Accepted,
        docket_domain::Phase::Working => Phase::Working,
        docket_domain::Phase::Ready => Phase::Ready,
        docket_domain::Phase::InTransit => Phase::InTransit,
        docket_domain::Phase::Done => Phase::Done,
        docket_domain::Phase::Cancelled => Phase::Cancelled,
        docket_domain::Phase::Rejected => Phase::Rejected,
        docket_domain::Phase::Failed => Phase::Failed,
    }
}

const fn role(role: docket_domain::Role) -> Role {
    match role {
        docket_domain::Role::Buyer => Role::Buyer,
        docket_domain::Role::Seller => Role::Seller,
        docket_domain::Role::Driver => Role::Driver,
        docket_domain::Role::Admin => Role::Admin,
        docket_domain::Role::System => Role::System,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn phases_and_roles_have_the_domains_names_in_events() {
        for it in docket_domain::Phase::ALL {
            assert_eq!(serde_json::to_value(phase(it)).unwrap(), it.name());
        }
        for it in docket_domain::Role::ALL {
            assert_eq!(serde_json::to_value(role(it)).unwrap(), it.name());
        }
    }
}
