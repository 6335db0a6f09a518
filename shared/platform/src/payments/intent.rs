use std::fmt;

use jiff::Timestamp;

use super::{ChargeId, ErrorCode, IntentId, Mode, Owner, ProviderAmount, ReportedAmount};

/// An intent to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIntent {
    /// The deployment and payment that it belongs to.
    pub owner: Owner,
    /// The total that the buyer pays.
    pub amount: ProviderAmount,
    /// When the money is captured.
    pub capture: CaptureMethod,
    /// The fee that the deployment keeps. Only with a seller's own account.
    pub fee: Option<ProviderAmount>,
}

/// When an intent's money is captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureMethod {
    /// As soon as the buyer confirms, with any payment method that the account offers.
    Automatic,
    /// The money is held until a separate capture. Only cards are offered: other methods
    /// hold money for a shorter time, or not at all.
    Manual,
}

/// A change of an intent that the buyer has not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntentChange {
    /// The new amount.
    pub amount: ProviderAmount,
    /// The new fee; `None` keeps the old one.
    pub fee: Option<ProviderAmount>,
}

/// The capture of the money that an intent holds. The rest is released, and nothing
/// more can be captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capture {
    /// The amount to capture, at most the held amount.
    pub amount: ProviderAmount,
    /// The new fee; `None` keeps the old one, as far as the amount covers it.
    pub fee: Option<ProviderAmount>,
}

/// One payment of a buyer, as the provider reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Its id.
    pub id: IntentId,
    /// Whether it moves money.
    pub mode: Mode,
    /// Its status.
    pub status: IntentStatus,
    /// The total that the buyer pays.
    pub amount: ReportedAmount,
    /// The amount that is held and may be captured.
    pub capturable: ReportedAmount,
    /// The amount that was received, before any refund.
    pub received: ReportedAmount,
    /// The latest attempt to move money, if there was one.
    pub charge: Option<ChargeId>,
    /// The time by which held money must be captured.
    pub capture_before: Option<Timestamp>,
    /// Why the latest attempt failed, unless the intent was changed since.
    pub decline: Option<Decline>,
    /// The secret with which the buyer's page pays the intent.
    pub client_secret: Option<ClientSecret>,
    /// The deployment and payment that it belongs to; `None` when Docket did not create
    /// it.
    pub owner: Option<Owner>,
}

/// The status of an intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntentStatus {
    /// The buyer has not confirmed it, or an attempt was declined. It may be changed.
    Unconfirmed,
    /// Confirmed; the buyer has to take another step, for example at the bank.
    AwaitsBuyer,
    /// Confirmed; the outcome is not known yet.
    Processing,
    /// The money is held, and may be captured.
    Held,
    /// The money was captured. This is final; refunds do not change it.
    Captured,
    /// No money was captured, and none will be. This is final.
    Cancelled,
    /// A status that this program does not know: it draws no conclusion from it.
    Unfamiliar,
}

/// Why an attempt to pay failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decline {
    /// The provider's code.
    pub code: Option<ErrorCode>,
    /// The code of the card's issuer.
    pub decline_code: Option<ErrorCode>,
}

/// The secret that lets its holder pay the intent and see its amount. Only the buyer's
/// page gets it: it is never stored and never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// The maximum length of a secret.
    const MAX_CHARACTERS: usize = 500;

    /// A secret; `None` unless it consists of 1 to 500 visible ASCII characters.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        let fits = visible && (1..=Self::MAX_CHARACTERS).contains(&text.len());
        fits.then(|| Self(text.to_owned()))
    }

    /// The secret itself, for the answer to the buyer.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(redacted)")
    }
}
