//! Shared value types of the API description: format, limits and an example of each identifier,
//! phone, amount and so on, defined once for all requests and responses.
//!
//! A field refers to its type, as in `#[schema(value_type = words::Phone)]`.

use docket_app::notifications::MOST_UNREAD;
use docket_domain::{
    Channel, LIFECYCLES, Lifecycle, MemberStatus, NoticeGroup, NotificationKind, Phase, Priority,
    ProblemKind, Product, Role, Seller, TargetKind, WithheldReason,
};
use docket_store::ChangedKind;
use serde_json::json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        KnownFormat, ObjectBuilder, Ref, RefOr, SchemaFormat,
        schema::{RefBuilder, Schema, Type},
    },
};

use super::samples::{self, statuses};

const MAX_AMOUNT: u64 = docket_domain::Amount::MAX.minor();
/// The characters of identifiers: letters, digits, `-` and `_`.
const NAME: &str = "^[A-Za-z0-9_-]{1,64}$";
/// What no text has, in a class of characters: control characters other than
/// line breaks and tabs, and overrides of the direction of writing.
const NOT_IN_TEXTS: &str = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202d\\u202e";
/// What no line has, in a class of characters: control characters, line and
/// paragraph separators, and what turns the direction of writing.
const NOT_IN_LINES: &str =
    "\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069";
/// What else shows nothing by itself, in a class of characters. Those beyond
/// four digits stand for themselves: not every reader of patterns knows an
/// escape for them.
const HIDDEN: &str = "\\s\\u00ad\\u0300-\\u036f\\u0483-\\u0489\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u200b-\\u200d\\u2060-\\u206f\\u20d0-\\u20ff\\u2800\\u3164\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}";
const EMAIL: &str = "^[!#-'*+\\-./0-9=?A-Z^-~]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$";
/// Sixteen bytes in base64url, whose last letter is one of four.
const MAC: &str = "[A-Za-z0-9_-]{21}[AQgw]";
const PUSH_ENDPOINT: &str = "^https://(fcm\\.googleapis\\.com|([a-z0-9-]+\\.)+push\\.apple\\.com|([a-z0-9-]+\\.)+push\\.services\\.mozilla\\.com|([a-z0-9-]+\\.)+notify\\.windows\\.com)/[A-Za-z0-9\\-._~%!$&'()*+,;=:@/?]+$";
const ORDER_ID: &str = "^ORD-[0-9]{8}-[0-9A-HJKMNP-TV-Z]{10}$";

fn string(example: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).examples([json!(example)])
}

fn pattern(pattern: &str, example: &str) -> ObjectBuilder {
    string(example).pattern(Some(pattern))
}

/// A text of several lines, with at least one visible character.
fn text(max: usize, example: &str) -> ObjectBuilder {
    visible(NOT_IN_TEXTS, max, example)
}

/// A text of one line, with at least one visible character.
fn line(max: usize, example: &str) -> ObjectBuilder {
    visible(NOT_IN_LINES, max, example)
}

fn visible(excluded: &str, max: usize, example: &str) -> ObjectBuilder {
    let any = format!("[^{excluded}]*");
    let pattern = format!("^{any}[^{NOT_IN_LINES}{HIDDEN}]{any}$");
    self::pattern(&pattern, example).min_length(Some(1)).max_length(Some(max))
}

fn custom(builder: ObjectBuilder, format: &str) -> ObjectBuilder {
    builder.format(Some(SchemaFormat::Custom(format.to_owned())))
}

fn one_of(names: impl IntoIterator<Item = &'static str>, example: &str) -> ObjectBuilder {
    string(example).enum_values(Some(names))
}

fn integer(least: i64, most: u64, example: i64) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .minimum(Some(least))
        .maximum(Some(most))
        .examples([json!(example)])
}

/// The names of the statuses of all lifecycles, each once.
fn all_statuses() -> Vec<&'static str> {
    let mut all: Vec<_> =
        LIFECYCLES.iter().flat_map(|it| it.statuses).map(|status| status.name).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The names of all lifecycles, each once.
fn lifecycles() -> Vec<&'static str> {
    let mut all: Vec<_> = LIFECYCLES.iter().map(|it| it.name).collect();
    all.dedup();
    all
}

