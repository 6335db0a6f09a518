//! An order as callers see it. Fields are left out depending on the caller's role and the time.

use docket_app::{names::People, orders::access::shows_contact};
use docket_domain::{Actor, CancelRule, Entry, Lifecycle, Minutes, Order, PromiseMove, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    allowed_actions::{ActionView, DeniedActionView, Judged},
    deadlines::{AcceptanceView, SlaView},
    fulfilment::FulfilmentView,
    items::{ItemView, item},
    money::{ChargesView, PaymentView, RedemptionView, payment},
    problem::ProblemView,
    timeline::{CancellationView, EntryView, ReachedView, cancellation, reached, timeline},
    verification::VerificationView,
};
use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// An order of one customer with one seller.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Order)]
#[schema(example = samples::order)]
pub struct OrderView {
    /// Identifier of the order, `ORD-YYYYMMDD-XXXXXXXXXX`: the UTC day of placing, and ten
    /// characters that identify the order.
    #[schema(value_type = words::OrderId)]
    id: String,
    /// Number of the order for people. It equals `id`.
    #[schema(value_type = words::OrderId)]
    order_number: String,
    /// Identifier of the seller that fulfils the order.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// The seller that fulfils the order, with its name when the order was placed.
    seller: NamedSeller,
    /// The lifecycle under which the order was placed. It defines the statuses and transitions, and
    /// does not change for this order.
    lifecycle: LifecycleView,
    /// Current status, one of the statuses of the order's lifecycle.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Phase of the current status. Phases are common to all lifecycles, so that clients can treat
    /// orders of different lifecycles alike.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// The customer for whom the order was placed. Absent for a buyer who tracks the order, and for
    /// the order's driver from 24 hours after the order ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
    /// Line items that were ordered, with the prices at which they were ordered.
    items: Vec<ItemView>,
    /// Sum of the line items' `totalPrice`, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    subtotal: u64,
    /// Discount by all vouchers together, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    discount: u64,
    /// Delivery fee, packaging fee and tax that the seller adds.
    charges: ChargesView,
    /// Total price in minor units of `currency`: subtotal, less discount, plus charges.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// ISO 4217 code of the currency of all amounts of this order.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// Payments and refunds of the order, and what is still due.
    payment: PaymentView,
    /// How, where and when the customer receives the order. Without the address for the order's
    /// driver from 24 hours after the order ended.
    fulfilment: FulfilmentView,
    /// Vouchers that were redeemed for the order; empty if there are none.
    vouchers: Vec<RedemptionView>,
    /// Name of the menu that the order was chosen from. Used by kitchens; absent if none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// Name of the meal that the order is for. Used by kitchens; absent if none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Message of the customer to the seller. Absent if there is none, and for the order's driver
    /// from 24 hours after the order ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Internal notes of the seller's staff. Present only for the seller's staff and
    /// administrators, and absent if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    internal_notes: Option<String>,
    /// BCP 47 tag of the language of messages to the customer, as requested when the order was
    /// placed. Present only for the seller's staff and administrators; absent if the seller's
    /// language is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::LanguageTag>)]
    language: Option<String>,
    /// Problem that the driver reported while the order is out for delivery. Present only for the
    /// order's driver, the seller's staff and administrators; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_problem: Option<ProblemView>,
    /// Preparation time in minutes: as the seller set it when accepting the order, before that the
    /// seller's default. Absent if the seller has not set one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Preparation>)]
    estimated_prep_time: Option<u32>,
    /// When the order is expected at the customer's address (UTC, RFC 3339). Absent until the order
    /// is accepted, for pickup and shipping, and if the seller has set no preparation and delivery
    /// times.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    estimated_delivery_time: Option<Moment>,
    /// When the order should be ready, or for `delivery` at the customer's address (UTC, RFC 3339):
    /// the time that the seller promised last, else the time of acceptance plus preparation and
    /// delivery time, but not before `requestedFor`. Absent until the order is accepted, and if the
    /// seller has not set these times.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    promised_at: Option<Moment>,
    /// Changes of `promisedAt` by the seller, oldest first. Of many changes only the newest are
    /// listed. Absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    promise_moves: Vec<PromiseMoveView>,
    /// State of the verification. Present only while the order waits for its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    verification: Option<VerificationView>,
    /// Priority of the order: `low`, `normal`, `high` or `urgent`.
    #[schema(value_type = words::PriorityName)]
    priority: &'static str,
    /// Time limit for the current status. Absent if the seller has set none, and while the order
    /// waits for a payment that must come first.
    #[serde(skip_serializing_if = "Option::is_none")]
    sla: Option<SlaView>,
    /// Deadline for accepting the order. Present only while the order waits to be accepted, and if
    /// the seller has set one.
    #[serde(skip_serializing_if = "Option::is_none")]
    acceptance: Option<AcceptanceView>,
    /// Status changes of the order, oldest first. Of a history of more than 40 entries it lists the
    /// first one in each phase and the newest; `GET /api/orders/{id}/history` returns all.
    status_timeline: Vec<EntryView>,
    /// When the order was placed (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    placed_at: Moment,
    /// When the order first reached certain phases and statuses.
    #[serde(flatten)]
    reached: ReachedView,
    /// How, when and why the order was cancelled, rejected or marked as failed. Absent for all
    /// other orders, and for an order that was merged into another.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancellation: Option<CancellationView>,
    /// Whether the buyer can cancel the order now, and until when. Present only for the order's
    /// buyer.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_rule: Option<CancelRuleView>,
    /// Identifier of the order's delivery batch, the last one if it is closed. Absent if the order
    /// was never put into a batch, or was taken out of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BatchId>)]
    batch_id: Option<String>,
    /// Member identifier of the driver of the order's batch. Absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// Position of the order in the route of its batch, counted from 1. Absent if the order is in
    /// no batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::PositiveCount>)]
    delivery_sequence: Option<u32>,
    /// Identifier of the checkout in which the order was placed together with others. Absent for an
    /// order that was placed on its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::GroupId>)]
    group_id: Option<String>,
    /// Identifier of the order that this one was split from. Absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    split_from: Option<String>,
    /// Identifiers of the orders that were split off this one. Absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<words::OrderId>, required = false)]
    split_into: Vec<String>,
    /// Identifiers of the orders that were merged into this one. Absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<words::OrderId>, required = false)]
    merged_from: Vec<String>,
    /// Identifier of the order that this one was merged into. Continue with that order: this one
    /// keeps its former content for reference and accepts no more changes. Absent if it was not
    /// merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    merged_into: Option<String>,
    /// Identifier of the template from which the order was placed. Absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::TemplateId>)]
    template_id: Option<String>,
    /// Time of the schedule for which the template placed the order automatically (UTC, RFC 3339).
    /// Absent if a person placed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    occurrence: Option<Moment>,
    /// Version of the order, from 1. It increases with each change and is the value of the `ETag`;
    /// send it as `If-Match` to change only this version.
    #[schema(value_type = words::Version)]
    version: u32,
    /// Actions that the caller can take on the order now, by role or as the order's buyer, each
    /// with its request. For a guest, only those that need no access token.
    allowed_actions: Vec<ActionView>,
    /// Actions that callers of this role can take at other times, with the reason why they are
    /// refused now. Absent in lists. An action that has been performed already is in neither list:
    /// repeating it changes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    denied_actions: Option<Vec<DeniedActionView>>,
}

