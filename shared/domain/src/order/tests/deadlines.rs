//! Tests of the deadlines for accepting orders and moving them on.

use proptest::prelude::*;

use super::*;
use crate::{Status, StatusTargets, Targets, Term, Terms};

fn term(minutes: u32) -> Term {
    Term::new(minutes).unwrap()
}

fn accepting(within: u32, reject: Option<u32>) -> Terms {
    Terms { accept_within: Some(term(within)), reject_after: reject.map(term), targets: None }
}

/// Minutes for orders of normal priority and for urgent ones.
fn targets(lifecycle: &'static Lifecycle, rows: &[(&str, u32, u32)]) -> Terms {
    let row = |&(name, normal, urgent): &(&str, u32, u32)| {
        let terms = [None, Some(term(normal)), None, Some(term(urgent))];
        StatusTargets { status: lifecycle.status(name).unwrap(), targets: Targets::new(terms) }
    };
    Terms { targets: Some(rows.iter().map(row).collect()), ..Terms::default() }
}

fn kitchen() -> &'static Lifecycle {
    Lifecycle::newest("kitchen").unwrap()
}

/// A paid order of a seller with these terms.
fn order(lifecycle: &str, terms: Terms, verification: Verification) -> Order {
    let mut order = placed(lifecycle, verification);
    order.0.deadlines = Deadlines { terms, ..Deadlines::default() };
    order
}

fn lapse(order: &Order, minutes: i64) -> Result<Change, Refusal> {
    order.apply(&Command::Lapse, &system(), &after_minutes(minutes))
}

fn next(order: &Order) -> Option<(DeadlineKind, i64)> {
    let deadline = order.next_deadline()?;
    Some((deadline.kind, deadline.at.duration_since(start()).as_mins()))
}

fn moved(order: &Order, to: &str, minutes: i64) -> Order {
    let command = Command::Override { to: to.to_owned(), note: None, reason: None, nonce: NONCE };
    order.apply(&command, &admin(), &after_minutes(minutes)).unwrap().order
}

fn kinds(order: &Order) -> Vec<EntryKind> {
    order.timeline.iter().map(|entry| entry.kind).collect()
}

#[test]
fn an_order_that_nobody_accepts_escalates_and_is_then_rejected_in_every_lifecycle() {
    for (lifecycle, rejected) in [
        ("kitchen", "REJECTED"),
        ("producer", "cancelled"),
        ("shop", "cancelled"),
        ("marketplace", "cancelled"),
    ] {
        let placed = order(lifecycle, accepting(10, Some(5)), SIGNED_IN);
        assert_eq!(next(&placed), Some((DeadlineKind::Escalation, 10)));
        assert_eq!(lapse(&placed, 9), Err(Refusal::NotOverdue));
        let escalated = lapse(&placed, 10).unwrap();
        assert!(escalated.is_plain());
        assert_eq!(escalated.order.status, placed.status);
        assert_eq!(escalated.order.timeline[1].kind, EntryKind::Escalated);
        assert_eq!(next(&escalated.order), Some((DeadlineKind::Rejection, 15)));
        assert_eq!(lapse(&escalated.order, 14), Err(Refusal::NotOverdue));
        let change = lapse(&escalated.order, 15).unwrap();
        assert_eq!(change.order.status.name, rejected);
        assert_eq!(change.returned, placed.draws);
        let stopped = change.order.cancellation().unwrap();
        assert_eq!(
            (stopped.role, stopped.why().map(Text::as_str)),
            (Role::System, Some("Not accepted in time"))
        );
        assert_eq!(next(&change.order), None);
        assert_eq!(lapse(&change.order, 60), Err(Refusal::NotOverdue));
    }
}

#[test]
fn automatic_rejection_gives_back_what_a_manual_one_does() {
    let mut placed = order("kitchen", accepting(10, Some(5)), SIGNED_IN);
    placed.0.payment.paid = money(500);
    let waiting = lapse(&placed, 10).unwrap().order;
    let by_itself = lapse(&waiting, 15).unwrap();
    let command = Command::Reject { reason: parse("no") };
    let by_hand = waiting.apply(&command, &staff(), &after_minutes(15)).unwrap();
    assert_eq!(by_itself.returned, by_hand.returned);
    assert_eq!(by_itself.restored, by_hand.restored);
    assert_eq!(by_itself.order.payment, by_hand.order.payment);
    assert_eq!(by_itself.order.stop, by_hand.order.stop);
}

#[test]
fn time_until_the_rejection_counts_from_a_late_alert() {
    let placed = order("kitchen", accepting(10, Some(5)), SIGNED_IN);
    let late = lapse(&placed, 600).unwrap().order;
    assert_eq!(late.status.name, "PLACED");
    assert_eq!(next(&late), Some((DeadlineKind::Rejection, 605)));
}

