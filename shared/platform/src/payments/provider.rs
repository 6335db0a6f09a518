use async_trait::async_trait;
use docket_domain::{Amount, Currency};

use super::{
    AccountId, Capture, Denomination, Dispute, DisputeId, IdempotencyKey, Inexpressible, Intent,
    IntentChange, IntentId, Mode, NewIntent, NewRefund, ProviderAmount, ProviderError,
    ProviderEvent, Purpose, Refund, RefundId, ReportedAmount, UnreadableEvent,
};

/// Takes payments and gives money back: a payment provider, or the local
/// program's stand-in for one.
///
/// Each call is made once, within a limited time; [`ProviderError`] says how it
/// may be repeated. `account` is a seller's own account, on which the call is
/// then made; without one it is the deployment's. What exists on one account
/// does not exist on another.
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// Whether the key moves money. What the provider reports of another mode
    /// is not ours.
    fn mode(&self) -> Mode;

    /// How the provider counts a currency.
    ///
    /// # Errors
    ///
    /// [`Inexpressible::Currency`].
    fn denomination(&self, currency: Currency) -> Result<Denomination, Inexpressible>;

    /// An amount, as it can be asked for.
    ///
    /// # Errors
    ///
    /// [`Inexpressible`].
    fn express(
        &self,
        purpose: Purpose,
        currency: Currency,
        amount: Amount,
    ) -> Result<ProviderAmount, Inexpressible> {
        self.denomination(currency)?.express(purpose, amount)
    }

    /// What the provider reported, as an amount of ours.
    ///
    /// # Errors
    ///
    /// [`Inexpressible::Currency`] and [`Inexpressible::Reported`].
    fn amount_of(&self, reported: ReportedAmount) -> Result<Amount, Inexpressible> {
        self.denomination(reported.currency)?.amount_of(reported)
    }

    /// The header in which the provider signs its webhooks, in small letters;
    /// [`verify_signature`](super::verify_signature) checks it.
    fn signature_header(&self) -> &'static str;

    /// Reads the body of a webhook whose signature was checked.
    ///
    /// # Errors
    ///
    /// [`UnreadableEvent`].
    fn read_event(&self, body: &[u8]) -> Result<ProviderEvent, UnreadableEvent>;

    /// Asks a buyer for money. The answer has the secret with which the buyer's
    /// page pays.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn create_intent(
        &self,
        key: &IdempotencyKey,
        intent: &NewIntent,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError>;

    /// Reads an intent, with its secret.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn read_intent(
        &self,
        id: &IntentId,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError>;

    /// Changes what an unconfirmed intent asks for. Its secret stays.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn change_intent(
        &self,
        key: &IdempotencyKey,
        id: &IntentId,
        change: &IntentChange,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError>;

    /// Takes the money that an intent holds.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn capture_intent(
        &self,
        key: &IdempotencyKey,
        id: &IntentId,
        capture: &Capture,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError>;

    /// Ends an intent, and releases what it holds.
    ///
    /// # Errors
    ///
    /// [`ProviderError`]; a captured intent cannot be cancelled.
    async fn cancel_intent(
        &self,
        key: &IdempotencyKey,
        id: &IntentId,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError>;

    /// Gives back money that was captured.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn create_refund(
        &self,
        key: &IdempotencyKey,
        refund: &NewRefund,
        account: Option<&AccountId>,
    ) -> Result<Refund, ProviderError>;

    /// Reads a refund.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn read_refund(
        &self,
        id: &RefundId,
        account: Option<&AccountId>,
    ) -> Result<Refund, ProviderError>;

    /// All refunds of an intent, the newest first. A list is whole or it is an
    /// error, because whoever does not find a refund in it makes another.
    ///
    /// # Errors
    ///
    /// [`ProviderError`], also when there are more than a thousand refunds.
    async fn list_refunds(
        &self,
        intent: &IntentId,
        account: Option<&AccountId>,
    ) -> Result<Vec<Refund>, ProviderError>;

    /// Reads a dispute.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn read_dispute(
        &self,
        id: &DisputeId,
        account: Option<&AccountId>,
    ) -> Result<Dispute, ProviderError>;
}
