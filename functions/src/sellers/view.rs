//! A seller as callers see it.

use axum::{Json, response::IntoResponse};
use docket_domain::{
    Actor, Amount, CaptureTime, MethodKind, Minutes, OpeningTime, Seller, SellerPayments, Share,
    StatusTargets, Term, Zone,
};
use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
    orders::view::{AddressView, address},
};

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
    /// The language that its buyers and its staff are written to in, where neither an
    /// order nor a person says one; null for English.
    #[schema(value_type = Option<words::LanguageTag>, required)]
    language: Option<String>,
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
    /// Whether people get messages about its orders, products and batches. Codes are sent in any
    /// case.
    sends_messages: bool,
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
    /// What it says of itself; null when it says nothing.
    #[schema(value_type = Option<words::Note>, required)]
    description: Option<String>,
    /// Where buyers call it; null when they do not.
    #[schema(value_type = Option<words::Phone>, required)]
    phone: Option<String>,
    /// Where it is; null when it does not say.
    #[schema(required)]
    address: Option<AddressView>,
    /// How its orders can reach their buyers.
    #[schema(value_type = Vec<words::MethodName>)]
    methods: Vec<&'static str>,
    /// When it is open in a week, by the clock in its time zone; always when there
    /// are none.
    hours: Vec<OpeningTimeView>,
    /// The least that the items of an order come to; null for any.
    #[schema(value_type = Option<words::Amount>, required)]
    minimum_order: Option<u64>,
    /// Until when it takes no orders (`seller_paused`); null or past when it does.
    #[schema(value_type = Option<words::Moment>, required)]
    paused_until: Option<Moment>,
    /// Minutes that are added to the estimate of each order that is accepted, until
    /// `extraPrepUntil`; null for none.
    #[schema(value_type = Option<words::Preparation>, required)]
    extra_prep_minutes: Option<u32>,
    /// When those minutes end; past when they have ended, null when there are none.
    #[schema(value_type = Option<words::Moment>, required)]
    extra_prep_until: Option<Moment>,
    /// How its buyers pay through the payment provider.
    payments: SellerPaymentsView,
    /// Rises with each change.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// How a seller's buyers pay through the payment provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SellerPayments)]
pub struct SellerPaymentsView {
    /// When money is taken: `on_accept` holds it until the order is accepted,
    /// `immediate` takes it at once.
    #[schema(value_type = words::CaptureTime)]
    capture: &'static str,
    /// Whether orders that buyers place come to the seller only once they are paid for.
    required: bool,
    /// Minutes that buyers then have to pay.
    #[schema(value_type = words::Preparation)]
    pay_within_minutes: u32,
    /// The seller's own account with the provider, for who manages the seller; absent
    /// where its orders are paid to the deployment's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Line>)]
    account: Option<String>,
    /// What the deployment keeps of what is paid on that account, for who manages the
    /// seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BasisPoints>, nullable = false)]
    fee_basis_points: Option<u32>,
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

/// A time of the week at which a seller is open.
#[derive(Serialize, ToSchema)]
#[schema(as = OpeningTime)]
pub struct OpeningTimeView {
    /// The day on which it opens.
    #[schema(value_type = words::WeekdayName)]
    day: &'static str,
    /// When it opens.
    #[schema(value_type = words::ClockTime)]
    opens: String,
    /// When it closes; on the next day where that is no later than it opens.
    #[schema(value_type = words::ClockTime)]
    closes: String,
}

impl OpeningTimeView {
    fn new(time: OpeningTime) -> Self {
        let OpeningTime { day, opens, closes } = time;
        Self { day: day.name(), opens: opens.to_string(), closes: closes.to_string() }
    }
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
    pub fn new(seller: &Seller, caller: Option<&Actor>) -> Self {
        let zone = |zone: &Zone| ZoneView { id: zone.id.to_string(), name: zone.name.to_string() };
        let minutes = |time: Option<SignedDuration>| time.map(|time| time.as_mins());
        let (terms, front) = (&seller.terms, &seller.storefront);
        let targets = terms.targets.as_ref();
        Self {
            id: seller.id.to_string(),
            name: seller.name.to_string(),
            lifecycle: seller.lifecycle.name,
            currency: seller.currency.code(),
            timezone: seller.timezone.to_string(),
            language: seller.language.as_ref().map(ToString::to_string),
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
            sends_messages: seller.sends_messages,
            held_share_max: seller.held_share.map(Share::percent),
            accept_within_minutes: terms.accept_within.map(Term::minutes),
            reject_after_minutes: terms.reject_after.map(Term::minutes),
            sla_targets: targets.map(|rows| rows.iter().map(TargetsView::new).collect()),
            description: front.description.as_ref().map(|text| text.as_str().to_owned()),
            phone: front.phone.as_ref().map(|phone| phone.as_str().to_owned()),
            address: front.address.as_ref().map(address),
            methods: front.methods.kinds().map(MethodKind::name).collect(),
            hours: front.hours.times().iter().copied().map(OpeningTimeView::new).collect(),
            minimum_order: front.minimum_order.map(Amount::minor),
            paused_until: front.paused_until.map(Into::into),
            extra_prep_minutes: front.extra_prep.map(|extra| extra.minutes.minutes()),
            extra_prep_until: front.extra_prep.map(|extra| extra.until.into()),
            payments: SellerPaymentsView::new(seller, caller),
            version: seller.version,
        }
    }
}

impl SellerPaymentsView {
    fn new(seller: &Seller, caller: Option<&Actor>) -> Self {
        let SellerPayments { capture: _, account, fee, required, pay_within } = &seller.payments;
        let manages = caller.is_some_and(|actor| actor.manages(&seller.id));
        let capture =
            if seller.holds_payments() { CaptureTime::OnAccept } else { CaptureTime::Immediate };
        Self {
            capture: capture.name(),
            required: *required,
            pay_within_minutes: pay_within.minutes(),
            account: account.as_ref().filter(|_| manages).map(ToString::to_string),
            fee_basis_points: manages.then(|| fee.points()),
        }
    }
}

/// The body of an answer about a seller to a caller.
pub fn body(seller: &Seller, caller: Option<&Actor>) -> impl IntoResponse {
    Json(SellerBody { seller: SellerView::new(seller, caller) })
}
