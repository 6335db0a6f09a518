use axum::{extract::State, response::Response};
use docket_domain::{Edit, SellerChange, SellerId, TermsChange};
use docket_store::Saved;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    read::{self, ChargesRequest, TargetsRequest, ZoneRequest},
    view::{self, SellerBody},
};
use crate::{
    SharedApp,
    http::{ApiError, ApiJson, ApiPath, Caller, Conditions, FieldError, edit, present, tag},
    openapi::words,
};

/// How often a lost race for a seller is run again.
const TRIES: usize = 5;

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
}

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
    ApiJson { value, .. }: ApiJson<UpdateSeller>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let change = value.read()?;
    for _ in 0..TRIES {
        let seller = app.store.seller(&id).await?.ok_or(ApiError::NotFound)?;
        let next = seller.apply(&change, actor, app.now())?;
        conditions.check(seller.version)?;
        let saved = if next == seller {
            Saved::Done
        } else {
            app.store.update_seller(&seller, &next, &app.stamp()?).await?
        };
        match saved {
            Saved::Done => return Ok(tag(next.version, view::body(&next))),
            Saved::Stale => {}
        }
    }
    Err(ApiError::Conflict)
}

impl UpdateSeller {
    /// The change that is asked for.
    pub fn read(self) -> Result<SellerChange, FieldError> {
        let name = self.name.map(|name| name.parse()).transpose();
        let timezone = self.timezone.map(|name| name.parse()).transpose();
        let charges = self.charges;
        let delivery_fee = read::amount("/charges/deliveryFee", charges.delivery_fee)?;
        let packaging_fee = read::amount("/charges/packagingFee", charges.packaging_fee)?;
        Ok(SellerChange {
            name: name.map_err(|error| FieldError::at("/name", error))?,
            lifecycle: self.lifecycle.as_deref().map(read::lifecycle).transpose()?,
            timezone: timezone.map_err(|error| FieldError::at("/timezone", error))?,
            zones: self.zones.as_deref().map(read::zones).transpose()?,
            delivery_fee,
            packaging_fee,
            tax_basis_points: charges.tax_basis_points,
            cancel_window: read::window("/cancelWindowMinutes", self.cancel_window_minutes)?,
            voucher_cutoff: read::window("/voucherCutoffMinutes", self.voucher_cutoff_minutes)?,
            prep_time: read::minutes("/prepTimeMinutes", self.prep_time_minutes)?,
            delivery_time: read::minutes("/deliveryTimeMinutes", self.delivery_time_minutes)?,
            verify_first: self.verify_first,
            held_share: read::share(self.held_share_max)?,
            terms: TermsChange {
                accept_within: read::term("/acceptWithinMinutes", self.accept_within_minutes)?,
                reject_after: read::term("/rejectAfterMinutes", self.reject_after_minutes)?,
                targets: read::targets(self.sla_targets)?,
            },
        })
    }
}
