use std::fmt;

use jiff::Timestamp;

use super::{ChargeId, ErrorCode, IntentId, Mode, Owner, ProviderAmount, ReportedAmount};

/// An intent to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIntent {
    /// Whose it is.
    pub owner: Owner,
    /// All that the buyer is to pay.
    pub amount: ProviderAmount,
    /// When the money is taken.
    pub capture: CaptureMethod,
    /// What the deployment keeps of it. Only with a seller's own account.
    pub fee: Option<ProviderAmount>,
}

/// When an intent's money is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureMethod {
    /// As soon as the buyer confirms, by any method that the account offers.
    Automatic,
    /// It is held until it is captured. Only cards are offered: other methods
    /// hold for a shorter time, or not at all.
    Manual,
}

/// What an intent that nobody has confirmed shall ask for instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntentChange {
    /// The new amount.
    pub amount: ProviderAmount,
    /// The new fee; with none, the former one stays.
    pub fee: Option<ProviderAmount>,
}

/// What is taken of the money that an intent holds. The rest is released, and
/// nothing more can be captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capture {
    /// At most what is held.
    pub amount: ProviderAmount,
    /// The new fee; with none, the former one stays, as far as the amount
    /// covers it.
    pub fee: Option<ProviderAmount>,
}

/// One payment of a buyer, as the provider knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Its id.
    pub id: IntentId,
    /// Whether it moves money.
    pub mode: Mode,
    /// Where it stands.
    pub status: IntentStatus,
    /// What the buyer is asked for.
    pub amount: ReportedAmount,
    /// What is held and may be captured.
    pub capturable: ReportedAmount,
    /// What was received, before any refund.
    pub received: ReportedAmount,
    /// The latest attempt to move money, if there was one.
    pub charge: Option<ChargeId>,
    /// Until when what is held has to be captured.
    pub capture_before: Option<Timestamp>,
    /// Why the latest attempt failed, as long as the intent was not changed
    /// since.
    pub decline: Option<Decline>,
    /// The secret with which the buyer's page pays it.
    pub client_secret: Option<ClientSecret>,
    /// Whose it is; none when it was made by somebody else than Docket.
    pub owner: Option<Owner>,
}

/// Where an intent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntentStatus {
    /// Nobody has confirmed it, or an attempt was declined. It may be changed.
    Unconfirmed,
    /// Confirmed; the buyer has to do something more, at the bank for example.
    AwaitsBuyer,
    /// Confirmed; the outcome is not known yet.
    Processing,
    /// The money is held, and may be captured.
    Held,
    /// The money was taken. This is final; refunds do not change it.
    Captured,
    /// No money was taken, and none will be. This is final too.
    Cancelled,
    /// A status that is newer than this program: nothing is concluded from it.
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

/// Whoever has it can pay the intent and see its amount. It is for the buyer's page
/// alone: never stored, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// The most characters of one.
    const MAX_CHARACTERS: usize = 500;

    /// A secret, if it looks like one: visible ASCII characters, at most 500.
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
