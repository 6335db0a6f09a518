use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::{Amount, Currency, FeePoints, OneLine, OrderId};

fn amount(minor: u64) -> Amount {
    Amount::new(i64::try_from(minor).unwrap()).unwrap()
}

fn order(at: usize) -> OrderId {
    format!("ORD-20261120-000000000{at}").parse().unwrap()
}

fn start() -> Timestamp {
    "2026-11-20T09:30:00Z".parse().unwrap()
}

fn after(minutes: i64) -> Timestamp {
    start() + SignedDuration::from_mins(minutes)
}

fn line(text: &str) -> OneLine<255> {
    text.parse().unwrap()
}

fn shares(asked: &[u64]) -> Vec<PaymentShare> {
    let share =
        |(at, minor): (usize, &u64)| PaymentShare { order: order(at), asked: amount(*minor) };
    asked.iter().enumerate().map(share).collect()
}

fn opened(shares: Vec<PaymentShare>) -> Result<Payment, PaymentRefusal> {
    let (id, currency) = ("PAY-1".parse().unwrap(), "USD".parse().unwrap());
    Payment::open(NewPayment {
        id,
        account: None,
        currency,
        is_held_first: true,
        shares,
        pay_by: None,
        fee: FeePoints::NONE,
        at: start(),
    })
}

fn open(asked: &[u64]) -> Payment {
    opened(shares(asked)).unwrap()
}

fn reported(status: ReportedStatus, held: u64, received: u64) -> ReportedPayment {
    let hold_ends_at = (status == ReportedStatus::Held).then(|| after(7 * 24 * 60));
    let (currency, held, received): (Currency, _, _) =
        ("USD".parse().unwrap(), amount(held), amount(received));
    ReportedPayment { status, currency, held, received, hold_ends_at }
}

fn after_report(payment: &Payment, report: ReportedPayment) -> (Payment, PaymentChange) {
    payment.reported(&report, start()).unwrap().unwrap()
}

#[test]
fn payment_is_refused_without_orders_with_repeated_orders_or_with_zero_amounts() {
    let refused = |shares| opened(shares).unwrap_err();
    assert_eq!(refused(Vec::new()), PaymentRefusal::Shares);
    let many = (0..=MAX_SHARES).map(|at| PaymentShare {
        order: format!("ORD-20261120-00000000{at:02}").parse().unwrap(),
        asked: amount(1),
    });
    assert_eq!(refused(many.collect()), PaymentRefusal::Shares);
    let twice = [shares(&[1]), shares(&[1])].concat();
    assert_eq!(refused(twice), PaymentRefusal::SameOrder);
    assert_eq!(refused(shares(&[0])), PaymentRefusal::Amount);
    assert_eq!(refused(shares(&[Amount::MAX.minor(), 1])), PaymentRefusal::Amount);
}

#[test]
fn payment_is_held_then_captured_and_ignores_older_reports() {
    let payment = open(&[100, 200]);
    let (held, change) = after_report(&payment, reported(ReportedStatus::Held, 300, 0));
    assert_eq!(
        (change, held.state, held.held),
        (PaymentChange::Held(amount(300)), PaymentState::Held, amount(300))
    );
    // Less is captured than was held: it is divided between the orders.
    let (captured, change) = after_report(&held, reported(ReportedStatus::Received, 0, 150));
    assert_eq!((change, captured.received), (PaymentChange::Received(amount(150)), amount(150)));
    let parts: Vec<_> = captured.divided(amount(150)).iter().map(|it| it.1.minor()).collect();
    assert_eq!((parts, captured.held), (vec![50, 100], Amount::ZERO));
    for older in [
        reported(ReportedStatus::Waiting, 0, 0),
        reported(ReportedStatus::Held, 300, 0),
        reported(ReportedStatus::Cancelled, 0, 0),
        reported(ReportedStatus::Received, 0, 150),
    ] {
        assert_eq!(captured.reported(&older, start()), Ok(None), "{older:?}");
    }
    assert_eq!(held.reported(&reported(ReportedStatus::Held, 300, 0), start()), Ok(None));
}

#[test]
fn payment_remains_open_after_a_declined_attempt_and_receives_money_after_its_close() {
    let payment = open(&[100]);
    assert_eq!(payment.reported(&reported(ReportedStatus::Waiting, 0, 0), start()), Ok(None));
    let (closed, change) = after_report(&payment, reported(ReportedStatus::Cancelled, 0, 0));
    assert_eq!((change, closed.state), (PaymentChange::Closed, PaymentState::Closed));
    let (paid, change) = after_report(&closed, reported(ReportedStatus::Received, 0, 100));
    assert_eq!((change, paid.received), (PaymentChange::Received(amount(100)), amount(100)));
}

