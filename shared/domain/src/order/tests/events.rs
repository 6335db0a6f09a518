//! Tests of the events of an order, which follow from its timeline.

use super::*;

/// An order of a guest that was verified, accepted, prepared and cancelled.
fn eventful() -> Order {
    let mut order = placed("kitchen", GUEST);
    for (command, actor) in [
        (Command::Verify, owner()),
        (to("ACCEPTED"), staff()),
        (to("READY"), staff()),
        (CANCEL, admin()),
    ] {
        order = order.apply(&command, &actor, &after_minutes(order.version.into())).unwrap().order;
    }
    order
}

/// Of each event the kind, the id without the order's id, and the statuses before and after.
fn summaries<'a>(
    events: impl Iterator<Item = OrderEvent<'a>>,
) -> Vec<(OrderEventKind, String, Option<&'static str>, &'static str)> {
    let summary = |event: OrderEvent<'_>| {
        let id = event.id();
        let id = id.strip_prefix("ORD-20261120-0123456789:").unwrap().to_owned();
        (event.kind(), id, event.previous.map(|status| status.name), event.entry.status.name)
    };
    events.map(summary).collect()
}

#[test]
fn events_after_version_zero_cover_the_whole_history() {
    let id = str::to_owned;
    assert_eq!(
        summaries(eventful().events_after(0)),
        [
            (OrderEventKind::Placed, id("1:0"), None, "awaiting_verification"),
            (OrderEventKind::Verified, id("2:0"), Some("awaiting_verification"), "PLACED"),
            (OrderEventKind::StatusChanged, id("3:0"), Some("PLACED"), "ACCEPTED"),
            (OrderEventKind::StatusChanged, id("3:1"), Some("ACCEPTED"), "PREPARING"),
            (OrderEventKind::StatusChanged, id("4:0"), Some("PREPARING"), "READY"),
            (OrderEventKind::Stopped, id("5:0"), Some("READY"), "CANCELLED"),
        ]
    );
}

#[test]
fn every_stopped_status_is_published_as_a_stop() {
    for (status, actor) in [("CANCELLED", owner()), ("REJECTED", staff()), ("FAILED", system())] {
        let order = placed("kitchen", SIGNED_IN);
        let order = order.apply(&to(status), &actor, &at_start()).unwrap().order;
        let events = summaries(order.events_after(1));
        assert_eq!(events, [(OrderEventKind::Stopped, "2:0".to_owned(), Some("PLACED"), status)]);
    }
}

#[test]
fn events_after_a_version_are_the_rest_of_all_events() {
    let order = eventful();
    let all = summaries(order.events_after(0));
    for version in 0..=order.version + 1 {
        let rest = summaries(order.events_after(version));
        let before = order.timeline.iter().filter(|entry| entry.version <= version).count();
        assert_eq!(rest, all[before..], "after {version}");
    }
    assert!(order.events_after(order.version).next().is_none());
    assert!(order.events_after(u32::MAX).next().is_none());
}

#[test]
fn an_event_is_equal_when_it_is_derived_from_a_later_version() {
    let early = placed("kitchen", GUEST);
    let late = eventful();
    let first: Vec<_> = summaries(late.events_after(0)).into_iter().take(1).collect();
    assert_eq!(summaries(early.events_after(0)), first);
}
