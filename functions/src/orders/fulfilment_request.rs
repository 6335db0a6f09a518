//! The part of a request body that says how, where and when a customer wants to receive an order, and its
//! conversion into the types of the domain.

use docket_app::Faults;
use docket_domain::{
    Address, AddressFault, AddressField, AddressParts, Country, Fulfilment, Method, MethodKind,
    OneLine,
};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{http::Moment, openapi::words};

/// How, where and when a customer wants to receive an order.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FulfilmentRequest {
    /// How the order reaches the customer: `pickup`, `delivery` or `shipping`. The seller must
    /// offer the method.
    #[schema(value_type = words::MethodName)]
    method: MethodName,
    /// Delivery address. Required for `delivery` and `shipping`; must be absent for `pickup`.
    address: Option<AddressRequest>,
    /// Identifier of one of the seller's delivery zones, as get-seller lists them. Optional.
    #[schema(value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// Time at which the customer wants the order (RFC 3339): in the future, and at most two years
    /// ahead. Absent for as soon as possible.
    #[schema(value_type = Option<words::MomentInput>)]
    pub requested_for: Option<Moment>,
}

/// How an order reaches its customer.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodName {
    /// The customer collects the order from the seller.
    Pickup,
    /// The seller's drivers deliver the order to the address.
    Delivery,
    /// A carrier delivers the order to the address.
    Shipping,
}

/// A postal address. `city`, `state` and `postalCode` are required where addresses of the country
/// have them. 400 `invalid_request` names each field that is missing, and a postal code that is not
/// one of the country.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddressRequest {
    /// Street and house number, up to 255 characters.
    #[schema(value_type = words::Line)]
    line1: String,
    /// Apartment, floor, building or company, up to 255 characters.
    #[schema(value_type = Option<words::Line>)]
    line2: Option<String>,
    /// District or neighbourhood of the city, up to 255 characters.
    #[schema(value_type = Option<words::Line>)]
    locality: Option<String>,
    /// City or town, up to 100 characters. Required where addresses of the country have one.
    #[schema(value_type = Option<words::Name>)]
    city: Option<String>,
    /// State, province, emirate or comparable region, up to 100 characters. Required where
    /// addresses of the country have one.
    #[schema(value_type = Option<words::Name>)]
    state: Option<String>,
    /// Postal code in a format of the country, up to 20 characters. Required where addresses of the
    /// country have one.
    #[schema(value_type = Option<words::PostalCode>)]
    postal_code: Option<String>,
    /// ISO 3166 code or English name of the country, in upper or lower case. Answers contain the
    /// code.
    #[schema(value_type = words::Country)]
    country: String,
}

/// Reads how an order reaches its customer. An address that equals that of `old` is accepted
/// without a new check, even if the rules for addresses have changed.
pub fn read_fulfilment(
    request: &FulfilmentRequest,
    old: Option<&Fulfilment>,
    faults: &mut Faults,
) -> Option<Fulfilment> {
    let zone = faults.maybe("/fulfilment/zoneId", request.zone_id.as_deref());
    let old = old.and_then(|it| it.method.address());
    let place = "/fulfilment/address";
    let address = request.address.as_ref().map(|it| read_address(place, it, old, faults));
    let unread = faults.has("/fulfilment/method");
    let method = match (request.method, address) {
        // Whether there must be an address, the method would say.
        _ if unread => None,
        (MethodName::Pickup, None) => Some(Method::Pickup),
        (MethodName::Delivery, Some(address)) => address.map(Method::Delivery),
        (MethodName::Shipping, Some(address)) => address.map(Method::Shipping),
        (MethodName::Pickup, Some(_)) => {
            faults.add("/fulfilment/address", "must be absent for the method pickup");
            None
        }
        (MethodName::Delivery | MethodName::Shipping, None) => {
            faults.add("/fulfilment/address", "is required for the methods delivery and shipping");
            None
        }
    };
    let requested_for = request.requested_for.map(Timestamp::from);
    Some(Fulfilment { method: method?, zone, requested_for })
}

/// Reads an address at `place`. One that equals `old` is accepted without a new check, even if the
/// rules for addresses have changed.
pub fn read_address(
    place: &str,
    request: &AddressRequest,
    old: Option<&Address>,
    faults: &mut Faults,
) -> Option<Address> {
    let at = |field: &str| format!("{place}/{field}");
    let line1 = faults.parse(&at("line1"), &request.line1);
    let line2 = faults.maybe(&at("line2"), request.line2.as_deref());
    let locality = faults.maybe(&at("locality"), request.locality.as_deref());
    let city = faults.maybe(&at("city"), request.city.as_deref());
    let state = faults.maybe(&at("state"), request.state.as_deref());
    let postal_code = faults.maybe(&at("postalCode"), request.postal_code.as_deref());
    let country: Option<OneLine<100>> = faults.parse(&at("country"), &request.country);
    let parts = line1.zip(country.clone()).map(|(line1, country)| AddressParts {
        line1,
        line2,
        locality,
        city,
        state,
        postal_code: postal_code.clone(),
        country,
    });
    if let Some(same) = old.filter(|it| parts.as_ref() == Some(it.parts())) {
        return Some(same.clone());
    }
    // What is there and cannot be read is among the faults, and not missing.
    let has = |field| match field {
        AddressField::Line1 => true,
        AddressField::Locality => request.locality.is_some(),
        AddressField::City => request.city.is_some(),
        AddressField::State => request.state.is_some(),
        AddressField::PostalCode => request.postal_code.is_some(),
    };
    let unfit = match Country::named(country?.as_str()) {
        None => vec![AddressFault::UnknownCountry],
        Some(country) => country.faults(has, postal_code.as_ref().map(OneLine::as_str)),
    };
    for fault in unfit {
        faults.add(at(fault.place()), fault);
    }
    Address::new(parts?).ok()
}

impl From<MethodName> for MethodKind {
    fn from(name: MethodName) -> Self {
        match name {
            MethodName::Pickup => Self::Pickup,
            MethodName::Delivery => Self::Delivery,
            MethodName::Shipping => Self::Shipping,
        }
    }
}
