//! Disputes: a payer's bank withdraws the money of a charge, and returns it when the dispute is
//! won.

use jiff::Timestamp;

use super::{
    balance::{movement, signed},
    events,
    objects::{Charge, Dispute, DisputeStatus, MovementKind},
    store::Work,
};

/// Opens a dispute of a captured charge.
pub fn open(
    work: &mut Work<'_>,
    charge: &mut Charge,
    amount: u64,
    reason: &str,
    decided: Option<(Timestamp, DisputeStatus)>,
) -> Dispute {
    let id = work.new_id("dp_");
    let taken = movement(work, charge, MovementKind::Dispute, -signed(amount), &id);
    charge.disputed = true;
    let dispute = Dispute {
        id,
        account: charge.account.clone(),
        charge: charge.id.clone(),
        intent: charge.intent.clone(),
        created: work.now,
        amount,
        currency: charge.currency.clone(),
        reason: reason.to_owned(),
        status: DisputeStatus::NeedsResponse,
        movements: vec![taken],
        decided,
    };
    work.put(charge.clone());
    work.put(dispute.clone());
    events::of_dispute(work, "charge.dispute.created", &dispute);
    events::of_dispute(work, "charge.dispute.funds_withdrawn", &dispute);
    dispute
}

/// Decides an open dispute. A won dispute returns the money.
pub fn decide(work: &mut Work<'_>, mut dispute: Dispute, outcome: DisputeStatus) -> Dispute {
    let is_won = outcome == DisputeStatus::Won;
    if is_won && let Some(charge) = work.find::<Charge>(&dispute.charge) {
        let amount = signed(dispute.amount);
        let back = movement(work, &charge, MovementKind::DisputeReversal, amount, &dispute.id);
        dispute.movements.push(back);
    }
    dispute.status = outcome;
    dispute.decided = None;
    work.put(dispute.clone());
    events::of_dispute(work, "charge.dispute.closed", &dispute);
    if is_won {
        events::of_dispute(work, "charge.dispute.funds_reinstated", &dispute);
    }
    dispute
}

/// The disputes of a charge that were not won. Their amounts cannot be refunded.
pub fn against(work: &Work<'_>, charge: &Charge) -> Vec<Dispute> {
    work.those(|it: &Dispute| it.charge == charge.id && it.status != DisputeStatus::Won)
}
