//! Tests of orders that must be paid before their seller receives them.

use super::*;
use crate::{Counter, LIFECYCLES, PaymentId, SellerPayments, Term, Terms};

const SETTLER: Actor = Actor::System("settle-payment");
const HALF_AN_HOUR: i64 = 30;

/// A seller whose orders must be paid first, and accepted within ten minutes.
fn strict(lifecycle: &str) -> Seller {
    Seller {
        payments: SellerPayments { required: true, ..SellerPayments::default() },
        terms: Terms { accept_within: Term::new(10).ok(), ..Terms::default() },
        ..seller(lifecycle)
    }
}

fn placed_by(seller: &Seller, actor: &Actor, verification: Verification, price: i64) -> Order {
    let (products, cart) = ([product("honey", price)], [cart_line("honey", 1, &[])]);
    let placement = placement(seller, &products, &cart, actor);
    Order::place(Placement { verification, ..placement }, &at_start()).unwrap()
}

fn unpaid(lifecycle: &str) -> Order {
    placed_by(&strict(lifecycle), &owner(), SIGNED_IN, 1_250)
}

fn payment() -> PaymentId {
    parse("PAY-1")
}

fn reported(order: &Order, report: PaymentReport, minutes: i64) -> Order {
    let command = Command::ReportPayment { id: payment(), report };
    order.apply(&command, &SETTLER, &after_minutes(minutes)).unwrap().order
}

fn held(order: &Order, minutes: i64) -> Order {
    let open = reported(order, PaymentReport::Opened, minutes);
    reported(&open, PaymentReport::Held(order.grand_total(), None), minutes)
}

fn accept(order: &Order, minutes: i64) -> Result<Order, Refusal> {
    let command = Command::Accept { prep_time: None, extra: None };
    order.apply(&command, &staff(), &after_minutes(minutes)).map(|it| it.order)
}

fn due(order: &Order) -> Option<(DeadlineKind, i64)> {
    let deadline = order.next_deadline()?;
    Some((deadline.kind, deadline.at.duration_since(start()).as_mins()))
}

#[test]
fn seller_receives_an_unpaid_order_and_its_times_begin_when_it_is_paid() {
    for lifecycle in LIFECYCLES {
        let order = unpaid(lifecycle.name);
        assert!(order.awaits_payment() && order.acceptance().is_none());
        assert_eq!(due(&order), Some((DeadlineKind::Payment, HALF_AN_HOUR)));
        assert_eq!(accept(&order, 1), Err(Refusal::PaymentRequired), "{}", lifecycle.name);
        for paid in
            [held(&order, 20), reported(&order, PaymentReport::Received(order.grand_total()), 20)]
        {
            assert!(!paid.awaits_payment() && paid.pay_by().is_none());
            assert_eq!(due(&paid), Some((DeadlineKind::Escalation, 30)));
            assert_eq!(paid.cancel_until, Some(start() + CANCEL_WINDOW * 3));
            assert!(accept(&paid, 21).is_ok(), "{}", lifecycle.name);
        }
    }
}

#[test]
fn buyer_may_cancel_an_unpaid_order_and_a_paid_one_within_the_window() {
    let order = unpaid("kitchen");
    let cancelled =
        |order: &Order, minutes| order.apply(&CANCEL, &owner(), &after_minutes(minutes)).is_ok();
    let rule = order.cancel_rule(&after_minutes(25));
    assert!(rule.allowed && rule.until.is_none());
    assert!(cancelled(&order, 25));
    let paid = held(&order, 25);
    assert!(cancelled(&paid, 34) && !cancelled(&paid, 35));
}

#[test]
fn a_guests_time_to_pay_begins_when_the_order_is_confirmed() {
    let order = placed_by(&strict("kitchen"), &owner(), GUEST, 1_250);
    assert_eq!((order.awaits_payment(), order.pay_by()), (true, None));
    assert_eq!(order.held_until(), Some(start() + HOLD + SignedDuration::from_mins(30)));
    let confirmed = order.apply(&Command::Verify, &owner(), &after_minutes(9)).unwrap().order;
    assert_eq!(due(&confirmed), Some((DeadlineKind::Payment, 39)));
    assert_eq!(confirmed.held_until(), order.held_until(), "its phone holds it on");
    assert_eq!(held(&confirmed, 10).held_until(), None);
}

