//! An order as callers see it.

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

/// An order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Order)]
#[schema(example = samples::order)]
pub struct OrderView {
    /// `ORD-YYYYMMDD-XXXXXXXXXX`.
    #[schema(value_type = words::OrderId)]
    id: String,
    /// The same.
    #[schema(value_type = words::OrderId)]
    order_number: String,
    /// Who fulfils it.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Who fulfils it, by name.
    seller: NamedSeller,
    /// The rules that it was placed under.
    lifecycle: LifecycleView,
    /// Where it is, in its lifecycle's words.
    #[schema(value_type = words::StatusName)]
    status: &'static str,
    /// Where it is, in the words of all lifecycles.
    #[schema(value_type = words::PhaseName)]
    phase: &'static str,
    /// Who ordered. Absent for a buyer who tracks the order, and for its
    /// driver from 24 hours after its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
    /// What was ordered.
    items: Vec<ItemView>,
    /// Sum of the items, in minor units.
    #[schema(value_type = words::Amount)]
    subtotal: u64,
    /// Taken off.
    #[schema(value_type = words::Amount)]
    discount: u64,
    /// Added.
    charges: ChargesView,
    /// Owed in all.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// What was paid.
    payment: PaymentView,
    /// How it reaches the buyer. For its driver without the address from 24
    /// hours after its end.
    fulfilment: FulfilmentView,
    /// The vouchers that were redeemed for it.
    vouchers: Vec<RedemptionView>,
    /// The menu (kitchens).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// The meal (kitchens).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// What the buyer wrote. Absent for its driver from 24 hours after its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// What the seller's staff and administrators wrote for themselves, and
    /// alone see.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    internal_notes: Option<String>,
    /// The language that its buyer is written to in, as it was placed, for the seller's
    /// staff and administrators; absent where the seller's language is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::LanguageTag>)]
    language: Option<String>,
    /// Why it was not delivered, while its driver has it and cannot deliver it;
    /// for its driver, its seller's staff and administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_problem: Option<ProblemView>,
    /// Minutes that making it takes, if the seller says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Preparation>)]
    estimated_prep_time: Option<u32>,
    /// When it is expected at the address, once it is accepted and if the
    /// seller says how long making and bringing it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    estimated_delivery_time: Option<Moment>,
    /// When it should be ready, or at the address that it is brought to: what
    /// its seller said last, else what follows from when it was accepted. Absent
    /// until then, and where the seller does not say how long that takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    promised_at: Option<Moment>,
    /// Changes of `promisedAt` by the seller, oldest first. Of many changes only the
    /// newest are listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    promise_moves: Vec<PromiseMoveView>,
    /// Present while the order waits for its verification code.
    #[serde(skip_serializing_if = "Option::is_none")]
    verification: Option<VerificationView>,
    /// `low`, `normal`, `high` or `urgent`.
    #[schema(value_type = words::PriorityName)]
    priority: &'static str,
    /// How long it may stay in its status, if its seller has that measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    sla: Option<SlaView>,
    /// By when it should be accepted, while it waits for that and if its seller
    /// says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    acceptance: Option<AcceptanceView>,
    /// Where it was and when, oldest first: all of it, or of a history of more
    /// than 40 lines the first in each phase and the newest.
    status_timeline: Vec<EntryView>,
    /// When it was placed.
    #[schema(value_type = words::Moment)]
    placed_at: Moment,
    /// When it first reached these phases.
    #[serde(flatten)]
    reached: ReachedView,
    /// How it was stopped, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancellation: Option<CancellationView>,
    /// Whether the buyer may cancel it now. For the buyer only.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancel_rule: Option<CancelRuleView>,
    /// The batch that it is brought in, or was last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BatchId>)]
    batch_id: Option<String>,
    /// Who brings it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::MemberId>)]
    driver_id: Option<String>,
    /// Its place in the batch, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::PositiveCount>)]
    delivery_sequence: Option<u32>,
    /// The checkout that it was placed in, together with other orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::GroupId>)]
    group_id: Option<String>,
    /// The order that it was a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    split_from: Option<String>,
    /// The orders that parts of it became.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<words::OrderId>, required = false)]
    split_into: Vec<String>,
    /// The orders that came into it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<words::OrderId>, required = false)]
    merged_from: Vec<String>,
    /// The order that it went into, where it goes on: what is left here says
    /// what it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    merged_into: Option<String>,
    /// The template that it was placed from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::TemplateId>)]
    template_id: Option<String>,
    /// When it was due, if the template placed it by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    occurrence: Option<Moment>,
    /// Rises with each change; the `ETag`.
    #[schema(value_type = words::Version)]
    version: u32,
    /// What this caller may do to it now, by role or as the order's buyer, each
    /// with its route. For a guest, what takes no token.
    allowed_actions: Vec<ActionView>,
    /// What callers like this one do at other times and this one may not now,
    /// with the reason and the way out. Absent in lists. What was done already
    /// is in neither: asking for it again changes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    denied_actions: Option<Vec<DeniedActionView>>,
}

