//! Whatever an administrator overrides and whatever was paid, stock and money
//! balance.

use proptest::prelude::*;

use super::{
    properties::{Attempt, attempts, live, orders, replay},
    *,
};

/// What staff and administrators try, beside all the rest.
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

/// How many of each draw are out, going by the changes alone.
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
        let Payment { paid, refunded, requested } = order.payment;
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

#[test]
fn a_stopped_order_takes_no_payment() {
    let order = placed("producer", SIGNED_IN);
    let stopped = force(&order, "cancelled", &admin()).unwrap().order;
    let amount = Amount::new(1).unwrap();
    let refused =
        stopped.apply(&Command::RecordPayment { amount, note: None }, &admin(), &at_start());
    assert_eq!(refused, Err(Refusal::TakesNoPayment("cancelled")));
}
