//! Tests of payments through the provider: the totals of an order agree with its payments and
//! refunds after any reports and refunds.

use proptest::prelude::*;

use super::{properties::orders, *};
use crate::{PaymentId, RefundId};

const SETTLER: Actor = Actor::System("settle-payment");

fn payment(at: usize) -> PaymentId {
    parse(&format!("PAY-{at}"))
}

fn reported(order: &Order, at: usize, report: PaymentReport) -> Result<Change, Refusal> {
    let command = Command::ReportPayment { id: payment(at), report };
    order.apply(&command, &SETTLER, &at_start())
}

fn force(order: &Order, to: &str) -> Result<Change, Refusal> {
    let command =
        Command::Override { to: to.to_owned(), note: None, reason: None, nonce: [7; NONCE_BYTES] };
    order.apply(&command, &admin(), &at_start())
}

/// An order that was paid with one payment.
fn paid() -> Order {
    let order = placed("producer", SIGNED_IN);
    let order = reported(&order, 1, PaymentReport::Opened).unwrap().order;
    let total = order.grand_total();
    reported(&order, 1, PaymentReport::Received(total)).unwrap().order
}

#[test]
fn an_order_has_one_open_payment_and_becomes_what_was_reported() {
    let order = placed("producer", SIGNED_IN);
    let open = reported(&order, 1, PaymentReport::Opened).unwrap().order;
    assert_eq!(open.payment_status(), PaymentStatus::Pending);
    assert_eq!(reported(&open, 2, PaymentReport::Opened).unwrap_err(), Refusal::PaymentUnderWay);
    let total = open.grand_total();
    let held = reported(&open, 1, PaymentReport::Held(total, None)).unwrap().order;
    assert_eq!(held.payment_status(), PaymentStatus::Authorized);
    assert_eq!((held.amount_due(), held.amount_owed()), (Amount::ZERO, total));
    let paid = reported(&held, 1, PaymentReport::Received(total)).unwrap().order;
    assert_eq!((paid.payment_status(), paid.payment.paid), (PaymentStatus::Paid, total));
    let released = reported(&held, 1, PaymentReport::Released).unwrap().order;
    assert_eq!((released.payment_status(), released.amount_due()), (PaymentStatus::Unpaid, total));
    assert!(released.payments.is_empty());
    let closed = reported(&open, 1, PaymentReport::Closed).unwrap().order;
    assert_eq!((closed.payment_status(), closed.payments.len()), (PaymentStatus::Unpaid, 0));
}

#[test]
fn money_is_refunded_when_it_arrives_after_the_stop() {
    let order = placed("producer", SIGNED_IN);
    let open = reported(&order, 1, PaymentReport::Opened).unwrap().order;
    let stopped = force(&open, "cancelled").unwrap().order;
    let total = open.grand_total();
    let change = reported(&stopped, 1, PaymentReport::Received(total)).unwrap();
    let [refund] = &*change.refunds else { panic!("{:?}", change.refunds) };
    assert_eq!((&refund.payment, refund.amount), (&Some(payment(1)), total));
    assert_eq!(change.order.payment_status(), PaymentStatus::RefundRequested);
    // When the order is revived before the refund, it keeps the money.
    let revived = force(&change.order, "confirmed").unwrap();
    assert_eq!(revived.withdrawn, std::slice::from_ref(&refund.id));
    assert_eq!(revived.order.payment_status(), PaymentStatus::Paid);
}

#[test]
fn overpayment_is_refunded_to_its_own_payment() {
    let order = paid();
    let total = order.grand_total();
    let change = reported(&order, 2, PaymentReport::Received(total)).unwrap();
    let [refund] = &*change.refunds else { panic!("{:?}", change.refunds) };
    assert_eq!((&refund.payment, refund.amount), (&Some(payment(2)), total));
    assert_eq!(change.order.payment_of(&payment(1)).unwrap().kept(), total);
}

#[test]
fn stop_requests_a_refund_of_each_payment_and_one_by_hand() {
    let order = placed("producer", SIGNED_IN);
    let cash = Command::RecordPayment { amount: money(100), note: None };
    let order = order.apply(&cash, &admin(), &at_start()).unwrap().order;
    let rest = order.amount_due();
    let order = reported(&order, 1, PaymentReport::Received(rest)).unwrap().order;
    let change = force(&order, "cancelled").unwrap();
    let refunds: Vec<_> = change.refunds.iter().map(|it| (it.payment.clone(), it.amount)).collect();
    assert_eq!(refunds, [(Some(payment(1)), rest), (None, money(100))]);
    assert_eq!(change.order.payment.kept(), Amount::ZERO);
}

