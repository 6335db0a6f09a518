//! The stored form of an order's fulfilment.

use docket_domain::{Address, AddressParts, Fulfilment, Method};
use serde::{Deserialize, Serialize};

use super::{Malformed, maybe_line, one_line, texts, times};

/// A postal address.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AddressRecord {
    #[serde(rename = "1")]
    pub(super) line1: String,
    #[serde(rename = "2", skip_serializing_if = "Option::is_none")]
    pub(super) line2: Option<String>,
    #[serde(rename = "l", skip_serializing_if = "Option::is_none")]
    pub(super) locality: Option<String>,
    #[serde(rename = "c", skip_serializing_if = "Option::is_none")]
    pub(super) city: Option<String>,
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<String>,
    #[serde(rename = "p", skip_serializing_if = "Option::is_none")]
    pub(super) postal_code: Option<String>,
    #[serde(rename = "n")]
    pub(super) country: String,
}

pub(super) fn address_record(address: &Address) -> AddressRecord {
    let AddressParts { line1, line2, locality, city, state, postal_code, country } =
        address.parts();
    AddressRecord {
        line1: line1.to_string(),
        line2: texts(line2.as_ref()),
        locality: texts(locality.as_ref()),
        city: texts(city.as_ref()),
        state: texts(state.as_ref()),
        postal_code: texts(postal_code.as_ref()),
        country: country.to_string(),
    }
}

/// Reads a fulfilment from its method, address, zone and requested time.
pub(super) fn fulfilment(
    name: &str,
    address: Option<AddressRecord>,
    zone: Option<&str>,
    requested_for: Option<i64>,
) -> Result<Fulfilment, Malformed> {
    Ok(Fulfilment {
        method: method(name, address)?,
        zone: maybe_line("zo", zone)?,
        requested_for: times("fr", requested_for)?,
    })
}

fn method(name: &str, address: Option<AddressRecord>) -> Result<Method, Malformed> {
    match (name, address) {
        ("pickup", None) => Ok(Method::Pickup),
        ("delivery", Some(record)) => Ok(Method::Delivery(read_address(&record)?)),
        ("shipping", Some(record)) => Ok(Method::Shipping(read_address(&record)?)),
        (_, _) => Err(Malformed::new("fm", "does not fit its address")),
    }
}

pub(super) fn read_address(record: &AddressRecord) -> Result<Address, Malformed> {
    Ok(Address::from_stored(AddressParts {
        line1: one_line("fa", &record.line1)?,
        line2: maybe_line("fa", record.line2.as_deref())?,
        locality: maybe_line("fa", record.locality.as_deref())?,
        city: maybe_line("fa", record.city.as_deref())?,
        state: maybe_line("fa", record.state.as_deref())?,
        postal_code: maybe_line("fa", record.postal_code.as_deref())?,
        country: one_line("fa", &record.country)?,
    }))
}
