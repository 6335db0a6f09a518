//! Keys, index names and attribute names that several modules use.

use docket_domain::{
    BatchId, ChallengeId, CustomerKey, Deadline, DeadlineKind, Half, MemberId, NoticeKey,
    NoticeSubject, PaymentId, ProductId, PushEndpoint, RefundId, SellerId, Suffix, TemplateId,
    VoucherId,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

pub use super::counter_keys::{
    COUNTER_PARTS, PRODUCT_COUNTERS, RECONCILE, RECOUNT, TOTAL, counters, day, journal, place_in,
    product_counters, product_total, recount, suspect, times_in_status, total, totals,
};
pub use super::time_keys::{FIRST, LAST, by_time, due_until, id_in, time_in, until, within};

pub const PK: &str = "pk";
pub const SK: &str = "sk";
pub const TTL: &str = "ttl";
/// The attribute with the version of the record's form.
pub const RECORD_VERSION: &str = "fv";

/// The sort keys of the kinds of items, or their prefixes.
pub const ORDER: &str = "O";
pub const HISTORY: &str = "H#";
pub const BUCKET: &str = "S";
pub const PRODUCT: &str = "P";
pub const LOW: &str = "W";
pub const SELLER: &str = "R";
pub const MEMBER: &str = "M";
pub const CONTACT: &str = "C";
pub const CONTACT_EPOCH: &str = "CE";
/// An invitation, in the partition of its contact: `MV#<member>`.
pub const INVITATION: &str = "MV#";
/// A push subscription, in the partition of the person's contact: `PS#<endpoint>`.
pub const PUSH_SUBSCRIPTION: &str = "PS#";
pub const CONTACT_DEVICES: &str = "CD";
/// A person's notice preferences, in the partition of the contact.
pub const PREFERENCES: &str = "CN";
/// Why a contact gets no notices, in the partition of the contact.
pub const UNDELIVERABLE: &str = "CB";
pub const CHALLENGE: &str = "Q";
pub const RECEIPT: &str = "I";
pub const CLAIM: &str = "N";
/// A notice, in the partition of its subject.
pub const NOTICE: &str = "N#";
pub const DEAD_LETTER: &str = "D";
pub const FAMILY: &str = "F";
pub const VOUCHER: &str = "V";
pub const QUOTA: &str = "L";
pub const TEMPLATE: &str = "T";
/// The set of an owner's templates.
pub const TEMPLATE_PLACES: &str = "TN";
pub const BATCH: &str = "B";
pub const BATCH_COUNT: &str = "BN";
pub const PAYMENT: &str = "Y";
/// A refund, in the partition of its order: `Z#<refund>`.
pub const REFUND: &str = "Z#";
/// A report of the payment provider.
pub const REPORTED: &str = "G";
/// The heartbeat: one item, written every minute.
pub const HEARTBEAT: &str = "HB";

/// A position in the stream, and the progress of `reconcile`.
pub const PLACE: &str = "J";

/// One seller's orders, products and members: `gs`, sorted by `k`.
pub const SELLER_INDEX: Index = Index { name: "seller", partition: "gs", sort: "k" };
/// One customer's orders: `gc`, sorted by `k`.
pub const CUSTOMER_INDEX: Index = Index { name: "customer", partition: "gc", sort: "k" };
/// Everything of a kind: `ga`, sorted by `k`.
pub const ALL_INDEX: Index = Index { name: "all", partition: "ga", sort: "k" };
/// What falls due: `gd`, sorted by `dk`. Sparse.
pub const DEADLINE_INDEX: Index = Index { name: "deadline", partition: "gd", sort: "dk" };

/// All sellers and all administrators, in the seller index; all members, in the index `all`. There
/// are few such items, and they seldom change.
pub const SELLERS: &str = "#sellers";
pub const ADMINS: &str = "#admins";
pub const MEMBERS: &str = "#members";

/// The number of partitions of each kind of deadline in the deadline index.
pub const DEADLINE_SHARDS: u32 = 16;

/// The kinds of deadlines. Each has its own partitions, so that many items of one kind do not delay
/// another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// A guest's time to confirm an order ends.
    Hold,
    /// An order should have been accepted, or have left its status.
    Other,
    /// A template's schedule places an order.
    Template,
    /// A payment is settled with the provider.
    Payment,
    /// A refund is processed, or read at the provider.
    Refund,
    /// The quiet hours that hold a notice end.
    Notice,
}

impl From<Deadline> for Due {
    fn from(deadline: Deadline) -> Self {
        match deadline.kind {
            DeadlineKind::Hold => Self::Hold,
            DeadlineKind::Payment
            | DeadlineKind::Escalation
            | DeadlineKind::Rejection
            | DeadlineKind::Target => Self::Other,
        }
    }
}

