//! An order's item and its attributes.

use docket_domain::{
    Charges, Draw, Line, LineAddon, LineId, Minutes, OpenRefund, Order, PaymentTotals, Priority,
    Share,
};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    Bytes,
    entry::{EntryRecord, entry_records, short_id},
    fulfilment::{AddressRecord, address_record},
    is_zero,
    order_payments::{
        OrderPaymentRecord, OrderPaymentTimes, PaymentFirstRecord, payment_first_record,
        payment_record, payment_times,
    },
    row_details::DetailsRecord,
    terms::{TermsRecord, terms_record},
    texts, unless,
};
use crate::{Item, StoreError, table::keys};

/// An order with the mark of the request that placed it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredOrder {
    /// The order.
    pub order: Order,
    /// The mark of that request.
    pub mark: RequestMark,
}

impl StoredOrder {
    /// Its item in the table. `shards` is the number of partitions per month in the index of all
    /// orders.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] when it cannot be serialized.
    pub fn item(&self, shards: u32) -> Result<Item, StoreError> {
        super::item(&OrderRecord::new(self, shards))
    }
}

/// The mark by which a repeated request is recognized.
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
    pub(super) pk: String,
    pub(super) sk: String,
    /// Sort key of the indexes by time.
    pub(super) k: String,
    /// Partition of the seller index; absent until the seller may see the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gs: Option<String>,
    /// Partition of the customer index: the customer key.
    pub(super) gc: String,
    /// Partition of the index of all orders.
    pub(super) ga: String,
    /// Partition and sort key of the deadline index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gd: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dk: Option<String>,
    /// Day of placing, `YYYYMMDD`.
    pub(super) dy: String,
    /// By how many days the day in the seller's time zone differs from it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) ld: i8,
    /// Version.
    pub(super) v: u32,
    /// Status, and its phase for the seller index's readers.
    pub(super) st: String,
    pub(super) ph: String,
    /// Lifecycle, `name@version`.
    pub(super) lc: String,
    /// Seller.
    pub(super) se: String,
    /// Customer's name, phone, e-mail.
    pub(super) cn: String,
    pub(super) cp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ce: Option<String>,
    /// Lines.
    pub(super) it: Vec<LineRecord>,
    /// Draws, unless all are from the first bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dr: Option<Vec<(String, u32, u32)>>,
    /// Currency.
    pub(super) cy: String,
    /// Discount; delivery fee, packaging fee, tax; paid, refunded, requested.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) di: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ch: Option<(u64, u64, u64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pd: Option<(u64, u64, u64)>,
    /// Waived, charged back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pw: Option<(u64, u64)>,
    /// Payments through the provider, and refunds that are not done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) py: Vec<OrderPaymentRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) pt: Vec<OrderPaymentTimes>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rf: Vec<OpenRefundRecord>,
    /// Whether it must be paid before its seller sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pf: Option<PaymentFirstRecord>,
    /// Grand total, for the seller index's readers.
    pub(super) gt: u64,
    /// Method of fulfilment, address, zone, wanted time.
    pub(super) fm: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fa: Option<AddressRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) zo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fr: Option<i64>,
    /// Menu type, meal window, notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) no: Option<String>,
    /// Internal notes of the staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ni: Option<String>,
    /// Priority, unless it is normal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pr: Option<String>,
    /// Language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lg: Option<String>,
    /// Placed, last changed, end of the buyer's cancel window.
    pub(super) pl: i64,
    pub(super) up: i64,
    /// Minutes of preparation and delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pm: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dm: Option<u32>,
    /// The promised time that its seller set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cu: Option<i64>,
    /// End of the hold; then the newest code: number, nonce, time, attempts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) he: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sn: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nc: Option<Bytes<16>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sa: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ca: Option<u32>,
    /// The maximal share of a stock that unverified orders hold, in percent, if this order's hold
    /// is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hs: Option<u32>,
    /// Vouchers: code, discount, whether it counts against the customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) vo: Vec<(String, u64, bool)>,
    /// Until when a buyer's cancellation gives them back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) vu: Option<i64>,
    /// Whether stopping it restocked, and restored the vouchers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sp: Option<(bool, bool)>,
    /// The part of the refund of stopping it that is still to be refunded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sr: Option<u64>,
    /// Timeline.
    pub(super) tl: Vec<EntryRecord>,
    /// How many lines are in history items.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) el: u32,
    /// Its batch, the batch's driver, its place in the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ba: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ds: Option<u32>,
    /// The seller's targets for accepting it and for its time in each status; when an alert was
    /// raised; the statuses whose target it missed; when it will miss the target of its status, for
    /// readers of the seller index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) te: Option<TermsRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ea: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) ms: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sd: Option<i64>,
    /// The uses of its vouchers, unless each is used once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) vn: Vec<u32>,
    /// How many of those uses count for the customer, unless all or none do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) vc: Vec<u32>,
    /// The suffixes of the orders of its checkout, which were all placed on its day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) gr: Vec<String>,
    /// Split from and into, merged from and into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sf: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) si: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) mf: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mi: Option<String>,
    /// The template that it was placed from, and when it was due there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ot: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) oc: Option<i64>,
    /// The ids of the lines, unless they are those of the placed order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) li: Vec<String>,
    /// Names of the seller and the zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) zl: Option<String>,
    /// Additional data for its row in the seller index. It is derived from the other attributes,
    /// and not read from the item.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) rw: Option<DetailsRecord>,
    /// The request that placed it: hash of caller and key, hash of body.
    pub(super) ih: Bytes<16>,
    pub(super) rh: Bytes<16>,
}

