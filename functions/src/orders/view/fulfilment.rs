//! How an order reaches its buyer, as callers see it.

use docket_domain::{Address, AddressParts, Fulfilment, OneLine, Order};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// How an order reaches its buyer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FulfilmentView {
    /// `pickup`, `delivery` or `shipping`.
    #[schema(value_type = words::MethodName)]
    method: &'static str,
    /// Where to.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<AddressView>,
    /// The seller's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// An order's zone by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<NamedZone>,
    /// When it is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    requested_for: Option<Moment>,
}

/// A zone by name.
#[derive(Serialize, ToSchema)]
pub struct NamedZone {
    /// The zone, within its seller.
    #[schema(value_type = words::ZoneId)]
    id: String,
    /// What it was called when it was chosen; null for orders and batches of
    /// before names were kept.
    #[schema(value_type = Option<words::Name>, required)]
    name: Option<String>,
}

impl NamedZone {
    /// A zone with its name, where that is known.
    pub fn new(zone: &OneLine<64>, name: Option<&OneLine<100>>) -> Self {
        Self { id: zone.to_string(), name: name.map(ToString::to_string) }
    }
}

/// A postal address.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddressView {
    #[schema(value_type = words::Line)]
    line1: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Line>)]
    line2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Line>)]
    locality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::PostalCode>)]
    postal_code: Option<String>,
    /// Its ISO 3166 code, or what an older order calls it.
    #[schema(value_type = words::Country)]
    country: String,
}

impl FulfilmentView {
    /// How it reaches its buyer, with the address for who may see that.
    pub fn new(fulfilment: &Fulfilment, shows_address: bool) -> Self {
        let shown = fulfilment.method.address().filter(|_| shows_address);
        Self {
            method: fulfilment.method.name(),
            address: shown.map(address),
            zone_id: fulfilment.zone.as_ref().map(ToString::to_string),
            zone: None,
            requested_for: fulfilment.requested_for.map(Into::into),
        }
    }

    /// An order's, with its zone by name.
    pub fn of(order: &Order, shows_address: bool) -> Self {
        let named = |zone| NamedZone::new(zone, order.names.zone.as_ref());
        let zone = order.fulfilment.zone.as_ref().map(named);
        Self { zone, ..Self::new(&order.fulfilment, shows_address) }
    }
}

pub fn address(address: &Address) -> AddressView {
    let AddressParts { line1, line2, locality, city, state, postal_code, country } =
        address.parts();
    AddressView {
        line1: line1.to_string(),
        line2: line2.as_ref().map(ToString::to_string),
        locality: locality.as_ref().map(ToString::to_string),
        city: city.as_ref().map(ToString::to_string),
        state: state.as_ref().map(ToString::to_string),
        postal_code: postal_code.as_ref().map(ToString::to_string),
        country: country.to_string(),
    }
}