#[test]
fn order_without_terms_has_no_deadline() {
    assert_eq!(next(&order("kitchen", Terms::default(), SIGNED_IN)), None);
    let only_rejecting = Terms { reject_after: Some(term(1)), ..Terms::default() };
    assert_eq!(next(&order("kitchen", only_rejecting, SIGNED_IN)), None);
    let escalated = lapse(&order("kitchen", accepting(10, None), SIGNED_IN), 10).unwrap().order;
    assert_eq!(next(&escalated), None);
    assert_eq!(lapse(&escalated, 6_000), Err(Refusal::NotOverdue));
}

#[test]
fn a_guests_order_waits_for_its_seller_from_its_confirmation_on() {
    let guest = order("kitchen", accepting(10, None), GUEST);
    assert_eq!(next(&guest), Some((DeadlineKind::Hold, 15)));
    assert_eq!(lapse(&guest, 14), Err(Refusal::NotOverdue));
    let confirmed = guest.apply(&Command::Verify, &owner(), &after_minutes(7)).unwrap().order;
    assert_eq!(next(&confirmed), Some((DeadlineKind::Escalation, 17)));
}

#[test]
fn accepting_ends_the_wait_and_putting_it_back_begins_another() {
    let placed = order("kitchen", accepting(10, Some(5)), SIGNED_IN);
    let escalated = lapse(&placed, 10).unwrap().order;
    let accept = Command::Accept { prep_time: None, extra: None };
    let accepted = escalated.apply(&accept, &staff(), &after_minutes(12)).unwrap().order;
    assert_eq!((next(&accepted), accepted.acceptance()), (None, None));
    let back = moved(&accepted, "PLACED", 30);
    assert_eq!(next(&back), Some((DeadlineKind::Escalation, 40)));
    assert_eq!(lapse(&back, 39), Err(Refusal::NotOverdue));
}

#[test]
fn a_missed_target_is_recorded_once_for_each_status() {
    let terms = targets(kitchen(), &[("PREPARING", 20, 5), ("READY", 10, 5), ("PLACED", 60, 60)]);
    let accepted = moved(&order("kitchen", terms, SIGNED_IN), "PREPARING", 0);
    assert_eq!(next(&accepted), Some((DeadlineKind::Target, 20)));
    assert_eq!(lapse(&accepted, 19), Err(Refusal::NotOverdue));
    let missed = lapse(&accepted, 20).unwrap().order;
    assert_eq!(missed.timeline.last().unwrap().kind, EntryKind::TargetMissed);
    assert_eq!(next(&missed), None);
    assert_eq!(lapse(&missed, 90), Err(Refusal::NotOverdue));
    let ready = moved(&missed, "READY", 30);
    assert_eq!(next(&ready), Some((DeadlineKind::Target, 40)));
    // Back in the status it has a new target time, but a miss is not recorded again.
    let back = moved(&ready, "PREPARING", 31);
    assert_eq!((next(&back), back.target_due()), (None, Some(after_minutes(51).now)));
    assert_eq!(lapse(&back, 90), Err(Refusal::NotOverdue));
    let count = kinds(&back).iter().filter(|kind| **kind == EntryKind::TargetMissed).count();
    assert_eq!(count, 1);
}

#[test]
fn missed_target_is_recorded_when_the_status_is_left_before_the_schedule_ran() {
    let terms = targets(kitchen(), &[("PREPARING", 20, 5)]);
    let accepted = moved(&order("kitchen", terms, SIGNED_IN), "PREPARING", 0);
    let ready = moved(&accepted, "READY", 20);
    let entry = &ready.timeline[ready.timeline.len() - 2];
    assert_eq!((entry.kind, entry.status.name), (EntryKind::TargetMissed, "PREPARING"));
    assert_eq!(entry.version, ready.version);
    let in_time = moved(&accepted, "READY", 19);
    assert!(!kinds(&in_time).contains(&EntryKind::TargetMissed));
}

#[test]
fn another_priority_is_another_target() {
    let terms = targets(kitchen(), &[("PLACED", 20, 5)]);
    let mut placed = order("kitchen", terms, SIGNED_IN);
    assert_eq!(next(&placed), Some((DeadlineKind::Target, 20)));
    placed.0.priority = Priority::Urgent;
    assert_eq!(next(&placed), Some((DeadlineKind::Target, 5)));
    placed.0.priority = Priority::Low;
    assert_eq!(next(&placed), None);
}

#[test]
fn closed_order_has_no_deadline() {
    let terms = Terms { targets: Some(Vec::new()), ..accepting(1, Some(1)) };
    let placed = order("kitchen", terms, SIGNED_IN);
    for status in ["DELIVERED", "CANCELLED", "REJECTED", "FAILED"] {
        let over = moved(&placed, status, 0);
        assert_eq!((next(&over), over.target_due()), (None, None), "{status}");
        assert_eq!(lapse(&over, 9_000), Err(Refusal::NotOverdue));
    }
}

