//! Examples of every event, for its schema.

use std::collections::BTreeMap;

use docket_contract::{
    Actor, ActorId, AwaitingVerification, BatchChanged, BatchEventId, BatchFacts, BatchId,
    BatchStatus, ChangedOrder, CodeEventId, CodeRequested, CodeSubject, CorrelationId,
    CurrencyCode, CustomerKey, DisputeClosed, DisputeOpened, Event, LifecycleVersion, MemberId,
    MergeLink, Moment, OrderCancelled, OrderDetail, OrderEscalated, OrderEventId, OrderFacts,
    OrderId, OrderLine, OrderPlaced, OrderPromiseMoved, OrderSplit, OrderStatusChanged,
    OrderUpdated, OrderVerified, OrdersMerged, PaymentAuthorized, PaymentExpiring, PaymentFailed,
    PaymentId, PaymentRecorded, PaymentReleased, PaymentReported, Phase, ProductFacts, ProductId,
    ProviderEventId, ProviderId, RefundFailed, RefundRequested, RefundSettled, RefundWithdrawn,
    ReportedKind, Role, SellerId, SlaBreached, SplitLink, StatusName, StockEventId, StockLow,
};
use serde_json::Value;

const ORDER: &str = "ORD-20261120-7K3M9QX2TB";
const CUSTOMER: &str = "q5yVb1T0mJkXw3Zr8uHcEg";

/// The examples of every event, by its name.
pub fn examples() -> BTreeMap<&'static str, Vec<Value>> {
    [
        of([OrderPlaced { detail: placed() }]),
        of([OrderVerified { detail: verified() }]),
        of([OrderStatusChanged { detail: moved() }]),
        of([OrderCancelled { detail: cancelled() }]),
        of([OrderUpdated { detail: updated() }]),
        of([OrderEscalated { detail: escalated() }]),
        of([SlaBreached { detail: late() }]),
        of([promise(Some("2026-11-20T10:10:00.000Z")), promise(None)]),
        of([PaymentRecorded { detail: moved(), amount: 1900 }]),
        of([RefundRequested { detail: moved(), amount: 1900 }]),
        of([RefundWithdrawn { detail: revived(), amount: 1900 }]),
        of([PaymentAuthorized { detail: moved(), amount: 1900 }]),
        of([PaymentReleased { detail: moved(), amount: 1900 }]),
        of([PaymentExpiring { detail: moved(), amount: 1900 }]),
        of([PaymentFailed { detail: moved(), amount: 1900 }]),
        of([RefundSettled { detail: revived(), amount: 1900 }]),
        of([RefundFailed { detail: revived(), amount: 1900 }]),
        of([DisputeOpened { detail: moved(), amount: 1900 }]),
        of([DisputeClosed { detail: moved(), amount: 0 }]),
        of([
            reported(ReportedKind::Intent, "pi_3Q", None),
            reported(ReportedKind::Refund, "re_3Q", Some("pi_3Q")),
            reported(ReportedKind::Dispute, "dp_3Q", Some("pi_3Q")),
        ]),
        of([OrderSplit { detail: moved(), amount: 1900, link: SplitLink::SplitInto(other()) }]),
        of([OrdersMerged { detail: moved(), amount: 1900, link: MergeLink::MergedFrom(other()) }]),
        of([
            batch(Some("MBR-0123456789"), BatchStatus::PickedUp),
            batch(None, BatchStatus::Pending),
        ]),
        of([stock()]),
        of([
            code("order:7K3M9QX2TB", 1, "2026-11-20T09:30:00.000Z"),
            code("challenge:7ZK3M9QW2X7ZK3M9", 4, "2026-11-20T10:02:00.000Z"),
        ]),
    ]
    .into()
}

fn of<E: Event, const N: usize>(events: [E; N]) -> (&'static str, Vec<Value>) {
    (E::NAME, events.iter().map(|event| serde_json::to_value(event).unwrap()).collect())
}

fn placed() -> OrderDetail {
    let order = order(1, "awaiting_verification", Phase::Unverified);
    detail(0, "2026-11-20T09:30:00.000Z", &order.clone(), order, buyer())
}

fn verified() -> OrderDetail<ChangedOrder<AwaitingVerification>> {
    let facts = order(2, "PLACED", Phase::Open);
    let previous_status = AwaitingVerification::AwaitingVerification;
    let order = ChangedOrder { facts: facts.clone(), previous_status };
    detail(0, "2026-11-20T09:31:12.500Z", &facts, order, buyer())
}

fn moved() -> OrderDetail<ChangedOrder> {
    let order = order(3, "PREPARING", Phase::Working);
    changed(1, "2026-11-20T09:40:00.000Z", order, "ACCEPTED", system("update-order-status"))
}

fn promise(before: Option<&str>) -> OrderPromiseMoved {
    OrderPromiseMoved {
        detail: moved(),
        promised_at: Moment::of("2026-11-20T10:25:00.000Z".to_owned()),
        previously_promised_at: before.map(|at| Moment::of(at.to_owned())),
    }
}

fn cancelled() -> OrderDetail<ChangedOrder> {
    let order = order(3, "CANCELLED", Phase::Cancelled);
    changed(0, "2026-11-20T09:45:00.000Z", order, "PLACED", buyer())
}

