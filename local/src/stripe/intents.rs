//! Payment intents: creating, changing, capturing and canceling them. `paying` has their payment.

use std::collections::BTreeMap;

use super::{
    charges,
    error::{ApiError, ErrorType},
    events,
    fault::FaultKind,
    faults,
    form::Form,
    methods::TestMethod,
    money,
    objects::{Account, CaptureMethod, Intent, IntentStatus, Metadata},
    operations::Operation,
    paying::{self, Confirmation},
    render,
    store::Work,
};

/// Parameters of the provider's API that are accepted and have no effect here.
const WITHOUT_EFFECT: [&str; 14] = [
    "allowed_payment_method_types",
    "amount_details",
    "automatic_payment_methods",
    "confirmation_method",
    "expand",
    "mandate_data",
    "off_session",
    "payment_method_configuration",
    "payment_method_options",
    "payment_method_types",
    "shipping",
    "statement_descriptor",
    "transfer_data",
    "use_stripe_sdk",
];
/// Reasons that a caller may give for canceling.
const REASONS: [&str; 4] = ["abandoned", "duplicate", "fraudulent", "requested_by_customer"];
/// The statuses in which an intent can be changed.
const CHANGEABLE: [IntentStatus; 3] = [
    IntentStatus::RequiresPaymentMethod,
    IntentStatus::RequiresConfirmation,
    IntentStatus::RequiresAction,
];

/// Creates an intent, and confirms it if `confirm` is true.
///
/// # Errors
///
/// A parameter is wrong, or an error of the confirmation.
pub fn create(work: &mut Work<'_>, account: &Account, mut form: Form) -> Result<Intent, ApiError> {
    let amount = form.number("amount")?.ok_or_else(|| ApiError::absent("amount"))?;
    let currency = money::currency(&form.required("currency")?)?;
    money::check(amount, &currency)?;
    let capture = match form.word("capture_method", &["automatic", "automatic_async", "manual"])? {
        Some(word) if word == "manual" => CaptureMethod::Manual,
        Some(word) if word == "automatic" => CaptureMethod::Automatic,
        Some(_) | None => CaptureMethod::AutomaticAsync,
    };
    let confirms = form.flag("confirm")?;
    let application_fee = fee(&mut form, account, amount)?;
    let method = paying::method(&mut form)?;
    let (mut metadata, mut texts) = (Metadata::new(), BTreeMap::new());
    form.metadata(&mut metadata)?;
    keep_texts(&mut form, &mut texts)?;
    let confirmation = Confirmation::read(&mut form)?;
    form.finish(&WITHOUT_EFFECT)?;

    let id = work.new_id("pi_");
    let client_secret = work.new_id(&format!("{id}_secret_"));
    let intent = Intent {
        id,
        account: account.clone(),
        created: work.now,
        amount,
        currency,
        status: IntentStatus::RequiresPaymentMethod,
        capture,
        client_secret,
        metadata,
        texts,
        application_fee,
        method: None,
        latest_charge: None,
        received: 0,
        capturable: 0,
        canceled_at: None,
        cancellation_reason: None,
        last_error: None,
        return_url: None,
        settles_at: None,
    };
    let intent = with_method(intent, method);
    work.put(intent.clone());
    events::of_intent(work, "payment_intent.created", &intent);
    if confirms { paying::confirm(work, intent, confirmation) } else { Ok(intent) }
}

/// Changes an intent. Amount, currency and payment method can only be changed before it is
/// confirmed.
///
/// # Errors
///
/// A parameter is wrong, or the intent's status does not allow changes.
pub fn update(work: &mut Work<'_>, mut intent: Intent, mut form: Form) -> Result<Intent, ApiError> {
    let amount = form.number("amount")?;
    let currency = form.text("currency")?.as_deref().map(money::currency).transpose()?;
    let method = paying::method(&mut form)?;
    let application_fee = fee(&mut form, &intent.account, amount.unwrap_or(intent.amount))?;
    form.metadata(&mut intent.metadata)?;
    keep_texts(&mut form, &mut intent.texts)?;
    form.finish(&WITHOUT_EFFECT)?;

    let changes_payment = amount.is_some() || currency.is_some() || method.is_some();
    if changes_payment && !CHANGEABLE.contains(&intent.status) {
        let what = if amount.is_some() { "amount" } else { "payment details" };
        return Err(paying::unexpected(
            &intent,
            &format!("This PaymentIntent's {what} could not be updated"),
            &CHANGEABLE,
        ));
    }
    if amount.is_some() || currency.is_some() {
        intent.amount = amount.unwrap_or(intent.amount);
        intent.currency = currency.unwrap_or(intent.currency);
        money::check(intent.amount, &intent.currency)?;
    }
    intent.application_fee = application_fee.or(intent.application_fee);
    if intent.status == IntentStatus::RequiresAction && changes_payment {
        // The payer was asked to confirm another amount, so the intent must be confirmed again.
        intent.status = IntentStatus::RequiresConfirmation;
    }
    let intent = with_method(intent, method);
    work.put(intent.clone());
    Ok(intent)
}