#[test]
fn only_the_system_may_lapse_an_order() {
    let placed = order("kitchen", accepting(1, Some(1)), SIGNED_IN);
    for actor in everyone().into_iter().filter(|actor| actor.role() != Role::System) {
        let refused = placed.apply(&Command::Lapse, &actor, &after_minutes(5));
        assert_eq!(refused, Err(Refusal::Forbidden), "{actor:?}");
    }
}

#[test]
fn target_outcomes_follow_from_the_timeline() {
    let terms = targets(
        kitchen(),
        &[("PLACED", 5, 1), ("PREPARING", 20, 5), ("READY", 10, 5), ("OUT_FOR_DELIVERY", 30, 9)],
    );
    let mut order = order("kitchen", terms, SIGNED_IN);
    for (status, minutes) in [("PREPARING", 4), ("READY", 24), ("PREPARING", 25), ("READY", 30)] {
        order = moved(&order, status, minutes);
    }
    let outcome = |order: &Order, minutes| -> Vec<(&str, u64, bool)> {
        let outcomes = order.target_outcomes(after_minutes(minutes).now);
        outcomes.iter().map(|it| (it.status.name, it.longest / 60, it.met)).collect()
    };
    let first = [("PLACED", 4, true), ("PREPARING", 20, false)];
    assert_eq!(outcome(&order, 39), [&first[..], &[("READY", 9, true)]].concat());
    assert_eq!(outcome(&order, 40), [&first[..], &[("READY", 10, false)]].concat());
    let done = moved(&order, "DELIVERED", 33);
    assert_eq!(outcome(&done, 900), [&first[..], &[("READY", 3, true)]].concat());
}

#[test]
fn a_long_wait_is_measured_from_its_beginning() {
    let terms = targets(kitchen(), &[("PREPARING", 600, 5)]);
    let mut order = order("kitchen", terms, SIGNED_IN);
    for (status, minutes) in [("PREPARING", 1), ("READY", 2), ("PREPARING", 3)] {
        order = moved(&order, status, minutes);
    }
    let due = order.target_due();
    for minutes in 4..80 {
        let pay = Command::RecordPayment { amount: money(1), note: None };
        order = order.apply(&pay, &staff(), &after_minutes(minutes)).unwrap().order;
        assert_eq!(order.target_due(), due);
    }
    assert!(order.earlier > 0);
}

/// Steps of an order, each with the minutes since the step before.
fn steps() -> impl Strategy<Value = Vec<(usize, i64)>> {
    prop::collection::vec((0..14_usize, 0..40_i64), 1..40)
}

fn all_terms() -> impl Strategy<Value = Terms> {
    let minutes = prop::option::of(1..30_u32);
    let rows = prop::collection::vec((1..30_u32, 1..30_u32), 4);
    (minutes.clone(), minutes, prop::option::of(rows)).prop_map(|(within, reject, rows)| {
        let names = ["PLACED", "PREPARING", "READY", "OUT_FOR_DELIVERY"];
        let row = |(name, (normal, urgent))| (name, normal, urgent);
        let own = rows.map(|rows| {
            targets(kitchen(), &names.into_iter().zip(rows).map(row).collect::<Vec<_>>())
        });
        Terms {
            accept_within: within.map(term),
            reject_after: reject.map(term),
            ..own.unwrap_or_default()
        }
    })
}

proptest! {
    /// A lapse succeeds exactly when the earliest deadline has passed, and only once at one moment.
    /// The target of a status is recorded once, and no order is rejected before an alert.
    #[test]
    fn lapse_succeeds_exactly_when_a_deadline_has_passed(terms in all_terms(), steps in steps()) {
        let mut order = order("kitchen", terms, SIGNED_IN);
        let mut now = 0;
        for (step, minutes) in steps {
            now += minutes;
            let due = order.next_deadline().filter(|it| it.kind != DeadlineKind::Hold);
            let lapsed = lapse(&order, now);
            prop_assert_eq!(lapsed.is_ok(), due.is_some_and(|it| it.at <= after_minutes(now).now));
            if let Ok(change) = lapsed {
                let rejected = change.order.status != order.status;
                prop_assert!(!rejected || order.deadlines.escalated_at.is_some());
                prop_assert_eq!(change.order.version, order.version + 1);
                order = change.order;
                let again = lapse(&order, now).is_ok();
                prop_assert!(!again, "{:?}", order.deadlines);
            }
            let statuses = kitchen().statuses;
            let target: &Status = &statuses[step % statuses.len()];
            if step < statuses.len() && target != order.status {
                order = moved(&order, target.name, now);
            }
            let mut missed = order.deadlines.missed.iter().map(|status| status.name).collect::<Vec<_>>();
            let count = missed.len();
            missed.sort_unstable();
            missed.dedup();
            prop_assert_eq!(missed.len(), count);
        }
    }
}