#[test]
fn started_refund_is_not_withdrawn_and_the_revived_order_owes_it() {
    let order = paid();
    let total = order.grand_total();
    let stopped = force(&order, "cancelled").unwrap().order;
    let id = stopped.refunds[0].id.clone();
    let begun = stopped.clone().with_refunds_under_way(std::slice::from_ref(&id));
    let revived = force(&begun, "confirmed").unwrap();
    assert!(revived.withdrawn.is_empty());
    assert_eq!((revived.order.amount_due(), revived.order.payment.requested), (total, total));
    let settled = settled(&revived.order, &id);
    assert_eq!((settled.payment.refunded, settled.amount_due()), (total, total));
    assert_eq!(settled.payment_status(), PaymentStatus::Refunded);
}

fn report(order: &Order, id: &RefundId, outcome: RefundOutcome) -> Order {
    let known = order.refunds.iter().find(|it| it.id == *id).cloned();
    let refund = known
        .unwrap_or_else(|| OpenRefund::new(id.clone(), Some(payment(1)), order.payment.refunded));
    let command = Command::ReportRefund { refund, outcome };
    order.apply(&command, &SETTLER, &at_start()).unwrap().order
}

fn settled(order: &Order, id: &RefundId) -> Order {
    report(order, id, RefundOutcome::Settled)
}

#[test]
fn refund_of_an_open_order_is_not_owed_again() {
    let order = paid();
    let (amount, reason) = (money(50), parse("Late"));
    let ask = Command::RequestRefund { amount, reason };
    let change = order.apply(&ask, &admin(), &at_start()).unwrap();
    let order = change.order;
    assert_eq!((order.payment.waived, order.amount_due()), (amount, Amount::ZERO));
    let id = order.refunds[0].id.clone();
    let order = settled(&order, &id);
    assert_eq!(order.payment_status(), PaymentStatus::PartlyRefunded);
    // The money comes back, so it has to be refunded again.
    let failed = report(&order, &id, RefundOutcome::Failed(parse("account_closed")));
    assert_eq!(failed.payment_status(), PaymentStatus::RefundFailed);
    assert_eq!((failed.payment.refunded, failed.payment.requested), (Amount::ZERO, amount));
    let again = report(&failed, &id, RefundOutcome::Retried);
    assert_eq!(again.payment_status(), PaymentStatus::RefundRequested);
    let kept = order.payment.kept();
    let too_much =
        Command::RequestRefund { amount: kept.plus(money(1)).unwrap(), reason: parse("x") };
    let refused = order.apply(&too_much, &admin(), &at_start());
    assert_eq!(refused.unwrap_err(), Refusal::MoreThanKept { kept });
}

#[test]
fn lost_dispute_withdraws_waiting_refunds_and_takes_the_rest() {
    let order = paid();
    let total = order.grand_total();
    let dispute = |order: &Order, report| {
        let command = Command::ReportDispute { payment: payment(1), report };
        order.apply(&command, &SETTLER, &at_start()).unwrap()
    };
    let disputed = dispute(
        &order,
        DisputeReport::Opened { amount: total, reason: None, answer_by: Some(start()) },
    )
    .order;
    assert_eq!(disputed.payment_status(), PaymentStatus::Disputed);
    let stopped = force(&disputed, "cancelled").unwrap().order;
    let lost = dispute(&stopped, DisputeReport::Lost(total));
    assert_eq!(lost.withdrawn.len(), 1);
    let PaymentTotals { paid, requested, charged_back, .. } = lost.order.payment;
    assert_eq!((requested, charged_back), (Amount::ZERO, paid));
    let won = dispute(&lost.order, DisputeReport::Won).order;
    assert_eq!((won.payment.charged_back, won.payment.kept()), (Amount::ZERO, total));
}

#[test]
fn order_with_an_open_payment_is_neither_split_nor_merged() {
    let order = placed("producer", SIGNED_IN);
    let open = reported(&order, 1, PaymentReport::Opened).unwrap().order;
    let open = open.placed_in(None);
    assert_eq!(open.fit(), Err(Unfit::PaymentUnderWay));
}

#[derive(Debug, Clone)]
enum Step {
    Report(usize, PaymentReport),
    Cash(i64),
    Refund(i64),
    Settle(prop::sample::Index, usize),
    Dispute(usize, DisputeReport),
    Found(usize, i64),
    Force(prop::sample::Index),
}

