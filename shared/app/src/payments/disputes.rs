//! Disputes: payments that a buyer's bank claims back.

use docket_domain::{
    Amount, Command, DisputeReport, OrderId, PaymentId, apportion,
    payments::{Dispute as KnownDispute, DisputeState, Payment},
};
use docket_platform::{
    metrics::{Metric, count},
    payments::{Dispute, DisputeStatus},
};
use docket_store::{PaymentWrite, Saved};

use super::{
    Provider, TRIES,
    books::{account, line, why},
    orders_of::{OrderOf, SETTLER, apply_all, holders, with_begun},
};
use crate::{App, AppError};

/// Records the state of a dispute with every order of the payment.
pub(super) async fn settle_dispute(
    app: &App,
    provider: &Provider,
    payment: &Payment,
    id: &str,
) -> Result<(), AppError> {
    let Ok(id) = id.parse() else { return Ok(()) };
    let dispute = provider.client.read_dispute(&id, account(payment).as_ref()).await?;
    let Some(state) = state_of(&dispute) else { return Ok(()) };
    let Ok(amount) = provider.client.amount_of(dispute.amount) else {
        count(Metric::PaymentsUnmatched);
        return Ok(());
    };
    for _ in 0..TRIES {
        let Some(payment) = app.store.payment(&payment.id).await? else { return Ok(()) };
        let known = payment.disputes.iter().find(|it| it.id.as_str() == dispute.id.as_str());
        let is_first = known.is_none();
        let answer_by = dispute.evidence_due.filter(|_| state == DisputeState::Open);
        let entry = KnownDispute { id: line(dispute.id.as_str()), state, amount, answer_by };
        let Some(next) = payment.disputed(entry) else { return Ok(()) };
        // An inquiry that ended without a dispute is not recorded with the orders.
        let is_recorded = !(is_first && state == DisputeState::Won);
        let mut orders = if is_recorded { holders(app, &payment).await? } else { Vec::new() };
        for of in &mut orders {
            // A refund that has begun is not withdrawn, even if the bank takes the money back.
            of.order = with_begun(app, of.order.clone()).await?;
        }
        let parts = paid_parts(&orders, &payment.id, amount);
        let changes = apply_all(app, SETTLER, &orders, |of| {
            let part = parts.iter().find(|(order, _)| *order == of.order.id);
            let part = part.map_or(Amount::ZERO, |(_, part)| *part);
            let report = match state {
                DisputeState::Open => DisputeReport::Opened {
                    amount: part,
                    reason: why(dispute.reason.as_ref()),
                    answer_by,
                },
                DisputeState::Lost => DisputeReport::Lost(part),
                DisputeState::Won => DisputeReport::Won,
            };
            Some(Command::ReportDispute { payment: payment.id.clone(), report })
        })?;
        let name = app.stamp()?.change;
        let write = PaymentWrite::Change(&payment, &next);
        if let Saved::Done = app.store.save_payment(name.as_str(), write, &changes).await? {
            return Ok(());
        }
    }
    Err(AppError::Conflict)
}

/// Divides a disputed amount between orders, in proportion to what was paid for each.
fn paid_parts(orders: &[OrderOf], id: &PaymentId, amount: Amount) -> Vec<(OrderId, Amount)> {
    let paid = |it: &OrderOf| it.order.payment_of(id).map_or(Amount::ZERO, |it| it.paid);
    let weights: Vec<u64> = orders.iter().map(|it| paid(it).minor()).collect();
    let parts = apportion(amount, &weights);
    orders.iter().map(|it| it.order.id).zip(parts).collect()
}

/// The deployment's state for a dispute; `None` for states that are not recorded.
const fn state_of(dispute: &Dispute) -> Option<DisputeState> {
    match dispute.status {
        DisputeStatus::Open | DisputeStatus::Inquiry => Some(DisputeState::Open),
        DisputeStatus::Won | DisputeStatus::InquiryClosed | DisputeStatus::Prevented => {
            Some(DisputeState::Won)
        }
        DisputeStatus::Lost | DisputeStatus::Appealed => Some(DisputeState::Lost),
        DisputeStatus::Unfamiliar => None,
    }
}
