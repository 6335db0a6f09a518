//! The next step of a payment, decided from its state and its orders: capturing, cancelling or
//! changing its intent at the provider.
//!
//! The provider does each step at most once to an intent, whatever the idempotency key. So a key
//! contains the version of the payment that the step was decided on, not the number of the attempt.

use docket_domain::{
    Amount, Command, PaymentReport, Phase, Text,
    payments::{Payment, PaymentShare, PaymentState},
};
use docket_platform::{
    metrics::{Metric, count},
    payments::{
        Capture, Intent, IntentChange, IntentStatus, ProviderError, Purpose, RefusalReason, Step,
    },
};
use docket_store::{PaymentWrite, Saved};
use jiff::Timestamp;

use super::{
    Provider,
    books::{account, cancelled, express, fee, key, why},
    orders_of::{OrderOf, SETTLER, apply_all},
    rechecks::{postpone, save},
};
use crate::{App, AppError};

/// The outcome of a step.
pub(super) enum Acted {
    /// There was nothing to do.
    Done,
    /// The provider did the step and answered with the intent.
    Answer(Box<Intent>),
    /// The payment or the intent changed meanwhile: both must be read again.
    Again,
    /// The provider did not answer; a later recheck retries the step.
    Later,
}

/// The next step of a payment.
enum Next {
    Nothing,
    Cancel,
    Capture(Amount),
    Change(Amount),
    /// Record that the authorization ends within a day.
    RecordExpiring(Box<Payment>),
}

fn next_step(
    payment: &Payment,
    intent: &Intent,
    asked: Option<Amount>,
    orders: &[OrderOf],
    now: Timestamp,
) -> Next {
    let owed = orders
        .iter()
        .fold(Amount::ZERO, |sum, of| sum.plus(of.order.amount_owed()).unwrap_or(Amount::MAX));
    let is_accepted = |of: &OrderOf| {
        let phase = of.order.status.phase;
        !phase.is_stopped() && phase != Phase::Open && phase != Phase::Unverified
    };
    let is_unconfirmed = intent.status == IntentStatus::Unconfirmed;
    let is_unpaid = is_unconfirmed || intent.status == IntentStatus::AwaitsBuyer;
    match payment.state {
        PaymentState::Open | PaymentState::Held if owed == Amount::ZERO => Next::Cancel,
        PaymentState::Open if is_unpaid && payment.is_abandoned(now) => Next::Cancel,
        PaymentState::Open if is_unconfirmed && payment.shares.len() == 1 => {
            // The intent may still have a former amount.
            let is_current = payment.asked() == owed && asked == Some(owed);
            if is_current { Next::Nothing } else { Next::Change(owed) }
        }
        PaymentState::Held if orders.iter().any(is_accepted) => {
            Next::Capture(owed.min(payment.held))
        }
        PaymentState::Held => match payment.ending(now) {
            Some(expiring) => Next::RecordExpiring(Box::new(expiring)),
            None => Next::Nothing,
        },
        PaymentState::Open | PaymentState::Captured | PaymentState::Closed => Next::Nothing,
    }
}

