//! JSON representation of a seller and its settings.

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

/// A business that takes orders, with the settings that orders follow.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Seller)]
#[schema(example = samples::seller)]
pub struct SellerView {
    /// Identifier of the seller, used in request paths. It never changes.
    #[schema(value_type = words::SellerId)]
    id: String,
    /// Name of the seller as buyers see it, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// Lifecycle of new orders: the statuses that they pass and who may move them.
    #[schema(value_type = words::LifecycleName)]
    lifecycle: &'static str,
    /// ISO 4217 currency of all prices and orders of the seller. It never changes.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// IANA time zone of the seller. Calendar days in its reports and opening hours follow it.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// Language of messages to the seller's buyers and staff when neither the order nor the person
    /// names one. `null` means English.
    #[schema(value_type = Option<words::LanguageTag>, required)]
    language: Option<String>,
    /// Delivery zones of the seller. Empty when it has none.
    zones: Vec<ZoneView>,
    /// Fees and tax that are added to each order.
    charges: ChargesView,
    /// Minutes after placing in which a buyer may cancel, in statuses where the lifecycle limits
    /// cancelling by this window. `null` means no limit.
    #[schema(value_type = Option<words::Minutes>, required)]
    cancel_window_minutes: Option<i64>,
    /// Minutes after placing in which a buyer who cancels gets vouchers back. When anybody else
    /// stops the order, vouchers are restored at any time. `null` means no limit.
    #[schema(value_type = Option<words::Minutes>, required)]
    voucher_cutoff_minutes: Option<i64>,
    /// Usual preparation time of an order in minutes, counted from acceptance. The request that
    /// accepts an order may give another. `null` when the seller gives none; orders then have no
    /// estimate.
    #[schema(value_type = Option<words::Preparation>, required)]
    prep_time_minutes: Option<u32>,
    /// Usual travel time of a delivery in minutes, added to the preparation time. `null` when the
    /// seller gives none; deliveries then have no estimate.
    #[schema(value_type = Option<words::Preparation>, required)]
    delivery_time_minutes: Option<u32>,
    /// Whether a guest must verify the phone number before ordering. A guest's order is then
    /// refused with 403 `phone_verification_required`.
    verify_first: bool,
    /// Whether people receive messages about the seller's orders, products and batches.
    /// Verification codes are sent in any case.
    sends_messages: bool,
    /// Largest share of a product's stock, in percent, that unverified orders may hold. `null`
    /// means the default of the deployment.
    #[schema(value_type = Option<words::Share>, required)]
    held_share_max: Option<u32>,
    /// Minutes in which an order must be accepted before the seller's staff and administrators are
    /// alerted. `null` means no alert.
    #[schema(value_type = Option<words::Term>, required)]
    accept_within_minutes: Option<u32>,
    /// Minutes after that alert when the order is rejected and refunded automatically. `null` means
    /// never.
    #[schema(value_type = Option<words::Term>, required)]
    reject_after_minutes: Option<u32>,
    /// Targets for the time in a status, where they differ from the lifecycle's. Statuses that are
    /// not listed have the targets of the lifecycle. `null` when no time in a status is measured.
    #[schema(required)]
    sla_targets: Option<Vec<TargetsView>>,
    /// Description for buyers, up to 1,000 characters. `null` when the seller gives none.
    #[schema(value_type = Option<words::Note>, required)]
    description: Option<String>,
    /// Phone number for buyers, E.164. `null` when the seller gives none.
    #[schema(value_type = Option<words::Phone>, required)]
    phone: Option<String>,
    /// Postal address of the seller. `null` when the seller gives none.
    #[schema(required)]
    address: Option<AddressView>,
    /// Fulfilment methods that the seller offers. Orders with another method are refused.
    #[schema(value_type = Vec<words::MethodName>)]
    methods: Vec<&'static str>,
    /// Weekly opening hours in the seller's time zone. Empty means always open. They are
    /// information: orders are accepted outside of them.
    hours: Vec<OpeningTimeView>,
    /// Lowest sum of the items of an order, in minor units of `currency`. `null` means no minimum.
    #[schema(value_type = Option<words::Amount>, required)]
    minimum_order: Option<u64>,
    /// Time until which the seller takes no orders, UTC; orders are refused with 409
    /// `seller_paused`. `null`, or a time that is past, when it takes orders.
    #[schema(value_type = Option<words::Moment>, required)]
    paused_until: Option<Moment>,
    /// Minutes added to the preparation time of each order that is accepted before
    /// `extraPrepUntil`. `null` means none.
    #[schema(value_type = Option<words::Preparation>, required)]
    extra_prep_minutes: Option<u32>,
    /// Time at which the extra minutes end, UTC. In the past once they have ended, `null` when
    /// there are none.
    #[schema(value_type = Option<words::Moment>, required)]
    extra_prep_until: Option<Moment>,
    /// How buyers pay the seller's orders through the payment provider.
    payments: SellerPaymentsView,
    /// Version of the settings, which is also the `ETag`. It rises with each change.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// How buyers pay a seller's orders through the payment provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SellerPayments)]
pub struct SellerPaymentsView {
    /// Time of the capture: `on_accept` authorizes the payment and captures it when the order is
    /// accepted, `immediate` captures it at once.
    #[schema(value_type = words::CaptureTime)]
    capture: &'static str,
    /// Whether an order of a buyer must be paid before the seller receives it. Orders by staff and
    /// from schedules are exempt.
    required: bool,
    /// Minutes that a buyer has to pay when `required` is `true`. An order that is not paid by then
    /// is stopped automatically.
    #[schema(value_type = words::Preparation)]
    pay_within_minutes: u32,
    /// The seller's own account with the payment provider, which receives the payments. Absent when
    /// the deployment's account does, and for callers who do not manage the seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Line>)]
    account: Option<String>,
    /// Share of each payment on the seller's own account that the deployment keeps, in basis points
    /// (1/10,000). Absent for callers who do not manage the seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BasisPoints>, nullable = false)]
    fee_basis_points: Option<u32>,
}

/// A delivery zone of a seller.
#[derive(Serialize, ToSchema)]
#[schema(as = Zone)]
pub struct ZoneView {
    /// Identifier of the zone, unique within its seller.
    #[schema(value_type = words::ZoneId)]
    id: String,
    /// Name of the zone as people see it, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
}

/// A time of the week at which a seller is open.
#[derive(Serialize, ToSchema)]
#[schema(as = OpeningTime)]
pub struct OpeningTimeView {
    /// Day of the week on which the seller opens, in the seller's time zone.
    #[schema(value_type = words::WeekdayName)]
    day: &'static str,
    /// Opening time in the seller's time zone, `HH:MM`.
    #[schema(value_type = words::ClockTime)]
    opens: String,
    /// Closing time in the seller's time zone, `HH:MM`. It is on the next day when it is not later
    /// than `opens`.
    #[schema(value_type = words::ClockTime)]
    closes: String,
}

impl OpeningTimeView {
    fn new(time: OpeningTime) -> Self {
        let OpeningTime { day, opens, closes } = time;
        Self { day: day.name(), opens: opens.to_string(), closes: closes.to_string() }
    }
}

/// Longest time that an order may stay in a status, by priority.
#[derive(Serialize, ToSchema)]
#[schema(as = Targets)]
pub struct TargetsView {
    /// Status of the lifecycle that the targets are for.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Target for orders of priority `low`, in minutes. Absent when their time in the status is not
    /// measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Term>)]
    low: Option<u32>,
    /// Target for orders of priority `normal`, in minutes. Absent when their time in the status is
    /// not measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Term>)]
    normal: Option<u32>,
    /// Target for orders of priority `high`, in minutes. Absent when their time in the status is
    /// not measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Term>)]
    high: Option<u32>,
    /// Target for orders of priority `urgent`, in minutes. Absent when their time in the status is
    /// not measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Term>)]
    urgent: Option<u32>,
}

impl TargetsView {
    /// Describes the targets of a status.
    pub fn new(row: &StatusTargets) -> Self {
        let [low, normal, high, urgent] = row.targets.all().map(|it| it.map(Term::minutes));
        Self { status: row.status.name, low, normal, high, urgent }
    }
}

/// Fees and tax that a seller adds to its orders.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChargeRules)]
pub struct ChargesView {
    /// Fee per delivered order, in minor units of the seller's currency. Pickup and shipping cost
    /// no delivery fee.
    #[schema(value_type = words::Amount)]
    delivery_fee: u64,
    /// Fee per order, in minor units of the seller's currency.
    #[schema(value_type = words::Amount)]
    packaging_fee: u64,
    /// Tax rate in basis points (1/10,000) of the subtotal after the discount.
    #[schema(value_type = words::BasisPoints)]
    tax_basis_points: u32,
}

/// A seller, as the answer of one request.
#[derive(Serialize, ToSchema)]
pub struct SellerBody {
    /// The seller after the request, with all its settings.
    pub seller: SellerView,
}

impl SellerView {
    /// Describes the seller as `caller` may see it: only those who manage it see its payment
    /// account and fee.
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

/// The answer of a request about one seller.
pub fn body(seller: &Seller, caller: Option<&Actor>) -> impl IntoResponse {
    Json(SellerBody { seller: SellerView::new(seller, caller) })
}