fn updated() -> OrderDetail<ChangedOrder> {
    let order = order(3, "PLACED", Phase::Open);
    changed(1, "2026-11-20T09:40:00.000Z", order, "PLACED", buyer())
}

fn escalated() -> OrderDetail<ChangedOrder> {
    let order = order(2, "PLACED", Phase::Open);
    changed(0, "2026-11-20T09:35:00.000Z", order, "PLACED", system("check-deadlines"))
}

fn late() -> OrderDetail<ChangedOrder> {
    let order = order(4, "PREPARING", Phase::Working);
    changed(0, "2026-11-20T10:10:00.000Z", order, "PREPARING", system("check-deadlines"))
}

fn revived() -> OrderDetail<ChangedOrder> {
    let order = order(4, "PREPARING", Phase::Working);
    changed(1, "2026-11-20T09:55:00.000Z", order, "PREPARING", system("lifecycle"))
}

fn changed(
    ordinal: usize,
    at: &str,
    facts: OrderFacts,
    previous: &str,
    actor: Actor,
) -> OrderDetail<ChangedOrder> {
    let previous_status = StatusName::of(previous);
    let order = ChangedOrder { facts: facts.clone(), previous_status };
    detail(ordinal, at, &facts, order, actor)
}

fn detail<O>(
    ordinal: usize,
    at: &str,
    facts: &OrderFacts,
    order: O,
    actor: Actor,
) -> OrderDetail<O> {
    OrderDetail {
        event_id: OrderEventId::of(format!("{}:{}:{ordinal}", facts.id.as_str(), facts.version)),
        occurred_at: Moment::of(at),
        schema_version: 1,
        correlation_id: CorrelationId::of("0b9d6c1e-5a57-4a86-9d3f-2f1f4f6f0c11"),
        order,
        actor,
    }
}

fn order(version: u32, status: &str, phase: Phase) -> OrderFacts {
    let line = |product: &str, quantity| OrderLine { product_id: ProductId::of(product), quantity };
    OrderFacts {
        id: OrderId::of(ORDER),
        version,
        seller_id: SellerId::of("spice-kitchen"),
        status: StatusName::of(status),
        phase,
        lifecycle: LifecycleVersion::of("kitchen@1"),
        grand_total: 36750,
        currency: CurrencyCode::of("USD"),
        customer_key: CustomerKey::of(CUSTOMER),
        lines: vec![line("thali", 2), line("mango-lassi", 1)],
        payment_open: false,
        awaits_payment: false,
    }
}

fn other() -> OrderId {
    OrderId::of("ORD-20261120-8R4N2PQX5V")
}

fn buyer() -> Actor {
    Actor { role: Role::Buyer, id: Some(ActorId::of(CUSTOMER)) }
}

fn system(function: &str) -> Actor {
    Actor { role: Role::System, id: Some(ActorId::of(function)) }
}

fn batch(driver: Option<&str>, status: BatchStatus) -> BatchChanged {
    let version = if driver.is_some() { 2 } else { 1 };
    BatchChanged {
        event_id: BatchEventId::of(format!("BAT-7K3M9QX2TB:{version}:0")),
        occurred_at: Moment::of("2026-11-20T12:40:00.000Z"),
        schema_version: BatchChanged::VERSION,
        correlation_id: CorrelationId::of("mX2f0T9bQk1a"),
        batch: BatchFacts {
            id: BatchId::of("BAT-7K3M9QX2TB"),
            version,
            seller_id: SellerId::of("spice-kitchen"),
            status,
            driver_id: driver.map(MemberId::of),
            order_count: 12,
        },
    }
}

fn reported(kind: ReportedKind, id: &str, intent: Option<&str>) -> PaymentReported {
    PaymentReported {
        event_id: ProviderEventId::of("evt_3Q"),
        occurred_at: Moment::of("2026-11-20T09:30:00.000Z"),
        schema_version: 1,
        kind,
        provider_id: ProviderId::of(id),
        intent: intent.map(ProviderId::of),
        account: intent.map(|_| ProviderId::of("acct_3Q")),
        payment: intent.is_none().then(|| PaymentId::of("PAY-7ZK3M9QW2X")),
    }
}

fn stock() -> StockLow {
    let record = "c81e728d9d4c2f636f067f89cc14862c";
    StockLow {
        event_id: StockEventId::of(format!("sk-thali:low:{record}")),
        occurred_at: Moment::of("2026-11-20T12:40:00.000Z"),
        schema_version: StockLow::VERSION,
        correlation_id: CorrelationId::of(record),
        product: ProductFacts {
            id: ProductId::of("sk-thali"),
            seller_id: SellerId::of("spice-kitchen"),
            available: 19,
            low_stock_at: Some(20),
        },
    }
}

fn code(subject: &str, number: u32, at: &str) -> CodeRequested {
    CodeRequested {
        event_id: CodeEventId::of(format!("{subject}:code:{number}")),
        occurred_at: Moment::of(at),
        schema_version: CodeRequested::VERSION,
        subject: CodeSubject::of(subject),
        send_number: number,
    }
}
