use axum::{extract::State, response::Response};
use docket_app::{Faults, SharedApp, sellers};
use docket_domain::{
    Amount, ChargeRules, Edit, FeePoints, Minutes, SellerChange, SellerId, SellerPaymentsChange,
    Share, StorefrontChange, Term, TermsChange,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    read::{self, ChargesRequest, OpeningTimeRequest, TargetsRequest, ZoneRequest},
    view::{self, SellerBody},
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, Moment, edit, present, tag},
    openapi::words,
    orders::fulfilment_request::{AddressRequest, MethodName},
};

/// Body that changes a seller's settings. Absent fields keep their value. Identifier and currency
/// never change.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"timezone": "America/Chicago", "cancelWindowMinutes": null}))]
pub struct UpdateSeller {
    /// New name as buyers see it, up to 100 characters.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Name)]
    pub name: Option<String>,
    /// Lifecycle of new orders. Placed orders keep theirs. Only an administrator may change it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::LifecycleName)]
    pub lifecycle: Option<String>,
    /// New IANA time zone. Placed orders keep the calendar day that they were placed on.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::TimeZone)]
    pub timezone: Option<String>,
    /// Language of messages to the seller's buyers and staff when neither the order nor the person
    /// names one. `null` means English.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::LanguageTag>)]
    pub language: Edit<String>,
    /// Complete new list of delivery zones, up to 50. It replaces the present list. Identifiers
    /// must differ.
    #[serde(default, deserialize_with = "present")]
    #[schema(max_items = 50, nullable = false)]
    pub zones: Option<Vec<ZoneRequest>>,
    /// Fees and tax to change. Absent fees keep their value. Placed orders keep their charges
    /// unless a change of their items recalculates them.
    #[serde(default)]
    #[schema(nullable = false)]
    pub charges: ChargesRequest,
    /// Minutes after placing in which a buyer may cancel, 0 to 43,200, in statuses where the
    /// lifecycle limits cancelling by this window. `null` means no limit. Placed orders keep
    /// theirs.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Minutes>)]
    pub cancel_window_minutes: Edit<u32>,
    /// Minutes after placing in which a buyer who cancels gets vouchers back, 0 to 43,200. `null`
    /// means no limit. Placed orders keep theirs.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Minutes>)]
    pub voucher_cutoff_minutes: Edit<u32>,
    /// Usual preparation time of an order in minutes, 1 to 1,440, counted from acceptance. The
    /// request that accepts an order may give another. `null` means none: new orders have no
    /// estimate.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Preparation>)]
    pub prep_time_minutes: Edit<u32>,
    /// Usual travel time of a delivery in minutes, 1 to 1,440, added to the preparation time.
    /// `null` means none: new deliveries have no estimate.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Preparation>)]
    pub delivery_time_minutes: Edit<u32>,
    /// Whether a guest must verify the phone number before ordering.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub verify_first: Option<bool>,
    /// Whether people receive messages about the seller's orders, products and batches.
    /// Verification codes are sent in any case.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub sends_messages: Option<bool>,
    /// Largest share of a product's stock, in percent, 1 to 100, that unverified orders may hold;
    /// 100 is no limit. `null` means the default of the deployment.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Share>)]
    pub held_share_max: Edit<u32>,
    /// Minutes in which an order must be accepted, 1 to 43,200, before the seller's staff and
    /// administrators are alerted. `null` means no alert.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Term>)]
    pub accept_within_minutes: Edit<u32>,
    /// Minutes after that alert, 1 to 43,200, when the order is rejected and refunded
    /// automatically. `null` means never.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Term>)]
    pub reject_after_minutes: Edit<u32>,
    /// Targets for the time in a status that replace those of the lifecycle. Statuses that are not
    /// listed have the lifecycle's targets; an empty list means all of them. `null` means that
    /// nothing is measured.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Vec<TargetsRequest>>)]
    pub sla_targets: Edit<Vec<TargetsRequest>>,
    /// Description for buyers, up to 1,000 characters. `null` removes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    pub description: Edit<String>,
    /// Phone number for buyers, E.164. `null` removes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Phone>)]
    pub phone: Edit<String>,
    /// Postal address of the seller, as a whole. `null` removes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<AddressRequest>)]
    pub address: Edit<AddressRequest>,
    /// Fulfilment methods that the seller offers, at least one. `null` means all.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Vec<words::MethodName>>, min_items = 1)]
    pub methods: Edit<Vec<MethodName>>,
    /// Complete new list of weekly opening hours, up to 28, in the seller's time zone. They must
    /// not overlap. `null` or an empty list means always open. They are information: orders are
    /// accepted outside of them.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Vec<OpeningTimeRequest>>, max_items = 28)]
    pub hours: Edit<Vec<OpeningTimeRequest>>,
    /// Lowest sum of the items of an order, in minor units of the seller's currency. `null` or 0
    /// means no minimum.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Amount>)]
    pub minimum_order: Edit<i64>,
    /// Time until which the seller takes no orders: in the future, at most a year ahead. The pause
    /// ends by itself at that time; `null` ends it at once.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    pub paused_until: Edit<Moment>,
    /// Minutes added to the preparation time of each order that is accepted before
    /// `extraPrepUntil`, 1 to 1,440. `null` means none.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Preparation>)]
    pub extra_prep_minutes: Edit<u32>,
    /// Time at which the extra minutes end, at most a year ahead. Default: the end of the present
    /// extra minutes while they last, else the end of the present day in the seller's time zone.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    pub extra_prep_until: Edit<Moment>,
    /// Payment settings to change. Absent fields keep their value.
    #[serde(default)]
    #[schema(nullable = false)]
    pub payments: SellerPaymentsRequest,
}

