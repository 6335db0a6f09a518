//! Performs an operation of the API on the records, once the caller, the account and the idempotency key are checked.

use docket_platform::equal_in_constant_time;
use serde_json::Value;

use super::{
    error::ApiError,
    form::Form,
    intents,
    lists::{self, Shown},
    objects::{Account, Charge, Dispute, Event, Intent, Movement, Refund},
    operations::Operation,
    paying::{self, Confirmation},
    refunds,
    store::Work,
};

/// Performs an operation and returns its record, or a page of a list.
///
/// # Errors
///
/// The error response. The records of a declined card are stored.
pub fn perform(
    work: &mut Work<'_>,
    account: &Account,
    (operation, id): (Operation, &str),
    mut form: Form,
) -> Result<Value, ApiError> {
    let expand = form.clone().list("expand")?;
    let mut shown = match operation {
        Operation::CreateIntent => intents::create(work, account, form)?.show(work),
        Operation::ReadIntent => {
            let intent = intent(work, account, id, &mut form)?;
            form.finish(&["expand"])?;
            intent.show(work)
        }
        Operation::UpdateIntent => {
            let intent = intent(work, account, id, &mut form)?;
            intents::update(work, intent, form)?.show(work)
        }
        Operation::ConfirmIntent => {
            let intent = intent(work, account, id, &mut form)?;
            confirm(work, intent, form)?.show(work)
        }
        Operation::CaptureIntent => {
            let intent = intent(work, account, id, &mut form)?;
            intents::capture(work, intent, form)?.show(work)
        }
        Operation::CancelIntent => {
            let intent = intent(work, account, id, &mut form)?;
            intents::cancel(work, intent, form)?.show(work)
        }
        Operation::CreateRefund => refunds::create(work, account, form)?.show(work),
        Operation::ReadCharge => read::<Charge>(work, account, id, form)?,
        Operation::ReadRefund => read::<Refund>(work, account, id, form)?,
        Operation::ReadDispute => read::<Dispute>(work, account, id, form)?,
        Operation::ReadEvent => read::<Event>(work, account, id, form)?,
        Operation::ReadMovement => read::<Movement>(work, account, id, form)?,
        Operation::ListIntents => lists::page::<Intent>(work, account, form, |_| true)?,
        Operation::ListMovements => lists::page::<Movement>(work, account, form, |_| true)?,
        Operation::ListCharges => {
            let intent = form.text("payment_intent")?;
            lists::page::<Charge>(work, account, form, |it| {
                intent.as_ref().is_none_or(|id| it.intent == *id)
            })?
        }
        Operation::ListRefunds => {
            let (intent, charge) = (form.text("payment_intent")?, form.text("charge")?);
            lists::page::<Refund>(work, account, form, |it| {
                intent.as_ref().is_none_or(|id| it.intent == *id)
                    && charge.as_ref().is_none_or(|id| it.charge == *id)
            })?
        }
        Operation::ListDisputes => {
            let (intent, charge) = (form.text("payment_intent")?, form.text("charge")?);
            lists::page::<Dispute>(work, account, form, |it| {
                intent.as_ref().is_none_or(|id| it.intent == *id)
                    && charge.as_ref().is_none_or(|id| it.charge == *id)
            })?
        }
        Operation::ListEvents => {
            let (kind, kinds) = (form.text("type")?, form.list("types")?);
            lists::page::<Event>(work, account, form, |it| {
                kind.as_ref().is_none_or(|kind| it.kind == *kind)
                    && (kinds.is_empty() || kinds.contains(&it.kind))
            })?
        }
    };
    lists::expand(work, &mut shown, &expand)?;
    Ok(shown)
}

fn read<T: Shown>(
    work: &Work<'_>,
    account: &Account,
    id: &str,
    form: Form,
) -> Result<Value, ApiError> {
    form.finish(&["expand"])?;
    Ok(lists::find::<T>(work, account, id)?.show(work))
}

/// Finds an intent. If the request has a client secret, it must match.
fn intent(
    work: &Work<'_>,
    account: &Account,
    id: &str,
    form: &mut Form,
) -> Result<Intent, ApiError> {
    let secret = form.text("client_secret")?;
    let intent: Intent = lists::find(work, account, id)?;
    if secret.is_none_or(|secret| has_secret(&intent, &secret)) {
        return Ok(intent);
    }
    let message = "The client_secret provided does not match the client_secret associated with \
                   this PaymentIntent.";
    Err(ApiError::parameter("client_secret", message).code("payment_intent_invalid_parameter"))
}

/// Whether a text is the client secret of an intent.
pub fn has_secret(intent: &Intent, secret: &str) -> bool {
    equal_in_constant_time(secret.as_bytes(), intent.client_secret.as_bytes())
}

fn confirm(work: &mut Work<'_>, mut intent: Intent, mut form: Form) -> Result<Intent, ApiError> {
    let method = paying::method(&mut form)?;
    let confirmation = Confirmation::read(&mut form)?;
    form.finish(&[
        "capture_method",
        "expand",
        "mandate_data",
        "off_session",
        "payment_method_options",
        "payment_method_types",
        "receipt_email",
        "setup_future_usage",
        "shipping",
        "use_stripe_sdk",
    ])?;
    if let Some(method) = method {
        intent.method = Some(method.id.to_owned());
    }
    paying::confirm(work, intent, confirmation)
}
