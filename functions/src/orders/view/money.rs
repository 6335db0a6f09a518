//! Money of an order beside its line items: charges, payments, refunds and vouchers, as callers see
//! them.

use docket_domain::{Charges, OpenRefund, Order, PaymentFirst, Redemption};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// Charges that the seller adds to the line items, in minor units of the order's currency.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChargesView {
    /// Delivery fee in minor units of `currency`. Zero for pickup and shipping.
    #[schema(value_type = words::Amount)]
    delivery_fee: u64,
    /// Packaging fee in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    packaging_fee: u64,
    /// Tax on the subtotal less discount, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    tax_amount: u64,
}

/// The payment state of an order. Amounts are in minor units of the order's currency.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::payment)]
pub struct PaymentView {
    /// Payment status. An order for which nothing is owed is `paid`; one whose
    /// buyer has begun to pay is `pending`; one whose money is held until it is
    /// accepted is `authorized`. All other values:
    ///
    /// - `unpaid`: nothing was received.
    /// - `partly_paid`: less was received than is owed.
    /// - `refund_requested`: a refund is requested and not settled.
    /// - `partly_refunded`: part of what was received was refunded.
    /// - `refunded`: everything that was received was refunded or charged back.
    /// - `refund_failed`: the payment provider refused a refund.
    /// - `disputed`: the customer's bank disputes a payment.
    #[schema(value_type = words::PaymentStatus)]
    status: &'static str,
    /// Amount that is still to be paid, beside what is authorized. Zero if the order was cancelled,
    /// rejected or failed.
    #[schema(value_type = words::Amount)]
    amount_due: u64,
    /// Amount received in total, including what was refunded later.
    #[schema(value_type = words::Amount)]
    amount_paid: u64,
    /// Amount refunded in total, for settled refunds only.
    #[schema(value_type = words::Amount)]
    amount_refunded: u64,
    /// Amount that the customer's bank took back after disputes. The customer does not owe it
    /// again.
    #[schema(value_type = words::Amount)]
    amount_charged_back: u64,
    /// Amount that is authorized and not captured yet. It is captured when the order is accepted.
    #[schema(value_type = words::Amount)]
    amount_authorized: u64,
    /// Refunds that are not settled yet; empty if there are none.
    refunds: Vec<OpenRefundView>,
    /// State of the payment of an order that must be paid before the seller gets it. Absent for all
    /// other orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<PaymentFirstView>,
}

/// The payment deadline of an order that must be paid before the seller gets it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PaymentFirst, example = json!({"payBy": "2026-11-20T12:30:00.000Z", "metAt": null}))]
pub struct PaymentFirstView {
    /// Deadline for the payment (UTC, RFC 3339); after it, the order is stopped. Null while the
    /// order waits for verification, and once it was paid or stopped.
    #[schema(value_type = Option<words::Moment>, required)]
    pay_by: Option<Moment>,
    /// When the seller got the order (UTC, RFC 3339); null before that.
    #[schema(value_type = Option<words::Moment>, required)]
    met_at: Option<Moment>,
}

/// A refund that is not settled yet.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenRefund, example = json!({"id": "4-0", "amount": 500, "status": "requested"}))]
pub struct OpenRefundView {
    /// Identifier of the refund within its order.
    #[schema(value_type = words::RefundId)]
    id: String,
    /// Amount to refund, in minor units of the order's currency.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// `requested`, or `failed` if the payment provider refused the refund and the seller's staff
    /// have to decide.
    #[schema(value_type = words::RefundStatus)]
    status: &'static str,
}

/// A voucher that was redeemed for an order.
#[derive(Serialize, ToSchema)]
pub struct RedemptionView {
    /// Code of the voucher, unique within its seller.
    #[schema(value_type = words::VoucherCode)]
    code: String,
    /// Discount by this voucher, in minor units of the order's currency.
    #[schema(value_type = words::Amount)]
    discount: u64,
}

impl ChargesView {
    /// The charges of an order or a quote.
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

/// The payment state of an order.
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