/// Product, name, quantity, unit price, main course, extras.
pub(super) type LineRecord = (String, String, u32, u64, bool, Vec<AddonRecord>);
/// Id, payment, amount, whether stopping the order asked for it, whether it has failed.
pub(super) type OpenRefundRecord = (String, Option<String>, u64, bool, bool);
/// Id, name, quantity, unit price.
pub(super) type AddonRecord = (String, String, u32, u64);

impl OrderRecord {
    /// The item of an order. `shards` is the number of partitions per month in the index of all
    /// orders; an order stays in its first partition.
    pub(crate) fn new(stored: &StoredOrder, shards: u32) -> Self {
        let StoredOrder { order, mark } = stored;
        let suffix = order.id.suffix();
        let day = order.placed_at.to_zoned(TimeZone::UTC).date();
        let days = i8::try_from((order.placed_on - day).get_days()).unwrap_or(0);
        let hold = order.hold.as_ref();
        let deadline = order.next_deadline();
        let delivery = order.delivery.as_ref();
        let links = &order.links;
        Self {
            pk: keys::order(suffix),
            sk: keys::ORDER.to_owned(),
            k: keys::by_time(order.placed_at, suffix.as_str()),
            gs: seller_list(order),
            gc: order.customer.key.to_string(),
            ga: keys::all_orders(order.placed_at, suffix.shard(shards)),
            gd: deadline.map(|it| keys::deadlines(it.into(), suffix.shard(keys::DEADLINE_SHARDS))),
            dk: deadline.map(|it| keys::by_time(it.at, suffix.as_str())),
            dy: format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()),
            ld: days,
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
            ch: charges_record(order.charges),
            pd: totals_record(order.payment),
            pw: waived_record(order.payment),
            py: order.payments.iter().map(payment_record).collect(),
            pt: payment_times(&order.payments),
            rf: order.refunds.iter().map(refund_record).collect(),
            pf: payment_first_record(order.payment_first),
            gt: order.grand_total().minor(),
            fm: order.fulfilment.method.name().to_owned(),
            fa: order.fulfilment.method.address().map(address_record),
            zo: texts(order.fulfilment.zone.as_ref()),
            fr: order.fulfilment.requested_for.map(Timestamp::as_millisecond),
            mt: texts(order.menu_type.as_ref()),
            mw: texts(order.meal_window.as_ref()),
            no: texts(order.notes.as_ref()),
            ni: texts(order.internal_notes.as_ref()),
            pr: (order.priority != Priority::Normal).then(|| order.priority.name().to_owned()),
            lg: texts(order.language.as_ref()),
            pl: order.placed_at.as_millisecond(),
            up: order.updated_at().as_millisecond(),
            pm: order.prep_time.map(Minutes::minutes),
            dm: order.delivery_time.map(Minutes::minutes),
            mp: order.moved_promise.map(Timestamp::as_millisecond),
            cu: order.cancel_until.map(Timestamp::as_millisecond),
            he: hold.map(|hold| hold.ends_at.as_millisecond()),
            sn: hold.map(|hold| hold.send.number),
            nc: hold.map(|hold| Bytes(hold.send.nonce)),
            sa: hold.map(|hold| hold.send.at.as_millisecond()),
            ca: hold.map(|hold| hold.send.attempts),
            hs: hold.and_then(|hold| hold.share).map(Share::percent),
            vo: order
                .vouchers
                .iter()
                .map(|it| (it.code.to_string(), it.discount.minor(), it.counted > 0))
                .collect(),
            vu: order.vouchers_until.map(Timestamp::as_millisecond),
            sp: order.stop.map(|stop| (stop.restocked, stop.vouchers_restored)),
            sr: order.stop.map(|stop| stop.refund.minor()),
            tl: entry_records(&order.timeline, order),
            el: order.earlier,
            ba: delivery.map(|it| it.batch.to_string()),
            dv: delivery.and_then(|it| it.driver.as_ref()).map(ToString::to_string),
            ds: delivery.map(|it| it.sequence),
            te: terms_record(&order.deadlines.terms),
            ea: order.deadlines.escalated_at.map(Timestamp::as_millisecond),
            ms: order.deadlines.missed.iter().map(|status| status.name.to_owned()).collect(),
            sd: order.target_due().map(Timestamp::as_millisecond),
            vn: unless(&order.vouchers, |it| it.uses == 1, |it| it.uses),
            vc: unless(
                &order.vouchers,
                |it| it.counted == 0 || it.counted == it.uses,
                |it| it.counted,
            ),
            gr: links.group.iter().map(|it| it.suffix().as_str().to_owned()).collect(),
            sf: links.split_from.map(short_id),
            si: links.split_into.iter().copied().map(short_id).collect(),
            mf: links.merged_from.iter().copied().map(short_id).collect(),
            mi: links.merged_into.map(short_id),
            ot: links.template.map(|it| it.id.suffix().as_str().to_owned()),
            oc: links.template.and_then(|it| it.occurrence).map(Timestamp::as_millisecond),
            li: line_ids(&order.lines),
            sl: texts(order.names.seller.as_ref()),
            zl: texts(order.names.zone.as_ref()),
            rw: Some(DetailsRecord::new(order, days)),
            ih: Bytes(mark.caller),
            rh: Bytes(mark.body),
        }
    }
}

