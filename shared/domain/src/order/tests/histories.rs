//! Tests of histories that grow too long for their order.

use proptest::prelude::*;

use super::{
    balancing::forced,
    properties::{live, orders},
    *,
};

/// The events of the newest change, as far as they depend on older lines.
fn newest_events(order: &Order) -> Vec<(String, Option<&'static Status>)> {
    let events = order.events_after(order.version - 1);
    events.map(|event| (event.id(), event.previous)).collect()
}

proptest! {
    #[test]
    fn archiving_history_lines_changes_nothing_that_is_derived_from_the_order(
        order in orders(),
        attempts in prop::collection::vec(forced(), 60..160),
    ) {
        let mut beside = Vec::new();
        for (_, Change { order, archived, .. }) in live(order, &attempts).1 {
            beside.extend(archived);
            let whole = order.clone().with_history(beside.clone()).unwrap();
            prop_assert!(order.timeline.len() <= MAX_TIMELINE, "{}", order.timeline.len());
            prop_assert_eq!(order.earlier as usize, beside.len());
            prop_assert_eq!(order.timeline.len() + beside.len(), whole.timeline.len());
            prop_assert_eq!(newest_events(&order), newest_events(&whole));
            prop_assert_eq!(order.updated_at(), whole.updated_at());
            prop_assert_eq!(order.was_verified(), whole.was_verified());
            prop_assert_eq!(order.cancellation(), whole.cancellation());
            for phase in Phase::ALL {
                prop_assert_eq!(order.first_in(phase), whole.first_in(phase));
            }
            for status in order.lifecycle.statuses {
                prop_assert_eq!(order.first_at(status.name), whole.first_at(status.name));
            }
            if order.status.phase.is_stopped() {
                prop_assert_eq!(order.since(), whole.since());
                prop_assert_eq!(order.refund_initiated(), whole.refund_initiated());
            }
        }
    }
}

/// An order that was put into these statuses one after the other, with its archived lines.
fn put_into<'a>(statuses: impl Iterator<Item = &'a str>) -> (Order, Vec<Entry>) {
    let (mut order, mut beside) = (placed("kitchen", SIGNED_IN), Vec::new());
    for (time, to) in (0_i64..).zip(statuses) {
        let command =
            Command::Override { to: to.to_owned(), note: None, reason: None, nonce: NONCE };
        let change = order.apply(&command, &admin(), &after_minutes(time)).unwrap();
        order = change.order;
        beside.extend(change.archived);
    }
    (order, beside)
}

/// An order that was put into two statuses in turns, with its archived lines.
fn to_and_fro(statuses: [&str; 2], times: usize) -> (Order, Vec<Entry>) {
    put_into(statuses.into_iter().cycle().take(times))
}

#[test]
fn order_keeps_forty_lines_and_archives_many_older_ones_at_a_time() {
    let (order, beside) = to_and_fro(["ACCEPTED", "PLACED"], MAX_TIMELINE - 1);
    assert_eq!((order.timeline.len(), order.earlier, beside.len()), (MAX_TIMELINE, 0, 0));
    let (order, beside) = to_and_fro(["ACCEPTED", "PLACED"], MAX_TIMELINE);
    let versions: Vec<_> = order.timeline.iter().map(|entry| entry.version).collect();
    assert_eq!(versions, [1, 2].into_iter().chain(22..=41).collect::<Vec<_>>());
    assert!(beside.iter().map(|entry| entry.version).eq(3..=21));
    assert_eq!(order.earlier, 19);
}

#[test]
fn line_that_stopped_the_order_is_kept_however_often_its_status_changes() {
    // None of the relevant lines is the first in its phase.
    for (last, verified) in [("PLACED", true), ("awaiting_verification", false)] {
        let before = ["awaiting_verification", "CANCELLED", "REJECTED", "ACCEPTED", last];
        let stops = ["CANCELLED", "REJECTED"].into_iter().cycle().take(100);
        let (order, beside) = put_into(before.into_iter().chain(stops));
        assert!(beside.len() > 50);
        assert_eq!(order.cancellation().unwrap().at, after_minutes(5).now);
        assert_eq!(order.was_verified(), verified);
    }
}

#[test]
fn history_is_none_when_lines_are_missing() {
    let (order, mut beside) = to_and_fro(["ACCEPTED", "PLACED"], 100);
    let whole = order.clone().with_history(beside.clone()).unwrap();
    assert!(whole.timeline.iter().map(|entry| entry.version).eq(1..=101));
    assert_eq!(whole.earlier, 0);
    beside.remove(7);
    assert_eq!(order.with_history(beside), None);
}

#[test]
fn history_has_lines_once_that_were_archived_since_the_order_was_read() {
    let (order, _) = to_and_fro(["ACCEPTED", "PLACED"], 60);
    let (later, beside) = to_and_fro(["ACCEPTED", "PLACED"], 100);
    let (then, now) = (order.with_history(beside.clone()), later.with_history(beside));
    let mut expected = now.unwrap().0.timeline;
    expected.retain(|entry| entry.version <= 61);
    assert_eq!(then.unwrap().timeline, expected);
}
