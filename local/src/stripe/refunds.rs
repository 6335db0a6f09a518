//! Refunds of a captured charge, in full or in parts, never more than was captured.

use jiff::SignedDuration;

use super::{
    balance::{movement, signed},
    disputes,
    error::{ApiError, ErrorType},
    events,
    fault::FaultKind,
    faults,
    form::Form,
    methods::{Behaviour, TestMethod},
    money,
    objects::{Account, Charge, Intent, Metadata, MovementKind, Refund, RefundStatus, RefundTurn},
    operations::Operation,
    store::Work,
};

/// How long a refund takes for a test card with slow or failing refunds, in seconds.
const CARD_SECONDS: u32 = 3_600;
/// Reasons that a caller may give.
const REASONS: [&str; 3] = ["duplicate", "fraudulent", "requested_by_customer"];

/// Creates a refund.
///
/// # Errors
///
/// A parameter is wrong, or the charge does not exist, is refunded already, is disputed, or has
/// less left.
pub fn create(work: &mut Work<'_>, account: &Account, mut form: Form) -> Result<Refund, ApiError> {
    let intent = form.text("payment_intent")?;
    let charge = form.text("charge")?;
    let amount = form.number("amount")?;
    let reason = form.word("reason", &REASONS)?;
    let returns_fee = form.flag("refund_application_fee")?;
    let mut metadata = Metadata::new();
    form.metadata(&mut metadata)?;
    form.finish(&["expand", "instructions_email", "reverse_transfer"])?;

    let charge = find(work, account, intent.as_deref(), charge.as_deref())?;
    let amount = check(work, &charge, amount)?;
    if returns_fee && charge.application_fee.is_none() {
        let message = format!("Charge {} has no application fee to refund.", charge.id);
        return Err(ApiError::parameter("refund_application_fee", message));
    }
    if faults::happens(work, FaultKind::RefundRefused, Some(Operation::CreateRefund)).is_some() {
        let message = "Insufficient funds in your Stripe balance to refund this amount.";
        return Err(ApiError::state("balance_insufficient", message));
    }
    Ok(make(work, charge, amount, reason, metadata, returns_fee))
}

/// Moves a refund to its later status. A failed refund returns the money to the balance.
pub fn turn(work: &mut Work<'_>, mut refund: Refund) {
    let Some(turn) = refund.turn.take() else {
        return;
    };
    refund.status = turn.status;
    refund.pending_reason = None;
    refund.failure_reason = turn.reason;
    if turn.status == RefundStatus::Failed
        && let Some(mut charge) = work.find::<Charge>(&refund.charge)
    {
        charge.refunded -= refund.amount;
        charge.fee_refunded -= refund.fee_refunded;
        refund.fee_refunded = 0;
        let amount = signed(refund.amount);
        let back = movement(work, &charge, MovementKind::RefundFailure, amount, &refund.id);
        refund.failure_movement = Some(back);
        work.put(charge);
    }
    work.put(refund.clone());
    events::of_refund(work, "refund.updated", &refund);
    events::of_refund(work, "charge.refund.updated", &refund);
    if refund.status == RefundStatus::Failed {
        events::of_refund(work, "refund.failed", &refund);
    }
}

fn find(
    work: &Work<'_>,
    account: &Account,
    intent: Option<&str>,
    charge: Option<&str>,
) -> Result<Charge, ApiError> {
    let charge_id = match (intent, charge) {
        (Some(id), None) => {
            let intent = work.find::<Intent>(id).filter(|it| it.account == *account);
            let missing = || ApiError::missing_parameter("payment_intent", id, "payment_intent");
            intent.ok_or_else(missing)?.latest_charge.ok_or_else(|| no_charge(id))?
        }
        (None, Some(id)) => id.to_owned(),
        (None, None) => {
            let message = "One of the following params should be provided for this request: \
                           payment_intent or charge.";
            return Err(ApiError::parameter("payment_intent", message));
        }
        (Some(_), Some(_)) => {
            let message = "You may only specify one of these parameters: payment_intent, charge.";
            return Err(ApiError::parameter("charge", message));
        }
    };
    let charge = work.find::<Charge>(&charge_id).filter(|it| it.account == *account);
    let missing = || ApiError::missing_parameter("charge", &charge_id, "charge");
    let charge = charge.ok_or_else(missing)?;
    if charge.captured { Ok(charge) } else { Err(no_charge(&charge.intent)) }
}

fn no_charge(intent: &str) -> ApiError {
    let message =
        format!("This PaymentIntent ({intent}) does not have a successful charge to refund.");
    ApiError::new(400, ErrorType::InvalidRequest, message).about("payment_intent")
}

