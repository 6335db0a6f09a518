//! The records of the stand-in. `render` makes the API's JSON of them.
//!
//! Amounts are in the provider's units. Only movements of the balance may be negative.

use std::{collections::BTreeMap, fmt};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Pairs of texts that the caller has set on a record.
pub type Metadata = BTreeMap<String, String>;

/// The account that a record belongs to. Accounts share no records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Account(String);

impl Account {
    /// The id of the account that owns the key.
    const OWN: &str = "acct_own";

    /// The account that owns the key.
    pub fn own() -> Self {
        Self(Self::OWN.to_owned())
    }

    /// The account that the header `Stripe-Account` names; `None` where it names none.
    pub fn connected(id: &str) -> Option<Self> {
        let rest = id.strip_prefix("acct_")?;
        let is_id = !rest.is_empty() && rest.bytes().all(|it| it.is_ascii_alphanumeric());
        is_id.then(|| Self(id.to_owned()))
    }

    /// Whether requests for it carry the header `Stripe-Account`.
    pub fn is_connected(&self) -> bool {
        self.0 != Self::OWN
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The status of a payment intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntentStatus {
    /// It was created, or its last attempt failed.
    RequiresPaymentMethod,
    /// It has a payment method that was not tried yet.
    RequiresConfirmation,
    /// The payer has to confirm at the bank.
    RequiresAction,
    /// A slow payment method is under way.
    Processing,
    /// The money is held.
    RequiresCapture,
    /// It will never be paid.
    Canceled,
    /// It was paid.
    Succeeded,
}

/// When the money of an intent is captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureMethod {
    /// Immediately; the caller requested it by this name.
    Automatic,
    /// Immediately; the default.
    AutomaticAsync,
    /// When the caller captures it.
    Manual,
}

/// A payment intent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Intent {
    /// `pi_…`.
    pub id: String,
    /// The account that it belongs to.
    pub account: Account,
    /// When it was created.
    pub created: Timestamp,
    /// The amount to pay.
    pub amount: u64,
    /// The currency: three lower-case letters.
    pub currency: String,
    /// Its status.
    pub status: IntentStatus,
    /// When its money is captured.
    pub capture: CaptureMethod,
    /// The secret with which the payer's browser confirms it.
    pub client_secret: String,
    /// The metadata that the caller set.
    pub metadata: Metadata,
    /// Texts that are stored and shown and have no other effect, for example `description` and
    /// `receipt_email`.
    pub texts: BTreeMap<String, String>,
    /// The platform's fee on a direct payment.
    pub application_fee: Option<u64>,
    /// The test payment method that was given last, until an attempt with it failed.
    pub method: Option<String>,
    /// The newest attempt.
    pub latest_charge: Option<String>,
    /// What was taken.
    pub received: u64,
    /// The held amount.
    pub capturable: u64,
    /// When it was canceled.
    pub canceled_at: Option<Timestamp>,
    /// Why it was canceled.
    pub cancellation_reason: Option<String>,
    /// The error of the last attempt, as the API shows it.
    pub last_error: Option<Value>,
    /// Where the payer goes after confirming at the bank.
    pub return_url: Option<String>,
    /// When a slow payment method succeeds or fails; only while processing.
    pub settles_at: Option<Timestamp>,
}

/// The status of an attempt to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeStatus {
    /// A slow payment method is under way.
    Pending,
    /// The money is held or taken.
    Succeeded,
    /// It was declined.
    Failed,
}

/// An attempt to pay.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Charge {
    /// `ch_…`.
    pub id: String,
    /// The account that it belongs to.
    pub account: Account,
    /// The intent that it pays.
    pub intent: String,
    /// When the attempt was made.
    pub created: Timestamp,
    /// What was asked for.
    pub amount: u64,
    /// What was taken.
    pub amount_captured: u64,
    /// The held amount that was released without a capture.
    pub released: u64,
    /// The refunded amount, pending refunds included.
    pub refunded: u64,
    /// The currency: three lower-case letters.
    pub currency: String,
    /// The status of the attempt.
    pub status: ChargeStatus,
    /// Whether it was taken.
    pub captured: bool,
    /// When the held money is released.
    pub capture_before: Option<Timestamp>,
    /// The test payment method.
    pub method: String,
    /// The intent's metadata at that time.
    pub metadata: Metadata,
    /// The platform's fee.
    pub application_fee: Option<u64>,
    /// The refunded part of the platform's fee.
    pub fee_refunded: u64,
    /// Whether it was ever disputed.
    pub disputed: bool,
    /// The movement of the balance of its capture.
    pub movement: Option<String>,
    /// Why it was declined: code and message.
    pub failure: Option<(String, String)>,
}

impl Charge {
    /// The amount that can still be refunded.
    pub fn refundable(&self) -> u64 {
        self.amount_captured.saturating_sub(self.refunded)
    }
}

/// The status of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// It is not completed yet.
    Pending,
    /// It was made.
    Succeeded,
    /// The money came back.
    Failed,
}