/// The lifecycle that an order follows, and its version.
#[derive(Serialize, ToSchema)]
pub struct LifecycleView {
    /// Name of the lifecycle, such as `kitchen` or `shop`.
    #[schema(value_type = words::LifecycleName)]
    name: &'static str,
    /// Version of the lifecycle's rules, from 1.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// A seller with its name, as an order or a batch recorded it.
#[derive(Serialize, ToSchema)]
pub struct NamedSeller {
    /// Identifier of the seller that fulfils the order.
    #[schema(value_type = words::SellerId)]
    pub id: String,
    /// Name of the seller when the order was placed; null for orders and batches that were created
    /// before names were recorded.
    #[schema(value_type = Option<words::Name>, required)]
    pub name: Option<String>,
}

/// Whether the buyer can cancel an order now.
#[derive(Serialize, ToSchema)]
#[schema(as = CancelRule)]
pub struct CancelRuleView {
    /// Whether a cancellation by the buyer would succeed now.
    allowed: bool,
    /// End of the time in which the buyer can cancel (UTC, RFC 3339). Absent if there is no time
    /// limit, or if the order cannot be cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    until: Option<Moment>,
    /// The rule as a sentence for the buyer: until when the order can be cancelled, or why it
    /// cannot and what to do instead. Absent if it can be cancelled without a time limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "You can cancel until 2026-11-20T12:15:00.000Z.")]
    reason: Option<String>,
}

impl CancelRuleView {
    fn new(rule: CancelRule) -> Self {
        let CancelRule { allowed, until, reason } = rule;
        Self { allowed, until: until.map(Into::into), reason }
    }
}

/// A change of the promised time by the seller.
#[derive(Serialize, ToSchema)]
#[schema(as = PromiseMove)]
pub struct PromiseMoveView {
    /// When the seller changed the promised time (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// Promised time before the change (UTC, RFC 3339). Absent if no time was promised before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    from: Option<Moment>,
    /// Promised time after the change (UTC, RFC 3339).
    #[schema(value_type = words::Moment)]
    to: Moment,
    /// Reason for the change, as the seller gave it for the buyer.
    #[schema(example = "The oven is full.")]
    reason: String,
}

impl PromiseMoveView {
    fn new((entry, moved): (&Entry, PromiseMove)) -> Self {
        Self {
            at: entry.at.into(),
            from: moved.from.map(Into::into),
            to: moved.to.into(),
            reason: entry.reason.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

/// The customer for whom an order was placed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerView {
    /// Identifier of the customer. It is derived from the phone number, and the number cannot be
    /// derived from it.
    #[schema(value_type = words::CustomerId)]
    user_id: String,
    /// Name of the customer, as the order has it.
    #[schema(value_type = words::Name)]
    name: String,
    /// Phone number of the customer in E.164 format.
    #[schema(value_type = words::Phone)]
    phone: String,
    /// E-mail address of the customer. Absent if none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
}

/// A response that contains one order.
#[derive(Serialize, ToSchema)]
pub struct OrderBody {
    /// The order as it is now, as the caller may see it.
    pub order: OrderView,
}

impl OrderView {
    /// The order without the customer.
    pub fn anonymous(self) -> Self {
        Self { customer: None, ..self }
    }

    /// The order as lists show it, without the refused actions.
    pub fn in_list(self) -> Self {
        Self { denied_actions: None, ..self }
    }

    /// The order for a caller who placed it without signing in with its phone.
    pub fn for_guest(order: &Order, stamp: &Stamp) -> Self {
        let buyer = Actor::Buyer(order.customer.key.clone());
        let Judged { allowed, denied } = Judged::of_guest(order, &buyer, stamp);
        Self {
            allowed_actions: allowed,
            denied_actions: Some(denied),
            ..Self::new(order, std::slice::from_ref(&buyer), stamp)
        }
    }

    /// The order for a caller with these capacities, without the names of those who changed it. The
    /// allowed actions are those of all capacities together.
    pub fn new(order: &Order, who: &[Actor], stamp: &Stamp) -> Self {
        Self::named(order, who, stamp, None)
    }

    /// The order as [`Self::new`] shows it, with the names of `people` where they are given.
    pub fn named(order: &Order, who: &[Actor], stamp: &Stamp, people: Option<&People>) -> Self {
        let id = order.id.to_string();
        let delivery = order.delivery.as_ref();
        let shows_contact = shows_contact(order, who, stamp.now);
        let is_managed = who.iter().any(|actor| actor.manages(&order.seller));
        let Judged { allowed, denied } = Judged::new(order, who, stamp);
        Self {
            order_number: id.clone(),
            seller_id: order.seller.to_string(),
            seller: NamedSeller {
                id: order.seller.to_string(),
                name: order.names.seller.as_ref().map(ToString::to_string),
            },
            lifecycle: LifecycleView::of(order.lifecycle),
            status: order.status.name,
            phase: order.status.phase.name(),
            customer: shows_contact.then(|| CustomerView::new(order)),
            items: order.lines.iter().map(item).collect(),
            subtotal: order.subtotal().minor(),
            discount: order.discount.minor(),
            charges: ChargesView::new(order.charges),
            grand_total: order.grand_total().minor(),
            currency: order.currency.code(),
            payment: payment(order),
            fulfilment: FulfilmentView::of(order, shows_contact),
            vouchers: order.vouchers.iter().map(RedemptionView::new).collect(),
            menu_type: order.menu_type.as_ref().map(ToString::to_string),
            meal_window: order.meal_window.as_ref().map(ToString::to_string),
            notes: order.notes.as_ref().filter(|_| shows_contact).map(ToString::to_string),
            internal_notes: order
                .internal_notes
                .as_ref()
                .filter(|_| is_managed)
                .map(ToString::to_string),
            language: order.language.as_ref().filter(|_| is_managed).map(ToString::to_string),
            delivery_problem: order
                .delivery_problem()
                .filter(|_| who.iter().any(|actor| !order.is_of(actor) && order.visible_to(actor)))
                .map(Into::into),
            estimated_prep_time: order.prep_time.map(Minutes::minutes),
            estimated_delivery_time: order.estimated_delivery().map(Into::into),
            promised_at: order.promised_at().map(Into::into),
            promise_moves: order.promise_moves().map(PromiseMoveView::new).collect(),
            verification: order.hold.is_some().then(|| VerificationView::of(order)),
            priority: order.priority.name(),
            sla: SlaView::of(order, stamp),
            acceptance: AcceptanceView::of(order),
            status_timeline: timeline(order, people),
            placed_at: order.placed_at.into(),
            reached: reached(order),
            cancellation: cancellation(order),
            cancel_rule: who
                .iter()
                .any(|actor| order.is_of(actor))
                .then(|| CancelRuleView::new(order.cancel_rule(stamp))),
            batch_id: delivery.map(|it| it.batch.to_string()),
            driver_id: delivery.and_then(|it| it.driver.as_ref()).map(ToString::to_string),
            delivery_sequence: delivery.map(|it| it.sequence),
            group_id: order.links.group_id(),
            split_from: order.links.split_from.map(|it| it.to_string()),
            split_into: order.links.split_into.iter().map(ToString::to_string).collect(),
            merged_from: order.links.merged_from.iter().map(ToString::to_string).collect(),
            merged_into: order.links.merged_into.map(|it| it.to_string()),
            template_id: order.links.template.map(|it| it.id.to_string()),
            occurrence: order.links.template.and_then(|it| it.occurrence).map(Into::into),
            version: order.version,
            allowed_actions: allowed,
            denied_actions: Some(denied),
            id,
        }
    }
}

impl LifecycleView {
    /// Name and version of a lifecycle.
    pub const fn of(lifecycle: &Lifecycle) -> Self {
        Self { name: lifecycle.name, version: lifecycle.version }
    }
}

impl CustomerView {
    /// The customer of an order.
    pub fn new(order: &Order) -> Self {
        Self {
            user_id: order.customer.key.to_string(),
            name: order.customer.name.to_string(),
            phone: order.customer.phone.as_str().to_owned(),
            email: order.customer.email.as_ref().map(|email| email.as_str().to_owned()),
        }
    }
}
