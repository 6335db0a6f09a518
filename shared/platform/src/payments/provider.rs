use async_trait::async_trait;
use docket_domain::{Amount, Currency};

use super::{
    AccountId, AmountConversionError, Capture, Denomination, Dispute, DisputeId, IdempotencyKey,
    Intent, IntentChange, IntentId, Mode, NewIntent, NewRefund, ProviderAmount, ProviderError,
    ProviderEvent, Purpose, Refund, RefundId, ReportedAmount, UnreadableEvent,
};

/// Takes payments and pays refunds: a payment provider, or the local program's stand-in
/// for one.
///
/// Each method makes one attempt with a timeout; [`ProviderError`] says how it may be
/// retried. `account` is the seller's own account on which the call is made; `None` is
/// the deployment's account. An object exists on one account only.
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// Whether the API key moves real money. Callers ignore what the provider reports for
    /// the other mode.
    fn mode(&self) -> Mode;

    /// The provider's unit and limits for a currency.
    ///
    /// # Errors
    ///
    /// [`AmountConversionError::Currency`].
    fn denomination(&self, currency: Currency) -> Result<Denomination, AmountConversionError>;

    /// Converts an amount into the provider's units.
    ///
    /// # Errors
    ///
    /// [`AmountConversionError`].
    fn express(
        &self,
        purpose: Purpose,
        currency: Currency,
        amount: Amount,
    ) -> Result<ProviderAmount, AmountConversionError> {
        self.denomination(currency)?.express(purpose, amount)
    }

    /// Converts a reported amount into Docket's minor units.
    ///
    /// # Errors
    ///
    /// [`AmountConversionError::Currency`] and [`AmountConversionError::Reported`].
    fn amount_of(&self, reported: ReportedAmount) -> Result<Amount, AmountConversionError> {
        self.denomination(reported.currency)?.amount_of(reported)
    }

    /// The name of the header with a webhook's signature, in lower case.
    /// [`verify_signature`](super::verify_signature) checks its value.
    fn signature_header(&self) -> &'static str;

    /// Parses the body of a webhook. The caller has verified the signature before.
    ///
    /// # Errors
    ///
    /// [`UnreadableEvent`].
    fn read_event(&self, body: &[u8]) -> Result<ProviderEvent, UnreadableEvent>;

    /// Creates a payment intent. The result has the secret with which the buyer's page
    /// pays.
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

    /// Reads an intent, including its client secret.
    ///
    /// # Errors
    ///
    /// [`ProviderError`].
    async fn read_intent(
        &self,
        id: &IntentId,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError>;

    /// Changes the amount or fee of an unconfirmed intent. Its client secret does not
    /// change.
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

    /// Captures money that an intent holds.
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

    /// Cancels an intent and releases the money that it holds.
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

    /// Refunds captured money.
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

    /// All refunds of an intent, newest first. An incomplete list is an error, because a
    /// caller that does not find its refund in the list creates another.
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
