//! Tests that stock and money balance after any override and any payment.

use proptest::prelude::*;

use super::{
    properties::{Attempt, attempts, live, orders, replay},
    *,
};

/// Attempts that include overrides and other commands of staff and administrators.
pub(super) fn forced() -> impl Strategy<Value = (Attempt, Actor, SignedDuration)> {
    let force = any::<prop::sample::Index>().prop_map(Attempt::Force);
    let pay = (1..5_000_i64).prop_map(|minor| {
        let amount = Amount::new(minor).unwrap();
        Attempt::Other(Command::RecordPayment { amount, note: None })
    });
    let by_admin = prop_oneof![3 => force, 2 => pay]
        .prop_map(|it| (it, admin(), SignedDuration::from_secs(1)));
    prop_oneof![2 => by_admin, 1 => attempts()]
}

/// How often the order's draws are taken from stock, by the changes alone.
fn out(order: &Order, changes: &[(Order, Change)]) -> i64 {
    let taken: i64 = order.draws.iter().map(|draw| i64::from(draw.quantity)).sum();
    let sum = |draws: &[Draw]| draws.iter().map(|it| i64::from(it.quantity)).sum::<i64>();
    let moved: i64 =
        changes.iter().map(|(_, change)| sum(&change.retaken) - sum(&change.returned)).sum();
    taken + moved
}

proptest! {
    #[test]
    fn stock_is_out_exactly_while_the_order_has_not_given_it_back(
        order in orders(),
        attempts in prop::collection::vec(forced(), 1..40),
    ) {
        let (order, changes) = live(order, &attempts);
        let restocked = order.stop.is_some_and(|stop| stop.restocked);
        let all: i64 = order.draws.iter().map(|draw| i64::from(draw.quantity)).sum();
        prop_assert_eq!(out(&order, &changes), if restocked { 0 } else { all });
        prop_assert_eq!(order.stop.is_some(), order.status.phase.is_stopped());
        for (_, change) in &changes {
            prop_assert!(change.returned.is_empty() || change.returned == order.draws);
            prop_assert!(change.retaken.is_empty() || change.retaken == order.draws);
            prop_assert!(change.returned.is_empty() || change.retaken.is_empty());
        }
    }

    #[test]
    fn a_stopped_order_asks_for_all_its_money_back_and_a_living_one_for_none(
        order in orders(),
        attempts in prop::collection::vec(forced(), 1..40),
    ) {
        let (order, _) = live(order, &attempts);
        let PaymentTotals { paid, refunded, requested, .. } = order.payment;
        let given_back = refunded.plus(requested).unwrap();
        if order.status.phase.is_stopped() {
            prop_assert_eq!(given_back, paid);
        } else {
            prop_assert_eq!(requested, Amount::ZERO);
        }
        let recorded = order.timeline.iter().filter(|entry| entry.kind == EntryKind::Paid);
        let sum = recorded.map(|entry| entry.amount.unwrap().minor()).sum::<u64>();
        prop_assert_eq!(sum, paid.minor());
    }

    #[test]
    fn a_forced_life_replays_too(
        order in orders(),
        attempts in prop::collection::vec(forced(), 1..40),
    ) {
        let (order, changes) = live(order, &attempts);
        prop_assert_eq!(replay(&order), Some(order.status));
        prop_assert_eq!(order.version as usize, 1 + changes.len());
        prop_assert_eq!(order.hold.is_some(), order.status.phase == Phase::Unverified);
        prop_assert_eq!(order.cancellation().is_some(), order.status.phase.is_stopped());
    }
}

fn force(order: &Order, to: &str, actor: &Actor) -> Result<Change, Refusal> {
    let command =
        Command::Override { to: to.to_owned(), note: None, reason: None, nonce: [7; NONCE_BYTES] };
    order.apply(&command, actor, &at_start())
}

#[test]
fn any_status_can_be_forced_from_any_other_and_nothing_runs_on() {
    for lifecycle in crate::LIFECYCLES {
        for from in lifecycle.statuses {
            for to in lifecycle.statuses {
                let order = placed(lifecycle.name, SIGNED_IN);
                let order = match force(&order, from.name, &admin()) {
                    Ok(change) => change.order,
                    Err(_) => order,
                };
                let forced = force(&order, to.name, &admin());
                if from == to {
                    assert!(matches!(forced, Err(Refusal::InvalidTransition { .. })));
                } else {
                    assert_eq!(forced.unwrap().order.status, to);
                }
            }
        }
    }
}

#[test]
fn only_administrators_force_a_status() {
    let order = placed("producer", SIGNED_IN);
    for actor in everyone().iter().filter(|actor| actor.role() != Role::Admin) {
        assert_eq!(force(&order, "ready", actor), Err(Refusal::Forbidden), "{actor:?}");
    }
}

