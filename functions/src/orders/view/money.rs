//! What an order costs beside its items, and what was paid for it, as callers
//! see it.

use docket_domain::{Charges, OpenRefund, Order, PaymentFirst, Redemption};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// What is added to the items, in minor units.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChargesView {
    /// For bringing it.
    #[schema(value_type = words::Amount)]
    delivery_fee: u64,
    /// For packing it.
    #[schema(value_type = words::Amount)]
    packaging_fee: u64,
    /// Tax.
    #[schema(value_type = words::Amount)]
    tax_amount: u64,
}

/// What was paid, in minor units.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::payment)]
pub struct PaymentView {
    /// Where the money is. An order for which nothing is owed is `paid`; one whose
    /// buyer has begun to pay is `pending`; one whose money is held until it is
    /// accepted is `authorized`.
    #[schema(value_type = words::PaymentStatus)]
    status: &'static str,
    /// Still to be paid, beside what is held; 0 once the order is stopped.
    #[schema(value_type = words::Amount)]
    amount_due: u64,
    /// Received in all.
    #[schema(value_type = words::Amount)]
    amount_paid: u64,
    /// Given back in all.
    #[schema(value_type = words::Amount)]
    amount_refunded: u64,
    /// Taken back by the buyer's bank after a dispute; it is not owed again.
    #[schema(value_type = words::Amount)]
    amount_charged_back: u64,
    /// Held, and taken when the order is accepted.
    #[schema(value_type = words::Amount)]
    amount_authorized: u64,
    /// What is to be given back and was not yet.
    refunds: Vec<OpenRefundView>,
    /// For an order that its seller wants paid for before it gets the order: whether
    /// it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<PaymentFirstView>,
}

/// That an order is paid for before its seller gets it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PaymentFirst, example = json!({"payBy": "2026-11-20T12:30:00.000Z", "metAt": null}))]
pub struct PaymentFirstView {
    /// Until when it has to be paid for; then it is stopped. Null while the order waits
    /// for its code, and once it was paid for or stopped.
    #[schema(value_type = Option<words::Moment>, required)]
    pay_by: Option<Moment>,
    /// Since when its seller has it; null before.
    #[schema(value_type = Option<words::Moment>, required)]
    met_at: Option<Moment>,
}

/// Money that is to be given back.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenRefund, example = json!({"id": "4-0", "amount": 500, "status": "requested"}))]
pub struct OpenRefundView {
    /// The refund.
    #[schema(value_type = words::RefundId)]
    id: String,
    /// How much, in minor units.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// `requested`, or `failed` where the payment provider refused and a person has
    /// to decide.
    #[schema(value_type = words::RefundStatus)]
    status: &'static str,
}

/// A redeemed voucher.
#[derive(Serialize, ToSchema)]
pub struct RedemptionView {
    /// What was typed in.
    #[schema(value_type = words::VoucherCode)]
    code: String,
    /// What it took off, in minor units.
    #[schema(value_type = words::Amount)]
    discount: u64,
}

impl ChargesView {
    /// What is added to the items.
    pub fn new(charges: Charges) -> Self {
        Self {
            delivery_fee: charges.delivery_fee.minor(),
            packaging_fee: charges.packaging_fee.minor(),
            tax_amount: charges.tax.minor(),
        }
    }
}

impl RedemptionView {
    /// A redeemed voucher.
    pub(super) fn new(redemption: &Redemption) -> Self {
        Self { code: redemption.code.to_string(), discount: redemption.discount.minor() }
    }
}

pub fn payment(order: &Order) -> PaymentView {
    PaymentView {
        status: order.payment_status().name(),
        amount_due: order.amount_due().minor(),
        amount_paid: order.payment.paid.minor(),
        amount_refunded: order.payment.refunded.minor(),
        amount_charged_back: order.payment.charged_back.minor(),
        amount_authorized: order.amount_authorized().minor(),
        refunds: order.refunds.iter().map(OpenRefundView::new).collect(),
        first: PaymentFirstView::new(order.payment_first),
    }
}

impl PaymentFirstView {
    fn new(first: PaymentFirst) -> Option<Self> {
        match first {
            PaymentFirst::NotWanted => None,
            PaymentFirst::Awaited { until, .. } => {
                Some(Self { pay_by: until.map(Into::into), met_at: None })
            }
            PaymentFirst::Met { at, .. } => Some(Self { pay_by: None, met_at: Some(at.into()) }),
        }
    }
}

impl OpenRefundView {
    fn new(refund: &OpenRefund) -> Self {
        Self {
            id: refund.id.to_string(),
            amount: refund.amount.minor(),
            status: if refund.has_failed { "failed" } else { "requested" },
        }
    }
}
