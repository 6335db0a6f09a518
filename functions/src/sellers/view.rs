//! A seller as callers see it.

use axum::{Json, response::IntoResponse};
use docket_domain::{Seller, Zone};
use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

/// A business that takes orders.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Seller)]
pub struct SellerView {
    /// Its id.
    #[schema(example = "green-valley")]
    id: String,
    /// Its name.
    name: String,
    /// The lifecycle of new orders.
    #[schema(example = "producer")]
    lifecycle: &'static str,
    /// ISO 4217.
    currency: &'static str,
    /// IANA time zone.
    #[schema(example = "America/New_York")]
    timezone: String,
    /// Where it delivers.
    zones: Vec<ZoneView>,
    /// What it adds to an order.
    charges: ChargesView,
    /// How long after placing a buyer may cancel where the lifecycle asks for
    /// it; null for always.
    #[schema(required)]
    cancel_window_minutes: Option<i64>,
    /// How long vouchers are restored; null for always.
    #[schema(required)]
    voucher_cutoff_minutes: Option<i64>,
    /// Whether a guest must verify the phone before ordering.
    verify_first: bool,
    /// Rises with each change.
    version: u32,
}

/// A part of the area where a seller delivers.
#[derive(Serialize, ToSchema)]
#[schema(as = Zone)]
pub struct ZoneView {
    /// Its id within the seller.
    id: String,
    /// Its name.
    name: String,
}

/// Fees in minor units of the seller's currency, and tax.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChargeRules)]
pub struct ChargesView {
    /// Added once when the order is delivered.
    delivery_fee: u64,
    /// Added once.
    packaging_fee: u64,
    /// Basis points (1/10,000) of subtotal less discount.
    tax_basis_points: u32,
}

/// A seller under its own name.
#[derive(Serialize, ToSchema)]
pub struct SellerBody {
    /// The seller.
    pub seller: SellerView,
}

impl SellerView {
    /// The seller as everybody sees it.
    pub fn new(seller: &Seller) -> Self {
        let zone = |zone: &Zone| ZoneView { id: zone.id.to_string(), name: zone.name.to_string() };
        let minutes = |time: Option<SignedDuration>| time.map(|time| time.as_mins());
        Self {
            id: seller.id.to_string(),
            name: seller.name.to_string(),
            lifecycle: seller.lifecycle.name,
            currency: seller.currency.code(),
            timezone: seller.timezone.to_string(),
            zones: seller.zones.iter().map(zone).collect(),
            charges: ChargesView {
                delivery_fee: seller.charges.delivery_fee.minor(),
                packaging_fee: seller.charges.packaging_fee.minor(),
                tax_basis_points: seller.charges.tax_basis_points,
            },
            cancel_window_minutes: minutes(seller.cancel_window),
            voucher_cutoff_minutes: minutes(seller.voucher_cutoff),
            verify_first: seller.verify_first,
            version: seller.version,
        }
    }
}

/// The body of an answer about a seller.
pub fn body(seller: &Seller) -> impl IntoResponse {
    Json(SellerBody { seller: SellerView::new(seller) })
}
