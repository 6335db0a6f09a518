//! A seller as callers see it.

use axum::{Json, response::IntoResponse};
use docket_domain::{Minutes, Seller, Share, StatusTargets, Term, Zone};
use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::{samples, words};

/// A business that takes orders.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Seller)]
#[schema(example = samples::seller)]
pub struct SellerView {
    /// Its id.
    #[schema(value_type = words::SellerId)]
    id: String,
    /// Its name.
    #[schema(value_type = words::Name)]
    name: String,
    /// The lifecycle of new orders.
    #[schema(value_type = words::LifecycleName)]
    lifecycle: &'static str,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// IANA time zone.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// Where it delivers.
    zones: Vec<ZoneView>,
    /// What it adds to an order.
    charges: ChargesView,
    /// How long after placing a buyer may cancel where the lifecycle asks for
    /// it; null for always.
    #[schema(value_type = Option<words::Minutes>, required)]
    cancel_window_minutes: Option<i64>,
    /// How long vouchers are restored; null for always.
    #[schema(value_type = Option<words::Minutes>, required)]
    voucher_cutoff_minutes: Option<i64>,
    /// How long making an order takes; null when each is told on its own.
    #[schema(value_type = Option<words::Preparation>, required)]
    prep_time_minutes: Option<u32>,
    /// How long bringing an order takes; null when that is not told.
    #[schema(value_type = Option<words::Preparation>, required)]
    delivery_time_minutes: Option<u32>,
    /// Whether a guest must verify the phone before ordering.
    verify_first: bool,
    /// The most of a product's stock, in percent, that unverified orders may
    /// hold; null for what the deployment says.
    #[schema(value_type = Option<words::Share>, required)]
    held_share_max: Option<u32>,
    /// How long an order may wait to be accepted, until somebody is alerted;
    /// null for ever.
    #[schema(value_type = Option<words::Term>, required)]
    accept_within_minutes: Option<u32>,
    /// How long after that alert it is rejected; null for never.
    #[schema(value_type = Option<words::Term>, required)]
    reject_after_minutes: Option<u32>,
    /// How long orders may stay in a status, where that is not what the
    /// lifecycle says; null when nothing is measured.
    #[schema(required)]
    sla_targets: Option<Vec<TargetsView>>,
    /// Rises with each change.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// A part of the area where a seller delivers.
#[derive(Serialize, ToSchema)]
#[schema(as = Zone)]
pub struct ZoneView {
    /// Its id within the seller.
    #[schema(value_type = words::ZoneId)]
    id: String,
    /// Its name.
    #[schema(value_type = words::Name)]
    name: String,
}

/// The most minutes that an order of each priority may stay in a status.
#[derive(Serialize, ToSchema)]
#[schema(as = Targets)]
pub struct TargetsView {
    /// The status.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Term>)]
    low: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Term>)]
    normal: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Term>)]
    high: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Term>)]
    urgent: Option<u32>,
}

impl TargetsView {
    /// The targets of a status.
    pub fn new(row: &StatusTargets) -> Self {
        let [low, normal, high, urgent] = row.targets.all().map(|it| it.map(Term::minutes));
        Self { status: row.status.name, low, normal, high, urgent }
    }
}

/// Fees in minor units of the seller's currency, and tax.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChargeRules)]
pub struct ChargesView {
    /// Added once when the order is delivered.
    #[schema(value_type = words::Amount)]
    delivery_fee: u64,
    /// Added once.
    #[schema(value_type = words::Amount)]
    packaging_fee: u64,
    /// Basis points (1/10,000) of subtotal less discount.
    #[schema(value_type = words::BasisPoints)]
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
        let terms = &seller.terms;
        let targets = terms.targets.as_ref();
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
            prep_time_minutes: seller.prep_time.map(Minutes::minutes),
            delivery_time_minutes: seller.delivery_time.map(Minutes::minutes),
            verify_first: seller.verify_first,
            held_share_max: seller.held_share.map(Share::percent),
            accept_within_minutes: terms.accept_within.map(Term::minutes),
            reject_after_minutes: terms.reject_after.map(Term::minutes),
            sla_targets: targets.map(|rows| rows.iter().map(TargetsView::new).collect()),
            version: seller.version,
        }
    }
}

/// The body of an answer about a seller.
pub fn body(seller: &Seller) -> impl IntoResponse {
    Json(SellerBody { seller: SellerView::new(seller) })
}
