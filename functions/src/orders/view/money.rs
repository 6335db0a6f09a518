//! What an order costs beside its items, and what was paid for it, as callers
//! see it.

use docket_domain::{Charges, Order, Redemption};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

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
#[schema(example = json!({"status": "unpaid", "amountPaid": 0, "amountDue": 36_750, "amountRefunded": 0}))]
pub struct PaymentView {
    /// `unpaid`, `partly_paid`, `paid`, `refund_requested` or `refunded`. An order
    /// for which nothing is owed is `paid`.
    #[schema(value_type = words::PaymentStatus)]
    status: &'static str,
    /// Still owed; 0 once the order is stopped.
    #[schema(value_type = words::Amount)]
    amount_due: u64,
    /// Received in all.
    #[schema(value_type = words::Amount)]
    amount_paid: u64,
    /// Given back in all.
    #[schema(value_type = words::Amount)]
    amount_refunded: u64,
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
    }
}
