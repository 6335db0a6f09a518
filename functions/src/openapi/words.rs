//! The words of the API's description: what an id, a phone or an amount looks
//! like, and an example of each, once for all requests and answers.
//!
//! A field names its word, as in `#[schema(value_type = words::Phone)]`.

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
/// Letters, digits, `-` and `_`.
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

/// Several lines, something of them visible.
fn text(max: usize, example: &str) -> ObjectBuilder {
    visible(NOT_IN_TEXTS, max, example)
}

/// One line, something of it visible.
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

/// The statuses of all lifecycles, each once.
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

/// [`DeliveryStatus`], and when a driver asks for which.
pub fn delivery_step() -> Ref {
    let (picked_up, delivered) = (statuses::step(|it| it.pick_up), statuses::step(|it| it.deliver));
    let out = statuses::out_for_delivery();
    let description = format!(
        "`{picked_up}`, which runs on to `{out}`; `{out}`,\nwhere an override left the order \
         picked up; or `{delivered}`."
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
    /// A phone number in E.164, valid in its country.
    Phone = custom(pattern("^\\+[1-9][0-9]{1,14}$", "+12025550142"), "phone");
    /// The URL at a browser's push service that messages for it are sent to.
    PushEndpoint = pattern(PUSH_ENDPOINT, samples::PUSH_ENDPOINT).max_length(Some(docket_domain::PushEndpoint::MAX_BYTES));
    /// The endpoint of a subscription that ends, whether it is there or not.
    EndedPushEndpoint = string(samples::PUSH_ENDPOINT).min_length(Some(1)).max_length(Some(docket_domain::PushEndpoint::MAX_BYTES));
    /// An uncompressed point of P-256: 65 bytes in base64url without padding.
    PushPublicKey = pattern("^B[A-P][A-Za-z0-9_-]{84}[AEIMQUYcgkosw048]$", samples::PUSH_PUBLIC_KEY);
    /// 16 bytes in base64url without padding.
    PushAuth = pattern(&format!("^{MAC}$"), samples::PUSH_AUTH);
    /// An e-mail address.
    Email = pattern(EMAIL, "ada@example.com").max_length(Some(254));
    /// The six digits of a message.
    Code = pattern("^[0-9]{6}$", "123456");
    /// What request-code answers, to be given together with the code.
    Challenge = pattern(&format!("^[0-9A-HJKMNP-TV-Z]{{16}}\\.{MAC}$"), "7ZK3M9QW2X7ZK3M9.q2kQx0y6n1BvS3rTzW8aLg");
    /// The first characters of a challenge.
    ChallengeTag = pattern("^[0-9A-HJKMNP-TV-Z]{4}$", "7ZK3");
    /// What a device that signed in keeps; opens nothing but a reserve of codes.
    DeviceSecret = pattern(&format!("^[A-Za-z0-9_-]{{16}}\\.[0-9]{{1,12}}\\.{MAC}$"), "q2kQx0y6n1BvS3rT.1795176000.zW8aLgq2kQx0y6n1BvS3rQ");
    /// A JSON Web Token.
    AccessToken = string("eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl");
    /// A JSON Web Token that is good for nothing but its exchange.
    RefreshToken = string("eyJ0eXAiOiJyZWZyZXNoK2p3dCIsImFsZyI6IkVkRFNBIn0.e30.c2lnbmF0dXJl");

    /// `ORD-YYYYMMDD-XXXXXXXXXX`: the day of placing in UTC, and what identifies the order.
    OrderId = pattern(ORDER_ID, "ORD-20261120-7ZK3M9QW2X");
    /// A line of an order, within it: the version of the order that brought it,
    /// and which of those it was.
    LineId = pattern("^[0-9]+-[0-9]+$", "1-1");
    /// What the orders of one checkout have in common.
    GroupId = pattern("^GRP-[0-9A-HJKMNP-TV-Z]{10}$", "GRP-7ZK3M9QW2X");
    /// A seller.
    SellerId = pattern(NAME, "spice-kitchen");
    /// What a seller may be called: small letters, digits and single dashes.
    SellerSlug = pattern("^[a-z0-9]+(-[a-z0-9]+)*$", "harbour-bakery").max_length(Some(64));
    /// A product.
    ProductId = pattern(NAME, "sk-thali");
    /// The name of an image, which follows from its content.
    ImageName = pattern("^[0-9a-f]{32}$", samples::IMAGE_NAME);
    /// Path and query of an image.
    ImageUrl = pattern("^/api/products/[A-Za-z0-9_-]{1,64}/image\\?v=[0-9a-f]{32}$", &samples::image_url());
    /// What an image shows: one line of up to 255 characters, some of them visible.
    ImageText = line(255, samples::IMAGE_TEXT);
    /// The bytes of an image file.
    ImageFile = string(samples::IMAGE_FILE).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    /// An extra of a product.
    AddonId = pattern(NAME, "naan");
    /// A template.
    TemplateId = pattern("^TPL-[0-9A-HJKMNP-TV-Z]{10}$", "TPL-7ZK3M9QW2X");
    /// A batch.
    BatchId = pattern(NAME, "BAT-0123456789");
    /// `BTH-YYYYMMDD-NNN`: the day in UTC, and the seller's batches of it counted.
    BatchNumber = pattern("^BTH-[0-9]{8}-[0-9]{3,}$", "BTH-20261120-001");
    /// What names an entry of a feed: its time in milliseconds and its event.
    NotificationId = pattern("^[0-9]{13}#[A-Za-z0-9_:.-]+$", "1795176000000#ORD-20261120-7ZK3M9QW2X:new")
        .max_length(Some(docket_domain::NotificationId::MAX));
    /// How many entries are unread; 100 means more than 99.
    UnreadCount = integer(0, MOST_UNREAD.into(), 3);
    /// What an entry tells of.
    NotificationKindName = one_of(NotificationKind::ALL.map(NotificationKind::name), "new_order");
    /// What members choose by: one or several kinds of entries.
    NotificationGroupName = one_of(
        NoticeGroup::ALL
            .into_iter()
            .filter(|group| !group.audience().has(Role::Buyer))
            .map(NoticeGroup::name),
        "new_order",
    );
    /// A member: staff, driver or administrator.
    MemberId = pattern(NAME, "MBR-0123456789");
    /// A customer, without the phone number.
    CustomerId = pattern(NAME, "q2kQx0y6n1BvS3rTzW8aLg");
    /// A zone of a seller.
    ZoneId = pattern(NAME, "north");
    /// What buyers type in; small letters are as good.
    VoucherCode = pattern("^[A-Za-z0-9_-]{1,32}$", "SPRING10");
    /// A payment through the provider.
    PaymentId = pattern(NAME, "PAY-7ZK3M9QW2X");
    /// A refund, within its order.
    RefundId = pattern(NAME, "12-0");
    /// What a page confirms one payment with.
    ClientSecret = string("pi_3Q_secret_7ZK3M9QW2X").max_length(Some(500));
    /// What a page asks the payment provider with; no secret.
    PublishableKey = string("pk_live_7ZK3M9QW2X").max_length(Some(255));
    /// When and by whom a webhook was signed.
    Signature = string("t=1795176000,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd");
    /// `<sellerId>~<CODE>`.
    VoucherId = pattern("^[A-Za-z0-9_-]{1,64}~[A-Za-z0-9_-]{1,32}$", "spice-kitchen~SPRING10");

    /// A share in percent.
    Share = integer(1, 100, 30);
    /// A name: one line of up to 100 characters, some of them visible, without characters that
    /// turn the direction of writing. Blanks around it are dropped.
    Name = line(100, "Ada Lovelace");
    /// One line of up to 255 characters, some of them visible, without characters that turn the
    /// direction of writing. Blanks around it are dropped.
    Line = line(255, "12 Harbour Street");
    /// A postal code of the country, up to 20 characters.
    PostalCode = line(20, "02110");
    /// A country: its ISO 3166 code, or its English name, in letters of either size.
    Country = line(100, "US");
    /// A reason of up to 255 characters, blanks around it dropped.
    Reason = text(255, "Delivery from the farm");
    /// Text of up to 1,000 characters, blanks around it dropped.
    Note = text(1000, "Ring twice, please.");
    /// How money came, up to 64 characters.
    PaymentMethod = line(64, "cash");
    /// An order's number or its last ten characters, a phone or its last four digits, or beginnings
    /// of words of a customer's name, without regard to case, accents and Unicode form.
    SearchText = text(100, "Ada");

    /// Money in minor units of the currency that stands with it.
    Amount = integer(0, MAX_AMOUNT, 1350);
    /// Money in minor units, more than none.
    PositiveAmount = integer(1, MAX_AMOUNT, 1350);
    /// How many are ordered.
    Quantity = integer(1, docket_domain::Quantity::MAX.into(), 2);
    /// How many there are.
    Stock = integer(0, Product::MAX_STOCK.into(), 500);
    /// A number of things.
    Count = integer(0, u32::MAX.into(), 3);
    /// A number of things over all time.
    Total = integer(0, u64::MAX >> 11, 480);
    /// 1 to 75 orders.
    BatchSize = integer(1, 75, 20);
    /// At least one.
    PositiveCount = integer(1, u32::MAX.into(), 100);
    /// 1 to 100 percent.
    Percent = integer(1, 100, 10);
    /// Over how many items a product's stock is spread.
    Buckets = integer(1, Product::MAX_BUCKETS.into(), 1);
    /// Minutes, up to 30 days.
    Minutes = integer(0, Seller::MAX_WINDOW.into(), 10);
    /// Minutes, up to a day.
    Preparation = integer(1, docket_domain::Minutes::MAX.into(), 25);
    /// What comes first in a list of orders.
    SortName = one_of(["newest", "urgency"], "urgency");
    /// What is shown of each order of a list.
    OrderViewName = one_of(["full", "row"], "row");
    /// What changed.
    ChangedKindName = one_of(ChangedKind::ALL.map(ChangedKind::name), "order");
    /// What should happen to an order by some time.
    TargetKindName = one_of(TargetKind::ALL.map(TargetKind::name), "accept");
    /// Minutes, from one up to 30 days.
    Term = integer(1, docket_domain::Term::MAX.into(), 15);
    /// Hundredths of a percent.
    BasisPoints = integer(0, 10_000, 825);
    /// Seconds.
    Seconds = integer(0, u32::MAX.into(), 300);
    /// Rises with each change; the `ETag`.
    Version = integer(1, u32::MAX.into(), 1);
    /// How many a page holds.
    PageSize = integer(1, 100, 50);
    /// Of a list of orders, whose pages may be larger in some forms.
    OrderPageSize = integer(1, 1_000, 50);

    /// An ISO 4217 currency.
    Currency = custom(pattern("^[A-Z]{3}$", "USD"), "iso-4217");
    /// The IANA name of a time zone.
    TimeZone = custom(string("America/New_York").min_length(Some(1)), "iana-time-zone");
    /// A language, optionally with its script and its region: a tag of BCP 47. Letters of either
    /// case are taken; answers have the usual ones.
    LanguageTag = pattern("^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$", "de-AT")
        .max_length(Some(docket_domain::LanguageTag::MAX_LENGTH));
    /// A time of the clock there, to the minute.
    LocalTime = pattern(
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:00)?$",
        "2026-11-23T08:00",
    );
    /// A rule of RFC 5545.
    RecurrenceRule = pattern("^[A-Za-z0-9=;:,+-]+$", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0")
        .max_length(Some(docket_domain::Rule::MAX_LENGTH));
    /// A line of cron with five fields.
    CronLine = string("0 8 * * MON").min_length(Some(9)).max_length(Some(docket_domain::Rule::MAX_LENGTH));
    /// A moment (RFC 3339) in UTC, with exactly three digits of a second.
    Moment = pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$", "2026-11-20T12:00:00.000Z")
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)));
    /// A moment (RFC 3339) with any offset. It is kept in milliseconds: what is more precise is
    /// rounded down.
    MomentInput = string("2026-11-20T12:00:00Z")
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)));
    /// A moment (RFC 3339), or a calendar day. A day is that of the seller, in its time zone, where
    /// the request is about one seller, and that of UTC otherwise; the answer's `days` says which.
    MomentOrDay = pattern(
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$",
        "2026-11-20",
    );
    /// Whose calendar days are meant.
    DayBasis = one_of(["seller", "utc", "each_seller"], "seller");
    /// A path of the API.
    ApiPath = pattern("^/api/", "/api/orders/ORD-20261120-7ZK3M9QW2X/status");
    /// A calendar day of the seller, in its time zone. Where a request is about all sellers
    /// together, the answer's `days` says whose.
    LocalDay = string("2026-11-20").format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)));
    /// How a report is gathered.
    ReportGrain = one_of(["day", "week", "month", "product"], "day");
    /// Where a page ended; opaque, and good for the same query of the same caller.
    Cursor = pattern("^[A-Za-z0-9_-]+$", "q83vEjRWeJASNFZ4TzIwMjYtMTEtMjA");

    /// What became of one order of many.
    BulkOutcomeName = one_of(["changed", "unchanged", "failed"], "changed");
    /// A lifecycle.
    LifecycleName = one_of(lifecycles(), "kitchen");
    /// A status, in the words of its lifecycle.
    StatusName = one_of(all_statuses(), statuses::start(statuses::KITCHEN));
    /// Where a batch is.
    BatchStatus = one_of(docket_domain::BatchStatus::ALL.map(docket_domain::BatchStatus::name), "ASSIGNED");
    /// What happens when an order of a schedule is refused.
    OnShortage = one_of(docket_domain::OnShortage::ALL.map(docket_domain::OnShortage::name), "skip");
    /// Where a schedule is.
    ScheduleStatus = one_of(docket_domain::ScheduleState::NAMES, "active");
    /// What became of an occurrence.
    ScheduleResult = one_of(["placed", "skipped", "stopped"], "placed");
    /// Where drivers move orders.
    DeliveryStatus = one_of(Lifecycle::all_drivers_steps(), statuses::step(|it| it.deliver));
    /// What keeps a driver from delivering an order.
    ProblemKindName = one_of(ProblemKind::ALL.map(ProblemKind::name), "nobody_there");
    /// A phase, in the words of all lifecycles.
    PhaseName = one_of(Phase::ALL.map(Phase::name), "open");
    /// How urgent an order is.
    PriorityName = one_of(Priority::ALL.map(Priority::name), "normal");
    /// A day of the week.
    WeekdayName = one_of(docket_domain::Weekday::ALL.map(docket_domain::Weekday::name), "friday");
    /// A time of the clock, to the minute.
    ClockTime = pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$", "17:00");
    /// How an order reaches its buyer: fetched, brought by the seller's drivers or sent.
    MethodName = one_of(["pickup", "delivery", "shipping"], "delivery");
    /// How a browser keeps a session: in cookies that no script can read.
    SessionKind = one_of(["cookie"], "cookie");
    /// Who somebody is.
    RoleName = one_of(Role::ALL.map(Role::name), "seller");
    /// The channel of a message.
    ChannelName = one_of(Channel::ALL.map(Channel::name), "sms");
    /// What a message tells of.
    NoticeGroupName = one_of(NoticeGroup::ALL.map(NoticeGroup::name), "order_ready");
    /// What became of a message.
    MessageStateName = one_of(
        ["sending", "held", "sent", "not_sent", "superseded", "bounced", "complained"],
        "sent",
    );
    /// The event that a message tells of: that of an order, or what stands for all that tell of a
    /// new order.
    EventName = string("ORD-20261120-7ZK3M9QW2X:3:0");
    /// The token of a link that ends e-mails of a kind.
    UnsubscribeToken = pattern(&format!("^[A-Za-z0-9_-]{{1,64}}\\.[a-z_]{{1,32}}\\.{MAC}$"), "q2kQx0y6n1BvS3rTzW8aLg.order_done.q2kQx0y6n1BvS3rTzW8aLg");
    /// A page of HTML.
    HtmlPage = string("<!DOCTYPE html>");
    /// Why a message was not sent.
    WithheldReasonName = one_of(
        WithheldReason::ALL.map(WithheldReason::name),
        "contact_not_confirmed",
    );
    /// What a member may be.
    MemberRole = one_of(["seller", "driver", "admin"], "driver");
    /// Where a membership stands.
    MemberStatusName = one_of(MemberStatus::ALL.map(MemberStatus::name), "accepted");
    /// Where an order's money is.
    PaymentStatus = one_of(
        [
            "unpaid", "pending", "authorized", "partly_paid", "paid", "refund_requested",
            "partly_refunded", "refunded", "refund_failed", "disputed",
        ],
        "unpaid",
    );

    /// When money that a buyer pays is taken.
    CaptureTime = one_of(["on_accept", "immediate"], "on_accept");
    /// Where a refund is.
    RefundStatus = one_of(
        ["requested", "processing", "settled", "failed", "withdrawn"],
        "requested",
    );

    /// 1 to 255 visible ASCII characters; the same key and body have their effect once.
    IdempotencyKey = pattern("^[!-~]([ -~]{0,253}[!-~])?$", "5f9b2c1e-6a4d");
    /// Languages with their weights (RFC 9110), at most 500 bytes. What cannot be read is passed over.
    LanguageRanges = string("de-AT, de;q=0.9, en;q=0.5");
    /// Versions, as `ETag` names them.
    EntityTags = string("\"3\"");
}