/// A global secondary index.
#[derive(Debug, Clone, Copy)]
pub struct Index {
    pub name: &'static str,
    pub partition: &'static str,
    pub sort: &'static str,
}

pub fn order(suffix: Suffix) -> String {
    format!("O#{}", suffix.as_str())
}

/// The history item, in an order's partition, with the lines that a change moved out of the order's
/// item.
pub fn history(version: u32) -> String {
    format!("{HISTORY}{version:010}")
}

pub fn payment(id: &PaymentId) -> String {
    format!("Y#{id}")
}

pub fn payment_id(pk: &str) -> Option<PaymentId> {
    pk.strip_prefix("Y#")?.parse().ok()
}

/// A refund, in the partition of its order.
pub fn refund(id: &RefundId) -> String {
    format!("{REFUND}{id}")
}

pub fn refund_id(sk: &str) -> Option<RefundId> {
    sk.strip_prefix(REFUND)?.parse().ok()
}

/// An event of the payment provider.
pub fn reported(id: &str) -> String {
    format!("G#{id}")
}

/// The event of the provider that a key of [`reported`] names.
pub fn reported_id(pk: &str) -> Option<String> {
    pk.strip_prefix("G#").map(str::to_owned)
}

/// The order that a key of [`order`] names.
pub fn order_suffix(pk: &str) -> Option<Suffix> {
    pk.strip_prefix("O#")?.parse().ok()
}

pub fn product(id: &ProductId) -> String {
    format!("P#{id}")
}

pub fn product_id(pk: &str) -> Option<ProductId> {
    pk.strip_prefix("P#")?.parse().ok()
}

pub fn bucket(id: &ProductId, number: u32) -> String {
    format!("P#{id}#{number}")
}

pub fn seller(id: &SellerId) -> String {
    format!("R#{id}")
}

pub fn member(id: &MemberId) -> String {
    format!("M#{id}")
}

pub fn contact(key: &CustomerKey) -> String {
    format!("C#{key}")
}

/// The invitation to become this member, in the partition of its contact.
pub fn invitation(member: &MemberId) -> String {
    format!("{INVITATION}{member}")
}

/// The subscription with this endpoint, in the partition of the person's contact. A sort key has at
/// most 1,024 bytes, and an endpoint 1,000.
pub fn push_subscription(endpoint: &PushEndpoint) -> String {
    format!("{PUSH_SUBSCRIPTION}{}", endpoint.as_str())
}

/// One half of a contact's code budget, in the partition of the contact.
pub const fn half(half: Half) -> &'static str {
    match half {
        Half::General => CONTACT,
        Half::Devices => CONTACT_DEVICES,
    }
}

pub fn challenge(id: ChallengeId) -> String {
    format!("Q#{id}")
}

pub fn receipt(hash: &str) -> String {
    format!("I#{hash}")
}

pub fn claim(event: &str, person: &str) -> String {
    format!("N#{event}#{person}")
}

/// A notice, in the partition of its subject.
pub fn notice(key: &NoticeKey) -> (String, String) {
    let NoticeKey { subject, event, person, channel } = key;
    let pk = match subject {
        NoticeSubject::Order(suffix) => order(*suffix),
        NoticeSubject::Product(id) => product(id),
        NoticeSubject::Batch(id) => batch(id),
        NoticeSubject::Template(id) => template(*id),
    };
    (pk, format!("{NOTICE}{event}#{person}#{}", channel.name()))
}

pub fn dead_letter(id: &str) -> String {
    format!("D#{id}")
}

pub fn family(id: &str) -> String {
    format!("F#{id}")
}

/// The counters of one scope on one day, which is a number of days since 1970. A scope begins with
/// its purpose.
pub fn quota(scope: &str, day: i64) -> String {
    format!("L#{scope}#{day}")
}

/// The revocations of one quarter of an hour.
pub fn revocations(quarter: i64) -> String {
    format!("X#{quarter}")
}

pub fn batch(id: &BatchId) -> String {
    format!("B#{id}")
}

/// The batch that a key of [`batch`] names.
pub fn batch_id(pk: &str) -> Option<BatchId> {
    pk.strip_prefix("B#")?.parse().ok()
}

/// The change feed of a seller's orders and batches, sorted by the time at which the stream reader
/// saw the changes. Sort keys are times, so the stream's filters in template.yaml never pass a feed
/// item.
pub fn feed(seller: &SellerId) -> String {
    format!("{FEED}{seller}")
}

pub const FEED: &str = "W#";

/// The feed of a seller's staff, or of one of its drivers. Sort keys are ids of
/// entries, which begin with a time.
pub fn notifications(seller: &SellerId, driver: Option<&MemberId>) -> String {
    match driver {
        None => format!("NF#{seller}"),
        Some(driver) => format!("NF#{seller}#{driver}"),
    }
}

