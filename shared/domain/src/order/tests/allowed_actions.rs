//! Tests that the allowed actions of an order are exactly the ones that it then accepts.

use super::*;
use crate::Edit;

/// Whether an action is accepted; `None` when it has no effect because it was taken before.
fn tried(order: &Order, action: Action, actor: &Actor, stamp: &Stamp) -> Option<bool> {
    let applied = |command: &Command| match order.apply(command, actor, stamp) {
        Ok(change) => (change.order.version > order.version).then_some(true),
        Err(_) => Some(false),
    };
    match action {
        Action::Verify | Action::Resend => applied(&Command::Verify),
        Action::Accept => applied(&Command::Accept { prep_time: None, extra: None }),
        Action::Reject => applied(&Command::Reject { reason: parse("sold out") }),
        Action::Move(status) => applied(&to(status.name)),
        Action::Cancel => applied(&CANCEL),
        Action::Override => {
            let mut others = order.lifecycle.statuses.iter().filter(|it| **it != *order.status);
            let to = others.next().unwrap().name.to_owned();
            applied(&Command::Override { to, note: None, reason: None, nonce: NONCE })
        }
        Action::Update => {
            let update = OrderUpdate { notes: Edit::Set(parse("ring")), ..OrderUpdate::default() };
            Some(order.update(&update, None, actor, stamp).is_ok())
        }
        Action::RecordPayment => {
            applied(&Command::RecordPayment { amount: Amount::new(1).unwrap(), note: None })
        }
        Action::Refund => {
            let reason = parse("late");
            applied(&Command::RequestRefund { amount: Amount::new(1).unwrap(), reason })
        }
        Action::Split => {
            let part = SplitItem { which: SplitWhich::Line(0), quantity: quantity(1) };
            let id = parse("ORD-20261120-9999999999");
            Some(order.split(&[part], id, actor, stamp).is_ok())
        }
        Action::MovePromise => {
            let to = stamp.now + SignedDuration::from_mins(7);
            applied(&Command::MovePromise { to, reason: parse("busy") })
        }
        Action::AddNote => applied(&Command::AddNote { text: parse("rang twice") }),
        Action::Merge => {
            let id = parse("ORD-20261120-8888888888");
            let other = Order(OrderState { id, ..order.clone().0 });
            Some(Order::merge(&[order.clone(), other], actor, stamp).is_ok())
        }
    }
}

fn every_action(lifecycle: &'static Lifecycle) -> Vec<Action> {
    let others = [
        Action::Verify,
        Action::Resend,
        Action::Accept,
        Action::Reject,
        Action::Cancel,
        Action::Override,
        Action::Update,
        Action::RecordPayment,
        Action::Refund,
        Action::Split,
        Action::Merge,
        Action::MovePromise,
        Action::AddNote,
    ];
    lifecycle.statuses.iter().map(Action::Move).chain(others).collect()
}

/// The named action for a move to the status to which accepting, rejecting or cancelling leads.
fn named(lifecycle: &'static Lifecycle, action: Action) -> Action {
    match action {
        Action::Move(status) if status.name == lifecycle.steps.accept => Action::Accept,
        Action::Move(status) if status.phase == Phase::Cancelled => Action::Cancel,
        Action::Move(status) if status.name == lifecycle.steps.reject => Action::Reject,
        other => other,
    }
}

