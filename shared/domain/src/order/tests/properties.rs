//! Properties that hold for every order after any attempts.

use proptest::prelude::*;
use proptest::sample::Index;

use super::{lifecycles::Contract, *};
use crate::LIFECYCLES;

/// An attempt to change an order.
#[derive(Debug, Clone)]
pub(super) enum Attempt {
    /// The first transition out of the present status.
    Proceed,
    /// One of the transitions out of the present status.
    Follow(Index),
    /// A move to any status.
    Jump(Index),
    /// An override to any status.
    Force(Index),
    /// Any other command.
    Other(Command),
}

impl Attempt {
    fn command(&self, order: &Order) -> Command {
        match self {
            Self::Proceed | Self::Follow(_) if order.status.moves.is_empty() => CANCEL,
            Self::Proceed => to(order.status.moves[0].to),
            Self::Follow(way) => to(way.get(order.status.moves).to),
            Self::Jump(status) => to(status.get(order.lifecycle.statuses).name),
            Self::Force(status) => Command::Override {
                to: status.get(order.lifecycle.statuses).name.to_owned(),
                note: None,
                reason: None,
                nonce: [9; NONCE_BYTES],
            },
            Self::Other(command) => command.clone(),
        }
    }
}

pub(super) fn attempts() -> impl Strategy<Value = (Attempt, Actor, SignedDuration)> {
    let attempt = prop_oneof![
        8 => Just(Attempt::Proceed),
        4 => any::<Index>().prop_map(Attempt::Follow),
        2 => any::<Index>().prop_map(Attempt::Jump),
        3 => Just(Attempt::Other(Command::Verify)),
        1 => Just(Attempt::Other(CANCEL)),
        1 => Just(Attempt::Other(Command::Expire)),
        1 => ".{0,30}".prop_map(|status| Attempt::Other(to(&status))),
    ];
    let actor = prop_oneof![
        4 => prop::sample::select(everyone().to_vec()),
        1 => prop::sample::select(strangers().to_vec()),
    ];
    (attempt, actor, (0..120_i64).prop_map(SignedDuration::from_secs))
}

pub(super) fn orders() -> impl Strategy<Value = Order> {
    let lifecycle = prop::sample::select(LIFECYCLES.iter().map(|it| it.name).collect::<Vec<_>>());
    let verification = prop::sample::select(vec![GUEST, SIGNED_IN]);
    (lifecycle, verification).prop_map(|(lifecycle, verification)| placed(lifecycle, verification))
}

/// Makes the attempts one after the other. Returns the order with its whole history, and every
/// accepted change with the order before it.
pub(super) fn live(
    order: Order,
    attempts: &[(Attempt, Actor, SignedDuration)],
) -> (Order, Vec<(Order, Change)>) {
    let (mut order, mut now, mut changes) = (order, start(), Vec::new());
    for (attempt, actor, pause) in attempts {
        now += *pause;
        let made = order.apply(&attempt.command(&order), actor, &stamp(now));
        // A repeated command has no effect.
        if let Ok(change) = made
            && change.order.version > order.version
        {
            let before = std::mem::replace(&mut order, change.order.clone());
            changes.push((before, change));
        }
    }
    let beside = changes.iter().flat_map(|(_, change)| change.archived.clone()).collect();
    (order.with_history(beside).unwrap(), changes)
}

/// The status to which the timeline leads, checked step by step against the lifecycle.
pub(super) fn replay(order: &Order) -> Option<&'static Status> {
    let mut entries = order.timeline.iter();
    let placed = entries.next().filter(|it| it.kind == EntryKind::Placed && it.version == 1)?;
    let (mut last, mut forced) = (placed, false);
    for entry in entries {
        let (from, to) = (last.status, entry.status.name);
        let leads = from.moves.iter().any(|way| way.to == to);
        let (possible, version) = match entry.kind {
            EntryKind::Placed | EntryKind::SplitFrom(_) | EntryKind::MergedInto(_) => return None,
            EntryKind::Automatic => (from.then == Some(to), last.version),
            EntryKind::Verified | EntryKind::Moved | EntryKind::Stopped => {
                // After an override the automatic transitions are not made.
                let rests = from.then.is_none() || forced;
                (leads && rests, last.version + 1)
            }
            EntryKind::Overridden => (from.name != to, last.version + 1),
            EntryKind::Paid
            | EntryKind::PaymentAuthorized
            | EntryKind::PaymentReleased
            | EntryKind::PaymentExpiring
            | EntryKind::PaymentFailed
            | EntryKind::RefundSettled
            | EntryKind::RefundFailed
            | EntryKind::DisputeOpened
            | EntryKind::DisputeClosed
            | EntryKind::Escalated
            | EntryKind::PromiseMoved(_)
            | EntryKind::Noted
            | EntryKind::Problem(_) => (from.name == to, last.version + 1),
            EntryKind::Updated => {
                let more = last.kind == EntryKind::Updated && entry.version == last.version;
                (from.name == to, last.version + u32::from(!more))
            }
            EntryKind::RefundRequested | EntryKind::RefundWithdrawn => {
                (from.name == to, last.version)
            }
            EntryKind::TargetMissed => {
                let alone = entry.version != last.version;
                (from.name == to, last.version + u32::from(alone))
            }
            EntryKind::SplitInto(_) | EntryKind::MergedFrom(_) => {
                (from.name == to, last.version + 1)
            }
        };
        if !possible || entry.version != version || entry.at < last.at {
            return None;
        }
        last = entry;
        forced |= entry.kind == EntryKind::Overridden;
    }
    (last.version == order.version).then_some(last.status)
}

