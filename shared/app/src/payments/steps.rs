//! What follows from where a payment and its orders are: it is captured, cancelled or
//! changed at the provider.
//!
//! The provider does each of these at most once to an intent, whatever the key. So a key
//! names the version of the payment that the step was decided on, and not an attempt.

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

/// What came of doing what follows.
pub(super) enum Acted {
    /// There was nothing to do.
    Done,
    /// The provider did it, and answered this.
    Answer(Box<Intent>),
    /// Something changed meanwhile: read again.
    Again,
    /// The provider did not answer, and is asked again later.
    Later,
}

/// What is to be done about a payment.
enum Next {
    Nothing,
    Cancel,
    Capture(Amount),
    Change(Amount),
    /// Record that the money is held for less than a day more.
    TellEnd(Box<Payment>),
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
            // The intent may still ask for a former amount.
            let is_told = payment.asked() == owed && asked == Some(owed);
            if is_told { Next::Nothing } else { Next::Change(owed) }
        }
        PaymentState::Held if orders.iter().any(is_accepted) => {
            Next::Capture(owed.min(payment.held))
        }
        PaymentState::Held => match payment.ending(now) {
            Some(told) => Next::TellEnd(Box::new(told)),
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
        Next::TellEnd(told) => return tell_end(app, payment, &told, orders).await,
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
                // Nothing stays held for an order that owes it again.
                let key = key(provider, payment, Step::Cancel, payment.version)?;
                return match client.cancel_intent(&key, &intent.id, account.as_ref()).await {
                    Ok(_) => fail_capture(app, payment, orders, reason).await,
                    Err(error) => outcome(app, payment, Err(error)).await,
                };
            }
            answer
        }
        Next::Change(amount) => {
            let Ok(told) = express(provider, Purpose::Charge, payment.currency, amount) else {
                // What is owed now cannot be paid with it: it is closed, and a new one says why.
                let key = key(provider, payment, Step::Cancel, payment.version)?;
                let answer = client.cancel_intent(&key, &intent.id, account.as_ref()).await;
                return outcome(app, payment, answer).await;
            };
            let share = PaymentShare { asked: amount, ..payment.shares[0] };
            let next = payment.asking(vec![share])?;
            // Known here before it is asked for.
            if let Saved::Stale = save(app, PaymentWrite::Change(payment, &next)).await? {
                return Ok(Acted::Again);
            }
            let key = key(provider, &next, Step::Change, next.generation)?;
            let change = IntentChange { amount: told, fee: fee(provider, payment, amount) };
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
        // News, and no failure: somebody was faster.
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

/// Records with every order that what is held ends within a day.
async fn tell_end(
    app: &App,
    payment: &Payment,
    told: &Payment,
    orders: &[OrderOf],
) -> Result<Acted, AppError> {
    let report = PaymentReport::Expiring;
    let command = Command::ReportPayment { id: payment.id.clone(), report };
    let changes = apply_all(app, SETTLER, orders, |_| Some(command.clone()))?;
    let name = app.stamp()?.change;
    let write = PaymentWrite::Change(payment, told);
    if let Saved::Done = app.store.save_payment(name.as_str(), write, &changes).await? {
        count(Metric::PaymentsExpiring);
    }
    Ok(Acted::Again)
}

/// What is held could not be taken: the order stays as it is, and owes it.
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