#[test]
fn report_is_refused_when_its_currency_differs() {
    let yen: Currency = "JPY".parse().unwrap();
    let other = ReportedPayment { currency: yen, ..reported(ReportedStatus::Received, 0, 100) };
    let refused = open(&[100]).reported(&other, start());
    assert_eq!(refused, Err(PaymentRefusal::Currency(yen, "USD".parse().unwrap())));
}

#[test]
fn only_an_open_payment_changes_its_amounts_and_the_first_intent_id_is_kept() {
    let payment = open(&[100]).named(line("pi_1")).named(line("pi_2"));
    assert_eq!(payment.intent, Some(line("pi_1")));
    let more = payment.asking(shares(&[250])).unwrap();
    assert_eq!((more.asked(), more.generation), (amount(250), 2));
    let (held, _) = after_report(&more, reported(ReportedStatus::Held, 250, 0));
    assert_eq!(held.asking(shares(&[1])), Err(PaymentRefusal::NotOpen));
}

#[test]
fn payment_is_checked_after_ten_minutes_an_hour_a_day_and_before_its_hold_ends() {
    let payment = open(&[100]);
    let check = |it: &Payment, now: i64| it.clone().scheduled(after(now)).next_check;
    let checks = [0, 10, 60].map(|now| check(&payment, now));
    assert_eq!(checks, [after(10), after(60), after(24 * 60)].map(Some));
    assert!(!payment.is_abandoned(after(24 * 60 - 1)) && payment.is_abandoned(after(24 * 60)));
    assert_eq!(check(&payment, 24 * 60), Some(after(48 * 60)), "and daily until it is closed");
    let (held, _) = after_report(&payment, reported(ReportedStatus::Held, 100, 0));
    assert_eq!(check(&held, 1), Some(after(6 * 24 * 60)));
    assert_eq!(check(&held, 6 * 24 * 60), Some(after(7 * 24 * 60)));
    let endless = ReportedPayment { hold_ends_at: None, ..reported(ReportedStatus::Held, 100, 0) };
    let (endless, _) = after_report(&payment, endless);
    assert_eq!(check(&endless, 1), Some(after(24 * 60 + 1)), "daily");
    let (captured, _) = after_report(&held, reported(ReportedStatus::Received, 0, 100));
    assert_eq!(check(&captured, 1), None);
}

#[test]
fn payment_is_abandoned_when_the_time_to_pay_first_is_over() {
    let payment =
        Payment::restore(PaymentData { pay_by: Some(after(25)), ..(*open(&[100])).clone() });
    let check = |now: i64| payment.clone().scheduled(after(now)).next_check;
    assert_eq!([0, 10].map(check), [after(10), after(25)].map(Some));
    assert!(!payment.is_abandoned(after(24)) && payment.is_abandoned(after(25)));
    let (held, _) = after_report(&payment, reported(ReportedStatus::Held, 100, 0));
    assert!(!held.is_abandoned(after(30)));
}

#[test]
fn ending_hold_is_notified_once_a_day_before() {
    let (held, _) = after_report(&open(&[100]), reported(ReportedStatus::Held, 100, 0));
    assert_eq!(held.ending(after(6 * 24 * 60 - 1)), None);
    let notified = held.ending(after(6 * 24 * 60)).unwrap();
    assert_eq!(notified.ending(after(6 * 24 * 60 + 1)), None);
    assert_eq!(open(&[100]).ending(after(6 * 24 * 60)), None);
}

#[test]
fn dispute_changes_the_payment_once_in_each_state() {
    let dispute = |state| Dispute { id: line("dp_1"), state, amount: amount(40), answer_by: None };
    let payment = open(&[100]).disputed(dispute(DisputeState::Open)).unwrap();
    assert_eq!(payment.disputed(dispute(DisputeState::Open)), None);
    let lost = payment.disputed(dispute(DisputeState::Lost)).unwrap();
    assert_eq!(lost.disputes, [dispute(DisputeState::Lost)]);
}

fn refund() -> Refund {
    let (id, payment) = (crate::RefundId::of(7, 0), "PAY-1".parse().unwrap());
    Refund::request(order(0), id, Some(payment), amount(40), None, start())
}

