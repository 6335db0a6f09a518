//! What the requests about sellers have in common.

use docket_domain::{Amount, Edit, Lifecycle, Minutes, Seller, Share, Targets, Term, Zone};
use jiff::SignedDuration;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    http::{FieldError, present},
    openapi::words,
};

/// A part of the area where a seller delivers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ZoneToSet)]
pub struct ZoneRequest {
    /// Its id within the seller.
    #[schema(value_type = words::ZoneId)]
    id: String,
    /// Up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
}

/// Fees and tax; what is absent stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ChargesToSet)]
pub struct ChargesRequest {
    /// In minor units; added once when the order is delivered.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Amount)]
    pub delivery_fee: Option<i64>,
    /// In minor units; added once.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Amount)]
    pub packaging_fee: Option<i64>,
    /// Basis points (1/10,000) of subtotal less discount.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::BasisPoints)]
    pub tax_basis_points: Option<u32>,
}

/// The most minutes that an order of each priority may stay in a status; none
/// where nothing is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TargetsToSet, example = json!({"status": "PREPARING", "normal": 30, "urgent": 15}))]
pub struct TargetsRequest {
    /// A status of the lifecycle in which a confirmed order waits for somebody.
    #[schema(value_type = words::StatusName)]
    status: String,
    #[schema(value_type = Option<words::Term>)]
    low: Option<u32>,
    #[schema(value_type = Option<words::Term>)]
    normal: Option<u32>,
    #[schema(value_type = Option<words::Term>)]
    high: Option<u32>,
    #[schema(value_type = Option<words::Term>)]
    urgent: Option<u32>,
}

pub fn lifecycle(name: &str) -> Result<&'static Lifecycle, FieldError> {
    Lifecycle::newest(name).ok_or_else(|| {
        let detail = "must be producer, shop, kitchen or marketplace";
        FieldError::at("/lifecycle", detail)
    })
}

pub fn zones(zones: &[ZoneRequest]) -> Result<Vec<Zone>, FieldError> {
    let zone = |(at, zone): (usize, &ZoneRequest)| {
        let fault = |field: &str| format!("/zones/{at}/{field}");
        Ok(Zone {
            id: zone.id.parse().map_err(|error| FieldError::at(fault("id"), error))?,
            name: zone.name.parse().map_err(|error| FieldError::at(fault("name"), error))?,
        })
    };
    zones.iter().enumerate().map(zone).collect()
}

pub fn amount(pointer: &str, minor: Option<i64>) -> Result<Option<Amount>, FieldError> {
    let amount = minor.map(Amount::new).transpose();
    amount.map_err(|error| FieldError::at(pointer, error))
}

pub fn share(percent: Edit<u32>) -> Result<Edit<Share>, FieldError> {
    percent.try_map(Share::new).map_err(|error| FieldError::at("/heldShareMax", error))
}

pub fn minutes(pointer: &str, minutes: Edit<u32>) -> Result<Edit<Minutes>, FieldError> {
    minutes.try_map(Minutes::new).map_err(|error| FieldError::at(pointer, error))
}

pub fn term(pointer: &str, minutes: Edit<u32>) -> Result<Edit<Term>, FieldError> {
    minutes.try_map(Term::new).map_err(|error| FieldError::at(pointer, error))
}

/// Targets by the names of their statuses, which the lifecycle will know.
pub fn targets(
    rows: Edit<Vec<TargetsRequest>>,
) -> Result<Edit<Vec<(String, Targets)>>, FieldError> {
    let row = |(at, row): (usize, TargetsRequest)| {
        let term = |name: &str, minutes: Option<u32>| {
            let term = minutes.map(Term::new).transpose();
            term.map_err(|error| FieldError::at(format!("/slaTargets/{at}/{name}"), error))
        };
        let targets = Targets::new([
            term("low", row.low)?,
            term("normal", row.normal)?,
            term("high", row.high)?,
            term("urgent", row.urgent)?,
        ]);
        Ok((row.status, targets))
    };
    rows.try_map(|rows| rows.into_iter().enumerate().map(row).collect())
}

pub fn window(pointer: &str, minutes: Edit<u32>) -> Result<Edit<SignedDuration>, FieldError> {
    minutes.try_map(|minutes| {
        if minutes <= Seller::MAX_WINDOW {
            Ok(SignedDuration::from_mins(minutes.into()))
        } else {
            let detail = format!("must be between 0 and {}", Seller::MAX_WINDOW);
            Err(FieldError::at(pointer, detail))
        }
    })
}
