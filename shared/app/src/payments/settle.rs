//! Settling a payment: synchronizing it with the provider's intent.
//!
//! Settling a payment may run any number of times, also concurrently. Each write is conditional on
//! the versions of the payment and its orders that were read, so that an answer of the provider is
//! recorded once. The provider captures, cancels or changes an intent at most once, whatever the
//! idempotency key.

use std::time::Duration;

use docket_domain::{
    Amount, Command, PaymentId, PaymentReport,
    payments::{Payment, PaymentChange, PaymentState},
};
use docket_platform::{
    metrics::{Metric, count},
    payments::{Intent, IntentId},
};
use docket_store::{PaymentWrite, Saved};

use super::{
    Provider,
    books::{account, cancelled, intent_id, line, reported},
    orders_of::{OrderOf, SETTLER, apply_all, orders_of, part_of},
    rechecks::{postpone, reschedule, save},
    steps::{Acted, act},
};
use crate::{App, AppError, orders::release};

/// How many rounds one run makes. Each conflict and each answer of the provider leads to another
/// round.
const ROUNDS: usize = 12;

/// The current state of a payment, in the table and at the provider.
#[derive(Debug)]
pub struct Settled {
    /// The payment.
    pub payment: Payment,
    /// The provider's answer, if the provider was called.
    pub intent: Option<Intent>,
}

/// Reads the intent of a payment at the provider, records changes, and makes the next step. `hint`
/// is an intent that names this payment, in case the answer with the intent's id was lost. `None`
/// when the payment does not exist.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer. When the provider does not answer, the
/// payment is settled again later, and there is no error.
pub async fn settle_payment(
    app: &App,
    id: &PaymentId,
    hint: Option<&IntentId>,
) -> Result<Option<Settled>, AppError> {
    let provider = app.provider()?;
    let mut fresh: Option<Intent> = None;
    for round in 0..ROUNDS {
        let Some(payment) = app.store.payment(id).await? else { return Ok(None) };
        let Some(intent) = intent_id(&payment) else {
            match adopt(app, provider, &payment, hint).await? {
                Adopted::Now => continue,
                Adopted::Nothing => return Ok(Some(Settled { payment, intent: None })),
            }
        };
        let answer = if let Some(intent) = fresh.take() {
            Ok(intent)
        } else {
            provider.client.read_intent(&intent, account(&payment).as_ref()).await
        };
        let intent = match answer {
            Ok(intent) => intent,
            Err(error) => {
                postpone(app, &payment, &error).await?;
                return Ok(Some(Settled { payment, intent: None }));
            }
        };
        let orders = orders_of(app, &payment).await?;
        match record(app, provider, &payment, &intent, &orders).await? {
            Recorded::Nothing => {}
            Recorded::Stale => {
                wait(round).await;
                continue;
            }
            Recorded::News => {
                fresh = Some(intent);
                continue;
            }
            Recorded::Unreadable => {
                return Ok(Some(Settled { payment, intent: Some(intent) }));
            }
        }
        match act(app, provider, &payment, &intent, &orders).await? {
            Acted::Done => {
                let payment = reschedule(app, payment).await?;
                return Ok(Some(Settled { payment, intent: Some(intent) }));
            }
            Acted::Answer(intent) => fresh = Some(*intent),
            Acted::Again => wait(round).await,
            Acted::Later => return Ok(Some(Settled { payment, intent: Some(intent) })),
        }
    }
    Err(AppError::Conflict)
}

/// Waits before the next round, so that a concurrent run can finish.
async fn wait(round: usize) {
    let millis = 5 * (1_u64 << round.min(5));
    tokio::time::sleep(Duration::from_millis(millis)).await;
}

/// The outcome for a payment whose intent is not known.
enum Adopted {
    /// It has an intent now.
    Now,
    /// It has no intent, or is closed without one.
    Nothing,
}

/// Stores the intent that names a payment in the payment. A payment that has none after a day is
/// closed, because nobody ever got the secret to pay it.
async fn adopt(
    app: &App,
    provider: &Provider,
    payment: &Payment,
    hint: Option<&IntentId>,
) -> Result<Adopted, AppError> {
    let now = app.now();
    if let Some(intent) = hint {
        let account = account(payment);
        let found = provider.client.read_intent(intent, account.as_ref()).await;
        let owns = |it: &Intent| {
            it.owner.as_ref().is_some_and(|owner| {
                owner.deployment == provider.deployment
                    && owner.payment.as_str() == payment.id.as_str()
            })
        };
        if found.as_ref().is_ok_and(owns) {
            let named = payment.clone().named(line(intent.as_str()));
            save(app, PaymentWrite::Change(payment, &named)).await?;
            return Ok(Adopted::Now);
        }
    }
    if payment.is_abandoned(now) && payment.state == PaymentState::Open {
        let report = cancelled(payment);
        if let Some((next, change)) = payment.reported(&report, now)? {
            let orders = orders_of(app, payment).await?;
            let changes = apply_all(app, SETTLER, &orders, |of| command(&next, change, of))?;
            let name = app.stamp()?.change;
            let write = PaymentWrite::Change(payment, &next);
            app.store.save_payment(name.as_str(), write, &changes).await?;
        }
    } else {
        reschedule(app, payment.clone()).await?;
    }
    Ok(Adopted::Nothing)
}

/// The outcome of recording an answer.
enum Recorded {
    /// Nothing has changed.
    Nothing,
    /// The change was recorded.
    News,
    /// The payment or an order changed meanwhile.
    Stale,
    /// A person has to look into it.
    Unreadable,
}

async fn record(
    app: &App,
    provider: &Provider,
    payment: &Payment,
    intent: &Intent,
    orders: &[OrderOf],
) -> Result<Recorded, AppError> {
    let now = app.now();
    let news = reported(provider, intent)
        .and_then(|report| payment.reported(&report, now).map_err(AppError::from));
    let (next, change) = match news {
        Ok(Some(news)) => news,
        Ok(None) => return Ok(Recorded::Nothing),
        Err(error) => {
            count(Metric::PaymentsUnmatched);
            tracing::error!(payment = payment.id.as_str(), %error, "a payment cannot be recorded");
            return Ok(Recorded::Unreadable);
        }
    };
    let changes = apply_all(app, SETTLER, orders, |of| command(&next, change, of))?;
    let name = app.stamp()?.change;
    let write = PaymentWrite::Change(payment, &next);
    if let Saved::Stale = app.store.save_payment(name.as_str(), write, &changes).await? {
        return Ok(Recorded::Stale);
    }
    for (before, change) in &changes {
        release(app, before, &change.order).await;
    }
    Ok(Recorded::News)
}

/// The command that records a change of a payment with one of its orders.
fn command(payment: &Payment, change: PaymentChange, of: &OrderOf) -> Option<Command> {
    let part = |amount: Amount| part_of(of, &payment.divided(amount));
    let is_known = of.order.payment_of(&payment.id).is_some();
    let report = match change {
        PaymentChange::Held(held) => PaymentReport::Held(part(held), payment.hold_ends_at),
        PaymentChange::Received(more) => {
            let more = part(more);
            if more == Amount::ZERO && !is_known {
                return None;
            }
            PaymentReport::Received(more)
        }
        PaymentChange::Released if is_known => PaymentReport::Released,
        PaymentChange::Closed if is_known => PaymentReport::Closed,
        PaymentChange::Released | PaymentChange::Closed => return None,
    };
    Some(Command::ReportPayment { id: payment.id.clone(), report })
}