/// The partition of the seller index that an order is in; `None` until the seller may see it.
fn seller_list(order: &Order) -> Option<String> {
    let is_closed = order.status.phase.is_closed();
    let list = if is_closed { keys::closed_orders } else { keys::open_orders };
    (!order.awaits_payment()).then(|| list(&order.seller))
}

fn charges_record(charges: Charges) -> Option<(u64, u64, u64)> {
    let Charges { delivery_fee, packaging_fee, tax } = charges;
    let minor = (delivery_fee.minor(), packaging_fee.minor(), tax.minor());
    (charges != Charges::default()).then_some(minor)
}

fn totals_record(payment: PaymentTotals) -> Option<(u64, u64, u64)> {
    let PaymentTotals { paid, refunded, requested, waived: _, charged_back: _ } = payment;
    let minor = (paid.minor(), refunded.minor(), requested.minor());
    (minor != (0, 0, 0)).then_some(minor)
}

fn waived_record(payment: PaymentTotals) -> Option<(u64, u64)> {
    let minor = (payment.waived.minor(), payment.charged_back.minor());
    (minor != (0, 0)).then_some(minor)
}

fn refund_record(refund: &OpenRefund) -> OpenRefundRecord {
    let OpenRefund { id, payment, amount, of_stop, has_failed, is_under_way: _ } = refund;
    (id.to_string(), texts(payment.as_ref()), amount.minor(), *of_stop, *has_failed)
}

fn line_ids(lines: &[Line]) -> Vec<String> {
    if lines.iter().enumerate().all(|(at, line)| line.id == LineId::placed(at)) {
        return Vec::new();
    }
    lines.iter().map(|line| line.id.to_string()).collect()
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
pub(super) fn first_bucket(lines: &[Line]) -> Vec<Draw> {
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
