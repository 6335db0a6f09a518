//! The events of an order, read off its timeline.

use super::*;

/// An order of a guest, confirmed, accepted, made and cancelled.
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

/// Kind, id after the order's, and the statuses before and after.
fn told<'a>(
    events: impl Iterator<Item = OrderEvent<'a>>,
) -> Vec<(OrderEventKind, String, Option<&'static str>, &'static str)> {
    let tell = |event: OrderEvent<'_>| {
        let id = event.id();
        let id = id.strip_prefix("ORD-20261120-0123456789:").unwrap().to_owned();
        (event.kind(), id, event.previous.map(|status| status.name), event.entry.status.name)
    };
    events.map(tell).collect()
}

#[test]
fn an_orders_events_tell_its_whole_life() {
    let id = str::to_owned;
    assert_eq!(
        told(eventful().events_after(0)),
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
fn every_way_to_stop_an_order_is_told_as_its_cancellation() {
    for (status, actor) in [("CANCELLED", owner()), ("REJECTED", staff()), ("FAILED", system())] {
        let order = placed("kitchen", SIGNED_IN);
        let order = order.apply(&to(status), &actor, &at_start()).unwrap().order;
        let told = told(order.events_after(1));
        assert_eq!(told, [(OrderEventKind::Stopped, "2:0".to_owned(), Some("PLACED"), status)]);
    }
}

#[test]
fn events_resume_after_any_version_as_if_they_had_never_stopped() {
    let order = eventful();
    let all = told(order.events_after(0));
    for version in 0..=order.version + 1 {
        let rest = told(order.events_after(version));
        let before = order.timeline.iter().filter(|entry| entry.version <= version).count();
        assert_eq!(rest, all[before..], "after {version}");
    }
    assert!(order.events_after(order.version).next().is_none());
    assert!(order.events_after(u32::MAX).next().is_none());
}

#[test]
fn an_event_told_later_is_told_the_same() {
    let early = placed("kitchen", GUEST);
    let late = eventful();
    let first: Vec<_> = told(late.events_after(0)).into_iter().take(1).collect();
    assert_eq!(told(early.events_after(0)), first);
}