#[test]
fn unpaid_order_is_stopped_after_its_open_payment_is_closed() {
    for (lifecycle, stopped) in [
        ("kitchen", "FAILED"),
        ("producer", "cancelled"),
        ("shop", "cancelled"),
        ("marketplace", "cancelled"),
    ] {
        let order = unpaid(lifecycle);
        let lapse = |order: &Order, minutes| {
            order.apply(&Command::Lapse, &system(), &after_minutes(minutes))
        };
        assert_eq!(lapse(&order, HALF_AN_HOUR - 1), Err(Refusal::NotOverdue));
        let open = reported(&order, PaymentReport::Opened, 29);
        assert_eq!(due(&open), None, "the payment is looked at instead");
        assert_eq!(lapse(&open, 60), Err(Refusal::NotOverdue));
        let late = Command::ReportPayment { id: payment(), report: PaymentReport::Opened };
        let refused = order.apply(&late, &SETTLER, &after_minutes(HALF_AN_HOUR)).unwrap_err();
        assert!(matches!(refused, Refusal::NotChangeable { code: "pay_time_over", .. }));
        for unpaid in [&order, &reported(&open, PaymentReport::Closed, 31)] {
            let change = lapse(unpaid, 31).unwrap();
            assert_eq!(change.order.status.name, stopped);
            assert_eq!(change.returned, order.draws, "its stock returns");
            let reason = change.order.cancellation().unwrap().why().unwrap();
            assert_eq!(reason.as_str(), "Not paid in time");
            assert!(change.order.awaits_payment(), "its seller never had it");
            assert_eq!(change.order.held_until(), None);
        }
    }
}

#[test]
fn order_is_unpaid_again_when_its_hold_ends_before_anybody_accepts() {
    let order = unpaid("kitchen");
    let paid = held(&order, 5);
    let ended = reported(&paid, PaymentReport::Released, 600);
    assert_eq!(due(&ended), Some((DeadlineKind::Payment, 630)));
    assert_eq!(ended.cancel_until, order.cancel_until);
    assert_eq!(due(&held(&ended, 610)), Some((DeadlineKind::Escalation, 620)));
    // An accepted order goes on, and owes the money.
    let accepted = reported(&accept(&paid, 6).unwrap(), PaymentReport::Released, 600);
    assert!(!accepted.awaits_payment() && accepted.amount_due() == order.grand_total());
}

#[test]
fn staff_place_orders_that_are_theirs_at_once_and_nothing_is_waited_for_where_nothing_is_owed() {
    for actor in [staff(), admin(), system()] {
        let order = placed_by(&strict("shop"), &actor, SIGNED_IN, 1_250);
        assert_eq!(order.payment_first, PaymentFirst::NotWanted);
    }
    let free = placed_by(&strict("shop"), &owner(), SIGNED_IN, 0);
    assert!(!free.awaits_payment());
    assert!(!placed_by(&seller("shop"), &owner(), SIGNED_IN, 1_250).awaits_payment());
}

#[test]
fn seller_may_only_reject_an_unpaid_order_and_statistics_ignore_it() {
    let order = unpaid("kitchen");
    let denied = order.denied_actions(&staff(), &at_start());
    let denial = |action: Action| denied.iter().find(|it| it.action == action).map(|it| &it.why);
    assert_eq!(denial(Action::Accept), Some(&Denial::PaymentRequired));
    assert_eq!(denial(Action::Merge), Some(&Denial::Merge(Unfit::Unpaid)));
    let reject = Command::Reject { reason: parse("closed today") };
    let rejected = order.apply(&reject, &staff(), &at_start()).unwrap().order;
    for unseen in [&order, &rejected] {
        let counted = |counter: &Counter| {
            matches!(counter, Counter::Status(..) | Counter::Sales(_) | Counter::Stopped)
        };
        assert_eq!(unseen.tally().iter().filter(|(counter, _)| counted(counter)).count(), 0);
    }
    assert!(held(&order, 1).is_sale());
}

#[test]
fn seller_receives_an_unpaid_order_when_an_administrator_moves_it_on() {
    let order = unpaid("kitchen");
    let force = |to: &str, order: &Order| {
        let to = to.to_owned();
        let command = Command::Override { to, note: None, reason: None, nonce: NONCE };
        order.apply(&command, &admin(), &after_minutes(3)).unwrap().order
    };
    let moved = force("ACCEPTED", &order);
    assert_eq!((moved.awaits_payment(), moved.status.name), (false, "ACCEPTED"));
    // After a stop and a revival the order waits for its payment again.
    let revived = force("PLACED", &force("CANCELLED", &order));
    assert_eq!(due(&revived), Some((DeadlineKind::Payment, 33)));
}
