use docket_domain::{
    Address, Amount, Charges, Customer, Draw, Email, Entry, EntryKind, Fulfilment, Hold, Lifecycle,
    Line, LineAddon, Method, Order, OrderId, Payment, Priority, Quantity, Redemption, Role, Send,
    Stop,
};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{Bytes, Malformed, amount, maybe, parse, phone, suffix, texts, time, times};
use crate::keys;

/// An order with what its item remembers of the request that placed it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredOrder {
    /// The order.
    pub order: Order,
    /// The request that placed it.
    pub mark: RequestMark,
}

/// By what a repeated request is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestMark {
    /// Hash of the caller and its `Idempotency-Key`.
    pub caller: [u8; 16],
    /// Hash of the request's body.
    pub body: [u8; 16],
}

/// An order's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct OrderRecord {
    pk: String,
    sk: String,
    /// Sort key of the indexes by time.
    k: String,
    /// Partition of the seller index.
    gs: String,
    /// Partition of the customer index: the customer key.
    gc: String,
    /// Partition of the index of all orders.
    ga: String,
    /// Partition and sort key of the deadline index.
    #[serde(skip_serializing_if = "Option::is_none")]
    gd: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dk: Option<String>,
    /// Day of placing, `YYYYMMDD`.
    dy: String,
    /// Version.
    v: u32,
    /// Status, and its phase for the seller index's readers.
    st: String,
    ph: String,
    /// Lifecycle, `name@version`.
    lc: String,
    /// Seller.
    se: String,
    /// Customer's name, phone, e-mail.
    cn: String,
    cp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ce: Option<String>,
    /// Lines.
    it: Vec<LineRecord>,
    /// Draws, unless they are all of the first bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    dr: Option<Vec<(String, u32, u32)>>,
    /// Currency.
    cy: String,
    /// Discount; delivery fee, packaging fee, tax; paid, refunded, requested.
    #[serde(default, skip_serializing_if = "is_zero")]
    di: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    ch: Option<(u64, u64, u64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pd: Option<(u64, u64, u64)>,
    /// Grand total, for the seller index's readers.
    gt: u64,
    /// Method of fulfilment, address, zone, wanted time.
    fm: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fa: Option<AddressRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fr: Option<i64>,
    /// Menu type, meal window, notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    mt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no: Option<String>,
    /// Priority, unless it is normal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pr: Option<String>,
    /// Placed, last changed, end of the buyer's cancel window.
    pl: i64,
    up: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cu: Option<i64>,
    /// End of the hold; then the newest code: number, nonce, time, attempts.
    #[serde(skip_serializing_if = "Option::is_none")]
    he: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sn: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nc: Option<Bytes<16>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sa: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ca: Option<u32>,
    /// Vouchers: code, discount, whether it counts against the customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    vo: Vec<(String, u64, bool)>,
    /// Until when a buyer who cancels gets them back.
    #[serde(skip_serializing_if = "Option::is_none")]
    vu: Option<i64>,
    /// Whether stopping it restocked, and restored the vouchers.
    #[serde(skip_serializing_if = "Option::is_none")]
    sp: Option<(bool, bool)>,
    /// Timeline.
    tl: Vec<EntryRecord>,
    /// The request that placed it: hash of caller and key, hash of body.
    ih: Bytes<16>,
    rh: Bytes<16>,
}

/// Product, name, quantity, unit price, main course, extras.
type LineRecord = (String, String, u32, u64, bool, Vec<AddonRecord>);
/// Id, name, quantity, unit price.
type AddonRecord = (String, String, u32, u64);
/// Version, kind, status, time, role, actor (absent: the customer), note,
/// change, amount.
type EntryRecord =
    (u32, String, String, i64, String, Option<String>, Option<String>, String, Option<u64>);

#[derive(Debug, Serialize, Deserialize)]
struct AddressRecord {
    #[serde(rename = "1")]
    line1: String,
    #[serde(rename = "2", skip_serializing_if = "Option::is_none")]
    line2: Option<String>,
    #[serde(rename = "l", skip_serializing_if = "Option::is_none")]
    locality: Option<String>,
    #[serde(rename = "c")]
    city: String,
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(rename = "p")]
    postal_code: String,
    #[serde(rename = "n")]
    country: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(value: &u64) -> bool {
    *value == 0
}

