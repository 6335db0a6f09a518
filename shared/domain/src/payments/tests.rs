use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::{Amount, Currency, OneLine, OrderId};

fn amount(minor: u64) -> Amount {
    Amount::new(i64::try_from(minor).unwrap()).unwrap()
}

fn order(at: usize) -> OrderId {
    format!("ORD-20261120-000000000{at}").parse().unwrap()
}

fn usd() -> Currency {
    "USD".parse().unwrap()
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

fn open(asked: &[u64]) -> Payment {
    let shares = asked.iter().enumerate().map(|(at, minor)| (order(at), amount(*minor)));
    let id = "PAY-1".parse().unwrap();
    let shares = shares.collect();
    let new = NewPayment { id, account: None, currency: usd(), shares, at: start() };
    Payment::open(new).unwrap()
}

fn seen(state: SeenState, held: u64, received: u64) -> Seen {
    let hold_ends_at = (state == SeenState::Held).then(|| after(7 * 24 * 60));
    let (held, received) = (amount(held), amount(received));
    Seen { state, currency: usd(), held, received, hold_ends_at }
}

fn learnt(payment: &Payment, it: Seen) -> (Payment, News) {
    payment.learn(&it).unwrap().unwrap()
}

#[test]
fn a_payment_is_for_at_least_one_order_that_owes_something_and_for_none_twice() {
    let refused = |shares: Vec<(OrderId, Amount)>| {
        let id = "PAY-1".parse().unwrap();
        let new = NewPayment { id, account: None, currency: usd(), shares, at: start() };
        Payment::open(new).unwrap_err()
    };
    assert_eq!(refused(Vec::new()), PaymentRefusal::Shares);
    let many = (0..=MAX_SHARES)
        .map(|at| (format!("ORD-20261120-00000000{at:02}").parse().unwrap(), amount(1)));
    assert_eq!(refused(many.collect()), PaymentRefusal::Shares);
    assert_eq!(refused(vec![(order(0), amount(1)); 2]), PaymentRefusal::SameOrder);
    assert_eq!(refused(vec![(order(0), Amount::ZERO)]), PaymentRefusal::Amount);
    let most = vec![(order(0), Amount::MAX), (order(1), amount(1))];
    assert_eq!(refused(most), PaymentRefusal::Amount);
}

#[test]
fn money_is_held_then_captured_and_older_answers_change_nothing() {
    let payment = open(&[100, 200]);
    let (held, news) = learnt(&payment, seen(SeenState::Held, 300, 0));
    assert_eq!(
        (news, held.state(), held.held()),
        (News::Authorized(amount(300)), PaymentState::Held, amount(300))
    );
    // Less is captured than was held: each order has its part of it.
    let (captured, news) = learnt(&held, seen(SeenState::Received, 0, 150));
    assert_eq!((news, captured.received()), (News::Received(amount(150)), amount(150)));
    let paid: Vec<_> = captured.shares().iter().map(|it| it.paid().minor()).collect();
    assert_eq!(paid, [50, 100]);
    assert_eq!(captured.held(), Amount::ZERO);
    for older in [
        seen(SeenState::Waiting, 0, 0),
        seen(SeenState::Held, 300, 0),
        seen(SeenState::Cancelled, 0, 0),
        seen(SeenState::Received, 0, 150),
    ] {
        assert_eq!(captured.learn(&older), Ok(None), "{older:?}");
    }
    assert_eq!(held.learn(&seen(SeenState::Held, 300, 0)), Ok(None));
}

#[test]
fn a_declined_attempt_leaves_it_open_and_money_after_it_was_closed_is_received_all_the_same() {
    let payment = open(&[100]);
    assert_eq!(payment.learn(&seen(SeenState::Waiting, 0, 0)), Ok(None));
    let (closed, news) = learnt(&payment, seen(SeenState::Cancelled, 0, 0));
    assert_eq!((news, closed.state()), (News::Closed, PaymentState::Closed));
    let (paid, news) = learnt(&closed, seen(SeenState::Received, 0, 100));
    assert_eq!((news, paid.received()), (News::Received(amount(100)), amount(100)));
}

#[test]
fn a_hold_that_ends_makes_the_amount_due_again() {
    let (held, _) = learnt(&open(&[100]), seen(SeenState::Held, 100, 0));
    let (released, news) = learnt(&held, seen(SeenState::Cancelled, 0, 0));
    assert_eq!((news, released.held()), (News::Released(amount(100)), Amount::ZERO));
}

#[test]
fn another_currency_than_was_asked_is_recorded_nowhere() {
    let yen: Currency = "JPY".parse().unwrap();
    let other = Seen { currency: yen, ..seen(SeenState::Received, 0, 100) };
    let refused = open(&[100]).learn(&other);
    assert_eq!(refused, Err(PaymentRefusal::Currency(yen, usd())));
}

#[test]
fn only_what_nobody_has_paid_is_asked_for_anew_and_the_first_name_stays() {
    let payment = open(&[100]).named(line("pi_1")).named(line("pi_2"));
    let more = payment.asking(&[(order(0), amount(250))]).unwrap();
    assert_eq!(more.asked(), amount(250));
    assert_eq!(more, more.clone().named(line("pi_3")));
    let (held, _) = learnt(&more, seen(SeenState::Held, 250, 0));
    assert_eq!(held.asking(&[(order(0), amount(1))]), Err(PaymentRefusal::NotOpen));
}

#[test]
fn it_is_looked_at_after_ten_minutes_an_hour_a_day_and_before_the_hold_ends() {
    let payment = open(&[100]);
    let look = |now: i64| payment.next_look(after(now));
    assert_eq!([look(0), look(10), look(60)], [after(10), after(60), after(24 * 60)].map(Some));
    assert_eq!(look(24 * 60), Some(after(48 * 60)), "and daily until it is closed");
    let (held, _) = learnt(&payment, seen(SeenState::Held, 100, 0));
    assert_eq!(held.next_look(after(1)), Some(after(6 * 24 * 60)));
    assert_eq!(held.next_look(after(6 * 24 * 60)), Some(after(7 * 24 * 60)));
    let endless = Seen { hold_ends_at: None, ..seen(SeenState::Held, 100, 0) };
    let (endless, _) = learnt(&payment, endless);
    assert_eq!(endless.next_look(after(1)), Some(after(24 * 60 + 1)), "daily");
    let (captured, _) = learnt(&held, seen(SeenState::Received, 0, 100));
    assert_eq!(captured.next_look(after(1)), None);
}

#[test]
fn a_refund_is_asked_for_by_one_and_read_first_under_a_new_or_an_old_key() {
    let refund = Refund::request(order(0), "PAY-1".parse().unwrap(), amount(40), start());
    assert!(!refund.reads_first(start()));
    let claimed = refund.claim(start()).unwrap();
    assert_eq!(claimed.claim(after(1)), Err(RefundRefusal::Claimed(after(2))));
    assert_eq!(claimed.withdraw(), Err(RefundRefusal::UnderWay));
    let lost = claimed.answered(Answer::Unknown, start(), 0).unwrap();
    assert_eq!(lost.next_look(), Some(after(1)));
    assert!(!lost.reads_first(after(22 * 60)) && lost.reads_first(after(23 * 60)));
    let refused = lost.answered(Answer::Refused(line("card closed")), after(1), 0).unwrap();
    assert_eq!(refused.claim(after(2)), Err(RefundRefusal::Ended));
    let again = refused.retry(after(3)).unwrap();
    assert_eq!((again.generation(), again.reads_first(after(3))), (2, true));
    let by_hand = refused.settle_by_hand().unwrap();
    assert_eq!(by_hand.state(), &RefundState::Settled);
    assert_eq!(again.settle_by_hand(), Err(RefundRefusal::NotFailed));
}

#[test]
fn a_refund_that_was_given_may_fail_later_and_a_withdrawn_one_is_never_asked_for() {
    let refund = Refund::request(order(0), "PAY-1".parse().unwrap(), amount(40), start());
    let given = refund.claim(start()).unwrap().answered(Answer::Given(line("re_1")), start(), 0);
    let given = given.unwrap();
    assert_eq!((given.state(), given.next_look()), (&RefundState::Settled, None));
    for says_no_more in [Answer::Pending(line("re_1")), Answer::NoBalance, Answer::Unknown] {
        let same = given.answered(says_no_more, after(1), 0).unwrap();
        assert_eq!((same.state(), same.next_look()), (&RefundState::Settled, None));
    }
    let failed = given.answered(Answer::Refused(line("account closed")), after(5), 0).unwrap();
    assert_eq!(failed.state(), &RefundState::Failed(line("account closed")));
    let withdrawn = refund.withdraw().unwrap();
    assert_eq!(withdrawn.claim(after(1)), Err(RefundRefusal::Ended));
    let late = withdrawn.answered(Answer::Given(line("re_2")), after(1), 0);
    assert_eq!(late, Err(RefundRefusal::Ended));
}

#[test]
fn unknown_outcomes_are_tried_ever_later_and_never_all_at_once() {
    let waits: Vec<i64> = (1..=9)
        .map(|tries| next_try(start(), tries, 0).duration_since(start()).as_mins())
        .collect();
    assert_eq!(waits, [1, 5, 15, 60, 120, 240, 480, 480, 480]);
    for dice in 0..2_000 {
        let wait = next_try(start(), 4, dice).duration_since(start());
        assert!((60..72).contains(&wait.as_mins()), "{dice}: {wait}");
    }
}

#[derive(Debug, Clone)]
enum Step {
    Seen(SeenState, u64),
    Share(usize, ShareStep, u64),
}

#[derive(Debug, Clone, Copy)]
enum ShareStep {
    Request,
    Withdraw,
    Settle,
    Reopen,
    ChargeBack,
}

fn steps() -> impl Strategy<Value = Step> {
    let states = [SeenState::Waiting, SeenState::Held, SeenState::Received, SeenState::Cancelled];
    let shares = [
        ShareStep::Request,
        ShareStep::Withdraw,
        ShareStep::Settle,
        ShareStep::Reopen,
        ShareStep::ChargeBack,
    ];
    prop_oneof![
        (prop::sample::select(states.to_vec()), 0_u64..2_000)
            .prop_map(|(it, sum)| Step::Seen(it, sum)),
        (0_usize..4, prop::sample::select(shares.to_vec()), 0_u64..600)
            .prop_map(|(at, it, sum)| Step::Share(at, it, sum)),
    ]
}

proptest! {
    /// Whatever is answered and asked for, in whatever order: what was received is what the shares were paid,
    /// and what a share was paid is what became of it.
    #[test]
    fn the_books_of_a_payment_always_agree(
        asked in prop::collection::vec(1_u64..1_000, 1..5),
        steps in prop::collection::vec(steps(), 1..60),
    ) {
        let mut payment = open(&asked);
        let mut received = Amount::ZERO;
        for step in steps {
            let before = payment.clone();
            match step {
                Step::Seen(state, sum) => {
                    let sum = if state == SeenState::Held { (sum, 0) } else { (0, sum) };
                    if let Some((next, news)) = payment.learn(&seen(state, sum.0, sum.1)).unwrap() {
                        if let News::Received(sum) = news {
                            prop_assert!(sum >= received);
                            received = sum;
                        }
                        payment = next;
                    }
                }
                Step::Share(at, step, sum) => {
                    let sum = amount(sum);
                    let changed = payment.with_share(order(at), |share| match step {
                        ShareStep::Request => share.request(sum),
                        ShareStep::Withdraw => share.withdraw(sum),
                        ShareStep::Settle => share.settle(sum),
                        ShareStep::Reopen => share.reopen(sum),
                        ShareStep::ChargeBack => share.charge_back(sum),
                    });
                    match changed {
                        Some(Ok(next)) => payment = next,
                        Some(Err(_)) => prop_assert_eq!(&payment, &before),
                        None => prop_assert!(at >= asked.len()),
                    }
                }
            }
            prop_assert_eq!(payment.received(), received);
            prop_assert!(payment.state() >= before.state() || before.state() == PaymentState::Closed);
            for share in payment.shares() {
                let parts = [share.kept(), share.requested(), share.refunded(), share.charged_back()];
                let sum: u64 = parts.iter().map(|it| it.minor()).sum();
                prop_assert_eq!(share.paid().minor(), sum);
            }
            if payment.state() != PaymentState::Held {
                prop_assert_eq!(payment.held(), Amount::ZERO);
            }
        }
    }
}
