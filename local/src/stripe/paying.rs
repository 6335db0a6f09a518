//! The payment of an intent: confirmation, the payer's authentication at the bank, and slow payment
//! methods.

use jiff::SignedDuration;
use serde_json::json;

use super::{
    charges,
    error::{ApiError, ErrorType},
    events,
    form::Form,
    methods::{Behaviour, Decline, TestMethod},
    objects::{CaptureMethod, Charge, Intent, IntentStatus},
    render,
    store::Work,
};

/// How long a slow payment method takes.
const SLOW: SignedDuration = SignedDuration::from_hours(1);
/// The statuses in which an intent can be confirmed.
const CONFIRMABLE: [IntentStatus; 3] = [
    IntentStatus::RequiresPaymentMethod,
    IntentStatus::RequiresConfirmation,
    IntentStatus::RequiresAction,
];
/// Why a slow payment method did not pay.
const NOT_PAID: Decline = Decline {
    code: "payment_method_not_available",
    reason: None,
    message: "The payment was not made: the bank returned it.",
};

/// The parameters of a confirmation, except the payment method.
#[derive(Default)]
pub struct Confirmation {
    return_url: Option<String>,
    /// Whether the confirmation fails when the payer would have to authenticate at the bank.
    fails_on_action: bool,
}

impl Confirmation {
    /// Reads the parameters.
    ///
    /// # Errors
    ///
    /// A parameter is wrong.
    pub fn read(form: &mut Form) -> Result<Self, ApiError> {
        let return_url = form.text("return_url")?;
        Ok(Self { return_url, fails_on_action: form.flag("error_on_requires_action")? })
    }
}

/// The payment method that a request names.
///
/// # Errors
///
/// The stand-in knows no such method.
pub fn method(form: &mut Form) -> Result<Option<TestMethod>, ApiError> {
    form.text("payment_method")?.as_deref().map(known_method).transpose()
}

/// The payment method with an id.
///
/// # Errors
///
/// The stand-in knows no such method.
pub fn known_method(id: &str) -> Result<TestMethod, ApiError> {
    let missing = || ApiError::missing_parameter("PaymentMethod", id, "payment_method");
    TestMethod::find(id).ok_or_else(missing)
}

/// Confirms an intent: tries to pay it with its payment method.
///
/// # Errors
///
/// The intent cannot be confirmed, or the card is declined. The records of a declined attempt are
/// stored.
pub fn confirm(
    work: &mut Work<'_>,
    mut intent: Intent,
    confirmation: Confirmation,
) -> Result<Intent, ApiError> {
    if !CONFIRMABLE.contains(&intent.status) {
        return Err(unexpected(&intent, "You cannot confirm this PaymentIntent", &CONFIRMABLE));
    }
    let Some(method) = intent.method.as_deref().and_then(TestMethod::find) else {
        let message = "You cannot confirm this PaymentIntent because it's missing a payment method. \
                       Update the PaymentIntent with a payment method and then confirm it again.";
        return Err(ApiError::state("payment_intent_unexpected_state", message)
            .with("payment_intent", render::intent(&intent)));
    };
    if !method.is_card() && intent.capture == CaptureMethod::Manual {
        let message = "The payment method does not support manual capture.";
        return Err(
            ApiError::state("payment_intent_invalid_parameter", message).about("payment_method")
        );
    }
    intent.return_url = confirmation.return_url.or(intent.return_url);
    intent.last_error = None;
    match method.behaviour {
        Behaviour::Pays
        | Behaviour::PaysAndDisputes(_)
        | Behaviour::RefundsLater
        | Behaviour::RefundsFail => {
            pay(work, &mut intent, method);
            Ok(intent)
        }
        Behaviour::Declines(decline) => {
            let charge = charges::attempt(work, &mut intent, method);
            Err(decline_attempt(work, intent, charge, decline))
        }
        Behaviour::Authenticates if confirmation.fails_on_action => {
            let decline = Decline {
                code: "authentication_required",
                reason: Some("authentication_required"),
                message: "Your card was declined. This transaction requires authentication.",
            };
            let charge = charges::attempt(work, &mut intent, method);
            Err(decline_attempt(work, intent, charge, decline))
        }
        Behaviour::Authenticates => {
            intent.status = IntentStatus::RequiresAction;
            work.put(intent.clone());
            events::of_intent(work, "payment_intent.requires_action", &intent);
            Ok(intent)
        }
        Behaviour::PaysLater | Behaviour::FailsLater => {
            let charge = charges::attempt(work, &mut intent, method);
            intent.status = IntentStatus::Processing;
            intent.settles_at = Some(work.now + SLOW);
            work.put(charge.clone());
            work.put(intent.clone());
            events::of_charge(work, "charge.pending", &charge);
            events::of_intent(work, "payment_intent.processing", &intent);
            Ok(intent)
        }
    }
}