impl OrderRecord {
    /// The item of an order. `shards` is how many partitions a month of all
    /// orders is spread over; an order keeps the partition it was placed in.
    pub(crate) fn new(stored: &StoredOrder, shards: u32) -> Self {
        let StoredOrder { order, mark } = stored;
        let suffix = order.id.suffix();
        let day = order.placed_at.to_zoned(TimeZone::UTC).date();
        let closed = order.status.phase.is_closed();
        let hold = order.hold.as_ref();
        Self {
            pk: keys::order(suffix),
            sk: keys::ORDER.to_owned(),
            k: keys::by_time(order.placed_at, suffix.as_str()),
            gs: if closed {
                keys::closed_orders(&order.seller)
            } else {
                keys::open_orders(&order.seller)
            },
            gc: order.customer.key.to_string(),
            ga: keys::all_orders(order.placed_at, suffix.shard(shards)),
            gd: hold.map(|_| suffix.shard(keys::DEADLINE_SHARDS).to_string()),
            dk: hold.map(|hold| keys::by_time(hold.ends_at, suffix.as_str())),
            dy: format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()),
            v: order.version,
            st: order.status.name.to_owned(),
            ph: order.status.phase.name().to_owned(),
            lc: format!("{}@{}", order.lifecycle.name, order.lifecycle.version),
            se: order.seller.to_string(),
            cn: order.customer.name.to_string(),
            cp: order.customer.phone.as_str().to_owned(),
            ce: order.customer.email.as_ref().map(|email| email.as_str().to_owned()),
            it: order.lines.iter().map(line_record).collect(),
            dr: (order.draws != first_bucket(&order.lines)).then(|| draws_record(&order.draws)),
            cy: order.currency.code().to_owned(),
            di: order.discount.minor(),
            ch: (order.charges != Charges::default()).then(|| {
                let Charges { delivery_fee, packaging_fee, tax } = order.charges;
                (delivery_fee.minor(), packaging_fee.minor(), tax.minor())
            }),
            pd: (order.payment != Payment::default()).then(|| {
                let Payment { paid, refunded, requested } = order.payment;
                (paid.minor(), refunded.minor(), requested.minor())
            }),
            gt: order.grand_total().minor(),
            fm: order.fulfilment.method.name().to_owned(),
            fa: order.fulfilment.method.address().map(address_record),
            zo: texts(order.fulfilment.zone.as_ref()),
            fr: order.fulfilment.requested_for.map(Timestamp::as_millisecond),
            mt: texts(order.menu_type.as_ref()),
            mw: texts(order.meal_window.as_ref()),
            no: texts(order.notes.as_ref()),
            pr: (order.priority != Priority::Normal).then(|| order.priority.name().to_owned()),
            pl: order.placed_at.as_millisecond(),
            up: order.updated_at().as_millisecond(),
            cu: order.cancel_until.map(Timestamp::as_millisecond),
            he: hold.map(|hold| hold.ends_at.as_millisecond()),
            sn: hold.map(|hold| hold.send.number),
            nc: hold.map(|hold| Bytes(hold.send.nonce)),
            sa: hold.map(|hold| hold.send.at.as_millisecond()),
            ca: hold.map(|hold| hold.send.attempts),
            vo: order
                .vouchers
                .iter()
                .map(|it| (it.code.to_string(), it.discount.minor(), it.counted))
                .collect(),
            vu: order.vouchers_until.map(Timestamp::as_millisecond),
            sp: order.stop.map(|stop| (stop.restocked, stop.vouchers_restored)),
            tl: order.timeline.iter().map(|entry| entry_record(entry, order)).collect(),
            ih: Bytes(mark.caller),
            rh: Bytes(mark.body),
        }
    }
}

fn line_record(line: &Line) -> LineRecord {
    let addon = |addon: &LineAddon| {
        let (id, name) = (addon.id.to_string(), addon.name.to_string());
        (id, name, addon.quantity.get(), addon.unit_price.minor())
    };
    (
        line.product.to_string(),
        line.name.to_string(),
        line.quantity.get(),
        line.unit_price.minor(),
        line.is_main_course,
        line.addons.iter().map(addon).collect(),
    )
}

fn draws_record(draws: &[Draw]) -> Vec<(String, u32, u32)> {
    draws.iter().map(|draw| (draw.product.to_string(), draw.bucket, draw.quantity)).collect()
}

