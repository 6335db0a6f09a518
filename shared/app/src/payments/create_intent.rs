//! Creating payment intents, so that a buyer can pay for one order or for all orders of a checkout.

use docket_domain::{
    Actor, Amount, Command, Currency, FeePoints, GroupId, Order, OrderId, PaymentId, PaymentReport,
    Phase, Refusal, Seller, Suffix,
    payments::{NewPayment, Payment, PaymentShare, PaymentState},
};
use docket_platform::{
    payments::{
        CaptureMethod, ClientSecret, Intent, IntentStatus, NewIntent, ProviderError, Purpose, Step,
    },
    random,
};
use docket_store::{PaymentWrite, Saved};

use super::{
    Provider, TRIES,
    books::{account, express, fee, intent_id, key, line, owner},
    settle::{Settled, settle_payment},
};
use crate::{
    App, AppError,
    orders::access::{decide, sees},
};

/// The data with which a buyer's page pays.
#[derive(Debug)]
pub struct PaymentToConfirm {
    /// The payment.
    pub payment: PaymentId,
    /// The amount to pay.
    pub amount: Amount,
    /// The currency of the amount.
    pub currency: Currency,
    /// The secret that the page sends to the provider. It is not stored.
    pub client_secret: ClientSecret,
    /// The key with which the page calls the provider.
    pub publishable_key: String,
    /// The seller's own account at the provider, if the money goes there.
    pub account: Option<String>,
}

/// Opens a payment for the amount that an order still owes, or returns the payment that is open
/// already.
///
/// # Errors
///
/// [`AppError::PaymentsOff`] when there is no provider; [`AppError::Refused`] when the order cannot
/// be paid now, or a payment is confirmed already; [`AppError::NothingDue`];
/// [`AppError::PaymentNotPossible`] when the provider cannot charge the amount;
/// [`AppError::Provider`] when it does not answer.
pub async fn create_intent(
    app: &App,
    found: Order,
    who: &[Actor],
) -> Result<PaymentToConfirm, AppError> {
    // Boxed, because the future contains whole orders.
    Box::pin(create(app, &[found.id], Some(vec![found]), who)).await
}

/// Opens one payment for the amount that all confirmed orders of a checkout still owe, or returns
/// the payment that is open already.
///
/// # Errors
///
/// As [`create_intent`]; [`AppError::NotFound`] when the checkout does not exist or the caller may
/// not see it, [`AppError::Forbidden`] when somebody else placed it.
pub async fn create_checkout_intent(
    app: &App,
    group: GroupId,
    who: &[Actor],
) -> Result<PaymentToConfirm, AppError> {
    let first = app.store.order(group.suffix()).await?.map(|it| it.order);
    let first = first.filter(|it| it.links.group_id() == Some(group.to_string()));
    let first = first.filter(|it| sees(it, who)).ok_or(AppError::NotFound)?;
    if !who.iter().any(|actor| first.is_of(actor)) {
        return Err(AppError::Forbidden);
    }
    Box::pin(create(app, &first.links.group, None, who)).await
}

async fn create(
    app: &App,
    ids: &[OrderId],
    mut found: Option<Vec<Order>>,
    who: &[Actor],
) -> Result<PaymentToConfirm, AppError> {
    let provider = app.provider()?;
    for _ in 0..TRIES {
        let orders = match found.take() {
            Some(found) => found,
            None => app.store.find_orders(ids).await?.into_iter().map(|it| it.order).collect(),
        };
        let orders = payable(orders, who)?;
        match open_payment(app, provider, &orders).await? {
            Open::Ready(ready) => return Ok(*ready),
            Open::None => {}
            Open::Again => continue,
        }
        let due: Vec<&Order> = orders.iter().filter(|it| it.amount_due() > Amount::ZERO).collect();
        if due.is_empty() {
            return Err(AppError::NothingDue);
        }
        if let Some(payment) = open(app, provider, &due, who).await? {
            return confirmable(app, provider, payment).await;
        }
    }
    Err(AppError::Conflict)
}

/// The orders that can be paid now. If there are none, the refusal of the first order.
fn payable(orders: Vec<Order>, who: &[Actor]) -> Result<Vec<Order>, AppError> {
    let (mut payable, mut first_refusal) = (Vec::new(), None);
    for order in orders {
        if !who.iter().any(|actor| order.is_of(actor)) {
            continue;
        }
        match refusal(&order) {
            None => payable.push(order),
            Some(refusal) => first_refusal = first_refusal.or(Some(refusal)),
        }
    }
    if payable.is_empty() {
        return Err(first_refusal.map_or(AppError::NotFound, AppError::from));
    }
    Ok(payable)
}

