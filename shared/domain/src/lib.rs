//! The domain: orders with their lifecycles, payments, batches and statistics, and the rules that
//! decide about them.
//!
//! This crate has no side effects: it uses no AWS, HTTP, clock or randomness. Time and random bytes
//! are passed in as values. A decision returns a [`Change`] to be committed, or a refusal.
//!
//! The types of [`docket_numbering`] and [`docket_recurrence`] that outer crates need, such as
//! [`Phone`] in a [`Contact`] and [`Recurrence`] in a [`Plan`], are re-exported here, so that outer
//! crates do not depend on those crates.

mod actor;
mod address;
mod allowance;
mod batch;
mod challenge;
mod contact;
mod edit;
mod ids;
mod image;
mod language_tag;
mod lifecycle;
mod listing;
mod member;
mod moment;
mod money;
mod notice;
mod notification;
mod opening_hours;
mod order;
pub mod payments;
mod priority;
mod product;
mod product_display;
mod push;
mod role;
mod seller;
mod seller_ids;
mod seller_payments;
mod share;
mod statistics;
mod storefront;
mod template;
mod terms;
mod text;
mod voucher;
mod words;

pub use actor::Actor;
pub use address::{Address, AddressFault, AddressField, AddressParts, COUNTRIES, Country};
pub use allowance::Allowance;
pub use batch::{
    Batch, BatchChange, BatchCommand, BatchDriver, BatchPlan, BatchRefusal, BatchStatus,
    Candidates, NamedOrders, Proposal, Regrouping,
};
pub use challenge::{Challenge, ChallengeId};
pub use contact::{
    AttemptRefusal, BackOff, CODE_LIFETIME, CodeCount, CodeLimits, Contact, ContactState, Email,
    EmailError, Half, MAX_ATTEMPTS, MAX_SENDS, NONCE_BYTES, RESEND_AFTER, Send, SendRefusal,
    Window,
};
pub use docket_numbering::{LookupPhone, Phone};
pub use docket_recurrence::{Recurrence, RecurrenceError, Rule, TimeZoneName, Written, latest_day};
pub use edit::Edit;
pub use ids::{
    AddonId, BatchId, ChangeId, CustomerKey, GroupId, IdError, MemberId, OrderId, PaymentId,
    ProductId, RefundId, SellerId, Suffix, TemplateId, ZoneId,
};
pub use image::{
    ImageChange, ImageError, ImageKind, ImageName, MAX_IMAGE_BYTES, ProductImage, check_image,
};
pub use language_tag::{LanguageTag, LanguageTagError};
pub use lifecycle::{
    AWAITING_VERIFICATION, LIFECYCLES, Lifecycle, Move, Phase, Status, Steps, Targets, Term,
    TermError,
};
pub use member::{Addresses, Grant, Member, MemberChange, MemberRefusal, MemberStatus};
pub use moment::{EndError, check_end, moment_text, whole_milliseconds};
pub use money::{Amount, AmountError, Currency, CurrencyError, Quantity, QuantityError, apportion};
pub use notice::{
    Audience, Channel, Channels, NoticeFacts, NoticeGroup, NoticeKey, NoticeLimits, NoticeRecord,
    NoticeState, NoticeSubject, Preferences, QuietHours, QuietHoursError, Reachable, Undeliverable,
    UndeliverableReason, WithheldNotice, WithheldReason,
};
pub use notification::{Notification, NotificationId, NotificationKind, NotificationSubject};
pub use opening_hours::{
    ClockTime, ClockTimeError, OpeningHours, OpeningHoursError, OpeningTime, Weekday, WeekdayError,
};
pub use order::{
    Acceptance, Action, Assignment, Breached, CancelRule, CancellationChannel, CartLine, Catalogue,
    Change, Charges, Command, Customer, Deadline, DeadlineKind, Deadlines, DeliveryProblem, Denial,
    Denied, DisputeReport, Draw, Entry, EntryKind, FromTemplate, Fulfilment, GivenBack, HOLD,
    HappenedError, Hold, Line, LineAddon, LineId, Link, Links, MAX_TIMELINE, MergeRefusal, Method,
    MethodKind, Minutes, MinutesError, Names, NotCancellable, OpenRefund, Order, OrderEvent,
    OrderEventKind, OrderFilter, OrderPayment, OrderState, OrderUpdate, PaymentFirst,
    PaymentReport, PaymentStatus, PaymentTotals, PlaceRefusal, Placement, Pricing, ProblemKind,
    ProblemReport, PromiseMove, Quote, Redemption, RefundOutcome, Refusal, RejectedVouchers,
    RowDetails, Search, Split, SplitItem, SplitRefusal, SplitWhich, Stamp, StatusName, Stop,
    Summary, Target, TargetKind, TargetOutcome, TimeError, TimeInStatus, Timing, Typed,
    Unavailable, Unfit, UnknownProblem, UnknownStatus, UnsaidProblem, UpdateRefusal, Verification,
    VoucherOffer,
};
pub use priority::Priority;
pub use product::{Addon, Product, ProductChange};
pub use product_display::{ProductDisplay, ProductDisplayChange};
pub use push::{PushEndpoint, PushOrigins, PushPart, PushSubscription, PushSubscriptionError};
pub use role::Role;
pub use seller::{ChargeRules, Seller, SellerChange, SellerRefusal, Zone};
pub use seller_payments::{
    CaptureTime, FeePoints, FeePointsError, SellerPayments, SellerPaymentsChange,
    SellerPaymentsRefusal,
};
pub use share::{Share, ShareError};
pub use statistics::{
    Cell, Counter, Days, DaysError, Grain, ProductLabel, ProductSum, Span, Sum, Tally, median,
};
pub use storefront::{
    ExtraPrep, Methods, NoMethod, Storefront, StorefrontChange, StorefrontRefusal,
};
pub use template::{
    OnShortage, OrderDraft, Outcome, Plan, Ran, Schedule, ScheduleState, Template, TemplateChange,
    TemplateOwner, TemplateRefusal,
};
pub use terms::{StatusTargets, TargetRefusal, Terms, TermsChange};
pub use text::{OneLine, Text, TextError};
pub use voucher::{
    EndsTooEarly, Uses, Voucher, VoucherChange, VoucherCode, VoucherId, VoucherRefusal, Worth,
};
