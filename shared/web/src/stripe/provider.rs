use async_trait::async_trait;
use docket_platform::payments::{
    AccountId, AmountConversionError, Capture, CaptureMethod, Currency, Denomination, Dispute,
    DisputeId, IdempotencyKey, Intent, IntentChange, IntentId, Mode, NewIntent, NewRefund,
    PaymentProvider, ProviderAmount, ProviderError, ProviderEvent, Refund, RefundId,
    UnreadableEvent,
};
use http::Method;

use super::{
    answers::{
        DEPLOYMENT, DisputeAnswer, IntentAnswer, PAYMENT, REFUND, RefundAnswer, checked, read,
        read_page,
    },
    connection::{Call, Stripe},
    currencies, events,
    form::Form,
};

/// The page size of the list of refunds: Stripe's maximum.
const PAGE: usize = 100;
/// The maximum number of pages that are read.
const MAX_PAGES: usize = 10;

#[async_trait]
impl PaymentProvider for Stripe {
    fn mode(&self) -> Mode {
        Self::mode(self)
    }

    fn denomination(&self, currency: Currency) -> Result<Denomination, AmountConversionError> {
        currencies::denomination(currency)
    }

    fn signature_header(&self) -> &'static str {
        "stripe-signature"
    }

    fn read_event(&self, body: &[u8]) -> Result<ProviderEvent, UnreadableEvent> {
        events::read(body).ok_or(UnreadableEvent)
    }

    async fn create_intent(
        &self,
        key: &IdempotencyKey,
        intent: &NewIntent,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError> {
        let form = Form::default()
            .with(&["amount"], intent.amount.units())
            .with(&["currency"], intent.amount.currency().code().to_ascii_lowercase());
        let form = match intent.capture {
            CaptureMethod::Automatic => form
                .with(&["capture_method"], "automatic")
                .with(&["automatic_payment_methods", "enabled"], true),
            // Its name was `payment_method_types` up to 2026-07-29.dahlia; later versions refuse
            // that name.
            CaptureMethod::Manual => form
                .with(&["capture_method"], "manual")
                .with(&["allowed_payment_method_types", "0"], "card"),
        };
        let form = with_fee(form, intent.fee)
            .with(&["metadata", DEPLOYMENT], &intent.owner.deployment)
            .with(&["metadata", PAYMENT], &intent.owner.payment);
        self.post_intent("/v1/payment_intents".to_owned(), form, key, account).await
    }

    async fn read_intent(
        &self,
        id: &IntentId,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError> {
        let body = self.get(intent_path(id), with_charge(Form::default()), account).await?;
        checked(read::<IntentAnswer>(&body)?, |intent| intent.id == *id)
    }

    async fn change_intent(
        &self,
        key: &IdempotencyKey,
        id: &IntentId,
        change: &IntentChange,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError> {
        let form = with_fee(Form::default().with(&["amount"], change.amount.units()), change.fee);
        let intent = self.post_intent(intent_path(id), form, key, account).await?;
        checked(intent, |intent| intent.id == *id)
    }

    async fn capture_intent(
        &self,
        key: &IdempotencyKey,
        id: &IntentId,
        capture: &Capture,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError> {
        let form = Form::default().with(&["amount_to_capture"], capture.amount.units());
        let form = with_fee(form, capture.fee);
        let path = format!("{}/capture", intent_path(id));
        let intent = self.post_intent(path, form, key, account).await?;
        checked(intent, |intent| intent.id == *id)
    }

    async fn cancel_intent(
        &self,
        key: &IdempotencyKey,
        id: &IntentId,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError> {
        let path = format!("{}/cancel", intent_path(id));
        let intent = self.post_intent(path, Form::default(), key, account).await?;
        checked(intent, |intent| intent.id == *id)
    }

    async fn create_refund(
        &self,
        key: &IdempotencyKey,
        refund: &NewRefund,
        account: Option<&AccountId>,
    ) -> Result<Refund, ProviderError> {
        let form = Form::default()
            .with(&["payment_intent"], &refund.intent)
            .with(&["amount"], refund.amount.units())
            .with_some(&["refund_application_fee"], refund.returns_fee.then_some(true))
            .with(&["metadata", DEPLOYMENT], &refund.owner.deployment)
            .with(&["metadata", REFUND], &refund.owner.refund);
        let body = self.post("/v1/refunds".to_owned(), form, key, account).await?;
        checked(read::<RefundAnswer>(&body)?, |it| it.intent.as_ref() == Some(&refund.intent))
    }

    async fn read_refund(
        &self,
        id: &RefundId,
        account: Option<&AccountId>,
    ) -> Result<Refund, ProviderError> {
        let body = self.get(format!("/v1/refunds/{id}"), Form::default(), account).await?;
        checked(read::<RefundAnswer>(&body)?, |refund| refund.id == *id)
    }

    async fn list_refunds(
        &self,
        intent: &IntentId,
        account: Option<&AccountId>,
    ) -> Result<Vec<Refund>, ProviderError> {
        let mut refunds: Vec<Refund> = Vec::new();
        for _ in 0..MAX_PAGES {
            let form = Form::default()
                .with(&["payment_intent"], intent)
                .with(&["limit"], PAGE)
                .with_some(&["starting_after"], refunds.last().map(|refund| &refund.id));
            let body = self.get("/v1/refunds".to_owned(), form, account).await?;
            let page = checked(read_page::<RefundAnswer>(&body)?, |page| {
                // An empty page that announces another one is an error, not the end of the list.
                (!page.has_more || !page.items.is_empty())
                    && page.items.iter().all(|it| it.intent.as_ref() == Some(intent))
            })?;
            refunds.extend(page.items);
            if !page.has_more {
                return Ok(refunds);
            }
        }
        Err(ProviderError::Unknown("the intent has more refunds than are read"))
    }

    async fn read_dispute(
        &self,
        id: &DisputeId,
        account: Option<&AccountId>,
    ) -> Result<Dispute, ProviderError> {
        let body = self.get(format!("/v1/disputes/{id}"), Form::default(), account).await?;
        checked(read::<DisputeAnswer>(&body)?, |dispute| dispute.id == *id)
    }
}

impl Stripe {
    /// Sends a call that creates or changes an intent.
    async fn post_intent(
        &self,
        path: String,
        form: Form,
        key: &IdempotencyKey,
        account: Option<&AccountId>,
    ) -> Result<Intent, ProviderError> {
        let body = self.post(path, with_charge(form), key, account).await?;
        read::<IntentAnswer>(&body)
    }

    async fn post(
        &self,
        path: String,
        form: Form,
        key: &IdempotencyKey,
        account: Option<&AccountId>,
    ) -> Result<Vec<u8>, ProviderError> {
        self.call(Call { method: Method::POST, path, form, key: Some(key) }, account).await
    }

    async fn get(
        &self,
        path: String,
        form: Form,
        account: Option<&AccountId>,
    ) -> Result<Vec<u8>, ProviderError> {
        self.call(Call { method: Method::GET, path, form, key: None }, account).await
    }
}

fn intent_path(id: &IntentId) -> String {
    format!("/v1/payment_intents/{id}")
}

fn with_fee(form: Form, fee: Option<ProviderAmount>) -> Form {
    form.with_some(&["application_fee_amount"], fee.map(ProviderAmount::units))
}

/// Expands the latest charge in the response, which has the end of a hold.
fn with_charge(form: Form) -> Form {
    form.with(&["expand", "0"], "latest_charge")
}