/// [`DeliveryStatus`], with the meaning of each status for a driver.
pub fn delivery_step() -> Ref {
    let (picked_up, delivered) = (statuses::step(|it| it.pick_up), statuses::step(|it| it.deliver));
    let out = statuses::out_for_delivery();
    let description = format!(
        "The status to which the order moves: `{picked_up}`, which continues to `{out}` \
         automatically; `{out}`, if an override left the order at `{picked_up}`; or `{delivered}`."
    );
    let name = DeliveryStatus::name();
    RefBuilder::new().ref_location_from_schema_name(name).description(Some(description)).build()
}

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident = $schema:expr;)+) => {$(
        $(#[doc = $doc])+
        pub enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let description = concat!($($doc),+).trim();
                RefOr::T(Schema::Object($schema.description(Some(description)).build()))
            }
        }

        impl ToSchema for $name {}
    )+};
}

words! {
    /// A phone number in E.164 format that is valid in its country.
    Phone = custom(pattern("^\\+[1-9][0-9]{1,14}$", "+12025550142"), "phone");
    /// The URL of a subscription at a browser's push service, at most 1,000 bytes.
    PushEndpoint = pattern(PUSH_ENDPOINT, samples::PUSH_ENDPOINT).max_length(Some(docket_domain::PushEndpoint::MAX_BYTES));
    /// The URL of a subscription that is to be deleted, whether or not it exists.
    EndedPushEndpoint = string(samples::PUSH_ENDPOINT).min_length(Some(1)).max_length(Some(docket_domain::PushEndpoint::MAX_BYTES));
    /// An uncompressed point of the curve P-256: 65 bytes in base64url without padding.
    PushPublicKey = pattern("^B[A-P][A-Za-z0-9_-]{84}[AEIMQUYcgkosw048]$", samples::PUSH_PUBLIC_KEY);
    /// An authentication secret for web push: 16 bytes in base64url without padding.
    PushAuth = pattern(&format!("^{MAC}$"), samples::PUSH_AUTH);
    /// An e-mail address of at most 254 characters.
    Email = pattern(EMAIL, "ada@example.com").max_length(Some(254));
    /// The six digits of the code in a message.
    Code = pattern("^[0-9]{6}$", "123456");
    /// A challenge, as returned by `POST /api/auth/codes`. Send it together with the code.
    Challenge = pattern(&format!("^[0-9A-HJKMNP-TV-Z]{{16}}\\.{MAC}$"), "7ZK3M9QW2X7ZK3M9.q2kQx0y6n1BvS3rTzW8aLg");
    /// The first four characters of a challenge.
    ChallengeTag = pattern("^[0-9A-HJKMNP-TV-Z]{4}$", "7ZK3");
    /// A secret that a device keeps after signing in with a code. It cannot sign in by itself; it
    /// only gives access to code limits that are reserved for known devices.
    DeviceSecret = pattern(&format!("^[A-Za-z0-9_-]{{16}}\\.[0-9]{{1,12}}\\.{MAC}$"), "q2kQx0y6n1BvS3rT.1795176000.zW8aLgq2kQx0y6n1BvS3rQ");
    /// A JSON Web Token that authenticates requests as a bearer token.
    AccessToken = string("eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl");
    /// A JSON Web Token that can only be exchanged for new tokens.
    RefreshToken = string("eyJ0eXAiOiJyZWZyZXNoK2p3dCIsImFsZyI6IkVkRFNBIn0.e30.c2lnbmF0dXJl");

    /// An order number, `ORD-YYYYMMDD-XXXXXXXXXX`: the UTC day of placing, and ten characters that
    /// alone identify the order.
    OrderId = pattern(ORDER_ID, "ORD-20261120-7ZK3M9QW2X");
    /// A line item, unique within its order: the version of the order that added it, and its number
    /// among the line items of that version.
    LineId = pattern("^[0-9]+-[0-9]+$", "1-1");
    /// The identifier that all orders of one checkout share.
    GroupId = pattern("^GRP-[0-9A-HJKMNP-TV-Z]{10}$", "GRP-7ZK3M9QW2X");
    /// The identifier of a seller, 1 to 64 characters.
    SellerId = pattern(NAME, "spice-kitchen");
    /// The identifier of a new seller: lower-case letters and digits, with single dashes between
    /// them, at most 64 characters.
    SellerSlug = pattern("^[a-z0-9]+(-[a-z0-9]+)*$", "harbour-bakery").max_length(Some(64));
    /// The identifier of a product, 1 to 64 characters.
    ProductId = pattern(NAME, "sk-thali");
    /// The name of an image: a hash of its content.
    ImageName = pattern("^[0-9a-f]{32}$", samples::IMAGE_NAME);
    /// The path and query of a product's image, relative to the API.
    ImageUrl = pattern("^/api/products/[A-Za-z0-9_-]{1,64}/image\\?v=[0-9a-f]{32}$", &samples::image_url());
    /// The alternative text of an image: one line of 1 to 255 characters.
    ImageText = line(255, samples::IMAGE_TEXT);
    /// The bytes of an image file, at most 200 KB.
    ImageFile = string(samples::IMAGE_FILE).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    /// The identifier of a product's add-on, unique within the product.
    AddonId = pattern(NAME, "naan");
    /// The identifier of an order template.
    TemplateId = pattern("^TPL-[0-9A-HJKMNP-TV-Z]{10}$", "TPL-7ZK3M9QW2X");
    /// The identifier of a delivery batch, used in request paths.
    BatchId = pattern(NAME, "BAT-0123456789");
    /// A human-readable batch number, `BTH-YYYYMMDD-NNN`: the UTC day, and a count of the seller's
    /// batches of that day.
    BatchNumber = pattern("^BTH-[0-9]{8}-[0-9]{3,}$", "BTH-20261120-001");
    /// The identifier of a notification: its time in milliseconds since 1970, `#` and its event.
    NotificationId = pattern("^[0-9]{13}#[A-Za-z0-9_:.-]+$", "1795176000000#ORD-20261120-7ZK3M9QW2X:new")
        .max_length(Some(docket_domain::NotificationId::MAX));
    /// The number of unread notifications. 100 means more than 99.
    UnreadCount = integer(0, MOST_UNREAD.into(), 3);
    /// The kind of event that a notification is about.
    NotificationKindName = one_of(NotificationKind::ALL.map(NotificationKind::name), "new_order");
    /// The group of messages to which one or several kinds of notifications belong.
    NotificationGroupName = one_of(
        NoticeGroup::ALL
            .into_iter()
            .filter(|group| !group.audience().has(Role::Buyer))
            .map(NoticeGroup::name),
        "new_order",
    );
    /// The identifier of a member: staff, driver or administrator.
    MemberId = pattern(NAME, "MBR-0123456789");
    /// The identifier of a customer, which does not reveal the phone number.
    CustomerId = pattern(NAME, "q2kQx0y6n1BvS3rTzW8aLg");
    /// The identifier of a delivery zone, unique within its seller.
    ZoneId = pattern(NAME, "north");
    /// A voucher code as buyers enter it. Upper and lower case are equivalent.
    VoucherCode = pattern("^[A-Za-z0-9_-]{1,32}$", "SPRING10");
    /// The identifier of a payment through the payment provider.
    PaymentId = pattern(NAME, "PAY-7ZK3M9QW2X");
    /// The identifier of a refund, unique within its order.
    RefundId = pattern(NAME, "12-0");
    /// The secret with which a page confirms one payment with the payment provider.
    ClientSecret = string("pi_3Q_secret_7ZK3M9QW2X").max_length(Some(500));
    /// The public key with which a page calls the payment provider.
    PublishableKey = string("pk_live_7ZK3M9QW2X").max_length(Some(255));
    /// The payment provider's signature of a webhook, with the time of signing.
    Signature = string("t=1795176000,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd");
    /// The identifier of a voucher: `<sellerId>~<CODE>`.
    VoucherId = pattern("^[A-Za-z0-9_-]{1,64}~[A-Za-z0-9_-]{1,32}$", "spice-kitchen~SPRING10");

    /// A share in percent, 1 to 100.
    Share = integer(1, 100, 30);
    /// A name: one line of 1 to 100 characters with at least one visible character, without control
    /// characters and characters that change the direction of writing. Surrounding white space is
    /// removed.
    Name = line(100, "Ada Lovelace");
    /// One line of 1 to 255 characters with at least one visible character, without control
    /// characters and characters that change the direction of writing. Surrounding white space is
    /// removed.
    Line = line(255, "12 Harbour Street");
    /// A postal code of the address's country, at most 20 characters.
    PostalCode = line(20, "02110");
    /// A country: its ISO 3166 code or its English name. Upper and lower case are equivalent.
    Country = line(100, "US");
    /// A reason of 1 to 255 characters. Surrounding white space is removed.
    Reason = text(255, "Delivery from the farm");
    /// A text of 1 to 1,000 characters. Surrounding white space is removed.
    Note = text(1000, "Ring twice, please.");
    /// The method of a payment that was received by hand, such as `cash`; 1 to 64 characters.
    PaymentMethod = line(64, "cash");
    /// A search text: an order number or its last ten characters, a phone or at least its last four
    /// digits, or beginnings of words of a customer's name. Case, accents and Unicode form are
    /// ignored.
    SearchText = text(100, "Ada");

    /// An amount of money in minor units of its currency, for example cents.
    Amount = integer(0, MAX_AMOUNT, 1350);
    /// An amount of money in minor units of its currency, at least 1.
    PositiveAmount = integer(1, MAX_AMOUNT, 1350);
    /// The ordered quantity of a product, 1 to 10,000.
    Quantity = integer(1, docket_domain::Quantity::MAX.into(), 2);
    /// A number of units in stock, at most 100,000,000.
    Stock = integer(0, Product::MAX_STOCK.into(), 500);
    /// A number of things, zero or more.
    Count = integer(0, u32::MAX.into(), 3);
    /// A number of things that is summed up without a limit in time.
    Total = integer(0, u64::MAX >> 11, 480);
    /// The number of orders in a batch, 1 to 75.
    BatchSize = integer(1, 75, 20);
    /// A number of things, at least one.
    PositiveCount = integer(1, u32::MAX.into(), 100);
    /// A percentage in whole percent, 1 to 100.
    Percent = integer(1, 100, 10);
    /// The number of stock items over which a product's stock is spread, 1 to 20.
    Buckets = integer(1, Product::MAX_BUCKETS.into(), 1);
    /// A duration in minutes, at most 43,200 (30 days).
    Minutes = integer(0, Seller::MAX_WINDOW.into(), 10);
    /// A duration in minutes, 1 to 1,440 (one day).
    Preparation = integer(1, docket_domain::Minutes::MAX.into(), 25);
    /// The sort sequence of a list of orders.
    SortName = one_of(["newest", "urgency"], "urgency");
    /// The level of detail of the orders in a list.
    OrderViewName = one_of(["full", "row"], "row");
    /// The kind of resource that changed.
    ChangedKindName = one_of(ChangedKind::ALL.map(ChangedKind::name), "order");
    /// The kind of deadline: `accept` for the seller's acceptance, `sla` for the time limit of a
    /// status, `promise` for the time that the buyer was promised.
    TargetKindName = one_of(TargetKind::ALL.map(TargetKind::name), "accept");
    /// A duration in minutes, 1 to 43,200 (30 days).
    Term = integer(1, docket_domain::Term::MAX.into(), 15);
    /// A rate in basis points, which are hundredths of a percent.
    BasisPoints = integer(0, 10_000, 825);
    /// A duration in seconds, zero or more.
    Seconds = integer(0, u32::MAX.into(), 300);
    /// The version of a resource, for optimistic locking. It starts at 1 and increases with each
    /// change.
    Version = integer(1, u32::MAX.into(), 1);
    /// The maximum number of items on a page, 1 to 100.
    PageSize = integer(1, 100, 50);
    /// The maximum number of orders on a page. Which values are allowed depends on the format of
    /// the list.
    OrderPageSize = integer(1, 1_000, 50);

    /// An ISO 4217 currency code in upper case.
    Currency = custom(pattern("^[A-Z]{3}$", "USD"), "iso-4217");
    /// The IANA name of a time zone, such as `America/New_York`.
    TimeZone = custom(string("America/New_York").min_length(Some(1)), "iana-time-zone");
    /// A BCP 47 language tag with at most a script and a region. Any case is accepted; responses
    /// use the canonical case.
    LanguageTag = pattern("^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$", "de-AT")
        .max_length(Some(docket_domain::LanguageTag::MAX_LENGTH));
    /// A local date and time of the clock in a given time zone, to the minute, without an offset.
    LocalTime = pattern(
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:00)?$",
        "2026-11-23T08:00",
    );
    /// A recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`.
    RecurrenceRule = pattern("^[A-Za-z0-9=;:,+-]+$", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0")
        .max_length(Some(docket_domain::Rule::MAX_LENGTH));
    /// A cron expression with five fields: minute, hour, day of the month, month and day of the
    /// week.
    CronLine = string("0 8 * * MON").min_length(Some(9)).max_length(Some(docket_domain::Rule::MAX_LENGTH));
    /// A moment (RFC 3339) in UTC with exactly three digits of a second.
    Moment = pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$", "2026-11-20T12:00:00.000Z")
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)));
    /// A moment (RFC 3339) with any offset. It is stored in milliseconds; more precise values are
    /// rounded down.
    MomentInput = string("2026-11-20T12:00:00Z")
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)));
    /// A moment (RFC 3339) or a calendar day. A day is meant in the seller's time zone if the
    /// request is about one seller, otherwise in UTC; `days` in the response says which.
    MomentOrDay = pattern(
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$",
        "2026-11-20",
    );
    /// The kind of calendar in which days are meant: `seller`, `utc`, or `each_seller` for the days
    /// of each order's own seller.
    DayBasis = one_of(["seller", "utc", "each_seller"], "seller");
    /// The path of an operation of this API.
    ApiPath = pattern("^/api/", "/api/orders/ORD-20261120-7ZK3M9QW2X/status");
    /// A calendar day in the seller's time zone. In requests about several sellers `days` in the
    /// response says which time zone was used.
    LocalDay = string("2026-11-20").format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)));
    /// The unit by which a report is grouped.
    ReportGrain = one_of(["day", "week", "month", "product"], "day");
    /// An opaque position in a list. It is valid only for the query and the caller that it came
    /// from.
    Cursor = pattern("^[A-Za-z0-9_-]+$", "q83vEjRWeJASNFZ4TzIwMjYtMTEtMjA");

    /// The outcome for one order of a bulk request.
    BulkOutcomeName = one_of(["changed", "unchanged", "failed"], "changed");
    /// The name of a lifecycle, such as `kitchen`.
    LifecycleName = one_of(lifecycles(), "kitchen");
    /// A status, as its lifecycle names it.
    StatusName = one_of(all_statuses(), statuses::start(statuses::KITCHEN));
    /// The status of a delivery batch: `PENDING` without a driver, `ASSIGNED` to a driver,
    /// `PICKED_UP` by the driver, `IN_PROGRESS` after the first delivery, `COMPLETED`, or
    /// `CANCELLED` before the pick-up.
    BatchStatus = one_of(docket_domain::BatchStatus::ALL.map(docket_domain::BatchStatus::name), "ASSIGNED");
    /// The reaction of a schedule when an order is refused: `skip` leaves out this occurrence,
    /// `stop` places no further orders until somebody resumes the schedule.
    OnShortage = one_of(docket_domain::OnShortage::ALL.map(docket_domain::OnShortage::name), "skip");
    /// The status of a schedule: `active`, `paused` by its owner, `stopped` after a refused order,
    /// or `ended` when it has no more occurrences.
    ScheduleStatus = one_of(docket_domain::ScheduleState::NAMES, "active");
    /// The outcome of an occurrence: its order was `placed`, it was `skipped`, or the schedule was
    /// `stopped`.
    ScheduleResult = one_of(["placed", "skipped", "stopped"], "placed");
    /// A status to which drivers move orders.
    DeliveryStatus = one_of(Lifecycle::all_drivers_steps(), statuses::step(|it| it.deliver));
    /// The reason for which a driver cannot deliver an order: `nobody_there`, `refused` by the
    /// buyer, `wrong_address`, or `other`, which needs a note.
    ProblemKindName = one_of(ProblemKind::ALL.map(ProblemKind::name), "nobody_there");
    /// The phase of a status. Phases have the same meaning in all lifecycles: `unverified`, `open`
    /// (waiting for the seller), `accepted`, `working` (in preparation), `ready`, `in_transit`,
    /// `done`, `cancelled`, `rejected` by the seller, `failed`.
    PhaseName = one_of(Phase::ALL.map(Phase::name), "open");
    /// The urgency of an order, from `low` to `urgent`.
    PriorityName = one_of(Priority::ALL.map(Priority::name), "normal");
    /// A day of the week, as its English name in lower case.
    WeekdayName = one_of(docket_domain::Weekday::ALL.map(docket_domain::Weekday::name), "friday");
    /// A local time of day, to the minute.
    ClockTime = pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$", "17:00");
    /// The fulfilment method of an order: `pickup` by the buyer, `delivery` by the seller's
    /// drivers, or `shipping` by a carrier.
    MethodName = one_of(["pickup", "delivery", "shipping"], "delivery");
    /// The storage of a session in a browser: `cookie` for HttpOnly cookies, which scripts cannot
    /// read.
    SessionKind = one_of(["cookie"], "cookie");
    /// The role of a caller: `buyer`, `seller` (staff of a seller), `driver`, `admin`, or `system`
    /// for automatic changes.
    RoleName = one_of(Role::ALL.map(Role::name), "seller");
    /// A channel on which messages are sent.
    ChannelName = one_of(Channel::ALL.map(Channel::name), "sms");
    /// A group of messages for which a person can choose channels.
    NoticeGroupName = one_of(NoticeGroup::ALL.map(NoticeGroup::name), "order_ready");
    /// The state of a message: `sending`, `held` by quiet hours, `sent`, `not_sent`, `superseded`
    /// by a newer message about the order, `bounced` by the mailbox, or `complained` about by its
    /// reader.
    MessageStateName = one_of(
        ["sending", "held", "sent", "not_sent", "superseded", "bounced", "complained"],
        "sent",
    );
    /// The identifier of the event that caused a message.
    EventName = string("ORD-20261120-7ZK3M9QW2X:3:0");
    /// The token of an unsubscribe link: the person, the group of messages and a signature.
    UnsubscribeToken = pattern(&format!("^[A-Za-z0-9_-]{{1,64}}\\.[a-z_]{{1,32}}\\.{MAC}$"), "q2kQx0y6n1BvS3rTzW8aLg.order_done.q2kQx0y6n1BvS3rTzW8aLg");
    /// An HTML page for a browser.
    HtmlPage = string("<!DOCTYPE html>");
    /// The reason for which a message was not sent.
    WithheldReasonName = one_of(
        WithheldReason::ALL.map(WithheldReason::name),
        "contact_not_confirmed",
    );
    /// The role of a member: `seller` for a seller's staff, `driver`, or `admin`.
    MemberRole = one_of(["seller", "driver", "admin"], "driver");
    /// The state of a membership: `invited`, `accepted` by its holder, or `disabled`.
    MemberStatusName = one_of(MemberStatus::ALL.map(MemberStatus::name), "accepted");
    /// The payment status of an order: `unpaid`; `pending` while the buyer pays; `authorized` when
    /// the amount is held and not yet captured; `partly_paid`; `paid`; `refund_requested`;
    /// `partly_refunded`; `refunded`; `refund_failed` when the provider refused a refund;
    /// `disputed` by the buyer's bank.
    PaymentStatus = one_of(
        [
            "unpaid", "pending", "authorized", "partly_paid", "paid", "refund_requested",
            "partly_refunded", "refunded", "refund_failed", "disputed",
        ],
        "unpaid",
    );

    /// The time at which a payment is captured: `on_accept` holds the amount until the seller
    /// accepts the order, `immediate` captures it at once.
    CaptureTime = one_of(["on_accept", "immediate"], "on_accept");
    /// The status of a refund: `requested`; `processing` once the payment provider was asked;
    /// `settled` when the money was given back; `failed` when the provider refused it; `withdrawn`
    /// when it is no longer wanted.
    RefundStatus = one_of(
        ["requested", "processing", "settled", "failed", "withdrawn"],
        "requested",
    );

    /// An idempotency key: 1 to 255 visible ASCII characters, with spaces allowed inside. A
    /// repeated request with this key and an equal body takes effect once.
    IdempotencyKey = pattern("^[!-~]([ -~]{0,253}[!-~])?$", "5f9b2c1e-6a4d");
    /// Language ranges with weights (RFC 9110), at most 500 bytes. Unreadable ranges are ignored.
    LanguageRanges = string("de-AT, de;q=0.9, en;q=0.5");
    /// Entity tags as in the header `ETag`, separated by commas, or `*`.
    EntityTags = string("\"3\"");
}
