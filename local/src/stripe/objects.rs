//! The records that the stand-in keeps. What the API shows of them is made in `render`.
//!
//! Amounts are in minor units as the provider counts them, and never negative but in movements of the balance.

use std::{collections::BTreeMap, fmt};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Pairs of text that the caller has put on a record.
pub type Metadata = BTreeMap<String, String>;

/// The account that a record belongs to. Nothing is shared between two accounts.
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

/// Where a payment intent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntentStatus {
    /// It was made, or its last attempt failed.
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

/// When the money of an intent is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureMethod {
    /// At once; the caller asked for it by this word.
    Automatic,
    /// At once; the default.
    AutomaticAsync,
    /// When the caller captures it.
    Manual,
}

/// A payment intent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Intent {
    /// `pi_…`.
    pub id: String,
    /// Whose it is.
    pub account: Account,
    /// When it was made.
    pub created: Timestamp,
    /// What is to be paid.
    pub amount: u64,
    /// Three small letters.
    pub currency: String,
    /// Where it stands.
    pub status: IntentStatus,
    /// When its money is taken.
    pub capture: CaptureMethod,
    /// What lets the payer's browser confirm it.
    pub client_secret: String,
    /// The caller's.
    pub metadata: Metadata,
    /// Texts that are kept and shown, and have no effect: `description`, `receipt_email` and the like.
    pub texts: BTreeMap<String, String>,
    /// The platform's share of a direct payment.
    pub application_fee: Option<u64>,
    /// The test payment method that was given last, until an attempt with it failed.
    pub method: Option<String>,
    /// The newest attempt.
    pub latest_charge: Option<String>,
    /// What was taken.
    pub received: u64,
    /// What is held.
    pub capturable: u64,
    /// When it was canceled.
    pub canceled_at: Option<Timestamp>,
    /// Why it was canceled.
    pub cancellation_reason: Option<String>,
    /// The error of the last attempt, as the API shows it.
    pub last_error: Option<Value>,
    /// Where the payer goes after confirming at the bank.
    pub return_url: Option<String>,
    /// When a slow payment method is paid or not; only while processing.
    pub settles_at: Option<Timestamp>,
}

/// What became of an attempt to pay.
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
    /// Whose it is.
    pub account: Account,
    /// The intent that it pays.
    pub intent: String,
    /// When it was tried.
    pub created: Timestamp,
    /// What was asked for.
    pub amount: u64,
    /// What was taken.
    pub amount_captured: u64,
    /// What was held and given back without having been taken.
    pub released: u64,
    /// What was taken and given back, refunds under way included.
    pub refunded: u64,
    /// Three small letters.
    pub currency: String,
    /// What became of it.
    pub status: ChargeStatus,
    /// Whether it was taken.
    pub captured: bool,
    /// When what is held is released.
    pub capture_before: Option<Timestamp>,
    /// The test payment method.
    pub method: String,
    /// The intent's at that time.
    pub metadata: Metadata,
    /// The platform's share.
    pub application_fee: Option<u64>,
    /// What the platform gave back of it.
    pub fee_refunded: u64,
    /// Whether it was ever disputed.
    pub disputed: bool,
    /// The movement of the balance by which it was taken.
    pub movement: Option<String>,
    /// Why it was declined: code and message.
    pub failure: Option<(String, String)>,
}

impl Charge {
    /// What can still be given back.
    pub fn refundable(&self) -> u64 {
        self.amount_captured.saturating_sub(self.refunded)
    }
}

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// It was not made yet.
    Pending,
    /// It was made.
    Succeeded,
    /// The money came back.
    Failed,
}

/// What becomes of a refund later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefundTurn {
    /// When.
    pub at: Timestamp,
    /// What it becomes.
    pub status: RefundStatus,
    /// Why it fails.
    pub reason: Option<String>,
}

/// A refund of a charge, or the release of what a charge held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refund {
    /// `re_…`.
    pub id: String,
    /// Whose it is.
    pub account: Account,
    /// The charge that it gives back.
    pub charge: String,
    /// The intent of that charge.
    pub intent: String,
    /// When it was asked for.
    pub created: Timestamp,
    /// What is given back.
    pub amount: u64,
    /// Three small letters.
    pub currency: String,
    /// Where it stands.
    pub status: RefundStatus,
    /// The caller's reason.
    pub reason: Option<String>,
    /// Why it was not made yet.
    pub pending_reason: Option<String>,
    /// Why it failed.
    pub failure_reason: Option<String>,
    /// The caller's.
    pub metadata: Metadata,
    /// The movement of the balance; none for money that was only held.
    pub movement: Option<String>,
    /// The movement back after it failed.
    pub failure_movement: Option<String>,
    /// What the platform gave back of its share.
    pub fee_refunded: u64,
    /// What becomes of it later.
    pub turn: Option<RefundTurn>,
}

impl Refund {
    /// A refund of a charge that is made at once and moves no balance.
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

/// Where a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStatus {
    /// The payer's bank took the money back.
    NeedsResponse,
    /// The money came back.
    Won,
    /// The money stays with the payer.
    Lost,
}

/// A payer's bank asks for a charge's money back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dispute {
    /// `dp_…`.
    pub id: String,
    /// Whose it is.
    pub account: Account,
    /// The charge.
    pub charge: String,
    /// The intent of that charge.
    pub intent: String,
    /// When it was opened.
    pub created: Timestamp,
    /// What is asked for.
    pub amount: u64,
    /// Three small letters.
    pub currency: String,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub status: DisputeStatus,
    /// The movements of the balance.
    pub movements: Vec<String>,
    /// When it is decided, and how.
    pub decided: Option<(Timestamp, DisputeStatus)>,
}

/// Why the balance moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// A charge was taken.
    Charge,
    /// A refund was asked for.
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
    /// Whose balance.
    pub account: Account,
    /// When.
    pub created: Timestamp,
    /// What came, or with a minus what went.
    pub amount: i64,
    /// What the platform kept of it.
    pub fee: u64,
    /// Three small letters.
    pub currency: String,
    /// Why.
    pub kind: MovementKind,
    /// The record that it belongs to.
    pub source: String,
}

/// Something that happened, as webhooks tell it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    /// `evt_…`.
    pub id: String,
    /// Whose it is.
    pub account: Account,
    /// When.
    pub created: Timestamp,
    /// For example `payment_intent.succeeded`.
    pub kind: String,
    /// The record as it was then.
    pub object: Value,
    /// The request that caused it, with its idempotency key.
    pub request: Option<(String, Option<String>)>,
}

/// One attempt to deliver an event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// The HTTP status of the answer.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
}

/// An event on its way to the endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Delivery {
    /// `whd_…`.
    pub id: String,
    /// The event.
    pub event: String,
    /// When it is tried next; none once it was taken or given up.
    pub due: Option<Timestamp>,
    /// Among deliveries that are due, the least goes first.
    pub order: i64,
    /// What was tried.
    pub attempts: Vec<Attempt>,
}

/// Where events are delivered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Endpoint {
    /// Its address.
    pub url: String,
    /// The secret that signs what is sent there.
    pub secret: String,
}

/// The answer to a request with an idempotency key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// Whose key.
    pub account: Account,
    /// The key.
    pub key: String,
    /// When it was used first.
    pub at: Timestamp,
    /// The path that it was used for.
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