#[test]
fn an_order_that_waits_again_has_a_new_hold_and_lapses_like_any_other() {
    let order = placed("producer", SIGNED_IN);
    let waiting = force(&order, "awaiting_verification", &admin()).unwrap().order;
    assert_eq!(waiting.hold, Some(Hold::begin_again(2, [7; NONCE_BYTES], start())));
    assert_eq!(waiting.may_verify(&at_start()), Ok(()));
    let later = stamp(start() + crate::HOLD);
    let cleanup = Actor::System("cleanup-unverified-orders");
    let lapsed = waiting.apply(&Command::Expire, &cleanup, &later).unwrap();
    assert_eq!(lapsed.returned, order.draws);
    assert_eq!(lapsed.order.may_verify(&later), Err(Refusal::VerificationExpired));
}

fn pay(order: &Order, minor: i64) -> Result<Change, Refusal> {
    let amount = Amount::new(minor).unwrap();
    order.apply(&Command::RecordPayment { amount, note: None }, &admin(), &at_start())
}

#[test]
fn no_more_is_paid_than_is_due() {
    let order = placed("producer", SIGNED_IN);
    let total = i64::try_from(order.grand_total().minor()).unwrap();
    let due = order.grand_total();
    assert_eq!(pay(&order, total + 1), Err(Refusal::MoreThanDue { due }));
    let part = pay(&order, total - 1).unwrap().order;
    let due = Amount::new(1).unwrap();
    assert_eq!(pay(&part, 2), Err(Refusal::MoreThanDue { due }));
    let all = pay(&part, 1).unwrap().order;
    assert_eq!(pay(&all, 1), Err(Refusal::MoreThanDue { due: Amount::ZERO }));
}

#[test]
fn reviving_withdraws_the_refund_of_the_stop_and_says_so() {
    let paid = pay(&placed("producer", SIGNED_IN), 500).unwrap().order;
    let stopped = force(&paid, "cancelled", &admin()).unwrap().order;
    let revived = force(&stopped, "confirmed", &admin()).unwrap().order;
    assert_eq!((revived.payment.requested, revived.payment.kept()), (Amount::ZERO, money(500)));
    let kinds = |order: &Order| -> Vec<_> {
        let about = order.timeline.iter().filter(|it| it.version == order.version);
        about.map(|it| (it.kind, it.amount)).collect()
    };
    assert_eq!(
        kinds(&revived),
        [(EntryKind::Overridden, None), (EntryKind::RefundWithdrawn, Some(money(500)))]
    );
    let again = force(&revived, "cancelled", &admin()).unwrap().order;
    assert_eq!(again.payment.requested, money(500));
}

#[test]
fn reviving_never_erases_a_refund_that_is_owed_or_begun() {
    // 300 are owed since a change made the order smaller; stopping asked for 500 more.
    let mut order = pay(&placed("producer", SIGNED_IN), 800).unwrap().order;
    order.0.payment.requested = money(300);
    let stopped = force(&order, "cancelled", &admin()).unwrap().order;
    assert_eq!(stopped.payment.requested, money(800));
    assert_eq!(stopped.stop.unwrap().refund, money(500));
    let revived = force(&stopped, "confirmed", &admin()).unwrap().order;
    assert_eq!(revived.payment.requested, money(300), "what the change asked for is still owed");

    // 200 of the stop's 500 were refunded before the order was revived.
    let mut begun = stopped.clone();
    begun.0.payment.refunded = money(200);
    begun.0.refunds[0].amount = money(300);
    begun.0.payment.requested = money(600);
    begun.0.stop = begun.stop.map(|stop| Stop { refund: money(300), ..stop });
    let revived = force(&begun, "confirmed", &admin()).unwrap().order;
    let PaymentTotals { paid, refunded, requested, .. } = revived.payment;
    assert_eq!((paid, refunded, requested), (money(800), money(200), money(300)));
    let withdrawn = revived.timeline.last().map(|it| (it.kind, it.amount));
    assert_eq!(withdrawn, Some((EntryKind::RefundWithdrawn, Some(money(300)))));

    // All of it was refunded: there is nothing to withdraw, and the order owes the money.
    let mut settled = stopped;
    settled.0.payment.refunded = money(500);
    settled.0.refunds.clear();
    settled.0.payment.requested = money(300);
    settled.0.stop = settled.stop.map(|stop| Stop { refund: Amount::ZERO, ..stop });
    let revived = force(&settled, "confirmed", &admin()).unwrap().order;
    assert_eq!(revived.payment.requested, money(300));
    assert_eq!(revived.timeline.last().unwrap().kind, EntryKind::Overridden);
    assert_eq!(revived.amount_due(), revived.grand_total());
}

#[test]
fn a_stopped_order_takes_no_payment() {
    let order = placed("producer", SIGNED_IN);
    let stopped = force(&order, "cancelled", &admin()).unwrap().order;
    let amount = Amount::new(1).unwrap();
    let refused =
        stopped.apply(&Command::RecordPayment { amount, note: None }, &admin(), &at_start());
    assert_eq!(refused, Err(Refusal::TakesNoPayment("cancelled")));
}