#[test]
fn allowed_actions_are_accepted_and_all_others_are_refused_and_denied_if_they_are_of_that_role() {
    let times = [SignedDuration::ZERO, CANCEL_WINDOW, HOLD, SignedDuration::from_hours(48)];
    let free = |order: Order| Order(OrderState { delivery: None, ..order.0 });
    let unassigned = |order: Order| {
        let delivery = Some(Assignment { driver: None, ..by_driver() });
        Order(OrderState { delivery, ..order.0 })
    };
    let mut denied_of_all = 0;
    for (lifecycle, status) in every_status() {
        for method in MethodKind::ALL {
            let with_method = by(method, in_status(lifecycle, status));
            for order in [free(with_method.clone()), unassigned(with_method.clone()), with_method] {
                for actor in everyone().into_iter().chain(strangers()) {
                    for stamp in times.map(after) {
                        let cell =
                            format!("{method:?} {}: {} by {actor:?}", lifecycle.name, status.name);
                        let allowed = order.allowed_actions(&actor, &stamp);
                        let denied = order.denied_actions(&actor, &stamp);
                        for action in every_action(lifecycle) {
                            let shown = named(lifecycle, action);
                            let (may, not) = (
                                allowed.contains(&action) || allowed.contains(&shown),
                                denied.iter().any(|it| it.action == action),
                            );
                            assert!(!(allowed.contains(&action) && not), "{cell}: {action:?}");
                            // The batch refuses it; the order alone cannot.
                            let driverless = denied
                                .iter()
                                .any(|it| it.action == action && it.why == Denial::NoDriver);
                            if driverless {
                                assert_eq!(order.delivery.as_ref().unwrap().driver, None);
                                continue;
                            }
                            match tried(&order, action, &actor, &stamp) {
                                Some(true) if actor.role() == Role::System => {}
                                Some(accepted) => assert_eq!(may, accepted, "{cell}: {action:?}"),
                                None => assert!(!may && !not, "{cell}: {action:?}"),
                            }
                        }
                        for Denied { why, .. } in &denied {
                            let sentence = why.sentence();
                            assert!(sentence.ends_with('.'), "{cell}: {sentence}");
                            denied_of_all += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(denied_of_all > 10_000, "{denied_of_all}");
}

#[test]
fn denial_names_the_rule_and_what_to_do_instead() {
    let kitchen = Lifecycle::newest("kitchen").unwrap();
    let at = |name: &str| in_status(kitchen, kitchen.status(name).unwrap());
    let why = |order: &Order, actor: Actor, action: Action| -> (&'static str, String) {
        let denied = order.denied_actions(&actor, &after(CANCEL_WINDOW));
        let found = denied.into_iter().find(|it| it.action == action).unwrap().why;
        (found.code(), found.sentence())
    };
    let preparing = why(&at("PREPARING"), owner(), Action::Cancel);
    assert_eq!(
        preparing,
        (
            "order_not_cancellable",
            "The customer may cancel this order until 2026-11-20T12:10:00.000Z, which is over. \
             Ask the seller to cancel it."
                .to_owned()
        )
    );
    let (code, text) = why(&at("OUT_FOR_DELIVERY"), staff(), Action::Cancel);
    assert_eq!(code, "order_not_cancellable");
    assert!(text.contains("READY. This one is OUT_FOR_DELIVERY. Ask an administrator"), "{text}");
    let ready = Action::Move(kitchen.status("READY").unwrap());
    let (code, text) = why(&at("PLACED"), staff(), ready);
    assert_eq!(code, "invalid_transition");
    assert!(text.contains("to READY from PREPARING. This one is PLACED, and can go"), "{text}");
    let picked = Action::Move(kitchen.status("PICKED_UP").unwrap());
    let fetched = Order(OrderState { delivery: None, ..by(MethodKind::Pickup, at("READY")).0 });
    let (_, text) = why(&fetched, staff(), picked);
    assert!(
        text.contains("method shipping go to PICKED_UP. This one has pickup and is READY"),
        "{text}"
    );
    // An action of another role is forbidden in every status.
    let with_method =
        Order(OrderState { delivery: None, ..by(MethodKind::Delivery, at("READY")).0 });
    let (code, text) = why(&with_method, staff(), picked);
    assert_eq!(code, "forbidden");
    assert!(text.ends_with("goes from READY to PICKED_UP by the driver or the admin."), "{text}");
    let (code, text) = why(&at("PREPARING"), staff(), picked);
    assert!(code == "forbidden" && text.contains("by the batch's driver"), "{text}");
    let (code, text) = why(&at("PREPARING"), staff(), Action::Split);
    assert!(code == "conflict" && text.contains("in no batch"), "{text}");
}

#[test]
fn a_guest_is_offered_the_code_while_the_hold_lasts() {
    let order = placed("kitchen", GUEST);
    let offered = order.allowed_actions(&owner(), &after_minutes(1));
    assert_eq!(offered, [Action::Verify, Action::Resend, Action::Cancel]);
    assert_eq!(order.allowed_actions(&owner(), &after(HOLD)), [Action::Cancel]);
    let staffs = [Action::Cancel, Action::Update, Action::RecordPayment, Action::AddNote];
    assert!(
        order
            .denied_actions(&owner(), &after_minutes(1))
            .iter()
            .any(|it| { it.action == Action::Update && it.why.sentence().contains("code") })
    );
    assert_eq!(order.allowed_actions(&staff(), &after_minutes(1)), staffs);
    assert_eq!(order.allowed_actions(&driver(), &after_minutes(1)), []);
}

#[test]
fn new_kitchen_order_allows_each_role_its_own_actions() {
    let order = placed("kitchen", SIGNED_IN);
    let offered = |actor: &Actor| -> Vec<&str> {
        let name = |action: &Action| match action {
            Action::Verify => "verify",
            Action::Resend => "resend",
            Action::Accept => "accept",
            Action::Reject => "reject",
            Action::Move(status) => status.name,
            Action::Cancel => "cancel",
            Action::Override => "override",
            Action::Update => "update",
            Action::RecordPayment => "pay",
            Action::Refund => "refund",
            Action::Split => "split",
            Action::Merge => "merge",
            Action::MovePromise => "promise",
            Action::AddNote => "note",
        };
        order.allowed_actions(actor, &at_start()).iter().map(name).collect()
    };
    let order = Order(OrderState { delivery: None, ..order.clone().0 });
    let free = |actor: &Actor| order.allowed_actions(actor, &at_start()).len();
    assert_eq!(offered(&owner()), ["cancel", "update"]);
    assert_eq!(offered(&staff()), ["accept", "reject", "cancel", "update", "pay", "note"]);
    assert_eq!(free(&staff()), 8, "outside a batch it is split and merged too");
    assert_eq!(
        offered(&admin()),
        ["accept", "reject", "FAILED", "cancel", "update", "pay", "note", "override"]
    );
    assert_eq!(offered(&system()), ["REJECTED", "FAILED"]);
    assert!(offered(&driver()).is_empty());
}
