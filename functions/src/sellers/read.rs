//! Parts that the requests about sellers share, and their reading into the domain's types.

use docket_app::Faults;
use docket_domain::{
    Address, CaptureTime, Edit, Lifecycle, MethodKind, Methods, OpeningHours, OpeningHoursError,
    OpeningTime, Seller, Targets, Term, Zone,
};
use jiff::SignedDuration;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    http::{names, present},
    openapi::{samples, words},
    orders::fulfilment_request::{AddressRequest, MethodName, read_address},
};

/// Reads the time at which payments are captured.
pub fn capture(name: &str) -> Result<CaptureTime, &'static str> {
    let known = CaptureTime::ALL.into_iter().find(|it| it.name() == name);
    known.ok_or("must be on_accept or immediate")
}

/// A delivery zone of a seller.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ZoneToSet)]
pub struct ZoneRequest {
    /// Identifier of the zone, unique within the seller. Orders name the zone by it.
    #[schema(value_type = words::ZoneId)]
    id: String,
    /// Name of the zone as people see it, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
}

/// Fees and tax that a seller adds to its orders. Absent fields keep their value, 0 for a new
/// seller.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ChargesToSet)]
pub struct ChargesRequest {
    /// Fee per delivered order, in minor units of the seller's currency. Pickup and shipping cost
    /// no delivery fee.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Amount)]
    pub delivery_fee: Option<i64>,
    /// Fee per order, in minor units of the seller's currency.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Amount)]
    pub packaging_fee: Option<i64>,
    /// Tax rate in basis points (1/10,000) of the subtotal after the discount, 0 to 10,000.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::BasisPoints)]
    pub tax_basis_points: Option<u32>,
}

/// Longest time that an order may stay in a status, by priority. A priority without a target is not
/// measured.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TargetsToSet, example = samples::targets)]
pub struct TargetsRequest {
    /// Status of the seller's lifecycle in which a verified order waits for a person to move it.
    /// Each status is named once.
    #[schema(value_type = words::StatusName)]
    status: String,
    /// Target for orders of priority `low`, in minutes, 1 to 43,200.
    #[schema(value_type = Option<words::Term>)]
    low: Option<u32>,
    /// Target for orders of priority `normal`, in minutes, 1 to 43,200.
    #[schema(value_type = Option<words::Term>)]
    normal: Option<u32>,
    /// Target for orders of priority `high`, in minutes, 1 to 43,200.
    #[schema(value_type = Option<words::Term>)]
    high: Option<u32>,
    /// Target for orders of priority `urgent`, in minutes, 1 to 43,200.
    #[schema(value_type = Option<words::Term>)]
    urgent: Option<u32>,
}

/// A time of the week at which a seller is open.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OpeningTimeToSet, example = json!({"day": "friday", "opens": "17:00", "closes": "01:00"}))]
pub struct OpeningTimeRequest {
    /// Day of the week on which the seller opens, in the seller's time zone.
    #[schema(value_type = words::WeekdayName)]
    day: String,
    /// Opening time in the seller's time zone, `HH:MM`.
    #[schema(value_type = words::ClockTime)]
    opens: String,
    /// Closing time in the seller's time zone, `HH:MM`. It is on the next day when it is not later
    /// than `opens`.
    #[schema(value_type = words::ClockTime)]
    closes: String,
}

/// Reads the postal address of a seller.
pub fn address(address: Edit<AddressRequest>, faults: &mut Faults) -> Edit<Address> {
    // What cannot be read is among the faults.
    let read = |it: AddressRequest| read_address("/address", &it, None, faults).ok_or(());
    address.try_map(read).unwrap_or(Edit::Keep)
}

/// Reads the fulfilment methods that a seller offers.
pub fn methods(methods: Edit<Vec<MethodName>>, faults: &mut Faults) -> Edit<Methods> {
    faults.edit_with("/methods", methods, |names| {
        Methods::new(&names.into_iter().map(MethodKind::from).collect::<Vec<_>>())
    })
}

/// Reads the weekly opening hours of a seller.
pub fn hours(hours: Edit<Vec<OpeningTimeRequest>>, faults: &mut Faults) -> Edit<OpeningHours> {
    let read = |rows: Vec<OpeningTimeRequest>| read_hours(&rows, faults).ok_or(());
    hours.try_map(read).unwrap_or(Edit::Keep)
}

fn read_hours(rows: &[OpeningTimeRequest], faults: &mut Faults) -> Option<OpeningHours> {
    let row = |(at, row): (usize, &OpeningTimeRequest)| {
        faults.within(&format!("/hours/{at}"), |faults| {
            let day = faults.parse("/day", &row.day);
            let opens = faults.parse("/opens", &row.opens);
            let closes = faults.parse("/closes", &row.closes);
            Some(OpeningTime { day: day?, opens: opens?, closes: closes? })
        })
    };
    let times: Vec<_> = rows.iter().enumerate().filter_map(row).collect();
    if times.len() < rows.len() {
        return None;
    }
    match OpeningHours::new(times) {
        Ok(hours) => Some(hours),
        Err(error) => {
            match error {
                OpeningHoursError::TooMany => faults.add("/hours", error),
                OpeningHoursError::Overlap(at) => faults.add(format!("/hours/{at}"), error),
            }
            None
        }
    }
}

pub fn lifecycle(name: &str) -> Result<&'static Lifecycle, String> {
    Lifecycle::newest(name).ok_or_else(|| names::one_of(&Lifecycle::names()))
}

pub fn zones(zones: &[ZoneRequest], faults: &mut Faults) -> Vec<Zone> {
    let zone = |(at, zone): (usize, &ZoneRequest)| {
        faults.within(&format!("/zones/{at}"), |faults| {
            let id = faults.parse("/id", &zone.id);
            let name = faults.parse("/name", &zone.name);
            Some(Zone { id: id?, name: name? })
        })
    };
    zones.iter().enumerate().filter_map(zone).collect()
}

/// Reads targets with the names of their statuses, which the domain compares with the lifecycle.
pub fn targets(
    rows: Edit<Vec<TargetsRequest>>,
    faults: &mut Faults,
) -> Edit<Vec<(String, Targets)>> {
    let row = |(at, row): (usize, TargetsRequest)| {
        faults.within(&format!("/slaTargets/{at}"), |faults| {
            let mut term = |pointer, minutes| faults.maybe_with(pointer, minutes, Term::new);
            let targets = Targets::new([
                term("/low", row.low),
                term("/normal", row.normal),
                term("/high", row.high),
                term("/urgent", row.urgent),
            ]);
            (row.status, targets)
        })
    };
    let read = |rows: Vec<TargetsRequest>| rows.into_iter().enumerate().map(row).collect();
    match rows {
        Edit::Keep => Edit::Keep,
        Edit::Clear => Edit::Clear,
        Edit::Set(rows) => Edit::Set(read(rows)),
    }
}

pub fn window(minutes: u32) -> Result<SignedDuration, String> {
    if minutes <= Seller::MAX_WINDOW {
        Ok(SignedDuration::from_mins(minutes.into()))
    } else {
        Err(format!("must be between 0 and {} minutes", Seller::MAX_WINDOW))
    }
}