/// Why an order cannot be paid now; `None` when it can.
fn refusal(order: &Order) -> Option<Refusal> {
    if let Some(into) = order.links.merged_into {
        return Some(Refusal::Merged(into));
    }
    if order.status.phase == Phase::Unverified {
        let reason = "the order is not confirmed yet; confirm it first".to_owned();
        return Some(Refusal::NotChangeable { code: "not_verified", reason });
    }
    let stopped = order.status.phase.is_stopped();
    stopped.then_some(Refusal::TakesNoPayment(order.status.name))
}

/// The state of an open payment.
enum Open {
    /// There is none.
    None,
    /// There is one that can be paid.
    Ready(Box<PaymentToConfirm>),
    /// It changed meanwhile, so it must be read again.
    Again,
}

/// Settles the open payments of orders. An unconfirmed payment for exactly these orders is returned
/// again; a payment for other orders is cancelled.
async fn open_payment(app: &App, provider: &Provider, orders: &[Order]) -> Result<Open, AppError> {
    let Some(id) = orders.iter().find_map(|it| Some(it.open_payment()?.id.clone())) else {
        return Ok(Open::None);
    };
    let Some(Settled { payment, intent }) = settle_payment(app, &id, None).await? else {
        return Ok(Open::Again);
    };
    match payment.state {
        PaymentState::Open => {}
        PaymentState::Held => return Err(Refusal::PaymentUnderWay.into()),
        PaymentState::Captured | PaymentState::Closed => return Ok(Open::Again),
    }
    let of_these = |share: &PaymentShare| {
        let order = orders.iter().find(|it| it.id == share.order);
        order.is_some_and(|it| it.amount_due() == share.asked)
    };
    let due = orders.iter().filter(|it| it.amount_due() > Amount::ZERO).count();
    let is_same = payment.shares.len() == due && payment.shares.iter().all(of_these);
    let Some(intent) = intent else {
        if payment.intent.is_some() {
            return Err(AppError::Provider(ProviderError::Unknown("it does not answer")));
        }
        // The provider's answer was lost. The payment's idempotency key returns the intent again.
        return if is_same {
            Ok(Open::Ready(Box::new(confirmable(app, provider, payment).await?)))
        } else {
            abandon(app, provider, payment).await
        };
    };
    if !can_be_paid(&intent) {
        return Err(Refusal::PaymentUnderWay.into());
    }
    if is_same {
        return Ok(Open::Ready(Box::new(ready(provider, &payment, intent)?)));
    }
    let may_change = intent.status == IntentStatus::Unconfirmed;
    if may_change && payment.shares.len() == 1 && orders.len() == 1 {
        // The settlement has changed the payment's amount, or is going to.
        return Ok(Open::Again);
    }
    cancel(provider, &payment).await?;
    settle_payment(app, &id, None).await?;
    Ok(Open::Again)
}

/// Whether the buyer can still pay an intent. A buyer who has not answered the bank's
/// authentication is asked again.
fn can_be_paid(intent: &Intent) -> bool {
    matches!(intent.status, IntentStatus::Unconfirmed | IntentStatus::AwaitsBuyer)
}

/// Cancels a payment that is no longer wanted. Its intent is created first, if the id is unknown.
async fn abandon(app: &App, provider: &Provider, payment: Payment) -> Result<Open, AppError> {
    let (payment, _) = made(app, provider, payment).await?;
    cancel(provider, &payment).await?;
    settle_payment(app, &payment.id, None).await?;
    Ok(Open::Again)
}

