//! How an order reaches its customer, as callers see it.

use docket_domain::{Address, AddressParts, Fulfilment, OneLine, Order};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// How, where and when the customer receives an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FulfilmentView {
    /// How the order reaches the customer: `pickup` (the customer collects it), `delivery` (the
    /// seller's drivers deliver it) or `shipping` (a carrier delivers it).
    #[schema(value_type = words::MethodName)]
    method: &'static str,
    /// Delivery address. Absent for `pickup`, and for the order's driver from 24 hours after the
    /// order ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<AddressView>,
    /// Identifier of the seller's delivery zone. Absent if none was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// Delivery zone with its name. Absent if none was chosen, and where the fulfilment is that of
    /// a template.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<NamedZone>,
    /// Time at which the customer wants the order (UTC, RFC 3339). Absent for as soon as possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    requested_for: Option<Moment>,
}

/// A delivery zone with its name.
#[derive(Serialize, ToSchema)]
pub struct NamedZone {
    /// Identifier of the zone, unique within its seller.
    #[schema(value_type = words::ZoneId)]
    id: String,
    /// Name of the zone when it was chosen for the order; null for orders and batches that were
    /// created before names were recorded.
    #[schema(value_type = Option<words::Name>, required)]
    name: Option<String>,
}

impl NamedZone {
    /// A zone with its name, where that is known.
    pub fn new(zone: &OneLine<64>, name: Option<&OneLine<100>>) -> Self {
        Self { id: zone.to_string(), name: name.map(ToString::to_string) }
    }
}

/// A postal address, checked by the rules of its country when it was entered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddressView {
    /// Street and house number, up to 255 characters.
    #[schema(value_type = words::Line)]
    line1: String,
    /// Apartment, floor, building or company. Absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Line>)]
    line2: Option<String>,
    /// District or neighbourhood of the city. Absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Line>)]
    locality: Option<String>,
    /// City or town. Absent if none was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    city: Option<String>,
    /// State, province or region. Absent if none was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    state: Option<String>,
    /// Postal code in a format of the country. Absent if none was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::PostalCode>)]
    postal_code: Option<String>,
    /// ISO 3166 code of the country. Orders that were placed before codes were recorded have the
    /// name that was entered.
    #[schema(value_type = words::Country)]
    country: String,
}

impl FulfilmentView {
    /// A fulfilment without the zone's name, with the address if the caller may see it.
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

    /// The fulfilment of an order, with the name of its zone.
    pub fn of(order: &Order, shows_address: bool) -> Self {
        let named = |zone| NamedZone::new(zone, order.names.zone.as_ref());
        let zone = order.fulfilment.zone.as_ref().map(named);
        Self { zone, ..Self::new(&order.fulfilment, shows_address) }
    }
}

/// An address as callers see it.
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
