//! Tests of verifying a guest's order, and of its expiry.

use proptest::prelude::*;

use super::*;
use crate::{AWAITING_VERIFICATION, LIFECYCLES};

const MOMENT: SignedDuration = SignedDuration::from_nanos(1);

fn verify(order: &Order, stamp: &Stamp) -> Result<Change, Refusal> {
    order.apply(&Command::Verify, &owner(), stamp)
}

fn expire(order: &Order, stamp: &Stamp) -> Result<Change, Refusal> {
    order.apply(&Command::Expire, &system(), stamp)
}

#[test]
fn a_guests_order_waits_for_its_code_whatever_the_lifecycle() {
    for lifecycle in LIFECYCLES {
        let order = placed(lifecycle.name, GUEST);
        assert_eq!(order.status.name, AWAITING_VERIFICATION);
        let hold = order.hold.unwrap();
        assert_eq!(hold.ends_at, start() + HOLD);
        assert_eq!((hold.send.number, hold.send.nonce, hold.send.attempts), (1, NONCE, 0));
        assert!(!order.was_verified());
    }
}

#[test]
fn verified_order_moves_to_the_first_status_of_its_lifecycle() {
    for lifecycle in LIFECYCLES {
        let change = verify(&placed(lifecycle.name, GUEST), &after_minutes(1)).unwrap();
        assert_eq!(change.order.status.name, lifecycle.start);
        assert_eq!(change.order.version, 2);
        assert_eq!(change.order.hold, None);
        assert_eq!(change.order.timeline[1].kind, EntryKind::Verified);
        assert!(change.order.was_verified());
        assert_eq!(change.returned, []);
    }
}

#[test]
fn order_can_be_verified_until_its_hold_ends() {
    let order = placed("shop", GUEST);
    assert!(verify(&order, &after(HOLD - MOMENT)).is_ok());
    assert_eq!(verify(&order, &after(HOLD)), Err(Refusal::VerificationExpired));
    assert_eq!(verify(&order, &after(HOLD * 9)), Err(Refusal::VerificationExpired));
}

#[test]
fn an_order_is_confirmed_once() {
    let order = verify(&placed("shop", GUEST), &after_minutes(1)).unwrap().order;
    assert_eq!(verify(&order, &after_minutes(2)), Err(Refusal::AlreadyVerified));
    assert_eq!(verify(&order, &after(HOLD * 2)), Err(Refusal::AlreadyVerified));
    let stopped = order.apply(&CANCEL, &staff(), &after_minutes(3)).unwrap().order;
    assert_eq!(verify(&stopped, &after_minutes(4)), Err(Refusal::AlreadyVerified));
}

#[test]
fn order_of_a_signed_in_buyer_needs_no_verification() {
    let order = placed("shop", SIGNED_IN);
    assert_eq!(order.hold, None);
    assert_eq!(verify(&order, &after_minutes(1)), Err(Refusal::AlreadyVerified));
}

#[test]
fn an_expired_or_cancelled_order_can_no_longer_be_confirmed() {
    let order = placed("shop", GUEST);
    let expired = expire(&order, &after(HOLD)).unwrap().order;
    assert_eq!(verify(&expired, &after(HOLD)), Err(Refusal::VerificationExpired));
    let cancelled = order.apply(&CANCEL, &owner(), &after_minutes(1)).unwrap().order;
    assert_eq!(verify(&cancelled, &after_minutes(2)), Err(Refusal::VerificationExpired));
}

#[test]
fn only_the_buyer_confirms_an_order() {
    let order = placed("shop", GUEST);
    for actor in everyone().into_iter().skip(1).chain(strangers()) {
        let refusal = order.apply(&Command::Verify, &actor, &after_minutes(1));
        assert_eq!(refusal, Err(Refusal::Forbidden), "{actor:?}");
    }
}

#[test]
fn nobody_moves_an_order_past_its_code() {
    for lifecycle in LIFECYCLES {
        let order = placed(lifecycle.name, GUEST);
        for actor in everyone() {
            let refusal = order.apply(&to(lifecycle.start), &actor, &after_minutes(1));
            assert!(matches!(refusal, Err(Refusal::InvalidTransition { .. })), "{actor:?}");
        }
    }
}

#[test]
fn an_order_expires_when_its_hold_has_ended_and_not_before() {
    for lifecycle in LIFECYCLES {
        let order = placed(lifecycle.name, GUEST);
        assert_eq!(expire(&order, &after(HOLD - MOMENT)), Err(Refusal::NotOverdue));
        let change = expire(&order, &after(HOLD)).unwrap();
        assert_eq!(change.order.status.phase, Phase::Cancelled);
        assert_eq!(change.order.stop, Some(stop(true)));
        assert_eq!(change.order.hold, None);
        assert_eq!(change.returned, order.draws);
        assert_eq!(change.order.cancellation().unwrap().actor, "cleanup");
        assert_eq!(expire(&change.order, &after(HOLD)), Err(Refusal::NotOverdue));
    }
}

#[test]
fn a_confirmed_order_never_expires() {
    let confirmed = verify(&placed("shop", GUEST), &after_minutes(14)).unwrap().order;
    for order in [confirmed, placed("shop", SIGNED_IN)] {
        assert_eq!(expire(&order, &after(HOLD)), Err(Refusal::NotOverdue));
        assert_eq!(expire(&order, &after(HOLD * 99)), Err(Refusal::NotOverdue));
    }
}

proptest! {
    #[test]
    fn at_any_moment_either_the_code_or_the_clean_up_wins(nanos in 0..2 * HOLD.as_nanos()) {
        let order = placed("producer", GUEST);
        let now = after(SignedDuration::from_nanos_i128(nanos));
        prop_assert_ne!(verify(&order, &now).is_ok(), expire(&order, &now).is_ok());
    }
}