fn steps() -> impl Strategy<Value = Step> {
    let sum = || (0_i64..3_000).prop_map(money);
    let report = prop_oneof![
        Just(PaymentReport::Opened),
        sum().prop_map(|held| PaymentReport::Held(held, None)),
        Just(PaymentReport::Expiring),
        sum().prop_map(PaymentReport::Received),
        Just(PaymentReport::Released),
        Just(PaymentReport::Failed(parse("declined"))),
        Just(PaymentReport::Closed),
    ];
    let dispute = prop_oneof![
        sum().prop_map(|amount| DisputeReport::Opened { amount, reason: None, answer_by: None }),
        sum().prop_map(DisputeReport::Lost),
        Just(DisputeReport::Won),
    ];
    prop_oneof![
        4 => (0_usize..3, report).prop_map(|(at, it)| Step::Report(at, it)),
        1 => (1_i64..2_000).prop_map(Step::Cash),
        2 => (1_i64..2_000).prop_map(Step::Refund),
        4 => (any::<prop::sample::Index>(), 0_usize..4).prop_map(|(at, it)| Step::Settle(at, it)),
        1 => (0_usize..3, dispute).prop_map(|(at, it)| Step::Dispute(at, it)),
        1 => (0_usize..3, 1_i64..500).prop_map(|(at, it)| Step::Found(at, it)),
        2 => any::<prop::sample::Index>().prop_map(Step::Force),
    ]
}

fn command(step: &Step, order: &Order, done: &mut Vec<OpenRefund>) -> (Command, Actor) {
    match step {
        Step::Report(at, report) => {
            (Command::ReportPayment { id: payment(*at), report: report.clone() }, SETTLER)
        }
        Step::Cash(minor) => {
            (Command::RecordPayment { amount: money(*minor), note: None }, admin())
        }
        Step::Refund(minor) => {
            (Command::RequestRefund { amount: money(*minor), reason: parse("sorry") }, admin())
        }
        Step::Settle(at, outcome) => {
            let all = [&order.refunds[..], done].concat();
            let none = OpenRefund::new(RefundId::of(0, 0), None, Amount::ZERO);
            let refund = if all.is_empty() { none } else { at.get(&all).clone() };
            let outcome = match outcome {
                0 | 1 => RefundOutcome::Settled,
                2 => RefundOutcome::Failed(parse("refused")),
                _ => RefundOutcome::Retried,
            };
            let is_open = order.refunds.iter().any(|it| it.id == refund.id);
            let was_done = done.iter().position(|it| it.id == refund.id);
            match (&outcome, is_open, was_done) {
                (RefundOutcome::Settled, true, None) => done.push(refund.clone()),
                (RefundOutcome::Failed(_), false, Some(at)) => {
                    done.remove(at);
                }
                _ => {}
            }
            // Only a refund that was requested or settled can fail.
            let outcome =
                if is_open || was_done.is_some() { outcome } else { RefundOutcome::Settled };
            (Command::ReportRefund { refund, outcome }, SETTLER)
        }
        Step::Dispute(at, report) => {
            (Command::ReportDispute { payment: payment(*at), report: report.clone() }, SETTLER)
        }
        Step::Found(at, minor) => {
            (Command::FindRefund { payment: payment(*at), amount: money(*minor) }, SETTLER)
        }
        Step::Force(at) => {
            let to = at.get(order.lifecycle.statuses).name.to_owned();
            (Command::Override { to, note: None, reason: None, nonce: [7; NONCE_BYTES] }, admin())
        }
    }
}

proptest! {
    #[test]
    fn the_books_of_an_order_always_agree(
        order in orders(),
        steps in prop::collection::vec(steps(), 1..80),
    ) {
        let (mut order, mut done, mut received) = (order, Vec::new(), 0);
        for (at, step) in steps.iter().enumerate() {
            let was_done = done.clone();
            let (command, actor) = command(step, &order, &mut done);
            let now = after(SignedDuration::from_secs(i64::try_from(at).unwrap()));
            match order.apply(&command, &actor, &now) {
                Ok(change) => {
                    if let Step::Report(_, PaymentReport::Received(more)) = step {
                        received += more.minor();
                    }
                    for refund in &change.refunds {
                        let open = change.order.refunds.iter().find(|it| it.id == refund.id).unwrap();
                        prop_assert_eq!(open.amount, refund.amount);
                    }
                    order = change.order;
                }
                Err(_) => done = was_done,
            }
            let PaymentTotals { paid, refunded, requested, charged_back, .. } = order.payment;
            let parts = [order.payment.kept(), refunded, requested, charged_back];
            prop_assert_eq!(parts.iter().map(|it| it.minor()).sum::<u64>(), paid.minor());
            for it in &order.payments {
                let parts = [it.kept(), it.refunded, it.requested, it.charged_back];
                prop_assert_eq!(parts.iter().map(|it| it.minor()).sum::<u64>(), it.paid.minor());
                let open = order.refunds.iter().filter(|open| open.payment.as_ref() == Some(&it.id));
                prop_assert_eq!(open.map(|open| open.amount.minor()).sum::<u64>(), it.requested.minor());
            }
            let open = order.refunds.iter().map(|it| it.amount.minor()).sum::<u64>();
            prop_assert_eq!(open, requested.minor());
            prop_assert_eq!(order.payments.iter().map(|it| it.paid.minor()).sum::<u64>(), received);
        }
    }
}