/// The draws of an order whose products have one bucket each.
fn first_bucket(lines: &[Line]) -> Vec<Draw> {
    let mut draws: Vec<Draw> = Vec::new();
    for line in lines {
        let quantity = line.quantity.get();
        match draws.iter_mut().find(|draw| draw.product == line.product) {
            Some(draw) => draw.quantity += quantity,
            None => draws.push(Draw { product: line.product.clone(), bucket: 0, quantity }),
        }
    }
    draws
}

fn address_record(address: &Address) -> AddressRecord {
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

fn entry_record(entry: &Entry, order: &Order) -> EntryRecord {
    let by_customer = entry.role == Role::Buyer && entry.actor == order.customer.key.as_str();
    (
        entry.version,
        kind_code(entry.kind).to_owned(),
        entry.status.name.to_owned(),
        entry.at.as_millisecond(),
        entry.role.name().to_owned(),
        (!by_customer).then(|| entry.actor.clone()),
        texts(entry.note.as_ref()),
        entry.change.to_string(),
        entry.amount.map(Amount::minor),
    )
}

const KINDS: [EntryKind; 8] = [
    EntryKind::Placed,
    EntryKind::Verified,
    EntryKind::Moved,
    EntryKind::Automatic,
    EntryKind::Stopped,
    EntryKind::Overridden,
    EntryKind::Paid,
    EntryKind::RefundRequested,
];

const fn kind_code(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Placed => "p",
        EntryKind::Verified => "v",
        EntryKind::Moved => "m",
        EntryKind::Automatic => "a",
        EntryKind::Stopped => "s",
        EntryKind::Overridden => "o",
        EntryKind::Paid => "$",
        EntryKind::RefundRequested => "r",
    }
}

impl TryFrom<OrderRecord> for StoredOrder {
    type Error = Malformed;

    fn try_from(record: OrderRecord) -> Result<Self, Malformed> {
        let lifecycle = lifecycle(&record.lc)?;
        let status = lifecycle
            .status(&record.st)
            .ok_or_else(|| Malformed::new("st", "not a status of the lifecycle"))?;
        let id: OrderId =
            parse("dy", &format!("ORD-{}-{}", record.dy, suffix(&record.pk)?.as_str()))?;
        let lines = record.it.into_iter().map(line).collect::<Result<Vec<_>, _>>()?;
        let draws = match record.dr {
            None => first_bucket(&lines),
            Some(draws) => draws
                .into_iter()
                .map(|(product, bucket, quantity)| {
                    Ok(Draw { product: parse("dr", &product)?, bucket, quantity })
                })
                .collect::<Result<_, Malformed>>()?,
        };
        let timeline = record
            .tl
            .into_iter()
            .map(|it| entry(it, lifecycle, &record.gc))
            .collect::<Result<_, _>>()?;
        let (delivery_fee, packaging_fee, tax) = record.ch.unwrap_or_default();
        let (paid, refunded, requested) = record.pd.unwrap_or_default();
        let order = Order {
            id,
            seller: parse("se", &record.se)?,
            lifecycle,
            status,
            version: record.v,
            customer: Customer {
                key: parse("gc", &record.gc)?,
                name: parse("cn", &record.cn)?,
                phone: phone("cp", &record.cp)?,
                email: maybe::<Email>("ce", record.ce.as_deref())?,
            },
            lines,
            draws,
            currency: parse("cy", &record.cy)?,
            discount: amount("di", record.di)?,
            charges: Charges {
                delivery_fee: amount("ch", delivery_fee)?,
                packaging_fee: amount("ch", packaging_fee)?,
                tax: amount("ch", tax)?,
            },
            payment: Payment {
                paid: amount("pd", paid)?,
                refunded: amount("pd", refunded)?,
                requested: amount("pd", requested)?,
            },
            fulfilment: Fulfilment {
                method: method(&record.fm, record.fa)?,
                zone: maybe("zo", record.zo.as_deref())?,
                requested_for: times("fr", record.fr)?,
            },
            menu_type: maybe("mt", record.mt.as_deref())?,
            meal_window: maybe("mw", record.mw.as_deref())?,
            notes: maybe("no", record.no.as_deref())?,
            priority: priority(record.pr.as_deref())?,
            placed_at: time("pl", record.pl)?,
            cancel_until: times("cu", record.cu)?,
            hold: hold(record.he, record.sn, record.nc, record.sa, record.ca)?,
            vouchers: record
                .vo
                .into_iter()
                .map(|(code, discount, counted)| {
                    Ok(Redemption {
                        code: parse("vo", &code)?,
                        discount: amount("vo", discount)?,
                        counted,
                    })
                })
                .collect::<Result<_, Malformed>>()?,
            vouchers_until: times("vu", record.vu)?,
            stop: record
                .sp
                .map(|(restocked, vouchers_restored)| Stop { restocked, vouchers_restored }),
            timeline,
        };
        Ok(Self { order, mark: RequestMark { caller: record.ih.0, body: record.rh.0 } })
    }
}