proptest! {
    #[test]
    fn accepted_change_raises_the_version_by_one_and_keeps_the_rest_of_the_order(
        order in orders(),
        attempts in prop::collection::vec(attempts(), 1..30),
    ) {
        for (before, Change { order: after, .. }) in live(order, &attempts).1 {
            prop_assert_eq!(after.version, before.version + 1);
            prop_assert_eq!(&after.timeline[..before.timeline.len()], &before.timeline[..]);
            prop_assert!(after.timeline.len() > before.timeline.len());
            prop_assert_eq!(after.grand_total(), before.grand_total());
            let OrderState { status, version, hold, stop, timeline, .. } = after.clone().0;
            prop_assert_eq!(after, Order(OrderState { status, version, hold, stop, timeline, ..before.0 }));
        }
    }

    #[test]
    fn the_timeline_replays_to_where_the_order_is(
        order in orders(),
        attempts in prop::collection::vec(attempts(), 1..30),
    ) {
        let (order, changes) = live(order, &attempts);
        prop_assert_eq!(replay(&order), Some(order.status));
        prop_assert_eq!(order.version as usize, 1 + changes.len());
        prop_assert_eq!(order.hold.is_some(), order.status.phase == Phase::Unverified);
        prop_assert_eq!(order.stop.is_some(), order.status.phase.is_stopped());
        prop_assert_eq!(order.cancellation().is_some(), order.status.phase.is_stopped());
    }

    #[test]
    fn stock_comes_back_once_and_only_from_a_status_that_restocks(
        order in orders(),
        attempts in prop::collection::vec(attempts(), 1..30),
    ) {
        let contract = Contract::of(order.lifecycle);
        let (draws, changes) = (order.draws.clone(), live(order, &attempts).1);
        for (before, change) in &changes {
            let stopped = change.order.status.phase.is_stopped();
            let returns = stopped && contract.restocks(before.status);
            let expected = if returns { draws.as_slice() } else { &[] };
            prop_assert_eq!(&change.returned, expected);
            prop_assert_eq!(change.order.stop, stopped.then_some(stop(returns)));
        }
        let returns = changes.iter().filter(|(_, change)| !change.returned.is_empty()).count();
        prop_assert!(returns <= 1);
    }

    #[test]
    fn nothing_leads_out_of_a_stopped_status(
        order in orders(),
        attempts in prop::collection::vec(attempts(), 1..30),
    ) {
        for (before, _) in live(order, &attempts).1 {
            prop_assert!(!before.status.phase.is_stopped());
        }
    }

    #[test]
    fn every_line_of_the_timeline_is_one_event_with_an_id_of_its_own(
        order in orders(),
        attempts in prop::collection::vec(attempts(), 1..30),
        version in 0..20_u32,
    ) {
        let order = live(order, &attempts).0;
        let ids = |version| -> Vec<_> { order.events_after(version).map(|it| it.id()).collect() };
        let all = ids(0);
        prop_assert_eq!(all.len(), order.timeline.len());
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        prop_assert_eq!(distinct.len(), all.len());
        prop_assert!(all.ends_with(&ids(version)));
    }

    #[test]
    fn no_text_for_a_status_makes_an_order_panic(order in orders(), status in any::<String>()) {
        for actor in everyone() {
            let known = order.lifecycle.status(&status).is_some();
            let refusal = order.apply(&to(&status), &actor, &at_start());
            let refused = matches!(refusal, Err(Refusal::UnknownStatus { .. }));
            prop_assert!(known || refused);
        }
    }
}

/// Guards the properties above, which would also hold for orders that never change.
#[test]
fn random_lives_reach_every_status() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let lives = (orders(), prop::collection::vec(attempts(), 1..60));
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2_000 {
        let (order, attempts) = lives.new_tree(&mut runner).unwrap().current();
        let lifecycle = order.lifecycle.name;
        let visits = live(order, &attempts).0.0.timeline;
        seen.extend(visits.iter().map(|entry| (lifecycle, entry.status.name)));
    }
    let missing: Vec<_> = every_status()
        .map(|(lifecycle, status)| (lifecycle.name, status.name))
        .filter(|status| !seen.contains(status))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
