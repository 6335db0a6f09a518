//! Charges, the attempts to pay: holding, capturing and releasing money.

use jiff::SignedDuration;

use super::{
    balance::{movement, signed},
    disputes, events,
    methods::{Behaviour, Decline, TestMethod},
    objects::{Charge, ChargeStatus, Intent, IntentStatus, MovementKind, Refund},
    store::Work,
};

/// How long money is held.
const HOLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The newest attempt of an intent.
pub fn latest(work: &Work<'_>, intent: &Intent) -> Option<Charge> {
    work.find(intent.latest_charge.as_deref()?)
}

/// A new attempt of an intent with a method.
pub fn attempt(work: &mut Work<'_>, intent: &mut Intent, method: TestMethod) -> Charge {
    let charge = Charge {
        id: work.new_id("ch_"),
        account: intent.account.clone(),
        intent: intent.id.clone(),
        created: work.now,
        amount: intent.amount,
        amount_captured: 0,
        released: 0,
        refunded: 0,
        currency: intent.currency.clone(),
        status: ChargeStatus::Pending,
        captured: false,
        capture_before: None,
        method: method.id.to_owned(),
        metadata: intent.metadata.clone(),
        application_fee: intent.application_fee,
        fee_refunded: 0,
        disputed: false,
        movement: None,
        failure: None,
    };
    intent.latest_charge = Some(charge.id.clone());
    charge
}

/// Holds the money of an attempt.
pub fn hold(work: &mut Work<'_>, intent: &mut Intent, mut charge: Charge) {
    charge.status = ChargeStatus::Succeeded;
    charge.capture_before = Some(work.now + HOLD);
    intent.status = IntentStatus::RequiresCapture;
    intent.capturable = charge.amount;
    work.put(charge.clone());
    work.put(intent.clone());
    events::of_charge(work, "charge.succeeded", &charge);
    events::of_intent(work, "payment_intent.amount_capturable_updated", intent);
}

/// Captures the money of an attempt immediately.
pub fn take(work: &mut Work<'_>, intent: &mut Intent, mut charge: Charge) {
    charge.status = ChargeStatus::Succeeded;
    let amount = charge.amount;
    collect(work, intent, &mut charge, amount);
    events::of_charge(work, "charge.succeeded", &charge);
    events::of_intent(work, "payment_intent.succeeded", intent);
    let method = TestMethod::find(&charge.method);
    if let Some(Behaviour::PaysAndDisputes(reason)) = method.map(|it| it.behaviour) {
        disputes::open(work, &mut charge, amount, reason, None);
    }
}

/// Captures an amount of the money that a charge holds, and releases the rest.
pub fn capture(work: &mut Work<'_>, intent: &mut Intent, mut charge: Charge, amount: u64) {
    charge.application_fee = intent.application_fee;
    charge.capture_before = None;
    intent.capturable = 0;
    collect(work, intent, &mut charge, amount);
    events::of_charge(work, "charge.captured", &charge);
    let rest = charge.amount - amount;
    if rest > 0 {
        release(work, &mut charge, rest);
    }
    events::of_intent(work, "payment_intent.succeeded", intent);
}

/// Releases held money that was never captured.
///
/// The provider shows this as a refund of a charge, which moves no balance.
pub fn release(work: &mut Work<'_>, charge: &mut Charge, amount: u64) {
    charge.released += amount;
    charge.capture_before = None;
    let refund = Refund::of(charge, work.new_id("re_"), work.now, amount);
    work.put(Refund { metadata: charge.metadata.clone(), ..refund });
    work.put(charge.clone());
    events::of_charge(work, "charge.refunded", charge);
}

/// Records that an attempt failed.
pub fn fail(work: &mut Work<'_>, mut charge: Charge, decline: Decline) -> Charge {
    charge.status = ChargeStatus::Failed;
    charge.failure = Some((decline.code.to_owned(), decline.message.to_owned()));
    work.put(charge.clone());
    events::of_charge(work, "charge.failed", &charge);
    charge
}

fn collect(work: &mut Work<'_>, intent: &mut Intent, charge: &mut Charge, amount: u64) {
    charge.captured = true;
    charge.amount_captured = amount;
    let id = charge.id.clone();
    charge.movement = Some(movement(work, charge, MovementKind::Charge, signed(amount), &id));
    intent.status = IntentStatus::Succeeded;
    intent.received = amount;
    work.put(charge.clone());
    work.put(intent.clone());
}