/// A lifecycle and its version.
#[derive(Serialize, ToSchema)]
pub struct LifecycleView {
    /// Its name.
    #[schema(value_type = words::LifecycleName)]
    name: &'static str,
    /// Its version.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// A seller by name.
#[derive(Serialize, ToSchema)]
pub struct NamedSeller {
    /// The seller.
    #[schema(value_type = words::SellerId)]
    pub id: String,
    /// What it was called when the order was placed; null for orders and batches
    /// of before names were kept.
    #[schema(value_type = Option<words::Name>, required)]
    pub name: Option<String>,
}

/// Whether the buyer may cancel an order now.
#[derive(Serialize, ToSchema)]
#[schema(as = CancelRule)]
pub struct CancelRuleView {
    /// Whether it may be cancelled now.
    allowed: bool,
    /// Until when, where its seller lets buyers cancel for some time only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    until: Option<Moment>,
    /// The rule in a sentence, with the way out where it is closed. Absent where
    /// it may be cancelled and that has no end yet.
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

/// A promised time that was moved.
#[derive(Serialize, ToSchema)]
#[schema(as = PromiseMove)]
pub struct PromiseMoveView {
    /// When it was moved.
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// What was promised before, if anything was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    from: Option<Moment>,
    /// What was promised then.
    #[schema(value_type = words::Moment)]
    to: Moment,
    /// Why, for the buyer.
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

/// Who ordered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerView {
    /// The customer, without the phone number.
    #[schema(value_type = words::CustomerId)]
    user_id: String,
    /// The name.
    #[schema(value_type = words::Name)]
    name: String,
    /// E.164.
    #[schema(value_type = words::Phone)]
    phone: String,
    /// An e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
}

/// An order under its own name.
#[derive(Serialize, ToSchema)]
pub struct OrderBody {
    /// The order.
    pub order: OrderView,
}

impl OrderView {
    /// The same without who ordered.
    pub fn anonymous(self) -> Self {
        Self { customer: None, ..self }
    }

    /// The order as it is shown in lists.
    pub fn in_list(self) -> Self {
        Self { denied_actions: None, ..self }
    }

    /// The order as who placed it without signing in with its phone sees it.
    pub fn for_guest(order: &Order, stamp: &Stamp) -> Self {
        let buyer = Actor::Buyer(order.customer.key.clone());
        let Judged { allowed, denied } = Judged::of_guest(order, &buyer, stamp);
        Self {
            allowed_actions: allowed,
            denied_actions: Some(denied),
            ..Self::new(order, std::slice::from_ref(&buyer), stamp)
        }
    }

    /// The order as somebody with these capacities sees it, without the names
    /// of who changed it; what they may do is the union of what each may.
    pub fn new(order: &Order, who: &[Actor], stamp: &Stamp) -> Self {
        Self::named(order, who, stamp, None)
    }

    /// The same with names, where people are given.
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
    /// Of a lifecycle.
    pub const fn of(lifecycle: &Lifecycle) -> Self {
        Self { name: lifecycle.name, version: lifecycle.version }
    }
}

impl CustomerView {
    /// Who ordered.
    pub fn new(order: &Order) -> Self {
        Self {
            user_id: order.customer.key.to_string(),
            name: order.customer.name.to_string(),
            phone: order.customer.phone.as_str().to_owned(),
            email: order.customer.email.as_ref().map(|email| email.as_str().to_owned()),
        }
    }
}
