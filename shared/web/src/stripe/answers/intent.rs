use docket_platform::payments::{ClientSecret, Decline, Intent, IntentStatus, ReportedAmount};
use jiff::Timestamp;
use serde::Deserialize;

use super::{
    fields::{Metadata, code, currency, mode, owner},
    reading::Answer,
};

#[derive(Deserialize)]
pub struct IntentAnswer {
    object: String,
    id: String,
    livemode: bool,
    status: IntentStatusAnswer,
    currency: String,
    amount: u64,
    amount_capturable: u64,
    amount_received: u64,
    client_secret: Option<String>,
    latest_charge: Option<Expandable<ChargeAnswer>>,
    last_payment_error: Option<DeclineAnswer>,
    metadata: Option<Metadata>,
}

/// An object, or only its id when the request did not expand it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Expandable<T> {
    Id(String),
    Object(T),
}

#[derive(Deserialize)]
struct ChargeAnswer {
    id: String,
    payment_method_details: Option<PaymentMethodDetails>,
}

#[derive(Deserialize)]
struct PaymentMethodDetails {
    card: Option<CardDetails>,
}

#[derive(Deserialize)]
struct CardDetails {
    capture_before: Option<i64>,
}

#[derive(Deserialize)]
struct DeclineAnswer {
    code: Option<String>,
    decline_code: Option<String>,
}

impl Answer for IntentAnswer {
    type Meaning = Intent;

    fn meaning(self) -> Option<Intent> {
        let currency = currency(&self.currency).filter(|_| self.object == "payment_intent")?;
        let amount = |units| ReportedAmount { currency, units };
        let (charge, before) = match self.latest_charge {
            None => (None, None),
            Some(Expandable::Id(id)) => (Some(id), None),
            Some(Expandable::Object(charge)) => {
                let card = charge.payment_method_details.and_then(|details| details.card);
                (Some(charge.id), card.and_then(|card| card.capture_before))
            }
        };
        Some(Intent {
            id: self.id.parse().ok()?,
            mode: mode(self.livemode),
            status: self.status.into(),
            amount: amount(self.amount),
            capturable: amount(self.amount_capturable),
            received: amount(self.amount_received),
            charge: charge.map(|id| id.parse()).transpose().ok()?,
            capture_before: before.map(Timestamp::from_second).transpose().ok()?,
            decline: self.last_payment_error.map(|error| Decline {
                code: code(error.code),
                decline_code: code(error.decline_code),
            }),
            client_secret: self.client_secret.and_then(|text| ClientSecret::new(&text)),
            owner: self.metadata.as_ref().and_then(owner),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum IntentStatusAnswer {
    RequiresPaymentMethod,
    RequiresConfirmation,
    RequiresAction,
    Processing,
    RequiresCapture,
    Succeeded,
    Canceled,
    #[serde(other)]
    Other,
}

impl From<IntentStatusAnswer> for IntentStatus {
    fn from(status: IntentStatusAnswer) -> Self {
        use IntentStatusAnswer as Answer;
        match status {
            Answer::RequiresPaymentMethod | Answer::RequiresConfirmation => Self::Unconfirmed,
            Answer::RequiresAction => Self::AwaitsBuyer,
            Answer::Processing => Self::Processing,
            Answer::RequiresCapture => Self::Held,
            Answer::Succeeded => Self::Captured,
            Answer::Canceled => Self::Cancelled,
            Answer::Other => Self::Unfamiliar,
        }
    }
}