pub(super) async fn act(
    app: &App,
    provider: &Provider,
    payment: &Payment,
    intent: &Intent,
    orders: &[OrderOf],
) -> Result<Acted, AppError> {
    let (account, client) = (account(payment), &provider.client);
    let asked = client.amount_of(intent.amount).ok();
    let answer = match next_step(payment, intent, asked, orders, app.now()) {
        Next::Nothing => return Ok(Acted::Done),
        Next::RecordExpiring(expiring) => {
            return record_expiring(app, payment, &expiring, orders).await;
        }
        Next::Cancel => {
            let key = key(provider, payment, Step::Cancel, payment.version)?;
            client.cancel_intent(&key, &intent.id, account.as_ref()).await
        }
        Next::Capture(amount) => {
            let fee = fee(provider, payment, amount);
            let amount = express(provider, Purpose::Part, payment.currency, amount)?;
            let capture_key = key(provider, payment, Step::Capture, payment.version)?;
            let capture = Capture { amount, fee };
            let answer =
                client.capture_intent(&capture_key, &intent.id, &capture, account.as_ref()).await;
            if let Err(ProviderError::Refused(refusal)) = &answer
                && !matches!(refusal.reason, RefusalReason::OtherState | RefusalReason::KeyReused)
            {
                let reason = why(refusal.code.as_ref());
                // The order owes the amount again, so the authorization is released.
                let key = key(provider, payment, Step::Cancel, payment.version)?;
                return match client.cancel_intent(&key, &intent.id, account.as_ref()).await {
                    Ok(_) => fail_capture(app, payment, orders, reason).await,
                    Err(error) => outcome(app, payment, Err(error)).await,
                };
            }
            answer
        }
        Next::Change(amount) => {
            let Ok(charge) = express(provider, Purpose::Charge, payment.currency, amount) else {
                // The provider cannot charge this amount. The intent is cancelled; creating a new
                // one is refused with the reason.
                let key = key(provider, payment, Step::Cancel, payment.version)?;
                let answer = client.cancel_intent(&key, &intent.id, account.as_ref()).await;
                return outcome(app, payment, answer).await;
            };
            let share = PaymentShare { asked: amount, ..payment.shares[0] };
            let next = payment.asking(vec![share])?;
            // The payment has the new amount before the provider is asked for it.
            if let Saved::Stale = save(app, PaymentWrite::Change(payment, &next)).await? {
                return Ok(Acted::Again);
            }
            let key = key(provider, &next, Step::Change, next.generation)?;
            let change = IntentChange { amount: charge, fee: fee(provider, payment, amount) };
            client.change_intent(&key, &intent.id, &change, account.as_ref()).await
        }
    };
    outcome(app, payment, answer).await
}

async fn outcome(
    app: &App,
    payment: &Payment,
    answer: Result<Intent, ProviderError>,
) -> Result<Acted, AppError> {
    match answer {
        Ok(intent) => Ok(Acted::Answer(Box::new(intent))),
        // Another request changed the intent first. That is no failure.
        Err(ProviderError::Refused(refusal))
            if matches!(refusal.reason, RefusalReason::OtherState | RefusalReason::KeyReused) =>
        {
            Ok(Acted::Again)
        }
        Err(error) => {
            postpone(app, payment, &error).await?;
            Ok(Acted::Later)
        }
    }
}

/// Records with every order that the payment's authorization ends within a day.
async fn record_expiring(
    app: &App,
    payment: &Payment,
    expiring: &Payment,
    orders: &[OrderOf],
) -> Result<Acted, AppError> {
    let report = PaymentReport::Expiring;
    let command = Command::ReportPayment { id: payment.id.clone(), report };
    let changes = apply_all(app, SETTLER, orders, |_| Some(command.clone()))?;
    let name = app.stamp()?.change;
    let write = PaymentWrite::Change(payment, expiring);
    if let Saved::Done = app.store.save_payment(name.as_str(), write, &changes).await? {
        count(Metric::PaymentsExpiring);
    }
    Ok(Acted::Again)
}

/// Records that the authorized money could not be captured. The order keeps its status and owes the
/// amount.
async fn fail_capture(
    app: &App,
    payment: &Payment,
    orders: &[OrderOf],
    reason: Option<Text<1000>>,
) -> Result<Acted, AppError> {
    let report = cancelled(payment);
    let Some((next, _)) = payment.reported(&report, app.now())? else { return Ok(Acted::Again) };
    let report = reason.map_or(PaymentReport::Released, PaymentReport::Failed);
    let command = Command::ReportPayment { id: payment.id.clone(), report };
    let changes = apply_all(app, SETTLER, orders, |_| Some(command.clone()))?;
    let name = app.stamp()?.change;
    let write = PaymentWrite::Change(payment, &next);
    app.store.save_payment(name.as_str(), write, &changes).await?;
    Ok(Acted::Again)
}
