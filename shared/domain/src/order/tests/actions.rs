//! What an order offers to somebody is what it then accepts from them.

use super::*;

/// What `apply` accepts, found out by trying everything.
fn accepted(order: &Order, actor: &Actor, stamp: &Stamp) -> Vec<Action> {
    let tried = |command: &Command| order.apply(command, actor, stamp).is_ok();
    let mut accepted = Vec::new();
    if tried(&Command::Verify) {
        accepted.extend([Action::Verify, Action::Resend]);
    }
    for status in order.lifecycle.statuses {
        if tried(&to(status.name)) && status.phase != Phase::Cancelled {
            accepted.push(Action::Move(status));
        }
    }
    if tried(&CANCEL) {
        accepted.push(Action::Cancel);
    }
    let update = OrderUpdate { priority: Some(Priority::High), ..OrderUpdate::default() };
    if order.visible_to(actor) && order.update(&update, None, actor, stamp).is_ok() {
        accepted.push(Action::Update);
    }
    let payment = Command::RecordPayment { amount: Amount::new(1).unwrap(), note: None };
    if tried(&payment) {
        accepted.push(Action::RecordPayment);
    }
    let forced = |status: &Status| {
        let to = status.name.to_owned();
        tried(&Command::Override { to, note: None, nonce: NONCE })
    };
    if order.lifecycle.statuses.iter().any(forced) {
        accepted.push(Action::Override);
    }
    accepted
}

fn sorted(mut actions: Vec<Action>) -> Vec<Action> {
    actions.sort_by_key(|action| format!("{action:?}"));
    actions
}

#[test]
fn what_is_offered_is_exactly_what_is_accepted() {
    let times = [SignedDuration::ZERO, CANCEL_WINDOW, HOLD, SignedDuration::from_hours(48)];
    for (lifecycle, status) in every_status() {
        let order = in_status(lifecycle, status);
        for actor in everyone().into_iter().chain(strangers()) {
            for stamp in times.map(after) {
                let cell = format!("{}: {} by {actor:?}", lifecycle.name, status.name);
                let offered = order.allowed_actions(&actor, &stamp);
                assert_eq!(sorted(offered), sorted(accepted(&order, &actor, &stamp)), "{cell}");
            }
        }
    }
}

#[test]
fn moving_an_order_to_cancelled_is_offered_as_cancelling() {
    for (lifecycle, status) in every_status() {
        let order = in_status(lifecycle, status);
        let cancelled = lifecycle.statuses.iter().find(|it| it.phase == Phase::Cancelled).unwrap();
        for actor in everyone() {
            let offered = order.allowed_actions(&actor, &at_start());
            assert!(!offered.contains(&Action::Move(cancelled)));
            let moved = order.apply(&to(cancelled.name), &actor, &at_start());
            assert_eq!(offered.contains(&Action::Cancel), moved.is_ok());
        }
    }
}

#[test]
fn a_guest_is_offered_the_code_while_the_hold_lasts() {
    let order = placed("kitchen", GUEST);
    let offered = order.allowed_actions(&owner(), &after_minutes(1));
    assert_eq!(offered, [Action::Verify, Action::Resend, Action::Cancel]);
    assert_eq!(order.allowed_actions(&owner(), &after(HOLD)), [Action::Cancel]);
    let staffs = [Action::Cancel, Action::Update, Action::RecordPayment];
    assert_eq!(order.allowed_actions(&staff(), &after_minutes(1)), staffs);
    assert_eq!(order.allowed_actions(&driver(), &after_minutes(1)), []);
}

#[test]
fn a_new_kitchen_order_offers_each_role_its_own() {
    let order = placed("kitchen", SIGNED_IN);
    let offered = |actor: &Actor| -> Vec<&str> {
        let name = |action: &Action| match action {
            Action::Verify => "verify",
            Action::Resend => "resend",
            Action::Move(status) => status.name,
            Action::Cancel => "cancel",
            Action::Override => "override",
            Action::Update => "update",
            Action::RecordPayment => "pay",
        };
        order.allowed_actions(actor, &at_start()).iter().map(name).collect()
    };
    assert_eq!(offered(&owner()), ["cancel", "update"]);
    assert_eq!(offered(&staff()), ["ACCEPTED", "REJECTED", "cancel", "update", "pay"]);
    assert_eq!(
        offered(&admin()),
        ["ACCEPTED", "REJECTED", "cancel", "FAILED", "update", "pay", "override"]
    );
    assert_eq!(offered(&system()), ["REJECTED", "FAILED"]);
    assert!(offered(&driver()).is_empty());
}