/// The seller, and the driver if there is one, of a key of [`notifications`].
pub fn notifications_of(pk: &str) -> Option<(SellerId, Option<MemberId>)> {
    let rest = pk.strip_prefix("NF#")?;
    match rest.split_once('#') {
        None => Some((rest.parse().ok()?, None)),
        Some((seller, driver)) => Some((seller.parse().ok()?, Some(driver.parse().ok()?))),
    }
}

/// The partition of a member's read marks.
pub fn reader(member: &MemberId) -> String {
    format!("NR#{member}")
}

/// The read mark of a seller's feed, in the partition of [`reader`].
pub fn read_mark(seller: &SellerId) -> String {
    format!("NR#{seller}")
}

/// A partition key that no batch has. It is used in start keys of queries that begin at a time.
pub fn no_batch() -> String {
    format!("B#{LAST}")
}

/// The count of one seller's batches of one day, `YYYYMMDD`.
pub fn batch_count(seller: &SellerId, day: &str) -> String {
    format!("B#{seller}#{day}")
}

/// A seller's batches, in the seller index.
pub fn batches_of(seller: &SellerId) -> String {
    format!("{seller}#batches")
}

/// A driver's batches, in the customer index. No customer's key has a `#`.
pub fn batches_by(driver: &MemberId) -> String {
    format!("{driver}#batches")
}

/// All batches, in the index `all`. There are far fewer batches than orders, and only creating a
/// batch writes to this partition.
pub const ALL_BATCHES: &str = "#batches";

/// The manual adjustments of a product's stock, in the seller index. The key differs from every
/// seller's partition.
pub fn stock_changes_of(product: &ProductId) -> String {
    format!("{product}#changes")
}

pub fn template(id: TemplateId) -> String {
    format!("T#{}", id.suffix().as_str())
}

pub fn template_id(pk: &str) -> Option<TemplateId> {
    pk.strip_prefix("T#")?.parse().ok().map(TemplateId::new)
}

/// The partition of the set of a seller's templates. No template's suffix contains a `#`.
pub fn places_of_seller(seller: &SellerId) -> String {
    format!("T#R#{seller}")
}

/// The partition of the set of a customer's templates.
pub fn places_of_customer(customer: &CustomerKey) -> String {
    format!("T#C#{customer}")
}

/// The templates that a seller has for its customers, in the seller index.
pub fn templates_of(seller: &SellerId) -> String {
    format!("{seller}#templates")
}

/// A customer's templates, in the customer index.
pub fn templates_by(customer: &CustomerKey) -> String {
    format!("{customer}#templates")
}

pub fn voucher(id: &VoucherId) -> String {
    format!("V#{id}")
}

/// The uses of one customer, in the partition of the voucher.
pub fn customer_uses(customer: &CustomerKey) -> String {
    format!("U#{customer}")
}

pub fn vouchers_of(seller: &SellerId) -> String {
    format!("{seller}#vouchers")
}

pub fn open_orders(seller: &SellerId) -> String {
    format!("{seller}#open")
}

pub fn closed_orders(seller: &SellerId) -> String {
    format!("{seller}#closed")
}

pub fn products_of(seller: &SellerId) -> String {
    format!("{seller}#products")
}

/// The marks of a seller's products with low stock, in the seller index.
pub fn low_of(seller: &SellerId) -> String {
    format!("{seller}#low")
}

/// All marks of low stock, in the index `all`.
pub const ALL_LOW: &str = "#low";

pub fn members_of(seller: &SellerId) -> String {
    format!("{seller}#members")
}

/// One shard of a month in the index of all orders. Shards keep a single partition from limiting
/// the throughput.
pub fn all_orders(placed_at: Timestamp, shard: u32) -> String {
    let day = placed_at.to_zoned(TimeZone::UTC).date();
    format!("{:04}-{:02}#{shard}", day.year(), day.month())
}

/// The first day of the month whose partitions contain an order that was placed at this time.
pub fn month(placed_at: Timestamp) -> Date {
    placed_at.to_zoned(TimeZone::UTC).date().first_of_month()
}

/// The month of Docket's first orders.
pub const FIRST_MONTH: Date = jiff::civil::date(2026, 1, 1);

/// One partition of a kind of deadline.
pub fn deadlines(due: Due, part: u32) -> String {
    match due {
        Due::Hold => part.to_string(),
        Due::Other => format!("t{part}"),
        Due::Template => format!("r{part}"),
        Due::Payment => format!("p{part}"),
        Due::Refund => format!("q{part}"),
        Due::Notice => format!("n{part}"),
    }
}
