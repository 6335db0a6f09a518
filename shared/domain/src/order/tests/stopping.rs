//! Tests of stopping an order: its effects happen once, whoever stops it.

use super::*;

/// A command with which an actor may stop an order.
fn stops(order: &Order) -> Vec<(Command, Actor)> {
    let stopped = order.lifecycle.statuses.iter().filter(|status| status.phase.is_stopped());
    let commands = stopped.map(|status| to(status.name)).chain([CANCEL, Command::Expire]);
    commands.flat_map(|command| everyone().map(|actor| (command.clone(), actor))).collect()
}

#[test]
fn stopped_order_returns_nothing_again_when_it_is_stopped_again() {
    let overdue = after(HOLD);
    for (lifecycle, status) in every_status() {
        let order = in_status(lifecycle, status);
        for (command, actor) in stops(&order) {
            let Ok(change) = order.apply(&command, &actor, &overdue) else { continue };
            let again = [to(lifecycle.start), Command::Verify].map(|command| (command, admin()));
            for (command, actor) in stops(&order).into_iter().chain(again) {
                let second = change.order.apply(&command, &actor, &overdue);
                // A repeated command succeeds without an effect.
                if let Ok(second) = second {
                    assert_eq!(second, Change::to(change.order.clone()), "{command:?}");
                }
            }
        }
    }
}

#[test]
fn completed_order_cannot_be_cancelled() {
    for (lifecycle, status) in every_status().filter(|(_, it)| it.phase == Phase::Done) {
        let order = in_status(lifecycle, status);
        for actor in everyone() {
            let refusal = order.apply(&CANCEL, &actor, &at_start()).unwrap_err();
            assert_eq!(refusal, NotCancellable::Status(status.name).into());
        }
    }
}

#[test]
fn cancellation_has_the_actor_the_time_and_the_reason() {
    let reason = Some(parse("Out of honey"));
    let cancel = Command::Cancel { reason: reason.clone(), channel: CancellationChannel::Any };
    let order = placed("shop", SIGNED_IN);
    assert_eq!(order.cancellation(), None);
    let order = order.apply(&cancel, &staff(), &after_minutes(5)).unwrap().order;
    let entry = order.cancellation().unwrap();
    assert_eq!((entry.role, entry.actor.as_str()), (Role::Seller, "m-staff"));
    assert_eq!((entry.kind, entry.at), (EntryKind::Stopped, after_minutes(5).now));
    assert_eq!((&entry.note, &entry.reason), (&None, &reason));
    assert_eq!(order.updated_at(), after_minutes(5).now);
}

#[test]
fn a_rejection_and_a_failure_stop_an_order_too() {
    let order = placed("kitchen", SIGNED_IN);
    for (status, actor) in [("REJECTED", staff()), ("REJECTED", system()), ("FAILED", admin())] {
        let change = order.apply(&to(status), &actor, &after_minutes(1)).unwrap();
        assert_eq!(change.returned, order.draws);
        assert_eq!(change.order.cancellation().unwrap().status.name, status);
    }
}

#[test]
fn seller_may_cancel_after_the_buyers_window_has_ended() {
    let order = placed("shop", SIGNED_IN);
    let confirmed = order.apply(&to("confirmed"), &staff(), &at_start()).unwrap().order;
    let refusal = confirmed.apply(&CANCEL, &owner(), &at_start());
    let by = vec![Role::Seller, Role::Admin];
    let others = NotCancellable::Others { status: "confirmed", role: Role::Buyer, by };
    assert_eq!(refusal, Err(others.into()));
    assert!(confirmed.apply(&CANCEL, &staff(), &at_start()).is_ok());
}

#[test]
fn revived_order_has_no_cancellation_and_the_last_stop_counts() {
    let cancel = |order: &Order, minutes| {
        order.apply(&CANCEL, &staff(), &after_minutes(minutes)).unwrap().order
    };
    let order = placed("shop", SIGNED_IN);
    let force = Command::Override {
        to: order.status.name.to_owned(),
        note: None,
        reason: None,
        nonce: [7; NONCE_BYTES],
    };
    let revived = cancel(&order, 1).apply(&force, &admin(), &after_minutes(1)).unwrap().order;
    assert_eq!(revived.cancellation(), None);
    assert_eq!(cancel(&revived, 2).cancellation().unwrap().at, after_minutes(2).now);
}