/// A later change of a refund's status.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefundTurn {
    /// When the status changes.
    pub at: Timestamp,
    /// The new status.
    pub status: RefundStatus,
    /// Why it fails.
    pub reason: Option<String>,
}

/// A refund of a charge, or the release of held money.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refund {
    /// `re_…`.
    pub id: String,
    /// The account that it belongs to.
    pub account: Account,
    /// The charge that it refunds.
    pub charge: String,
    /// The intent of that charge.
    pub intent: String,
    /// When it was requested.
    pub created: Timestamp,
    /// The refunded amount.
    pub amount: u64,
    /// The currency: three lower-case letters.
    pub currency: String,
    /// Its status.
    pub status: RefundStatus,
    /// The caller's reason.
    pub reason: Option<String>,
    /// Why it is not completed yet.
    pub pending_reason: Option<String>,
    /// Why it failed.
    pub failure_reason: Option<String>,
    /// The metadata that the caller set.
    pub metadata: Metadata,
    /// The movement of the balance; none for money that was only held.
    pub movement: Option<String>,
    /// The movement back after it failed.
    pub failure_movement: Option<String>,
    /// The refunded part of the platform's fee.
    pub fee_refunded: u64,
    /// Its later change of status, if one is planned.
    pub turn: Option<RefundTurn>,
}

impl Refund {
    /// Makes a refund of a charge that succeeds immediately and moves no balance.
    pub fn of(charge: &Charge, id: String, created: Timestamp, amount: u64) -> Self {
        Self {
            id,
            account: charge.account.clone(),
            charge: charge.id.clone(),
            intent: charge.intent.clone(),
            created,
            amount,
            currency: charge.currency.clone(),
            status: RefundStatus::Succeeded,
            reason: None,
            pending_reason: None,
            failure_reason: None,
            metadata: Metadata::new(),
            movement: None,
            failure_movement: None,
            fee_refunded: 0,
            turn: None,
        }
    }
}

/// The status of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStatus {
    /// The payer's bank withdrew the money.
    NeedsResponse,
    /// The money came back.
    Won,
    /// The payer keeps the money.
    Lost,
}

/// A dispute: a payer's bank withdraws a charge's money.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dispute {
    /// `dp_…`.
    pub id: String,
    /// The account that it belongs to.
    pub account: Account,
    /// The charge.
    pub charge: String,
    /// The intent of that charge.
    pub intent: String,
    /// When it was opened.
    pub created: Timestamp,
    /// What is asked for.
    pub amount: u64,
    /// The currency: three lower-case letters.
    pub currency: String,
    /// The reason of the dispute.
    pub reason: String,
    /// Its status.
    pub status: DisputeStatus,
    /// The movements of the balance.
    pub movements: Vec<String>,
    /// When it is decided, and how.
    pub decided: Option<(Timestamp, DisputeStatus)>,
}

/// The reason of a movement of the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// A charge was taken.
    Charge,
    /// A refund was requested.
    Refund,
    /// A refund failed.
    RefundFailure,
    /// A dispute was opened.
    Dispute,
    /// A dispute was won.
    DisputeReversal,
}

/// A movement of an account's balance, which the API calls a balance transaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Movement {
    /// `txn_…`.
    pub id: String,
    /// The account whose balance moved.
    pub account: Account,
    /// When the balance moved.
    pub created: Timestamp,
    /// The amount; negative for money that left the balance.
    pub amount: i64,
    /// The platform's fee.
    pub fee: u64,
    /// The currency: three lower-case letters.
    pub currency: String,
    /// The kind of movement.
    pub kind: MovementKind,
    /// The record that it belongs to.
    pub source: String,
}

/// An event, as webhooks report it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    /// `evt_…`.
    pub id: String,
    /// The account that it belongs to.
    pub account: Account,
    /// When it happened.
    pub created: Timestamp,
    /// For example `payment_intent.succeeded`.
    pub kind: String,
    /// The record at the time of the event.
    pub object: Value,
    /// The request that caused it, with its idempotency key.
    pub request: Option<(String, Option<String>)>,
}

/// One attempt to deliver an event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attempt {
    /// When it was made.
    pub at: Timestamp,
    /// The HTTP status of the answer.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
}

/// The delivery of an event to the endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Delivery {
    /// `whd_…`.
    pub id: String,
    /// The event.
    pub event: String,
    /// When it is tried next; `None` when it was accepted or given up.
    pub due: Option<Timestamp>,
    /// The order among deliveries that are due at one time; the smallest goes first.
    pub order: i64,
    /// The attempts so far.
    pub attempts: Vec<Attempt>,
}

/// The webhook endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Endpoint {
    /// Its URL.
    pub url: String,
    /// The secret that signs the webhooks.
    pub secret: String,
}

/// The stored answer to a request with an idempotency key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// The account that the key belongs to.
    pub account: Account,
    /// The key.
    pub key: String,
    /// When it was used first.
    pub at: Timestamp,
    /// The path of the first request.
    pub path: String,
    /// A digest of the parameters.
    pub parameters: String,
    /// The id of that request.
    pub request: String,
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}