async fn cancel(provider: &Provider, payment: &Payment) -> Result<(), AppError> {
    let Some(intent) = intent_id(payment) else { return Ok(()) };
    let key = key(provider, payment, Step::Cancel, payment.version)?;
    let account = account(payment);
    match provider.client.cancel_intent(&key, &intent, account.as_ref()).await {
        // After a refusal, the intent was paid or cancelled before. The settlement finds out.
        Ok(_) | Err(ProviderError::Refused(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Opens a payment for the due amounts, and records it with the orders in one transaction. `None`
/// when an order changed meanwhile.
async fn open(
    app: &App,
    provider: &Provider,
    due: &[&Order],
    who: &[Actor],
) -> Result<Option<Payment>, AppError> {
    let currency = due[0].currency;
    if due.iter().any(|it| it.currency != currency) {
        return Err(AppError::PaidSeparately);
    }
    let mut sellers: Vec<Seller> = Vec::new();
    for order in due {
        if !sellers.iter().any(|it| it.id == order.seller) {
            sellers.push(app.store.seller(&order.seller).await?.ok_or(AppError::NotFound)?);
        }
    }
    let accounts: Vec<_> = sellers.iter().map(|it| it.payments.account.clone()).collect();
    if due.len() > 1 && accounts.iter().any(Option::is_some) {
        return Err(AppError::PaidSeparately);
    }
    let stamp = app.stamp()?;
    let share = |it: &&Order| PaymentShare { order: it.id, asked: it.amount_due() };
    // An authorization can be captured only once, so a payment for several orders is charged
    // immediately.
    let is_held_first = due.len() == 1 && sellers.iter().all(Seller::holds_payments);
    let id = Suffix::from_bytes(random::<8>()?);
    let id = format!("PAY-{}", id.as_str()).parse().map_err(|_| AppError::Conflict)?;
    let payment = Payment::open(NewPayment {
        id,
        account: accounts.into_iter().flatten().next(),
        currency,
        is_held_first,
        shares: due.iter().map(share).collect(),
        pay_by: due.iter().filter_map(|it| it.pay_by()).min(),
        fee: sellers.first().map_or(FeePoints::NONE, |it| it.payments.fee_kept()),
        at: stamp.now,
    })?;
    // No payment is opened that the provider cannot charge.
    express(provider, Purpose::Charge, currency, payment.asked())?;
    let command = Command::ReportPayment { id: payment.id.clone(), report: PaymentReport::Opened };
    let mut changes = Vec::new();
    for order in due {
        let change = decide(order, who, |actor| order.apply(&command, actor, &stamp))?;
        changes.push(((*order).clone(), change));
    }
    let saved = app
        .store
        .save_payment(stamp.change.as_str(), PaymentWrite::Open(&payment), &changes)
        .await?;
    Ok(match saved {
        Saved::Done => Some(payment),
        Saved::Stale => None,
    })
}

/// Creates the intent of a payment, and returns the data to pay it.
async fn confirmable(
    app: &App,
    provider: &Provider,
    payment: Payment,
) -> Result<PaymentToConfirm, AppError> {
    let (payment, intent) = made(app, provider, payment).await?;
    if !can_be_paid(&intent) {
        return Err(Refusal::PaymentUnderWay.into());
    }
    ready(provider, &payment, intent)
}

/// Creates the intent of a payment with the payment's idempotency key, and stores its id.
async fn made(
    app: &App,
    provider: &Provider,
    payment: Payment,
) -> Result<(Payment, Intent), AppError> {
    let amount = express(provider, Purpose::Charge, payment.currency, payment.asked())?;
    let intent = NewIntent {
        owner: owner(provider, &payment.id)?,
        amount,
        capture: if payment.is_held_first {
            CaptureMethod::Manual
        } else {
            CaptureMethod::Automatic
        },
        fee: fee(provider, &payment, payment.asked()),
    };
    let (key, account) = (key(provider, &payment, Step::Create, 1)?, account(&payment));
    let intent = provider.client.create_intent(&key, &intent, account.as_ref()).await?;
    let mut payment = payment;
    for _ in 0..TRIES {
        let named = payment.clone().named(line(intent.id.as_str()));
        if named == payment {
            break;
        }
        let name = app.stamp()?.change;
        let write = PaymentWrite::Change(&payment, &named);
        if let Saved::Done = app.store.save_payment(name.as_str(), write, &[]).await? {
            return Ok((named, intent));
        }
        // The provider's event arrived before this answer, and the intent's id was stored then.
        payment = app.store.payment(&payment.id).await?.ok_or(AppError::Conflict)?;
    }
    Ok((payment, intent))
}

fn ready(
    provider: &Provider,
    payment: &Payment,
    intent: Intent,
) -> Result<PaymentToConfirm, AppError> {
    let missing = ProviderError::Unknown("its answer has no secret");
    Ok(PaymentToConfirm {
        payment: payment.id.clone(),
        amount: payment.asked(),
        currency: payment.currency,
        client_secret: intent.client_secret.ok_or(missing)?,
        publishable_key: provider.publishable_key.clone(),
        account: payment.account.as_ref().map(ToString::to_string),
    })
}
