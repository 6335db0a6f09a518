//! The stored form of a seller's storefront.

use docket_domain::{
    Amount, ExtraPrep, MethodKind, Methods, Minutes, OpeningHours, OpeningTime, Storefront,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Malformed, amount,
    fulfilment::{AddressRecord, address_record, read_address},
    maybe_text, parse, phone, time, times,
};

/// A part of a seller's item. Unset values are absent.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct StorefrontRecord {
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<String>,
    /// Phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<AddressRecord>,
    /// Names of the methods, unless all are offered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    m: Vec<String>,
    /// Opening hours: day, from, to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    h: Vec<(String, String, String)>,
    /// The minimal order.
    #[serde(skip_serializing_if = "Option::is_none")]
    o: Option<u64>,
    /// The end of a pause.
    #[serde(skip_serializing_if = "Option::is_none")]
    u: Option<i64>,
    /// Extra minutes, and their end.
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<(u32, i64)>,
}

/// The record; `None` when nothing is set.
pub(super) fn storefront_record(front: &Storefront) -> Option<StorefrontRecord> {
    if *front == Storefront::default() {
        return None;
    }
    let is_all = front.methods == Methods::default();
    let methods = front.methods.kinds().filter(|_| !is_all).map(|kind| kind.name().to_owned());
    let hours = |time: &OpeningTime| {
        (time.day.name().to_owned(), time.opens.to_string(), time.closes.to_string())
    };
    Some(StorefrontRecord {
        d: front.description.as_ref().map(|text| text.as_str().to_owned()),
        p: front.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        a: front.address.as_ref().map(address_record),
        m: methods.collect(),
        h: front.hours.times().iter().map(hours).collect(),
        o: front.minimum_order.map(Amount::minor),
        u: front.paused_until.map(Timestamp::as_millisecond),
        x: front.extra_prep.map(|it| (it.minutes.minutes(), it.until.as_millisecond())),
    })
}

/// Reads a storefront.
pub(super) fn storefront(record: StorefrontRecord) -> Result<Storefront, Malformed> {
    let hours = |(day, opens, closes): (String, String, String)| {
        Ok(OpeningTime {
            day: parse("sf.h", &day)?,
            opens: parse("sf.h", &opens)?,
            closes: parse("sf.h", &closes)?,
        })
    };
    let hours = record.h.into_iter().map(hours).collect::<Result<_, Malformed>>()?;
    let extra = |(count, until): (u32, i64)| {
        let minutes = Minutes::new(count).map_err(|error| Malformed::new("sf.x", error))?;
        Ok(ExtraPrep { minutes, until: time("sf.x", until)? })
    };
    Ok(Storefront {
        description: maybe_text("sf.d", record.d.as_deref())?,
        phone: record.p.as_deref().map(|number| phone("sf.p", number)).transpose()?,
        address: record.a.as_ref().map(read_address).transpose()?,
        methods: methods(&record.m)?,
        hours: OpeningHours::new(hours).map_err(|error| Malformed::new("sf.h", error))?,
        minimum_order: record.o.map(|least| amount("sf.o", least)).transpose()?,
        paused_until: times("sf.u", record.u)?,
        extra_prep: record.x.map(extra).transpose()?,
    })
}

fn methods(names: &[String]) -> Result<Methods, Malformed> {
    if names.is_empty() {
        return Ok(Methods::default());
    }
    let named = |kind: &MethodKind| names.iter().any(|name| name == kind.name());
    let kinds: Vec<_> = MethodKind::ALL.into_iter().filter(named).collect();
    Methods::new(&kinds).map_err(|error| Malformed::new("sf.m", error))
}