/// Records the payer's answer at the bank: the intent is paid, or waits for another payment method.
///
/// # Errors
///
/// The intent does not wait for an answer of the payer.
pub fn authenticate(
    work: &mut Work<'_>,
    mut intent: Intent,
    agrees: bool,
) -> Result<Intent, ApiError> {
    let method = intent.method.as_deref().and_then(TestMethod::find);
    let (IntentStatus::RequiresAction, Some(method)) = (intent.status, method) else {
        let refused = "This PaymentIntent could not be authenticated";
        return Err(unexpected(&intent, refused, &[IntentStatus::RequiresAction]));
    };
    if agrees {
        pay(work, &mut intent, method);
        return Ok(intent);
    }
    let message = "We are unable to authenticate your payment method. Please choose a different \
                   payment method and try again.";
    let error = ApiError::state("payment_intent_authentication_failure", message);
    intent.last_error = Some(error.fields());
    intent.method = None;
    intent.status = IntentStatus::RequiresPaymentMethod;
    work.put(intent.clone());
    events::of_intent(work, "payment_intent.payment_failed", &intent);
    Ok(intent)
}

/// Ends the time that a slow payment method takes: it pays, or is declined.
pub fn settle(work: &mut Work<'_>, mut intent: Intent) {
    intent.settles_at = None;
    let Some(charge) = charges::latest(work, &intent) else {
        return;
    };
    let method = TestMethod::find(&charge.method).map(|method| method.behaviour);
    if method == Some(Behaviour::FailsLater) {
        // No request waits for the error; the intent shows it.
        let _: ApiError = decline_attempt(work, intent, charge, NOT_PAID);
    } else {
        charges::take(work, &mut intent, charge);
    }
}

fn pay(work: &mut Work<'_>, intent: &mut Intent, method: TestMethod) {
    let charge = charges::attempt(work, intent, method);
    match intent.capture {
        CaptureMethod::Manual => charges::hold(work, intent, charge),
        CaptureMethod::Automatic | CaptureMethod::AutomaticAsync => {
            charges::take(work, intent, charge);
        }
    }
}

/// Declines an attempt: the intent waits for another payment method.
fn decline_attempt(
    work: &mut Work<'_>,
    mut intent: Intent,
    charge: Charge,
    decline: Decline,
) -> ApiError {
    let charge = charges::fail(work, charge, decline);
    let error = ApiError::new(402, ErrorType::Card, decline.message)
        .code(decline.code)
        .declined(decline.reason)
        .with("charge", json!(charge.id))
        .with("payment_method", json!({"id": charge.method, "object": "payment_method"}));
    intent.status = IntentStatus::RequiresPaymentMethod;
    intent.method = None;
    intent.last_error = Some(error.fields());
    work.put(intent.clone());
    events::of_intent(work, "payment_intent.payment_failed", &intent);
    error.with("payment_intent", render::intent(&intent))
}

/// The error for an intent whose status does not allow the request. `refused` begins the message, and `allowed` are the
/// statuses that do.
pub fn unexpected(intent: &Intent, refused: &str, allowed: &[IntentStatus]) -> ApiError {
    let name = |status: IntentStatus| json!(status).as_str().map(str::to_owned).unwrap_or_default();
    let allowed: Vec<_> = allowed.iter().copied().map(name).collect();
    let message = format!(
        "{refused} because it has a status of {}. Only a PaymentIntent with one of the following \
         statuses may be: {}.",
        name(intent.status),
        allowed.join(", ")
    );
    ApiError::state("payment_intent_unexpected_state", message)
        .with("payment_intent", render::intent(intent))
}