/// How buyers pay a seller's orders through the payment provider. Absent fields keep their value.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SellerPaymentsChange)]
pub struct SellerPaymentsRequest {
    /// Time of the capture: `on_accept` authorizes the payment and captures it when the order is
    /// accepted, `immediate` captures it at once. `null` means the lifecycle's default.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::CaptureTime>)]
    pub capture: Edit<String>,
    /// The seller's own account with the payment provider, which receives the payments. `null`
    /// means the deployment's account. Only an administrator may change it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Line>)]
    pub account: Edit<String>,
    /// Share of each payment on the seller's own account that the deployment keeps, in basis points
    /// (1/10,000), 0 to 10,000. Only an administrator may change it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::BasisPoints, required = false)]
    pub fee_basis_points: Option<u32>,
    /// Whether an order of a buyer must be paid before the seller receives it. Orders by staff and
    /// from schedules are exempt.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub required: Option<bool>,
    /// Minutes that a buyer has to pay when `required` is `true`, 1 to 1,440. An order that is not
    /// paid by then is stopped automatically. `null` means 30.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Preparation>)]
    pub pay_within_minutes: Edit<u32>,
}

impl SellerPaymentsRequest {
    fn read(self, faults: &mut Faults) -> SellerPaymentsChange {
        SellerPaymentsChange {
            capture: faults
                .edit_with("/payments/capture", self.capture, |name| read::capture(&name)),
            account: faults.edit_with("/payments/account", self.account, |text| text.parse()),
            fee: faults.maybe_with(
                "/payments/feeBasisPoints",
                self.fee_basis_points,
                FeePoints::new,
            ),
            required: self.required,
            pay_within: faults.edit_with(
                "/payments/payWithinMinutes",
                self.pay_within_minutes,
                Minutes::new,
            ),
        }
    }
}

