//! How an order reaches its buyer, as items keep it.

use docket_domain::{Address, Fulfilment, Method};
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
    #[serde(rename = "c")]
    pub(super) city: String,
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<String>,
    #[serde(rename = "p")]
    pub(super) postal_code: String,
    #[serde(rename = "n")]
    pub(super) country: String,
}

pub(super) fn address_record(address: &Address) -> AddressRecord {
    AddressRecord {
        line1: address.line1.to_string(),
        line2: texts(address.line2.as_ref()),
        locality: texts(address.locality.as_ref()),
        city: address.city.to_string(),
        state: texts(address.state.as_ref()),
        postal_code: address.postal_code.to_string(),
        country: address.country.to_string(),
    }
}

/// How it reaches its buyer: method, address, zone, wanted time.
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

fn read_address(record: &AddressRecord) -> Result<Address, Malformed> {
    Ok(Address {
        line1: one_line("fa", &record.line1)?,
        line2: maybe_line("fa", record.line2.as_deref())?,
        locality: maybe_line("fa", record.locality.as_deref())?,
        city: one_line("fa", &record.city)?,
        state: maybe_line("fa", record.state.as_deref())?,
        postal_code: one_line("fa", &record.postal_code)?,
        country: one_line("fa", &record.country)?,
    })
}
