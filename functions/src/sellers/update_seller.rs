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
    orders::request::{AddressRequest, MethodName},
};

/// What is to be changed of a seller; what is absent stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"timezone": "America/Chicago", "cancelWindowMinutes": null}))]
pub struct UpdateSeller {
    /// Up to 100 characters.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Name)]
    pub name: Option<String>,
    /// The lifecycle of new orders; only an admin changes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::LifecycleName)]
    pub lifecycle: Option<String>,
    /// IANA time zone.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::TimeZone)]
    pub timezone: Option<String>,
    /// The language that its buyers and its staff are written to in, where neither an
    /// order nor a person says one; null for English.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::LanguageTag>)]
    pub language: Edit<String>,
    /// All zones, up to 50.
    #[serde(default, deserialize_with = "present")]
    #[schema(max_items = 50, nullable = false)]
    pub zones: Option<Vec<ZoneRequest>>,
    /// What it adds to an order.
    #[serde(default)]
    #[schema(nullable = false)]
    pub charges: ChargesRequest,
    /// How long after placing a buyer may cancel where the lifecycle asks for
    /// it; null for always.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Minutes>)]
    pub cancel_window_minutes: Edit<u32>,
    /// How long vouchers are restored; null for always.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Minutes>)]
    pub voucher_cutoff_minutes: Edit<u32>,
    /// How long making an order takes, unless it is told when accepting one.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Preparation>)]
    pub prep_time_minutes: Edit<u32>,
    /// How long bringing an order takes.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Preparation>)]
    pub delivery_time_minutes: Edit<u32>,
    /// Whether a guest must verify the phone before ordering.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub verify_first: Option<bool>,
    /// Whether people get messages about its orders, products and batches. Codes are sent in any
    /// case.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub sends_messages: Option<bool>,
    /// The most of a product's stock, in percent, that unverified orders may
    /// hold; null for what the deployment says.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Share>)]
    pub held_share_max: Edit<u32>,
    /// How long an order may wait to be accepted, until somebody is alerted;
    /// null for ever.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Term>)]
    pub accept_within_minutes: Edit<u32>,
    /// How long after that alert it is rejected; null for never.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Term>)]
    pub reject_after_minutes: Edit<u32>,
    /// How long orders may stay in a status: what is to hold instead of the
    /// lifecycle's own targets. With null nothing is measured.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Vec<TargetsRequest>>)]
    pub sla_targets: Edit<Vec<TargetsRequest>>,
    /// What it says of itself, up to 1,000 characters.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    pub description: Edit<String>,
    /// Where buyers call it, E.164.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Phone>)]
    pub phone: Edit<String>,
    /// Where it is.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<AddressRequest>)]
    pub address: Edit<AddressRequest>,
    /// How its orders can reach their buyers, at least one; null for all.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Vec<words::MethodName>>, min_items = 1)]
    pub methods: Edit<Vec<MethodName>>,
    /// When it is open in a week, up to 28 times, none of them overlapping; null
    /// or empty for always. Orders are taken outside of these hours too.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<Vec<OpeningTimeRequest>>, max_items = 28)]
    pub hours: Edit<Vec<OpeningTimeRequest>>,
    /// The least that the items of an order come to, in minor units; null for any.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Amount>)]
    pub minimum_order: Edit<i64>,
    /// Until when it takes no orders: in the future, at most a year ahead. The
    /// pause ends by itself, or with null.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    pub paused_until: Edit<Moment>,
    /// Minutes that are added to the estimate of each order that is accepted;
    /// null for none.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Preparation>)]
    pub extra_prep_minutes: Edit<u32>,
    /// Until when they are added, at most a year ahead; unless given, until the
    /// end of the seller's day.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::MomentInput>)]
    pub extra_prep_until: Edit<Moment>,
    /// How its buyers pay through the payment provider.
    #[serde(default)]
    #[schema(nullable = false)]
    pub payments: SellerPaymentsRequest,
}

/// How a seller's buyers pay through the payment provider.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SellerPaymentsChange)]
pub struct SellerPaymentsRequest {
    /// When money is taken: `on_accept` holds it until the order is accepted,
    /// `immediate` takes it at once; null for what the lifecycle says.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::CaptureTime>)]
    pub capture: Edit<String>,
    /// The seller's own account with the provider, to which its orders are paid; null
    /// for the deployment's. Only an administrator changes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Line>)]
    pub account: Edit<String>,
    /// What the deployment keeps of what is paid on the seller's own account. Only an
    /// administrator changes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::BasisPoints, required = false)]
    pub fee_basis_points: Option<u32>,
    /// Whether orders that buyers place come to the seller only once they are paid for.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub required: Option<bool>,
    /// Minutes that buyers then have to pay; null for 30.
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
/// Changes a seller's settings: an administrator all, the seller's staff all
/// but the lifecycle. The currency never changes.
#[utoipa::path(
    patch, path = "/api/sellers/{id}", tag = "Sellers", security(("bearer" = [])),
    request_body = UpdateSeller,
    params(
        ("id" = inline(words::SellerId), Path, description = "The seller."),
        ("If-Match" = Option<String>, Header, description = "The version that is to be changed."),
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
    /// The change that is asked for.
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