/// Change a seller.
///
/// Changes a seller's settings and returns the seller. The seller's own staff and administrators
/// may call it; the lifecycle, the payment account and the payment fee are for administrators
/// alone. Placed orders keep their lifecycle, time limits and targets.
///
/// Errors:
/// - 400 `invalid_request`: a field is malformed or out of range, or `slaTargets` names a status in
///   which no order of the lifecycle waits. After a change of the lifecycle this includes the
///   present `slaTargets`.
/// - 403 `forbidden`: the caller does not manage the seller, or changes a setting that is for
///   administrators.
/// - 404 `not_found`: there is no seller with this identifier.
/// - 409 `conflict`: other requests kept changing the seller at the same time. Send the request
///   again.
/// - 412 `precondition_failed`: the seller has another version than `If-Match` names.
///
/// A change that changes nothing leaves the version as it is, so repeating a request is safe.
#[utoipa::path(
    patch, path = "/api/sellers/{id}", tag = "Sellers", security(("bearer" = [])),
    request_body = UpdateSeller,
    params(
        ("id" = inline(words::SellerId), Path, description = "Identifier of the seller."),
        ("If-Match" = Option<String>, Header),
    ),
    responses((status = OK, body = SellerBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn update_seller(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<SellerId>,
    body: Body<UpdateSeller>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let (found, granted) = sellers::managed_seller(&app, &id, actor).await?;
    let change = body.read(&granted, |request, faults| {
        let change = request.read(faults);
        // What is refused without a place, a right to do so, is refused below.
        faults.refuse(found.apply(&change, actor, app.now()));
        Some(change)
    });
    let change = change?.value;
    let expected = conditions.expected();
    let update = sellers::UpdateSeller { actor, found, expected, change: &change };
    let seller = sellers::update_seller(&app, update).await?;
    Ok(tag(seller.version, view::body(&seller, Some(actor))))
}

impl UpdateSeller {
    /// Reads the requested change.
    pub fn read(self, faults: &mut Faults) -> SellerChange {
        let charges = self.charges;
        SellerChange {
            name: faults.maybe("/name", self.name.as_deref()),
            lifecycle: faults.maybe_with("/lifecycle", self.lifecycle.as_deref(), read::lifecycle),
            timezone: faults.maybe("/timezone", self.timezone.as_deref()),
            language: faults.edit("/language", self.language),
            zones: self.zones.as_deref().map(|zones| read::zones(zones, faults)),
            delivery_fee: faults.maybe_with(
                "/charges/deliveryFee",
                charges.delivery_fee,
                Amount::new,
            ),
            packaging_fee: faults.maybe_with(
                "/charges/packagingFee",
                charges.packaging_fee,
                Amount::new,
            ),
            tax_basis_points: faults.maybe_with(
                "/charges/taxBasisPoints",
                charges.tax_basis_points,
                ChargeRules::tax,
            ),
            cancel_window: faults.edit_with(
                "/cancelWindowMinutes",
                self.cancel_window_minutes,
                read::window,
            ),
            voucher_cutoff: faults.edit_with(
                "/voucherCutoffMinutes",
                self.voucher_cutoff_minutes,
                read::window,
            ),
            prep_time: faults.edit_with("/prepTimeMinutes", self.prep_time_minutes, Minutes::new),
            delivery_time: faults.edit_with(
                "/deliveryTimeMinutes",
                self.delivery_time_minutes,
                Minutes::new,
            ),
            verify_first: self.verify_first,
            sends_messages: self.sends_messages,
            held_share: faults.edit_with("/heldShareMax", self.held_share_max, Share::new),
            terms: TermsChange {
                accept_within: faults.edit_with(
                    "/acceptWithinMinutes",
                    self.accept_within_minutes,
                    Term::new,
                ),
                reject_after: faults.edit_with(
                    "/rejectAfterMinutes",
                    self.reject_after_minutes,
                    Term::new,
                ),
                targets: read::targets(self.sla_targets, faults),
            },
            payments: self.payments.read(faults),
            storefront: StorefrontChange {
                description: faults.edit("/description", self.description),
                phone: faults.edit("/phone", self.phone),
                address: read::address(self.address, faults),
                methods: read::methods(self.methods, faults),
                hours: read::hours(self.hours, faults),
                minimum_order: faults.edit_with("/minimumOrder", self.minimum_order, Amount::new),
                paused_until: self.paused_until.map(Into::into),
                extra_prep: faults.edit_with(
                    "/extraPrepMinutes",
                    self.extra_prep_minutes,
                    Minutes::new,
                ),
                extra_prep_until: self.extra_prep_until.map(Into::into),
            },
        }
    }
}