pub(super) fn lifecycle(text: &str) -> Result<&'static Lifecycle, Malformed> {
    text.split_once('@')
        .and_then(|(name, version)| Lifecycle::find(name, version.parse().ok()?))
        .ok_or_else(|| Malformed::new("lc", "not a known lifecycle"))
}

fn line(record: LineRecord) -> Result<Line, Malformed> {
    let (product, name, count, unit_price, is_main_course, addons) = record;
    let addons = addons
        .into_iter()
        .map(|(id, name, count, price)| {
            Ok(LineAddon {
                id: parse("it", &id)?,
                name: parse("it", &name)?,
                quantity: quantity(count)?,
                unit_price: amount("it", price)?,
            })
        })
        .collect::<Result<Vec<_>, Malformed>>()?;
    let unit_price = amount("it", unit_price)?;
    let total = total(unit_price, &addons, count)
        .ok_or_else(|| Malformed::new("it", "the total is out of range"))?;
    Ok(Line {
        product: parse("it", &product)?,
        name: parse("it", &name)?,
        quantity: quantity(count)?,
        unit_price,
        addons,
        is_main_course,
        total,
    })
}

fn total(unit_price: Amount, addons: &[LineAddon], count: u32) -> Option<Amount> {
    addons
        .iter()
        .try_fold(unit_price, |sum, addon| sum.plus(addon.unit_price.times(addon.quantity.get())?))?
        .times(count)
}

fn quantity(count: u32) -> Result<Quantity, Malformed> {
    Quantity::new(count).map_err(|error| Malformed::new("it", error))
}

fn entry(
    record: EntryRecord,
    lifecycle: &'static Lifecycle,
    customer: &str,
) -> Result<Entry, Malformed> {
    let (version, kind, status, at, role, actor, note, change, minor) = record;
    Ok(Entry {
        version,
        kind: KINDS
            .into_iter()
            .find(|known| kind_code(*known) == kind)
            .ok_or_else(|| Malformed::new("tl", "unknown kind"))?,
        status: lifecycle
            .status(&status)
            .ok_or_else(|| Malformed::new("tl", "not a status of the lifecycle"))?,
        at: time("tl", at)?,
        role: Role::from_name(&role).ok_or_else(|| Malformed::new("tl", "unknown role"))?,
        actor: actor.unwrap_or_else(|| customer.to_owned()),
        note: maybe("tl", note.as_deref())?,
        amount: minor.map(|minor| amount("tl", minor)).transpose()?,
        change: parse("tl", &change)?,
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
        line1: parse("fa", &record.line1)?,
        line2: maybe("fa", record.line2.as_deref())?,
        locality: maybe("fa", record.locality.as_deref())?,
        city: parse("fa", &record.city)?,
        state: maybe("fa", record.state.as_deref())?,
        postal_code: parse("fa", &record.postal_code)?,
        country: parse("fa", &record.country)?,
    })
}

pub(super) fn priority(name: Option<&str>) -> Result<Priority, Malformed> {
    let name = name.unwrap_or(Priority::Normal.name());
    Priority::ALL
        .into_iter()
        .find(|priority| priority.name() == name)
        .ok_or_else(|| Malformed::new("pr", "unknown priority"))
}

fn hold(
    ends_at: Option<i64>,
    number: Option<u32>,
    nonce: Option<Bytes<16>>,
    at: Option<i64>,
    attempts: Option<u32>,
) -> Result<Option<Hold>, Malformed> {
    match (ends_at, number, nonce, at) {
        (None, None, None, None) => Ok(None),
        (Some(ends_at), Some(number), Some(Bytes(nonce)), Some(at)) => Ok(Some(Hold {
            ends_at: time("he", ends_at)?,
            send: Send { number, nonce, at: time("sa", at)?, attempts: attempts.unwrap_or(0) },
        })),
        (_, _, _, _) => Err(Malformed::new("he", "a hold with a part missing")),
    }
}