#[test]
fn refund_is_claimed_by_one_worker_and_read_first_with_a_new_or_an_old_key() {
    let refund = refund();
    assert!(!refund.reads_first(start()));
    let claimed = refund.claim(start()).unwrap();
    assert_eq!(claimed.claim(after(1)), Err(RefundRefusal::Claimed(after(2))));
    let lost = claimed.answered(RefundAnswer::Unknown, start(), 0).unwrap();
    assert_eq!(lost.next_check, Some(after(1)));
    assert!(!lost.reads_first(after(22 * 60)) && lost.reads_first(after(23 * 60)));
    let refused = lost.answered(RefundAnswer::Refused(line("card_closed")), after(1), 0).unwrap();
    assert_eq!(refused.claim(after(2)), Err(RefundRefusal::Ended));
    let again = refused.retry(after(3)).unwrap();
    assert_eq!((again.generation, again.reads_first(after(3))), (2, true));
    let by_hand = refused.settle_by_hand(Some(line("till 3")), after(3)).unwrap();
    assert_eq!(by_hand.state, RefundState::Settled);
    assert_eq!(again.settle_by_hand(None, after(3)), Err(RefundRefusal::UnderWay));
}

#[test]
fn a_refund_by_hand_is_settled_by_a_person_and_never_claimed() {
    let id = crate::RefundId::of(7, 1);
    let refund = Refund::request(order(0), id, None, amount(40), None, start());
    assert_eq!((refund.next_check, refund.is_stuck(after(48 * 60))), (None, false));
    assert_eq!(refund.claim(start()), Err(RefundRefusal::ByHand));
    let settled = refund.settle_by_hand(None, start()).unwrap();
    assert_eq!(settled.settle_by_hand(None, start()), Err(RefundRefusal::Ended));
}

#[test]
fn settled_refund_can_fail_later() {
    let given = refund().claim(start()).unwrap();
    let given = given.answered(RefundAnswer::Given(line("re_1")), start(), 0).unwrap();
    assert_eq!((&given.state, given.next_check), (&RefundState::Settled, None));
    for inconclusive in
        [RefundAnswer::Pending(line("re_1")), RefundAnswer::NoBalance, RefundAnswer::Unknown]
    {
        let same = given.answered(inconclusive, after(1), 0).unwrap();
        assert_eq!((&same.state, same.next_check), (&RefundState::Settled, None));
    }
    let failed = given.answered(RefundAnswer::Refused(line("account_closed")), after(5), 0);
    assert_eq!(failed.unwrap().state, RefundState::Failed(line("account_closed")));
}

#[test]
fn tries_with_unknown_outcomes_are_retried_with_growing_waits_and_jitter() {
    let waits: Vec<i64> = (1..=9)
        .map(|tries| next_try(start(), tries, 0).duration_since(start()).as_mins())
        .collect();
    assert_eq!(waits, [1, 5, 15, 60, 120, 240, 480, 480, 480]);
    for dice in 0..2_000 {
        let wait = next_try(start(), 4, dice).duration_since(start());
        assert!((60..72).contains(&wait.as_mins()), "{dice}: {wait}");
    }
}

proptest! {
    /// Whatever the provider reports, in any order: the additional amounts add up to the received
    /// amount, and the state of a payment never goes back.
    #[test]
    fn received_amounts_add_up_whatever_is_reported(
        asked in prop::collection::vec(1_u64..1_000, 1..5),
        reports in prop::collection::vec((0_usize..4, 0_u64..2_000), 1..60),
    ) {
        let states = [
            ReportedStatus::Waiting,
            ReportedStatus::Held,
            ReportedStatus::Received,
            ReportedStatus::Cancelled,
        ];
        let (mut payment, mut received) = (open(&asked), 0);
        for (state, sum) in reports {
            let before = payment.clone();
            let is_held = states[state] == ReportedStatus::Held;
            let (held, got) = if is_held { (sum, 0) } else { (0, sum) };
            let report = reported(states[state], held, got);
            if let Some((next, change)) = payment.reported(&report, start()).unwrap() {
                if let PaymentChange::Received(more) = change {
                    received += more.minor();
                }
                payment = next;
            }
            prop_assert_eq!(payment.received.minor(), received);
            prop_assert!(payment.state >= before.state || before.state == PaymentState::Closed);
            prop_assert_eq!(payment.held > Amount::ZERO, payment.state == PaymentState::Held && payment.held > Amount::ZERO);
            let parts: u64 = payment.divided(payment.received).iter().map(|it| it.1.minor()).sum();
            prop_assert_eq!(parts, received);
        }
    }
}