/// The amount of a refund; by default all that is left.
///
/// # Errors
///
/// The charge is disputed or refunded already, or less is left.
fn check(work: &Work<'_>, charge: &Charge, amount: Option<u64>) -> Result<u64, ApiError> {
    if !disputes::against(work, charge).is_empty() {
        let message = format!("Charge {} has been charged back; cannot issue a refund.", charge.id);
        return Err(ApiError::state("charge_disputed", message));
    }
    let left = charge.refundable();
    if left == 0 {
        let message = format!("Charge {} has already been refunded.", charge.id);
        return Err(ApiError::state("charge_already_refunded", message));
    }
    let amount = amount.unwrap_or(left);
    if amount == 0 {
        return Err(ApiError::parameter(
            "amount",
            "This value must be greater than or equal to 1.",
        )
        .code("parameter_invalid_integer"));
    }
    money::whole(amount, &charge.currency, "amount")?;
    if amount > left {
        let message = format!(
            "Refund amount ({}) is greater than unrefunded amount on charge ({})",
            money::readable(amount, &charge.currency),
            money::readable(left, &charge.currency)
        );
        return Err(ApiError::new(400, ErrorType::InvalidRequest, message).about("amount"));
    }
    Ok(amount)
}

fn make(
    work: &mut Work<'_>,
    mut charge: Charge,
    amount: u64,
    reason: Option<String>,
    metadata: Metadata,
    returns_fee: bool,
) -> Refund {
    let id = work.new_id("re_");
    let movement = movement(work, &charge, MovementKind::Refund, -signed(amount), &id);
    charge.refunded += amount;
    let fee_refunded = if returns_fee { fee_due(&charge, amount) } else { 0 };
    charge.fee_refunded += fee_refunded;
    let mut refund = Refund {
        reason,
        metadata,
        movement: Some(movement),
        fee_refunded,
        ..Refund::of(&charge, id, work.now, amount)
    };
    decide(work, &mut refund, &charge);
    work.put(charge.clone());
    work.put(refund.clone());
    events::of_refund(work, "refund.created", &refund);
    events::of_charge(work, "charge.refunded", &charge);
    refund
}

/// The platform's fee for a refund of `amount`. The fees of all partial refunds add up to the whole
/// fee.
fn fee_due(charge: &Charge, amount: u64) -> u64 {
    let fee = charge.application_fee.unwrap_or_default();
    let share_of = |given: u64| {
        let share = u128::from(fee) * u128::from(given) / u128::from(charge.amount_captured);
        u64::try_from(share).unwrap_or(fee)
    };
    let due = share_of(charge.refunded) - share_of(charge.refunded - amount);
    // Less may be left after a refund that failed.
    due.min(fee - charge.fee_refunded)
}

/// Sets the first status of a refund and its later one, by the ordered faults or by the test card.
fn decide(work: &mut Work<'_>, refund: &mut Refund, charge: &Charge) {
    let mut fault = |kind| faults::happens(work, kind, Some(Operation::CreateRefund));
    let slow = fault(FaultKind::RefundSlow).map(|it| it.seconds);
    let fails = fault(FaultKind::RefundFails).map(|it| (it.seconds, it.reason));
    let unfunded = fault(FaultKind::RefundUnfunded).map(|it| it.seconds);
    let method = TestMethod::find(&charge.method).map(|method| method.behaviour);
    let slow = slow.or((method == Some(Behaviour::RefundsLater)).then_some(CARD_SECONDS));
    let fails = fails.or((method == Some(Behaviour::RefundsFail)).then_some((CARD_SECONDS, None)));
    let (status, seconds, turn_to, reason) = if let Some(seconds) = unfunded {
        refund.pending_reason = Some("insufficient_funds".to_owned());
        let reason = Some("insufficient_funds".to_owned());
        (RefundStatus::Pending, seconds, RefundStatus::Failed, reason)
    } else if let Some((seconds, reason)) = fails {
        let reason = reason.unwrap_or_else(|| "unknown".to_owned());
        (RefundStatus::Succeeded, seconds, RefundStatus::Failed, Some(reason))
    } else if let Some(seconds) = slow {
        refund.pending_reason = Some("processing".to_owned());
        (RefundStatus::Pending, seconds, RefundStatus::Succeeded, None)
    } else {
        return;
    };
    refund.status = status;
    let at = work.now + SignedDuration::from_secs(seconds.into());
    refund.turn = Some(RefundTurn { at, status: turn_to, reason });
}