/// Captures the held amount or a part of it; the rest is released.
///
/// # Errors
///
/// The intent holds no money, or less than the amount.
pub fn capture(
    work: &mut Work<'_>,
    mut intent: Intent,
    mut form: Form,
) -> Result<Intent, ApiError> {
    let amount = form.number("amount_to_capture")?;
    let application_fee = fee(&mut form, &intent.account, amount.unwrap_or(intent.amount))?;
    form.metadata(&mut intent.metadata)?;
    form.finish(&["expand", "final_capture", "statement_descriptor_suffix"])?;

    let charge = charges::latest(work, &intent);
    let (IntentStatus::RequiresCapture, Some(charge)) = (intent.status, charge) else {
        let refused = "This PaymentIntent could not be captured";
        return Err(paying::unexpected(&intent, refused, &[IntentStatus::RequiresCapture]));
    };
    if faults::happens(work, FaultKind::CaptureRefused, Some(Operation::CaptureIntent)).is_some() {
        let message = "An error occurred while processing your card. Try again in a little bit.";
        return Err(ApiError::new(402, ErrorType::Card, message).code("processing_error"));
    }
    let amount = amount.unwrap_or(intent.capturable);
    money::whole(amount, &intent.currency, "amount_to_capture")?;
    if amount == 0 || amount > intent.capturable {
        let message = format!(
            "The provided amount_to_capture is {}, and has to be more than zero and at most the \
             amount that can be captured, {}.",
            money::readable(amount, &intent.currency),
            money::readable(intent.capturable, &intent.currency)
        );
        return Err(ApiError::parameter("amount_to_capture", message).code("amount_too_large"));
    }
    // The fee cannot exceed the captured amount.
    intent.application_fee = application_fee.or(intent.application_fee).map(|fee| fee.min(amount));
    charges::capture(work, &mut intent, charge, amount);
    Ok(intent)
}

/// Cancels an intent and releases the held money.
///
/// # Errors
///
/// The intent is paid, processing or canceled.
pub fn cancel(work: &mut Work<'_>, intent: Intent, mut form: Form) -> Result<Intent, ApiError> {
    let reason = form.word("cancellation_reason", &REASONS)?;
    form.finish(&["expand"])?;
    let [payment_method, confirmation, action] = CHANGEABLE;
    let cancelable = [payment_method, IntentStatus::RequiresCapture, confirmation, action];
    if !cancelable.contains(&intent.status) {
        return Err(paying::unexpected(
            &intent,
            "You cannot cancel this PaymentIntent",
            &cancelable,
        ));
    }
    Ok(end(work, intent, reason))
}

/// Ends an intent, at the caller's request or because its hold has expired.
pub fn end(work: &mut Work<'_>, mut intent: Intent, reason: Option<String>) -> Intent {
    let held = intent.capturable;
    intent.status = IntentStatus::Canceled;
    intent.capturable = 0;
    intent.canceled_at = Some(work.now);
    intent.cancellation_reason = reason;
    work.put(intent.clone());
    let charge = charges::latest(work, &intent);
    if held > 0
        && let Some(mut charge) = charge
    {
        charges::release(work, &mut charge, held);
    }
    events::of_intent(work, "payment_intent.canceled", &intent);
    intent
}

/// Reads the platform's fee, which only direct payments on a connected account have.
fn fee(form: &mut Form, account: &Account, amount: u64) -> Result<Option<u64>, ApiError> {
    const NAME: &str = "application_fee_amount";
    let fee = form.number(NAME)?;
    match fee {
        Some(_) if !account.is_connected() => Err(ApiError::parameter(
            NAME,
            "Can only apply an application_fee_amount when the PaymentIntent is attempting a direct \
             payment (using an OAuth key or Stripe-Account header).",
        )),
        Some(fee) if fee > amount => Err(ApiError::parameter(
            NAME,
            "The application fee cannot be greater than the amount of the payment.",
        )),
        Some(_) | None => Ok(fee),
    }
}

fn with_method(mut intent: Intent, method: Option<TestMethod>) -> Intent {
    if let Some(method) = method {
        intent.method = Some(method.id.to_owned());
        intent.status = IntentStatus::RequiresConfirmation;
    }
    intent
}

fn keep_texts(form: &mut Form, texts: &mut BTreeMap<String, String>) -> Result<(), ApiError> {
    for name in render::INTENT_TEXTS {
        if let Some(text) = form.text(name)? {
            texts.insert(name.to_owned(), text);
        }
    }
    Ok(())
}
